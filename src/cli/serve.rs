//! `taizhang serve`.

use std::net::SocketAddr;
use std::process::ExitCode;

use tokio::net::TcpListener;

use super::{Purpose, open, print};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::graphql::Documents;
use crate::service::Ledger;
use crate::{app, shutdown};

pub(super) async fn run(config: &Config) -> Result<ExitCode> {
    let documents = config.documents().await?;
    let ledger = open(config, Purpose::Run).await?;
    let listener = bind(config.listen).await?;
    let address = local(&listener, config.listen);
    print(&format!(
        "taizhang serves on http://{address}: GraphiQL at /graphiql, GraphQL at /graphql, REST at /api/v1/docs"
    ))?;
    until_stopped(listener, ledger, config, documents).await
}

/// The port, or an error that names the key.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| Error::invalid("listen", format!("{address}: {error}")))?;
    if !address.ip().is_loopback() {
        eprintln!(
            "taizhang: warning: listening on {address}, which other machines can reach; there are no accounts yet, so \
             anyone who reaches it can import. Put a proxy with access control before it."
        );
    }
    Ok(listener)
}

/// The address in use: the system picks the port where 0 was asked for.
pub(super) fn local(listener: &TcpListener, asked: SocketAddr) -> SocketAddr {
    listener.local_addr().unwrap_or(asked)
}

/// Serves until asked to stop; fails where requests had to be cut off.
pub(super) async fn until_stopped(
    listener: TcpListener,
    ledger: Ledger,
    config: &Config,
    documents: Documents,
) -> Result<ExitCode> {
    let db = ledger.db.clone();
    let (events, closing) = (ledger.events.clone(), ledger.events.clone());
    let router = app::router(ledger, config, documents);
    let asked = async move {
        shutdown::asked().await;
        // Connections that watch have no end of their own.
        closing.close();
    };
    let after = async {
        events.drained().await;
        if let Err(error) = db.close().await {
            tracing::warn!(%error, "the database was not closed");
        }
    };
    let in_time = shutdown::serve(listener, router, asked, after)
        .await
        .map_err(|source| Error::Io { path: config.listen.to_string(), source })?;
    if in_time {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("taizhang: what was under way was cut off after {} seconds", shutdown::DEADLINE.as_secs());
    Ok(ExitCode::FAILURE)
}
