//! What keeps a figure from being a result of the whole: candidates, plans, parts, other places and years.

use std::ops::Range;

use chrono::Datelike;

use super::Context;
use super::figure::Figure;
use super::own::{split_verb, trimmed};
use super::phrase::{Phrase, Reading};
use super::scope::{is_own_level, is_wider};
use super::signs::{Sign, Signs};
use super::text::{Opens, REACH, Text};
use super::words::{beginning, ending, holds, words};
use super::years::names_other_year;
use crate::domain::quantity::Dimension;
use crate::domain::word_list::WordList;

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
    /// 现有, 共有: all there are.
    pub owned: bool,
    /// 9月当月: a part of the time only.
    pub partial: bool,
    /// 去年, 2023年: a figure of another year.
    pub other_year: bool,
    /// 市本级: without the counties below.
    pub own_level: bool,
}

/// Words of candidates: counted, but not yet what they are to become.
#[rustfmt::skip]
pub(super) static CANDIDATES: WordList = WordList::new(&[
    "申报", "拟", "推荐", "储备", "摸排", "排摸", "后备", "培育对象", "培育库", "种苗", "在谈", "洽谈",
    "对接", "预报", "备选", "候选", "参评", "提名", "报送", "意向", "苗子", "报名", "待审", "待验收",
    "待批", "培育单位", "培育学校", "创建单位", "创建对象", "辅导", "报会", "上报", "谋划", "筛选",
    "入围", "拟定", "推送", "辅导期", "培育名单", "试点名单", "审核中", "立项", "预审", "排定", "评审",
    "试点", "待省级", "待认定", "梳理", "受理", "收集", "初审", "初评", "公示", "可提供", "可新增",
    "可增加", "创建名单", "培育名单", "推荐名单", "公示名单", "候选名单", "建设名单", "入库培育",
    "拜访", "接洽", "考察", "邀请",
    "培育入库", "纳入培育", "列入培育", "展示板", "资源评估", "资源评价", "评估阶段", "已建档", "完成建档",
]);

/// Words of work under way.
#[rustfmt::skip]
pub(super) static UNDERWAY: WordList = WordList::new(&[
    "正在", "在建", "启动", "推进", "开工", "施工中", "续建", "筹备", "筹建中", "动工", "实施中",
    "建设中", "编制", "设计", "待建", "取消", "剩余", "其余", "尚有", "未", "招标", "选址", "可研", "初设",
    "前期", "征地", "报批", "主体封顶", "进场",
]);

/// What is found out once for all figures of a text.
pub(super) struct Parts {
    /// The words that say something of the figures near them.
    pub signs: Signs,
    /// Parts that do not tell results of the whole.
    places: Vec<Range<usize>>,
    plans: Vec<Range<usize>>,
}

impl Parts {
    pub fn of(text: &Text<'_>) -> Self {
        let signs = Signs::of(text);
        Self { places: places(text), plans: plans(text, &signs), signs }
    }
}

/// True where one of `ranges`, which are in order, holds `at`.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

pub(super) fn doubts(
    text: &Text<'_>,
    reading: &Reading,
    index: usize,
    sentence: &Range<usize>,
    previous: Option<&Figure>,
    parts: &Parts,
    context: &Context,
) -> Doubts {
    let Some(phrase) = reading.phrases.get(index) else { return Doubts::default() };
    let from = clause_start(reading, phrase.item).max(sentence.start);
    let start = phrase.mention.range.start;
    let near = from.max(start.saturating_sub(160))..start;
    let before = text.slice(near.clone());
    let tail = text.slice(phrase.tail.start..phrase.tail.end.min(phrase.tail.start + 40));
    let listed_end = text.opening(&list_tail(reading, phrase));
    let after = if phrase.terminal { bracket_after(text, phrase) } else { format!("{tail}{listed_end}") };
    let [candidate, underway, done, ahead, told, to_be, scoped, owned, part] = {
        use Sign::{Ahead, Candidate, Done, Owned, Part, Scoped, ToBe, Told, Underway};
        let signs = [Candidate, Underway, Done, Ahead, Told, ToBe, Scoped, Owned, Part];
        parts.signs.last_ends(text, near, signs)
    };
    let ahead = ahead.max(later_month(before, context));
    // 其中96个完成改造: what is said behind a count may tell that it is done.
    let finished =
        holds(tail, words!["完成", "建成", "完工", "竣工", "投用", "获评", "入选", "获批", "通过"]);
    let governs = |word: Option<usize>| word.is_some_and(|at| done.is_none_or(|done| at > done));
    let own = text.ending(&phrase.head);
    let leans = trimmed(own).is_empty();
    let inherited = previous.map(|figure| figure.doubts).filter(|_| leans).unwrap_or_default();
    // 协议投资额327亿元,开工83个: a sum that is planned says nothing about what is counted after it.
    let money = |dimension| matches!(dimension, Some(Dimension::Yuan | Dimension::Dollar));
    let other_clause = reading.items.get(phrase.item).is_some_and(|item| item.opens != Opens::Listed);
    let of_a_sum = other_clause
        && previous.is_some_and(|figure| money(figure.dimension()))
        && !money(phrase.mention.dimension());
    let inherited = Doubts { planned: inherited.planned && !of_a_sum, ..inherited };
    let item_start = reading.items.get(phrase.item).map_or(start, |item| item.range.start);
    let opening = item_start..start.min(item_start + REACH);
    let statement = text.slice(opening.clone());
    let end = phrase.mention.range.end;
    let behind = text.slice(end..sentence.end.min(end + 40).max(end));
    let whole = all_behind(behind);
    let plan = planned(before, ahead, told, done);
    // 可新增学位2700个: the word of what may be ends in one of what was done.
    let may_be = ending(before, words!["可新增", "可增加", "可提供", "预计可新增", "将新增"]).is_some()
        || holds(own, words!["可新增", "可增加", "将新增"]);
    // 通过审核29家,公示22家: not yet decided.
    let reviewed = own.ends_with("通过审核") && holds(behind, words!["公示", "评审", "答辩"]);
    Doubts {
        candidate: governs(candidate)
            || may_be
            || reviewed
            || (phrase.mention.is_count() && awaits(text, reading, phrase))
            || to_be.is_some()
            || holds(&after, &CANDIDATES)
            || (inherited.candidate && done.is_none() && !finished),
        // 正在接受训练198人: they are being served.
        underway: (governs(underway) && !before.contains("正在接受") && !before.contains("正在享受"))
            || holds(&after, &UNDERWAY)
            || is_at_work(before)
            || (done.is_none() && begun_behind(behind))
            || (whole == Some(Whole::Begun) && plan)
            || (inherited.underway && done.is_none() && !finished),
        planned: is_within(&parts.plans, start)
            || (plan && whole.is_none())
            || is_size(phrase, previous, text)
            || (inherited.planned && done.is_none() && !finished),
        part: part.is_some() || inherited.part,
        scoped: (scoped.is_some() && !before.ends_with("净增")) || inherited.scoped,
        other_year: inherited.other_year,
        owned: phrase.terminal && owned.is_some(),
        partial: parts.signs.holds(text, opening, Sign::OfTheMonth),
        local: is_within(&parts.places, start)
            || is_local(statement)
            || is_wider(statement, behind, context)
            || inherited.local,
        own_level: is_own_level(statement) || inherited.own_level,
    }
}

/// 完成评估62户、施工41户: work that is being done; 完成施工 and 路面施工 tell how much of it is.
fn is_at_work(before: &str) -> bool {
    let clause = before.rsplit([',', '、', '。', ';']).next().unwrap_or(before);
    let said = trimmed(clause).trim_end_matches(['达', '到', '约', '共']);
    matches!(said, "施工" | "进场施工" | "在施工" | "同步施工" | "组织施工")
}

/// 21.6万亩已开工: what is said right behind a measure.
fn begun_behind(behind: &str) -> bool {
    #[rustfmt::skip]
    static BEGUN: WordList = WordList::new(&[
        "已开工", "已全部开工", "已启动", "已动工", "已进场", "正在建设", "正在施工", "正在推进", "已开工建设",
    ]);
    // 签约12个已开工8个 begins the next count.
    let rest = beginning(behind, &BEGUN).and_then(|word| behind.strip_prefix(word));
    rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// How far all of a task has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    Begun,
    Done,
}

/// 任务5318户,已全部竣工: the clause behind a planned number says that all of it is done, or begun.
fn all_behind(behind: &str) -> Option<Whole> {
    let clause = behind.strip_prefix(',')?.split([',', '。', ';', '\n']).next()?;
    let all = words!["已全部", "均已", "已全面", "全部"].find(clause)?;
    let said = clause.get(all..)?;
    if holds(clause, words!["预计", "计划", "将", "力争", "确保", "正在", "推进", "前"]) {
        return None;
    }
    if holds(said, words!["竣工", "完工", "完成", "建成", "投用", "交付"]) {
        let short = said.chars().count() <= 10;
        return (short && !holds(said, words!["招标", "设计", "选址", "立项", "征收", "前期", "签约"]))
            .then_some(Whole::Done);
    }
    said.contains("开工").then_some(Whole::Begun)
}

/// 改造项目共35个、82.4公里; 公路项目总里程80公里: how much the projects measure, not what was done of it.
fn is_size(phrase: &Phrase, previous: Option<&Figure>, text: &Text<'_>) -> bool {
    #[rustfmt::skip]
    static SIZES: WordList = WordList::new(&[
        "总里程", "总长", "总长度", "全长", "总面积", "总建筑面积", "总规模", "建设规模", "设计规模", "规划规模", "规划面积",
    ]);
    if phrase.mention.is_percent() {
        return false;
    }
    let before = text.ending(&phrase.before);
    if is_in_lots(before) {
        return true;
    }
    let bare = before.is_empty();
    let done = |words: &str| holds(words, &IS_DONE) || words.contains('已');
    let project = words!["项目", "工程", "任务"];
    let said = before.trim_end_matches(['约', '达', '近', '超', '为', '共']);
    if let Some(size) = ending(said, &SIZES) {
        let of = said.strip_suffix(size).unwrap_or_default();
        let things = if of.is_empty() { previous.map_or("", |figure| figure.name.as_str()) } else { of };
        return !done(of) && holds(things, project);
    }
    bare && previous.is_some_and(|figure| {
        let listed = ending(&figure.name, words!["项目", "工程"]).is_some()
            && ending(&figure.before, words!["共", "共有", "涉及", "总计"]).is_some();
        (listed && !phrase.mention.is_count()
            || ending(&figure.name, &SIZES).is_some() && figure.doubts.planned)
            && !done(&figure.before)
    })
}

/// 建设项目共4个标段 (2.8万亩): how much the lots of a project measure.
fn is_in_lots(before: &str) -> bool {
    let lots = ending(before, words!["个标段", "个片区", "个项目区", "个子项目", "个单体", "个地块"]);
    let Some(rest) = lots.and_then(|lots| before.strip_suffix(lots)) else { return false };
    let divided = rest.trim_end_matches(|letter: char| letter.is_ascii_digit());
    divided.len() < rest.len()
        && ending(
            divided,
            words!["共", "共有", "分", "共分", "分为", "共分为", "划分为", "涉及", "包括", "包含"],
        )
        .is_some()
        && holds(divided, words!["项目", "工程", "任务"])
        && !holds(divided, &IS_DONE)
        && !divided.contains('已')
}

/// 通过资源评估,拟申报…: what follows says that the thing is still to be decided.
fn awaits(text: &Text<'_>, reading: &Reading, phrase: &Phrase) -> bool {
    let next = reading.items.get(phrase.item + 1).filter(|item| item.opens == Opens::Clause);
    let words = next.map(|item| text.slice(item.range.start..item.range.end.min(item.range.start + 6)));
    let waits =
        words!["拟", "待", "正申报", "正在申报", "等待", "尚待", "尚需", "有待", "正在公示", "正在评"];
    !phrase.terminal && words.is_some_and(|words| beginning(words, waits).is_some())
}

/// (待省级验收) right behind a figure.
fn bracket_after(text: &Text<'_>, phrase: &Phrase) -> String {
    let start = phrase.mention.range.end;
    if text.get(start) != Some('(') {
        return String::new();
    }
    // (通过景观质量评审)
    let inside: String = text
        .chars(start + 1..text.all().end.min(start + 16).max(start + 1))
        .iter()
        .take_while(|letter| **letter != ')')
        .collect();
    if holds(&inside, words!["评审", "申报", "拟", "公示", "审核中", "审批中", "初审"]) {
        return inside;
    }
    text.chars(start..text.all().end.min(start + 12))
        .iter()
        .take_while(|c| **c != ')')
        .filter(|c| **c == '待')
        .map(|_| "待验收")
        .collect()
}

/// Verbs that say a thing is done, whatever was said before them.
#[rustfmt::skip]
pub(super) const DONE: &[&str] = &[
    "新增", "新认定", "认定", "新引进", "引进", "建成", "完成", "创成", "获评", "入选", "通过", "竣工",
    "完工", "投产", "落地", "腾出", "腾退", "新建成", "获证", "发行", "发放", "签约", "到位", "拨付", "化解",
];
static IS_DONE: WordList = WordList::new(DONE);

/// 2023年…为2.85%, 去年完成…: the statement speaks of another year than the document.
pub(super) fn of_another_year(text: &Text<'_>, reading: &Reading, index: usize, context: &Context) -> bool {
    let Some(phrase) = reading.phrases.get(index) else { return false };
    let start = phrase.mention.range.start;
    let from = clause_start(reading, phrase.item).max(start.saturating_sub(80));
    let words = text.slice(from..start.max(from));
    let opens = beginning(trimmed(words), words!["去年", "上年", "前年", "上一年"]).is_some();
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

/// Words of what is still to come.
#[rustfmt::skip]
pub(super) const AHEAD: &[&str] = &[
    "计划", "力争", "有望", "即将", "下半年", "年底前", "年底", "明年", "全年可", "目标", "需求",
    "将于", "预计下半年", "总需求", "下一步", "下阶段",
    "任务数", "任务为", "安排", "列入", "确定", "概算", "协议", "规划建设", "规划新建", "规划建成",
];

/// 预计11月, 预计到8月底: the byte behind the last month that is told for later than the document covers.
fn later_month(before: &str, context: &Context) -> Option<usize> {
    let mut found = None;
    for (at, expects) in before.match_indices("预计") {
        let start = at + expects.len();
        let rest = before.get(start..)?;
        let words = rest.trim_start_matches(['到', '至', '在', '于', '今', '年']);
        let digits = words.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let month = words.get(..digits).and_then(|month| month.parse::<u32>().ok());
        let covered = context.period.as_ref().map_or(0, |period| period.end.month());
        if words.get(digits..).is_some_and(|behind| behind.starts_with('月'))
            && month.is_some_and(|month| month > covered)
        {
            found = Some(start + rest.len() - words.len() + digits + '月'.len_utf8());
        }
    }
    found
}

/// Still to come: 计划, 力争, 下半年, 预计年底. Words of what lies ahead, of what was told and of what was done end last in
/// `before` where the other arguments say.
fn planned(before: &str, ahead: Option<usize>, told: Option<usize>, done: Option<usize>) -> bool {
    // 按计划, 行动计划: a name or a measure of what is told, not what is planned.
    #[rustfmt::skip]
    static NAMES: WordList = WordList::new(&[
        "行动计划", "工作计划", "引才计划", "按计划", "按照计划", "完成计划", "完成年度计划", "占年度计划", "占计划",
        "倍增计划", "培育计划", "完成目标", "完成全年目标", "完成年度目标", "占年度目标", "“目标", "超目标",
    ]);
    if ending(
        before,
        words!["总投资", "总投资约", "总投资达", "总投资超", "计划投资", "协议投资", "投资总额"],
    )
    .is_some()
    {
        return true;
    }
    let Some(ahead) = ahead else { return before.ends_with("任务") && done.is_none() };
    let only_a_name = before.get(..ahead).is_some_and(|words| NAMES.ending(words).is_some());
    let told_after = told.is_some_and(|at| at >= ahead);
    // 计划新增, 计划年内建成 are still plans; 安排项目312个完成… is none any more.
    let done_after = before.get(ahead..).is_some_and(|rest| {
        let number = rest.find(|letter: char| letter.is_ascii_digit());
        number.is_some_and(|number| rest.get(number..).is_some_and(|rest| holds(rest, &IS_DONE)))
    });
    !only_a_name && !told_after && !done_after
}

/// Paragraphs that speak of one place: 云溪县:….
fn places(text: &Text<'_>) -> Vec<Range<usize>> {
    let all = text.all();
    let mut found = Vec::new();
    if !text.slice(all.clone()).contains([':', '：']) {
        return found;
    }
    let mut start = all.start;
    for paragraph in text.chars(all.clone()).split(|letter| *letter == '\n') {
        let end = (start + paragraph.len() + 1).min(all.end);
        let opening = text.slice(start..all.end.min(start + 16));
        let place = opening.split([':', '：']).next().filter(|place| place.len() < opening.len());
        if place.is_some_and(|place| is_place(place.trim())) {
            found.push(start..end);
        }
        start = end;
    }
    found
}

/// Words of what is lacking or still to be done.
#[rustfmt::skip]
pub(super) const LACKING: &[&str] = &[
    "下一步", "下步", "下阶段", "下一阶段", "接下来", "存在问题", "存在的问题", "存在的困难", "存在困难", "主要问题",
    "存在的主要问题",
];

/// Where a text tells what is lacking or still to be done: from 存在问题, 下一步 at the start of a statement to the end of
/// the paragraph.
fn plans(text: &Text<'_>, signs: &Signs) -> Vec<Range<usize>> {
    static LACKS: WordList = WordList::new(LACKING);
    if !signs.holds(text, text.all(), Sign::Lacking) {
        return Vec::new();
    }
    let all = text.all();
    let mut found = Vec::new();
    let mut start = all.start;
    for paragraph in text.chars(all.clone()).split(|letter| *letter == '\n') {
        let end = (start + paragraph.len()).min(all.end);
        let words = text.slice(start..end);
        let opens = LACKS.places(words).map(|(at, _)| at).find(|at| {
            let before = words.get(..*at).and_then(|before| before.chars().last());
            before
                .is_none_or(|letter| matches!(letter, '。' | ';' | ')' | '、' | '.' | ':' | ' ' | '【' | '('))
        });
        if let Some(at) = opens {
            found.push(start + words.get(..at).map_or(0, |before| before.chars().count())..end);
        }
        start = end + 1;
    }
    found
}

fn is_place(name: &str) -> bool {
    let length = name.chars().count();
    (2..=12).contains(&length)
        && ending(name, words!["县", "区", "市", "镇", "乡", "街道", "管委会", "新城"]).is_some()
        && !name.starts_with('全')
}

/// 到位县外资金: from beyond the county, whichever it is; 云溪县外贸 is of one.
fn is_from_outside(words: &str, at: usize) -> bool {
    let mut rest = words.chars();
    rest.nth(at);
    let from = words![
        "外资金",
        "外项目",
        "外投资",
        "外企业",
        "外客商",
        "外客源",
        "外游客",
        "外就业",
        "外务工",
        "外输出",
        "外引进"
    ];
    beginning(rest.as_str(), from).is_some()
}

/// A statement that begins with the name of a county or town.
fn is_local(statement: &str) -> bool {
    let words = split_verb(trimmed(statement)).1;
    let area = words.char_indices().nth(14).and_then(|(end, _)| words.get(..end)).unwrap_or(words);
    if !area.contains(['县', '镇', '乡', '区']) {
        return false;
    }
    let letters: Vec<char> = words.chars().take(8).collect();
    let named = letters.iter().enumerate().skip(1).take(4).any(|(at, letter)| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let common = before.is_some_and(|c| {
            matches!(
                c,
                '城' | '下'
                    | '返'
                    | '入'
                    | '还'
                    | '归'
                    | '回'
                    | '进'
                    | '乡'
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
        matches!(letter, '县' | '镇' | '乡') && !common && !goes_on && !is_from_outside(words, at)
    });
    let ends = words!["片区", "综保区", "综合保税区", "港区"];
    let quarter =
        holds(area, ends) && ends.words().iter().any(|end| area.find(end).is_some_and(|at| at >= 6));
    if quarter && !holds(statement, words!["全市", "全县", "全区", "各"]) {
        return true;
    }
    let blocked = beginning(
        words,
        words![
            "全", "各", "县", "镇", "乡", "城", "村", "美丽", "特色", "和美", "省", "市", "示范", "样板",
            "建制"
        ],
    );
    blocked.is_none() && named
}
