//! Shares of the plan: several at once, rates that are quotients, and rates of other things.

use super::{context, passage, task, tells};

#[test]
fn one_share_for_each_amount() {
    tells(
        "新改建农村公路120公里,改造危桥16座",
        "建成农村公路96公里,改造危桥14座,完成率分别为80%、87.5%。",
        &["96公里 (80%)", "14座 (87.5%)"],
    );
    tells(
        "城镇新增就业5000人,失业人员再就业1500人",
        "城镇新增就业4120人,失业人员再就业1301人,分别完成任务数的82.4%和86.7%。",
        &["4120人 (82.4%)", "1301人 (86.7%)"],
    );
}

#[test]
fn a_rate_that_is_the_quotient_is_a_share() {
    tells("盘活闲置厂房20万平方米", "盘活闲置厂房9.3万平方米,盘活率46.5%。", &["9.3万平方米 (46.5%)"]);
    tells("完成年度投资150亿元", "完成投资96亿元,投资完成率64%。", &["96亿元"]);
    tells("完成年度投资150亿元", "完成投资96.3亿元,投资完成率64.2%。", &["96.3亿元 (64.2%)"]);
    tells("盘活闲置厂房20万平方米", "盘活闲置厂房9.3万平方米,入驻率61.5%。", &["9.3万平方米"]);
}

#[test]
fn rates_over_problems_are_no_shares_of_a_plan() {
    let read = |progress: &str| {
        let read = task(&passage("抓好整改"), &passage(progress), &context());
        read.unlinked_shares.len()
    };
    assert_eq!(read("督察反馈问题整改任务完成率91.4%。"), 0);
    assert_eq!(read("大豆种植落实12万亩,完成省下达任务的102.1%。"), 1);
}
