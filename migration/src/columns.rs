//! Column forms that mean the same on both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// A reference to another table that goes with its owner, or holds it back.
pub(crate) fn references(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(to, "id")
        .on_delete(on_delete)
        .to_owned()
}

/// One of a fixed set of words, or null.
pub(crate) fn one_of(column: &'static str, words: &'static [&'static str]) -> Expr {
    Expr::col(column).is_in(words.iter().copied())
}

/// An exact decimal kept as text in the canonical form `-?digits[.digits]`, or null.
///
/// `NUMERIC` would do on PostgreSQL, but SQLite keeps such a column as a binary float. Text is exact on both, and the
/// check keeps anything else out. Arithmetic happens in the program, never in SQL.
pub(crate) fn decimal_check(backend: DatabaseBackend, column: &'static str) -> Expr {
    Expr::cust(match backend {
        DatabaseBackend::Postgres => format!("{column} ~ '^-?[0-9]+([.][0-9]+)?$'"),
        // SQLite has no regular expressions: digits at both ends, nothing else but one point inside, a sign in front.
        _ => format!(
            "({column} GLOB '[0-9]*' OR {column} GLOB '-[0-9]*') AND {column} GLOB '*[0-9]' \
             AND {column} NOT GLOB '*[^-.0-9]*' AND {column} NOT GLOB '*.*.*' AND substr({column}, 2) NOT GLOB '*-*'"
        ),
    })
}

/// A plain or unique index over `columns`, named after what it covers.
pub(crate) fn index(table: &'static str, columns: &[&'static str], unique: bool) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(format!("{}_{table}_{}", if unique { "uq" } else { "ix" }, columns.join("_")));
    statement.table(table);
    for column in columns {
        statement.col(*column);
    }
    if unique {
        statement.unique();
    }
    statement
}
