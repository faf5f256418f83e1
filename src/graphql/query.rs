//! The entry points of the API.

use async_graphql::{Context, ID, Interface, Object};

use super::connection::{Asked, List, Total, connection, parse_id};
use super::errors::{Public, Result, public};
use super::loaders::{self, State, load, load_many};
use super::types::analytics::Comparison;
use super::types::document::Finding;
use super::types::search::{SearchHit, hits};
use super::types::seen;
use super::types::{Department, Document, Indicator, Jurisdiction, ProgressUpdate, Report, Task};
use crate::error::Error;
use crate::message::Message;
use crate::service::Ledger;
use crate::service::analytics::comparison::{self, Wanted};
use crate::service::assessment::View;
use crate::service::places;
use crate::store::filter::Filter;
use crate::store::node::Noun;
use crate::store::page::Wanted as Page;
use crate::store::search::{Search, Words};
use crate::store::{node, report};
use crate::view::Date;
use crate::view::filter::{
    DepartmentFilter, DocumentFilter, FindingFilter, IndicatorFilter, JurisdictionFilter,
    ProgressUpdateFilter, ReportFilter, Spelling, TaskFilter, lowered,
};
use crate::view::order::{
    DepartmentOrder, DocumentOrder, FindingOrder, IndicatorOrder, JurisdictionOrder, ProgressUpdateOrder,
    ReportOrder, TaskOrder,
};

/// Anything that has an id.
#[derive(Interface)]
#[expect(clippy::large_enum_variant, reason = "one value per `node` field, never a list")]
#[graphql(field(name = "id", ty = "ID", desc = "Id of the object, unique over all types."))]
enum Node {
    Jurisdiction(Jurisdiction),
    Report(Report),
    Document(Document),
    Task(Task),
    Department(Department),
    Indicator(Indicator),
    ProgressUpdate(ProgressUpdate),
}

/// Root of all questions.
#[derive(Debug, Default)]
pub struct Query;

/// Where every question starts.
#[Object]
impl Query {
    /// A report, by id or by jurisdiction and year; null where there is none.
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the report.")] id: Option<ID>,
        #[graphql(
            desc = "Name of the jurisdiction, with the year in place of the id; 云溪 will do where one alone is called so."
        )]
        jurisdiction: Option<String>,
        #[graphql(desc = "Year of the work report.")] year: Option<i32>,
    ) -> Result<Option<Report>> {
        match (id, jurisdiction, year) {
            (Some(id), None, None) => Ok(load(ctx, loaders::Report(parse_id("id", &id)?)).await?.map(Report)),
            (None, Some(name), Some(year)) => {
                let db = &ctx.data::<Ledger>()?.db;
                let Some(of) = places::named(db, "jurisdiction", &name).await.public()? else {
                    return Ok(None);
                };
                Ok(report::by_key(db, of.id, year).await.public()?.map(Report))
            }
            (None, Some(_), None) => Err(public(&Error::invalid("year", Message::WithJurisdiction))),
            (None, None, Some(_)) => Err(public(&Error::invalid("jurisdiction", Message::WithYear))),
            _ => Err(public(&Error::invalid("id", Message::EitherReport))),
        }
    }

    /// Reports, newest year first unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which reports.")] filter: Option<ReportFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<ReportOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Report>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Reports, Report).await
    }

    /// A task; null where there is none.
    async fn task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the task.")] id: ID,
    ) -> Result<Option<Task>> {
        Ok(load(ctx, loaders::Task(parse_id("id", &id)?)).await?.map(Task))
    }

    /// Tasks of all reports: reports by time of import, tasks as printed, unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tasks.")] filter: Option<TaskFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<TaskOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Task>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Tasks, Task).await
    }

    /// Searches the commitments of tasks and what bulletins in force say of them. A text is hit where it has every word;
    /// width, capitals and blanks make no difference. The order is explained with each hit (`rank`).
    #[graphql(complexity = "crate::graphql::cost::search(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words with blanks between them, at most 8 and 200 characters: 垃圾 焚烧. Quotes make one word of \
                          several: \"垃圾 焚烧\". There are no other signs; a word is found inside of words too."
        )]
        text: String,
        #[graphql(desc = "Of which tasks.")] filter: Option<Box<TaskFilter>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<SearchHit>> {
        let words = Words::parse("text", &text).public()?;
        let tasks = lowered(filter.map(|filter| *filter), Spelling::Dots).public()?;
        let page = Page { first: first.map(i64::from), after, last: last.map(i64::from), before };
        // What the resolver of the root holds is on the stack below every nested filter, so that this stands elsewhere.
        Box::pin(hits(ctx, Search { words, tasks }, page)).await
    }

    /// A responsible unit; null where there is none.
    async fn department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the unit.")] id: ID,
    ) -> Result<Option<Department>> {
        Ok(load(ctx, loaders::Department(parse_id("id", &id)?)).await?.map(Department))
    }

    /// Responsible units, by name unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn departments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which units.")] filter: Option<DepartmentFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<DepartmentOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Department>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Departments, Department).await
    }

    /// An indicator; null where there is none.
    async fn indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the indicator.")] id: ID,
    ) -> Result<Option<Indicator>> {
        let id = parse_id("id", &id)?;
        let Some(row) = load(ctx, loaders::Indicator(id)).await? else { return Ok(None) };
        let state = load(ctx, State(row.task_id, View::default())).await?;
        let found =
            state.and_then(|state| state.indicators.iter().find(|state| state.indicator.id == id).cloned());
        Ok(found.map(Indicator))
    }

    /// Indicators of all tasks, in the order of print unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn indicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which indicators.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<IndicatorOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Indicator>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        let (slice, filter) = asked.slice(ctx, Filter::default()).await?;
        let tasks = slice.rows.iter().map(|(_, row)| State(row.task_id, View::default())).collect();
        let states = load_many(ctx, tasks).await?;
        // An indicator that an import removed between the two statements is left out.
        let slice = slice.filter_map(|row| {
            let state = states.get(&State(row.task_id, View::default()))?;
            state.indicators.iter().find(|state| state.indicator.id == row.id).cloned()
        });
        Ok(connection(slice, Total::Indicators(filter), Indicator))
    }

    /// A progress update; null where there is none.
    async fn progress_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the update.")] id: ID,
    ) -> Result<Option<ProgressUpdate>> {
        Ok(load(ctx, loaders::Update(parse_id("id", &id)?)).await?.map(ProgressUpdate))
    }

    /// What documents say of tasks, superseded ones too, oldest period first unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn progress_updates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which updates.")] filter: Option<ProgressUpdateFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<ProgressUpdateOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<ProgressUpdate>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Updates, ProgressUpdate).await
    }

    /// A document; null where there is none.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the document.")] id: ID,
    ) -> Result<Option<Document>> {
        Ok(load(ctx, loaders::Document(parse_id("id", &id)?)).await?.map(Document))
    }

    /// Documents, newest import first unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which documents.")] filter: Option<DocumentFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<DocumentOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Document>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Documents, Document).await
    }

    /// Findings of all documents, in the order of import unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which findings.")] filter: Option<FindingFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<FindingOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Finding>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Findings, Finding::from).await
    }

    /// Measures side by side over reports (rule 17), in the order asked for; a measure that no report in question has is
    /// left out. At most 50 names, jurisdictions and years, 200 reports and 2000 rows at once.
    #[graphql(complexity = "crate::graphql::cost::question(
        crate::graphql::cost::short_list(child_complexity))")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn compare(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Measures, by their canonical or another known name: GDP is 地区生产总值.")]
        canonical_names: Vec<String>,
        #[graphql(
            desc = "Only reports of the jurisdictions of these names, in full or short; all by default."
        )]
        jurisdictions: Option<Vec<String>>,
        #[graphql(desc = "Only reports of these years; all by default.")] years: Option<Vec<i32>>,
        #[graphql(desc = "The unit to compare in: 亿元, 万亩; that of the first row by default.")]
        unit: Option<String>,
        #[graphql(desc = "Which indicators of those names.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Vec<Comparison>> {
        let view = seen(as_of, include_forecasts);
        let filter = lowered(filter, Spelling::Dots).public()?;
        let wanted = Wanted { names: canonical_names, jurisdictions, years, unit, filter, view };
        let found = comparison::of(ctx.data::<Ledger>()?, &wanted).await.public()?;
        Ok(found.into_iter().map(Comparison).collect())
    }

    /// A jurisdiction, by id or by name; null where there is none.
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn jurisdiction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the jurisdiction.")] id: Option<ID>,
        #[graphql(desc = "Its name, in place of the id; 云溪 will do where one alone is called so.")]
        name: Option<String>,
    ) -> Result<Option<Jurisdiction>> {
        match (id, name) {
            (Some(id), None) => {
                Ok(load(ctx, loaders::Jurisdiction(parse_id("id", &id)?)).await?.map(Jurisdiction))
            }
            (None, Some(name)) => {
                let db = &ctx.data::<Ledger>()?.db;
                Ok(places::named(db, "name", &name).await.public()?.map(Jurisdiction))
            }
            _ => Err(public(&Error::invalid("id", Message::EitherJurisdiction))),
        }
    }

    /// Jurisdictions, by name unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn jurisdictions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which jurisdictions.")] filter: Option<JurisdictionFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<JurisdictionOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Jurisdiction>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, Filter::default(), Total::Jurisdictions, Jurisdiction).await
    }

    /// Anything that has an id; null where nothing has this one.
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the object.")] id: ID,
    ) -> Result<Option<Node>> {
        let key = parse_id("id", &id)?;
        let Some(noun) = node::noun_of(&ctx.data::<Ledger>()?.db, key).await.public()? else {
            return Ok(None);
        };
        Ok(match noun {
            Noun::Jurisdiction => {
                load(ctx, loaders::Jurisdiction(key)).await?.map(|row| Node::Jurisdiction(Jurisdiction(row)))
            }
            Noun::Report => load(ctx, loaders::Report(key)).await?.map(|row| Node::Report(Report(row))),
            Noun::Document => {
                load(ctx, loaders::Document(key)).await?.map(|row| Node::Document(Document(row)))
            }
            Noun::Task => load(ctx, loaders::Task(key)).await?.map(|row| Node::Task(Task(row))),
            Noun::Department => {
                load(ctx, loaders::Department(key)).await?.map(|row| Node::Department(Department(row)))
            }
            Noun::Indicator => self.indicator(ctx, id).await?.map(Node::Indicator),
            Noun::ProgressUpdate => {
                load(ctx, loaders::Update(key)).await?.map(|row| Node::ProgressUpdate(ProgressUpdate(row)))
            }
        })
    }
}
