//! Tests of one field, by type.

use async_graphql::{ID, InputObject};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::lower::{Lower, Lowering, MOST_VALUES, Tests};
use crate::domain::origin::CountedAs;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind, Role};
use crate::error::Result;
use crate::ingest::draft::{DocumentKind, Severity};
use crate::message::Message;
use crate::store::filter::{Filter, Test};
use crate::store::value::Value;
use crate::view::{Date, Level};

/// A value as the store has it.
trait Stored {
    fn stored(self, to: &Lowering) -> Result<Value>;
}

macro_rules! stored {
    ($($type:ty),+ $(,)?) => {$(
        impl Stored for $type {
            fn stored(self, _: &Lowering) -> Result<Value> {
                Ok(self.into())
            }
        }
    )+};
}

stored!(i32, Decimal, bool);

impl Stored for Date {
    fn stored(self, _: &Lowering) -> Result<Value> {
        Ok(self.0.into())
    }
}

impl Stored for String {
    fn stored(self, to: &Lowering) -> Result<Value> {
        // PostgreSQL keeps no such character, so that nothing can be equal to it.
        if self.contains('\0') { Err(to.wrong(Message::Nul)) } else { Ok(self.into()) }
    }
}

impl Stored for ID {
    fn stored(self, to: &Lowering) -> Result<Value> {
        let id: std::result::Result<Uuid, _> = self.parse();
        id.map(Into::into).map_err(|_| to.wrong(Message::NoId(self.to_string())))
    }
}

macro_rules! words {
    ($($type:ty => $stored:ty),+ $(,)?) => {$(
        impl Stored for $type {
            fn stored(self, _: &Lowering) -> Result<Value> {
                Ok(sea_orm::ActiveEnum::to_value(&<$stored>::from(self)).into())
            }
        }
    )+};
}

words! {
    Status => entity::words::Status,
    Role => entity::words::Role,
    Kind => entity::words::Kind,
    Comparator => entity::words::Comparator,
    DocumentKind => entity::words::DocumentKind,
    Severity => entity::words::Severity,
    Level => entity::words::Level,
    CountedAs => entity::words::CountedAs,
}

fn eq<V: Stored>(value: V, to: &mut Lowering) -> Result<Filter<Test>> {
    Ok(Filter::Is(Test::Eq(value.stored(to)?)))
}

fn ne<V: Stored>(value: V, to: &mut Lowering) -> Result<Filter<Test>> {
    Ok(Filter::Not(Box::new(eq(value, to)?)))
}

fn one_of<V: Stored>(values: Vec<V>, to: &mut Lowering) -> Result<Filter<Test>> {
    if values.len() > MOST_VALUES {
        return Err(to.wrong(Message::MostValues(values.len() as u64, MOST_VALUES as u64)));
    }
    let values = values.into_iter().map(|value| value.stored(to)).collect::<Result<_>>()?;
    Ok(Filter::Is(Test::In(values)))
}

fn none_of<V: Stored>(values: Vec<V>, to: &mut Lowering) -> Result<Filter<Test>> {
    Ok(Filter::Not(Box::new(one_of(values, to)?)))
}

fn part(text: String, to: &mut Lowering, make: fn(String) -> Test) -> Result<Filter<Test>> {
    match text.stored(to)? {
        Value::Text(text) => Ok(Filter::Is(make(text))),
        _ => Ok(Filter::default()),
    }
}

macro_rules! compared {
    ($($(#[$doc:meta])* $name:ident($type:ty))+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, InputObject, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            /// It is this one.
            pub eq: Option<$type>,
            /// It is not this one; what has no value is let through.
            pub ne: Option<$type>,
            /// It is greater.
            pub gt: Option<$type>,
            /// It is greater or the same.
            pub gte: Option<$type>,
            /// It is smaller.
            pub lt: Option<$type>,
            /// It is smaller or the same.
            pub lte: Option<$type>,
            /// It is one of these, 100 at most.
            pub r#in: Option<Vec<$type>>,
            /// It has no value, or has one.
            pub is_null: Option<bool>,
        }

        impl Lower for $name {
            type Of = Test;

            fn lower(self, to: &mut Lowering) -> Result<Filter<Test>> {
                let Self { eq: is, ne: is_not, gt, gte, lt, lte, r#in, is_null } = self;
                let mut tests = Tests::new(to);
                tests.add("eq", is, eq)?;
                tests.add("ne", is_not, ne)?;
                tests.add("gt", gt, |value, to| Ok(Filter::Is(Test::Gt(value.stored(to)?))))?;
                tests.add("gte", gte, |value, to| Ok(Filter::Is(Test::Gte(value.stored(to)?))))?;
                tests.add("lt", lt, |value, to| Ok(Filter::Is(Test::Lt(value.stored(to)?))))?;
                tests.add("lte", lte, |value, to| Ok(Filter::Is(Test::Lte(value.stored(to)?))))?;
                tests.add("in", r#in, one_of)?;
                tests.is_null(is_null)?;
                Ok(tests.done())
            }
        }
    )+};
}

compared! {
    /// Tests of a whole number; all of them hold.
    IntTest(i32)
    /// Tests of a decimal, which is compared exactly; all of them hold.
    DecimalTest(Decimal)
    /// Tests of a day; all of them hold.
    DateTest(Date)
}

macro_rules! chosen {
    ($($(#[$doc:meta])* $name:ident($type:ty as $schema:ty))+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, InputObject, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            /// It is this one.
            #[schema(value_type = Option<$schema>)]
            pub eq: Option<$type>,
            /// It is not this one; what has no value is let through.
            #[schema(value_type = Option<$schema>)]
            pub ne: Option<$type>,
            /// It is one of these, 100 at most.
            #[schema(value_type = Option<Vec<$schema>>)]
            pub r#in: Option<Vec<$type>>,
            /// It is none of these, 100 at most; what has no value is let through.
            #[schema(value_type = Option<Vec<$schema>>)]
            pub not_in: Option<Vec<$type>>,
            /// It has no value, or has one.
            pub is_null: Option<bool>,
        }

        impl Lower for $name {
            type Of = Test;

            fn lower(self, to: &mut Lowering) -> Result<Filter<Test>> {
                let Self { eq: is, ne: is_not, r#in, not_in, is_null } = self;
                let mut tests = Tests::new(to);
                tests.add("eq", is, eq)?;
                tests.add("ne", is_not, ne)?;
                tests.add("in", r#in, one_of)?;
                tests.add("not_in", not_in, none_of)?;
                tests.is_null(is_null)?;
                Ok(tests.done())
            }
        }
    )+};
}

chosen! {
    /// Tests of an id; all of them hold.
    IdTest(ID as Uuid)
    /// Tests of a status; all of them hold.
    StatusTest(Status as Status)
    /// Tests of a role; all of them hold.
    RoleTest(Role as Role)
    /// Tests of the kind of an indicator; all of them hold.
    KindTest(Kind as Kind)
    /// Tests of a comparator; all of them hold.
    ComparatorTest(Comparator as Comparator)
    /// Tests of the kind of a document; all of them hold.
    DocumentKindTest(DocumentKind as DocumentKind)
    /// Tests of a severity; all of them hold.
    SeverityTest(Severity as Severity)
    /// Tests of how a task counts in completion; all of them hold.
    CountedAsTest(CountedAs as CountedAs)
    /// Tests of the level of a government; all of them hold.
    LevelTest(Level as Level)
}

/// Tests of text, character by character, capitals apart; all of them hold.
#[derive(Debug, Clone, Default, InputObject, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TextTest {
    /// It is this one.
    pub eq: Option<String>,
    /// It contains this one, whose characters all stand for themselves.
    pub contains: Option<String>,
    /// It starts with this one.
    pub starts_with: Option<String>,
    /// It is one of these, 100 at most.
    pub r#in: Option<Vec<String>>,
    /// It has no value, or has one.
    pub is_null: Option<bool>,
}

impl Lower for TextTest {
    type Of = Test;

    fn lower(self, to: &mut Lowering) -> Result<Filter<Test>> {
        let Self { eq: is, contains, starts_with, r#in, is_null } = self;
        let mut tests = Tests::new(to);
        tests.add("eq", is, eq)?;
        tests.add("contains", contains, |text, to| part(text, to, Test::Contains))?;
        tests.add("starts_with", starts_with, |text, to| part(text, to, Test::StartsWith))?;
        tests.add("in", r#in, one_of)?;
        tests.is_null(is_null)?;
        Ok(tests.done())
    }
}

/// A test of yes or no.
#[derive(Debug, Clone, Default, InputObject, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BoolTest {
    /// It is so, or it is not.
    pub eq: Option<bool>,
}

impl Lower for BoolTest {
    type Of = Test;

    fn lower(self, to: &mut Lowering) -> Result<Filter<Test>> {
        let mut tests = Tests::new(to);
        tests.add("eq", self.eq, eq)?;
        Ok(tests.done())
    }
}
