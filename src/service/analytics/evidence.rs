//! The printed words that an answer rests on, and where they stand.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::Result;
use crate::store::document;

/// What the words say.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum, serde::Serialize, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "EvidenceKind")]
pub enum Says {
    /// The target that is asked for.
    Target,
    /// The figure that was measured.
    Figure,
    /// The share of the annual target done.
    Share,
    /// How far the task is.
    Status,
}

/// Printed words by their place: characters from 0 in the decoded text of a document, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// What the words say.
    pub says: Says,
    /// The document.
    pub document_id: Uuid,
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Evidence {
    /// From columns that are null together; `None` where the place was not kept.
    #[must_use]
    pub fn at(says: Says, document_id: Option<Uuid>, start: Option<i32>, end: Option<i32>) -> Option<Self> {
        let place = |column: Option<i32>| column.and_then(|column| u32::try_from(column).ok());
        Some(Self { says, document_id: document_id?, start: place(start)?, end: place(end)? })
    }
}

/// Characters between two marks of a [`Text`].
const STEP: usize = 512;

/// The text of a document, from which many quotes are cut: each in time of its own length, wherever it stands.
#[derive(Debug, Clone, Default)]
pub struct Text {
    content: String,
    /// Where every `STEP`th character begins.
    marks: Vec<usize>,
}

impl Text {
    /// Reads through the text once.
    #[must_use]
    pub fn new(content: String) -> Self {
        let marks = content.char_indices().step_by(STEP).map(|(at, _)| at).collect();
        Self { content, marks }
    }

    /// The characters `start..end`; what lies beyond the text is left out.
    #[must_use]
    pub fn quote(&self, start: u32, end: u32) -> &str {
        let (start, end) = (self.byte(start), self.byte(end));
        self.content.get(start..end).unwrap_or_default()
    }

    fn byte(&self, character: u32) -> usize {
        let character = usize::try_from(character).unwrap_or(usize::MAX);
        let Some(mark) = self.marks.get(character / STEP) else { return self.content.len() };
        let rest = self.content.get(*mark..).unwrap_or_default();
        rest.char_indices().nth(character % STEP).map_or(self.content.len(), |(at, _)| mark + at)
    }
}

/// The texts that these words are cut from, by document. One statement, and none without words.
pub async fn texts(
    db: &impl ConnectionTrait,
    words: impl IntoIterator<Item = Evidence>,
) -> Result<HashMap<Uuid, Text>> {
    let mut ids: Vec<Uuid> = words.into_iter().map(|words| words.document_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = document::texts(db, &ids).await?;
    Ok(found.into_iter().map(|(id, text)| (id, Text::new(text))).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_quote_is_the_characters_that_stand_there(text in "[a完成 1年\n]{0,1600}", start in 0_u32..1700, length in 0_u32..700) {
            let expected: String = text
                .chars()
                .skip(usize::try_from(start).unwrap())
                .take(usize::try_from(length).unwrap())
                .collect();
            let text = Text::new(text);
            prop_assert_eq!(text.quote(start, start + length), expected);
        }
    }

    #[test]
    fn an_end_before_its_start_quotes_nothing() {
        assert_eq!(Text::new("完成".to_owned()).quote(2, 1), "");
    }
}
