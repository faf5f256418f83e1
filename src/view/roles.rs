//! The roles that a question is about: one, or several.

use std::borrow::Cow;

use async_graphql::registry::Registry;
use async_graphql::{InputType, InputValueError, InputValueResult, Value};
use serde::{Deserialize, Deserializer, de};
use utoipa::openapi::{ArrayBuilder, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::target::{Role, Roles as Set};
use crate::message::Message;

/// `LEAD` or `[LEAD, RESPONSIBLE]` in GraphQL, `LEAD,RESPONSIBLE` in a query string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roles(Set);

impl Roles {
    /// Those asked for; all where nothing is asked.
    #[must_use]
    pub fn asked(roles: Option<Self>) -> Set {
        roles.map_or_else(Set::default, |roles| roles.0)
    }
}

impl InputType for Roles {
    type RawValueType = Set;

    fn type_name() -> Cow<'static, str> {
        <Vec<Role> as InputType>::type_name()
    }

    fn qualified_type_name() -> String {
        <Vec<Role> as InputType>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Vec<Role> as InputType>::create_type_info(registry);
        Self::qualified_type_name()
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let roles = <Vec<Role> as InputType>::parse(value).map_err(InputValueError::propagate)?;
        Set::of(&roles).map(Self).ok_or_else(|| InputValueError::custom(Message::NoRole))
    }

    fn to_value(&self) -> Value {
        self.0.each().collect::<Vec<_>>().to_value()
    }

    fn as_raw_value(&self) -> Option<&Set> {
        Some(&self.0)
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let roles = text.split(',').map(|word| Role::deserialize(de::value::StrDeserializer::new(word)));
        let roles = roles.collect::<Result<Vec<Role>, D::Error>>()?;
        Set::of(&roles).map(Self).ok_or_else(|| de::Error::custom(Message::NoRole))
    }
}

impl PartialSchema for Roles {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new().items(Ref::from_schema_name("Role")).min_items(Some(1)).build().into()
    }
}

impl ToSchema for Roles {}
