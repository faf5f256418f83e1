//! 政府工作报告.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::report;
use rust_decimal::Decimal;

use super::analytics::{self, Agenda, CompletionBreakdown, Discrepancy, Ranking, ReportChanges, Trend};
use super::seen;
use super::{Department, DepartmentStanding, Document, Jurisdiction, Task, told};
use crate::domain::completion::Basis;
use crate::error::Error;
use crate::graphql::connection::{Asked, List, Total, connection, parse_id};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, JurisdictionUnits, ReportBooks, ReportTitle, load};
use crate::message::Noun;
use crate::service::analytics::breakdown::{self, Dimension};
use crate::service::analytics::ranking::{self, Measure, Order as RankingOrder};
use crate::service::analytics::{agenda, discrepancies, trend};
use crate::service::assessment::View;
use crate::service::completion::{Question, Standings, standing, units_of_report};
use crate::store::lists::document::{self as documents, DocumentKey};
use crate::store::lists::task::TaskTest;
use crate::store::sort::Direction;
use crate::view::Date;
use crate::view::filter::{
    DocumentFilter, GlossaryFilter, ResultFilter, Spelling, StandingFilter, TaskFilter, lowered,
};
use crate::view::order::{
    DepartmentStandingOrder, DocumentOrder, GlossaryOrder, ResultOrder, TaskOrder, ordered,
};
use crate::view::{Completion, GlossaryEntry, Period, ReportResult, Roles};

/// The work report of one jurisdiction and year.
#[derive(Debug, Clone)]
pub struct Report(pub report::Model);

/// 政府工作报告: the annual work report of one jurisdiction and year, the owner of its tasks.
#[Object]
impl Report {
    /// Id of this report.
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The year whose commitments it makes.
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// Printed title of its plan, else of its newest bulletin.
    async fn title(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        load(ctx, ReportTitle(self.0.id)).await
    }

    /// The government that made the commitments.
    async fn jurisdiction(&self, ctx: &Context<'_>) -> Result<Jurisdiction> {
        let found = load(ctx, loaders::Jurisdiction(self.0.jurisdiction_id)).await?;
        found.map(Jurisdiction).ok_or_else(|| missing(Noun::Jurisdiction, self.0.jurisdiction_id))
    }

    /// When its first document was imported.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When an import last changed it.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Its documents, corrected versions too: plans first, then by period, unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::short_page(first, last, child_complexity)")]
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
        let mut asked = Asked { filter, order_by, first, after, last, before };
        asked.order_by = asked.order_by.filter(|keys| !keys.is_empty()).or_else(|| Some(printed()));
        asked.list(ctx, documents::of_report(self.0.id), Total::Documents, Document).await
    }

    /// The periods that its bulletins in force cover, oldest first.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn periods(&self, ctx: &Context<'_>) -> Result<Vec<Period>> {
        let books = load(ctx, ReportBooks(self.0.id, View::default())).await?.unwrap_or_default();
        Ok(books.periods(self.0.id).iter().map(Into::into).collect())
    }

    /// Its tasks, as printed unless asked otherwise.
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
        asked.list(ctx, TaskTest::of_report(self.0.id), Total::Tasks, Task).await
    }

    /// The measured results of its documents in force that answer no target: the plan's, then by period, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only results of the measure of this canonical name.")] canonical_name: Option<
            String,
        >,
        #[graphql(desc = "Which results.")] filter: Option<ResultFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<ResultOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<ReportResult>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        told::results(ctx, documents::in_force_of(self.0.id), canonical_name, asked).await
    }

    /// The notes of its documents in force: the plan's, then by period, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn glossary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which notes.")] filter: Option<GlossaryFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<GlossaryOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<GlossaryEntry>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        told::glossary(ctx, documents::in_force_of(self.0.id), asked).await
    }

    /// Completion of its tasks.
    async fn completion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Only tasks in which a unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Completion> {
        let question = Question { basis, view: seen(as_of, include_forecasts), roles: Roles::asked(role) };
        let books = load(ctx, ReportBooks(self.0.id, question.view)).await?.unwrap_or_default();
        Ok(Completion::new(&books.of_report(self.0.id, &question), basis))
    }

    /// Completion of its tasks by one dimension, with what the groups are to be reconciled with (rule 12).
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn completion_by(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By what the tasks are grouped.")] dimension: Dimension,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Only tasks in which a unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<CompletionBreakdown> {
        let question = Question { basis, view: seen(as_of, include_forecasts), roles: Roles::asked(role) };
        let register = analytics::register(ctx, self.0.id).await?;
        let breakdown = breakdown::by(&register.at(question.view), dimension, &question);
        Ok(CompletionBreakdown { breakdown, basis, report_id: self.0.id })
    }

    /// Completion over its periods, each as a reader of its bulletin saw it (rule 13); null only with an error
    /// (`PERIOD_NOT_COVERED`).
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn trend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
        #[graphql(desc = "Only periods that end on or before this day.")] as_of: Option<Date>,
        #[graphql(desc = "Only tasks in which a unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Option<Trend>> {
        let question = Question { basis, view: seen(as_of, include_forecasts), roles: Roles::asked(role) };
        let register = analytics::register(ctx, self.0.id).await?;
        Ok(Some(Trend { points: trend::of(&register, &question), basis }))
    }

    /// Its responsible units by how far they are, each with its task that is furthest behind and the words for it; those
    /// without a rank stand apart (rule 14). Without arguments, the unit that is furthest behind comes first.
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn ranking(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By what.", default)] by: Measure,
        #[graphql(desc = "Share of a unit's tasks that must be measured for a rank, 0..1; 0 by default.")]
        min_coverage: Option<Decimal>,
        #[graphql(desc = "Which end comes first.", default)] order: RankingOrder,
        #[graphql(desc = "Which units are shown; ranks are counted among all.")] filter: Option<
            StandingFilter,
        >,
        #[graphql(desc = "Only units with tasks in this role, or one of these, counting those tasks.")] role: Option<Roles>,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Ranking> {
        let wanted = ranking::Wanted::new(by, min_coverage, order).public()?;
        let question = Question { basis, view: seen(as_of, include_forecasts), roles: Roles::asked(role) };
        let register = analytics::register(ctx, self.0.id).await?;
        let filter = lowered(filter, Spelling::Dots).public()?;
        let ranking = ranking::of(&register.at(question.view), &question, wanted);
        let ranking = ranking.only(&filter, &register.units);
        Ok(Ranking { ranking, wanted, basis })
    }

    /// What one period changed against another (rule 15). Without arguments, the newest period against the one before; where
    /// there is none before, `from` is null and every list empty. A period that no bulletin covers is an error (`PERIOD_NOT_COVERED`).
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The earlier point: a day (2024-06-30), for the newest period up to it, or a period as printed (上半年); the period before `to` by default."
        )]
        from: Option<String>,
        #[graphql(desc = "The later point, likewise; the newest period by default.")] to: Option<String>,
        #[graphql(desc = "Which status is compared.", default)] basis: Basis,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Option<ReportChanges>> {
        let points = (from.as_deref(), to.as_deref());
        analytics::report_changes(ctx, self.0.id, points, basis, include_forecasts).await.map(Some)
    }

    /// Where print and figures contradict each other (rule 16): tasks as printed.
    #[graphql(complexity = "crate::graphql::cost::list(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn discrepancies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
        #[graphql(desc = "Of which tasks.")] filter: Option<TaskFilter>,
        #[graphql(desc = "Order by keys of the tasks, in place of the order of the list.")] order_by: Option<
            Vec<TaskOrder>,
        >,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Discrepancy>> {
        let register = analytics::register(ctx, self.0.id).await?;
        let found = discrepancies::of(&register.at(seen(as_of, include_forecasts)));
        let chosen = Asked { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.0.id).await?;
        analytics::paged(listing, &found, discrepancies::LIST, Discrepancy)
    }

    /// What a supervision office has to ask about: what is behind, silent or unmeasured (rule 18).
    #[graphql(complexity = "crate::graphql::cost::question(child_complexity)")]
    async fn agenda(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Agenda> {
        let register = analytics::register(ctx, self.0.id).await?;
        let found = agenda::of(&register.at(seen(as_of, include_forecasts)));
        Ok(Agenda { found, report_id: self.0.id })
    }

    /// Each unit that is responsible for its tasks, with its completion, by name unless asked otherwise. A parent includes
    /// its children.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn departments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only units with tasks in this role, or one of these, counting those tasks.")] role: Option<Roles>,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
        #[graphql(desc = "Which units.")] filter: Option<StandingFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<DepartmentStandingOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<DepartmentStanding>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        let page = asked.wanted();
        let filter = lowered(asked.filter, Spelling::Dots).public()?;
        let wanted = Standings { filter, sort: ordered(asked.order_by).public()?, page };
        let question = Question { basis, view: seen(as_of, include_forecasts), roles: Roles::asked(role) };
        let books = load(ctx, ReportBooks(self.0.id, question.view)).await?.unwrap_or_default();
        let units = load(ctx, JurisdictionUnits(self.0.jurisdiction_id)).await?.unwrap_or_default();
        let (slice, total) = units_of_report(&books, &units, self.0.id, &question, wanted).public()?;
        Ok(connection(slice, Total::Known(total), |standing| DepartmentStanding { standing, basis }))
    }

    /// One of its responsible units, with its completion; null where the unit belongs to another jurisdiction.
    async fn department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the unit.")] id: ID,
        #[graphql(desc = "Only tasks in which the unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
    ) -> Result<Option<DepartmentStanding>> {
        let id = parse_id("id", &id)?;
        let question = Question { basis, view: View::default(), roles: Roles::asked(role) };
        let units = load(ctx, JurisdictionUnits(self.0.jurisdiction_id)).await?.unwrap_or_default();
        if units.by_id.get(&id).is_none_or(|unit| unit.jurisdiction_id != self.0.jurisdiction_id) {
            return Ok(None);
        }
        let books = load(ctx, ReportBooks(self.0.id, question.view)).await?.unwrap_or_default();
        let standing = standing(&books, &units, self.0.id, id, &question);
        Ok(Some(DepartmentStanding { standing, basis }))
    }
}

/// Plans first, then by period, then as imported.
fn printed() -> Vec<DocumentOrder> {
    let keys = [DocumentKey::Kind, DocumentKey::PeriodEnd, DocumentKey::Imported];
    keys.map(|field| DocumentOrder { field, direction: Direction::Asc }).to_vec()
}

/// A row that a foreign key says is there.
pub(super) fn missing(what: Noun, id: uuid::Uuid) -> async_graphql::Error {
    crate::graphql::errors::public(&Error::NotFound { what, key: id.to_string() })
}

/// The unit behind an id that a row refers to.
pub(super) async fn unit(ctx: &Context<'_>, id: uuid::Uuid) -> Result<Department> {
    load(ctx, loaders::Department(id)).await?.map(Department).ok_or_else(|| missing(Noun::Department, id))
}
