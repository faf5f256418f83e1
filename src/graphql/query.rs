//! The entry points of the API.

use async_graphql::{Context, ID, InputObject, Interface, Object};
use chrono::NaiveDate;

use super::connection::{List, Total, connection, page, parse_id};
use super::errors::{Public, Result, public};
use super::loaders::{self, State, load};
use super::types::analytics::Comparison;
use super::types::search::{SearchHit, hits};
use super::types::task::{TaskFilterInput, tasks_page};
use super::types::{Department, Document, Indicator, Jurisdiction, ProgressUpdate, Report, Task};
use crate::error::Error;
use crate::service::Ledger;
use crate::service::analytics::comparison::{self, Wanted};
use crate::service::assessment::View;
use crate::store::department::DepartmentFilter;
use crate::store::document::DocumentFilter;
use crate::store::node::Noun;
use crate::store::report::{ReportFilter, ReportOrder};
use crate::store::search::{Search, Words};
use crate::store::{department, document, jurisdiction, node, report};

/// Which reports; all conditions hold together.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "ReportFilter")]
struct ReportFilterInput {
    /// Of the jurisdiction of this name.
    jurisdiction: Option<String>,
    /// Of one of these years.
    year: Option<Vec<i32>>,
}

/// Which units; all conditions hold together.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "DepartmentFilter")]
struct DepartmentFilterInput {
    /// Of the jurisdiction of this name.
    jurisdiction: Option<String>,
    /// Whose name, or another name of the same unit, is this one.
    name: Option<String>,
}

/// Which documents; all conditions hold together.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "DocumentFilter")]
struct DocumentFilterInput {
    /// Of this report.
    report: Option<ID>,
    /// Of reports of the jurisdiction of this name.
    jurisdiction: Option<String>,
    /// In force, or superseded by a corrected version.
    in_force: Option<bool>,
}

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

/// Years that a filter takes at once.
const MOST_YEARS: usize = 100;

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
        #[graphql(desc = "Name of the jurisdiction, with the year in place of the id.")] jurisdiction: Option<
            String,
        >,
        #[graphql(desc = "Year of the work report.")] year: Option<i32>,
    ) -> Result<Option<Report>> {
        match (id, jurisdiction, year) {
            (Some(id), None, None) => Ok(load(ctx, loaders::Report(parse_id("id", &id)?)).await?.map(Report)),
            (None, Some(name), Some(year)) => {
                let db = &ctx.data::<Ledger>()?.db;
                let Some(of) = jurisdiction::by_name(db, &name).await.public()? else { return Ok(None) };
                Ok(report::by_key(db, of.id, year).await.public()?.map(Report))
            }
            _ => Err(public(&Error::invalid("id", "give either id, or jurisdiction and year"))),
        }
    }

    /// Reports.
    #[graphql(complexity = "crate::graphql::cost::list(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which reports.")] filter: Option<ReportFilterInput>,
        #[graphql(desc = "Order of the list.", default)] order_by: ReportOrder,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Report>> {
        let page = page(first, after.as_deref(), order_by.name())?;
        let ReportFilterInput { jurisdiction, year } = filter.unwrap_or_default();
        if year.as_ref().is_some_and(|years| years.len() > MOST_YEARS) {
            return Err(public(&Error::invalid("year", format!("at most {MOST_YEARS} years at once"))));
        }
        let filter = ReportFilter { jurisdiction_ids: None, jurisdiction, years: year };
        let rows = report::page(&ctx.data::<Ledger>()?.db, &filter, order_by, &page).await.public()?;
        Ok(connection(rows, Total::Reports(filter), Report))
    }

    /// A task; null where there is none.
    async fn task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the task.")] id: ID,
    ) -> Result<Option<Task>> {
        Ok(load(ctx, loaders::Task(parse_id("id", &id)?)).await?.map(Task))
    }

    /// Tasks of all reports: reports by time of import, tasks as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, child_complexity)")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tasks.")] filter: Option<TaskFilterInput>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Task>> {
        let filter = filter.unwrap_or_default().into_filter(ctx).await?;
        tasks_page(ctx, filter, first, after.as_deref()).await
    }

    /// Searches the commitments of tasks and what bulletins in force say of them. A text is hit where it has every word;
    /// width, capitals and blanks make no difference. The order is explained with each hit (`rank`).
    #[graphql(complexity = "crate::graphql::cost::search(first, child_complexity)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words with blanks between them, at most 8 and 200 characters: 垃圾 焚烧. Quotes make one word of \
                          several: \"垃圾 焚烧\". There are no other signs; a word is found inside of words too."
        )]
        text: String,
        #[graphql(desc = "Of which tasks.")] filter: Option<TaskFilterInput>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<SearchHit>> {
        let words = Words::parse("text", &text).public()?;
        let tasks = filter.unwrap_or_default().into_filter(ctx).await?;
        hits(ctx, Search { words, tasks }, first, after.as_deref()).await
    }

    /// A responsible unit; null where there is none.
    async fn department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the unit.")] id: ID,
    ) -> Result<Option<Department>> {
        Ok(load(ctx, loaders::Department(parse_id("id", &id)?)).await?.map(Department))
    }

    /// Responsible units, by name.
    #[graphql(complexity = "crate::graphql::cost::list(first, child_complexity)")]
    async fn departments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which units.")] filter: Option<DepartmentFilterInput>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Department>> {
        let page = page(first, after.as_deref(), department::ORDER)?;
        let DepartmentFilterInput { jurisdiction, name } = filter.unwrap_or_default();
        let filter = DepartmentFilter { jurisdiction_id: None, jurisdiction, name };
        let rows = department::page(&ctx.data::<Ledger>()?.db, &filter, &page).await.public()?;
        Ok(connection(rows, Total::Departments(filter), Department))
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

    /// A progress update; null where there is none.
    async fn progress_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the update.")] id: ID,
    ) -> Result<Option<ProgressUpdate>> {
        Ok(load(ctx, loaders::Update(parse_id("id", &id)?)).await?.map(ProgressUpdate))
    }

    /// A document; null where there is none.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the document.")] id: ID,
    ) -> Result<Option<Document>> {
        Ok(load(ctx, loaders::Document(parse_id("id", &id)?)).await?.map(Document))
    }

    /// Documents, newest import first.
    #[graphql(complexity = "crate::graphql::cost::page(first, child_complexity)")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which documents.")] filter: Option<DocumentFilterInput>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Document>> {
        let page = page(first, after.as_deref(), document::ORDER)?;
        let DocumentFilterInput { report, jurisdiction, in_force } = filter.unwrap_or_default();
        let report_id = report.map(|id| parse_id("filter.report", &id)).transpose()?;
        let filter = DocumentFilter { report_id, jurisdiction, in_force };
        let rows = document::page(&ctx.data::<Ledger>()?.db, &filter, &page).await.public()?;
        Ok(connection(rows, Total::Documents(filter), Document))
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
        #[graphql(desc = "Only reports of the jurisdictions of these names; all by default.")]
        jurisdictions: Option<Vec<String>>,
        #[graphql(desc = "Only reports of these years; all by default.")] years: Option<Vec<i32>>,
        #[graphql(desc = "The unit to compare in: 亿元, 万亩; that of the first row by default.")]
        unit: Option<String>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<NaiveDate>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Vec<Comparison>> {
        let view = View { as_of, forecasts: include_forecasts };
        let wanted = Wanted { names: canonical_names, jurisdictions, years, unit, view };
        let found = comparison::of(ctx.data::<Ledger>()?, &wanted).await.public()?;
        Ok(found.into_iter().map(Comparison).collect())
    }

    /// A jurisdiction, by id or by name; null where there is none.
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn jurisdiction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the jurisdiction.")] id: Option<ID>,
        #[graphql(desc = "Its name, in place of the id.")] name: Option<String>,
    ) -> Result<Option<Jurisdiction>> {
        match (id, name) {
            (Some(id), None) => {
                Ok(load(ctx, loaders::Jurisdiction(parse_id("id", &id)?)).await?.map(Jurisdiction))
            }
            (None, Some(name)) => {
                let db = &ctx.data::<Ledger>()?.db;
                Ok(jurisdiction::by_name(db, &name).await.public()?.map(Jurisdiction))
            }
            _ => Err(public(&Error::invalid("id", "give either id or name"))),
        }
    }

    /// Jurisdictions, by name.
    #[graphql(complexity = "crate::graphql::cost::list(first, child_complexity)")]
    async fn jurisdictions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Jurisdiction>> {
        let page = page(first, after.as_deref(), jurisdiction::ORDER)?;
        let rows = jurisdiction::page(&ctx.data::<Ledger>()?.db, &page).await.public()?;
        Ok(connection(rows, Total::Jurisdictions, Jurisdiction))
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
