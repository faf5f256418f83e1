//! Stock and flow, chains of stages, falls that are a name, and other forms seen in documents that were new.

use super::{asks, row, tells};

#[test]
fn a_rate_of_fall_is_a_growth_whatever_it_is_called() {
    asks("单位GDP能耗降低率达到3%", &["单位GDP能耗 ≤ -3% growth"]);
    asks("一般性支出压减率不低于10%", &["一般性支出 ≤ -10% growth"]);
    asks("化肥使用量减少率达到2%", &["化肥使用量 ≤ -2% growth"]);
    tells("单位GDP能耗降低率达到3%", "1-9月,单位GDP能耗降低率2.1%。", &["-2.1%"]);
    tells("一般性支出压减率不低于10%", "一般性支出压减12.4%。", &["-12.4%"]);
    // A rate of something that fell is none of its fall.
    tells("化肥使用量减少率达到2%", "化肥利用率41%。", &["-"]);
    asks("城镇登记失业率控制在3.5%以内", &["城镇登记失业率 ≤ 3.5% level"]);
}

#[test]
fn what_stands_at_a_date_is_a_level() {
    asks("每万老年人口拥有护理员26人", &["每万老年人口拥有护理员 ≥ 26人 level"]);
    asks("每百名老人拥有床位5张", &["每百名老人拥有床位 ≥ 5张 level"]);
    asks("有效灌溉面积扩大到52万亩", &["有效灌溉面积 ≥ 52万亩 level"]);
    asks("市属国企资产总额达到480亿元", &["市属国企资产总额 ≥ 480亿元 level"]);
    // What is done, sown or turned over in the year adds up, whatever it grows to.
    asks("油菜播种面积扩大到3万亩", &["油菜播种面积 ≥ 3万亩 amount"]);
    asks("工业总产值提高到300亿元", &["工业总产值 ≥ 300亿元 amount"]);
    asks("新建绿道增加到40公里", &["新建绿道 ≥ 40公里 amount"]);
}

#[test]
fn a_ceiling_on_what_happens_is_an_amount() {
    asks("火灾事故死亡人数不超过3人", &["火灾事故死亡人数 ≤ 3人 amount"]);
    asks("较大事故控制在2起以内", &["较大事故 ≤ 2起 amount"]);
    asks("全市性会议不超过9场", &["全市性会议 ≤ 9场 amount"]);
    asks("义务教育平均班额控制在45人以内", &["义务教育平均班额 ≤ 45人 level"]);
    asks("存量隐患点控制在30处以内", &["存量隐患点 ≤ 30处 level"]);
}

#[test]
fn all_there_are_is_not_what_came() {
    tells("培育智慧农业应用企业60家", "累计推广智慧农业应用企业达218家。", &["-"]);
    tells("引进科研院所5家", "集聚科研院所达23家。", &["-"]);
    tells("培育直播电商企业30家", "新增直播电商企业22家,累计直播电商企业达146家。", &["22家"]);
    tells("改造农村危房300户", "累计改造农村危房达260户。", &["260户"]);
    let halls = "新建标准厂房3幢,面积6.4万平方米";
    let all = format!("{halls},全区标准厂房总面积71.5万平方米。");
    tells("标准厂房面积扩大到80万平方米", &all, &["71.5万平方米"]);
    tells("标准厂房面积扩大到80万平方米", halls, &["-"]);
}

#[test]
fn two_in_one_word_are_two() {
    let told = "6月末,存款余额466亿元,贷款余额398亿元。";
    tells("年末存贷款余额分别突破500亿元和420亿元", told, &["466亿元", "398亿元"]);
    tells("新增存贷款分别达到30亿元和40亿元", "新增贷款33亿元", &["-", "33亿元"]);
    tells("存贷款余额分别增长10%和12%", "存款余额增长8.1%,贷款余额增长11.4%", &["8.1%", "11.4%"]);
    // One number is for both together.
    tells("存贷款余额突破900亿元", "存款余额466亿元,贷款余额398亿元。", &["-"]);
}

#[test]
fn of_a_chain_of_stages_the_last_is_told() {
    tells("燃气管网改造30个小区", "燃气管网改造进场22个小区、完工9个小区。", &["9个"]);
    tells("残疾人辅助器具适配500人", "残疾人辅助器具适配已建档610人,完成适配402人。", &["402人"]);
    tells("完成农房抗震改造300户", "农房抗震改造已完成鉴定420户,改造完成211户。", &["211户"]);
    tells("认证有机农产品8个", "有机农产品已受理申报6个、获证2个。", &["2个"]);
    tells("孤独症儿童康复救助150人", "孤独症儿童康复救助已建档163人,正在接受康复训练121人。", &["121人"]);
    tells("雨污分流改造15个小区", "雨污分流改造已签约15个小区,进场施工12个小区。", &["-"]);
    tells("完成农房抗震改造300户", "农房抗震改造已完成鉴定420户。", &["-"]);
}

#[test]
fn the_best_are_not_all() {
    tells("招聘引进教育人才50名", "引进高层次教育人才6名、公开招聘教师31名。", &["-"]);
    tells("引进文旅人才30名", "引进高端文旅人才4名。", &["-"]);
    tells("引进高层次人才30名", "引进高层次人才24名,招聘教师90名。", &["24名"]);
    tells("引育高端人才30名", "引育高层次人才21名。", &["21名"]);
}

#[test]
fn beyond_the_county_is_no_other_place() {
    tells("到位县外资金60亿元", "到位县外资金33亿元。", &["33亿元"]);
    tells("输出县外务工3万人", "县外务工2.1万人。", &["2.1万人"]);
    tells("到位县外资金60亿元", "云溪县外贸出口33亿元。", &["-"]);
}

#[test]
fn the_second_of_a_list_goes_on_with_the_first() {
    tells("新增公共停车泊位800个", "建成公共停车场6个、泊位610个。", &["610个"]);
    tells("新建文化礼堂座位2000个", "建成文化礼堂5家、座位1450个。", &["1450个"]);
    let signed = "签约项目21个,签约金额58亿元,其中亿元以上农业项目8个、5亿元以上项目2个。";
    tells("引进亿元以上农业项目20个、5亿元以上项目6个", signed, &["8个", "2个"]);
    tells("新增公共停车泊位800个", "建成商业广场6个、泊位610个。", &["-"]);
}

#[test]
fn the_topic_of_the_clause_before_names_the_figure() {
    tells("建设高标准果园0.8万亩", "高标准果园项目已全部完成主体工程,建成面积0.71万亩。", &["0.71万亩"]);
    tells("劳动争议调解成功率85%", "受理劳动争议812件,调解成功716件,成功率88.2%。", &["88.2%"]);
    tells("投诉举报办结率98%", "受理投诉举报4210件,办结4188件,办结率99.5%。", &["99.5%"]);
    tells("行政复议案件按期审结率100%", "受理信访412件,审结率99%。", &["-"]);
    tells("新建社区食堂6家", "城南、河西等4家社区食堂开业。", &["4家"]);
    tells("新建社区食堂6家", "城南、河西等4家社区超市开业。", &["-"]);
    tells("建成公园8座", "滨江、湖心等5座公园正在推进,年底前建成。", &["-"]);
}

#[test]
fn projects_that_are_to_be_begun_in_time_are_asked_for() {
    let asked = "确保环湖路、文化馆等6个重点工程全部开工";
    tells(asked, "6个重点工程已开工4个。", &["4个"]);
    tells(asked, "6个重点工程正在开展前期。", &["-"]);
    asks("围绕环湖路、文化馆等6个项目加快前期工作", &[]);
    asks("协调解决环湖路等6个项目开工难题", &[]);
}

#[test]
fn a_share_without_its_plan_is_one_where_the_figures_say_so() {
    let share = |text: &str, progress: &str| row(text, progress).indicators[0].reported_share.is_some();
    assert!(share("开放数据集300个", "开放数据集187个,完成62.3%。"));
    assert!(share("修建步道40公里", "修建步道18公里,完成45%。"));
    assert!(!share("修建步道40公里", "修建步道18公里,完成62%。"));
    assert!(!share("修建步道40公里", "修建步道18公里,主体工程完成45%。"));
}

#[test]
fn dates_of_plans_and_events_are_no_as_of() {
    let as_of = |text: &str, progress: &str| {
        let read = row(text, progress);
        let figures = read.indicators.iter().filter_map(|it| it.measurement.as_ref());
        figures.map(|it| it.as_of.as_ref().map(|period| period.label.clone())).collect::<Vec<_>>()
    };
    assert_eq!(as_of("改造危桥14座", "村道防护工程计划4月开工;危桥改造完工2座。"), [None]);
    assert_eq!(as_of("新增学位5400个", "两所学校于9月1日投入使用,新增学位3960个。"), [None]);
    assert_eq!(as_of("铺设管网20公里", "项目6月开工,已铺设管网9.6公里。"), [None]);
    assert_eq!(as_of("新增助餐点8个", "食堂10月投入运营,新增助餐点6个。"), [None]);
    assert_eq!(as_of("建成高标准农田15万亩", "全年产量有望创新高;建成高标准农田12.3万亩。"), [None]);
    assert_eq!(as_of("改造管网20公里", "6月改造管网9.6公里。"), [Some("6月".to_owned())]);
    let until = Some("截至8月底".to_owned());
    assert_eq!(as_of("新增学位5400个", "截至8月底,新增学位3960个。"), [until]);
    let months = Some("1-8月".to_owned());
    let rates = "1-8月,固定资产投资增长6.4%。制造业投资增长15.3%。";
    assert_eq!(as_of("固定资产投资增长8%,制造业投资增长12%", rates), [months.clone(), months]);
    // What is counted may have been counted later.
    assert_eq!(as_of("新增学位5400个", "1-8月,工业投资增长15.3%。新增学位3960个。"), [None]);
}

#[test]
fn names_keep_their_nouns() {
    let names = |text: &str| row(text, "").indicators.into_iter().map(|it| it.name).collect::<Vec<_>>();
    let housing = names("完成房屋征收45万平方米,新开工安置房4200套、基本建成3600套");
    assert_eq!(housing, ["完成房屋征收", "新开工安置房", "建成安置房"]);
    assert_eq!(names("全市性会议减少20%"), ["全市性会议"]);
    assert_eq!(names("全市会议减少20%"), ["会议"]);
}

#[test]
fn what_is_for_both_kinds_is_for_neither() {
    let asked = "新增规上工业企业30家、规上服务业企业20家";
    tells(asked, "新增规上企业8家。", &["-", "-"]);
    tells(asked, "新增入规工业企业8家。", &["8家", "-"]);
    tells("新增规上企业30家", "新增规上工业企业12家、规上服务业企业8家。", &["-"]);
    tells("新建农村公路80公里、高速公路20公里", "新建公路50公里。", &["-", "-"]);
    tells("新增规上工业企业30家", "新增规上企业12家。", &["12家"]);
}

#[test]
fn offices_have_several_words_for_one_thing() {
    tells("新增光伏装机15万千瓦", "新增分布式光伏并网容量11.8万千瓦,累计装机达63万千瓦。", &["11.8万千瓦"]);
    tells("新增储能装机5万千瓦", "新增光伏并网容量12万千瓦。", &["-"]);
    tells("新增规上工业企业20户", "新增月度入规企业2户,储备“小升规”企业33户。", &["2户"]);
    tells("新增规上服务业企业20家", "新增入规工业企业8家。", &["-"]);
    tells("新增3岁以下婴幼儿托位700个", "新增托位612个,每千人口托位数4.9个。", &["612个"]);
    tells("新增托位300个", "每千人口托位数4.9个。", &["-"]);
    tells("每千人口床位数达到5.2张", "医疗机构开放床位1486张。", &["-"]);
}

#[test]
fn a_level_alone_stands_for_the_thing_of_that_level() {
    let told = "新增国家级众创空间1家、省级3家、市级9家。";
    tells("新增国家级众创空间1家、省级众创空间4家", told, &["1家", "3家"]);
    tells("新增省级众创空间4家", "新增国家级众创空间1家、市级9家。", &["-"]);
    tells("新增省级文明村4个", "新增省级众创空间3个、省级2个。", &["-"]);
}

#[test]
fn a_clause_that_has_its_number_is_no_part_of_the_next_name() {
    asks("行政村集体收入均超过20万元、30万元以上村占比60%", &["30万元以上村占比 ≥ 60% level"]);
    let told = "行政村集体收入均超过20万元,其中30万元以上村51个、占比66.1%。";
    tells("行政村集体收入均超过20万元、30万元以上村占比60%", told, &["66.1%"]);
    tells("行政村集体收入均超过20万元、30万元以上村占比60%", "50万元以上村占比12%。", &["-"]);
    asks(
        "城市污水处理率、垃圾无害化处理率达到98%",
        &["城市污水处理率 ≥ 98% level", "垃圾无害化处理率 ≥ 98% level"],
    );
}

#[test]
fn all_of_a_name_beside_its_end_is_no_half_of_it() {
    let told = "高速公路服务区新建充电桩96个,累计建成充电桩达410个。";
    tells("新增高速公路服务区充电桩120个", told, &["96个"]);
    tells("认定绿色有机茶叶8个", "认定绿色茶叶5个、有机茶叶3个。", &["-"]);
}

#[test]
fn what_is_signed_is_won_where_nothing_is_said_of_what_came_of_it() {
    tells("引进亿元以上项目45个", "签约亿元以上项目24个,协议总投资97亿元。", &["24个"]);
    tells("引进亿元以上项目45个", "签约亿元以上项目24个,落地开工9个。", &["-"]);
    tells("引进亿元以上项目45个", "签约项目24个。", &["-"]);
    tells("引进亿元以上项目45个", "签约10亿元以上项目4个。", &["-"]);
    tells("引进制造业项目45个", "签约制造业项目24个。", &["-"]);
}

#[test]
fn schools_are_schools() {
    let told = "东山小学、北湖中学等5所学校9月投入使用,新增学位4860个。";
    tells("新建、改扩建学校6所,新增学位5400个", told, &["5所", "4860个"]);
    tells("建成投用中小学和幼儿园6所", "东山小学等4所学校于9月1日投入使用。", &["4所"]);
    tells("建成投用中小学和幼儿园6所", "东山小学等4所学校预计9月投入使用。", &["-"]);
    tells("新建养老机构6所", told, &["-"]);
}

#[test]
fn more_than_anybody_does_in_a_year_is_a_stock() {
    tells("培育农业社会化服务组织80家", "全市农业社会化服务组织达1320家。", &["-"]);
    tells("发展民宿200家", "全县民宿达860家。", &["-"]);
    tells("打造美丽庭院2000户", "累计建成美丽庭院1.2万户。", &["-"]);
    tells("打造美丽庭院2000户", "累计打造美丽庭院1.2万户,其中今年1630户。", &["1630户"]);
    tells("打造美丽庭院2000户", "累计建成美丽庭院1840户。", &["1840户"]);
    tells("培育农业社会化服务组织80家", "新培育农业社会化服务组织达93家。", &["93家"]);
    tells("粮食产能提升5万吨", "粮食产能达到61万吨。", &["-"]);
}

#[test]
fn other_degrees_and_one_kind_of_every_kind_are_less() {
    tells("新增本科以上学历人才5000人", "引进硕士以上人才860人。", &["-"]);
    tells("引进硕士以上人才300人", "引进硕士以上人才218人。", &["218人"]);
    tells("引进各类人才3000人", "引进高层次人才210人,技能人才1100人。", &["-"]);
    tells("引进各类人才3000人", "引进各类人才2140人。", &["2140人"]);
    tells("争取各类补助资金28亿元", "争取到位补助资金31.6亿元。", &["31.6亿元"]);
}

#[test]
fn what_may_come_and_what_is_only_reviewed_is_no_result() {
    tells("新增学位4000个", "幼儿园建成2所,可新增学位2700个。", &["-"]);
    tells("新增学位4000个", "幼儿园建成2所,新增学位2700个。", &["2700个"]);
    let told = "组织申报省级专精特新企业37家,通过审核29家,公示22家。";
    tells("新认定省级专精特新企业20家", told, &["-"]);
}

#[test]
fn all_there_are_is_told_beside_what_came() {
    tells("高新技术企业保有量达到300家", "新认定高新技术企业46家,保有量281家。", &["281家"]);
    tells("高标准农田累计达到40万亩", "新建高标准农田3.2万亩,累计达37.6万亩。", &["37.6万亩"]);
    tells("绿色食品认证数达到60个", "新认证绿色食品7个。", &["-"]);
    asks("高标准农田累计达到40万亩", &["高标准农田 ≥ 40万亩 level"]);
    asks("压减过剩产能50万吨", &["压减过剩产能 ≥ 50万吨 amount"]);
}
