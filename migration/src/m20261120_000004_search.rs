//! The texts of tasks and updates in the form in which they are searched.
//!
//! The folding is the program's, so that a ledger that was filled before is indexed by the first start. On PostgreSQL
//! the trigram index needs an extension that the database may refuse; the start makes it where it can.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{pk_auto, text, uuid, uuid_null};
use sea_orm_migration::sea_orm::{DatabaseBackend, DeriveMigrationName};

use crate::columns::{index, references};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Words of three characters and more are looked up here. The triggers keep it the same as its table, whatever writes
/// there: an import, an undo, or a row that goes with its task.
const SQLITE: [&str; 4] = [
    "CREATE VIRTUAL TABLE search_index USING fts5(folded, content = 'search_entry', content_rowid = 'id', \
     tokenize = 'trigram case_sensitive 1')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN \
     INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN \
     INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN \
     INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded); \
     INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded); END",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(entry()).await?;
        manager.create_index(index("search_entry", &["task_id"], false)).await?;
        manager.create_index(index("search_entry", &["progress_update_id"], true)).await?;
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            for statement in SQLITE {
                manager.get_connection().execute_unprepared(statement).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Triggers and indexes go with their table.
        manager.drop_table(Table::drop().table("search_entry").to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared("DROP TABLE IF EXISTS search_index").await?;
        db.execute_unprepared("DELETE FROM setting WHERE key = 'search'").await?;
        Ok(())
    }
}

/// One text: a task's own where there is no update.
fn entry() -> TableCreateStatement {
    Table::create()
        .table("search_entry")
        .col(pk_auto("id"))
        .col(uuid("task_id"))
        .col(uuid_null("progress_update_id"))
        .col(text("folded"))
        .foreign_key(&mut references("search_entry", "task_id", "task", ForeignKeyAction::Cascade))
        .foreign_key(&mut references(
            "search_entry",
            "progress_update_id",
            "progress_update",
            ForeignKeyAction::Cascade,
        ))
        .take()
}
