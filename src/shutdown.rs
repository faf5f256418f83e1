//! Stopping: first no new requests, then a deadline for those under way, then an honest exit code.

use std::time::Duration;

use tokio::sync::watch;

/// How long all that is under way may take to end: requests, connections that watch, the database.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// Has a file that may not grow further end in an error in words and not in the end of the process: the signal that
/// says so (`SIGXFSZ`) is taken, and the write fails as on a full disk.
pub fn survive_file_limits() {
    #[cfg(target_os = "linux")]
    {
        // Its number is the same wherever Linux runs but on MIPS, where the write then ends the process as before. The
        // handler outlives the value that is dropped here.
        const SIGXFSZ: i32 = 25;
        let _ = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::from_raw(SIGXFSZ));
    }
}

/// Resolves at the first `SIGTERM` or `SIGINT`.
pub async fn asked() {
    let interrupt = async {
        // Without a handler the process would be ended by the signal itself: nothing to wait for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// Runs a server until `stop`, then gives it and `after`, which follows it, [`DEADLINE`] to finish; `false` where
/// something had to be cut off.
pub async fn serve(
    listener: tokio::net::TcpListener,
    router: axum::Router,
    stop: impl Future<Output = ()> + Send + 'static,
    after: impl Future<Output = ()>,
) -> std::io::Result<bool> {
    let (told, mut stopping) = watch::channel(false);
    let graceful = async move {
        stop.await;
        // The receiver below lives as long as this future can run.
        let _ = told.send(true);
    };
    let server = async {
        axum::serve(listener, router).with_graceful_shutdown(graceful).await?;
        after.await;
        Ok(true)
    };
    let cut_off = async {
        if stopping.wait_for(|stopping| *stopping).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(DEADLINE).await;
    };
    tokio::select! {
        ended = server => ended,
        () = cut_off => Ok(false),
    }
}
