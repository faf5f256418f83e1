//! A ledger that an older version filled, brought to the rules of import of this one.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{replay, told};
use crate::error::{Error, Result};
use crate::service::Ledger;
use crate::store::{connect, document, report, setting, told as store};

/// Name of the setting that says by which rules the rows came from their documents.
const TAKEN_BY: &str = "import";

/// Raised where an import would make other rows of the same documents. 2: plan and bulletins are two series that are
/// linked; results and notes have tables. 3: a plan covers no period; a correction found what it had found when it came.
const RULES: &str = "3";

/// Takes the documents of every report in again where other rules took them; how many reports that were. A report whose
/// documents these rules cannot take stays as it is, with a warning.
pub async fn renew(ledger: &Ledger) -> Result<usize> {
    if setting::get(&ledger.db, TAKEN_BY).await?.as_deref() == Some(RULES) {
        return Ok(0);
    }
    let mut renewed = 0;
    for id in report::all_ids(&ledger.db).await? {
        let transaction = connect::begin_write(&ledger.db).await?;
        match again(&transaction, ledger, id).await {
            Ok(()) => {
                transaction.commit().await?;
                renewed += 1;
            }
            Err(error @ (Error::Refused { .. } | Error::Internal(_))) => {
                transaction.rollback().await?;
                tracing::warn!(%error, report = %id, "a report keeps the rows of an older version");
            }
            Err(error) => return Err(error),
        }
    }
    setting::put(&ledger.db, TAKEN_BY, RULES).await?;
    Ok(renewed)
}

async fn again(db: &impl ConnectionTrait, ledger: &Ledger, report_id: Uuid) -> Result<()> {
    document::clear_periods_of_plans(db, report_id).await?;
    replay::report(db, ledger, report_id).await?;
    let documents = document::by_reports(db, &[report_id]).await?.remove(&report_id).unwrap_or_default();
    let all: Vec<Uuid> = documents.iter().map(|row| row.id).collect();
    store::delete(db, &all).await?;
    for row in &documents {
        told::keep(db, &ledger.ambient, row.id, &replay::stored_draft(db, row).await?).await?;
    }
    Ok(())
}
