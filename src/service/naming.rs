//! Which names stand for one unit, decided by hand: a merge that reading made can be taken back, and a doubtful one be
//! made. Either holds for every later import, since a name that is known keeps its unit.

use entity::{department, department_alias};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, IntoActiveModel};
use uuid::Uuid;

use super::Ledger;
use crate::domain::department::DepartmentName;
use crate::error::{Error, Result};
use crate::store::department::{self as store, NewUnits};
use crate::store::{connect, jurisdiction};

/// Gives a name a unit of its own, with the tasks that print it.
pub async fn split(ledger: &Ledger, jurisdiction: &str, name: &str) -> Result<department::Model> {
    let transaction = connect::begin_write(&ledger.db).await?;
    let alias = known(&transaction, jurisdiction, name).await?;
    let unit = unit(&transaction, alias.department_id).await?;
    if unit.name == alias.name {
        return Err(Error::invalid(
            "name",
            format!("{} is the unit's own name, not one that was merged into it", alias.name),
        ));
    }
    let id = ledger.ambient.new_id();
    let row = department::Model { id, name: alias.name.clone(), ..unit.clone() };
    let new = NewUnits { departments: vec![row.clone().into_active_model()], ..NewUnits::default() };
    store::insert(&transaction, new).await?;
    rename(&transaction, alias, id, &format!("kept apart from {} by hand", unit.name)).await?;
    transaction.commit().await?;
    Ok(row)
}

/// Makes a name stand for a known unit, with the tasks that print it; a unit that has no name left goes.
pub async fn merge(ledger: &Ledger, jurisdiction: &str, name: &str, into: &str) -> Result<department::Model> {
    let transaction = connect::begin_write(&ledger.db).await?;
    let alias = known(&transaction, jurisdiction, name).await?;
    let target = known(&transaction, jurisdiction, into).await?.department_id;
    let left = alias.department_id;
    if left == target {
        return Err(Error::invalid("name", format!("{name} and {into} stand for one unit already")));
    }
    rename(&transaction, alias, target, "merged by hand").await?;
    if store::aliases(&transaction, &[left]).await?.is_empty() {
        store::hand_over(&transaction, left, target).await?;
    }
    let unit = unit(&transaction, target).await?;
    transaction.commit().await?;
    Ok(unit)
}

async fn known(db: &impl ConnectionTrait, place: &str, name: &str) -> Result<department_alias::Model> {
    let not_found = |what, key: &str| Error::NotFound { what, key: key.to_owned() };
    let of = jurisdiction::by_name(db, place).await?.ok_or_else(|| not_found("jurisdiction", place))?;
    let canonical = DepartmentName::parse(name).canonical;
    let alias = store::alias_named(db, of.id, &canonical).await?;
    alias.ok_or_else(|| not_found("responsible unit", name))
}

async fn unit(db: &impl ConnectionTrait, id: Uuid) -> Result<department::Model> {
    super::detail::found(store::by_ids(db, &[id]).await?, "department", id)
}

/// The name and the tasks that print it go to another unit.
async fn rename(
    db: &impl ConnectionTrait,
    alias: department_alias::Model,
    to: Uuid,
    reason: &str,
) -> Result<()> {
    let from = alias.department_id;
    let name = alias.name.clone();
    let mut row = alias.into_active_model();
    row.department_id = Set(to);
    row.reason = Set(reason.to_owned());
    store::update_alias(db, row).await?;
    let taken = store::links_of_unit(db, to).await?;
    for link in store::links_of_unit(db, from).await? {
        if DepartmentName::parse(&link.printed_name).canonical != name {
            continue;
        }
        // A task that prints both names keeps the unit once.
        if taken.iter().any(|other| other.task_id == link.task_id) {
            store::delete_link(db, link.id).await?;
        } else {
            let mut row = link.into_active_model();
            row.department_id = Set(to);
            store::update_link(db, row).await?;
        }
    }
    Ok(())
}
