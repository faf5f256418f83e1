//! Targets of a row to the indicators of its task, and the figures held against them.

use entity::{Exact, indicator, measurement};
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::Job;
use super::tasks::{Writes, offset};
use crate::domain::indicator::canonical;
use crate::ingest::draft::{IndicatorDraft, Severity, TaskDraft};
use crate::service::moved::{pick, target_moved};

/// Pairs each target of the row with an indicator of the task, known or new.
pub(super) fn take<'d, C>(
    job: &mut Job<'_, C>,
    row: &'d TaskDraft,
    task_id: Uuid,
    known: &[indicator::Model],
    writes: &mut Writes,
) -> Vec<(Uuid, &'d IndicatorDraft)> {
    let mut free: Vec<&indicator::Model> = known.iter().collect();
    let mut position = known.iter().map(|row| row.position).max().unwrap_or(-1);
    let mut pairs = Vec::with_capacity(row.indicators.len());
    for target in &row.indicators {
        let id = if let Some(before) = pick(&mut free, target) {
            meet(job, row, before, target, writes);
            before.id
        } else {
            position += 1;
            job.counts.indicators.created += 1;
            let id = job.ids.indicator(task_id, position);
            writes.indicators.push(new(id, task_id, job.place.document_id, position, target));
            id
        };
        pairs.push((id, target));
    }
    pairs
}

/// A target that is known: where the newest bulletin prints another figure, that one stands and is a finding.
fn meet<C>(
    job: &mut Job<'_, C>,
    row: &TaskDraft,
    before: &indicator::Model,
    target: &IndicatorDraft,
    writes: &mut Writes,
) {
    if !target_moved(before, target) || !job.place.newest {
        job.counts.indicators.unchanged += 1;
        return;
    }
    let message = format!(
        "the target of {} was {} {} and is now {} {}",
        target.name, before.target, before.unit, target.target, target.unit
    );
    job.find("TARGET_MOVED", Severity::Warning, Some(row.row), message);
    job.counts.indicators.updated += 1;
    let mut active = before.clone().into_active_model();
    active.target = Set(Exact(target.target));
    active.target_high = Set(target.target_high.map(Exact));
    active.comparator = Set(target.comparator.into());
    active.quote = Set(target.quote.clone());
    active.document_id = Set(job.place.document_id);
    active.span_start = Set(offset(target.span.start));
    active.span_end = Set(offset(target.span.end));
    writes.indicator_updates.push(active);
}

fn new(
    id: Uuid,
    task_id: Uuid,
    document_id: Uuid,
    position: i32,
    target: &IndicatorDraft,
) -> indicator::ActiveModel {
    indicator::ActiveModel {
        id: Set(id),
        task_id: Set(task_id),
        document_id: Set(document_id),
        position: Set(position),
        name: Set(target.name.clone()),
        canonical_name: Set(canonical(&target.name)),
        target: Set(Exact(target.target)),
        target_high: Set(target.target_high.map(Exact)),
        unit: Set(target.unit.clone()),
        comparator: Set(target.comparator.into()),
        kind: Set(target.kind.into()),
        quote: Set(target.quote.clone()),
        span_start: Set(offset(target.span.start)),
        span_end: Set(offset(target.span.end)),
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
