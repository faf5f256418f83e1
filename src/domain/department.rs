//! Names of responsible units: what a printed name says about the unit behind it, and which names mean one unit.

/// What a printed unit name says, without its role mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentName {
    /// The name as printed, kept whole: `发改局(服务业发展局)`.
    pub printed: String,
    /// The printed name in half-width form without white space: what two prints of one unit share.
    pub canonical: String,
    /// The unit that this one belongs to: `发改局` for `发改局(服务业发展局)`.
    pub parent: Option<String>,
    /// True where the name stands for a set of units: `各县(市、区)政府`.
    pub collective: bool,
    /// The members that the name itself lists (`含…`), as printed.
    pub members: Vec<String>,
}

/// The unit that a name stands for inside one jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// Equal for names of one unit.
    pub key: String,
    /// Why the key differs from the printed name; `None` where it does not.
    pub reason: Option<String>,
    /// Full name of a unit that this name may stand for too; never merged, for a person to decide.
    pub doubtful: Option<String>,
}

/// What begins a bracket that lists members.
const LISTS_MEMBERS: &[&str] = &["包括", "包含", "含"];

/// Words of names that stand for several units.
const COLLECTIVE: &[&str] = &[
    "其他有关",
    "有关部门",
    "相关部门",
    "有关单位",
    "相关单位",
    "其他单位",
    "其他部门",
    "成员单位",
    "有关县",
    "有关区",
    "有关镇",
    "有关街道",
    "有关市",
    "有关乡",
];

impl DepartmentName {
    /// Reads a name as printed, brackets in either width, round or pointed.
    #[must_use]
    pub fn parse(printed: &str) -> Self {
        let printed = printed.trim().to_owned();
        let canonical = canonical(&printed);
        let (head, inside) = end_bracket(&canonical);
        let members = inside.and_then(|inside| {
            let list = LISTS_MEMBERS.iter().find_map(|word| inside.strip_prefix(word))?;
            Some(split_list(list))
        });
        let bare = head.trim_start_matches(['市', '县', '区', '省', '级', '全', '镇', '乡']);
        let collective = members.is_some()
            || head.starts_with('各')
            || bare.starts_with('各')
            || COLLECTIVE.iter().any(|word| head.contains(word));
        let parent = inside.filter(|_| !collective && !head.is_empty()).map(|_| head.to_owned());
        Self { printed, parent, collective, members: members.unwrap_or_default(), canonical }
    }
}

/// The key of [`alias`] for a name on its own.
#[must_use]
pub fn alias_key(printed: &str) -> String {
    alias(printed, None).key
}

/// Which unit of `jurisdiction` a name stands for: 发改局, 市发展改革委 and 发展和改革局 have one key.
///
/// Decided by the standard abbreviations of Chinese government bodies; names that these do not cover keep their own
/// canonical form as key. A name with another place in front (`云溪县发改局` in a city's report) is another unit.
#[must_use]
pub fn alias(printed: &str, jurisdiction: Option<&str>) -> Alias {
    let canonical = canonical(printed);
    let (head, inside) = end_bracket(&canonical);
    let local =
        jurisdiction.and_then(|place| head.strip_prefix(place)).filter(|rest| rest.chars().count() >= 2);
    let (place, rest) = match local {
        Some(rest) => ("", rest),
        None => split_place(head),
    };
    let names = [rest, without_level(rest)];
    let found = names.iter().find_map(|name| BODIES.iter().find(|body| body.matches(name)));
    let doubtful = names.iter().find_map(|name| DOUBTFUL.iter().find(|(short, _)| short == name));
    let doubtful = doubtful.map(|(_, full)| format!("{place}{full}"));
    let key = match (found, inside) {
        (Some(body), None) => format!("{place}{}", body.full),
        (Some(body), Some(inside)) => format!("{place}{}({inside})", body.full),
        (None, _) => canonical.clone(),
    };
    let reason = found
        .filter(|_| key != canonical)
        .map(|body| format!("“{}” is a usual name of {place}{}", printed.trim(), body.full));
    Alias { key, reason, doubtful }
}

/// A body of government: its full name without level, and the names it goes by.
struct Body {
    full: &'static str,
    /// Stems that are followed by one of [`Body::ends`].
    stems: &'static [&'static str],
    ends: &'static [&'static str],
}

impl Body {
    fn matches(&self, name: &str) -> bool {
        self.stems.iter().any(|stem| name.strip_prefix(stem).is_some_and(|end| self.ends.contains(&end)))
    }
}

/// 局 in counties, 委 in cities, 厅 in provinces: one jurisdiction has one of them.
const OFFICE: &[&str] = &["局", "委", "委员会", "厅"];
const BUREAU: &[&str] = &["局", "厅"];
const SECTION: &[&str] = &["办", "办公室"];
const WHOLE: &[&str] = &[""];

const fn body(full: &'static str, stems: &'static [&'static str], ends: &'static [&'static str]) -> Body {
    Body { full, stems, ends }
}

/// Standard abbreviations, as used in government gazettes throughout the country.
const BODIES: &[Body] = &[
    body("发展和改革局", &["发展和改革", "发展改革", "发改"], OFFICE),
    body("经济和信息化局", &["经济和信息化", "经济信息化", "经信"], OFFICE),
    body("工业和信息化局", &["工业和信息化", "工业信息化", "工信"], OFFICE),
    body("教育局", &["教育"], OFFICE),
    body("科学技术局", &["科学技术", "科技"], OFFICE),
    body("公安局", &["公安"], BUREAU),
    body("民政局", &["民政"], BUREAU),
    body("司法局", &["司法"], BUREAU),
    body("财政局", &["财政"], BUREAU),
    body("人力资源和社会保障局", &["人力资源和社会保障", "人力资源社会保障", "人力社保", "人社"], BUREAU),
    body("自然资源和规划局", &["自然资源和规划", "自然资源规划", "资源规划", "资规", "自规"], BUREAU),
    body("自然资源局", &["自然资源"], BUREAU),
    body("生态环境局", &["生态环境"], BUREAU),
    body("住房和城乡建设局", &["住房和城乡建设", "住房城乡建设", "住建"], OFFICE),
    body("交通运输局", &["交通运输", "交通"], OFFICE),
    body("水利局", &["水利"], BUREAU),
    body("农业农村局", &["农业农村"], OFFICE),
    body("商务局", &["商务"], OFFICE),
    body("文化广电和旅游局", &["文化广电和旅游", "文化广电旅游", "文广旅"], OFFICE),
    body("文化和旅游局", &["文化和旅游", "文化旅游", "文旅"], OFFICE),
    body("文化广电旅游体育局", &["文化广电旅游体育", "文化和广电旅游体育", "文广旅体"], OFFICE),
    body("卫生健康局", &["卫生健康", "卫健"], OFFICE),
    body("退役军人事务局", &["退役军人事务", "退役军人"], BUREAU),
    body("应急管理局", &["应急管理", "应急"], BUREAU),
    body("审计局", &["审计"], BUREAU),
    body(
        "国有资产监督管理委员会",
        &["国有资产监督管理", "国资监管", "国资"],
        &["委", "委员会", "局", "办", "办公室"],
    ),
    body("市场监督管理局", &["市场监督管理", "市场监管", "市监"], BUREAU),
    body("体育局", &["体育"], BUREAU),
    body("统计局", &["统计"], BUREAU),
    body("医疗保障局", &["医疗保障", "医保"], BUREAU),
    body("信访局", &["信访"], &["局", "办"]),
    body("综合行政执法局", &["综合行政执法", "综合执法"], BUREAU),
    body("城市管理局", &["城市管理", "城管"], OFFICE),
    body("林业局", &["林业"], BUREAU),
    body("税务局", &["税务"], BUREAU),
    body("气象局", &["气象"], BUREAU),
    body("机关事务管理局", &["机关事务管理", "机关事务"], &["局", "中心", "服务中心"]),
    body("外事办公室", &["外事", "外"], SECTION),
    body("金融工作办公室", &["金融工作", "金融"], SECTION),
    body("国防动员办公室", &["国防动员", "国动"], SECTION),
    body("人民防空办公室", &["人民防空", "人防"], SECTION),
    body("政府办公室", &["人民政府", "政府", "府"], SECTION),
    body("委办公室", &["委"], SECTION),
    body("机构编制委员会办公室", &["委机构编制委员会", "机构编制委员会", "委编", "编"], SECTION),
    body("全面深化改革委员会办公室", &["委全面深化改革委员会", "委改革", "改革"], SECTION),
    body("网络安全和信息化委员会办公室", &["委网络安全和信息化委员会", "委网信", "网信"], SECTION),
    body("组织部", &["委组织部", "组织部"], WHOLE),
    body("宣传部", &["委宣传部", "宣传部"], WHOLE),
    body("统一战线工作部", &["委统战部", "统战部", "委统一战线工作部", "统一战线工作部"], WHOLE),
    body("社会工作部", &["委社会工作部", "社会工作部", "委社工部", "社工部"], WHOLE),
    body("政法委员会", &["委政法", "政法"], &["委", "委员会"]),
    body("纪律检查委员会", &["纪律检查", "纪"], &["委", "委员会", "委监委"]),
    body("总工会", &["总工会"], WHOLE),
    body("妇女联合会", &["妇女联合会", "妇联"], WHOLE),
    body("残疾人联合会", &["残疾人联合会", "残联"], WHOLE),
    body("工商业联合会", &["工商业联合会", "工商联"], WHOLE),
    body("科学技术协会", &["科学技术协会", "科协"], WHOLE),
    body("文学艺术界联合会", &["文学艺术界联合会", "文联"], WHOLE),
    body("归国华侨联合会", &["归国华侨联合会", "侨联"], WHOLE),
    body("供销合作社联合社", &["供销合作社联合社", "供销合作社", "供销联社", "供销社"], WHOLE),
    body("国际贸易促进委员会", &["国际贸易促进委员会", "贸促会"], WHOLE),
    body("共青团委员会", &["团市委", "团县委", "团区委", "共青团市委", "共青团县委", "共青团区委"], WHOLE),
    body("人民法院", &["人民法院", "法院"], WHOLE),
    body("人民检察院", &["人民检察院", "检察院"], WHOLE),
];

/// Names that usually, but not everywhere, stand for the unit beside them.
const DOUBTFUL: &[(&str, &str)] = &[
    ("建设局", "住房和城乡建设局"),
    ("农业局", "农业农村局"),
    ("环保局", "生态环境局"),
    ("国土局", "自然资源局"),
    ("卫生局", "卫生健康局"),
    ("行政执法局", "综合行政执法局"),
    ("生态环境分局", "生态环境局"),
];

/// Half-width, without white space, pointed and square brackets made round.
fn canonical(printed: &str) -> String {
    printed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{3000}')
        .map(|c| match c {
            '<' | '〈' | '＜' | '[' | '【' | '〔' | '（' | '［' => '(',
            '>' | '〉' | '＞' | ']' | '】' | '〕' | '）' | '］' => ')',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// A name and what stands in the bracket at its end.
fn end_bracket(name: &str) -> (&str, Option<&str>) {
    let Some(open) = name.strip_suffix(')').and_then(|inner| {
        let mut depth = 1_usize;
        inner.char_indices().rev().find_map(|(at, c)| {
            match c {
                ')' => depth += 1,
                '(' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at)
        })
    }) else {
        return (name, None);
    };
    (name.get(..open).unwrap_or(name), name.get(open + 1..name.len() - 1))
}

fn split_list(list: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut members = vec![String::new()];
    for c in list.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, '、' | ',' | ';' | '和' | '及') {
            members.push(String::new());
        } else if let Some(last) = members.last_mut() {
            last.push(c);
        }
    }
    members.retain(|member| !member.is_empty());
    members
}

/// A place of at least two characters in front of a body: 云溪县 of 云溪县发改局.
fn split_place(name: &str) -> (&str, &str) {
    let ends =
        name.char_indices().filter(|(_, c)| matches!(c, '市' | '县' | '区' | '省' | '旗' | '州' | '镇'));
    for (at, c) in ends {
        let end = at + c.len_utf8();
        let (place, rest) = (name.get(..end).unwrap_or_default(), name.get(end..).unwrap_or_default());
        let known = BODIES.iter().any(|body| body.matches(rest));
        if place.chars().count() >= 3 && known {
            return (place, rest);
        }
    }
    ("", name)
}

/// Without the one character that gives the level: 市发改委, 县财政局.
fn without_level(name: &str) -> &str {
    name.strip_prefix(['市', '县', '区', '省', '州', '旗']).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_brackets_belongs_to_the_one_before() {
        for printed in [
            "发改局(服务业发展局)",
            "发改局（服务业发展局）",
            "发改局<服务业发展局>",
            "发改局 〈服务业发展局〉",
        ] {
            let name = DepartmentName::parse(printed);
            assert_eq!(name.canonical, "发改局(服务业发展局)", "{printed}");
            assert_eq!(name.parent.as_deref(), Some("发改局"));
            assert_eq!(name.printed, printed);
            assert!(!name.collective);
        }
        assert_eq!(DepartmentName::parse("市府办(外事办(友协))").parent.as_deref(), Some("市府办"));
        assert_eq!(DepartmentName::parse("财政局").parent, None);
    }

    #[test]
    fn collective_names_list_their_members() {
        let name = DepartmentName::parse("各区县政府<含江南新区、云溪区管委会>");
        assert!(name.collective);
        assert_eq!(name.members, ["江南新区", "云溪区管委会"]);
        assert_eq!(name.parent, None);
        for printed in [
            "各县(市、区)政府",
            "各镇街道",
            "市级其他有关单位",
            "各有关部门",
            "有关县(市、区)政府",
            "市各部门",
        ] {
            assert!(DepartmentName::parse(printed).collective, "{printed}");
        }
        for printed in ["市财政局", "区域合作办", "发改局(服务业发展局)", "云溪开发区(商务区)"]
        {
            assert!(!DepartmentName::parse(printed).collective, "{printed}");
        }
    }

    #[test]
    fn usual_names_of_one_unit_have_one_key() {
        for names in [
            ["发改局", "发展改革委", "发展和改革局", "市发展改革委", "县发改局"],
            ["人社局", "人力社保局", "市人力资源和社会保障局", "人力资源社会保障局", "县人社局"],
            ["市场监管局", "市市场监管局", "市场监督管理局", "市监局", "县市场监督管理局"],
            ["组织部", "市委组织部", "县委组织部", "委组织部", "区委组织部"],
            ["卫健委", "卫生健康局", "市卫生健康委", "卫健局", "卫生健康委员会"],
        ] {
            let keys: std::collections::HashSet<String> = names.iter().map(|name| alias_key(name)).collect();
            assert_eq!(keys.len(), 1, "{names:?} {keys:?}");
        }
    }

    #[test]
    fn every_merge_says_why() {
        let merged = alias("市发展改革委", None);
        assert_eq!(merged.key, "发展和改革局");
        assert!(merged.reason.is_some_and(|reason| reason.contains("市发展改革委")));
        assert_eq!(alias("财政局", None).reason, None);
        assert_eq!(alias("临川市财政局", Some("临川市")).key, "财政局");
    }

    #[test]
    fn different_units_stay_apart() {
        let differ = |one: &str, other: &str| assert_ne!(alias_key(one), alias_key(other), "{one} {other}");
        differ("市发改委", "云溪县发改局");
        differ("发改局", "发改局(服务业发展局)");
        differ("文旅局", "文广旅局");
        differ("经信局", "工信局");
        differ("科技局", "科协");
        differ("自然资源局", "自然资源和规划局");
        differ("市政园林局", "园林局");
        assert_eq!(alias_key("区域合作办"), "区域合作办");
    }

    #[test]
    fn doubtful_names_are_told_and_not_merged() {
        let alias = alias("市建设局", None);
        assert_eq!(alias.key, "市建设局");
        assert_eq!(alias.doubtful.as_deref(), Some("住房和城乡建设局"));
    }
}
