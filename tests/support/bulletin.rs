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
}

impl Row {
    pub fn new(task: &str, progress: &str, units: &str) -> Self {
        Self { task: task.to_owned(), progress: progress.to_owned(), units: units.to_owned(), status: None }
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
        for (row, number) in self.rows.iter().zip(1..) {
            let _ = write!(text, "{number}\n\n{}\n\n{}\n\n{}\n\n", row.task, row.progress, row.units);
            if let Some(status) = &row.status {
                let _ = write!(text, "{status}\n\n");
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
