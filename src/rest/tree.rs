//! Query parameters with brackets as a tree: `filter[or][0][number][eq]=3`. What a value must be is said by the type that
//! reads the tree; every error names the parameter at fault.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use serde::de::value::StringDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use crate::error::{DECIMAL, Error, Result, UUID, plain};
use crate::message::{Form, Message, listed};
use crate::view::filter::MOST_DEPTH;

/// Brackets after one name: as many as the deepest filter has, where each level is a numbered part of a list. Whoever reads a
/// tree needs stack for each.
const MOST_BRACKETS: usize = 2 * MOST_DEPTH + 4;

/// A parameter, or what stands below a common start.
#[derive(Debug)]
pub(super) struct Node {
    /// The name as written, brackets included.
    place: String,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Text(String),
    Members(BTreeMap<String, Node>),
}

impl Node {
    /// The root of the parameters called `name[…]`.
    pub(super) fn root(name: &str) -> Self {
        Self { place: name.to_owned(), held: Held::Members(BTreeMap::new()) }
    }

    /// Parameters without brackets, each under its own name; `place` is named where none of them is at fault.
    pub(super) fn flat(place: &str, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let members = pairs.into_iter().map(|(name, value)| {
            let node = Self { place: name.clone(), held: Held::Text(value) };
            (name, node)
        });
        Self { place: place.to_owned(), held: Held::Members(members.collect()) }
    }

    /// Puts in a parameter: `name` with its brackets, which starts with that of the root.
    pub(super) fn insert(&mut self, name: &str, value: String) -> Result<()> {
        let wrong = || Error::invalid(name, Message::Brackets(self.place.clone()));
        let brackets = name.strip_prefix(self.place.as_str()).ok_or_else(wrong)?;
        let inner = brackets.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or_else(wrong)?;
        let names: Vec<&str> = inner.split("][").collect();
        if names.len() > MOST_BRACKETS
            || names.iter().any(|name| name.is_empty() || name.contains(['[', ']']))
        {
            return Err(wrong());
        }
        let mut node = self;
        for member in names {
            let place = format!("{}[{member}]", node.place);
            let Held::Members(members) = &mut node.held else {
                return Err(Error::invalid(name, Message::HasValue(node.place.clone())));
            };
            let below = || Self { place, held: Held::Members(BTreeMap::new()) };
            node = members.entry(member.to_owned()).or_insert_with(below);
        }
        match &node.held {
            Held::Members(members) if members.is_empty() => node.held = Held::Text(value),
            Held::Members(_) => return Err(Error::invalid(name, Message::HasMembers)),
            Held::Text(_) => return Err(Error::invalid(name, Message::Twice)),
        }
        Ok(())
    }

    fn wrong(&self, message: Message) -> Wrong {
        Wrong { place: Some(self.place.clone()), message }
    }

    /// The text, where there is one.
    fn text(self, expected: &str) -> std::result::Result<(String, String), Wrong> {
        match self.held {
            Held::Text(text) => Ok((self.place, text)),
            Held::Members(_) => {
                Err(Wrong { place: Some(self.place), message: Message::ExpectedValue(expected.to_owned()) })
            }
        }
    }

    fn parsed<T: std::str::FromStr>(self, form: Form) -> std::result::Result<T, Wrong> {
        let (place, text) = self.text(&form.to_string())?;
        text.parse().map_err(|_| Wrong { place: Some(place), message: Message::Expected(text.clone(), form) })
    }
}

/// What is wrong with a parameter.
#[derive(Debug)]
pub(super) struct Wrong {
    place: Option<String>,
    message: Message,
}

impl Wrong {
    fn at(mut self, place: &str) -> Self {
        self.place.get_or_insert_with(|| place.to_owned());
        self
    }

    /// The error of the API.
    pub(super) fn error(self, place: &str) -> Error {
        Error::invalid(self.place.unwrap_or_else(|| place.to_owned()), self.message)
    }
}

impl Display for Wrong {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.message, to)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: Display>(message: T) -> Self {
        Self { place: None, message: Message::carried(message) }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(Message::UnknownName(field.to_owned(), listed(expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(Message::ExpectedOneOf(variant.to_owned(), listed(expected)))
    }
}

/// What a visitor reads, in its own words.
struct Words<'a, V>(&'a V);

impl<'de, V: Visitor<'de>> Display for Words<'_, V> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.0.expecting(to)
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Wrong> {
        let expected = Words(&visitor).to_string();
        let (place, text) = self.text(plain(&expected))?;
        let said = text.clone();
        visitor.visit_string(text).map_err(|_: Wrong| Wrong {
            place: Some(place),
            message: match expected.as_str() {
                DECIMAL => Message::Expected(said, Form::Number),
                UUID => Message::Expected(said, Form::Id),
                other => format!("{said:?}: expected {other}").into(),
            },
        })
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Wrong> {
        visitor.visit_i32(self.parsed(Form::Whole)?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Wrong> {
        visitor.visit_bool(self.parsed(Form::Truth)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Wrong> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> std::result::Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, Wrong> {
        let (place, text) = self.text(&format!("one of {}", words.join(", ")))?;
        visitor.visit_enum(text.into_deserializer()).map_err(|wrong: Wrong| wrong.at(&place))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Wrong> {
        let place = self.place.clone();
        let parts: Vec<Self> = match self.held {
            Held::Text(text) => {
                let part =
                    |text: &str| Self { place: place.clone(), held: Held::Text(text.trim().to_owned()) };
                text.split(',').map(part).collect()
            }
            Held::Members(members) => {
                let mut parts = Vec::new();
                for (index, node) in members {
                    let number = index.parse::<u32>();
                    let number = number.map_err(|_| node.wrong(Message::NotNumbered))?;
                    parts.push((number, node));
                }
                parts.sort_by_key(|(number, _)| *number);
                parts.into_iter().map(|(_, node)| node).collect()
            }
        };
        let mut parts = Parts(parts.into_iter());
        visitor.visit_seq(&mut parts).map_err(|wrong| wrong.at(&place))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, Wrong> {
        match self.held {
            Held::Members(members) => visitor
                .visit_map(Members { members: members.into_iter(), next: None })
                .map_err(|wrong| wrong.at(&self.place)),
            Held::Text(_) => {
                let message = Message::NeedsBrackets(listed(names));
                Err(Wrong { place: Some(self.place), message })
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Wrong> {
        self.deserialize_struct("", &[], visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct identifier ignored_any
    }
}

struct Parts(std::vec::IntoIter<Node>);

impl<'de> de::SeqAccess<'de> for &mut Parts {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> std::result::Result<Option<T::Value>, Wrong> {
        self.0.next().map(|node| seed.deserialize(node)).transpose()
    }
}

struct Members {
    members: std::collections::btree_map::IntoIter<String, Node>,
    next: Option<Node>,
}

impl<'de> de::MapAccess<'de> for Members {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> std::result::Result<Option<K::Value>, Wrong> {
        let Some((name, node)) = self.members.next() else { return Ok(None) };
        let place = node.place.clone();
        self.next = Some(node);
        let name: StringDeserializer<Wrong> = name.into_deserializer();
        seed.deserialize(name).map(Some).map_err(|wrong| wrong.at(&place))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> std::result::Result<V::Value, Wrong> {
        let node = self.next.take().ok_or_else(|| de::Error::custom("a name without a value"))?;
        let place = node.place.clone();
        seed.deserialize(node).map_err(|wrong| wrong.at(&place))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::Node;
    use crate::view::filter::{Spelling, TaskDepartmentFilter, TaskFilter, lowered};

    /// The name and the words of the error that these parameters give.
    fn wrong(pairs: &[(&str, &str)]) -> (String, String) {
        let mut root = Node::root("filter");
        let read = pairs.iter().try_for_each(|(name, value)| root.insert(name, (*value).to_owned()));
        let read = read.and_then(|()| TaskFilter::deserialize(root).map_err(|wrong| wrong.error("filter")));
        match read.and_then(|filter| lowered(Some(filter), Spelling::Brackets)) {
            Err(crate::error::Error::Invalid { argument, message }) => (argument, message.to_string()),
            other => panic!("{pairs:?}: {other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_what_is_known_there() {
        type Pairs = &'static [(&'static str, &'static str)];
        let cases: [(Pairs, &str, &str); 14] = [
            (&[("filter[numbre][eq]", "1")], "filter[numbre]", "known and, or, not, id, number"),
            (&[("filter[number][equals]", "1")], "filter[number][equals]", "known eq, ne, gt"),
            (&[("filter[number][eq]", "one")], "filter[number][eq]", "expected a whole number"),
            (&[("filter[number]", "1")], "filter[number]", "further name in brackets: eq, ne"),
            (
                &[("filter[status][in]", "BEHIND,DONE")],
                "filter[status][in]",
                "\"DONE\": expected one of COMPLETED",
            ),
            (
                &[("filter[completion][gt]", "much")],
                "filter[completion][gt]",
                "\"much\": expected a number such as 0.5",
            ),
            (&[("filter[discrepancy][eq]", "yes")], "filter[discrepancy][eq]", "expected true or false"),
            (&[("filter[or][first][number][eq]", "1")], "filter[or][first]", "[0], [1]"),
            (&[("filter[or][1][number][is]", "1")], "filter[or][1][number][is]", "known eq"),
            (&[("filter[id][eq]", "seven")], "filter[id][eq]", "no id of this server"),
            (&[("filter", "x")], "filter", "filter[name][operator]"),
            (&[("filter[number", "x")], "filter[number", "filter[name][operator]"),
            (
                &[("filter[number][eq]", "1"), ("filter[number][eq]", "2")],
                "filter[number][eq]",
                "more than once",
            ),
            (
                &[("filter[number]", "1"), ("filter[number][eq]", "2")],
                "filter[number][eq]",
                "has a value already",
            ),
        ];
        for (pairs, place, words) in cases {
            let (argument, message) = wrong(pairs);
            assert_eq!(argument, place, "{message}");
            assert!(message.contains(words), "{pairs:?}: {message}");
        }
    }

    #[test]
    fn a_deep_or_long_filter_is_refused() {
        let deep = format!("filter{}[number][eq]", "[not]".repeat(7));
        assert!(wrong(&[(&deep, "1")]).1.contains("at most 6 deep"));
        let deeper = format!("filter{}[number][eq]", "[not]".repeat(100));
        assert!(wrong(&[(&deeper, "1")]).1.contains("filter[name]"));
        let many = vec!["1"; 101].join(",");
        assert!(wrong(&[("filter[number][in]", &many)]).1.contains("at most 100"));
        let names: Vec<String> = (0..101).map(|index| format!("filter[and][{index}][number][eq]")).collect();
        let pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
        assert!(wrong(&pairs).1.contains("at most 100 tests"));
        // Whatever nests them: the hundred of one list pass.
        let mut root = Node::root("filter");
        for (name, value) in &pairs[..100] {
            root.insert(&name.replace("and", "or"), (*value).to_owned()).unwrap();
        }
        let filter = TaskFilter::deserialize(root).map_err(|wrong| wrong.error("filter")).unwrap();
        assert!(lowered(Some(filter), Spelling::Brackets).is_ok());
    }

    #[test]
    fn parts_without_a_test_are_counted_too() {
        let many = |count| {
            let part =
                || TaskFilter { department: Some(TaskDepartmentFilter::default()), ..TaskFilter::default() };
            let parts = (0..count).map(|_| part()).collect();
            lowered(Some(TaskFilter { or: Some(parts), ..TaskFilter::default() }), Spelling::Dots)
        };
        assert!(many(100).is_ok() && many(101).is_err());
    }
}
