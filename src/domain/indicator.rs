//! One name for each measure that goes by several, so that it can be compared across periods, cities and years.

use super::word_list::WordList;

/// The name chosen for a measure, then its other names in print. Short forms come after long ones.
const NAMES: &[(&str, &[&str])] = &[
    ("地区生产总值", &["全市生产总值", "国内生产总值", "生产总值", "GDP", "经济总量"]),
    ("一般公共预算收入", &["地方一般公共预算收入", "地方财政一般预算收入", "一般预算收入", "地方财政收入"]),
    ("财政总收入", &["财政收入总额"]),
    (
        "固定资产投资",
        &["全社会固定资产投资", "固定资产投资额", "固定资产投资总额", "固定资产投资完成额", "固投"],
    ),
    (
        "社会消费品零售总额",
        &[
            "社会消费品零售额",
            "社会商品零售总额",
            "社消品零售总额",
            "社消零总额",
            "社消零额",
            "社消零",
            "社零总额",
            "社零额",
            "社零",
        ],
    ),
    (
        "规模以上工业增加值",
        &["规上工业企业增加值", "规上工业增加值", "规模以上工业企业增加值", "规上工增", "规模工业增加值"],
    ),
    ("规模以上", &["规上"]),
    ("限额以上", &["限上"]),
    (
        "外贸进出口总额",
        &[
            "货物进出口总额",
            "货物贸易进出口总额",
            "自营进出口总额",
            "进出口总额",
            "进出口总值",
            "外贸进出口额",
            "外贸进出口",
        ],
    ),
    (
        "出口总额",
        &[
            "货物贸易出口总额",
            "外贸出口总额",
            "自营出口总额",
            "货物贸易出口",
            "出口总值",
            "外贸出口额",
            "外贸出口",
            "出口额",
        ],
    ),
    ("进口总额", &["货物贸易进口总额", "外贸进口总额", "进口总值", "外贸进口", "进口额"]),
    (
        "实际使用外资",
        &["实际利用外资", "实际到位外资", "实际到账外资", "实到外资", "合同利用外资实到", "实际外资"],
    ),
    (
        "研究与试验发展经费支出占地区生产总值比重",
        &[
            "全社会R&D经费支出占GDP比重",
            "全社会研发经费支出占GDP比重",
            "R&D经费支出占GDP比重",
            "研发经费支出占GDP比重",
            "R&D经费占GDP比重",
            "全社会研发投入强度",
            "R&D投入强度",
            "研发投入强度",
            "研发经费投入强度",
            "全社会R&D经费投入强度",
            "R&D经费投入强度",
            "全社会R&D投入强度",
            "R&D经费支出占比",
            "R&D经费占比",
            "研发经费占GDP比重",
            "研发投入占GDP比重",
        ],
    ),
    (
        "空气质量优良天数比率",
        &[
            "环境空气质量优良率",
            "空气质量优良天数比例",
            "空气优良天数比例",
            "空气优良天数比率",
            "空气质量优良率",
            "空气优良率",
            "AQI优良率",
            "优良率",
            "优良天数比例",
            "优良天数比率",
        ],
    ),
    (
        "PM2.5平均浓度",
        &[
            "PM2.5年均浓度",
            "PM2.5年平均浓度",
            "PM2.5累计平均浓度",
            "PM2.5累计浓度",
            "PM2.5累计均值",
            "PM2.5浓度均值",
            "PM2.5年均值",
            "PM2.5均值",
            "细颗粒物平均浓度",
            "细颗粒物年均浓度",
            "细颗粒物累计浓度",
            "细颗粒物累计均值",
            "细颗粒物浓度均值",
            "细颗粒物浓度",
            "PM2.5浓度",
        ],
    ),
    (
        "PM10平均浓度",
        &[
            "PM10年均浓度",
            "PM10累计均值",
            "PM10浓度均值",
            "PM10均值",
            "可吸入颗粒物平均浓度",
            "可吸入颗粒物年均浓度",
            "可吸入颗粒物浓度",
            "PM10浓度",
        ],
    ),
    ("户厕", &["户厕改造", "改厕", "户用卫生厕所", "户用厕所"]),
    ("高新技术企业", &["国家级高新技术企业", "国家高新技术企业", "高企"]),
    ("城镇新增就业", &["新增城镇就业人数", "新增城镇就业", "城镇新增就业人数", "新增就业"]),
    (
        "农村居民人均可支配收入",
        &[
            "农村牧区常住居民人均可支配收入",
            "农村牧区居民人均可支配收入",
            "农牧民人均可支配收入",
            "农村常住居民人均可支配收入",
            "农民人均可支配收入",
            "农村人均可支配收入",
        ],
    ),
    ("城镇居民人均可支配收入", &["城镇常住居民人均可支配收入", "城镇人均可支配收入"]),
    (
        "居民人均可支配收入",
        &["全体居民人均可支配收入", "全体常住居民人均可支配收入", "城乡居民人均可支配收入"],
    ),
    ("每万人高价值发明专利拥有量", &["万人高价值发明专利拥有量", "每万人口高价值发明专利拥有量"]),
    ("单位地区生产总值能耗", &["单位GDP能耗", "单位生产总值能耗", "万元GDP能耗", "单位GDP能源消耗"]),
    (
        "税收占一般公共预算收入比重",
        &[
            "税收收入占一般公共预算收入的比重",
            "税收收入占一般公共预算收入比重",
            "税收收入占一般公共预算收入",
            "税收占一般公共预算收入的比重",
            "税收占一般公共预算收入",
            "税收收入占比",
            "税收占比",
            "税收比重",
            "税比",
        ],
    ),
    (
        "每千人口托位数",
        &[
            "每千人口拥有3岁以下婴幼儿托位数",
            "每千人口拥有3岁以下婴幼儿托位",
            "每千人拥有3岁以下婴幼儿托位数",
            "每千人拥有3岁以下婴幼儿托位",
            "每千人口拥有婴幼儿托位数",
            "每千人拥有婴幼儿托位数",
            "每千人口婴幼儿托位数",
            "千人口托位数",
            "千人托位数",
        ],
    ),
    ("群众安全感", &["群众安全感满意度", "群众安全感满意率", "群众安全感指数", "公众安全感"]),
    ("命案", &["命案发案数", "命案发案起数", "命案发案"]),
    (
        "减税降费",
        &["减税降费及退税缓费", "减税降费退税缓费", "减税降费缓税缓费", "减税退税降费", "退税减税降费"],
    ),
    ("标准煤", &["标煤"]),
    ("高标准农田", &["高标准基本农田"]),
    ("数字经济核心产业增加值", &["数字经济核心制造业增加值"]),
    ("比重", &["占比", "比例"]),
    (
        "光伏装机",
        &[
            "光伏并网容量",
            "光伏装机容量",
            "光伏并网装机",
            "光伏并网装机容量",
            "光伏发电装机",
            "光伏发电装机容量",
            "光伏并网规模",
        ],
    ),
    ("风电装机", &["风电并网容量", "风电装机容量", "风电并网装机", "风电并网装机容量", "风电并网规模"]),
    (
        "托位",
        &["3岁以下婴幼儿托位", "3岁以下婴幼儿照护托位", "0-3岁婴幼儿托位", "婴幼儿照护托位", "婴幼儿托位"],
    ),
    ("规模以上企业", &["入规企业", "升规企业", "小升规企业", "“小升规”企业"]),
];

/// Every name in print and the one chosen for it, side by side.
const FLAT: [&str; COUNT] = flat(false);
const CHOSEN: [&str; COUNT] = flat(true);
static PRINTED: WordList = WordList::new(&FLAT);

const COUNT: usize = {
    let (mut count, mut row) = (0, 0);
    while row < NAMES.len() {
        count += NAMES[row].1.len() + 1;
        row += 1;
    }
    count
};

const fn flat(chosen: bool) -> [&'static str; COUNT] {
    let mut flat = [""; COUNT];
    let (mut at, mut row) = (0, 0);
    while row < NAMES.len() {
        let (name, others) = NAMES[row];
        let mut other = 0;
        while other <= others.len() {
            flat[at] = if chosen || other == others.len() { name } else { others[other] };
            at += 1;
            other += 1;
        }
        row += 1;
    }
    flat
}

/// Words of change at the end of a name.
#[rustfmt::skip]
static CHANGES: WordList = WordList::new(&[
    "同比增长率", "同比增长", "同比增速", "同比增幅", "同比下降率", "同比下降", "同比降幅", "同比提高", "同比提升",
    "同比压减", "同比减少", "增长率", "增长", "增速", "增幅", "下降率", "下降", "降幅", "提高", "提升", "压减", "减少",
]);

/// The canonical name of a printed indicator name; the name itself where no other is known.
///
/// 生产总值, 地区生产总值 and GDP all give 地区生产总值. What is printed is kept elsewhere; this is for comparing only.
#[must_use]
pub fn canonical(printed: &str) -> String {
    let mut compact = String::with_capacity(printed.len());
    compact.extend(printed.split_whitespace());
    let bare = without_place(&compact);
    let bare = CHANGES.ending(bare).and_then(|change| bare.strip_suffix(change)).unwrap_or(bare);
    if bare.is_empty() {
        return compact;
    }
    // Whole names only: `GDP` inside 单位GDP能耗 stays.
    let known = PRINTED.place_of_beginning(bare).filter(|&place| FLAT[place].len() == bare.len());
    known.map_or(bare, |place| CHOSEN[place]).to_owned()
}

/// The same text with every known other name replaced by the chosen one, longest first.
#[must_use]
pub fn unify(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 32);
    let mut done = 0;
    for (at, place) in PRINTED.places(text) {
        // A name inside one that was replaced already.
        if at < done {
            continue;
        }
        result.push_str(text.get(done..at).unwrap_or_default());
        result.push_str(CHOSEN[place]);
        done = at + FLAT[place].len();
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

/// 全市 and the like say whose figure it is, not what is measured.
fn without_place(name: &str) -> &str {
    let mut rest = name;
    while let Some(next) = ["全市", "全县", "全区", "全镇", "全省", "我市", "我县", "我区", "实现", "完成"]
        .iter()
        .find_map(|word| rest.strip_prefix(word).filter(|next| !next.is_empty()))
    {
        rest = next;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_measure_has_one_name() {
        for printed in ["地区生产总值", "生产总值", "GDP", "全市GDP", "全市生产总值", "生产总值增长"]
        {
            assert_eq!(canonical(printed), "地区生产总值", "{printed}");
        }
        assert_eq!(canonical("实到外资"), canonical("实际利用外资"));
        assert_eq!(canonical("研发投入强度"), canonical("全社会R&D经费支出占GDP比重"));
        assert_eq!(canonical("R&D经费投入强度"), canonical("研发经费占GDP比重"));
        for printed in ["社消零", "社零", "社消零总额"] {
            assert_eq!(canonical(printed), "社会消费品零售总额", "{printed}");
        }
        assert_eq!(canonical("规上工增"), "规模以上工业增加值");
    }

    #[test]
    fn other_measures_keep_their_names() {
        assert_eq!(canonical("新增停车位"), "新增停车位");
        assert_ne!(canonical("单位GDP能耗"), canonical("GDP"));
        assert_ne!(canonical("出口总额"), canonical("进出口总额"));
    }

    #[test]
    fn names_inside_a_text_are_unified() {
        assert_eq!(unify("全市规上工业增加值"), "全市规模以上工业增加值");
        assert_eq!(unify("外贸进出口总额"), "外贸进出口总额");
    }
}
