//! Targets of a row to the indicators of its task, and the figures held against them.

use entity::{Exact, indicator, measurement};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use uuid::Uuid;

use super::Job;
use super::tasks::{Writes, offset};
use crate::domain::indicator::canonical;
use crate::ingest::draft::{IndicatorDraft, Severity, TaskDraft};
use crate::service::moved::{PrintedTarget, pairs, target_moved};

/// Pairs each target of the row with an indicator of the task, known or new.
pub(super) fn take<'d, C>(
    job: &mut Job<'_, C>,
    row: &'d TaskDraft,
    task_id: Uuid,
    known: &[indicator::Model],
    writes: &mut Writes,
) -> Vec<(Uuid, &'d IndicatorDraft)> {
    let targets: Vec<&IndicatorDraft> = row.indicators.iter().collect();
    let found = pairs(&known.iter().collect::<Vec<_>>(), &targets);
    let added = targets.iter().zip(&found).filter(|(_, place)| place.is_none()).map(|(target, _)| *target);
    let mut ids = job.ids.indicators(task_id, &added.collect::<Vec<_>>()).into_iter();
    let mut position = known.iter().map(|row| row.position).max().unwrap_or(-1);
    let mut held = Vec::with_capacity(targets.len());
    for (target, place) in targets.into_iter().zip(found) {
        let id = if let Some(place) = place {
            meet(job, row, &known[place], target, writes);
            known[place].id
        } else {
            position += 1;
            job.counts.indicators.created += 1;
            let id = ids.next().unwrap_or_else(|| job.ids.any());
            let model = model(id, task_id, job.place.document_id, position, target);
            writes.indicators.push(model.into_active_model().reset_all());
            id
        };
        held.push((id, target));
    }
    held
}

/// A target that is known: as the newest bulletin prints it, it stands, and another figure is a finding.
fn meet<C>(
    job: &mut Job<'_, C>,
    row: &TaskDraft,
    before: &indicator::Model,
    target: &IndicatorDraft,
    writes: &mut Writes,
) {
    let mut after = before.clone();
    if !job.stands(before.task_id) || !restate(&mut after, job.place.document_id, target) {
        job.counts.indicators.unchanged += 1;
        return;
    }
    if target_moved(before, target) {
        let message =
            format!("the target of {} was {} and is now {}", target.name, told(before), told(target));
        job.find("TARGET_MOVED", Severity::Warning, Some(row.row), message);
    }
    job.counts.indicators.updated += 1;
    writes.indicator_updates.push(after.into_active_model().reset_all());
}

/// A target with its unit, in words.
fn told(target: &impl PrintedTarget) -> String {
    let high = target.target_high().map_or_else(String::new, |high| format!(" to {}", high.normalize()));
    format!("{}{high} {}", target.target().normalize(), target.unit())
}

/// Puts another print of a target over the one that stands; whether it says anything else.
pub(super) fn restate(standing: &mut indicator::Model, document_id: Uuid, target: &IndicatorDraft) -> bool {
    if standing.unit == target.unit && !target_moved(standing, target) {
        return false;
    }
    standing.target = Exact(target.target);
    standing.target_high = target.target_high.map(Exact);
    standing.unit.clone_from(&target.unit);
    standing.comparator = target.comparator.into();
    standing.quote.clone_from(&target.quote);
    standing.document_id = document_id;
    standing.span_start = offset(target.span.start);
    standing.span_end = offset(target.span.end);
    true
}

/// A target as its first print has it.
pub(super) fn model(
    id: Uuid,
    task_id: Uuid,
    document_id: Uuid,
    position: i32,
    target: &IndicatorDraft,
) -> indicator::Model {
    indicator::Model {
        id,
        task_id,
        document_id,
        position,
        name: target.name.clone(),
        canonical_name: canonical(&target.name),
        target: Exact(target.target),
        target_high: target.target_high.map(Exact),
        unit: target.unit.clone(),
        comparator: target.comparator.into(),
        kind: target.kind.into(),
        quote: target.quote.clone(),
        span_start: offset(target.span.start),
        span_end: offset(target.span.end),
    }
}

/// The figure and the printed share that a document gives for a target; `None` where it gives neither.
pub(super) fn figure(
    id: Uuid,
    indicator_id: Uuid,
    progress_update_id: Uuid,
    target: &IndicatorDraft,
) -> Option<measurement::ActiveModel> {
    let (value, share) = (target.measurement.as_ref(), target.reported_share.as_ref());
    if value.is_none() && share.is_none() {
        return None;
    }
    let as_of = value.and_then(|value| value.as_of.as_ref());
    Some(measurement::ActiveModel {
        id: Set(id),
        indicator_id: Set(indicator_id),
        progress_update_id: Set(progress_update_id),
        value: Set(value.map(|value| Exact(value.value))),
        value_high: Set(value.and_then(|value| value.value_high).map(Exact)),
        unit: Set(value.map(|value| value.unit.clone())),
        approximate: Set(value.is_some_and(|value| value.approximate)),
        forecast: Set(value.is_some_and(|value| value.forecast)),
        as_of_start: Set(as_of.map(|period| period.start)),
        as_of_end: Set(as_of.map(|period| period.end)),
        as_of_label: Set(as_of.map(|period| period.label.clone())),
        as_of_granularity: Set(as_of.map(|period| period.granularity.into())),
        quote: Set(value.map(|value| value.quote.clone())),
        span_start: Set(value.map(|value| offset(value.span.start))),
        span_end: Set(value.map(|value| offset(value.span.end))),
        share: Set(share.map(|share| Exact(share.percent))),
        share_quote: Set(share.map(|share| share.quote.clone())),
        share_span_start: Set(share.map(|share| offset(share.span.start))),
        share_span_end: Set(share.map(|share| offset(share.span.end))),
    })
}
