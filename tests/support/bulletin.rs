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
