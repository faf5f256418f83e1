//! Names of one unit are merged with a reason, and every merge can be taken back.

use serde_json::{Value, json};

use crate::support::app::App;
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

const PARTS: &str = "{ tasks(first: 9, filter: { year: { eq: 2024 } }) { nodes { departments { role printedName department { name } } } } }";

/// The units of each task.
async fn parts(app: &App) -> Value {
    let data = app.data(PARTS).await;
    let nodes = data["tasks"]["nodes"].as_array().expect("tasks");
    nodes.iter().map(|task| task["departments"].clone()).collect()
}

async fn merge(app: &App, name: &str, into: &str) {
    let names = format!("name: \"{name}\", into: \"{into}\"");
    app.data(&format!("mutation {{ mergeDepartment(jurisdiction: \"青禾县\", {names}) {{ name }} }}")).await;
}

async fn split(app: &App, name: &str) {
    app.data(&format!(
        "mutation {{ splitDepartment(jurisdiction: \"青禾县\", name: \"{name}\") {{ name }} }}"
    ))
    .await;
}

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

    async fn a_name_in_doubt_is_told_once_and_without_the_offices_below_it(app: App) {
        app.import("one.txt", &bulletin("上半年", "建设局(风貌办)", "建设局(城管办)、建设局")).await;
        let data = app.data("{ findings(filter: { code: { eq: \"UNIT_DOUBTFUL\" } }) { nodes { row message } } }").await;
        let found = data["findings"]["nodes"].as_array().expect("findings");
        assert_eq!((found.len(), &found[0]["row"]), (1, &json!(1)), "{data}");
        assert!(found[0]["message"].as_str().is_some_and(|message| message.starts_with("“建设局” may be 住房和城乡建设局")), "{data}");
    }

    async fn a_doubtful_name_is_merged_by_the_command_that_its_finding_names(app: App) {
        app.import("one.txt", &bulletin("上半年", "住建局", "建设局")).await;
        let data = app.data("{ findings(filter: { code: { eq: \"UNIT_DOUBTFUL\" } }) { nodes { message } } }").await;
        let message = data["findings"]["nodes"][0]["message"].as_str().expect("a message").to_owned();
        let names: Vec<&str> = message.split(" merge ").nth(1).and_then(|rest| rest.split('`').next()).expect("a command").split(' ').collect();
        assert_eq!(names, ["建设局", "住房和城乡建设局"], "{message}");
        // No document prints the full name, but one of its usual names.
        merge(&app, names[0], names[1]).await;
        let units = app.data(UNITS).await;
        assert_eq!(units["departments"]["nodes"], json!([
            { "name": "住建局", "aliases": [{ "name": "住建局" }, { "name": "建设局" }], "tasks": { "totalCount": 2 } },
        ]));
        let code = app.code("mutation { mergeDepartment(jurisdiction: \"青禾县\", name: \"建设局\", into: \"农业农村局\") { name } }").await;
        assert_eq!(code, "NOT_FOUND");
    }

    async fn a_task_that_prints_both_names_keeps_the_part_that_stands_first_and_gets_the_other_back(app: App) {
        app.import("one.txt", &bulletin("上半年", "★科技局、经信局", "农业农村局")).await;
        let before = app.data(PARTS).await;
        merge(&app, "科技局", "经信局").await;
        assert_eq!(parts(&app).await, json!([
            [{ "role": "LEAD", "printedName": "科技局", "department": { "name": "经信局" } }],
            [{ "role": "LEAD", "printedName": "农业农村局", "department": { "name": "农业农村局" } }],
        ]));
        split(&app, "科技局").await;
        let after = app.data(PARTS).await;
        assert_eq!(after["tasks"], before["tasks"]);
        merge(&app, "科技局", "经信局").await;
        app.import("one more.txt", &bulletin("前三季度", "★县科技局、经信局", "农业农村局")).await;
        assert_eq!(parts(&app).await[0][0]["department"]["name"], "经信局", "a usual name of a merged unit goes with it");
    }

    async fn a_split_moves_every_task_whose_newest_bulletin_prints_the_name(app: App) {
        app.import("one.txt", &bulletin("一季度", "发改局", "发改局")).await;
        app.import("two.txt", &bulletin("上半年", "县发展改革局", "发改局")).await;
        let last = app.import("three.txt", &bulletin("前三季度", "县发展改革局", "发改局")).await;
        assert_eq!(parts(&app).await[0][0]["printedName"], "县发展改革局");
        assert!(last.findings.iter().all(|finding| finding.code != "UNITS_CHANGED"), "{:?}", last.findings);
        split(&app, "县发展改革局").await;
        let apart = json!([
            [{ "role": "LEAD", "printedName": "县发展改革局", "department": { "name": "县发展改革局" } }],
            [{ "role": "LEAD", "printedName": "发改局", "department": { "name": "发改局" } }],
        ]);
        assert_eq!(parts(&app).await, apart);
        app.data(&format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", last.document_id)).await;
        assert_eq!(parts(&app).await, apart);
    }

    async fn the_name_of_a_unit_is_merged_away_and_split_off_again(app: App) {
        app.import("one.txt", &bulletin("上半年", "发改局", "县发展改革局、住建局")).await;
        merge(&app, "发改局", "住建局").await;
        let unit = |name: &str, names: &[&str], tasks: u32| {
            let aliases: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
            json!({ "name": name, "aliases": aliases, "tasks": { "totalCount": tasks } })
        };
        assert_eq!(app.data(UNITS).await["departments"]["nodes"], json!([
            unit("住建局", &["住建局", "发改局"], 2),
            unit("县发展改革局", &["县发展改革局"], 1),
        ]));
        split(&app, "发改局").await;
        assert_eq!(app.data(UNITS).await["departments"]["nodes"], json!([
            unit("住建局", &["住建局"], 1),
            unit("县发展改革局", &["县发展改革局"], 1),
            unit("发改局", &["发改局"], 1),
        ]));
        merge(&app, "发改局", "县发展改革局").await;
        // Usual names of one unit need no word from anybody: it is as it was read, named after what is printed first.
        assert_eq!(app.data(UNITS).await["departments"]["nodes"][1], unit("发改局", &["县发展改革局", "发改局"], 2));
    }

    async fn a_unit_is_merged_into_one_that_belongs_to_it(app: App) {
        let rows = ["发改局", "发改局(服务业发展局)", "发改局(服务业发展局)(统计科)"];
        let rows = rows.iter().map(|unit| Row::new(&format!("推进{unit}的重点工作。"), "有序推进。", unit)).collect();
        let text = Bulletin::new("青禾县2024年政府工作报告重点工作完成情况(上半年)", rows).text();
        app.import("one.txt", &text).await;
        let family = "{ departments(filter: { jurisdiction: { name: { eq: \"青禾县\" } } }) { nodes { name parent { name } aliases { name } } } }";
        let before = app.data(family).await;
        merge(&app, "发改局", "发改局(服务业发展局)(统计科)").await;
        let after = app.data(family).await;
        let units = after["departments"]["nodes"].as_array().expect("units");
        assert_eq!(units.len(), 2, "{after}");
        assert_eq!(units.iter().filter(|unit| unit["parent"].is_null()).count(), 1, "no circle: {after}");
        split(&app, "发改局").await;
        assert_eq!(app.data(family).await, before);
        merge(&app, "发改局", "发改局(服务业发展局)").await;
        assert_eq!(app.data(family).await["departments"]["nodes"].as_array().map(Vec::len), Some(2));
    }

    async fn what_was_said_by_hand_holds_though_every_document_goes(app: App) {
        let text = bulletin("上半年", "科技局、发改局", "★经信局、县发展改革局");
        let first = app.import("one.txt", &text).await;
        merge(&app, "科技局", "经信局").await;
        split(&app, "县发展改革局").await;
        let before = app.data(UNITS).await;
        assert_eq!(before["departments"]["nodes"].as_array().map(Vec::len), Some(3), "{before}");
        app.data(&format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", first.document_id)).await;
        assert_eq!(app.data(UNITS).await["departments"]["nodes"], json!([]));
        app.import("one.txt", &text).await;
        assert_eq!(app.data(UNITS).await, before);
        split(&app, "科技局").await;
        assert_eq!(app.data(UNITS).await["departments"]["nodes"].as_array().map(Vec::len), Some(4));
    }

    async fn what_was_said_to_an_older_version_holds(app: App) {
        let text = bulletin("上半年", "科技局、发改局", "★经信局、县发展改革局");
        let first = app.import("one.txt", &text).await;
        merge(&app, "科技局", "经信局").await;
        split(&app, "县发展改革局").await;
        let before = app.data(UNITS).await;
        for statement in [
            "UPDATE department_alias SET reason = 'kept apart from 发改局 by hand' WHERE reason = 'kept apart by hand'",
            "DROP TABLE department_decision",
            "DELETE FROM seaql_migrations WHERE version = 'm20261120_000006_decisions'",
        ] {
            assert_ne!(app.sql(statement).await.map(|rows| rows > 0 || statement.starts_with("DROP")), Ok(false), "{statement}");
        }
        assert_eq!(taizhang::store::connect::migrate(&app.ledger.db).await.expect("migrated"), 1);
        app.data(&format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", first.document_id)).await;
        app.import("one.txt", &text).await;
        assert_eq!(app.data(UNITS).await, before);
    }

    async fn a_doubtful_name_is_told_until_somebody_decides(app: App) {
        let told = |summary: &taizhang::service::import::summary::Summary| {
            summary.findings.iter().filter(|finding| finding.code == "UNIT_DOUBTFUL").count()
        };
        let first = app.import("one.txt", &bulletin("一季度", "生态环境分局", "生态环境局")).await;
        assert_eq!(told(&first), 1, "{:?}", first.findings);
        assert_eq!(told(&app.import("two.txt", &bulletin("上半年", "生态环境分局", "生态环境局")).await), 1);
        merge(&app, "生态环境分局", "生态环境局").await;
        assert_eq!(told(&app.import("three.txt", &bulletin("前三季度", "生态环境分局", "生态环境局")).await), 0);
    }

    async fn what_cannot_be_split_or_merged_says_why(app: App) {
        app.import("one.txt", &bulletin("上半年", "发改局", "农业农村局")).await;
        let code = app.code("mutation { splitDepartment(jurisdiction: \"青禾县\", name: \"发改局\") { name } }").await;
        assert_eq!(code, "BAD_USER_INPUT");
        let code = app.code("mutation { mergeDepartment(jurisdiction: \"青禾县\", name: \"发改局\", into: \"水利局\") { name } }").await;
        assert_eq!(code, "NOT_FOUND");
    }
}
