//! The figures of a progress text: what each measures, and what keeps it from being a result.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Context;
use super::as_of::{Time, governing, times};
use super::head::{Heads, split_verb, trimmed};
use super::mention::Mention;
use super::phrase::{Change, Commas, Phrase, Reading, read};
use super::role::{Role, names_other_year};
use super::target::{LONGEST_QUOTE, sentence};
use super::text::{Opens, Text};
use super::words::{beginning, holds, last_end};
use crate::domain::quantity::{Dimension, Unit};
use crate::domain::target::Comparator;

/// At most this many figures are read from one passage.
const MOST_FIGURES: usize = 1500;

/// Why a figure is no result of the whole jurisdiction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that may or may not be printed")]
pub(super) struct Doubts {
    /// 申报、拟、储备: a candidate.
    pub candidate: bool,
    /// 正在、在建、启动: under way.
    pub underway: bool,
    /// 计划、力争: still to come.
    pub planned: bool,
    /// 其中: a part.
    pub part: bool,
    /// 不含: another scope.
    pub scoped: bool,
    /// A paragraph or statement about one place of several.
    pub local: bool,
    /// 去年, 2023年: a figure of another year.
    pub other_year: bool,
}

/// A figure with the words that say what it measures.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one word that may or may not be printed")]
pub(super) struct Figure {
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: String,
    pub meaning: Option<Unit>,
    pub change: Option<Change>,
    /// Its own words.
    pub name: String,
    /// The noun measured before it in the sentence, and its own words.
    pub full: String,
    pub approximate: bool,
    pub forecast: bool,
    pub doubts: Doubts,
    pub as_of: Option<String>,
    pub quote: Range<usize>,
    pub sentence: Range<usize>,
    /// The words between the noun before and the number, for shares.
    pub before: String,
    /// True where the number closes its statement.
    pub terminal: bool,
    pub listed: bool,
    /// 合计, 共 stands with it.
    pub sums_up: bool,
    /// 今年, 年内 stands with it.
    pub this_year: bool,
    /// True where the sentence goes on with what is still to come.
    pub sentence_goes_on_ahead: bool,
}

impl Figure {
    /// A rate of change against an earlier time.
    pub fn is_change(&self) -> bool {
        self.change.is_some() || self.dimension() == Some(Dimension::Point)
    }

    pub fn dimension(&self) -> Option<Dimension> {
        self.meaning.map(|unit| unit.dimension)
    }
}

/// Reads every figure of a text.
pub(super) fn figures(text: &Text<'_>, context: &Context) -> Vec<Figure> {
    let reading = read(text, text.all(), 0, Commas::MayBeLost);
    let roles: Vec<Role> = reading.phrases.iter().map(|phrase| role(text, phrase)).collect();
    let times = times(text, text.all());
    let places = places(text);
    let stops = stops(text);
    let mut heads = Heads::default();
    let mut found: Vec<Figure> = Vec::new();
    for (index, phrase) in reading.phrases.iter().enumerate().take(MOST_FIGURES) {
        let role = roles.get(index).copied().unwrap_or(Role::Described);
        if role == Role::Described {
            if is_set(text, phrase) {
                heads.name(text, &reading, &roles, index, Role::Counted);
            }
            continue;
        }
        let sentence = sentence(text, &reading, phrase.item);
        let noun = heads.noun_in(&reading, phrase.item).to_owned();
        let named = heads.name(text, &reading, &roles, index, role);
        let previous = found.last().filter(|figure| figure.sentence.start == sentence.start);
        let doubts = doubts(text, &reading, index, &sentence, previous, &places);
        let doubts = Doubts {
            other_year: of_another_year(text, &reading, index, context) || doubts.other_year,
            ..doubts
        };
        for name in named.names {
            let name = after_lost_break(&name);
            let from = stops.partition_point(|stop| *stop < phrase.mention.range.start);
            let from = from.checked_sub(1).and_then(|at| stops.get(at)).map_or(0, |stop| stop + 1);
            let as_of = governing(&times, from, phrase.mention.range.start);
            found.push(figure(
                text,
                phrase,
                name,
                &noun,
                named.quote.clone(),
                &sentence,
                doubts,
                as_of,
                &reading,
            ));
        }
    }
    found
}

/// Where a comma was lost, what was newly done begins the statement: …申报工作新认定…企业971家.
fn after_lost_break(name: &str) -> String {
    const STARTS: &[&str] =
        &["新认定", "新增", "新引进", "新建成", "新创建", "新入选", "已完成", "已建成", "累计完成"];
    let cut = STARTS.iter().filter_map(|word| name.rfind(word)).max().unwrap_or(0);
    let kept = name.get(cut..).unwrap_or(name);
    // …服务中心已建成12家: the noun stands before the verb, no comma was lost.
    if kept.chars().count() < 6 {
        return name.to_owned();
    }
    if name.get(..cut).is_some_and(|lost| lost.chars().count() >= 10) {
        kept.to_owned()
    } else {
        name.to_owned()
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one figure is put together from all that was found out about it"
)]
fn figure(
    text: &Text<'_>,
    phrase: &Phrase,
    name: String,
    noun: &str,
    quote: Range<usize>,
    sentence: &Range<usize>,
    doubts: Doubts,
    as_of: Option<&Time>,
    reading: &Reading,
) -> Figure {
    let Mention { value, high, ref unit, meaning, after, loose, .. } = phrase.mention;
    let falls = phrase.change == Some(Change::Fall) && phrase.mention.is_percent();
    let sign = |value: Decimal| if falls && value.is_sign_positive() { -value } else { value };
    let before = text.slice(
        sentence.start.max(phrase.mention.range.start.saturating_sub(120))..phrase.mention.range.start,
    );
    let above = matches!(after, Some(Comparator::AtLeast | Comparator::About));
    let full = if name.starts_with(noun) { name.clone() } else { format!("{noun}{name}") };
    Figure {
        value: sign(value),
        high: high.map(sign),
        unit: unit.clone(),
        meaning,
        change: phrase.change.filter(|_| phrase.mention.is_percent()),
        name,
        full,
        approximate: loose
            || above
            || text.get(phrase.before.start) == Some('约')
            || phrase.lead.nearly
            || phrase.lead.beyond,
        forecast: forecast(&before),
        doubts,
        as_of: as_of.map(|time| time.label.clone()),
        quote: quote.start.max(quote.end.saturating_sub(LONGEST_QUOTE))..quote.end,
        sentence: sentence.clone(),
        before: text.ending(&phrase.before),
        terminal: phrase.terminal,
        sums_up: holds(&text.ending(&phrase.before), &["合计", "共", "累计", "总计"]),
        this_year: holds(&text.ending(&phrase.before), &["今年", "本年", "当年", "年内"]),
        sentence_goes_on_ahead: holds(
            &text.slice(
                phrase.mention.range.end
                    ..sentence.end.min(phrase.mention.range.end + 60).max(phrase.mention.range.end),
            ),
            &["推进", "预计", "计划", "施工", "正在"],
        ),
        listed: reading.items.get(phrase.item).is_some_and(|item| item.opens == Opens::Listed),
    }
}

/// A figure is read unless it only says which things are meant.
fn role(text: &Text<'_>, phrase: &Phrase) -> Role {
    if phrase.mention.worded && !(phrase.terminal && phrase.tail.is_empty()) {
        return Role::Described;
    }
    if phrase.terminal {
        return Role::Measured;
    }
    let tail = text.slice(phrase.tail.start..phrase.tail.end.min(phrase.tail.start + 4));
    let bounded = phrase.mention.after == Some(Comparator::AtLeast) && !phrase.mention.is_count();
    if is_set(text, phrase)
        || tail.starts_with('的')
        || tail.starts_with('等')
        || phrase.before_terminal
        || bounded
        || phrase.mention.meaning.is_none()
    {
        return Role::Described;
    }
    Role::Counted
}

/// 20个项目中,已开工15个: the set that the figures after it are taken from.
fn is_set(text: &Text<'_>, phrase: &Phrase) -> bool {
    let tail = text.opening(&phrase.tail);
    phrase.mention.is_count() && tail.ends_with('中') && !tail.contains('(')
}

/// 预计 governs from where it stands to the end of its sentence.
fn forecast(before: &str) -> bool {
    before.contains("预计") || before.contains("预测") || before.contains("预期")
}

/// Words of candidates: counted, but not yet what they are to become.
pub(super) const CANDIDATES: &[&str] = &[
    "申报",
    "拟",
    "推荐",
    "储备",
    "摸排",
    "排摸",
    "后备",
    "培育对象",
    "培育库",
    "种苗",
    "在谈",
    "洽谈",
    "对接",
    "预报",
    "备选",
    "候选",
    "参评",
    "提名",
    "报送",
    "意向",
    "苗子",
    "报名",
    "待审",
    "待验收",
    "待批",
    "培育单位",
    "培育学校",
    "创建单位",
    "创建对象",
    "辅导",
    "报会",
    "上报",
    "谋划",
    "筛选",
    "入围",
    "拟定",
    "推送",
    "辅导期",
    "培育名单",
    "试点名单",
    "审核中",
    "立项",
    "预审",
    "排定",
    "评审",
    "试点",
    "待省级",
    "待验收",
    "待认定",
    "梳理",
    "受理",
    "收集",
];

/// Words of work under way.
pub(super) const UNDERWAY: &[&str] = &[
    "正在",
    "在建",
    "启动",
    "推进",
    "开工",
    "施工中",
    "续建",
    "筹备",
    "筹建中",
    "动工",
    "实施中",
    "建设中",
    "编制",
    "设计",
    "待建",
    "取消",
    "剩余",
    "其余",
    "尚有",
    "未",
];

fn doubts(
    text: &Text<'_>,
    reading: &Reading,
    index: usize,
    sentence: &Range<usize>,
    previous: Option<&Figure>,
    places: &[Range<usize>],
) -> Doubts {
    let Some(phrase) = reading.phrases.get(index) else { return Doubts::default() };
    let from = clause_start(reading, phrase.item).max(sentence.start);
    let start = phrase.mention.range.start;
    let before = text.slice(from.max(start.saturating_sub(160))..start);
    let tail = text.slice(phrase.tail.start..phrase.tail.end.min(phrase.tail.start + 40));
    let listed_end = text.opening(&list_tail(reading, phrase));
    let after = if phrase.terminal { bracket_after(text, phrase) } else { format!("{tail}{listed_end}") };
    let done = last_end(&before, DONE);
    let governs =
        |words: &[&str]| last_end(&before, words).is_some_and(|at| done.is_none_or(|done| at > done));
    let own = text.ending(&phrase.head);
    let leans = trimmed(&own).is_empty();
    let inherited = previous.map(|figure| figure.doubts).filter(|_| leans).unwrap_or_default();
    let item_start = reading.items.get(phrase.item).map_or(start, |item| item.range.start);
    let statement = text.opening(&(item_start..start));
    Doubts {
        candidate: governs(CANDIDATES)
            || holds(&after, CANDIDATES)
            || (inherited.candidate && done.is_none()),
        underway: governs(UNDERWAY) || holds(&after, UNDERWAY) || (inherited.underway && done.is_none()),
        planned: planned(&before, &after) || (inherited.planned && done.is_none()),
        part: before.contains("其中") || inherited.part,
        scoped: holds(&before, &["不含", "剔除", "扣除"]) || inherited.scoped,
        other_year: inherited.other_year,
        local: places.iter().any(|place| place.contains(&start)) || is_local(&statement) || inherited.local,
    }
}

/// (待省级验收) right behind a figure.
fn bracket_after(text: &Text<'_>, phrase: &Phrase) -> String {
    let start = phrase.mention.range.end;
    if text.get(start) != Some('(') {
        return String::new();
    }
    text.chars(start..text.all().end.min(start + 12))
        .iter()
        .take_while(|c| **c != ')')
        .filter(|c| **c == '待')
        .map(|_| "待验收")
        .collect()
}

/// Verbs that say a thing is done, whatever was said before them.
const DONE: &[&str] = &[
    "新增",
    "新认定",
    "认定",
    "新引进",
    "引进",
    "建成",
    "完成",
    "创成",
    "获评",
    "入选",
    "通过",
    "竣工",
    "完工",
    "投产",
    "落地",
    "腾出",
    "腾退",
    "新建成",
];

/// 2023年…为2.85%, 去年完成…: the statement speaks of another year than the document.
fn of_another_year(text: &Text<'_>, reading: &Reading, index: usize, context: &Context) -> bool {
    let Some(phrase) = reading.phrases.get(index) else { return false };
    let start = phrase.mention.range.start;
    let from = clause_start(reading, phrase.item).max(start.saturating_sub(80));
    let words = text.slice(from..start.max(from));
    let opens = beginning(trimmed(&words).as_str(), &["去年", "上年", "前年", "上一年"]).is_some();
    opens || context.year.is_some() && names_other_year(text.chars(from..start.max(from)), context.year)
}

/// The first item of the list that an item belongs to.
fn clause_start(reading: &Reading, item: usize) -> usize {
    let opens_list = |index: &usize| reading.items.get(*index).is_none_or(|it| it.opens != Opens::Listed);
    let first = (0..=item).rev().take(20).find(opens_list).unwrap_or(item);
    reading.items.get(first).map_or(0, |it| it.range.start)
}

/// The end of the last listed item, where 申报工作 may stand for the whole list.
fn list_tail(reading: &Reading, phrase: &Phrase) -> Range<usize> {
    let mut end = phrase.tail.end;
    for item in reading.items.get(phrase.item + 1..).unwrap_or_default().iter().take(8) {
        if item.opens != Opens::Listed {
            break;
        }
        end = item.range.end;
    }
    end.saturating_sub(12).max(phrase.tail.end)..end
}

/// Still to come: 计划, 力争, 下半年, 预计年底.
fn planned(before: &str, after: &str) -> bool {
    const AHEAD: &[&str] = &[
        "计划",
        "力争",
        "有望",
        "即将",
        "下半年",
        "年底前",
        "年底",
        "明年",
        "全年可",
        "目标",
        "需求",
        "将于",
        "预计10月",
        "预计11月",
        "预计12月",
        "预计下半年",
        "总需求",
        "下一步",
        "下阶段",
    ];
    let Some(ahead) = last_end(before, AHEAD) else { return false };
    let names_a_plan = [
        "行动计划",
        "工作计划",
        "引才计划",
        "完成计划",
        "年度计划",
        "倍增计划",
        "培育计划",
        "完成目标",
        "完成全年目标",
        "年度目标",
        "“目标",
        "超目标",
    ];
    let only_a_name =
        names_a_plan.iter().any(|name| before.rfind(name).is_some_and(|at| at + name.len() == ahead));
    let told_after = last_end(before, &["已", "截至", "目前", "实际"]).is_some_and(|at| at >= ahead);
    let _ = after;
    !only_a_name && !told_after
}

/// Where full stops and paragraph ends stand: a time expression holds up to the next.
fn stops(text: &Text<'_>) -> Vec<usize> {
    text.all().filter(|at| matches!(text.get(*at), Some('。' | '\n'))).collect()
}

/// Paragraphs that speak of one place: 云溪县:….
fn places(text: &Text<'_>) -> Vec<Range<usize>> {
    let all = text.all();
    let mut found = Vec::new();
    let mut start = all.start;
    for at in all.clone() {
        let ends = text.get(at) == Some('\n') || at + 1 == all.end;
        if !ends {
            continue;
        }
        let opening: String = text.chars(start..all.end.min(start + 16)).iter().collect();
        let place = opening.split([':', '：']).next().filter(|place| place.len() < opening.len());
        if place.is_some_and(|place| is_place(place.trim())) {
            found.push(start..at + 1);
        }
        start = at + 1;
    }
    found
}

fn is_place(name: &str) -> bool {
    let length = name.chars().count();
    (2..=12).contains(&length)
        && ["县", "区", "市", "镇", "乡", "街道", "管委会", "新城"].iter().any(|end| name.ends_with(end))
        && !name.starts_with('全')
}

/// A statement that begins with the name of a county or town.
fn is_local(statement: &str) -> bool {
    let words = trimmed(statement);
    let words = split_verb(&words).1;
    let letters: Vec<char> = words.chars().take(8).collect();
    let named = letters.iter().enumerate().skip(1).take(4).any(|(at, letter)| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let common = before.is_some_and(|c| {
            matches!(
                c,
                '城' | '乡'
                    | '村'
                    | '集'
                    | '小'
                    | '市'
                    | '全'
                    | '各'
                    | '州'
                    | '个'
                    | '级'
                    | '重'
                    | '心'
                    | '县'
            )
        });
        let goes_on = matches!(letters.get(at + 1), Some('村' | '域' | '级' | '街' | '区' | '乡' | '镇'));
        matches!(letter, '县' | '镇' | '乡') && !common && !goes_on
    });
    let area = words.chars().take(14).collect::<String>();
    let quarter =
        ["片区", "综保区", "综合保税区", "港区"].iter().any(|end| area.find(end).is_some_and(|at| at >= 6));
    if quarter && !holds(statement, &["全市", "全县", "全区", "各"]) {
        return true;
    }
    let blocked = beginning(
        words,
        &["全", "各", "县", "镇", "乡", "城", "村", "美丽", "特色", "和美", "省", "市", "示范", "样板"],
    );
    blocked.is_none() && named
}
