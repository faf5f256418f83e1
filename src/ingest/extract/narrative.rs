//! Reports in running text: targets in what lies ahead, figures and results in what is told.

use std::collections::HashSet;

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::figure::{Figure, figures};
use super::goals;
use super::key::Key;
use super::matching::{self, Answer};
use super::share::{Share, shares};
use super::target::{Target, targets, targets_named};
use super::text::Text;
use super::words::{beginning, ending, holds, words};
use super::{Context, indicator, measurement, printed_unit, share_draft};
use crate::domain::quantity::Dimension;
use crate::domain::target::Kind;
use crate::domain::word_list::WordList;
use crate::ingest::draft::{IndicatorDraft, ResultDraft};
use crate::ingest::passage::Passage;

/// A paragraph of a report, with the headings above it.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Headings, outermost first.
    pub headings: Vec<String>,
    /// The paragraph.
    pub text: Passage,
    /// What its headings say about its tense.
    pub tense: Tense,
}

/// Whether a part of a report asks or tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tense {
    /// What is to be done: its quantities are targets.
    #[default]
    Ahead,
    /// What was done: its quantities are results, but for a sentence that repeats the year's targets.
    Told,
}

/// What was read from one paragraph.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Its targets, with the figures that answer them wherever the report prints them.
    pub indicators: Vec<IndicatorDraft>,
    /// Its figures that answer no target.
    pub results: Vec<ResultDraft>,
}

impl Tense {
    /// What the headings of a part say: 主要工作安排 asks, 上半年政府工作 tells.
    #[must_use]
    pub fn of(headings: &[String]) -> Self {
        static ASKS: WordList = WordList::new(&[
            "安排",
            "目标任务",
            "主要任务",
            "下半年",
            "下一步",
            "今后",
            "重点工作",
            "工作打算",
            "工作思路",
            "工作计划",
            "建设",
            "展望",
        ]);
        static TELLS: WordList = WordList::new(&[
            "回顾",
            "完成情况",
            "上半年",
            "过去",
            "成效",
            "工作总结",
            "取得",
            "去年",
            "主要工作和",
        ]);
        let Some(first) = headings.first() else { return Self::Ahead };
        if holds(first, &TELLS) && !holds(first, words!["下半年", "安排"]) {
            Self::Told
        } else if holds(first, &ASKS) {
            Self::Ahead
        } else {
            Self::Told
        }
    }
}

/// How far before a figure words of lament are looked for, in characters.
const LAMENT: usize = 160;

struct Paragraph<'a> {
    text: Text<'a>,
    targets: Vec<Target>,
    figures: Vec<Figure>,
    shares: Vec<Share>,
}

/// Reads a report; the answer has one entry for each section.
#[must_use]
pub fn narrative(sections: &[Section], context: &Context) -> Vec<Told> {
    let mut paragraphs: Vec<Paragraph<'_>> =
        sections.iter().map(|section| paragraph(section, context)).collect();
    drop_said_again(&mut paragraphs);
    let paragraphs = paragraphs;
    let all_targets: Vec<Target> = paragraphs.iter().flat_map(|it| it.targets.iter().cloned()).collect();
    let all_figures: Vec<Figure> = paragraphs.iter().flat_map(|it| it.figures.iter().cloned()).collect();
    let mut offset = 0;
    let all_shares: Vec<Share> = paragraphs
        .iter()
        .flat_map(|it| {
            let base = offset;
            offset += it.figures.len();
            it.shares.iter().map(move |share| Share { figure: share.figure + base, ..share.clone() })
        })
        .collect();
    // A plan covers no period: what it tells is of the year before, and measures nothing of this one.
    let mut answers = match context.period {
        None => vec![Answer::default(); all_targets.len()],
        Some(_) => matching::answers(&all_targets, &all_figures, &all_shares),
    };
    // What the first half did is no measure of what is planned for the second.
    for (answer, _) in answers.iter_mut().zip(&all_targets).filter(|(_, target)| !target.yearly) {
        *answer = Answer::default();
    }
    let ends: Vec<usize> = paragraphs
        .iter()
        .scan(0, |end, it| {
            *end += it.figures.len();
            Some(*end)
        })
        .collect();
    let owner = |figure: usize| paragraphs.get(ends.partition_point(|end| *end <= figure));
    let answering: HashSet<usize> = answers
        .iter()
        .filter_map(|answer| answer.figure)
        .chain(all_shares.iter().map(|share| share.figure))
        .collect();
    let mut answers_left = answers.iter();
    let mut first_figure = 0;
    let mut told = Vec::with_capacity(sections.len());
    for (section, paragraph) in sections.iter().zip(&paragraphs) {
        let indicators = paragraph
            .targets
            .iter()
            .zip(answers_left.by_ref())
            .map(|(target, answer)| answered(paragraph, target, answer, &all_figures, &all_shares, &owner))
            .collect();
        let used = |index: usize| answering.contains(&(first_figure + index));
        let results =
            if section.tense == Tense::Told { results(section, paragraph, used) } else { Vec::new() };
        first_figure += paragraph.figures.len();
        told.push(Told { indicators, results });
    }
    told
}

/// At most this many goals of one value are told apart.
const MOST_ALIKE: usize = 20;

/// A goal that the report tells in passing and asks for again in what lies ahead is one goal.
fn drop_said_again(paragraphs: &mut [Paragraph<'_>]) {
    let lasting = |target: &&Target| target.yearly && !target.in_passing;
    let mut asked: HashMap<(Decimal, String), Vec<String>> = HashMap::new();
    for target in paragraphs.iter().flat_map(|it| it.targets.iter().filter(lasting)) {
        let names = asked.entry((target.value, target.unit.clone())).or_default();
        if names.len() < MOST_ALIKE {
            names.push(target.name.clone());
        }
    }
    let again = |goal: &Target| {
        let Some(names) = asked.get(&(goal.value, goal.unit.clone())) else { return false };
        let key = Key::new(&goal.name);
        names.iter().any(|name| key.shares_a_pair(&Key::new(name)))
    };
    for paragraph in paragraphs {
        paragraph.targets.retain(|target| !target.in_passing || !again(target));
    }
}

fn paragraph<'a>(section: &'a Section, context: &Context) -> Paragraph<'a> {
    let text = Text::new(&section.text, false);
    let (targets, figures) = match section.tense {
        Tense::Ahead => (targets(&text, context), Vec::new()),
        Tense::Told => {
            let named = targets_named(&text, context);
            let told = figures(&text, context);
            let asked = goals::goals(&text, named, &told, context);
            let is_asked = |figure: &Figure| asked.iter().any(|target| figure.number.contains(&target.at));
            let told = told.into_iter().filter(|it| !is_asked(it) && !looks_ahead(&text, it)).collect();
            (asked, told)
        }
    };
    let shares = shares(&figures, &targets);
    Paragraph { text, targets, figures, shares }
}

fn answered<'a, 'b: 'a>(
    paragraph: &Paragraph<'_>,
    target: &Target,
    answer: &Answer,
    figures: &[Figure],
    shares: &[Share],
    owner: &impl Fn(usize) -> Option<&'a Paragraph<'b>>,
) -> IndicatorDraft {
    let figure = answer.figure.and_then(|index| figures.get(index).zip(owner(index)));
    let share = answer
        .share
        .and_then(|index| shares.get(index))
        .and_then(|share| owner(share.figure).zip(Some(share)));
    IndicatorDraft {
        measurement: figure.map(|(figure, home)| measurement(&home.text, figure)),
        reported_share: share.map(|(home, share)| share_draft(&home.text, share)),
        ..indicator(&paragraph.text, target)
    }
}

/// The figures of a paragraph that tell a result and answer no target.
fn results(section: &Section, paragraph: &Paragraph<'_>, used: impl Fn(usize) -> bool) -> Vec<ResultDraft> {
    // 存在的问题: its figures tell what is lacking.
    if section.headings.iter().any(|heading| holds(heading, words!["问题", "困难", "短板", "不足", "差距"]))
    {
        return Vec::new();
    }
    let figures = paragraph.figures.iter().enumerate();
    figures
        .filter(|(index, figure)| !used(*index) && is_result(figure) && !is_lament(paragraph, figure))
        .map(|(_, figure)| ResultDraft {
            name: figure.name.clone(),
            value: figure.value,
            unit: printed_unit(&paragraph.text, &figure.unit, &figure.number),
            kind: kind(figure),
            quote: paragraph.text.printed(figure.quote.clone()),
            section: section.headings.clone(),
            span: paragraph.text.span(figure.quote.clone()),
        })
        .collect()
}

/// 还存在不少困难和问题:…下降19.6%: what a paragraph laments after such words is no result.
fn is_lament(paragraph: &Paragraph<'_>, figure: &Figure) -> bool {
    let range = figure.number.start.saturating_sub(LAMENT)..figure.number.start;
    let words = paragraph.text.slice(range);
    let lament = words![
        "困难和问题",
        "问题和困难",
        "困难和挑战",
        "存在不少",
        "存在一些",
        "清醒看到",
        "清醒认识到",
        "存在的主要问题",
        "仍存在",
        "还存在",
        "依然存在",
        "面临不少",
        "面临诸多",
        "面临较大"
    ];
    holds(words, lament)
}

/// 下半年,将…: a sentence that looks ahead in a part that tells; its figures are no results.
fn looks_ahead(text: &Text<'_>, figure: &Figure) -> bool {
    let from = figure.sentence.start;
    let opening = text.slice(from..figure.number.start.min(from + 12).max(from));
    beginning(
        opening,
        words!["下半年", "下一步", "下一阶段", "下阶段", "接下来", "明年", "四季度我们", "今后"],
    )
    .is_some()
}

fn is_result(figure: &Figure) -> bool {
    let lacking = holds(&figure.before, words!["仅", "只有", "不足", "缺口", "尚有", "滞后"]);
    // 12个重点项目全部开工 tells how many there are, not what came of them.
    let set = !figure.terminal && figure.before.is_empty() && figure.begun;
    let begun =
        figure.doubts.underway && holds(&figure.before, words!["启动", "正在", "在建", "剩余", "其余"]);
    figure.meaning.is_some()
        && !figure.doubts.planned
        && !figure.doubts.other_year
        && !begun
        && !holds(&figure.before, words!["申报", "拟", "推荐", "意向"])
        && !figure.name.is_empty()
        && !is_signed_or_detail(&figure.name)
        && !lacking
        && !set
}

/// 合同引资98亿元, 总投资20亿元, 高程86米, 序时进度52%: what was agreed, how large a thing is, how far the time has gone.
fn is_signed_or_detail(name: &str) -> bool {
    #[rustfmt::skip]
    static SIGNED: WordList = WordList::new(&[
        "合同引资", "协议引资", "合同金额", "合同资金", "签约金额", "签约额", "签约总额", "协议金额", "协议资金", "协议投资",
        "意向投资", "意向资金", "意向金额", "计划投资", "计划总投资", "概算投资",
    ]);
    #[rustfmt::skip]
    static DETAILS: WordList = WordList::new(&[
        "总投资", "总投资额", "高程", "序时进度", "时间进度", "占地", "占地面积", "总建筑面积", "全长", "总长", "全长约",
    ]);
    holds(name, &SIGNED) || ending(name, &DETAILS).is_some()
}

fn kind(figure: &Figure) -> Kind {
    match figure.dimension() {
        _ if figure.is_change() => Kind::Growth,
        Some(Dimension::Percent | Dimension::Times | Dimension::Quotient | Dimension::Score) | None => {
            Kind::Level
        }
        Some(_) => Kind::Amount,
    }
}
