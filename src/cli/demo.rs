//! `taizhang demo`.

use std::process::ExitCode;

use rust_embed::RustEmbed;

use super::{Purpose, import, open, print, serve};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ingest::Options;
use crate::service::import::summary::Outcome;
use crate::service::import::{Incoming, import as take};

/// The ledger of the demonstration, in the working folder.
pub(super) const DATABASE_URL: &str = "sqlite://taizhang-demo.db";

/// The sample bulletins, in the order in which they were published.
#[derive(RustEmbed)]
#[folder = "samples"]
#[exclude = "*.md"]
struct Samples;

const QUERY: &str = "{ reports(first: 10) { nodes { year jurisdiction { name } completion { total meanCompletion \
                     statusCounts { status count } } } } }";

pub(super) async fn run(config: &Config) -> Result<ExitCode> {
    let documents = config.documents().await?;
    let ledger = open(config, Purpose::Run).await?;
    let mut names: Vec<_> = Samples::iter().collect();
    names.sort();
    for name in names {
        let Some(sample) = Samples::get(&name) else { continue };
        let options = Options {
            limits: config.ingest.clone(),
            file_name: Some(name.to_string()),
            ..Options::default()
        };
        let incoming = Incoming { file: format!("samples/{name}"), bytes: sample.data.into_owned(), options };
        let summary = take(&ledger, incoming, false).await?;
        match summary.outcome {
            Outcome::Unchanged => print(&format!("{}: already in the ledger", summary.file))?,
            Outcome::Imported | Outcome::Corrected => print(&import::text(&summary))?,
        }
    }
    let listener = serve::bind(config.listen).await?;
    let address = serve::local(&listener, config.listen);
    print(&format!(
        "\ntaizhang serves on http://{address}\n  GraphiQL  http://{address}/graphiql\n  REST      \
         http://{address}/api/v1/docs\nTry:\n  curl -s http://{address}/graphql -H 'content-type: application/json' \
         \\\n    -d '{}'\nStop with Ctrl-C.",
        query_body()?
    ))?;
    serve::until_stopped(listener, ledger, config, documents).await
}

fn query_body() -> Result<String> {
    let body = serde_json::json!({ "query": QUERY });
    serde_json::to_string(&body).map_err(|error| Error::Internal(error.to_string()))
}
