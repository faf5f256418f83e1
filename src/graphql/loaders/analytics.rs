//! What analytics need of whole reports and documents, loaded once for all that one answer asks.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use uuid::Uuid;

use super::Rows;
use crate::error::Error;
use crate::ingest::draft::Draft;
use crate::service::analytics::changes;
use crate::service::analytics::evidence::Text;
use crate::service::analytics::listing::{self, Choice, Places};
use crate::service::analytics::register::Register;
use crate::store::{department, document};

type Found<K, V> = Result<HashMap<K, V>, Arc<Error>>;

/// Everything about a report that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportRegister(pub Uuid);

impl Loader<ReportRegister> for Rows {
    type Value = Arc<Register>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[ReportRegister]) -> Found<ReportRegister, Arc<Register>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = Register::open(&self.0, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, register)| (ReportRegister(id), Arc::new(register))).collect())
    }
}

/// The place of each chosen task of a report in the order chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskPlaces(pub Uuid, pub Choice);

impl Loader<TaskPlaces> for Rows {
    type Value = Places;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[TaskPlaces]) -> Found<TaskPlaces, Places> {
        let mut groups: HashMap<&Choice, Vec<Uuid>> = HashMap::new();
        for TaskPlaces(report, choice) in keys {
            groups.entry(choice).or_default().push(*report);
        }
        let mut found = HashMap::new();
        for (choice, reports) in groups {
            let places = listing::places(&self.0.db, &reports, choice).await.map_err(Arc::new)?;
            let keys = reports.into_iter().map(|report| TaskPlaces(report, choice.clone()));
            found.extend(keys.map(|key| (key, Arc::clone(&places))));
        }
        Ok(found)
    }
}

/// The text of a document, to cut quotes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quotable(pub Uuid);

impl Loader<Quotable> for Rows {
    type Value = Arc<Text>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[Quotable]) -> Found<Quotable, Arc<Text>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = document::texts(&self.0.db, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, text)| (Quotable(id), Arc::new(Text::new(text)))).collect())
    }
}

/// What was read out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentDraft(pub Uuid);

impl Loader<DocumentDraft> for Rows {
    type Value = Arc<Draft>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[DocumentDraft]) -> Found<DocumentDraft, Arc<Draft>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = changes::drafts(&self.0.db, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, draft)| (DocumentDraft(id), draft)).collect())
    }
}

/// The unit behind each known name of a jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JurisdictionNames(pub Uuid);

impl Loader<JurisdictionNames> for Rows {
    type Value = Arc<HashMap<String, Uuid>>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[JurisdictionNames]) -> Found<JurisdictionNames, Arc<HashMap<String, Uuid>>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = department::names_in(&self.0.db, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, names)| (JurisdictionNames(id), Arc::new(names))).collect())
    }
}
