//! Everything a test starts: a database of its own, the server over it, and somebody who asks.

pub mod app;
pub mod bulletin;
pub mod database;
pub mod node;
pub mod page;
pub mod postgres;
pub mod process;
pub mod python;
pub mod samples;
pub mod tables;

/// Two tests from one body: on SQLite and on PostgreSQL.
///
/// The body takes an [`app::App`]; a missing PostgreSQL fails the test, it is never skipped.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: App) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($app: $crate::support::app::App) $body

            $(#[$meta])*
            #[tokio::test]
            async fn sqlite() {
                story($crate::support::app::App::start($crate::support::database::Kind::Sqlite).await).await;
            }

            $(#[$meta])*
            #[tokio::test]
            async fn postgres() {
                story($crate::support::app::App::start($crate::support::database::Kind::Postgres).await).await;
            }
        }
    )+};
}
pub(crate) use on_both;
