//! Tasks that say for whom, where or of which things something is done before they say what.

use super::asks;

#[test]
fn what_is_done_for_a_number_of_people_or_things() {
    asks("为1.5万名35-64岁妇女免费开展“两癌”筛查", &["为35-64岁妇女免费开展“两癌”筛查 ≥ 1.5万名 amount"]);
    asks("为不少于800名残疾儿童提供康复救助", &["为残疾儿童提供康复救助 ≥ 800名 amount"]);
    asks("为60所乡村学校建设供暖设施", &["为乡村学校建设供暖设施 ≥ 60所 amount"]);
    asks("为80周岁以上老年人发放津贴", &[]);
    asks("为企业提供便利", &[]);
}

#[test]
fn where_something_is_built() {
    asks("在20个县建设运营医疗服务中心", &["在县建设运营医疗服务中心 ≥ 20个 amount"]);
    asks("在12个乡镇设立综合服务站", &["在乡镇设立综合服务站 ≥ 12个 amount"]);
    asks("在12个乡镇开展调研", &[]);
}

#[test]
fn what_a_number_of_things_is_to_become() {
    asks("力争9个社区达到充分就业社区标准", &["社区达到充分就业社区标准(力争) ≥ 9个 amount"]);
    asks("推动14个县（市、区）整县建成美丽乡村", &["推动县(市、区)整县建成美丽乡村 ≥ 14个 amount"]);
    asks("力争北山等5处煤矿建成试运转", &["北山等煤矿建成试运转 ≥ 5处 amount"]);
    asks("力争北山等5处煤矿、产能900万吨/年建成试运转", &["北山等煤矿 ≥ 5处 amount"]);
    asks("推动云溪电厂等160万千瓦机组建成投运", &["推动云溪电厂等机组建成投运 ≥ 160万千瓦 amount"]);
    asks("推动10家重点企业加快发展", &[]);
    asks("加快推进10个县（市、区）试点", &[]);
}

#[test]
fn verbs_that_stand_together_ask_for_a_result() {
    asks("优化提升38条背街小巷交通组织", &["优化提升背街小巷交通组织 ≥ 38条 amount"]);
    asks("优化营商环境,服务38家企业", &[]);
}

#[test]
fn another_year_to_compare_with_is_no_other_year() {
    asks("化肥使用量较上年下降1.5%", &["化肥使用量 ≤ -1.5% growth"]);
    asks("农药使用量比去年下降2%", &["农药使用量 ≤ -2% growth"]);
    asks("去年化肥使用量下降2%", &[]);
    let asked = "口腔综合治疗台总数较2022年增加5%,新增治疗台12台";
    asks(asked, &["口腔综合治疗台总数 ≥ 5% growth", "新增治疗台 ≥ 12台 amount"]);
    asks("2022年新增治疗台12台", &[]);
    asks("建设3人制篮球场6个", &["建设3人制篮球场 ≥ 6个 amount"]);
}
