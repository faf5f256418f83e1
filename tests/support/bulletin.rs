//! Bulletins written for the tests, in the forms that offices use.

use std::fmt::Write;

/// A bulletin in the flattened form: a cell per paragraph.
pub struct Bulletin {
    pub title: String,
    pub rows: Vec<Row>,
}

/// One row of a bulletin.
pub struct Row {
    pub task: String,
    pub progress: String,
    pub units: String,
    pub status: Option<String>,
    /// The row continues the one above and has no number of its own.
    pub continues: bool,
}

impl Row {
    pub fn new(task: &str, progress: &str, units: &str) -> Self {
        Self {
            task: task.to_owned(),
            progress: progress.to_owned(),
            units: units.to_owned(),
            status: None,
            continues: false,
        }
    }

    pub fn continued(self) -> Self {
        Self { continues: true, ..self }
    }

    pub fn status(mut self, status: &str) -> Self {
        self.status = Some(status.to_owned());
        self
    }
}

impl Bulletin {
    pub fn new(title: &str, rows: Vec<Row>) -> Self {
        Self { title: title.to_owned(), rows }
    }

    /// The text as it is published; with a status column where any row has one.
    pub fn text(&self) -> String {
        let has_status = self.rows.iter().any(|row| row.status.is_some());
        let mut text = format!("{}\n\n序号\n\n主要工作任务\n\n进展情况\n\n责任单位\n\n", self.title);
        if has_status {
            text.push_str("进展状态\n\n");
        }
        let mut number = 0;
        for row in &self.rows {
            if !row.continues {
                number += 1;
                let _ = write!(text, "{number}\n\n");
            }
            let cells = [Some(&row.task), Some(&row.progress), Some(&row.units), row.status.as_ref()];
            // A cell without text leaves no paragraph.
            for cell in cells.into_iter().flatten().filter(|cell| !cell.is_empty()) {
                let _ = write!(text, "{cell}\n\n");
            }
        }
        text.push_str("注:带“★”的为牵头单位;责任单位在两个及以上且未标注“★”的,均为牵头单位。\n");
        text
    }
}

/// Four tasks of an invented county: one behind, one ahead, one without a number, one of growth.
pub fn half_year() -> String {
    Bulletin::new(
        "青禾县2024年政府工作报告重点工作完成情况(上半年)",
        vec![
            Row::new("新增高新技术企业50家以上。", "上半年,新增高新技术企业20家。", "★科技局、经信局"),
            Row::new("完成农村公路改造100公里。", "1-6月,完成农村公路改造72公里。", "交通运输局"),
            Row::new("深化机关作风建设。", "召开专题会议,制定实施方案。", "组织部、纪委"),
            Row::new("规上工业增加值增长7%。", "上半年,规上工业增加值增长6.1%。", "经信局(中小企业服务中心)"),
        ],
    )
    .text()
}

/// The same report nine months into the year.
pub fn nine_months() -> String {
    Bulletin::new(
        "青禾县2024年政府工作报告重点工作完成情况(前三季度)",
        vec![
            Row::new("新增高新技术企业50家以上。", "前三季度,新增高新技术企业52家。", "★科技局、经信局"),
            Row::new("完成农村公路改造100公里。", "1-9月,完成农村公路改造80公里。", "交通运输局"),
            Row::new("深化机关作风建设。", "开展专项督查。", "组织部、纪委"),
            Row::new(
                "规上工业增加值增长7%。",
                "前三季度,规上工业增加值增长7.4%。",
                "经信局(中小企业服务中心)",
            ),
        ],
    )
    .text()
}

/// The first half year of a larger place: marks, print beside figures, a parent, a collective unit, a continuation row.
pub fn rich() -> String {
    Bulletin::new("临川市2024年政府工作报告重点工作完成情况(上半年)", rich_rows()).text()
}

/// The rows of [`rich`]; the fourth continues the third.
pub fn rich_rows() -> Vec<Row> {
    vec![
        Row::new("新增高新技术企业50家以上。", "上半年,新增高新技术企业20家。", "★科技局、经信局")
            .status("按时推进"),
        Row::new("完成农村公路改造100公里。", "1-6月,完成农村公路改造72公里。", "★交通运输局、财政局")
            .status("进度较快"),
        Row::new(
            "城镇新增就业1万人以上。",
            "上半年,城镇新增就业0.45万人。",
            "★人社局、各镇政府(含东山镇、西河镇)",
        )
        .status("按时推进"),
        Row::new("开展职业技能培训3000人次。", "上半年,开展职业技能培训1200人次。", "人社局")
            .status("部分滞后")
            .continued(),
        Row::new("规上工业增加值增长7%。", "上半年,规上工业增加值增长7.6%。", "经信局(中小企业服务中心)")
            .status("按时推进"),
        Row::new("改造老旧小区30个。", "", "住建局、东山镇").status("未启动"),
        Row::new("深化机关作风建设。", "召开专题会议,制定实施方案。", "组织部、纪委").status("已完成"),
    ]
}

/// A report of `rows` tasks of one form, each with a target, a figure and three units.
pub fn long(place: &str, rows: usize) -> String {
    const TOWNS: [&str; 6] = ["东山镇", "西河镇", "南溪镇", "北岭镇", "白石镇", "青云镇"];
    let row = |number: usize| {
        let name = format!("完成第{number}号农村公路改造");
        let (target, done) = (100 + number, 30 + number % 70);
        Row::new(
            &format!("{name}{target}公里。"),
            &format!("1-6月,{name}{done}公里。"),
            &format!("★交通运输局、财政局、{}", TOWNS[number % TOWNS.len()]),
        )
    };
    let title = format!("{place}2024年政府工作报告重点工作完成情况(上半年)");
    Bulletin::new(&title, (1..=rows).map(row).collect()).text()
}

/// The work report that [`half_year`] and [`nine_months`] report on: five paragraphs, of which the last is never
/// reported on, and a note.
pub fn plan() -> String {
    "2024年青禾县政府工作报告

各位代表:

现在,我代表县人民政府向大会报告工作,请予审议。

一、2023年工作回顾

过去一年,全县上下克难奋进。全年新增规上企业36家,一般公共预算收入增长5.8%,建成高标准农田1.2万亩。

二、2024年工作安排

今年是实施规划的攻坚之年。全县经济社会发展的主要预期目标是:规上工业增加值增长7%,城镇新增就业6000人以上。

(一)聚焦科技创新添动能。实施创新主体倍增行动,新增高新技术企业50家以上,引进高层次人才团队8个。推进青禾实验室建设,完善科技金融服务体系。

(二)聚焦城乡融合促发展。实施交通强县行动,完成农村公路改造100公里,新建改建污水管网60公里。推进县城更新,打造口袋公园15个。

(三)聚焦作风建设提效能。深化机关作风建设,全面推行一线工作法,健全督查激励机制。

(四)聚焦民生改善增福祉。新建改建幼儿园6所,改造老旧小区20个,新增养老护理床位300张。

名词解释:

1.青禾实验室:指由县政府与省内高校共建的新型研发机构。
"
    .to_owned()
}

/// A half year told in running text, with results that answer no target.
pub fn narrative() -> String {
    "青禾县2024年上半年政府工作总结及下半年工作安排

一、上半年政府工作

(一)经济运行稳中有进。上半年,完成固定资产投资8.2亿元,引进亿元以上项目5个,一般公共预算收入增长4.1%。

(二)城乡面貌持续改善。上半年,新改建农村公路12公里,拆除违法建筑3.6万平方米。

二、下半年工作安排

(一)全力以赴抓项目。强化要素保障,全年引进亿元以上项目12个。

(二)持之以恒惠民生。办好民生实事,新增养老床位80张。建立问题清单、责任清单和销号清单,一月一调度,一季一通报,让群众看得见变化、得得到实惠。
"
    .to_owned()
}

/// Rows whose status, target, units and figures move from one period to the `later` one, and so many without figures: with two
/// of these, each list of changes, agenda and discrepancies has several rows.
pub fn moving(place: &str, period: &str, later: bool, unmeasured: usize) -> String {
    let row = |number: i32| {
        let (target, units) =
            if later { (200, "★水利局、财政局") } else { (100, "★水利局、经信局") };
        // Of some the figure falls, of the others it is printed in another unit.
        let (figure, unit) = match (later, number < 5) {
            (false, _) => (40 - number, "公里"),
            (true, true) => (30 - number, "公里"),
            (true, false) => (60 - number, "千米"),
        };
        let text = format!("完成第{number}号农村公路改造{target}公里。");
        let told = format!("{period},完成第{number}号农村公路改造{figure}{unit},完成年度目标的9%。");
        let status = if later { "按时推进" } else { "进度较快" };
        Row::new(&text, &told, units).status(status)
    };
    let without = |(number, unit): (i32, &&str)| {
        Row::new(&format!("深化第{number}项机关作风建设。"), "开展专项督查。", unit).status("按时推进")
    };
    let units = ["教育局", "民政局", "司法局", "人社局", "商务局", "林业局"];
    let rows = (1..=7).map(row).chain((1..).zip(&units).take(unmeasured).map(without)).collect();
    Bulletin::new(&format!("{place}2024年政府工作报告重点工作完成情况({period})"), rows).text()
}
