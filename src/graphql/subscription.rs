//! What clients can watch.

use std::sync::Arc;

use async_graphql::{Context, ErrorExtensions as _, ID};
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::connection::parse_id;
use super::errors::{Result, public};
use crate::error::Error;
use crate::message::Message;
use crate::service::Ledger;
use crate::service::events::{ImportProgress, ReportChange};

/// Root of all subscriptions.
#[derive(Debug, Default)]
pub struct Subscription;

/// Where every subscription starts. Events are those of this server process, from the start of the subscription on; a
/// client that was too slow gets the error `EVENTS_MISSED` among them.
#[async_graphql::Subscription]
impl Subscription {
    /// Tells of every import and undo that changed a report, after it was written: one report's, or everyone's.
    #[expect(clippy::unused_async, reason = "the shape that the engine asks for")]
    async fn report_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only the report of this id.")] id: Option<ID>,
        #[graphql(desc = "Only reports of the jurisdiction of this name.")] jurisdiction: Option<String>,
        #[graphql(desc = "Only reports of this year.")] year: Option<i32>,
    ) -> Result<impl Stream<Item = Result<ReportChange>> + use<>> {
        if id.is_some() && (jurisdiction.is_some() || year.is_some()) {
            return Err(public(&Error::invalid("id", Message::EitherReport)));
        }
        let id = id.map(|id| parse_id("id", &id)).transpose()?;
        let events = ctx.data::<Ledger>()?.events.changes();
        Ok(watched(events, move |change: &ReportChange| {
            id.is_none_or(|id| change.report_id == id)
                && jurisdiction.as_ref().is_none_or(|name| *name == change.jurisdiction)
                && year.is_none_or(|year| year == change.year)
        }))
    }

    /// Tells of the phases of imports: of those that were started with a token, or of all.
    #[expect(clippy::unused_async, reason = "the shape that the engine asks for")]
    async fn import_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only imports started with this token: `progressToken` of `importDocument` or of the REST form."
        )]
        token: Option<String>,
    ) -> Result<impl Stream<Item = Result<ImportProgress>> + use<>> {
        let events = ctx.data::<Ledger>()?.events.imports();
        Ok(watched(events, move |progress: &ImportProgress| token.is_none() || token == progress.token))
    }
}

/// The events that are wanted; an error where some were missed.
fn watched<T: Clone + Send + Sync + 'static, W: Fn(&T) -> bool + Send + 'static>(
    events: Receiver<Arc<T>>,
    wanted: W,
) -> impl Stream<Item = Result<T>> + Send + use<T, W> {
    stream::unfold((events, wanted), |(mut events, wanted)| async move {
        loop {
            match events.recv().await {
                Ok(event) if wanted(&event) => return Some((Ok(T::clone(&event)), (events, wanted))),
                Ok(_) => {}
                Err(RecvError::Lagged(missed)) => return Some((Err(behind(missed)), (events, wanted))),
                Err(RecvError::Closed) => return None,
            }
        }
    })
}

fn behind(missed: u64) -> async_graphql::Error {
    let message = format!("{missed} events were missed; ask again for what is shown");
    async_graphql::Error::new(message).extend_with(|_, extensions| extensions.set("code", "EVENTS_MISSED"))
}
