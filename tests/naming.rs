//! Names of one unit are merged with a reason, and every merge can be taken back.

use serde_json::json;

use crate::support::bulletin::{Bulletin, Row};
use crate::support::on_both;

fn bulletin(period: &str, first: &str, second: &str) -> String {
    let rows = vec![
        Row::new("推进重大项目建设。", "项目按计划推进。", first),
        Row::new("改善农村人居环境。", "开展村庄清洁行动。", second),
    ];
    Bulletin::new(&format!("青禾县2024年政府工作报告重点工作完成情况({period})"), rows).text()
}

const UNITS: &str = "{ departments(filter: { jurisdiction: { name: { eq: \"青禾县\" } } }) { nodes { name aliases { name } tasks { totalCount } } } }";

on_both! {
    async fn usual_names_of_a_unit_are_one_unit_with_the_reason(app: App) {
        app.import("one.txt", &bulletin("上半年", "发改局", "农业农村局")).await;
        app.import("two.txt", &bulletin("前三季度", "县发展改革局", "农业农村局")).await;
        let data = app.data("{ departments(filter: { jurisdiction: { name: { eq: \"青禾县\" } }, name: { eq: \"县发展改革局\" } }) {
            nodes { name aliases { name reason } } } }").await;
        let unit = &data["departments"]["nodes"][0];
        assert_eq!(unit["name"], "发改局");
        let reasons = unit["aliases"].as_array().expect("names");
        assert_eq!(reasons.len(), 2, "{unit}");
        assert!(reasons.iter().all(|alias| !alias["reason"].as_str().unwrap_or_default().is_empty()));
    }

    async fn a_merge_is_taken_back_and_stays_so_for_later_imports(app: App) {
        app.import("one.txt", &bulletin("上半年", "发改局", "县发展改革局")).await;
        let before = app.data(UNITS).await;
        assert_eq!(before["departments"]["nodes"][0]["tasks"]["totalCount"], 2, "{before}");
        app.data("mutation { splitDepartment(jurisdiction: \"青禾县\", name: \"县发展改革局\") { name } }").await;
        app.import("two.txt", &bulletin("前三季度", "发改局", "县发展改革局")).await;
        let apart = app.data(UNITS).await;
        assert_eq!(apart["departments"]["nodes"], json!([
            { "name": "县发展改革局", "aliases": [{ "name": "县发展改革局" }], "tasks": { "totalCount": 1 } },
            { "name": "发改局", "aliases": [{ "name": "发改局" }], "tasks": { "totalCount": 1 } },
        ]));
        app.data("mutation { mergeDepartment(jurisdiction: \"青禾县\", name: \"县发展改革局\", into: \"发改局\") { name } }").await;
        assert_eq!(app.data(UNITS).await, before);
    }

    async fn what_cannot_be_split_or_merged_says_why(app: App) {
        app.import("one.txt", &bulletin("上半年", "发改局", "农业农村局")).await;
        let code = app.code("mutation { splitDepartment(jurisdiction: \"青禾县\", name: \"发改局\") { name } }").await;
        assert_eq!(code, "BAD_USER_INPUT");
        let code = app.code("mutation { mergeDepartment(jurisdiction: \"青禾县\", name: \"发改局\", into: \"水利局\") { name } }").await;
        assert_eq!(code, "NOT_FOUND");
    }
}
