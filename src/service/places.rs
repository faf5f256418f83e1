//! The governments that people name, in full or short.

use entity::jurisdiction::Model;
use sea_orm::ConnectionTrait;

use crate::domain::jurisdiction::is_short_for;
use crate::error::{Error, Result};
use crate::message::{Message, listed};
use crate::store::jurisdiction as store;

/// The jurisdiction of this name, or the only one that it is short for; an error that lists them where there are several.
/// `argument` is where the name was given.
pub async fn named(db: &impl ConnectionTrait, argument: &'static str, name: &str) -> Result<Option<Model>> {
    Ok(all_named(db, argument, &[name.to_owned()]).await?.pop())
}

/// The same of several names, in one statement; what nobody is called is left out.
pub async fn all_named(
    db: &impl ConnectionTrait,
    argument: &'static str,
    names: &[String],
) -> Result<Vec<Model>> {
    let known = store::called(db, names).await?;
    let mut found: Vec<Model> = Vec::with_capacity(names.len());
    for name in names {
        let exact = known.iter().find(|place| place.name == *name);
        let short: Vec<&Model> = known.iter().filter(|place| is_short_for(name, &place.name)).collect();
        match (exact, short.as_slice()) {
            (Some(place), _) => found.push(place.clone()),
            (None, [place]) => found.push((*place).clone()),
            (None, []) => {}
            (None, several) => {
                let several = listed(several.iter().map(|place| place.name.as_str()));
                let message = Message::Ambiguous(name.clone(), several);
                return Err(Error::invalid(argument, message));
            }
        }
    }
    Ok(found)
}
