//! 地区.

use async_graphql::{Context, Enum, ID, Object};
use entity::jurisdiction;

use super::{Department, Report};
use crate::graphql::connection::{List, Total, connection, page};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{Jurisdiction as ById, load};
use crate::service::Ledger;
use crate::store::department::DepartmentFilter;
use crate::store::report::{ReportFilter, ReportOrder};
use crate::store::{department, report};

/// A government that makes commitments.
#[derive(Debug, Clone)]
pub struct Jurisdiction(pub jurisdiction::Model);

/// Level of a government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "JurisdictionLevel")]
pub enum Level {
    /// 省、自治区、直辖市.
    Province,
    /// 地级市.
    City,
    /// 县、县级市、区.
    County,
    /// 镇、乡、街道.
    Town,
}

impl From<entity::words::Level> for Level {
    fn from(level: entity::words::Level) -> Self {
        use entity::words::Level as Stored;
        match level {
            Stored::Province => Self::Province,
            Stored::City => Self::City,
            Stored::County => Self::County,
            Stored::Town => Self::Town,
        }
    }
}

/// 地区: the government that made the commitments.
#[Object]
impl Jurisdiction {
    /// Id of this jurisdiction.
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its name as printed: 云溪市.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its level, where the name tells it for certain.
    async fn level(&self) -> Option<Level> {
        self.0.level.map(Into::into)
    }

    /// The government above it, where known.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Jurisdiction>> {
        match self.0.parent_id {
            Some(id) => Ok(load(ctx, ById(id)).await?.map(Jurisdiction)),
            None => Ok(None),
        }
    }

    /// Its work reports.
    #[graphql(complexity = "crate::graphql::cost::list(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Order of the list.", default)] order_by: ReportOrder,
    ) -> Result<List<Report>> {
        let page = page(first, after.as_deref(), order_by.name())?;
        let filter = ReportFilter { jurisdiction_ids: Some(vec![self.0.id]), ..ReportFilter::default() };
        let rows = report::page(&ctx.data::<Ledger>()?.db, &filter, order_by, &page).await.public()?;
        Ok(connection(rows, Total::Reports(filter), Report))
    }

    /// Its responsible units, by name.
    #[graphql(complexity = "crate::graphql::cost::list(first, child_complexity)")]
    async fn departments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Department>> {
        let page = page(first, after.as_deref(), department::ORDER)?;
        let filter = DepartmentFilter { jurisdiction_id: Some(self.0.id), ..DepartmentFilter::default() };
        let rows = department::page(&ctx.data::<Ledger>()?.db, &filter, &page).await.public()?;
        Ok(connection(rows, Total::Departments(filter), Department))
    }
}
