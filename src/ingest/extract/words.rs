//! Word lists of the reader, and the few operations on them.

use crate::domain::word_list::WordList;

/// A list of a few words, indexed when the program is compiled: `holds(text, words!["已", "累计"])`.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {{
        static LIST: $crate::domain::word_list::WordList =
            $crate::domain::word_list::WordList::new(&[$($word),+]);
        &LIST
    }};
}
pub(super) use words;

/// Several lists of words that one text is asked about: `let [added, told] = word_lists!(&["新增"], TOLD).last_ends(text)`.
macro_rules! word_lists {
    ($($list:expr),+ $(,)?) => {{
        const LISTS: &[&[&str]] = &[$($list),+];
        const COUNT: usize = {
            let (mut count, mut at) = (0, 0);
            while at < LISTS.len() {
                count += LISTS[at].len();
                at += 1;
            }
            count
        };
        const WORDS: [&str; COUNT] = $crate::domain::word_list::WordList::joined(LISTS);
        static ALL: $crate::domain::word_lists::WordLists<{ LISTS.len() }> =
            $crate::domain::word_lists::WordLists::new(&WORDS, LISTS);
        &ALL
    }};
}
pub(super) use word_lists;

/// The longest of `words` that `text` ends with.
pub(super) fn ending(text: &str, words: &WordList) -> Option<&'static str> {
    words.ending(text)
}

/// The longest of `words` that `text` begins with.
pub(super) fn beginning(text: &str, words: &WordList) -> Option<&'static str> {
    words.beginning(text)
}

/// True where any of `words` occurs in `text`.
pub(super) fn holds(text: &str, words: &WordList) -> bool {
    words.is_in(text)
}

/// Byte position one past the last occurrence of any of `words`.
pub(super) fn last_end(text: &str, words: &WordList) -> Option<usize> {
    words.last_end(text)
}

/// Verbs that ask for a result on their own: what follows them is reached, not merely worked on.
#[rustfmt::skip]
pub(super) static RESULT_VERBS: WordList = WordList::new(&[
    "新增", "净增", "新建成", "新建", "新认定", "新创建", "新开工", "新竣工", "新引进", "新引入",
    "新招引", "新培育", "新启动", "新签约", "新改建", "新改扩建", "新列入", "新入选", "新设", "新评定",
    "新增加", "建成", "建好", "建强", "完成", "创成", "创建", "争创", "引进", "招引", "引育", "引入",
    "招聘", "招录", "腾出", "腾退", "整治", "认定", "形成", "打造", "培育", "培养", "培训", "选树",
    "改造", "改建", "扩建", "改扩建", "新改扩建", "修复", "整改", "淘汰", "关停", "盘活", "消化",
    "复垦", "垦造", "恢复", "供应", "出让", "收储", "征收", "实施", "开展", "举办", "组织", "承办",
    "开通", "开行", "投放", "投运", "投用", "推出", "推广", "发放", "发布", "制定", "制订", "出台",
    "化解", "清零", "销号", "办好", "办成", "落地", "签约", "落户", "开工", "竣工", "投产", "启动",
    "安装", "加装", "设立", "组建", "建立", "布设", "铺设", "疏浚", "治理", "种植", "播种", "储备",
    "争取", "申报", "入驻", "获评", "入选", "评选", "评定", "培优", "安置", "帮扶", "救助", "补贴",
    "新登记", "登记", "吸纳", "开发", "提供", "筹集", "筹建", "配建", "交付", "解决", "消除", "拆除",
    "拆违", "处置", "检查", "抽检", "监测", "接种", "筛查", "签订", "成立", "研发", "转化", "攻克",
    "突破", "输送", "建设", "提升", "更新", "改善", "实现", "达到", "增加", "扩大", "减少", "削减",
    "压减", "保障", "孵化", "上线", "晋级", "选派", "招收", "录用", "聚引", "集聚", "遴选", "评出",
    "授予", "颁发", "续建", "创办", "开办", "开设", "开放", "扶持", "支持建设", "新开", "增设", "清理",
    "清退", "搬迁", "迁建", "修缮", "保护修缮", "提标", "划定", "兑现", "减免", "减负", "发行", "获批", "下达", "投入",
    "投资", "争创成", "争取创建", "力争创建", "修订", "惠及", "施工", "完工", "评为", "受益", "新植", "竣工投产",
    "建成投产", "建成投用", "完工投用", "开工建设", "制修订", "取得", "取消", "新入规", "新入库", "新升规", "新注册",
    "新打造", "新创成", "新辟", "新开辟", "新获评", "新发展", "通车", "建成通车", "投入使用", "投入试运行", "建成并投入使用",
    "建成并投入试运行", "建成并投用", "竣工并投用", "竣工投用", "联审", "并网",
]);

/// Words that make the verb after them a direction, not a result: 加快建设3个工业污水处理厂.
#[rustfmt::skip]
pub(super) static PROCESS_WORDS: WordList = WordList::new(&[
    "规划", "加快", "推进", "推动", "抓紧", "抓好", "抓实", "持续", "支持", "鼓励", "提升发展", "深化",
    "围绕", "聚焦", "针对", "对照", "攻坚", "统筹", "做优", "做强", "做好", "优化", "迭代", "加强",
    "强化", "依托", "落实", "指导", "服务", "促进", "巩固", "完善", "谋划推进", "联动", "紧盯", "梳理",
    "放大", "发挥", "用好", "管好", "办好", "协调", "督促", "监管", "覆盖", "涉及", "包括", "列入",
    "纳入", "排定", "安排", "计划", "按照", "根据", "结合", "通过", "利用", "借助", "立足", "对标",
    "有序", "稳步", "探索", "健全", "承接", "参与", "助力", "引导", "全力保障", "提质", "整合", "串联",
    "辐射", "服务好", "建优", "加大", "研究", "谋划", "深耕", "锚定", "编制", "提速", "攻关", "建设好",
    "支撑", "联合", "牵头", "配合",
]);

/// Verbs that say what there is to be worked on.
pub(super) static ARRANGING: WordList = WordList::new(&["安排", "排定", "编排", "铺排", "确定"]);

/// Verbs strong enough to ask for a result even after a process word: 推动新增10家.
#[rustfmt::skip]
pub(super) static STRONG_VERBS: WordList = WordList::new(&[
    "新增", "新建成", "新建", "新认定", "新创建", "新开工", "新竣工", "新引进", "新引入", "新培育",
    "建成", "创成", "完成", "建好", "办好", "办成", "引进", "招引", "腾出", "腾退", "形成", "获评", "入选", "淘汰",
]);

/// What may stand between a head and its number without belonging to what is measured.
#[rustfmt::skip]
pub(super) static REACHING: WordList = WordList::new(&[
    "达到", "达", "完成", "实现", "为", "是", "有", "共", "总计", "合计", "累计", "共计", "总数",
    "突破", "超过", "超", "逾", "不低于", "不少于", "不小于", "高于", "大于", "至少", "确保", "力争",
    "争取", "稳定在", "保持在", "维持在", "保持", "稳定", "提高到", "提高至", "提升到", "提升至",
    "增长到", "增长至", "增加到", "增加至", "增至", "升至", "上升到", "上升至", "扩大到", "扩大至",
    "发展到", "到", "至", "控制在", "控制到", "不超过", "不高于", "不大于", "低于", "少于", "小于",
    "降至", "降到", "下降到", "下降至", "降低到", "降低至", "减少到", "减少至", "压减到", "压减至",
    "缩小到", "缩小至", "压缩到", "压缩至", "回落至", "回落到", "下滑至", "下滑到", "回升至", "回升到",
    "收窄至", "收窄到", "收窄为", "放缓至", "放缓到", "加快至", "加快到", "约", "大约", "约为", "近", "将近", "各", "均", "分别",
    "分别为", "分别达", "分别达到", "总数达", "总数达到", "均达", "均达到", "各达", "再", "保持到", "预计", "预计达", "预期",
    "已", "已达", "已达到", "共有", "也", "仅", "高达", "多达", "过", "破", "的", "不少于", "数达",
    "均为", "都达到", "都达", "都为", "全部达到", "在", "平均达", "同比", "较上年", "较上年同期",
    "较去年", "较去年同期", "比上年", "比去年", "比上年同期", "比去年同期", "年均", "比年初", "由去年的", "由上年的", "从去年的", "从上年的", "由年初的", "较年初",
    "比上年末", "较上年末", "同口径", "可比口径", "按可比价", "按可比价格计算", "按可比口径",
    "每人每月", "每人每年", "每月", "每年", "每人", "同期",
]);

/// Those of [`REACHING`] that set a ceiling.
#[rustfmt::skip]
pub(super) static CEILING: WordList = WordList::new(&[
    "控制在", "控制到", "不超过", "不高于", "不大于", "低于", "少于", "小于", "降至", "降到", "下降到",
    "下降至", "降低到", "降低至", "减少到", "减少至", "压减到", "压减至", "缩小到", "缩小至", "压缩到",
    "压缩至",
]);

/// Those of [`REACHING`] that say nearly.
pub(super) static NEARLY: WordList = WordList::new(&["约", "大约", "约为", "近", "将近"]);

/// Those of [`REACHING`] that say more than the figure.
pub(super) static BEYOND: WordList = WordList::new(&["超过", "超", "逾", "突破", "破", "过", "高于", "大于"]);

/// Words of a rise, before a rate of change.
#[rustfmt::skip]
pub(super) static RISE: WordList = WordList::new(&[
    "增长", "提高", "提升", "上升", "增加", "增速", "增幅", "递增", "增长率", "增", "升", "上涨",
    "涨幅", "增收", "增长速度", "回升",
]);

/// Words of a fall.
#[rustfmt::skip]
pub(super) static FALL: WordList = WordList::new(&[
    "下降", "减少", "压减", "降低", "压降", "削减", "降幅", "缩减", "下降幅度", "减", "降", "回落",
    "下滑", "缩短", "压缩", "负增长", "减幅", "下降率", "降低率", "压减率", "削减率", "减少率",
]);

/// Text that goes on after a number without being its noun.
#[rustfmt::skip]
pub(super) static AFTER_END: WordList = WordList::new(&[
    "大关", "关口", "并", "且", "以及", "及", "和", "的目标", "目标", "任务", "全覆盖", "已", "其中",
    "同比", "较", "比上年", "比去年", "占", "列", "位列", "居", "位居", "排名", "排", "增长", "下降",
    "增速", "增幅", "累计", "预计", "目前", "截至", "新增", "新建", "新引进", "完成", "引进", "规模",
    "创历史", "超额", "提前", "超", "高于", "低于", "快于", "达到", "实现", "的水平", "水平", "标准",
    "要求", "力争", "争取", "确保",
]);
