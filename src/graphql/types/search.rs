//! Hits of a search.

use crate::message::Noun;
use crate::view::Date;
use async_graphql::{Context, ID, Object, SimpleObject};

use super::report::missing;
use super::{ProgressUpdate, Report, Task};
use crate::graphql::connection::{List, Total, connection};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, load};
use crate::service::Ledger;
use crate::service::search::{self, Counted, Highlight, Hit, Marks, SearchSource, Snippet};
use crate::store::page::{Page, Wanted};
use crate::store::search::{Search, order};

/// A text that has every word of a search.
#[derive(Debug, Clone)]
pub struct SearchHit {
    hit: Hit,
    marks: Marks,
}

/// Why a hit stands where it does. Hits are ordered by: commitments before progress, more matches, later year of the
/// report, later period, earlier import of the report, place of the task in its report.
#[derive(Debug, Clone, SimpleObject)]
pub struct SearchRank {
    /// First: commitments before what bulletins say of them.
    pub source: SearchSource,
    /// Second: how often the words stand in the text, all together; more is better.
    pub matches: u32,
    /// Third: year of the report; later is better.
    pub year: i32,
    /// Fourth: last day of the period of the document that prints the text; later is better, null comes last.
    pub period_end: Option<Date>,
    /// Fifth: the report; those imported earlier come first.
    pub report_id: ID,
    /// Sixth: place of the task in its report.
    pub position: i32,
    /// The words that make up `matches`.
    pub words: Vec<Counted>,
}

/// A text that has every word of a search: the commitment of a task, or what a bulletin says of it.
#[Object]
impl SearchHit {
    /// Whose text was hit.
    async fn source(&self) -> SearchSource {
        self.hit.source()
    }

    /// The task, also where an update was hit.
    async fn task(&self) -> Task {
        Task(self.hit.task.clone())
    }

    /// The update whose text was hit; null where it was the task's own.
    async fn update(&self) -> Option<ProgressUpdate> {
        self.hit.update.clone().map(ProgressUpdate)
    }

    /// The report of the task.
    async fn report(&self, ctx: &Context<'_>) -> Result<Report> {
        let id = self.hit.task.report_id;
        load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing(Noun::Report, id))
    }

    /// The whole text as printed.
    async fn text(&self) -> &str {
        self.hit.text()
    }

    /// What was hit in the text, in order; places that touch or overlap are one.
    async fn highlights(&self) -> &[Highlight] {
        &self.marks.highlights
    }

    /// The part of the text with the most highlights, for a list of results.
    async fn snippet(&self) -> &Snippet {
        &self.marks.snippet
    }

    /// Why the hit stands where it does.
    async fn rank(&self) -> SearchRank {
        let rank = &self.hit.rank;
        SearchRank {
            source: self.hit.source(),
            matches: self.hit.matches(),
            year: rank.year,
            period_end: rank.period_end().map(Into::into),
            report_id: rank.report_id.into(),
            position: rank.position,
            words: self.marks.words.clone(),
        }
    }
}

/// A page of hits.
pub(crate) async fn hits(ctx: &Context<'_>, wanted: Search, page: Wanted) -> Result<List<SearchHit>> {
    let page = Page::new(page, &order()).public()?;
    let slice = search::page(&ctx.data::<Ledger>()?.db, &wanted, &page).await.public()?;
    let words = wanted.words.clone();
    let node = |hit: Hit| {
        let marks = search::mark(hit.text(), &words);
        SearchHit { hit, marks }
    };
    Ok(connection(slice, Total::Hits(wanted), node))
}
