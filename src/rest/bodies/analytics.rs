//! Analytics of reports. Rows name their tasks and units in short; quotes are cut out of the documents.

use std::collections::HashMap;

use entity::task;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Page;
use super::department::Unit;
use super::task::Indicator;
use crate::domain::completion::{Basis, edge};
use crate::domain::rules::{AGENDA, BREAKDOWN, CHANGES, COMPARISON, DISCREPANCIES, RANKING, TREND};
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind, Role};
use crate::service::analytics::breakdown::{self, Dimension};
use crate::service::analytics::evidence::{self, Says, Text};
use crate::service::analytics::ranking::{self, Measure, Order, Unranked, Wanted};
use crate::service::analytics::register::Register;
use crate::service::analytics::{agenda, changes, comparison, derivation, discrepancies, trend};
use crate::view::analytics::{Lag, PrintedFigure, TrendChange};
use crate::view::{Completion, DecimalRatio, Period, Ratio, ReportedStatus, RuleReference, Span};

/// A task in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskReference {
    /// Its id.
    pub id: Uuid,
    /// 序号 as printed.
    pub number: Option<i32>,
    /// 0 for the numbered row, then 1, 2, … for its continuation rows.
    pub sub_number: i32,
    /// The commitment.
    pub text: String,
}

impl From<&task::Model> for TaskReference {
    fn from(row: &task::Model) -> Self {
        Self { id: row.id, number: row.number, sub_number: row.sub_number, text: row.text.clone() }
    }
}

/// What rows of an answer refer to.
pub struct References<'a> {
    tasks: HashMap<Uuid, &'a task::Model>,
    register: &'a Register,
    texts: HashMap<Uuid, Text>,
}

impl<'a> References<'a> {
    /// The tasks and units of a report, and the texts that quotes are cut from.
    #[must_use]
    pub fn new(register: &'a Register, texts: HashMap<Uuid, Text>) -> Self {
        Self { tasks: register.tasks.iter().map(|task| (task.id, task)).collect(), register, texts }
    }

    fn task(&self, id: Uuid) -> Option<TaskReference> {
        self.tasks.get(&id).map(|task| TaskReference::from(*task))
    }

    fn tasks(&self, ids: &[Uuid]) -> Vec<TaskReference> {
        ids.iter().filter_map(|id| self.task(*id)).collect()
    }

    fn unit(&self, id: Uuid) -> Option<Unit> {
        self.register.units.by_id.get(&id).map(Unit::from)
    }

    fn evidence(&self, found: &[evidence::Evidence]) -> Vec<Evidence> {
        found.iter().map(|words| Evidence::new(words, &self.texts)).collect()
    }
}

/// The printed words that an answer rests on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// What the words say.
    pub kind: Says,
    /// Id of the document that prints them.
    pub document_id: Uuid,
    /// Where they stand in its text.
    pub span: Span,
    /// The very characters that stand there.
    pub quote: String,
}

impl Evidence {
    fn new(words: &evidence::Evidence, texts: &HashMap<Uuid, Text>) -> Self {
        let text = texts.get(&words.document_id);
        Self {
            kind: words.says,
            document_id: words.document_id,
            span: Span { start: words.start, end: words.end },
            quote: text.map(|text| text.quote(words.start, words.end).to_owned()).unwrap_or_default(),
        }
    }
}

/// One step on the way from printed words to an answer, with its numbers filled in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Derivation {
    /// What is derived.
    pub label: String,
    /// The rule that gives it; null for what is printed.
    pub rule: Option<RuleReference>,
    /// The computation with its numbers filled in; of a leaf, what is printed.
    pub formula: String,
    /// The result: a decimal, or a status; null where it is not defined.
    pub value: Option<String>,
    /// Unit of a decimal; null for shares (0..1) and words.
    pub unit: Option<String>,
    /// The task that this step is about; `/tasks/{id}/derivation` goes on from here.
    pub task_id: Option<Uuid>,
    /// The printed words, of a leaf.
    pub evidence: Option<Evidence>,
    /// What it is computed from.
    #[schema(no_recursion)]
    pub inputs: Vec<Derivation>,
    /// How many inputs there are; more than are listed where they come in pages.
    pub input_count: u32,
}

impl Derivation {
    /// A tree with its quotes.
    #[must_use]
    pub fn new(node: &derivation::Derivation, texts: &HashMap<Uuid, Text>) -> Self {
        Self {
            label: node.label.clone(),
            rule: node.rule.map(Into::into),
            formula: node.formula.clone(),
            value: node.value.clone(),
            unit: node.unit.clone(),
            task_id: node.task_id,
            evidence: node.evidence.as_ref().map(|words| Evidence::new(words, texts)),
            inputs: node.inputs.iter().map(|input| Self::new(input, texts)).collect(),
            input_count: node.input_count,
        }
    }
}

/// Completion of a report, or of its groups by one dimension.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum CompletionAnswer {
    /// Without `by`.
    Whole(Box<Completion>),
    /// With `by`.
    By(Box<CompletionBreakdown>),
}

/// Completion of a report's tasks by one dimension, with what the groups are to be reconciled with.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompletionBreakdown {
    /// By what the tasks are grouped.
    pub dimension: Dimension,
    /// True where each task is in exactly one group, so that the groups add up to the total.
    pub partition: bool,
    /// The groups.
    pub groups: Page<CompletionGroup>,
    /// Completion of all tasks of the question, each once.
    pub total: Completion,
    /// The totals of all groups added up.
    pub memberships: u32,
    /// Tasks of the total that are in no group.
    pub ungrouped: u32,
    /// The rule by which tasks are grouped.
    pub rule: RuleReference,
}

impl CompletionBreakdown {
    /// The breakdown with one page of its groups.
    #[must_use]
    pub fn new(found: &breakdown::Breakdown, groups: Page<CompletionGroup>, basis: Basis) -> Self {
        Self {
            dimension: found.dimension,
            partition: found.dimension.is_partition(),
            groups,
            total: Completion::new(&found.total, basis),
            memberships: found.memberships,
            ungrouped: found.ungrouped,
            rule: BREAKDOWN.into(),
        }
    }
}

/// The tasks of a report that have something in common.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompletionGroup {
    /// Names the group within the report; empty for the tasks that print nothing here. Of units, the id.
    pub key: String,
    /// What they have in common, as printed.
    pub label: Option<String>,
    /// The unit, where tasks are grouped by unit.
    pub department: Option<Unit>,
    /// Completion of these tasks, each once.
    pub completion: Completion,
    /// Ids of these tasks, as printed.
    pub task_ids: Vec<Uuid>,
}

impl CompletionGroup {
    /// A group with its unit.
    #[must_use]
    pub fn new(group: &breakdown::Group, to: &References<'_>, basis: Basis) -> Self {
        Self {
            key: group.key.clone(),
            label: group.label.clone(),
            department: group.department_id.and_then(|id| to.unit(id)),
            completion: Completion::new(&group.answer, basis),
            task_ids: group.answer.members.iter().map(|(id, _)| *id).collect(),
        }
    }
}

/// Completion of a report over its periods.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trend {
    /// A point for each period of the report's bulletins in force, oldest first.
    pub points: Vec<TrendPoint>,
    /// The rule by which points are made.
    pub rule: RuleReference,
}

/// One period of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrendPoint {
    /// The period.
    pub period: Period,
    /// Completion as a reader of the bulletins up to the end of the period saw it.
    pub completion: Completion,
    /// Against the point before; null for the first.
    pub change: Option<TrendChange>,
}

impl Trend {
    /// The points of a report.
    #[must_use]
    pub fn new(points: &[trend::Point], basis: Basis) -> Self {
        let point = |point: &trend::Point| TrendPoint {
            period: (&point.period).into(),
            completion: Completion::new(&point.answer, basis),
            change: point.change.map(Into::into),
        };
        Self { points: points.iter().map(point).collect(), rule: TREND.into() }
    }
}

/// The responsible units of a report by a ratio.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ranking {
    /// By which ratio.
    pub by: Measure,
    /// Share of a unit's tasks that must be measured, 0..1.
    pub min_coverage: Decimal,
    /// Which end comes first.
    pub order: Order,
    /// The units that have a rank.
    pub ranked: Page<RankedDepartment>,
    /// The units that have none, by name.
    pub unranked: Vec<RankedDepartment>,
    /// The rule by which units are ranked.
    pub rule: RuleReference,
}

impl Ranking {
    /// A ranking with one page of its units.
    #[must_use]
    pub fn new(wanted: Wanted, ranked: Page<RankedDepartment>, unranked: Vec<RankedDepartment>) -> Self {
        let Wanted { by, min_coverage, order } = wanted;
        Self { by, min_coverage, order, ranked, unranked, rule: RANKING.into() }
    }
}

/// A responsible unit with its place in a ranking.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankedDepartment {
    /// 1 is the best, whatever the order; equal ratios share a rank. Null where the unit has none.
    pub rank: Option<u32>,
    /// Why it has none.
    pub reason: Option<Unranked>,
    /// The unit.
    pub department: Option<Unit>,
    /// What it is ranked by: a share 0..1, of `LEAD` percentage points.
    pub ratio: DecimalRatio,
    /// Measured tasks of all its tasks.
    pub coverage: Ratio,
    /// Completion of its tasks in the role asked for, or in any, each once.
    pub completion: Completion,
    /// Its task that is furthest behind; null where none is.
    pub worst: Option<AgendaItem>,
}

impl RankedDepartment {
    /// A unit with its worst task.
    #[must_use]
    pub fn new(row: &ranking::Row, to: &References<'_>, basis: Basis) -> Self {
        Self {
            rank: row.rank.ok(),
            reason: row.rank.err(),
            department: to.unit(row.department_id),
            ratio: row.ratio.into(),
            coverage: row.answer.completion.coverage.into(),
            completion: Completion::new(&row.answer, basis),
            worst: row.worst.as_ref().map(|item| AgendaItem::new(item, to)),
        }
    }
}

/// What a supervision office has to ask about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agenda {
    /// The newest period in view.
    pub period: Option<Period>,
    /// Tasks of the report.
    pub total: u32,
    /// Tasks that are behind or not started, by print or by their figures: the largest lag first.
    pub behind: Page<AgendaItem>,
    /// Tasks of which the bulletin for the period says nothing, as printed.
    pub without_update: Vec<TaskReference>,
    /// Tasks with no measured indicator, as printed.
    pub unmeasured: Vec<TaskReference>,
    /// The rule by which the agenda is made.
    pub rule: RuleReference,
}

impl Agenda {
    /// An agenda with one page of what is behind.
    #[must_use]
    pub fn new(found: &agenda::Agenda, behind: Page<AgendaItem>, to: &References<'_>) -> Self {
        Self {
            period: found.period.as_ref().map(Into::into),
            total: found.total,
            behind,
            without_update: to.tasks(&found.without_update),
            unmeasured: to.tasks(&found.unmeasured),
            rule: AGENDA.into(),
        }
    }
}

/// A task that is behind, by how much, who answers for it, and on what words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgendaItem {
    /// The task.
    pub task: Option<TaskReference>,
    /// The status that the newest bulletin in view prints.
    pub reported_status: Option<ReportedStatus>,
    /// The status computed from its figures.
    pub assessed_status: Status,
    /// How far its worst indicator is behind, in percentage points.
    pub lag: Option<Lag>,
    /// That indicator, with its gap.
    pub indicator: Option<Indicator>,
    /// The units that answer for the task.
    pub leads: Vec<Unit>,
    /// The printed words of target, figure, share and status.
    pub evidence: Vec<Evidence>,
}

impl AgendaItem {
    /// An item with its task, units and quotes.
    #[must_use]
    pub fn new(item: &agenda::Item, to: &References<'_>) -> Self {
        let text = item.reported_text.clone();
        Self {
            task: to.task(item.task_id),
            reported_status: text.map(|text| ReportedStatus { status: item.reported, text }),
            assessed_status: item.assessed,
            lag: item.lag.map(Into::into),
            indicator: item.worst.as_ref().map(Into::into),
            leads: item.lead_ids.iter().filter_map(|id| to.unit(*id)).collect(),
            evidence: to.evidence(&item.evidence),
        }
    }
}

/// Print and figures of a task contradict each other.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discrepancy {
    /// What contradicts what.
    pub kind: discrepancies::Kind,
    /// The task.
    pub task: Option<TaskReference>,
    /// The indicator whose figures speak against the print.
    pub indicator: Indicator,
    /// Of `STATUS`, the printed status.
    pub printed_status: Option<ReportedStatus>,
    /// Of `STATUS`, what the figures give.
    pub computed_status: Option<Status>,
    /// Of `SHARE`, the printed share of the target, in per cent.
    pub printed_share: Option<Decimal>,
    /// Of `SHARE`, value over target, in per cent.
    pub computed_share: Option<Decimal>,
    /// Of `SHARE`, printed less computed share, in percentage points.
    pub difference: Option<Decimal>,
    /// The words of the printed side.
    pub printed_evidence: Vec<Evidence>,
    /// The words of target and figure that the computed side rests on.
    pub computed_evidence: Vec<Evidence>,
    /// The rule by which contradictions are found.
    pub rule: RuleReference,
}

impl Discrepancy {
    /// A contradiction with its quotes.
    #[must_use]
    pub fn new(found: &discrepancies::Discrepancy, to: &References<'_>) -> Self {
        let text = found.printed_text.clone();
        Self {
            kind: found.kind,
            task: to.task(found.task_id),
            indicator: (&found.indicator).into(),
            printed_status: text.map(|text| ReportedStatus { status: found.printed_status, text }),
            computed_status: found.computed_status,
            printed_share: found.printed_share,
            computed_share: found.computed_share.map(edge),
            difference: found.difference.map(edge),
            printed_evidence: to.evidence(&found.printed_evidence),
            computed_evidence: to.evidence(&found.computed_evidence),
            rule: DISCREPANCIES.into(),
        }
    }
}

/// What changed in a report from one period to another.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportChanges {
    /// The earlier period.
    pub from: Period,
    /// The later period.
    pub to: Period,
    /// Tasks whose status is another one, as printed.
    pub statuses: Vec<StatusMove>,
    /// Targets that the two periods print differently.
    pub targets: Vec<TargetMove>,
    /// Units that were added or removed, or have another role.
    pub units: Vec<UnitMove>,
    /// Figures that add up over the year and fell nevertheless.
    pub fell: Vec<FigureMove>,
    /// Figures that are printed in another unit of measure.
    pub measured_otherwise: Vec<FigureMove>,
    /// Tasks of which the bulletins up to the later period are the first to say something.
    pub new_tasks: Vec<TaskReference>,
    /// Tasks of which the earlier period says something and the bulletin of the later one nothing.
    pub without_update: Vec<TaskReference>,
    /// The rule by which changes are found.
    pub rule: RuleReference,
}

/// A task whose status is another one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// The status at the end of the earlier period.
    pub before: Status,
    /// The status at the end of the later one.
    pub after: Status,
    /// The printed words of the earlier status.
    pub before_text: Option<String>,
    /// The printed words of the later status.
    pub after_text: Option<String>,
}

/// A target that two bulletins print differently.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// What is measured, as the later bulletin prints it.
    pub name: String,
    /// The target as printed before, in the unit of now.
    pub before: Decimal,
    /// Upper end of the range that was printed before, in the unit of now.
    pub before_high: Option<Decimal>,
    /// The target as printed now.
    pub after: Decimal,
    /// Upper end of the range that is printed now.
    pub after_high: Option<Decimal>,
    /// Unit of both, as printed now.
    pub unit: String,
    /// Which side counted as reaching it.
    pub before_comparator: Comparator,
    /// Which side counts now.
    pub after_comparator: Comparator,
}

/// A unit whose part in a task is another one.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// The unit; null where its name stands for none any more.
    pub department: Option<Unit>,
    /// Its name as printed.
    pub name: String,
    /// Its role before; null where it was added.
    pub before: Option<Role>,
    /// Its role now; null where it was removed.
    pub after: Option<Role>,
}

/// Two figures of one indicator.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FigureMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// Id of the indicator.
    pub indicator_id: Uuid,
    /// What is measured.
    pub name: String,
    /// The figure as of the earlier period.
    pub before: PrintedFigure,
    /// The figure as of the later one.
    pub after: PrintedFigure,
}

impl ReportChanges {
    /// The changes with their tasks and units.
    #[must_use]
    pub fn new(found: &changes::Changes, to: &References<'_>) -> Self {
        let figure = |row: &changes::FigureMove| FigureMove {
            task: to.task(row.task_id),
            indicator_id: row.indicator_id,
            name: row.name.clone(),
            before: (&row.figures.before).into(),
            after: (&row.figures.after).into(),
        };
        Self {
            from: (&found.from).into(),
            to: (&found.to).into(),
            statuses: found.statuses.iter().map(|row| StatusMove::new(row, to)).collect(),
            targets: found.targets.iter().map(|row| TargetMove::new(row, to)).collect(),
            units: found.units.iter().map(|row| UnitMove::new(row, to)).collect(),
            fell: found.fell.iter().map(figure).collect(),
            measured_otherwise: found.measured_otherwise.iter().map(figure).collect(),
            new_tasks: to.tasks(&found.new_tasks),
            without_update: to.tasks(&found.without_update),
            rule: CHANGES.into(),
        }
    }
}

impl StatusMove {
    fn new(row: &changes::StatusMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            before: row.before,
            after: row.after,
            before_text: row.before_text.clone(),
            after_text: row.after_text.clone(),
        }
    }
}

impl TargetMove {
    fn new(row: &changes::TargetMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            name: row.name.clone(),
            before: row.before.normalize(),
            before_high: row.before_high.map(|high| high.normalize()),
            after: row.after.normalize(),
            after_high: row.after_high.map(|high| high.normalize()),
            unit: row.unit.clone(),
            before_comparator: row.before_comparator,
            after_comparator: row.after_comparator,
        }
    }
}

impl UnitMove {
    fn new(row: &changes::UnitMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            department: row.department_id.and_then(|id| to.unit(id)),
            name: row.name.clone(),
            before: row.before,
            after: row.after,
        }
    }
}

/// One measure in several reports, side by side.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The name that the measure has in every report.
    pub canonical_name: String,
    /// How its value behaves over the year.
    pub kind: Kind,
    /// The unit that targets and figures are converted to.
    pub unit: String,
    /// One row per indicator: newest year first.
    pub rows: Vec<ComparisonRow>,
    /// Rows with a figure that can be assessed, of all rows.
    pub coverage: Ratio,
    /// Ids of the reports in question that have no such indicator.
    pub without: Vec<Uuid>,
    /// The rule by which rows are held against each other.
    pub rule: RuleReference,
}

/// One indicator of one report in a comparison.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonRow {
    /// Id of the report.
    pub report_id: Uuid,
    /// The government that made the commitment.
    pub jurisdiction: Option<String>,
    /// Year of the report.
    pub year: Option<i32>,
    /// The indicator as printed, with its figure and assessment.
    pub indicator: Indicator,
    /// The target in the unit of the comparison; null where it has no exact conversion.
    pub target: Option<Decimal>,
    /// The figure in the unit of the comparison; null where there is none, or no exact conversion.
    pub actual: Option<Decimal>,
    /// True where the row can be held against the others.
    pub comparable: bool,
    /// Why it cannot; null where it can.
    pub reason: Option<String>,
}

impl Comparison {
    /// A comparison whose rows name jurisdiction and year by report.
    #[must_use]
    pub fn new(found: &comparison::Comparison, names: &HashMap<Uuid, (Option<String>, i32)>) -> Self {
        let row = |row: &comparison::Row| ComparisonRow {
            report_id: row.report_id,
            jurisdiction: names.get(&row.report_id).and_then(|(name, _)| name.clone()),
            year: names.get(&row.report_id).map(|(_, year)| *year),
            indicator: (&row.state).into(),
            target: row.target.map(|value| value.normalize()),
            actual: row.actual.map(|value| value.normalize()),
            comparable: row.not_comparable.is_none(),
            reason: row.not_comparable.clone(),
        };
        let rows: Vec<ComparisonRow> = found.rows.iter().map(row).collect();
        let denominator = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let coverage = crate::domain::completion::Ratio { numerator: found.measured, denominator };
        Self {
            canonical_name: found.canonical_name.clone(),
            kind: found.kind,
            unit: found.unit.clone(),
            rows,
            coverage: coverage.into(),
            without: found.without.clone(),
            rule: COMPARISON.into(),
        }
    }
}
