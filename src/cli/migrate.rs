//! `taizhang migrate`.

use std::process::ExitCode;

use super::{Purpose, bring_up_to_date, ledger, print};
use crate::config::Config;
use crate::error::Result;
use crate::store::connect;
use crate::telemetry;

pub(super) async fn run(config: &Config) -> Result<ExitCode> {
    telemetry::start(&config.log)?;
    let db = connect::open(&config.connection()).await?;
    let count = connect::migrate(&db).await?;
    bring_up_to_date(&ledger(db, config), Purpose::Run).await?;
    match count {
        0 => print("the database is up to date")?,
        count => print(&format!("ran {count} migration{}", if count == 1 { "" } else { "s" }))?,
    }
    Ok(ExitCode::SUCCESS)
}
