//! Changes to the ledger: taking documents in and out.

use async_graphql::{Context, ID, InputObject, Object};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::connection::parse_id;
use super::errors::{Public, Result, public};
use super::types::Department;
use crate::error::Error;
use crate::ingest::Options;
use crate::message::Message;
use crate::service::Ledger;
use crate::service::import::summary::Summary;
use crate::service::import::undo::{Undone, undo};
use crate::service::import::{Incoming, import_watched};
use crate::service::naming::{merge, split};

/// A document to take in.
#[derive(Debug, InputObject)]
struct ImportInput {
    /// Name of the file, for messages and for the ledger.
    file_name: String,
    /// The bytes of the file in base64; a file too large for a request goes to `POST /api/v1/imports`.
    content: String,
    /// Whose work report it is, where the text does not say.
    jurisdiction: Option<String>,
    /// Year of the work report, where the text does not say.
    year: Option<i32>,
    /// What it covers, where the text does not say: 上半年, 前三季度, 1-8月, or 2024-01/2024-06.
    period: Option<String>,
}

/// Root of all changes.
#[derive(Debug, Default)]
pub struct Mutation;

/// Where every change starts.
#[Object]
impl Mutation {
    /// Takes a bulletin into the ledger, all of it or nothing; the same bytes change nothing.
    async fn import_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document.")] input: ImportInput,
        #[graphql(desc = "Answers with the summary and writes nothing.", default)] dry_run: bool,
        #[graphql(desc = "A word of the client's own, under which `importProgress` tells of this import.")]
        progress_token: Option<String>,
    ) -> Result<Summary> {
        let ImportInput { file_name: file, content, jurisdiction, year, period } = input;
        let bytes = STANDARD.decode(content.as_bytes()).map_err(|error| {
            public(&Error::invalid("input.content", Message::NoBase64(error.to_string())))
        })?;
        let ledger = ctx.data::<Ledger>()?;
        let limits = ledger.limits.clone();
        let options = Options { jurisdiction, year, period, limits, file_name: Some(file.clone()) };
        import_watched(ledger, Incoming { file, bytes, options }, dry_run, progress_token).await.public()
    }

    /// Takes a document out again, as if it had never been imported; what it had corrected is in force again.
    async fn undo_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the document.")] id: ID,
        #[graphql(desc = "Answers with the summary and writes nothing.", default)] dry_run: bool,
    ) -> Result<Undone> {
        let id = parse_id("id", &id)?;
        undo(ctx.data::<Ledger>()?, id, dry_run).await.public()
    }

    /// Gives a name a unit of its own again, with the tasks that print it. It holds for every later import, though every
    /// document that prints the name be taken out, until the name is merged again.
    async fn split_department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Name of the jurisdiction.")] jurisdiction: String,
        #[graphql(desc = "The name, as printed.")] name: String,
    ) -> Result<Department> {
        Ok(Department(split(ctx.data::<Ledger>()?, &jurisdiction, &name).await.public()?))
    }

    /// Makes a name stand for another unit, with the tasks that print it. It holds for every later import, though every
    /// document that prints the name be taken out, until the name is split off again.
    async fn merge_department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Name of the jurisdiction.")] jurisdiction: String,
        #[graphql(desc = "The name, as printed.")] name: String,
        #[graphql(desc = "A name of the unit that it stands for.")] into: String,
    ) -> Result<Department> {
        Ok(Department(merge(ctx.data::<Ledger>()?, &jurisdiction, &name, &into).await.public()?))
    }
}
