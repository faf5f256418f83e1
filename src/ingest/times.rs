//! Words of time that open what a bulletin tells.

/// What was done up to a day or in a part of the year begins with one of them.
pub const TIMES: &[&str] = &[
    "截至目前",
    "截至",
    "截止",
    "目前",
    "今年以来",
    "年初以来",
    "上半年",
    "前三季度",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
];
