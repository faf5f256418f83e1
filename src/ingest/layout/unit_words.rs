//! Which words end the name of a Chinese government unit.

use crate::domain::word_list::WordList;

/// Endings of names of units; general nouns, no names of places.
static ENDINGS: WordList = WordList::new(&[
    "局",
    "委",
    "办",
    "部",
    "厅",
    "署",
    "院",
    "校",
    "会",
    "社",
    "团",
    "行",
    "府",
    "镇",
    "乡",
    "街道",
    "镇街",
    "街镇",
    "中心",
    "集团",
    "公司",
    "站",
    "所",
    "处",
    "室",
    "库",
    "区",
    "县",
    "市",
    "园",
    "队",
    "组",
    "分局",
    "支队",
    "海关",
    "指挥部",
    "联",
    "协",
    "大学",
    "中学",
    "学院",
    "银行",
    "政府",
    "单位",
    "部门",
    "企业",
    "委会",
    "专班",
    "警",
    "台",
    "馆",
    "总工会",
    "电力",
    "供电",
    "电信",
    "移动",
    "联通",
    "国网",
    "邮政",
    "烟草",
    "石化",
    "油田",
    "机场",
    "港务",
    "税务",
    "人行",
    "总队",
    "大队",
    "基地",
    "科",
    "股",
    "科技城",
    "新城",
    "高新",
    "经开",
    "示范区",
    "村",
    "社区",
    "林场",
    "农场",
    "片区",
    "平台公司",
    "事务",
    "分行",
    "支行",
    "监管局",
    "气象",
    "消防",
    "公安",
    "武装",
    "团委",
    "妇联",
]);

/// Verbs that begin a piece of work, not a name.
static VERBS: WordList = WordList::new(&[
    "推进", "加快", "打造", "建设", "完成", "实施", "开展", "深化", "做好", "建成", "创建", "争创", "全面",
    "持续", "积极", "努力", "加强", "推动", "启动", "召开", "出台", "印发", "正在", "落实", "提升", "支持",
    "强化", "优化", "推广", "培育", "引进", "举办", "办好", "谋划", "编制", "制定", "确保", "探索", "健全",
    "完善", "组织", "新增", "新建", "继续", "大力", "深入", "扎实", "力争", "改造", "申报", "获评", "入选",
    "列入", "成立", "设立", "累计", "目前", "已经",
]);

/// True where a text ends as the name of a unit does, brackets at its end left out.
#[must_use]
pub fn ends_like_unit(text: &str) -> bool {
    let name = without_end_brackets(text.trim());
    name.chars().count() >= 2 && ENDINGS.ending(name).is_some()
}

/// True where a text is as long, begins and ends as the name of a unit does.
#[must_use]
pub fn starts_a_unit(text: &str) -> bool {
    let name = without_end_brackets(text.trim());
    let length = name.chars().count();
    let digits = name.chars().any(|c| c.is_ascii_digit());
    let verb = VERBS.beginning(name).is_some();
    // 建设局 begins with a verb and is short; 建设科创中心 is a piece of work.
    let office = length <= 8 && name.ends_with(['局', '委', '办', '部', '厅', '府']);
    (2..=24).contains(&length) && !digits && (!verb || office) && ends_like_unit(name)
}

/// The name without a bracket at its end, the outermost that closes there.
fn without_end_brackets(name: &str) -> &str {
    if !name.ends_with([')', '>', ']', '）', '〉', '】']) {
        return name;
    }
    let mut depth = 0_usize;
    for (at, c) in name.char_indices().rev() {
        match c {
            ')' | '>' | ']' | '）' | '〉' | '】' => depth += 1,
            '(' | '<' | '[' | '（' | '〈' | '【' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return name.get(..at).unwrap_or(name);
                }
            }
            _ => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_units_are_known_by_their_ends() {
        for name in [
            "财政局",
            "市委组织部<人才办>",
            "发改局（服务业发展局）",
            "“三改一拆”办",
            "团市委",
            "妇联",
            "农业股",
            "经管站",
        ] {
            assert!(ends_like_unit(name), "{name}");
        }
        assert!(!ends_like_unit("市文化广电旅"));
        assert!(!starts_a_unit("建设科创中心"));
        assert!(starts_a_unit("建设局"));
    }
}
