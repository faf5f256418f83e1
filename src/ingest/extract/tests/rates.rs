//! Words of rates: where they went to, what they are held against, and shares of a part of the plan.

use super::{row, tells};

#[test]
fn a_rate_that_moved_is_where_it_moved_to() {
    tells("规上工业增加值增长8%", "规上工业增加值增速回落至3.1%。", &["3.1%"]);
    tells("固定资产投资增长7%", "固定资产投资降幅收窄至2.4%。", &["-2.4%"]);
    tells("进出口总额增长5%", "进出口总额78亿元,由一季度的下降12%转为增长2.3%。", &["2.3%"]);
    tells("工业用电量增长6%", "工业用电量由负转正,增长0.4%。", &["0.4%"]);
}

#[test]
fn growth_is_held_against_the_year_before() {
    tells("贷款余额增长10%", "贷款余额518亿元,较年初增长6.3%,同比增长11.2%。", &["11.2%"]);
    tells("贷款余额增长10%", "贷款余额518亿元,较年初增长6.3%。", &["-"]);
    tells("贷款余额较年初增长10%", "贷款余额较年初增长6.3%。", &["6.3%"]);
}

#[test]
fn means_go_by_several_names() {
    let asked = "PM2.5年均浓度控制在33微克/立方米以内";
    for progress in [
        "PM2.5累计均值31微克/立方米,同比下降2.2%。",
        "PM2.5浓度均值31微克/立方米,PM10浓度均值60微克/立方米。",
        "细颗粒物(PM2.5)累计浓度31微克/立方米。",
        "6月PM2.5均值25微克/立方米,1-6月累计平均浓度31微克/立方米。",
    ] {
        tells(asked, progress, &["31微克/立方米"]);
    }
}

#[test]
fn a_share_of_half_the_year_is_none_of_the_year() {
    let asked = "城镇新增就业8000人";
    for progress in [
        "城镇新增就业5230人,超额完成半年目标任务,完成率130.8%。",
        "城镇新增就业5230人,完成上半年目标的130.8%。",
        "城镇新增就业9120人,超额完成全年目标14%。",
    ] {
        let read = row(asked, progress);
        assert_eq!(read.indicators[0].reported_share, None, "{progress}");
        assert_eq!(read.unlinked_shares, [], "{progress}");
        assert!(read.indicators[0].measurement.is_some(), "{progress}");
    }
    tells(asked, "城镇新增就业5230人,完成年度目标的65.4%。", &["5230人 (65.4%)"]);
}
