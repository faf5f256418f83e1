//! 地区.

use async_graphql::{Context, ID, Object};
use entity::jurisdiction;

use super::{Department, Report};
use crate::graphql::connection::{Asked, List, Total};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{Jurisdiction as ById, load};
use crate::store::filter::{Filter, Test};
use crate::store::lists::department::DepartmentTest;
use crate::store::lists::jurisdiction::JurisdictionTest;
use crate::store::lists::report::ReportTest;
use crate::view::Level;
use crate::view::filter::{DepartmentFilter, ReportFilter};
use crate::view::order::{DepartmentOrder, ReportOrder};

/// A government that makes commitments.
#[derive(Debug, Clone)]
pub struct Jurisdiction(pub jurisdiction::Model);

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

    /// Its work reports, newest year first unless asked otherwise.
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
        asked.list(ctx, ReportTest::Jurisdiction(self.itself()), Total::Reports, Report).await
    }

    /// Its responsible units, by name unless asked otherwise.
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
        asked.list(ctx, DepartmentTest::Jurisdiction(self.itself()), Total::Departments, Department).await
    }
}

impl Jurisdiction {
    fn itself(&self) -> Filter<JurisdictionTest> {
        Filter::Is(JurisdictionTest::Id(Test::Eq(self.0.id.into())))
    }
}
