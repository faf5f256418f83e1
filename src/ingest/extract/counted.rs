//! Counts whose noun follows: which of them a verb of result asks for.

use std::ops::Range;

use super::phrase::{Phrase, Reading};
use super::role::{Role, is_past, without_modals};
use super::text::{Opens, Text};
use super::words::{self, beginning, ending, holds, last_end, words};
use crate::domain::quantity::Dimension;
use crate::domain::word_list::WordList;

/// A count whose noun follows is asked for where a verb of result governs it.
pub(super) fn counted(
    text: &Text<'_>,
    reading: &Reading,
    roles: &[Role],
    index: usize,
    phrase: &Phrase,
    before: &str,
    tail: &str,
) -> Role {
    let list = text.ending(&list_before(reading, index, phrase));
    let governed = without_modals(list);
    if is_capacity(phrase, governed, tail) {
        return Role::Described;
    }
    let accepted = if serves(governed, tail)
        || builds_in(governed, tail)
        || becomes(governed, tail)
        || covers(phrase, governed)
        || all_done(text, reading, index, governed, tail)
    {
        true
    } else if governed.is_empty() {
        inherits_verb(reading, roles, index, phrase) || has_result(tail) || begins_with_verb(before, phrase)
    } else if matches!(governed, "与" | "同" | "和") {
        holds(tail, words!["合作", "签约", "签订", "结对"])
    } else {
        governs(text, reading, phrase, governed)
    };
    if accepted && !is_past(before) { Role::Counted } else { Role::Described }
}

/// 为1000户困难家庭实施适老化改造: what is done for them makes them a result.
pub(super) fn serves(governed: &str, tail: &str) -> bool {
    #[rustfmt::skip]
    static DONE_FOR: WordList = WordList::new(&[
        "实施", "开展", "提供", "发放", "免费", "配备", "办理", "改造", "安装", "筛查", "体检", "接种",
        "减免", "建设", "更换",
    ]);
    let bound = ending(governed, words!["不少于", "不低于", "至少", "超过", "约", "近", "超"]);
    let governed = bound.and_then(|bound| governed.strip_suffix(bound)).unwrap_or(governed);
    let last = governed.chars().rev().nth(1);
    let alone = (governed == "对" || governed.ends_with(['为', '给']))
        && !last.is_some_and(|c| matches!(c, '作' | '成' | '认' | '行'));
    alone && holds(tail, &DONE_FOR)
}

/// 在30个县建设运营医疗中心: what is built in them makes them a result.
fn builds_in(governed: &str, tail: &str) -> bool {
    governed == "在" && holds(tail, words!["建设", "新建", "建成", "设立", "建立", "布设"])
}

/// 推动16个县整县建成美丽乡村, 力争7个社区达到…标准: what they are to become.
pub(super) fn becomes(governed: &str, tail: &str) -> bool {
    let reached = tail.contains("达到") && ending(tail, words!["标准", "要求", "水平"]).is_some();
    match governed {
        "" => reached,
        "推动" => reached || holds(tail, words!["建成", "创成", "完成", "实现"]) && has_result(tail),
        _ => false,
    }
}

/// 助餐点覆盖85%以上城市社区: a share of what follows.
fn covers(phrase: &Phrase, governed: &str) -> bool {
    phrase.mention.is_percent() && governed.ends_with("覆盖")
}

/// 14个保交房项目7236套全部交付: things and their number, all of which are to be finished.
fn all_done(text: &Text<'_>, reading: &Reading, index: usize, governed: &str, tail: &str) -> bool {
    let Some(phrase) = reading.phrases.get(index).filter(|phrase| phrase.mention.is_count()) else {
        return false;
    };
    let all = |tail: &str| beginning(tail, words!["全部", "均", "全面"]).is_some() && has_result(tail);
    // 剩余310户群众全部搬迁入住: all that is left of them.
    let left = matches!(governed, "剩余" | "其余" | "余下");
    if left && tail.find("全部").is_some_and(|at| tail.get(at..).is_some_and(all)) {
        return true;
    }
    if all(tail) {
        return last_end(governed, &words::PROCESS_WORDS).is_none();
    }
    let next =
        reading.phrases.get(index + 1).filter(|next| next.item == phrase.item && next.mention.is_count());
    governed.is_empty() && next.is_some_and(|next| all(text.opening(&next.tail)))
}

/// 30万千瓦电站, 70岁以上老年人: how big or old the thing is.
fn is_capacity(phrase: &Phrase, governed: &str, tail: &str) -> bool {
    match phrase.mention.dimension() {
        // 建成投运30万千瓦光伏项目: what is connected is counted by its power.
        Some(Dimension::Power) => {
            ending(governed, words!["投运", "建成投运", "建成并网", "并网", "新增", "新增并网"]).is_none()
                && ending(tail, words!["投运", "投产", "并网"]).is_none()
        }
        Some(Dimension::Time | Dimension::Volume | Dimension::Quotient) => true,
        Some(Dimension::Mass) => last_end(governed, &words::STRONG_VERBS).is_none(),
        _ => false,
    }
}

/// The words of the list that a count closes, from its first item or the quantity before it.
fn list_before(reading: &Reading, index: usize, phrase: &Phrase) -> Range<usize> {
    let opens_list = |item: &usize| reading.items.get(*item).is_none_or(|it| it.opens != Opens::Listed);
    let first = (0..=phrase.item).rev().take(30).find(opens_list).unwrap_or(phrase.item);
    let start = reading.items.get(first).map_or(phrase.before.start, |item| item.range.start);
    let previous = index.checked_sub(1).and_then(|before| reading.phrases.get(before));
    let after_previous = previous.filter(|other| other.item < phrase.item).map_or(start, |other| {
        (other.item + 1..=phrase.item)
            .next()
            .and_then(|item| reading.items.get(item))
            .map_or(start, |item| item.range.start)
    });
    start.max(after_previous).min(phrase.before.start)..phrase.mention.range.start
}

/// Where the list of items that a count stands in ends.
pub(super) fn end_of_list(reading: &Reading, phrase: &Phrase) -> usize {
    let after = reading.items.get(phrase.item + 1..).unwrap_or_default().iter().take(6);
    after.take_while(|item| item.opens == Opens::Listed).last().map_or(phrase.tail.end, |item| item.range.end)
}

/// 实现 and 完成 are also words of will, so they were cut off; before a count they are verbs.
fn begins_with_verb(before: &str, phrase: &Phrase) -> bool {
    let verb = holds(before, words!["实现", "完成", "达到"]);
    verb && (phrase.mention.is_percent() || phrase.mention.is_count() || is_measure(phrase))
}

pub(super) fn is_measure(phrase: &Phrase) -> bool {
    matches!(
        phrase.mention.dimension(),
        Some(
            Dimension::Area
                | Dimension::Length
                | Dimension::Mass
                | Dimension::Power
                | Dimension::Volume
                | Dimension::Energy
        )
    )
}

/// 新增20所幼儿园、20所小学: the second count stands under the verb of the first.
fn inherits_verb(reading: &Reading, roles: &[Role], index: usize, phrase: &Phrase) -> bool {
    let listed = reading.items.get(phrase.item).is_some_and(|item| item.opens == Opens::Listed);
    let previous = index.checked_sub(1).and_then(|before| reading.phrases.get(before).zip(roles.get(before)));
    listed && previous.is_some_and(|(other, role)| other.item + 1 == phrase.item && *role == Role::Counted)
}

/// Predicates that finish a subject: 200个授权发明专利实现产业化.
fn has_result(tail: &str) -> bool {
    #[rustfmt::skip]
    static RESULTS: WordList = WordList::new(&[
        "实现", "完成", "建成", "竣工", "投产", "投用", "开工", "达标", "完工", "销号", "清零", "通过",
        "投运", "启用", "交付", "入驻", "获评", "入选", "上市", "脱贫", "入住", "整改", "化解",
    ]);
    holds(tail, &RESULTS) && !holds(tail, words!["逐步", "或续建", "加快", "推进"])
}

fn governs(text: &Text<'_>, reading: &Reading, phrase: &Phrase, governed: &str) -> bool {
    let strong = last_end(governed, &words::STRONG_VERBS);
    let tail = text.opening(&phrase.tail);
    // 支持甲、乙等5个项目建成投产: the list says which, the end what is to become of them.
    // 甲、乙等6处煤矿、2处矿井建成试运转: said at the end of the list for all of it.
    let list_end = end_of_list(reading, phrase);
    let finished = ending(
        text.slice(list_end.saturating_sub(8).max(phrase.tail.start)..list_end),
        words![
            "建成",
            "投产",
            "竣工",
            "完工",
            "投用",
            "达产",
            "建成投运",
            "建成试运转",
            "建成试运行",
            "并网"
        ],
    )
    .is_some();
    let counted = phrase.mention.is_count() || phrase.mention.dimension() == Some(Dimension::Power);
    if governed.ends_with('等') && finished && counted {
        return true;
    }
    // 确保甲、乙等18个项目年内开工: begun in time is what is asked of them.
    let begun = words![
        "年内开工",
        "年内动工",
        "年内全部开工",
        "全部开工",
        "如期开工",
        "按期开工",
        "开工建设",
        "年底前开工"
    ];
    let project = tail.contains("项目") || tail.contains("工程");
    let willed = text.slice(phrase.before.start.saturating_sub(60)..phrase.before.end);
    if governed.ends_with('等')
        && project
        && ending(tail, begun).is_some()
        && holds(willed, words!["确保", "力争", "实现"])
    {
        return true;
    }
    // 实施环城路等6条道路新改建工程: works of building, whose names are examples.
    let works = ending(tail, words!["新改建工程", "新建工程", "改扩建工程", "改造工程"]).is_some();
    if governed.ends_with('等') && works && governed.starts_with("实施") {
        return true;
    }
    // 牵头制修订12项国家标准: in which part does not matter, they are made.
    if ending(governed, words!["制定", "制订", "制修订", "起草"]).is_some()
        && ending(tail, words!["标准", "规范"]).is_some()
    {
        return true;
    }
    if governed.ends_with('等') || governed.ends_with("一批") {
        return holds(governed, words!["完成", "建成", "新建", "创成"])
            && !holds(governed, words!["加快", "推进"]);
    }
    if governed.ends_with("优化提升") && governed.len() <= "全面优化提升".len() {
        return true;
    }
    let process = last_end(governed, &words::PROCESS_WORDS);
    let weak = last_end(governed, &words::RESULT_VERBS);
    match (strong, weak, process) {
        (Some(strong), _, Some(process)) => strong >= process,
        (Some(_), _, None) => true,
        (None, Some(weak), None) => governed.len() - weak <= 60 && !quoted_list(text, phrase),
        // 加快建设3个 is under way.
        (None, _, _) => false,
    }
}

/// “A”“B”12项 counts what the quotation marks already name.
fn quoted_list(text: &Text<'_>, phrase: &Phrase) -> bool {
    phrase.mention.range.start.checked_sub(1).is_some_and(|at| text.is_quoted(at)) && phrase.before.len() > 24
}
