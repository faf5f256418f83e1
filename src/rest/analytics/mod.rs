//! Analytics of reports: the questions of GraphQL, over the same services. Where an answer has several lists, it shows the
//! first rows of each, and each has a route of its own that pages it.

mod agenda;
mod changes;
mod comparison;
mod completion;
mod derivation;
mod discrepancies;
mod ranking;

use std::collections::HashMap;

use axum::response::Response;
use uuid::Uuid;

use super::bodies::analytics::References;
use super::list::{List, Route};
use super::tasks::show_tasks;
use crate::error::Result;
use crate::service::Ledger;
use crate::service::analytics::evidence::{Evidence, texts};
use crate::service::analytics::listing::{self, Choice, Listing};
use crate::service::analytics::register::Register;
use crate::service::assessment::View;
use crate::store::lists::task::TaskKey;
use crate::store::task;
use crate::view::Date;
use crate::view::filter::TaskFilter;

pub(super) use agenda::*;
pub(super) use changes::*;
pub(super) use comparison::*;
pub(super) use completion::*;
pub(super) use derivation::*;
pub(super) use discrepancies::*;
pub(super) use ranking::*;

fn view(as_of: Option<Date>, include_forecasts: Option<bool>) -> View {
    View { as_of: as_of.map(Into::into), forecasts: include_forecasts.unwrap_or(true) }
}

fn length(total: usize) -> u64 {
    u64::try_from(total).unwrap_or(u64::MAX)
}

/// What is asked of a list of rows about tasks, with the places of those that are chosen.
async fn chosen<R>(ledger: &Ledger, report_id: Uuid, list: &List<R>) -> Result<Listing>
where
    R: Route<Filter = TaskFilter, Key = TaskKey>,
{
    let sort = list.is_sorted.then(|| list.sort.clone());
    let choice = Choice { filter: list.filter.clone(), sort };
    let places = if choice.is_everything() {
        None
    } else {
        Some(listing::places(&ledger.db, &[report_id], &choice).await?)
    };
    Ok(Listing::new(&choice, places, list.page.clone()))
}

/// A page of the tasks of a list.
async fn tasks<R>(
    ledger: &Ledger,
    report_id: Uuid,
    list: List<R>,
    ids: &[Uuid],
    name: &str,
) -> Result<Response>
where
    R: Route<Filter = TaskFilter, Key = TaskKey>,
{
    let (slice, total) = chosen(ledger, report_id, &list).await?.page(ids.to_vec(), name)?;
    let ids: Vec<Uuid> = slice.rows.iter().map(|(_, id)| *id).collect();
    let mut rows = task::by_ids(&ledger.db, &ids).await?;
    show_tasks(ledger, list, slice.filter_map(|id| rows.remove(&id)), length(total)).await
}

/// What rows refer to, with the texts that their quotes are cut from.
async fn quoting<'a>(
    ledger: &Ledger,
    register: &'a Register,
    words: Vec<Evidence>,
) -> Result<References<'a>> {
    Ok(References::new(register, texts(&ledger.db, words).await?))
}

/// What rows without quotes refer to.
fn referring(register: &Register) -> References<'_> {
    References::new(register, HashMap::new())
}
