//! The words that head the columns of a bulletin's table.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::RegexSet;
use serde::Serialize;

use crate::domain::word_list::WordList;
use crate::ingest::fold::{is_alphabetic, is_blank, squeezed};

/// What a column of a bulletin holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// 序号.
    Number,
    /// 类别, 领域: a heading over several rows.
    Section,
    /// 主要工作任务, 项目名称.
    Task,
    /// 完成情况, 进展情况.
    Progress,
    /// 牵头单位, 主办单位.
    Lead,
    /// 配合单位, 协办单位.
    Support,
    /// 责任单位: the header says nothing on who leads.
    Units,
    /// 分管市长, 责任领导.
    Supervisor,
    /// 进展状态.
    Status,
    /// 目标值.
    Target,
    /// 完成值.
    Done,
    /// 完成率.
    Rate,
    /// 计量单位.
    Measure,
    /// 备注, 完成时限 and other columns that are known and not used.
    Other,
}

/// In order: the first pattern that matches decides.
const PATTERNS: &[(Column, &str)] = &[
    (Column::Number, "^(?:任务|工作|项目|指标|事项)?(?:序号|编号)$|^序$|^(?i:no\\.?)$"),
    (
        Column::Lead,
        "^(?:市|县|区)?级?(?:第一)?(?:牵头|主办|主责|负责)(?:责任)?(?:单位|部门|主体|科室|地区)(?:及.{1,6}|\\(.*)?$|^(?:牵头|主办|主责)$",
    ),
    (
        Column::Support,
        "^(?:市|县|区)?级?(?:配合|协办|协同|参与|协助|参加|支持|协作|会办|联办)(?:责任)?(?:单位|部门|科室|地区)(?:及.{1,6}|\\(.*)?$|^(?:配合|协办|参与|协同)$",
    ),
    (
        Column::Units,
        "^(?:主要)?(?:责任|承办|落实|实施|承担|任务|主管|建设|相关|有关|涉及|其他)(?:责任)?(?:单位|部门|主体|科室)(?:及.{1,6})?$|^(?:牵头|主办)(?:和|及|与|、|/)?(?:配合|责任|协办)(?:单位|部门)$|^(?:责任|实施)(?:主体|单位|部门)(?:和|及|与|、|/)(?:协同|配合|协办|协作)(?:单位|部门)$|^部门$",
    ),
    (
        Column::Supervisor,
        "^(?:分管|责任|牵头|挂钩|联系|包干|督办|负责)?(?:副?市长|副?县长|副?区长|副?镇长|市?县?区?领导|责任人|负责人|秘书长)$|^(?:分管|挂帅|挂钩)$",
    ),
    (
        Column::Status,
        "^(?:.{0,6}(?:进展|完成|进度|推进|任务|工作|实施)(?:状态|评价|评估|等次|类别)|状态|是否(?:完成|达标|达到?(?:序|时序|进度|计划|目标).{0,6}|完成.{0,6}进度|按.{1,8}(?:推进|完成)|正常推进|序时|滞后|逾期)|(?:督查|考核|综合)?(?:评价|评估|评定)(?:结果|等次|意见)?|(?:亮灯|预警)(?:情况|状态|等级|颜色)?|灯色|红[黄绿蓝]{1,2}灯)$",
    ),
    (
        Column::Rate,
        "^.{0,8}(?:(?:完成|达成|实现)(?:率|度|比|比例|比率|比重|百分比|百分率|程度|占比)|进度比例|进度)%?$|^.{0,10}占(?:年度?|全年|当年|本年度?)的?(?:总?目标|计划|任务).{0,6}$|^.{0,10}(?:完成|占|达|为)(?:年度?|全年|当年|本年度?|年初)?的?总?(?:目标|计划|任务|指标){1,2}[数量值]?[的之]?(?:%|占?比|比例|比率|比重|百分比|百分率)$|^.{0,6}(?:目标|计划|任务)(?:占比|百分比)$",
    ),
    (
        Column::Done,
        "^.{0,10}(?:完成值|完成数|完成量|完成额|实际完成|累计完成|实际值|实绩|当前值|实际数|累计值|累计数)$|^[0-9前上半年季度月至底末-]{2,10}(?:实际|累计)?完成$",
    ),
    (
        Column::Target,
        "^.{0,8}(?:目标值|目标数|计划数|计划值|任务数|任务量|年度计划|全年计划|全年目标|目标额)$",
    ),
    (
        Column::Other,
        "^(?:下一步|下步|下阶段|存在|主要问题|问题|备注|说明|完成时限|时限|完成时间|时间节点|时间要求|完成期限|联系人|联系方式|联系电话|资金来源|总投资|同比.{0,4}|增幅|增速|排名|位次).{0,10}$|^(?:计划|预计|要求|目标|拟|应|任务)?(?:完成|办结|开工|竣工|建成|投用)(?:的)?(?:时间|时限|期限|日期|节点)$",
    ),
    (Column::Measure, "^(?:计量单位|单位)$"),
    (
        Column::Progress,
        "^.{0,16}(?:完成|进展|落实|推进|执行|办理|实施|工作|建设|任务|进度)(?:情况|进展|成效|进度)(?:说明|汇总)?$|^(?:工作|目前|最新|形象|当前)?(?:进展|成效)$",
    ),
    (
        Column::Section,
        "^(?:类别|领域|类型|分类|板块|任务类别|工作类别|一级指标|大类|方面|任务分类|所属领域)$",
    ),
    (
        Column::Task,
        "^.{0,10}(?:工作任务|重点工作|重点任务|主要任务|主要工作|工作内容|任务内容|具体内容|主要内容|建设内容|内容与要求|内容及要求|工作目标|目标任务|任务目标|年度目标|项目名称|任务名称|指标名称|事项名称|名称|工作事项|工作要求|目标要求|主要指标|年度任务|任务分解|任务清单|具体任务|具体举措|实事项目|实事内容|任务|事项|指标|内容|项目|工作)$",
    ),
];

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static COLUMNS: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(PATTERNS.iter().map(|(_, pattern)| pattern)).expect("constant patterns"));

/// Longer texts are no headings of columns.
pub const LONGEST: usize = 24;

/// The column that a heading names; `None` for any other text. `text` is folded; spaces inside words are ignored.
#[must_use]
pub fn column(text: &str) -> Option<Column> {
    if text.len() > LONGEST * 6 {
        return None;
    }
    // A heading has letters; numbers that stand alone are as frequent as rows.
    if text.chars().filter(|&c| !is_blank(c)).nth(LONGEST).is_some() || !text.contains(is_alphabetic) {
        return None;
    }
    let words = squeezed(text);
    let bare = without_brackets(&words);
    // 完成目标(%): what the bracket says makes a share of it.
    let shared = if words.ends_with("(%)") { of_pattern(&format!("{bare}%")) } else { None };
    shared.filter(|column| *column == Column::Rate).or_else(|| of_pattern(&bare))
}

fn of_pattern(words: &str) -> Option<Column> {
    let first = COLUMNS.matches(words).iter().min()?;
    PATTERNS.get(first).map(|&(column, _)| column)
}

/// True for a column of those that have to do with a task, 相关单位, 责任主体与协同单位: beside one of those that lead they
/// support.
#[must_use]
pub fn is_related(heading: &str) -> bool {
    let words = squeezed(heading);
    let related = ["相关", "有关", "涉及", "其他"].iter().any(|word| words.starts_with(word));
    related || ["协同", "配合", "协办", "协作"].iter().any(|word| words.contains(word))
}

/// True for the heading of a column of shares that says so: 完成率, 占年任务之比, 完成目标(%); 进度 does not.
#[must_use]
pub fn is_share(heading: &str) -> bool {
    heading.contains(['%', '％', '率', '比', '度']) && !squeezed(heading).ends_with("进度")
}

/// True for the heading of a column of remarks, where a status may stand that has no column of its own.
#[must_use]
pub fn is_remarks(heading: &str) -> bool {
    matches!(&*squeezed(heading), "备注" | "说明" | "备注说明")
}

/// Words inside a heading that tell what its column holds where the heading as a whole is not known. In order: 落实举措
/// tells of progress, 重点举措 of tasks.
static PARTS: [(Column, WordList); 8] = [
    (
        Column::Other,
        WordList::new(&[
            "下一步",
            "下步",
            "存在问题",
            "原因",
            "建议",
            "备注",
            "时限",
            "期限",
            "时间",
            "节点",
            "联系",
            "电话",
            "依据",
        ]),
    ),
    (
        Column::Supervisor,
        WordList::new(&["领导", "市长", "县长", "区长", "镇长", "秘书长", "责任人", "负责人"]),
    ),
    (Column::Support, WordList::new(&["配合", "协办", "协同", "协助", "参与"])),
    (Column::Lead, WordList::new(&["牵头", "主办", "主责", "首责"])),
    (Column::Status, WordList::new(&["研判", "评价", "评定", "状态", "预警", "亮灯"])),
    (Column::Units, WordList::new(&["单位", "部门", "处室", "科室", "责任"])),
    (
        Column::Progress,
        WordList::new(&[
            "进展", "完成", "落实", "推进", "成效", "成果", "执行", "动态", "开展", "情况", "办理", "进度",
            "实绩",
        ]),
    ),
    (
        Column::Task,
        WordList::new(&["目标", "任务", "事项", "举措", "原文", "内容", "承诺", "要求", "指标", "项目"]),
    ),
];

/// The column that a heading speaks of with one of its words. Weaker than [`column`]: it holds only beside headings
/// that are known, and where the cells below do not speak against it.
#[must_use]
pub fn hint(text: &str) -> Option<Column> {
    let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = words.chars().count() <= LONGEST && !words.contains(['。', ';', ',', '、']);
    let bare = without_brackets(&words);
    PARTS.iter().find(|(_, parts)| fits && parts.is_in(&bare)).map(|&(column, _)| column)
}

/// A heading without remarks in brackets: 完成情况(截至6月底), 目标值(万元).
fn without_brackets(words: &str) -> Cow<'_, str> {
    if !words.contains(['(', ')', '[', ']', '<', '>', '【', '】', '{', '}', '*', '★', ':']) {
        return words.into();
    }
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '(' | '[' | '<' | '【' | '{' => depth += 1,
            ')' | ']' | '>' | '】' | '}' => depth = depth.saturating_sub(1),
            '*' | '★' | ':' => {}
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare.into()
}

/// Whether headings that name these columns head a table of tasks.
#[must_use]
pub fn is_header(columns: &[Column]) -> bool {
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    let about = [Column::Progress, Column::Units, Column::Lead, Column::Status, Column::Done, Column::Rate];
    has(&[Column::Task]) && has(&about) && (columns.len() >= 3 || has(&[Column::Progress, Column::Done]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_their_columns() {
        for (text, expected) in [
            ("序号", Column::Number),
            ("序 号", Column::Number),
            ("主 要 工 作 任 务", Column::Task),
            ("内容与要求", Column::Task),
            ("项目名称", Column::Task),
            ("2024年目标任务", Column::Task),
            ("前三季度完成情况", Column::Progress),
            ("一季度重点工作完成情况", Column::Progress),
            ("进展情况(截至6月底)", Column::Progress),
            ("落实情况", Column::Progress),
            ("工作进展", Column::Progress),
            ("责任单位", Column::Units),
            ("牵头部门", Column::Lead),
            ("牵头责任单位", Column::Lead),
            ("配合单位", Column::Support),
            ("责任主体与协同单位", Column::Units),
            ("牵头主体", Column::Lead),
            ("分管", Column::Supervisor),
            ("分管市长", Column::Supervisor),
            ("分管领导", Column::Supervisor),
            ("责任人", Column::Supervisor),
            ("进展状态", Column::Status),
            ("完成状态", Column::Status),
            ("评估", Column::Status),
            ("是否达序", Column::Status),
            ("是否达到序时进度", Column::Status),
            ("是否按计划推进", Column::Status),
            ("督查评价", Column::Status),
            ("亮灯状态", Column::Status),
            ("目标值(亿元)", Column::Target),
            ("完成值", Column::Done),
            ("1-9月完成", Column::Done),
            ("完成率", Column::Rate),
            ("占年任务之比", Column::Rate),
            ("占年度任务比例", Column::Rate),
            ("占全年目标", Column::Rate),
            ("1-10月完成数占计划%", Column::Rate),
            ("占目标任务的百分比", Column::Rate),
            ("完成年度任务%", Column::Rate),
            ("完成目标(%)", Column::Rate),
            ("累计完成年度计划比例(%)", Column::Rate),
            ("年度目标完成比率", Column::Rate),
            ("任务完成度", Column::Rate),
            ("任务完成率(%)", Column::Rate),
            ("年度任务(%)", Column::Task),
            ("目标值(%)", Column::Target),
            ("单位", Column::Measure),
            ("备注", Column::Other),
            ("计划完成时间", Column::Other),
            ("要求完成期限", Column::Other),
            ("下一步工作计划", Column::Other),
            ("类别", Column::Section),
        ] {
            assert_eq!(column(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_word_inside_an_unknown_heading_hints_at_its_column() {
        for (text, expected) in [
            ("情况说明", Some(Column::Progress)),
            ("截至6月底进展", Some(Column::Progress)),
            ("取得成效", Some(Column::Progress)),
            ("年度攻坚目标", Some(Column::Task)),
            ("工作报告原文", Some(Column::Task)),
            ("挂帅领导", Some(Column::Supervisor)),
            ("进度研判", Some(Column::Status)),
            ("牵头处室", Some(Column::Lead)),
            ("责任分工", Some(Column::Units)),
            ("存在问题及原因", Some(Column::Other)),
            ("得分", None),
            ("新建学校3所,已完成", None),
        ] {
            assert_eq!(hint(text), expected, "{text}");
        }
    }

    #[test]
    fn shares_of_something_else_are_no_share_of_the_target() {
        for text in [
            "占比",
            "占比(%)",
            "占GDP比重",
            "占总投资比例",
            "占半年计划比例",
            "完成上半年任务%",
            "增长率",
            "同比增长(%)",
            "权重",
            "权重(%)",
            "达标率",
            "满意率",
        ] {
            assert_ne!(column(text), Some(Column::Rate), "{text}");
        }
    }

    #[test]
    fn running_text_names_no_column() {
        for text in [
            "",
            "1",
            "市财政局",
            "新建道路5公里",
            "已完成全年任务的一半,正在推进下一步工作安排和项目建设情况。",
            "按时推进",
        ] {
            assert_eq!(column(text), None, "{text}");
        }
    }
}
