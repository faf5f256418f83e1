//! Where a row of a bulletin comes from: the commitments of the plan that promise what it reports on.
//!
//! A paragraph of the plan promises more than one row reports on, so rows are held against paragraphs and never the
//! other way round. What is not certain is a doubt, never a link (rule 11 of `docs/assessment.md`).

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::likeness::{likeness, skeleton, without_figures};
use super::pieces::{COMMON, Index, Piece, pieces};
use super::quantity::convert;
use super::target::Kind;

/// How a task counts in completion.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    async_graphql::Enum,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CountedAs {
    /// A row of the bulletins: counts.
    Row,
    /// A commitment of the plan in force that no row was found to report on: counts, unmeasured.
    Unreported,
    /// A commitment of the plan in force that rows report on: they count in its place.
    Reported,
    /// A commitment or a row that only superseded versions print: does not count.
    Withdrawn,
}

impl CountedAs {
    /// The ones that completion counts and lists show.
    pub const COUNTED: [Self; 2] = [Self::Row, Self::Unreported];
}

/// Pieces below which a text is too short to be found by its words.
const FEW_PIECES: usize = 5;

/// A row whose pieces stand in a commitment to this share comes from it, in per mille.
const CONTAINED: usize = 700;

/// A row whose pieces stand in a commitment to this share may come from it, in per mille.
const NEARLY: usize = 500;

/// Two prints of one numbered commitment share at least this much, in per mille.
const SAME_NUMBERED: u32 = 500;

/// A row that would come from more commitments than this is a phrase that the plan repeats.
const MOST_ORIGINS: usize = 3;

/// Characters below which the name of a target (项目, 投资) could be that of any.
const SHORT_NAME: usize = 4;

/// A target, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise<'a> {
    /// The name that the same measure has everywhere.
    pub name: &'a str,
    /// The value to be reached.
    pub value: Decimal,
    /// Its unit as printed.
    pub unit: &'a str,
    /// How it behaves over the year.
    pub kind: Kind,
}

impl Promise<'_> {
    /// The other's value in this one's unit, where both measure the same in units that can be compared.
    fn other(&self, other: &Promise<'_>) -> Option<Decimal> {
        let same = self.name == other.name && self.kind == other.kind;
        same.then(|| convert(other.value, other.unit, self.unit)).flatten()
    }
}

/// A task of the plan or a row of the bulletins, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment<'a> {
    /// Printed number and sub-number.
    pub number: Option<(i32, i32)>,
    /// Its words.
    pub text: &'a str,
    /// Its targets.
    pub promises: Vec<Promise<'a>>,
}

/// What was found out about a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// Commitments that it comes from, by place in the plan, each with the reason.
    pub certain: Vec<(usize, String)>,
    /// Commitments that it may come from; a person should look.
    pub doubtful: Vec<usize>,
}

/// The commitments of a plan, ready to be asked. Asking takes time in the length of the row alone.
#[derive(Debug)]
pub struct Plan<'a> {
    commitments: &'a [Commitment<'a>],
    pieces: Index,
    promises: HashMap<(&'a str, Kind), Vec<(usize, &'a Promise<'a>)>>,
    numbers: HashMap<(i32, i32), usize>,
}

/// What speaks for one commitment.
#[derive(Debug, Default)]
struct Evidence {
    pieces: usize,
    numbered: bool,
    promises: Vec<String>,
}

impl<'a> Plan<'a> {
    /// Makes the commitments ready.
    #[must_use]
    pub fn of(commitments: &'a [Commitment<'a>]) -> Self {
        let mut plan =
            Self { commitments, pieces: Index::default(), promises: HashMap::new(), numbers: HashMap::new() };
        for (place, commitment) in commitments.iter().enumerate() {
            plan.pieces.add(place, pieces_of(commitment.text));
            for promise in &commitment.promises {
                plan.promises.entry((promise.name, promise.kind)).or_default().push((place, promise));
            }
            if let Some(number) = commitment.number {
                plan.numbers.entry(number).or_insert(place);
            }
        }
        plan
    }

    /// The commitments that promise what a row reports on.
    #[must_use]
    pub fn origins(&self, row: &Commitment<'_>) -> Origins {
        let own = pieces_of(row.text);
        let share = |evidence: &Evidence| {
            if own.len() < FEW_PIECES { 0 } else { evidence.pieces * 1000 / own.len() }
        };
        let mut found = Origins::default();
        for (place, evidence) in self.evidence(row, &own) {
            let share = share(&evidence);
            let held = evidence.promises.len();
            let mut reasons = Vec::new();
            if evidence.numbered {
                reasons.push("it has the same number and like words".to_owned());
            }
            if share >= CONTAINED {
                reasons.push(format!("{}.{} % of its words stand there", share / 10, share % 10));
            }
            if held > 0 && held * 2 >= row.promises.len() {
                reasons.push(format!("its targets stand there: {}", evidence.promises.join(", ")));
            }
            if !reasons.is_empty() {
                found.certain.push((place, reasons.join("; ")));
            } else if share >= NEARLY {
                found.doubtful.push(place);
            }
        }
        if found.certain.len() > MOST_ORIGINS {
            found.doubtful.extend(found.certain.drain(..).map(|(place, _)| place));
            found.doubtful.sort_unstable();
        } else if !found.certain.is_empty() {
            found.doubtful.clear();
        }
        found
    }

    /// What speaks for each commitment that anything speaks for, in the order of the plan.
    fn evidence(&self, row: &Commitment<'_>, own: &[Piece]) -> BTreeMap<usize, Evidence> {
        let held = self.pieces.shared(own).into_iter();
        let mut found: BTreeMap<usize, Evidence> =
            held.map(|(place, pieces)| (place, Evidence { pieces, ..Evidence::default() })).collect();
        for promise in row.promises.iter().filter(|promise| promise.name.chars().count() >= SHORT_NAME) {
            let like = self.promises.get(&(promise.name, promise.kind)).filter(|like| like.len() <= COMMON);
            let mut last = None;
            for (place, other) in like.into_iter().flatten() {
                if last != Some(*place) && promise.other(other) == Some(promise.value) {
                    last = Some(*place);
                    let words = format!("{} {} {}", promise.name, promise.value.normalize(), promise.unit);
                    found.entry(*place).or_default().promises.push(words);
                }
            }
        }
        if let Some(place) = row.number.and_then(|number| self.numbers.get(&number))
            && likeness(self.commitments[*place].text, row.text) >= SAME_NUMBERED
        {
            found.entry(*place).or_default().numbered = true;
        }
        found
    }
}

/// A target that a row prints otherwise than the commitment it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved<'a> {
    /// As the plan has it.
    pub plan: &'a Promise<'a>,
    /// As the row has it.
    pub row: &'a Promise<'a>,
}

/// Targets that stand once in each under one name, with different values.
#[must_use]
pub fn moved<'a>(plan: &'a Commitment<'a>, row: &'a Commitment<'a>) -> Vec<Moved<'a>> {
    let (there, here) = (by_measure(&plan.promises), by_measure(&row.promises));
    let once = |row: &'a Promise<'a>| {
        let key = (row.name, row.kind);
        let ([plan], [_]) = (there.get(&key)?.as_slice(), here.get(&key)?.as_slice()) else { return None };
        let value = row.other(plan)?;
        (value != row.value).then_some(Moved { plan, row })
    };
    row.promises.iter().filter_map(once).collect()
}

fn by_measure<'a>(promises: &'a [Promise<'a>]) -> HashMap<(&'a str, Kind), Vec<&'a Promise<'a>>> {
    let mut measures: HashMap<(&str, Kind), Vec<&Promise<'_>>> = HashMap::new();
    for promise in promises {
        measures.entry((promise.name, promise.kind)).or_default().push(promise);
    }
    measures
}

/// The pieces of a text, punctuation left out and numbers as one sign, so that a moved target does not make another
/// text.
fn pieces_of(text: &str) -> Vec<Piece> {
    pieces(&without_figures(&skeleton(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOREIGN: Promise<'static> =
        Promise { name: "实际使用外资", value: Decimal::TWO, unit: "亿美元", kind: Kind::Amount };

    fn text(text: &str) -> Commitment<'_> {
        Commitment { number: None, text, promises: Vec::new() }
    }

    const PARAGRAPHS: [&str; 3] = [
        "聚焦招商引资稳增长。全年引进亿元以上项目30个,实际使用外资2亿美元。推进临港产业园二期建设,盘活闲置用地500亩。",
        "聚焦民生改善促和谐。新建改建幼儿园6所,改造老旧小区20个,新增养老护理床位300张。",
        "聚焦生态建设优环境。完成造林5000亩,建成城市绿道12公里。",
    ];

    fn origins_of(row: &Commitment<'_>) -> Origins {
        let mut commitments = PARAGRAPHS.map(text);
        commitments[0].promises = vec![FOREIGN];
        Plan::of(&commitments).origins(row)
    }

    #[test]
    fn a_row_comes_from_the_paragraph_that_holds_its_words_whatever_its_figures() {
        for row in ["新建改建幼儿园6所。", "新建改建幼儿园8所、改造老旧小区20个"] {
            let found = origins_of(&text(row));
            assert_eq!(found.certain.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1], "{row}");
            assert_eq!(found.certain[0].1, "100.0 % of its words stand there");
        }
    }

    #[test]
    fn a_row_comes_from_the_paragraph_that_promises_its_target_in_other_words_and_units() {
        let value = "20000".parse().unwrap();
        let promise = Promise { unit: "万美元", value, ..FOREIGN };
        let mut row = text("确保全年外资实到规模。");
        row.promises = vec![promise];
        let found = origins_of(&row);
        assert_eq!(found.certain, [(0, "its targets stand there: 实际使用外资 20000 万美元".to_owned())]);
        row.promises[0].value = Decimal::TEN;
        assert_eq!(origins_of(&row), Origins::default());
        // One of three targets is a coincidence.
        let other = |name| Promise { name, ..FOREIGN };
        row.promises = vec![FOREIGN, other("外贸进出口总额"), other("出口总额")];
        assert_eq!(origins_of(&row), Origins::default());
    }

    #[test]
    fn what_is_half_there_is_a_doubt_and_what_is_not_there_is_nothing() {
        let half = text("完成造林5000亩,同步实施矿山复绿工程");
        assert_eq!(origins_of(&half), Origins::default());
        let most = text("建成城市绿道12公里,完成造林任务验收");
        assert_eq!(origins_of(&most), Origins { certain: Vec::new(), doubtful: vec![2] });
        assert_eq!(origins_of(&text("改造小区")), Origins::default());
    }

    #[test]
    fn a_phrase_that_the_plan_repeats_is_a_doubt() {
        let commitments = ["优化营商环境,提升服务效能。"; 5].map(text);
        let found = Plan::of(&commitments).origins(&text("优化营商环境,提升服务效能"));
        assert_eq!(found, Origins { certain: Vec::new(), doubtful: vec![0, 1, 2, 3, 4] });
    }

    #[test]
    fn a_moved_target_is_seen_through_its_unit() {
        let (mut plan, mut row) = (text(""), text(""));
        plan.promises = vec![FOREIGN];
        let value = "15000".parse().unwrap();
        row.promises = vec![Promise { value, unit: "万美元", ..FOREIGN }];
        assert_eq!(moved(&plan, &row).len(), 1);
        row.promises[0].value = "20000".parse().unwrap();
        assert!(moved(&plan, &row).is_empty());
        plan.promises.push(Promise { value: Decimal::TEN, ..FOREIGN });
        row.promises[0].value = Decimal::ONE;
        assert!(moved(&plan, &row).is_empty(), "which of the two moved cannot be told");
    }
}
