//! Automatic numbers of Word paragraphs: the number is not in the text, only the list it belongs to.

use std::collections::HashMap;

use super::xml::{self, Node};
use crate::ingest::error::IngestError;
use crate::ingest::limits::Limits;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// List to its abstract definition.
    lists: HashMap<String, String>,
    /// Definition and level to format, pattern and first number.
    levels: HashMap<(String, usize), Level>,
    counted: HashMap<(String, usize), u32>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    pattern: String,
    start: u32,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub fn read(text: &str, limits: &Limits) -> Result<Self, IngestError> {
        let mut numbering = Self::default();
        let (mut definition, mut list, mut level) = (String::new(), String::new(), 0_usize);
        xml::walk(text, "docx", limits, |node| {
            let Node::Start(element) = node else { return Ok(()) };
            let value = element.attribute("val").unwrap_or_default();
            match element.name {
                "abstractNum" => definition = element.attribute("abstractNumId").unwrap_or_default(),
                "num" => list = element.attribute("numId").unwrap_or_default(),
                "abstractNumId" => {
                    numbering.lists.insert(list.clone(), value);
                }
                "lvl" => level = element.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                "start" => numbering.level(&definition, level).start = value.parse().unwrap_or(1),
                "numFmt" => numbering.level(&definition, level).format = value,
                "lvlText" => numbering.level(&definition, level).pattern = value,
                _ => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    fn level(&mut self, definition: &str, level: usize) -> &mut Level {
        let fresh = || Level { start: 1, ..Level::default() };
        self.levels.entry((definition.to_owned(), level)).or_insert_with(fresh)
    }

    /// The next number of a list as Word prints it; `None` for bullets and lists that are not defined.
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let definition = self.lists.get(list)?.clone();
        let found = self.levels.get(&(definition.clone(), level))?.clone();
        let count = self.counted.entry((definition.clone(), level)).or_insert(found.start.saturating_sub(1));
        *count = count.saturating_add(1);
        let count = *count;
        self.counted.retain(|(other, deeper), _| *other != definition || *deeper <= level);
        let number = match found.format.as_str() {
            "decimal" | "decimalFullWidth" | "decimalHalfWidth" => count.to_string(),
            "decimalZero" => format!("{count:02}"),
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCountingThousand" => chinese(count),
            _ => return None,
        };
        // Only the number of this level: `%1.%2` of nested lists is rare in bulletins.
        let own = format!("%{}", level + 1);
        Some(if found.pattern.contains(&own) { found.pattern.replace(&own, &number) } else { number })
    }
}

/// A number below a hundred in Chinese numerals; digits from there on.
fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit =
        |value: u32| usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or_default();
    match number {
        0..10 => digit(number).to_owned(),
        10..20 => format!("十{}", digit(number - 10)),
        20..100 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;

    #[test]
    fn lists_count_and_restart_below() {
        let mut numbering = Numbering::read(LISTS, &Limits::default()).unwrap();
        let mut next = |level| numbering.next("3", level).unwrap();
        assert_eq!([next(0), next(1), next(1), next(0), next(1)], ["1.", "(一)", "(二)", "2.", "(一)"]);
        assert_eq!(numbering.next("9", 0), None);
        assert_eq!((chinese(10), chinese(21)), ("十".to_owned(), "二十一".to_owned()));
    }
}
