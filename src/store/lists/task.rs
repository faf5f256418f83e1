//! Tasks.

use entity::task::{Column as C, Entity};
use entity::words::{self, Role};
use entity::{
    department, department_member, jurisdiction, progress_update, report, task_department as part,
    task_origin,
};
use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause,
};
use sea_orm::{ActiveEnum, ColumnTrait, Condition, DatabaseBackend};

use super::department::DepartmentTest;
use super::indicator::IndicatorTest;
use super::jurisdiction::JurisdictionTest;
use super::kinds::{Bool, Decimal, Id, Int, Text};
use super::report::ReportTest;
use super::update::{STATUSES, of_updates_in_force};
use super::{Listed, chosen, headings, ids, looked_up, own, ranked, that, weight};
use crate::domain::origin::CountedAs;
use crate::domain::target::Roles;
use crate::store::filter::{Filter, Test};
use crate::store::sort::keys;
use crate::store::value::{Column, Kind};

/// A test of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TaskTest {
    /// Its id.
    Id(Test),
    /// 序号 as printed.
    Number(Test),
    /// Place among the rows of its number.
    SubNumber(Test),
    /// The commitment.
    Text(Test),
    /// One of the headings above it; no value where there is none.
    Section(Test),
    /// 分管领导.
    Supervisor(Test),
    /// Print before figures.
    Status(Test),
    /// In print.
    ReportedStatus(Test),
    /// From figures.
    AssessedStatus(Test),
    /// Whether print and figures contradict each other.
    Discrepancy(Test),
    /// Mean degree of completion.
    Completion(Test),
    /// Measurable targets.
    IndicatorCount(Test),
    /// Those of them that are measured.
    MeasuredCount(Test),
    /// Its report.
    Report(Filter<ReportTest>),
    /// The jurisdiction of its report.
    Jurisdiction(Filter<JurisdictionTest>),
    /// A unit that is responsible for it.
    Department(TaskPart),
    /// What a bulletin in force says of it; no value where none does.
    Progress(Test),
    /// One of its indicators.
    Indicator(Box<Filter<IndicatorTest>>),
    /// Whether a bulletin in force says anything of it.
    HasUpdate(bool),
    /// Commitment of the plan or row of the bulletins.
    Kind(Test),
    /// How it counts in completion.
    CountedAs(Test),
    /// A commitment of the plan that it reports on; no value where there is none.
    Origin(Test),
}

/// A unit's part in a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskPart {
    /// The unit.
    pub unit: Filter<DepartmentTest>,
    /// Its role.
    pub role: Filter<Test>,
    /// Whether a unit stands for all below it.
    pub children: bool,
    /// Whether it stands for the collective units that it is a member of.
    pub collectives: bool,
}

impl TaskPart {
    /// Any part of one unit, those of the units below it included.
    #[must_use]
    pub fn of(unit: uuid::Uuid, roles: Roles, collectives: bool) -> Self {
        let words = roles.each().map(Role::from);
        let role = Test::In(words.map(|role| ActiveEnum::to_value(&role).into()).collect());
        Self {
            unit: Filter::Is(DepartmentTest::Id(Test::Eq(unit.into()))),
            role: if roles.are_all() { Filter::default() } else { Filter::Is(role) },
            children: true,
            collectives,
        }
    }
}

keys! {
    /// What tasks can be ordered by.
    TaskKey, "TaskOrderField", "task", default &[],
    {
        /// By time of the report's import.
        Report = "report",
        /// As printed in the report.
        Position = "position",
        /// By printed number.
        Number = "number",
        /// By the commitment.
        Text = "text",
        /// By 分管领导.
        Supervisor = "supervisor",
        /// COMPLETED, AHEAD, ON_TRACK, BEHIND, NOT_STARTED, UNMEASURED: print before figures.
        Status = "status",
        /// The same, in print.
        ReportedStatus = "reportedStatus",
        /// The same, from figures.
        AssessedStatus = "assessedStatus",
        /// By mean degree of completion.
        Completion = "completion",
        /// By number of measurable targets.
        IndicatorCount = "indicatorCount",
        /// By number of measured targets.
        MeasuredCount = "measuredCount",
        /// By year of the report.
        Year = "year",
        /// By name of the jurisdiction.
        Jurisdiction = "jurisdiction",
    }
}

impl TaskTest {
    /// Tasks of this report.
    #[must_use]
    pub fn of_report(report_id: uuid::Uuid) -> Self {
        Self::Report(Filter::Is(ReportTest::Id(Test::Eq(report_id.into()))))
    }
}

impl Listed for TaskTest {
    type Entity = Entity;
    type Key = TaskKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        let of = |test: &Test, column: C, kind: Kind| test.condition(&Column::of(own(column), kind), backend);
        let maybe =
            |test: &Test, column: C, kind: Kind| test.condition(&Column::maybe(own(column), kind), backend);
        match self {
            Self::Id(test) => of(test, C::Id, Id),
            Self::Number(test) => maybe(test, C::Number, Int),
            Self::SubNumber(test) => of(test, C::SubNumber, Int),
            Self::Text(test) => of(test, C::Text, Text),
            Self::Section(test) => headings(&own(C::Section), test, backend),
            Self::Supervisor(test) => maybe(test, C::Supervisor, Text),
            Self::Status(test) => of(test, C::EffectiveStatus, Text),
            Self::ReportedStatus(test) => maybe(test, C::ReportedStatus, Text),
            Self::AssessedStatus(test) => of(test, C::AssessedStatus, Text),
            Self::Discrepancy(test) => of(test, C::Discrepancy, Bool),
            Self::Completion(test) => maybe(test, C::Completion, Decimal),
            Self::IndicatorCount(test) => of(test, C::IndicatorCount, Int),
            Self::MeasuredCount(test) => of(test, C::MeasuredCount, Int),
            Self::Report(filter) => that(own(C::ReportId).in_subquery(ids(filter, backend))),
            Self::Jurisdiction(filter) => {
                let reports = Filter::Is(ReportTest::Jurisdiction(filter.clone()));
                that(own(C::ReportId).in_subquery(ids(&reports, backend)))
            }
            Self::Department(part) => that(own(C::Id).in_subquery(with_part(part, backend))),
            Self::Progress(test) => progress(test, backend),
            Self::Indicator(filter) => {
                let tasks = chosen(own(entity::indicator::Column::TaskId), filter, backend);
                that(own(C::Id).in_subquery(tasks))
            }
            Self::Kind(test) => of(test, C::Kind, Text),
            Self::CountedAs(test) => of(test, C::CountedAs, Text),
            Self::Origin(test) => origin(test, backend),
            Self::HasUpdate(has) => {
                let told = of_updates_in_force(progress_update::Column::TaskId);
                let id = own(C::Id);
                that(if *has { id.in_subquery(told) } else { id.not_in_subquery(told) })
            }
        }
    }

    fn key(key: TaskKey) -> Column {
        let status = |column: C| ranked(&own(column), &STATUSES);
        match key {
            TaskKey::Report => Column::of(own(C::ReportId), Id),
            TaskKey::Position => Column::of(own(C::Position), Int),
            TaskKey::Number => Column::maybe(own(C::Number), Int),
            TaskKey::Text => Column::of(own(C::Text), Text),
            TaskKey::Supervisor => Column::maybe(own(C::Supervisor), Text),
            TaskKey::Status => Column::of(status(C::EffectiveStatus), Int),
            TaskKey::ReportedStatus => Column::maybe(status(C::ReportedStatus), Int),
            TaskKey::AssessedStatus => Column::of(status(C::AssessedStatus), Int),
            TaskKey::Completion => Column::maybe(own(C::Completion), Decimal),
            TaskKey::IndicatorCount => Column::of(own(C::IndicatorCount), Int),
            TaskKey::MeasuredCount => Column::of(own(C::MeasuredCount), Int),
            TaskKey::Year => Column::of(of_report(report::Column::Year), Int),
            TaskKey::Jurisdiction => {
                use jurisdiction::{Column as J, Entity as Of};
                let name = looked_up(Of, J::Name, J::Id, of_report(report::Column::JurisdictionId));
                Column::of(name, Text)
            }
        }
    }

    /// A filter that does not ask how tasks count gets those that completion counts.
    fn usual(filter: &Filter<Self>) -> Option<Self> {
        let asks = filter.any(&|test| matches!(test, Self::CountedAs(_)));
        let counted = CountedAs::COUNTED.map(|way| ActiveEnum::to_value(&words::CountedAs::from(way)).into());
        (!asks).then(|| Self::CountedAs(Test::In(counted.to_vec())))
    }

    /// Reports by time of import, tasks as printed.
    fn unique() -> Vec<Column> {
        vec![Self::key(TaskKey::Report), Self::key(TaskKey::Position)]
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::HasUpdate(_) => 1,
            Self::Report(filter) => weight(filter),
            Self::Jurisdiction(filter) => weight(filter),
            Self::Indicator(filter) => weight(filter),
            // The units stand twice where collective ones are looked for.
            Self::Department(part) => 2 * weight(&part.unit) + role_weight(&part.role),
            Self::Id(test)
            | Self::Number(test)
            | Self::SubNumber(test)
            | Self::Text(test)
            | Self::Section(test)
            | Self::Supervisor(test)
            | Self::Status(test)
            | Self::ReportedStatus(test)
            | Self::AssessedStatus(test)
            | Self::Discrepancy(test)
            | Self::Completion(test)
            | Self::IndicatorCount(test)
            | Self::MeasuredCount(test)
            | Self::Kind(test)
            | Self::CountedAs(test)
            | Self::Origin(test)
            | Self::Progress(test) => test.weight(),
        }
    }
}

fn role_weight(filter: &Filter<Test>) -> usize {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().map(role_weight).sum(),
        Filter::Not(part) => role_weight(part),
        Filter::Is(test) => test.weight(),
    }
}

/// A column of the task's report.
fn of_report(column: report::Column) -> Expr {
    looked_up(report::Entity, column, report::Column::Id, own(C::ReportId))
}

/// Whether a commitment that the task reports on meets the test.
fn origin(test: &Test, backend: DatabaseBackend) -> Condition {
    let mut rows = Query::select().expr(own(task_origin::Column::TaskId)).from(task_origin::Entity).take();
    match test {
        Test::IsNull => that(own(C::Id).not_in_subquery(rows)),
        test => {
            rows.cond_where(test.condition(&Column::of(own(task_origin::Column::OriginId), Id), backend));
            that(own(C::Id).in_subquery(rows))
        }
    }
}

/// Whether what a bulletin in force says of the task meets the test.
fn progress(test: &Test, backend: DatabaseBackend) -> Condition {
    let told = of_updates_in_force(progress_update::Column::TaskId);
    match test {
        Test::IsNull => that(own(C::Id).not_in_subquery(told)),
        test => {
            let said = Column::of(own(progress_update::Column::Text), Text);
            let mut told = told;
            told.cond_where(test.condition(&said, backend));
            that(own(C::Id).in_subquery(told))
        }
    }
}

/// The tasks in which a unit has this part.
fn with_part(part: &TaskPart, backend: DatabaseBackend) -> SelectStatement {
    let TaskPart { unit, role, children, collectives } = part;
    let units = || {
        let own = ids(unit, backend);
        if *children { with_all_below(own) } else { own }
    };
    let mut any = Condition::any().add(part::Column::DepartmentId.in_subquery(units()));
    if *collectives {
        let standing_for = Query::select()
            .expr(own(department_member::Column::CollectiveId))
            .from(department_member::Entity)
            .and_where(own(department_member::Column::MemberId).in_subquery(units()))
            .take();
        any = any.add(part::Column::DepartmentId.in_subquery(standing_for));
    }
    let role_column = Column::of(own(part::Column::Role), Text);
    Query::select()
        .expr(own(part::Column::TaskId))
        .from(part::Entity)
        .cond_where(any)
        .cond_where(role.condition(&|test: &Test| test.condition(&role_column, backend)))
        .take()
}

/// These units and all that belong to them.
fn with_all_below(units: SelectStatement) -> SelectStatement {
    let (below, id) = (Alias::new("below"), Alias::new("unit_id"));
    let children = Query::select()
        .expr(own(department::Column::Id))
        .from(department::Entity)
        .inner_join(
            below.clone(),
            own(department::Column::ParentId).eq(Expr::col((below.clone(), id.clone()))),
        )
        .take();
    // Without ALL: a unit is met once, and a circle ends.
    let mut found =
        Query::select().expr(Expr::col(Alias::new("id"))).from_subquery(units, Alias::new("start")).take();
    found.union(UnionType::Distinct, children);
    let table =
        CommonTableExpression::new().query(found).column(id.clone()).table_name(below.clone()).to_owned();
    let with = WithClause::new().recursive(true).cte(table).to_owned();
    Query::select().column(id).from(below).with_cte(with).take()
}
