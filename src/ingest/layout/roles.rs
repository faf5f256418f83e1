//! Who leads and who supports: marks beside units, columns, and what the footnotes say about them.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::row::Row;
use super::units::{self, Mark, Unit};
use super::words::Column;
use crate::domain::target::Role;
use crate::ingest::draft::DepartmentDraft;
use crate::ingest::format::emphasis::{Emphasis, Emphasised};
use crate::ingest::passage::Passage;

/// What a document says about roles outside its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule a document may or may not state")]
pub struct Policy {
    /// A footnote gives the sign a meaning.
    signs_explained: bool,
    /// A footnote makes all units lead where two or more carry no sign.
    unmarked_lead: bool,
    /// A footnote makes the first unit lead.
    first_leads: bool,
    /// Some unit of the document carries a sign.
    signs_used: bool,
    /// A footnote says that units set apart so lead.
    set_leads: Option<Emphasis>,
}

struct Patterns {
    sign: Regex,
    unmarked: Regex,
    first: Regex,
    bold: Regex,
    underlined: Regex,
}

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
    sign: Regex::new("[★☆▲△●◆◇■※*].{0,12}(?:牵头|主办|主要责任)|(?:牵头|主办).{0,16}[★☆▲△●◆◇■※*]")
        .expect("constant pattern"),
    unmarked: Regex::new("(?:两|2|多)个?(?:及|或)?以上.{0,20}(?:未|没有|无).{0,20}(?:均|都|同)为?.{0,4}牵头")
        .expect("constant pattern"),
    first: Regex::new("(?:第一|首)(?:位|个|家|名)?.{0,16}(?:为|是|系).{0,6}(?:牵头|主办)")
        .expect("constant pattern"),
    bold: Regex::new(
        "(?:加粗|加黑|粗体|黑体).{0,12}(?:牵头|主办|主要责任)|(?:牵头|主办).{0,16}(?:加粗|加黑|粗体|黑体)",
    )
    .expect("constant pattern"),
    underlined: Regex::new(
        "(?:下划线|划线).{0,12}(?:牵头|主办|主要责任)|(?:牵头|主办).{0,16}(?:下划线|划线)",
    )
    .expect("constant pattern"),
});

/// Longer paragraphs are no footnotes.
const LONGEST_NOTE: usize = 200;

impl Policy {
    /// Reads footnotes and looks through the rows.
    #[must_use]
    pub fn read<'p>(notes: impl Iterator<Item = &'p Passage>, rows: &[Row], emphasised: &Emphasised) -> Self {
        let mut policy = Self::default();
        for note in notes.filter(|note| note.len() <= LONGEST_NOTE).map(Passage::text) {
            policy.signs_explained |= PATTERNS.sign.is_match(note);
            policy.unmarked_lead |= PATTERNS.unmarked.is_match(note);
            policy.first_leads |= PATTERNS.first.is_match(note);
            let set = if PATTERNS.bold.is_match(note) {
                Some(Emphasis::Bold)
            } else {
                PATTERNS.underlined.is_match(note).then_some(Emphasis::Underline)
            };
            policy.set_leads = policy.set_leads.or(set);
        }
        let lists = rows.iter().flat_map(|row| &row.units).map(|(_, list)| list);
        let mut may_be_marked =
            lists.filter(|list| policy.set_leads.is_some() || list.text().contains(units::SIGNS));
        policy.signs_used = may_be_marked
            .any(|list| policy.units(list, emphasised).units.iter().any(|unit| is_sign(unit.mark)));
        policy
    }

    /// The units of a list, those with their mark that a note gives a meaning to.
    fn units(&self, list: &Passage, emphasised: &Emphasised) -> units::Units {
        let mut list = units::read(list);
        if let Some(emphasis) = self.set_leads {
            for unit in list.units.iter_mut().filter(|unit| emphasised.holds(emphasis, unit.at)) {
                unit.mark = unit.mark.or(Some(Mark::Set(emphasis)));
            }
        }
        list
    }

    /// The units of a row with role and reason; the second value lists names that were told apart by judgement.
    #[must_use]
    pub fn departments(&self, row: &Row, emphasised: &Emphasised) -> (Vec<DepartmentDraft>, Vec<String>) {
        let lists: Vec<(Column, units::Units)> =
            row.units.iter().map(|(column, list)| (*column, self.units(list, emphasised))).collect();
        let all: Vec<(Column, &Unit)> =
            lists.iter().flat_map(|(column, list)| list.units.iter().map(|unit| (*column, unit))).collect();
        let mut seen = HashSet::new();
        let departments = all
            .iter()
            .enumerate()
            // A list names each of its units once.
            .filter(|(_, (_, unit))| lists.len() == 1 || seen.insert(unit.name.as_str()))
            .map(|(at, &(column, unit))| {
                let (role, reason) = self.role(column, unit, at, &all);
                DepartmentDraft { name: unit.name.clone(), role, reason }
            })
            .collect();
        (departments, lists.into_iter().flat_map(|(_, list)| list.judged).collect())
    }

    fn role(&self, column: Column, unit: &Unit, at: usize, all: &[(Column, &Unit)]) -> (Role, String) {
        let in_plain = all.iter().filter(|(column, _)| *column == Column::Units).count();
        match (unit.mark, column) {
            (Some(Mark::Sign(sign)), _) => (Role::Lead, format!("marked {sign}")),
            (Some(Mark::Set(emphasis)), _) => {
                let set = if emphasis == Emphasis::Bold { "set in bold" } else { "underlined" };
                (Role::Lead, format!("{set}, and a note says that such units lead"))
            }
            (Some(Mark::LeadWord), _) => (Role::Lead, "牵头 stands with the name".to_owned()),
            (Some(Mark::SupportWord), _) => (Role::Support, "配合 stands with the name".to_owned()),
            (None, Column::Support) => (Role::Support, "listed in a column of supporting units".to_owned()),
            (None, _) if all.iter().any(|(_, unit)| is_sign(unit.mark)) => {
                (Role::Support, "another unit of the row is marked as lead".to_owned())
            }
            (None, Column::Lead) => (Role::Lead, "listed in a column of leading units".to_owned()),
            (None, _) if all.iter().any(|(_, unit)| unit.mark == Some(Mark::LeadWord)) => {
                (Role::Support, "牵头 stands with another unit of the row".to_owned())
            }
            (None, _) if self.first_leads && at == 0 => {
                (Role::Lead, "listed first, and a note says that the first leads".to_owned())
            }
            (None, _) if self.first_leads => {
                (Role::Support, "not listed first, and a note says that the first leads".to_owned())
            }
            (None, _) if (self.signs_explained || self.signs_used) && in_plain == 1 => (
                Role::Lead,
                "the only unit of the row, in a document that marks leads among several".to_owned(),
            ),
            (None, _) if self.unmarked_lead => (
                Role::Lead,
                "none of several units is marked, and a note says that all of them lead then".to_owned(),
            ),
            (None, _) => (Role::Responsible, "the document marks no lead here".to_owned()),
        }
    }
}

fn is_sign(mark: Option<Mark>) -> bool {
    matches!(mark, Some(Mark::Sign(_) | Mark::Set(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(note: &str, column: Column, list: &str) -> Vec<Role> {
        let row = Row { units: vec![(column, Passage::at(0, list))], ..Row::default() };
        let note = Passage::at(0, note);
        let policy = Policy::read(std::iter::once(&note), std::slice::from_ref(&row), &Emphasised::default());
        policy.departments(&row, &Emphasised::default()).0.into_iter().map(|unit| unit.role).collect()
    }

    #[test]
    fn a_sign_makes_a_lead_and_the_others_support() {
        let note = "注：标“★”的为牵头单位；两个及以上责任单位且未标注“★”的，均为牵头单位。";
        assert_eq!(roles(note, Column::Units, "★甲局、乙局"), [Role::Lead, Role::Support]);
        assert_eq!(roles(note, Column::Units, "甲局、乙局"), [Role::Lead, Role::Lead]);
        assert_eq!(roles(note, Column::Units, "甲局"), [Role::Lead]);
        assert_eq!(roles("", Column::Units, "▲甲局 乙局"), [Role::Lead, Role::Support]);
        assert_eq!(
            roles("注：标“★”的为牵头单位。", Column::Units, "甲局、乙局"),
            [Role::Responsible, Role::Responsible]
        );
    }

    #[test]
    fn columns_and_notes_give_roles() {
        assert_eq!(roles("", Column::Lead, "甲局、乙局"), [Role::Lead, Role::Lead]);
        assert_eq!(roles("", Column::Support, "甲局"), [Role::Support]);
        assert_eq!(roles("", Column::Units, "甲局、乙局"), [Role::Responsible, Role::Responsible]);
        assert_eq!(
            roles("备注：排在第一位的为牵头单位。", Column::Units, "甲局、乙局"),
            [Role::Lead, Role::Support]
        );
        assert_eq!(roles("", Column::Units, "甲局(牵头)、乙局"), [Role::Lead, Role::Support]);
    }
}
