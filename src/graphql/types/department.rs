//! 责任单位.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::department;
use uuid::Uuid;

use super::report::{missing, unit};
use super::{DepartmentStanding, Jurisdiction, Report, Task};
use crate::domain::completion::Basis;
use crate::graphql::connection::{Asked, List, Total, parse_id};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, Aliases, DepartmentReports, JurisdictionUnits, ReportBooks, load};
use crate::message::Noun;
use crate::service::assessment::View;
use crate::service::completion::{Question, standing};
use crate::service::units::Units;
use crate::store::lists::task::{TaskPart, TaskTest};
use crate::view::filter::TaskFilter;
use crate::view::order::TaskOrder;
use crate::view::{Completion, Roles};

/// A responsible unit of one jurisdiction.
#[derive(Debug, Clone)]
pub struct Department(pub department::Model);

/// A name that stands for a unit.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(name = "DepartmentAlias")]
pub struct Alias {
    /// The name, in half-width form without spaces.
    pub name: String,
    /// Why it stands for the unit.
    pub reason: String,
}

impl Department {
    async fn units(&self, ctx: &Context<'_>) -> Result<Arc<Units>> {
        Ok(load(ctx, JurisdictionUnits(self.0.jurisdiction_id)).await?.unwrap_or_default())
    }

    async fn many(&self, ctx: &Context<'_>, ids: &[Uuid]) -> Result<Vec<Self>> {
        let units = self.units(ctx).await?;
        Ok(ids.iter().filter_map(|id| units.by_id.get(id)).cloned().map(Self).collect())
    }
}

/// 责任单位: a unit responsible for tasks; it may belong to another unit, or stand for many.
#[Object]
impl Department {
    /// Id of this unit.
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its name, as printed, in half-width form without spaces.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// True where the name stands for a set of units: 各县(市、区)政府.
    async fn collective(&self) -> bool {
        self.0.collective
    }

    /// Its jurisdiction.
    async fn jurisdiction(&self, ctx: &Context<'_>) -> Result<Jurisdiction> {
        let found = load(ctx, loaders::Jurisdiction(self.0.jurisdiction_id)).await?;
        found.map(Jurisdiction).ok_or_else(|| missing(Noun::Jurisdiction, self.0.jurisdiction_id))
    }

    /// The unit that it belongs to: 发改局 for 发改局(服务业发展局).
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        match self.0.parent_id {
            Some(id) => unit(ctx, id).await.map(Some),
            None => Ok(None),
        }
    }

    /// The units that belong to it, by name.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<Department>> {
        let units = self.units(ctx).await?;
        self.many(ctx, units.children(self.0.id)).await
    }

    /// The units that this collective unit is printed to stand for.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<Department>> {
        let units = self.units(ctx).await?;
        self.many(ctx, units.members(self.0.id)).await
    }

    /// The collective units that are printed to stand for this one.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn collectives(&self, ctx: &Context<'_>) -> Result<Vec<Department>> {
        let units = self.units(ctx).await?;
        self.many(ctx, units.collectives(self.0.id)).await
    }

    /// The names that stand for this unit, and why.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn aliases(&self, ctx: &Context<'_>) -> Result<Vec<Alias>> {
        let rows = load(ctx, Aliases(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| Alias { name: row.name, reason: row.reason }).collect())
    }

    /// The reports in which it has tasks of its own, newest year first.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn reports(&self, ctx: &Context<'_>) -> Result<Vec<Report>> {
        let ids = load(ctx, DepartmentReports(self.0.id)).await?.unwrap_or_default();
        let mut reports = Vec::with_capacity(ids.len());
        for id in ids {
            reports.extend(load(ctx, loaders::Report(id)).await?.map(Report));
        }
        Ok(reports)
    }

    /// Its tasks, those of the units below it included, as printed unless asked otherwise. Tasks of collective units that
    /// stand for it are listed too, unless left out; they are not in its completion, where each task counts once.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only tasks in which the unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Whether tasks of its collective units are listed.", default = true)]
        include_collectives: bool,
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
        let part = TaskPart::of(self.0.id, Roles::asked(role), include_collectives);
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, TaskTest::Department(part), Total::Tasks, Task).await
    }

    /// Completion of its tasks in a report, those of its children included, each task once.
    async fn completion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the report.")] report: ID,
        #[graphql(desc = "Only tasks in which the unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Which status is counted.", default)] basis: Basis,
    ) -> Result<Completion> {
        Ok(self.standing(ctx, &report, role, basis).await?.completion_view())
    }
}

impl Department {
    async fn standing(
        &self,
        ctx: &Context<'_>,
        report: &ID,
        role: Option<Roles>,
        basis: Basis,
    ) -> Result<DepartmentStanding> {
        let report = parse_id("report", report)?;
        let question = Question { basis, view: View::default(), roles: Roles::asked(role) };
        load(ctx, loaders::Report(report)).await?.ok_or_else(|| missing(Noun::Report, report))?;
        let books = load(ctx, ReportBooks(report, question.view)).await?.unwrap_or_default();
        let units = self.units(ctx).await?;
        Ok(DepartmentStanding { standing: standing(&books, &units, report, self.0.id, &question), basis })
    }
}

impl DepartmentStanding {
    fn completion_view(&self) -> Completion {
        Completion::new(&self.standing.answer, self.basis)
    }
}
