//! Whether a figure may answer a target at all, before their words are compared.

use rust_decimal::Decimal;

use super::acts;
use super::doubts::{CANDIDATES, UNDERWAY};
use super::figure::{Figure, LOST};
use super::own::{split_verb, trimmed};
use super::scope::is_of;
use super::target::Target;
use super::words::{beginning, ending, holds, words};
use crate::domain::quantity::{Dimension, Unit, convert};
use crate::domain::target::Kind;
use crate::domain::word_list::WordList;

/// Same dimension and kind, same scope, a result of the whole in this year.
pub(super) fn eligible(target: &Target, asked: Option<&Unit>, figure: &Figure) -> bool {
    if !comparable(target, asked, figure) {
        return false;
    }
    let doubts = figure.doubts;
    if doubts.planned
        || doubts.partial
        || doubts.local
        || doubts.other_year
        || doubts.scoped != target.scope.contains("不含")
    {
        return false;
    }
    if figure.quarter && target.kind == Kind::Amount {
        return false;
    }
    if target.of_each {
        return false;
    }
    if doubts.own_level && !target.name.contains("本级") {
        return false;
    }
    if figure.site.as_deref().is_some_and(|site| !is_of(site, &target.name, &target.context)) {
        return false;
    }
    if doubts.candidate && !holds(&target.name, &CANDIDATES) {
        return false;
    }
    if doubts.underway && !holds(&target.name, &UNDERWAY) && !target.name.contains("实施") {
        return false;
    }
    let otherwise = |act| acts::differs(&target.name, act, &figure.listed_before);
    if figure.act.is_some_and(otherwise) {
        return false;
    }
    let differs = beginning(&target.name, words!["减少", "压减", "新增", "净增", "增加"]).is_some();
    if is_stock_for_flow(target, figure)
        || is_gross_for_net(target, figure)
        || (figure.difference && !differs)
    {
        return false;
    }
    let elsewhen = words!["年初", "环比", "较上月", "较上季度"];
    let asked_so = || holds(&target.name, elsewhen) || holds(&target.context, elsewhen);
    // 存贷比较年初提高1.3个百分点 is what 提高2个百分点 asks of the year.
    let points = || {
        figure.dimension() == Some(Dimension::Point)
            && asked.is_some_and(|asked| asked.dimension == Dimension::Point)
            && holds(&figure.before, words!["较年初", "比年初"])
    };
    if target.kind == Kind::Growth && figure.since_elsewhen && !asked_so() && !points() {
        return false;
    }
    // 产能提升5万吨 is told by no 产能达到61万吨.
    let by = ending(&target.name, words!["提升", "提高", "增加", "扩大"]).is_some();
    if by && figure.reaches && !figure.is_change() {
        return false;
    }
    if is_total_for_mean(target, figure)
        || is_per_head_for_all(target, figure)
        || only_joins(target, figure)
        || only_takes_part(target, figure)
        || only_clears(target, figure)
    {
        return false;
    }
    let progress = figure.name.ends_with("进度") && !target.name.ends_with("进度");
    !progress && !restates(target, figure)
}

/// 参与制定国家标准9项: what others lead is not led.
fn only_takes_part(target: &Target, figure: &Figure) -> bool {
    holds(&target.name, words!["主导", "牵头"])
        && figure.before.contains("参与")
        && !target.name.contains("参与")
}

/// 棚户区改造已拆迁31万平方米: what is cleared is not yet built or renewed.
fn only_clears(target: &Target, figure: &Figure) -> bool {
    let builds = holds(&target.name, words!["改造", "建设", "新建", "建成", "回迁", "安置"]);
    let clears = || holds(&target.name, words!["拆", "征", "迁出", "搬迁", "腾", "签约", "动迁"]);
    if !builds || clears() {
        return false;
    }
    let said = trimmed(&figure.before).trim_end_matches(['达', '到', '约', '共', '了']);
    let extent = said.ends_with(['积', '数']);
    let said = if extent { said.trim_end_matches("面积").trim_end_matches("户数") } else { said };
    ending(said, words!["拆迁", "征收", "征迁", "征拆", "动迁", "房屋征收", "签约", "拆除", "腾空", "征地"])
        .is_some()
}

/// 村均收入260万元 is told by no total, 亩均税收 by no sum of taxes.
fn is_total_for_mean(target: &Target, figure: &Figure) -> bool {
    let means = words!["村均", "户均", "亩均", "镇均", "校均", "店均", "企均"];
    holds(&target.name, means) && !figure.is_change() && !holds(&figure.full, means)
}

/// 每千人口托位数4.9个 is none for 新增托位300个, nor are all places for what there is for each.
fn is_per_head_for_all(target: &Target, figure: &Figure) -> bool {
    let each = words!["每千", "每万", "每百", "每十万", "千人", "万人", "人均", "百人", "百户"];
    let counted = matches!(figure.dimension(), Some(Dimension::Count | Dimension::People));
    counted && !figure.is_change() && holds(&figure.full, each) != holds(&target.name, each) && {
        let asked = beginning(&target.name, words!["每千", "每万", "每百", "每十万"]).is_some();
        let told = beginning(trimmed(&figure.name), words!["每千", "每万", "每百", "每十万"]).is_some();
        asked || told
    }
}

/// 平台接入泊位4100个: what was there before and is now on a list or a platform is not new.
fn only_joins(target: &Target, figure: &Figure) -> bool {
    let joins = words!["接入", "录入", "归集", "联网"];
    let asks_new = beginning(&target.name, words!["新增", "新建", "建成", "建设", "新改建"]).is_some();
    asks_new && holds(&figure.before, joins) && !holds(&target.name, joins)
}

/// A cell that holds one figure and next to no words: 213.7亿元, 已完工29个.
pub(super) fn answers_alone(target: &Target, figure: &Figure) -> bool {
    let unit = Unit::parse(&target.unit);
    let bare = split_verb(trimmed(&figure.before).trim_start_matches('已')).1.is_empty();
    let rate = target.kind == Kind::Growth && figure.dimension() == Some(Dimension::Percent);
    let same = rate || comparable(target, unit.as_ref(), figure);
    let doubts = figure.doubts;
    bare && same && !doubts.planned && !doubts.underway && !doubts.candidate
}

/// Verbs of what is added during the year.
static ADDED: WordList = WordList::new(&[
    "新增",
    "新建",
    "新认定",
    "新引进",
    "新",
    "净增",
    "引进",
    "招引",
    "培育",
    "创建",
    "建成",
    "完成",
    "认定",
    "创成",
    "入选",
    "获评",
    "发放",
    "改造",
]);

/// Words of what came to a stock.
#[rustfmt::skip]
static CAME: WordList = WordList::new(&[
    "新增", "净增", "新认定", "新认证", "新获", "新评", "新创", "新建", "新授", "新批", "新挂牌", "新登记", "新设立", "新注册", "新入库", "新入规", "新引进", "新培育", "新入选",
]);

/// 现有景区村16个, 上市企业总数15家 are all there are; a target of new ones asks for this year's, and the other way
/// round.
fn is_stock_for_flow(target: &Target, figure: &Figure) -> bool {
    let flow = beginning(&target.name, words!["新", "净增", "创建", "培育", "引进", "招引", "开发"])
        .is_some()
        || holds(&target.name, words!["新增", "净增"]);
    let told_new = (beginning(&figure.name, &ADDED).is_some() && !figure.name.starts_with("建成区"))
        || holds(&figure.before, words!["新增", "新建", "净增", "新认定"]);
    let counted = matches!(figure.dimension(), Some(Dimension::Count | Dimension::People));
    let reached = figure.reaches && !told_new && figure.dimension() != Some(Dimension::Percent);
    let news =
        target.name.starts_with('新') || target.name.starts_with("净增") || target.name.contains("新增");
    if counted && target.kind == Kind::Amount && sums_up_all(target, figure) {
        return true;
    }
    if flow && target.kind == Kind::Amount {
        let gathered = reached && holds(&figure.before, words!["集聚", "汇聚", "聚集", "累计集聚"]);
        return figure.doubts.owned || gathered || (reached && news);
    }
    let extent = matches!(
        figure.dimension(),
        Some(Dimension::Area | Dimension::Length | Dimension::Volume | Dimension::Power)
    );
    target.kind == Kind::Level && (counted || extent) && !flow && holds(&figure.before, &CAME)
}

/// 新登记, 新入规 are what came; 净增 asks for what is left of it after those that went.
fn is_gross_for_net(target: &Target, figure: &Figure) -> bool {
    let lost = ending(&figure.before, &LOST).is_some() && !holds(&target.name, &LOST);
    let gross = target.name.contains(NET) && !tells_net(figure) && {
        // 新增 may be said of both; what was registered or recognised is never what is left.
        let came = words![
            "新登记",
            "新注册",
            "新设立",
            "新设",
            "新认定",
            "新入库",
            "新入规",
            "新升规",
            "新开办",
            "入库",
            "升规"
        ];
        figure.beside_losses || holds(&figure.before, came)
    };
    lost || gross
}

/// What is left of those that came after those that went.
pub(super) const NET: &str = "净增";

/// 净增17家, 较年初增加17家.
pub(super) fn tells_net(figure: &Figure) -> bool {
    figure.name.contains(NET)
        || holds(&figure.before, words!["净增", "较年初增", "比年初增", "比年初新增", "较年初新增"])
}

/// 累计达到2316个, 全县民宿达860家: all there are, where the target asks for what is built or won this year.
fn sums_up_all(target: &Target, figure: &Figure) -> bool {
    #[rustfmt::skip]
    static BUILDS: WordList = WordList::new(&[
        "建成", "建设", "新建", "改造", "安装", "布设", "培育", "创建", "引进", "招引", "认定", "打造", "新增",
        "新认定", "新培育", "新引进", "发展", "新发展",
    ]);
    if beginning(&target.name, &BUILDS).is_none() {
        return false;
    }
    let sum = figure.before.contains("累计") && !figure.this_year;
    let times = |many: i64| {
        let value = convert(figure.value, &figure.unit, &target.unit);
        let most = target.value.checked_mul(Decimal::from(many));
        value.zip(most).is_some_and(|(value, most)| value > most)
    };
    // 累计建成1.2万户 for 2000户: nobody does so much more than was asked for, it is a sum of years.
    if sum && times(3) {
        return true;
    }
    let all = figure.reaches && holds(&figure.before, words!["累计达", "总计达", "总量", "总数", "共达"]);
    // 培育…80家: 累计开展直播业务企业达312家, 全市服务组织达1320家.
    let stock = figure.reaches && figure.terminal && times(1);
    (all || stock) && !holds(&figure.before, &ADDED) && !figure.before.contains("发展")
}

/// Verbs that make a subject a result: 5条美丽河湖建成.
static REACHED: WordList = WordList::new(&[
    "开工", "完工", "竣工", "建成", "完成", "通过", "投用", "实现", "获评", "入选", "销号", "投产", "交付",
    "创成",
]);

/// 创建示范村2个,…按计划推进: the task said again, not a result.
fn restates(target: &Target, figure: &Figure) -> bool {
    if figure.value != target.value || figure.unit != target.unit {
        return false;
    }
    // 失业率控制在5%以内, 处理率保持在98%以上: the bound that was set, not what came of it.
    if target.kind != Kind::Amount && figure.bounded {
        return true;
    }
    let subject = !figure.terminal && figure.before.is_empty();
    if subject && !holds(&figure.name, &REACHED) {
        return true;
    }
    let told = words!["已", "完成", "成功", "实现", "累计", "共", "新增", "全部"];
    let staged = holds(&figure.before, &REACHED) || figure.before.contains('已');
    (figure.counts_on && !staged) || (figure.sentence_goes_on_ahead && !holds(&figure.before, told))
}

fn comparable(target: &Target, asked: Option<&Unit>, figure: &Figure) -> bool {
    if (target.kind == Kind::Growth) != figure.is_change() {
        return false;
    }
    match (asked, figure.meaning) {
        (Some(asked), Some(told)) if !same_counters(target, asked, figure, &told) => false,
        // 每年4300元 and 360元/月: what is paid for another time is a twelfth of it.
        (Some(asked), Some(told))
            if asked.dimension == Dimension::Yuan && told.dimension == Dimension::Quotient =>
        {
            let near = |a: Decimal, b: Decimal| a.checked_mul(Decimal::from(3)).is_some_and(|a| a > b);
            asked.compares_with(&told) && near(figure.value, target.value) && near(target.value, figure.value)
        }
        (Some(asked), Some(told)) => {
            asked.compares_with(&told) || (target.unit.starts_with("微克") && figure.unit.starts_with("微克"))
        }
        (Some(asked), None) => matches!(asked.dimension, Dimension::Count | Dimension::People),
        (None, None) => true,
        (None, Some(_)) => false,
    }
}

/// People are counted in 名, 人, 位 or plain 个; 10场 counts no people, 140名 no firms.
fn same_counters(target: &Target, asked: &Unit, figure: &Figure, told: &Unit) -> bool {
    let people = |unit: &Unit| unit.dimension == Dimension::People;
    let plain = |unit: &str| unit.ends_with('个');
    match (people(asked), people(told)) {
        (true, false) => plain(&figure.unit) || told.dimension != Dimension::Count,
        (false, true) => plain(&target.unit) || asked.dimension != Dimension::Count,
        _ => true,
    }
}

/// Small reasons to prefer another figure.
pub(super) fn unsure(asked: Option<&Unit>, figure: &Figure) -> f64 {
    let people = |dimension: Option<Dimension>| dimension == Some(Dimension::People);
    let reasons = [
        (figure.forecast, 0.03),
        (figure.quarter || figure.month, 0.08),
        (figure.doubts.part, 0.04),
        (people(asked.map(|unit| unit.dimension)) != people(figure.dimension()), 0.1),
        (figure.meaning.is_none(), 0.05),
        // 累计建成1203个,今年新建425个: what is said of this year answers the year's target.
        (figure.this_year, -0.09),
        // 8月完成49亿元, 累计完成56亿元: what was summed up is the more complete.
        (figure.before.contains("累计"), -0.045),
    ];
    reasons.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
}
