//! What kind of thing an id belongs to.

use entity::{department, document, indicator, jurisdiction, progress_update, report, task};
use sea_orm::sea_query::{Expr, ExprTrait, IntoIden, IntoTableRef, Query, UnionType};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::error::Result;

/// Things that can be asked for by id alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// 地区.
    Jurisdiction,
    /// 政府工作报告.
    Report,
    /// 文件、通报.
    Document,
    /// 重点工作任务.
    Task,
    /// 责任单位.
    Department,
    /// 指标.
    Indicator,
    /// 进展情况.
    ProgressUpdate,
}

const NOUNS: [Noun; 7] = [
    Noun::Jurisdiction,
    Noun::Report,
    Noun::Document,
    Noun::Task,
    Noun::Department,
    Noun::Indicator,
    Noun::ProgressUpdate,
];

#[derive(FromQueryResult)]
struct Found {
    noun: i32,
}

/// The kind of thing that has this id, in one statement.
pub async fn noun_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Noun>> {
    let select = |noun: Noun| {
        let (table, column) = match noun {
            Noun::Jurisdiction => {
                (jurisdiction::Entity.into_table_ref(), jurisdiction::Column::Id.into_iden())
            }
            Noun::Report => (report::Entity.into_table_ref(), report::Column::Id.into_iden()),
            Noun::Document => (document::Entity.into_table_ref(), document::Column::Id.into_iden()),
            Noun::Task => (task::Entity.into_table_ref(), task::Column::Id.into_iden()),
            Noun::Department => (department::Entity.into_table_ref(), department::Column::Id.into_iden()),
            Noun::Indicator => (indicator::Entity.into_table_ref(), indicator::Column::Id.into_iden()),
            Noun::ProgressUpdate => {
                (progress_update::Entity.into_table_ref(), progress_update::Column::Id.into_iden())
            }
        };
        let place = NOUNS.iter().position(|other| *other == noun).and_then(|place| i32::try_from(place).ok());
        Query::select()
            .expr_as(Expr::value(place.unwrap_or(-1)).cast_as("integer"), "noun")
            .from(table)
            .and_where(Expr::col(column).eq(id))
            .take()
    };
    let mut statement = select(Noun::Jurisdiction);
    for noun in NOUNS.into_iter().skip(1) {
        statement.union(UnionType::All, select(noun));
    }
    let found = Found::find_by_statement(db.get_database_backend().build(&statement)).one(db).await?;
    Ok(found.and_then(|found| NOUNS.get(usize::try_from(found.noun).ok()?).copied()))
}
