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

#[test]
fn the_rate_of_the_next_clause_is_of_something_else() {
    tells("助餐点覆盖85%以上城市社区", "助餐点覆盖城市社区186个,满意率96%。", &["-"]);
    tells("养老服务站覆盖80%的行政村", "养老服务站覆盖行政村112个,达标率90%。", &["-"]);
    tells("农村自来水普及率达到96%", "农村自来水供水人口42万人,水质合格率98%。", &["-"]);
    tells("生活垃圾分类居民小区覆盖率达到95%", "垃圾分类覆盖居民小区210个,回收利用率36%。", &["-"]);
    tells("医保参保率稳定在98%", "医保参保62.3万人,报销率75%。", &["-"]);
}

#[test]
fn the_rate_that_is_asked_for_may_stand_behind_another_figure() {
    tells("医保参保率稳定在98%", "医保参保62.3万人,参保率98.4%,报销率75%。", &["98.4%"]);
    tells("助餐点覆盖85%以上的城市社区", "助餐点已覆盖82%的城市社区,满意率96%。", &["82%"]);
    tells("农产品抽检合格率稳定在98%以上", "抽检农产品1260批次,合格率99.1%。", &["99.1%"]);
    tells(
        "建制镇污水处理设施覆盖率达到100%,达标率达到90%",
        "建制镇污水处理设施覆盖率96%、达标率88%。",
        &["96%", "88%"],
    );
}
