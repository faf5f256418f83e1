//! Where a text that holds a task and what was done parts into the two.

use std::sync::LazyLock;

use regex::Regex;

use super::told;
use crate::domain::word_list::WordList;
use crate::ingest::fold::is_alphabetic;
use crate::ingest::times::TIMES;

/// Where the task of a text ends, and where what was done begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Byte behind the task, the mark that ended it left out where it is a comma or a colon.
    pub end: usize,
    /// Byte where what was done begins.
    pub at: usize,
    /// What tells that they part here.
    pub sign: Sign,
}

/// What tells where task and progress part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A sentence says that something was done: 新增企业20家。截至6月底,新增13家。
    Sentence,
    /// What stands behind a colon says so: 新增企业20家(第3项):已新增13家。
    Colon,
    /// A clause says so, behind one that says in words what was asked: 改厕任务500座,完成510座。
    Asked,
    /// A clause says so: 占比达到20%,目前占比23.5%。
    Clause,
    /// Nothing says so; the first sentence ends here.
    First,
}

/// Fewer answers behind colons are chance.
const FEWEST_ANSWERED: usize = 3;

/// Of a sentence, so many clauses are looked at.
const MOST_CLAUSES: usize = 8;

/// A name before a colon is at most this long.
const LONGEST_NAME: usize = 60;

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:今年|全年|20[0-9]{2}年)?[0-9]{1,2}(?:[-—~至][0-9]{1,2})?月(?:份|底|末|[0-9]{1,2}日)?)",
    )
    .expect("constant pattern")
});

/// 任务31500座, 目标为135万头, 年度计划投资5亿元: a clause that says in words that it asks.
#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:任务|指标|目标|计划)[^的0-9,;。:()]{0,6}[:(]?[0-9]").expect("constant pattern")
});

/// Words with which a clause begins that tells what was done, whatever stands before it, beside those of time.
const DONE: &[&str] = &[
    "现已",
    "已完成",
    "已经",
    "已全部",
    "已累计",
    "已建成",
    "已开工",
    "已竣工",
    "已投用",
    "已启动",
    "已新增",
    "已实施",
    "已培训",
    "已发放",
    "已改造",
    "已整治",
    "已落实",
    "已达",
    "已申报",
    "已新建",
    "实际",
    "实有",
];

/// Both in one list.
static TOLD: WordList = {
    const WORDS: [&str; DONE.len() + TIMES.len()] = WordList::joined(&[DONE, TIMES]);
    WordList::new(&WORDS)
};

/// Words with which an answer begins, where the clause before it says that it asks, or stands before a colon.
static ANSWERS: WordList = WordList::new(&[
    "完成", "落实", "实现", "达到", "累计", "新增", "建成", "开工", "竣工", "完工", "出栏", "存栏", "培训",
    "发放", "改造", "整治", "办结", "种植", "播种", "新建", "全年", "预计", "已", "共",
]);

/// Words of a clause that may look like one that asks and tells how far from the target one is.
const DISTANCES: &[&str] = &[
    "低于",
    "高于",
    "超目标",
    "超计划",
    "超任务",
    "超额",
    "完成目标",
    "完成任务",
    "完成年度",
    "完成全年",
    "占",
];

/// Where each of the texts of a list parts.
///
/// Where two of three have a colon and an answer behind it, and none of their sentences says that something was done, the
/// colon parts the others too.
#[must_use]
pub fn cuts(texts: &[&str]) -> Vec<Option<Cut>> {
    let cuts: Vec<Option<Cut>> = texts.iter().map(|text| cut(text)).collect();
    let open = |cut: &Option<Cut>| cut.is_none_or(|cut| matches!(cut.sign, Sign::First | Sign::Colon));
    let pairs = || texts.iter().zip(&cuts).filter(|(_, cut)| open(cut));
    let answered = pairs().filter(|(text, _)| answered(text).is_some()).count();
    if answered < FEWEST_ANSWERED || answered * 3 < texts.len() * 2 {
        return cuts;
    }
    let parted = |(text, cut): (&&str, &Option<Cut>)| match cut {
        cut if open(cut) => colon(first_of(text), |_| true).or(*cut),
        cut => *cut,
    };
    texts.iter().zip(&cuts).map(parted).collect()
}

/// A clause with one of these says what share of a plan a figure before it is, or what it is together with those of
/// years before: 完成投资12亿元,已完成年度任务的60%.
const OF_THE_YEAR: &[&str] = &["年度", "全年", "目标", "任务", "计划", "累计"];

/// Finds where a text parts; `None` where it is one sentence that tells of nothing done.
fn cut(text: &str) -> Option<Cut> {
    let sentence = first_of(text);
    colon(sentence, begins_telling)
        .or_else(|| clause(sentence))
        .or_else(|| told_sentence(text))
        .or_else(|| first_sentence(text))
}

/// Where the name ends behind whose colon an answer stands: 人均收入:完成18764元.
#[must_use]
pub fn answered(text: &str) -> Option<Cut> {
    colon(first_of(text), answers)
}

fn first_of(text: &str) -> &str {
    text.split(['。', ';', '\n']).next().unwrap_or_default()
}

/// Where the name before a colon ends; `tells` is asked of what stands behind it.
fn colon(sentence: &str, tells: impl Fn(&str) -> bool) -> Option<Cut> {
    let end = outside_brackets(sentence, ':').next()?;
    let (name, behind) = (sentence.get(..end)?, sentence.get(end + 1..)?.trim_start());
    let at = sentence.len() - behind.len();
    let fits = name.chars().count() <= LONGEST_NAME && name.contains(is_alphabetic);
    (fits && !told::tells(name) && !behind.is_empty() && tells(behind)).then_some(Cut {
        end,
        at,
        sign: Sign::Colon,
    })
}

/// True where a text begins with a period or a word that tells of something done.
#[must_use]
pub fn begins_telling(text: &str) -> bool {
    let plans = |rest: &str| rest.starts_with(['前', '起', '开']) || rest.starts_with("底前");
    TOLD.beginning(text).is_some()
        || PERIOD.find(text).is_some_and(|period| !text.get(period.end()..).is_none_or(plans))
}

/// True where a text answers what stands before it: 完成24.3万亩, 增长6.2%.
fn answers(text: &str) -> bool {
    begins_telling(text)
        || ANSWERS.beginning(text).is_some()
        || ["增长", "下降", "同比"].iter().any(|word| text.starts_with(word))
}

/// A sentence that asks in its first clauses and tells in the next.
fn clause(sentence: &str) -> Option<Cut> {
    let mut asked = false;
    let mut start = 0;
    for end in outside_brackets(sentence, ',').take(MOST_CLAUSES) {
        let before = sentence.get(start..end)?;
        let behind = sentence.get(end + 1..)?.trim_start();
        let next = behind.split(',').next().unwrap_or_default();
        asked |= asks(before);
        let figures = has_figure(next) && !asks(next);
        let cut = |sign| Some(Cut { end, at: sentence.len() - behind.len(), sign });
        if asked && figures && (begins_telling(next) || ANSWERS.beginning(next).is_some()) {
            return cut(Sign::Asked);
        }
        let task = sentence.get(..end)?;
        let of_the_year = || OF_THE_YEAR.iter().any(|word| next.contains(word));
        let asks_at_all = has_figure(task) && !told::tells(task) && !begins_telling(task);
        if figures && begins_telling(next) && asks_at_all && !of_the_year() {
            return cut(Sign::Clause);
        }
        start = end + 1;
    }
    None
}

fn asks(clause: &str) -> bool {
    ASKS.is_match(clause) && !DISTANCES.iter().any(|word| clause.contains(word)) && !begins_telling(clause)
}

/// The first sentence that tells in any of its parts, where it is not the first of the text.
fn told_sentence(text: &str) -> Option<Cut> {
    let (mut start, mut at, mut first) = (0, 0, true);
    for part in text.split_inclusive(['。', ';', '\n']) {
        let told = part.trim_start();
        if at > 0 && (told::tells(told) || begins_telling(told)) {
            return Some(Cut { end: start, at: start, sign: Sign::Sentence });
        }
        at += part.len();
        // Parts that a semicolon joins tell together; what opens the text is the task.
        first &= part.ends_with(';');
        if first || !part.ends_with(';') {
            start = at;
        }
    }
    None
}

fn first_sentence(text: &str) -> Option<Cut> {
    let end = text.find('。')? + '。'.len_utf8();
    (end < text.len()).then_some(Cut { end, at: end, sign: Sign::First })
}

/// The bytes where a mark stands outside brackets and quotation marks.
fn outside_brackets(text: &str, mark: char) -> impl Iterator<Item = usize> + '_ {
    let mut depth = 0_usize;
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '(' | '<' | '[' | '【' | '《' | '“' => depth += 1,
            ')' | '>' | ']' | '】' | '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && c == mark).then_some(at)
    })
}

/// True where a text holds a figure outside its brackets: (第1项) and (2021-2025年) hold none.
#[must_use]
pub fn has_figure(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_ascii_digit()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted<'t>(texts: &[&'t str]) -> Vec<Option<(&'t str, &'t str)>> {
        let said = |(text, cut): (&&'t str, Option<Cut>)| cut.map(|cut| (&text[..cut.end], &text[cut.at..]));
        texts.iter().zip(cuts(texts)).map(said).collect()
    }

    #[test]
    fn one_sentence_asks_and_tells() {
        for (asked, told) in [
            ("改厕任务500座", "完成510座,完成率102%。"),
            ("粮食播种面积任务415亩、总产任务165吨", "实际播种417亩。"),
            ("年度计划投资5亿元", "完成投资3亿元。"),
            ("村占比达到20%", "目前占比23.5%,提高4.1个百分点。"),
            ("新增学位300个,改造食堂2个", "截至9月底新增学位120个。"),
            ("生猪出栏目标35万头,其中外销5万头", "1-12月出栏38.9万头。"),
            ("农技人员培训计划3200人", "已培训2960人,完成率92.5%。"),
        ] {
            let text = format!("{asked},{told}");
            assert_eq!(parted(&[&text]), [Some((asked, told))], "{text}");
        }
        for text in [
            "完成投资12亿元,完成年度目标的60%。",
            "新增企业12家,累计达到45家。",
            "增长6.2%,低于目标0.8个百分点,完成投资3亿元。",
            "盘活土地200亩,已批未建土地清零。",
            "投资12亿元,已完成年度任务的60%。",
            "新增企业12家,目前累计45家。",
            "建成学校3所,6月底前开工5所。",
        ] {
            assert_eq!(parted(&[text]), [None], "{text}");
        }
    }

    #[test]
    fn a_colon_parts_where_answers_stand_behind_it() {
        let texts = [
            "生产总值(第1项):增长6.2%,低于目标0.8个百分点。",
            "新增企业60家(第2项):已申报71家。",
            "公路280公里(第4项):完成163公里。",
            "水厂二期(第5项):因故尚未开工。",
        ];
        let tasks: Vec<_> = parted(&texts).into_iter().map(|it| it.unwrap().0).collect();
        assert_eq!(
            tasks,
            ["生产总值(第1项)", "新增企业60家(第2项)", "公路280公里(第4项)", "水厂二期(第5项)"]
        );
        // What is asked may stand behind a colon too.
        assert_eq!(
            parted(&["招商引资:新增项目20个。截至6月底,新增13个。"])[0].unwrap().1,
            "截至6月底,新增13个。"
        );
        assert_eq!(parted(&["招商引资:引进项目20个,总投资3亿元。"]), [None]);
    }

    #[test]
    fn a_sentence_tells_as_a_whole() {
        let text = "新增学位1500个、托位600个。学位新增685个;托位新增231个,完成全年任务的38.5%。";
        assert_eq!(parted(&[text])[0].unwrap().0, "新增学位1500个、托位600个。");
        assert_eq!(parted(&["修路5公里;力争早开工;目前完成2公里。"])[0].unwrap().1, "目前完成2公里。");
    }
}
