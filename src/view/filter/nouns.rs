//! Filters of each list.

use async_graphql::InputObject;
use serde::Deserialize;
use utoipa::ToSchema;

use super::lower::{Lower, Lowering, groups};
use super::tests::{
    BoolTest, ComparatorTest, CountedAsTest, DateTest, DecimalTest, DocumentKindTest, IdTest, IntTest,
    KindTest, LevelTest, RoleTest, SeverityTest, StatusTest, TextTest,
};
use crate::error::Result;
use crate::service::analytics::breakdown::GroupTest;
use crate::service::completion::StandingTest;
use crate::store::filter::{Filter, Test};
use crate::store::lists::department::DepartmentTest;
use crate::store::lists::document::DocumentTest;
use crate::store::lists::finding::FindingTest;
use crate::store::lists::glossary::GlossaryTest;
use crate::store::lists::indicator::IndicatorTest;
use crate::store::lists::jurisdiction::JurisdictionTest;
use crate::store::lists::report::ReportTest;
use crate::store::lists::result::ResultTest;
use crate::store::lists::task::{TaskPart, TaskTest};
use crate::store::lists::update::UpdateTest;
use crate::store::value::Value;

/// A filter of one list. A member is `each` where every test of it stands for itself, and `whole` where its tests are of
/// one other thing; the function after it makes a test of the list from it.
macro_rules! filter {
    ($(#[$doc:meta])* $name:ident of $test:ty { $($(#[$field_doc:meta])* $field:ident: $kind:ty => $how:ident $make:expr),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, InputObject, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            /// All of these hold.
            #[schema(no_recursion)]
            pub and: Option<Vec<$name>>,
            /// One of these holds at least.
            #[schema(no_recursion)]
            pub or: Option<Vec<$name>>,
            /// This does not hold.
            #[schema(no_recursion)]
            pub not: Option<Box<$name>>,
            $($(#[$field_doc])* pub $field: Option<$kind>,)+
        }

        impl Lower for $name {
            type Of = $test;

            fn lower(self, to: &mut Lowering) -> Result<Filter<$test>> {
                let Self { and, or, not, $($field),+ } = self;
                let mut all = groups(to, and, or, not)?;
                $(if let Some(part) = $field {
                    all.push(to.at(stringify!($field), |to| Ok(filter!(@$how part, to, $make)))?);
                })+
                Ok(Filter::All(all))
            }
        }
    };
    (@each $part:ident, $to:ident, $make:expr) => { $part.lower($to)?.map(&$make) };
    (@whole $part:ident, $to:ident, $make:expr) => { Filter::Is($make($to.deeper(|to| $part.lower(to))?)) };
}

/// `{eq: true}` of something that holds or does not.
fn is_so(test: &Test) -> bool {
    *test == Test::Eq(Value::Bool(true))
}

filter! {
    /// Which jurisdictions; all conditions hold together.
    JurisdictionFilter of JurisdictionTest {
        /// By id.
        id: IdTest => each JurisdictionTest::Id,
        /// By full name: 云溪 does not equal 云溪市; `startsWith` finds it.
        name: TextTest => each JurisdictionTest::Name,
        /// By level.
        level: LevelTest => each JurisdictionTest::Level,
        /// By id of the government above it.
        parent: IdTest => each JurisdictionTest::Parent,
    }
}

filter! {
    /// Which reports; all conditions hold together.
    ReportFilter of ReportTest {
        /// By id.
        id: IdTest => each ReportTest::Id,
        /// By year.
        year: IntTest => each ReportTest::Year,
        /// By the government that made the commitments.
        jurisdiction: JurisdictionFilter => whole ReportTest::Jurisdiction,
    }
}

filter! {
    /// Which responsible units; all conditions hold together.
    DepartmentFilter of DepartmentTest {
        /// By id.
        id: IdTest => each DepartmentTest::Id,
        /// By name, or another name of the same unit.
        name: TextTest => each DepartmentTest::Name,
        /// Whether the name stands for a set of units.
        collective: BoolTest => each DepartmentTest::Collective,
        /// By id of the unit that it belongs to.
        parent: IdTest => each DepartmentTest::Parent,
        /// By jurisdiction.
        jurisdiction: JurisdictionFilter => whole DepartmentTest::Jurisdiction,
    }
}

filter! {
    /// Which documents; all conditions hold together.
    DocumentFilter of DocumentTest {
        /// By id.
        id: IdTest => each DocumentTest::Id,
        /// Plan or progress.
        kind: DocumentKindTest => each DocumentTest::Kind,
        /// In force, or superseded by a corrected version.
        in_force: BoolTest => each |test| DocumentTest::InForce(is_so(&test)),
        /// By printed title.
        title: TextTest => each DocumentTest::Title,
        /// By printed publisher.
        publisher: TextTest => each DocumentTest::Publisher,
        /// By printed date of publication.
        published_on: DateTest => each DocumentTest::PublishedOn,
        /// By the first day that it covers.
        period_start: DateTest => each DocumentTest::PeriodStart,
        /// By the last day that it covers.
        period_end: DateTest => each DocumentTest::PeriodEnd,
        /// By name of the imported file.
        file_name: TextTest => each DocumentTest::FileName,
        /// By report.
        report: ReportFilter => whole DocumentTest::Report,
    }
}

filter! {
    /// Which findings; all conditions hold together.
    FindingFilter of FindingTest {
        /// By code.
        code: TextTest => each FindingTest::Code,
        /// By how much they matter.
        severity: SeverityTest => each FindingTest::Severity,
        /// By row of the document.
        row: IntTest => each FindingTest::Row,
        /// By line of the text.
        line: IntTest => each FindingTest::Line,
        /// By their words.
        message: TextTest => each FindingTest::Message,
        /// By document.
        document: DocumentFilter => whole FindingTest::Document,
    }
}

filter! {
    /// Which tasks; all conditions hold together.
    TaskFilter of TaskTest {
        /// By id.
        id: IdTest => each TaskTest::Id,
        /// By printed number.
        number: IntTest => each TaskTest::Number,
        /// By place among the rows of the number: 0 for the numbered row.
        sub_number: IntTest => each TaskTest::SubNumber,
        /// By the commitment.
        text: TextTest => each TaskTest::Text,
        /// By the headings above it: one of them meets each test.
        section: TextTest => each TaskTest::Section,
        /// By 分管领导.
        supervisor: TextTest => each TaskTest::Supervisor,
        /// By status: the printed one where there is one, else the assessed one.
        status: StatusTest => each TaskTest::Status,
        /// By the status that the newest bulletin prints.
        reported_status: StatusTest => each TaskTest::ReportedStatus,
        /// By the status computed from figures.
        assessed_status: StatusTest => each TaskTest::AssessedStatus,
        /// Whether print and figures contradict each other.
        discrepancy: BoolTest => each TaskTest::Discrepancy,
        /// By mean degree of completion, 0..1.
        completion: DecimalTest => each TaskTest::Completion,
        /// By number of measurable targets.
        indicator_count: IntTest => each TaskTest::IndicatorCount,
        /// By number of measured targets.
        measured_count: IntTest => each TaskTest::MeasuredCount,
        /// By year of the report.
        year: IntTest => each |test| TaskTest::Report(Filter::Is(ReportTest::Year(test))),
        /// By the government that made the commitment.
        jurisdiction: JurisdictionFilter => whole TaskTest::Jurisdiction,
        /// By id of the report.
        report: IdTest => each |test| TaskTest::Report(Filter::Is(ReportTest::Id(test))),
        /// By a responsible unit.
        department: TaskDepartmentFilter => each TaskTest::Department,
        /// By what bulletins in force say of it: one of them meets each test.
        progress: TextTest => each TaskTest::Progress,
        /// By an indicator.
        indicator: IndicatorFilter => whole |filter| TaskTest::Indicator(Box::new(filter)),
        /// Whether a bulletin in force says anything of it.
        has_update: BoolTest => each |test| TaskTest::HasUpdate(is_so(&test)),
        /// Commitments of the plan, or rows of the bulletins.
        kind: DocumentKindTest => each TaskTest::Kind,
        /// By how it counts in completion; ROW and UNREPORTED where nothing is asked for.
        counted_as: CountedAsTest => each TaskTest::CountedAs,
        /// By id of a commitment of the plan that it reports on.
        origin: IdTest => each TaskTest::Origin,
    }
}

filter! {
    /// Which indicators; all conditions hold together.
    IndicatorFilter of IndicatorTest {
        /// By id.
        id: IdTest => each IndicatorTest::Id,
        /// By what is measured, as printed.
        name: TextTest => each IndicatorTest::Name,
        /// By the name that the same measure has in every report.
        canonical_name: TextTest => each IndicatorTest::CanonicalName,
        /// By how the value behaves over the year.
        kind: KindTest => each IndicatorTest::Kind,
        /// By which side of the target counts.
        comparator: ComparatorTest => each IndicatorTest::Comparator,
        /// By unit of the target, as printed.
        unit: TextTest => each IndicatorTest::Unit,
        /// By the value to be reached, whatever its unit.
        target: DecimalTest => each IndicatorTest::Target,
        /// Whether a bulletin in force has a figure for it.
        has_measurement: BoolTest => each |test| IndicatorTest::HasMeasurement(is_so(&test)),
        /// By task.
        #[schema(no_recursion)]
        task: Box<TaskFilter> => whole |filter| IndicatorTest::Task(Box::new(filter)),
    }
}

filter! {
    /// Which progress updates; all conditions hold together.
    ProgressUpdateFilter of UpdateTest {
        /// By id.
        id: IdTest => each UpdateTest::Id,
        /// By what was done, as printed.
        text: TextTest => each UpdateTest::Text,
        /// By the printed status.
        reported_status: StatusTest => each UpdateTest::ReportedStatus,
        /// By its printed words.
        reported_text: TextTest => each UpdateTest::ReportedText,
        /// By row of the document.
        row: IntTest => each UpdateTest::Row,
        /// Whether it holds a figure.
        has_measurement: BoolTest => each |test| UpdateTest::HasMeasurement(is_so(&test)),
        /// By task.
        task: TaskFilter => whole |filter| UpdateTest::Task(Box::new(filter)),
        /// By document.
        document: DocumentFilter => whole UpdateTest::Document,
    }
}

filter! {
    /// Which units of a report, by their completion in the role asked for; all conditions hold together.
    StandingFilter of StandingTest {
        /// By id of the unit.
        department: IdTest => each StandingTest::Department,
        /// By name of the unit.
        name: TextTest => each StandingTest::Name,
        /// Whether the name stands for a set of units.
        collective: BoolTest => each StandingTest::Collective,
        /// By id of the unit that it belongs to.
        parent: IdTest => each StandingTest::Parent,
        /// By number of tasks.
        tasks: IntTest => each StandingTest::Tasks,
        /// By number of tasks that it answers for.
        lead_tasks: IntTest => each StandingTest::LeadTasks,
        /// By number of measured tasks.
        measured: IntTest => each StandingTest::Measured,
        /// By mean completion, 0..1.
        mean_completion: DecimalTest => each StandingTest::MeanCompletion,
        /// By the share of tasks on track or better, 0..1.
        on_track: DecimalTest => each StandingTest::OnTrack,
        /// By number of discrepancies.
        discrepancies: IntTest => each StandingTest::Discrepancies,
    }
}

filter! {
    /// Which measured results of documents; all conditions hold together.
    ResultFilter of ResultTest {
        /// By what is measured, as printed.
        name: TextTest => each ResultTest::Name,
        /// By the name that the same measure has in every document.
        canonical_name: TextTest => each ResultTest::CanonicalName,
        /// By the figure as printed, whatever its unit.
        value: DecimalTest => each ResultTest::Value,
        /// By unit of the figure, as printed.
        unit: TextTest => each ResultTest::Unit,
        /// By how the value behaves over the year.
        kind: KindTest => each ResultTest::Kind,
        /// By the printed words that carry the figure.
        quote: TextTest => each ResultTest::Quote,
        /// By the headings above it: one of them meets each test.
        section: TextTest => each ResultTest::Section,
        /// By document.
        document: DocumentFilter => whole ResultTest::Document,
    }
}

filter! {
    /// Which notes of documents; all conditions hold together.
    GlossaryFilter of GlossaryTest {
        /// By printed number.
        number: IntTest => each GlossaryTest::Number,
        /// By term.
        term: TextTest => each GlossaryTest::Term,
        /// By what the document says it means.
        definition: TextTest => each GlossaryTest::Definition,
        /// By document.
        document: DocumentFilter => whole GlossaryTest::Document,
    }
}

filter! {
    /// Which groups of a report's tasks, by their completion; all conditions hold together.
    CompletionGroupFilter of GroupTest {
        /// By what names the group: of units, the id.
        key: TextTest => each GroupTest::Key,
        /// By what its tasks have in common, as printed.
        label: TextTest => each GroupTest::Label,
        /// By number of tasks.
        tasks: IntTest => each GroupTest::Tasks,
        /// By number of measured tasks.
        measured: IntTest => each GroupTest::Measured,
        /// By mean completion, 0..1.
        mean_completion: DecimalTest => each GroupTest::MeanCompletion,
        /// By the share of tasks on track or better, 0..1.
        on_track: DecimalTest => each GroupTest::OnTrack,
        /// By the share of completed tasks, 0..1.
        completed: DecimalTest => each GroupTest::Completed,
        /// By number of discrepancies.
        discrepancies: IntTest => each GroupTest::Discrepancies,
    }
}

/// A unit that is responsible for the task; all conditions hold of one unit.
#[derive(Debug, Clone, Default, InputObject, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskDepartmentFilter {
    /// By id of the unit.
    pub id: Option<IdTest>,
    /// By name of the unit, or another name of it.
    pub name: Option<TextTest>,
    /// By its role in the task.
    pub role: Option<RoleTest>,
    /// Whether a unit stands for all below it too; `true` by default.
    pub include_children: Option<bool>,
    /// Whether it stands for the collective units that it is a member of too; `false` by default.
    pub include_collectives: Option<bool>,
}

impl Lower for TaskDepartmentFilter {
    type Of = TaskPart;

    fn lower(self, to: &mut Lowering) -> Result<Filter<TaskPart>> {
        let Self { id, name, role, include_children, include_collectives } = self;
        let mut unit = Vec::new();
        if let Some(id) = id {
            unit.push(to.at("id", |to| id.lower(to))?.map(&DepartmentTest::Id));
        }
        if let Some(name) = name {
            unit.push(to.at("name", |to| name.lower(to))?.map(&DepartmentTest::Name));
        }
        let role = role.map_or_else(|| Ok(Filter::default()), |role| to.at("role", |to| role.lower(to)))?;
        Ok(Filter::Is(TaskPart {
            unit: Filter::All(unit),
            role,
            children: include_children.unwrap_or(true),
            collectives: include_collectives.unwrap_or(false),
        }))
    }
}
