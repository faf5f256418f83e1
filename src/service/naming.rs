//! Which names stand for one unit, decided by hand: a merge that reading made can be taken back, and a doubtful one be
//! made. A decision is kept by itself, and the units follow from it and the documents: it holds for every later import,
//! though every document that prints the name goes.

use entity::jurisdiction::Model as Place;
use entity::{department, department_alias, department_decision};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Ledger;
use super::import::register::{Decisions, Said};
use super::import::replay;
use super::places;
use crate::domain::department::{DepartmentName, alias};
use crate::error::{Error, Result};
use crate::message::Message;
use crate::message::Noun;
use crate::store::connect;
use crate::store::department as store;

/// Gives a name a unit of its own, with the tasks that print it.
pub async fn split(ledger: &Ledger, jurisdiction: &str, name: &str) -> Result<department::Model> {
    let db = connect::begin_write(&ledger.db).await?;
    let of = place(&db, jurisdiction).await?;
    let name = known(&db, of.id, name).await?;
    if unit(&db, name.department_id).await?.name == name.name {
        return Err(Error::invalid("name", Message::OwnName(name.name)));
    }
    let mut alone = false;
    // A merge that was said by hand is not said any more; that may be all.
    if store::forget(&db, &of.name, &name.name).await? {
        replay::units(&db, ledger, of.id, None).await?;
        alone = names(&db, known(&db, of.id, &name.name).await?.department_id).await?.len() == 1;
    }
    if !alone {
        decide(&db, &of, &name.name, None, false).await?;
        replay::units(&db, ledger, of.id, None).await?;
    }
    let unit = unit(&db, known(&db, of.id, &name.name).await?.department_id).await?;
    db.commit().await?;
    Ok(unit)
}

/// Makes a name stand for a known unit, with the tasks that print it; a unit that has no name left goes.
pub async fn merge(ledger: &Ledger, jurisdiction: &str, name: &str, into: &str) -> Result<department::Model> {
    let db = connect::begin_write(&ledger.db).await?;
    let of = place(&db, jurisdiction).await?;
    let (from, to) = (known(&db, of.id, name).await?, usual(&db, &of, into).await?);
    if from.department_id == to.department_id {
        return Err(Error::invalid("name", Message::OneUnit(name.to_owned(), into.to_owned())));
    }
    let target = unit(&db, to.department_id).await?.name;
    let whole = is_whole(&db, &of, &from).await?;
    let mut together = false;
    // What was kept apart by hand may belong there by itself.
    if store::forget(&db, &of.name, &from.name).await? {
        replay::units(&db, ledger, of.id, None).await?;
        let now = known(&db, of.id, &from.name).await?.department_id;
        together = now == known(&db, of.id, &to.name).await?.department_id;
    }
    if !together {
        decide(&db, &of, &from.name, Some(target.clone()), whole).await?;
        replay::units(&db, ledger, of.id, None).await?;
    }
    let unit = unit(&db, known(&db, of.id, &target).await?.department_id).await?;
    db.commit().await?;
    Ok(unit)
}

/// Nothing but the name stands for its unit by itself: its other usual names, should they be printed, go with it.
async fn is_whole(db: &impl ConnectionTrait, of: &Place, name: &department_alias::Model) -> Result<bool> {
    let decisions = Decisions::load(db, &of.name).await?;
    if let Some(earlier) = decisions.of(&name.name) {
        return Ok(earlier.whole);
    }
    let names = names(db, name.department_id).await?;
    let by_itself: Vec<&str> = names
        .iter()
        .map(|row| row.name.as_str())
        .filter(|name| decisions.said(name) == Said::Nothing)
        .collect();
    Ok(by_itself == [name.name.as_str()])
}

async fn decide(
    db: &impl ConnectionTrait,
    of: &Place,
    name: &str,
    stands_for: Option<String>,
    whole: bool,
) -> Result<()> {
    let (jurisdiction, name) = (of.name.clone(), name.to_owned());
    store::decide(db, department_decision::Model { jurisdiction, name, stands_for, whole }).await
}

async fn place(db: &impl ConnectionTrait, name: &str) -> Result<Place> {
    let found = places::named(db, "jurisdiction", name).await?;
    found.ok_or_else(|| Error::NotFound { what: Noun::Jurisdiction, key: name.to_owned() })
}

async fn known(db: &impl ConnectionTrait, place: Uuid, name: &str) -> Result<department_alias::Model> {
    let alias = store::alias_named(db, place, &DepartmentName::parse(name).canonical).await?;
    alias.ok_or_else(|| Error::NotFound { what: Noun::Unit, key: name.to_owned() })
}

/// The same, or another usual name of the unit: 住房和城乡建设局 where documents print 住建局.
async fn usual(db: &impl ConnectionTrait, of: &Place, name: &str) -> Result<department_alias::Model> {
    let missing = match known(db, of.id, name).await {
        Err(missing @ Error::NotFound { .. }) => missing,
        found => return found,
    };
    let key = |name: &str| alias(name, Some(&of.name)).key;
    let (sought, decisions) = (key(name), Decisions::load(db, &of.name).await?);
    let mut names = store::aliases_in(db, of.id).await?;
    names.retain(|row| key(&row.name) == sought && decisions.said(&row.name) == Said::Nothing);
    names.into_iter().min_by(|one, other| one.name.cmp(&other.name)).ok_or(missing)
}

async fn unit(db: &impl ConnectionTrait, id: Uuid) -> Result<department::Model> {
    super::detail::found(store::by_ids(db, &[id]).await?, Noun::Department, id)
}

/// The names that stand for a unit.
async fn names(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<department_alias::Model>> {
    Ok(store::aliases(db, &[id]).await?.remove(&id).unwrap_or_default())
}
