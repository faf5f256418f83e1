//! By which rules and settings what is derived was computed: assessments, imports, texts to search.

use entity::setting;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::error::Result;

/// The value remembered under `key`.
pub async fn get(db: &impl ConnectionTrait, key: &str) -> Result<Option<String>> {
    Ok(setting::Entity::find_by_id(key.to_owned()).one(db).await?.map(|row| row.value))
}

/// Remembers `value` under `key`.
pub async fn put(db: &impl ConnectionTrait, key: &str, value: &str) -> Result<()> {
    setting::Entity::insert(setting::ActiveModel { key: Set(key.to_owned()), value: Set(value.to_owned()) })
        .on_conflict(
            OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
