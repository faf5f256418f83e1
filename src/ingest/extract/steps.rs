//! Words that say how far things have come and not which: 受理、批复、开工、建成.

use super::words::{RESULT_VERBS, beginning, ending, word_lists};
use crate::domain::word_list::WordList;
use crate::domain::word_lists::WordLists;

/// How far, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// 申报、审批、采购: what comes before the work.
    Prepared,
    /// 开工、在建.
    Begun,
    /// 建成、办结、发放.
    Done,
}

#[rustfmt::skip]
const PREPARED_WORDS: &[&str] = &[
    "申报", "申请", "受理", "审批", "审查", "审核", "初审", "评审", "联审", "批复", "核准", "备案", "报批", "选址", "招标",
    "招投标", "采购", "订购", "到货", "下单", "摸排", "排查", "排摸", "摸底", "评估", "勘察", "勘测", "测绘", "设计", "鉴定", "报名",
    "推荐", "公示", "立项", "立案", "征集", "建档", "核查", "确认", "签约", "签订", "确定", "安排", "下达", "计划", "储备", "谋划",
    "入户", "收集", "交办", "接收", "预审", "会审", "封顶", "主体封顶", "主体完工", "主体", "确诊", "整地", "平整", "清表", "放线",
];

#[rustfmt::skip]
const BEGUN_WORDS: &[&str] = &[
    "开工", "启动", "动工", "进场", "在建", "正在", "施工", "推进", "建设中", "实施中", "在办", "开工建设",
];

/// Those that the list of results lacks.
#[rustfmt::skip]
const DONE_WORDS: &[&str] = &[
    "完成", "新开发", "新投放", "新完成", "新解决", "新改造", "新安装", "调试", "安装调试", "上线运营", "投入运营", "运营",
    "落实", "验收", "通过认定", "通过验收", "获得认定", "开园", "开业", "运行", "通水", "通电", "通气", "送达", "送出", "覆盖", "腾空",
    "搬离", "入住", "服务", "救治", "治疗", "栽植", "栽种", "敷设", "新开通", "开通", "新开行", "新开办",
];

/// Around them; none of these is a thing.
#[rustfmt::skip]
const AROUND_WORDS: &[&str] = &[
    "已", "已经", "共", "累计", "合计", "总计", "目前", "现已", "今年", "今年以来", "全部", "均", "其中", "联合", "通过", "数", "户数",
    "人数", "并", "了", "全市", "全县", "全区", "全镇", "全省", "上半年", "前三季度", "实际", "成功", "基本", "同步", "陆续", "任务", "工作", "全年",
    "一季度", "市级", "省级", "新", "分别", "出",
];

static PREPARED: WordList = WordList::new(PREPARED_WORDS);

/// All of them but the results, of which there are too many to be one list with these. Of a word in two lists the lower
/// step counts, so the lists stand in that order.
static STEPS: &WordLists<4> = word_lists![PREPARED_WORDS, BEGUN_WORDS, DONE_WORDS, AROUND_WORDS];

/// What each of [`STEPS`] says.
const SAID: [Option<Step>; 4] = [Some(Step::Prepared), Some(Step::Begun), Some(Step::Done), None];

/// How far the words say that things have come; `None` where they name a thing, or say nothing.
///
/// 完成评估 and 审查通过 are still preparation: the lowest step that is named counts.
pub(super) fn step(words: &str) -> Option<Step> {
    // 完成投资, 开展培训: verbs that are things behind another verb.
    static THINGS: WordList = WordList::new(&["投资", "投入", "贷款", "补贴", "培训"]);
    let mut rest = words;
    let mut found: Option<Step> = None;
    while !rest.is_empty() {
        let listed = STEPS.beginning(rest).map(|(word, list)| (word, SAID[list]));
        let result = beginning(rest, &RESULT_VERBS).map(|word| (word, Some(Step::Done)));
        // The longest word wins; of equally long ones the lower step, and any step before none.
        let longer = |(listed, step): &(&str, Option<Step>)| {
            result.is_none_or(|(word, _)| {
                listed.len() > word.len() || listed.len() == word.len() && step.is_some()
            })
        };
        let (word, step) = listed.filter(longer).or(result)?;
        if found.is_some() && THINGS.contains(word) {
            return None;
        }
        found = match (found, step) {
            (Some(found), Some(step)) => Some(found.min(step)),
            (found, step) => found.or(step),
        };
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    found
}

/// 设备到货, 校舍主体封顶: the noun before what is done to prepare it.
pub(super) fn without_preparing(noun: &str) -> &str {
    let mut rest = noun;
    for _ in 0..3 {
        let Some(word) = ending(rest, &PREPARED) else { break };
        rest = rest.strip_suffix(word).unwrap_or_default().trim_end_matches("已").trim_end_matches("完成");
    }
    if rest.chars().count() >= 2 { rest } else { noun }
}
