//! Taking a document out leaves the ledger as if it had never come in.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use sea_orm::{DatabaseConnection, EntityTrait};
use uuid::Uuid;

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year, nine_months, plan};
use crate::support::on_both;

/// Every row of the ledger as text, but for the time of the last change and ids that nobody asks for by id.
async fn dump(db: &DatabaseConnection) -> Vec<String> {
    let mut rows = Vec::new();
    macro_rules! all {
        ($($entity:ident($row:ident) => $text:expr),+ $(,)?) => {$(
            for $row in entity::$entity::Entity::find().all(db).await.expect("rows") {
                rows.push(format!("{} {}", stringify!($entity), $text));
            }
        )+};
    }
    all!(
        jurisdiction(row) => format!("{row:?}"),
        report(row) => format!("{} {} {}", row.id, row.jurisdiction_id, row.year),
        document(row) => format!("{row:?}"),
        document_text(row) => format!("{row:?}"),
        finding(row) => format!("{} {} {} {:?}", row.document_id, row.position, row.code, row.message),
        task(row) => format!("{row:?}"),
        department(row) => format!("{row:?}"),
        department_alias(row) => format!("{} {} {}", row.department_id, row.name, row.reason),
        department_member(row) => format!("{row:?}"),
        task_department(row) => format!("{} {} {} {:?}", row.task_id, row.department_id, row.position, row.role),
        indicator(row) => format!("{row:?}"),
        progress_update(row) => format!("{row:?}"),
        measurement(row) => format!("{row:?}"),
        task_origin(row) => format!("{row:?}"),
        result(row) => format!("{row:?}"),
        glossary_entry(row) => format!("{row:?}"),
    );
    rows.sort();
    rows
}

/// The half-year bulletin with a moved target, another unit and a new task.
fn corrected() -> String {
    Bulletin::new(
        "青禾县2024年政府工作报告重点工作完成情况(上半年)",
        vec![
            Row::new("新增高新技术企业60家以上。", "上半年,新增高新技术企业18家。", "★科技局、各镇(街道)"),
            Row::new("完成农村公路改造100公里。", "1-6月,完成农村公路改造70公里。", "交通运输局"),
            Row::new("深化机关作风建设。", "召开专题会议,制定实施方案。", "组织部、纪委"),
            Row::new("规上工业增加值增长7%。", "上半年,规上工业增加值增长6.1%。", "经信局(中小企业服务中心)"),
            Row::new("新建公园5个。", "上半年,建成公园2个。", "住建局"),
        ],
    )
    .text()
}

type Names = HashMap<Uuid, String>;

/// What rows are called by what they say: two ledgers that say the same are alike, whatever their ids.
async fn called(db: &DatabaseConnection) -> Names {
    let mut names = Names::new();
    macro_rules! call {
        ($($entity:ident($row:ident) => $name:expr),+ $(,)?) => {$(
            for $row in entity::$entity::Entity::find().all(db).await.expect("rows") {
                let name = $name(&names);
                names.insert($row.id, name);
            }
        )+};
    }
    call!(
        jurisdiction(row) => |_: &Names| row.name.clone(),
        report(row) => |_: &Names| format!("report {}", row.year),
        document(row) => |_: &Names| row.file_name.clone(),
        task(row) => |_: &Names| format!("{:?} {:?}.{} {}", row.kind, row.number, row.sub_number, row.text),
        department(row) => |_: &Names| row.name.clone(),
        indicator(row) => |names: &Names| format!("{} of {}", row.position, names[&row.task_id]),
        progress_update(row) => |names: &Names| format!("{} on {}", names[&row.document_id], names[&row.task_id]),
    );
    names
}

/// The ledger with names in the place of ids.
async fn portrait(app: &App) -> Vec<String> {
    let names = called(&app.ledger.db).await;
    let id = regex::Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").expect("a pattern");
    let mut rows: Vec<String> = dump(&app.ledger.db)
        .await
        .iter()
        .map(|row| {
            let name = |found: &regex::Captures<'_>| {
                let id = Uuid::parse_str(&found[0]).expect("an id");
                names.get(&id).map_or("?", String::as_str).to_owned()
            };
            id.replace_all(row, name).into_owned()
        })
        .collect();
    rows.sort();
    rows
}

/// A year of bulletins in the order in which they came: names of units change, one is corrected, one came late, and
/// another year is told of in between.
fn a_year() -> Vec<(&'static str, String)> {
    let bulletin = |year: u32, period: &str, unit: &str, status: &str, done: u32, also: &str| {
        Bulletin::new(
            &format!("青禾县{year}年政府工作报告重点工作完成情况({period})"),
            vec![
                Row::new(
                    &format!("新增高新技术企业50家以上{also}。"),
                    &format!("{period},新增高新技术企业{done}家。"),
                    unit,
                )
                .status(status),
                Row::new(
                    "完成农村公路改造100公里。",
                    &format!("{period},完成农村公路改造{done}公里。"),
                    "★交通运输局、财政局",
                )
                .status("按时推进"),
                Row::new("深化机关作风建设。", &format!("{period},召开专题会议{also}。"), "组织部、纪委")
                    .status(status),
                Row::new("改造老旧小区30个。", "", "发改局(服务业发展局)、各镇政府(含东山镇、西河镇)")
                    .status("按时推进"),
            ],
        )
        .text()
    };
    vec![
        ("q1.txt", bulletin(2024, "一季度", "发改局", "按时推进", 10, "")),
        ("half.txt", bulletin(2024, "上半年", "★县发展改革局、生态环境分局", "部分滞后", 18, "")),
        ("other-year.txt", bulletin(2023, "上半年", "发展和改革局", "按时推进", 22, "")),
        ("nine.txt", bulletin(2024, "前三季度", "县发展改革局", "已完成", 60, "")),
        ("half-again.txt", bulletin(2024, "上半年", "★县发展改革局、科技局", "部分滞后", 19, ",扎实推进")),
        ("plan.txt", plan()),
        ("late.txt", bulletin(2024, "1-4月", "发改委", "按时推进", 15, "")),
    ]
}

async fn delete(app: &App, id: Uuid, query: &str) -> crate::support::app::Answer {
    let request = Request::delete(format!("/api/v1/documents/{id}{query}")).body(Body::empty());
    app.send(request.expect("a request")).await
}

on_both! {
    async fn a_later_bulletin_is_taken_out_as_if_it_had_never_come(app: App) {
        app.import("half.txt", &half_year()).await;
        let before = dump(&app.ledger.db).await;
        let later = app.import("nine.txt", &nine_months()).await;
        assert_ne!(dump(&app.ledger.db).await, before);
        let answer = delete(&app, later.document_id, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
        assert_eq!(dump(&app.ledger.db).await, before);
    }

    async fn a_correction_is_taken_out_and_the_earlier_version_is_in_force_again(app: App) {
        let first = app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        let before = dump(&app.ledger.db).await;
        let second = app.import("corrected.txt", &corrected()).await;
        let query = format!("mutation {{ undoDocument(id: \"{}\") {{ restoredDocumentId tasksBefore tasksAfter }} }}", second.document_id);
        let data = app.data(&query).await;
        assert_eq!(data["undoDocument"]["restoredDocumentId"], first.document_id.to_string());
        assert_eq!((&data["undoDocument"]["tasksBefore"], &data["undoDocument"]["tasksAfter"]), (&5.into(), &4.into()));
        assert_eq!(dump(&app.ledger.db).await, before);
    }

    async fn an_earlier_bulletin_is_taken_out_from_below_a_later_one(app: App) {
        let first = app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        let task = "{ report(jurisdiction: \"青禾县\", year: 2024) { tasks(first: 1) { nodes {
            id updates { nodes { period { label } } } indicators { id latestMeasurement { value } } } } } }";
        let before = app.data(task).await;
        delete(&app, first.document_id, "").await;
        let after = app.data(task).await;
        let (before, after) = (&before["report"]["tasks"]["nodes"][0], &after["report"]["tasks"]["nodes"][0]);
        assert_eq!(before["id"], after["id"]);
        assert_eq!(before["indicators"], after["indicators"]);
        assert_eq!(after["updates"]["nodes"], serde_json::json!([{ "period": { "label": "前三季度" } }]));
    }

    async fn a_plan_is_taken_out_and_put_back_with_its_links_exactly(app: App) {
        app.import("half.txt", &half_year()).await;
        let alone = dump(&app.ledger.db).await;
        let plan = app.import("plan.txt", &plan()).await;
        let both = dump(&app.ledger.db).await;
        assert!(both.iter().any(|row| row.starts_with("task_origin")), "{both:#?}");
        let later = app.import("nine.txt", &nine_months()).await;
        delete(&app, later.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, both);
        delete(&app, plan.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, alone);
    }

    async fn a_bulletin_is_taken_out_and_leaves_the_plan_as_it_was_promised(app: App) {
        app.import("plan.txt", &plan()).await;
        let promised = dump(&app.ledger.db).await;
        let half = app.import("half.txt", &half_year()).await;
        let with = dump(&app.ledger.db).await;
        let correction = app.import("corrected.txt", &corrected()).await;
        delete(&app, correction.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, with);
        delete(&app, half.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, promised);
    }

    async fn a_corrected_plan_is_taken_out_below_a_bulletin(app: App) {
        app.import("plan.txt", &plan()).await;
        app.import("half.txt", &half_year()).await;
        let before = dump(&app.ledger.db).await;
        let second = app.import("plan2.txt", &plan().replace("农村公路改造100公里", "农村公路改造120公里")).await;
        let corrected = dump(&app.ledger.db).await;
        let later = app.import("nine.txt", &nine_months()).await;
        delete(&app, later.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, corrected, "findings of the time stay those of the time");
        delete(&app, second.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, before);
    }

    async fn whichever_document_is_taken_out_the_ledger_is_that_of_the_others(app: App) {
        for gone in 0..a_year().len() {
            let (all, others) = (App::start(app.database.kind).await, App::start(app.database.kind).await);
            let mut ids = Vec::new();
            for (place, (file, text)) in a_year().iter().enumerate() {
                ids.push(all.import(file, text).await.document_id);
                if place != gone {
                    others.import(file, text).await;
                }
            }
            assert_eq!(delete(&all, ids[gone], "").await.status, StatusCode::OK);
            assert_eq!(portrait(&all).await, portrait(&others).await, "without {}", a_year()[gone].0);
        }
    }

    async fn findings_of_what_stays_are_those_that_it_came_with(app: App) {
        for (file, text) in a_year() {
            app.import(file, &text).await;
        }
        let before = dump(&app.ledger.db).await;
        assert!(before.iter().any(|row| row.contains("STATUS_CHANGED") && row.contains("部分滞后")), "{before:#?}");
        let later = app.import("october.txt", &a_year()[3].1.replace("前三季度", "1-10月")).await;
        delete(&app, later.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, before);
    }

    async fn a_bulletin_between_two_that_drifted_apart_is_taken_out_and_the_loss_is_told(app: App) {
        let first = ["新增高新技术企业50家以上", "完成农村公路改造100公里", "深化机关作风建设", "新建公园5个"];
        let then = ["培育省级研发机构10家", "修缮老旧码头6处", "开展专项巡察两轮", "新增停车位2000个"];
        let bulletin = |period: &str, text: &dyn Fn(usize) -> String| {
            let rows = (0..4).map(|row| Row::new(&format!("{}。", text(row)), "有序推进。", "住建局")).collect();
            Bulletin::new(&format!("青禾县2024年政府工作报告重点工作完成情况({period})"), rows).text()
        };
        app.import("q1.txt", &bulletin("一季度", &|row| first[row].to_owned())).await;
        let middle = app.import("half.txt", &bulletin("上半年", &|row| format!("{},{}", first[row], then[row]))).await;
        app.import("nine.txt", &bulletin("前三季度", &|row| then[row].to_owned())).await;
        let before = dump(&app.ledger.db).await;
        let foretold = delete(&app, middle.document_id, "?dryRun=true").await;
        assert_eq!((foretold.status, &foretold.body["rowsLeftOut"]), (StatusCode::OK, &4.into()), "{:?}", foretold.body);
        assert_eq!(dump(&app.ledger.db).await, before);
        let done = delete(&app, middle.document_id, "").await;
        assert_eq!((done.status, &done.body["rowsLeftOut"]), (StatusCode::OK, &4.into()));
        let data = app.data("{ documents(filter: { fileName: { eq: \"nine.txt\" } }) { nodes { findings { code } } } }").await;
        let codes = data["documents"]["nodes"][0]["findings"].as_array().expect("findings").clone();
        assert_eq!(codes.iter().filter(|finding| finding["code"] == "TASK_UNMATCHED").count(), 4, "{codes:?}");
    }

    async fn names_go_with_the_last_document_that_prints_them(app: App) {
        const NAMES: &str = "{ departments(filter: { name: { eq: \"县发展改革局\" } }) { nodes { name aliases { name } } } }";
        let unit = |names: &[&str]| {
            let aliases: Vec<_> = names.iter().map(|name| serde_json::json!({ "name": name })).collect();
            serde_json::json!({ "departments": { "nodes": [{ "name": names[0], "aliases": aliases }] } })
        };
        let year = a_year();
        let first = app.import("q1.txt", &year[0].1).await;
        app.import("other-year.txt", &year[2].1.replace("发展和改革局", "县发展改革局")).await;
        let both = app.data(NAMES).await;
        assert_eq!(both["departments"]["nodes"][0]["name"], "发改局");
        let half = app.import("half.txt", &year[1].1).await;
        delete(&app, half.document_id, "").await;
        assert_eq!(app.data(NAMES).await, both);
        delete(&app, first.document_id, "").await;
        // 发改局 still stands in the name of its sub-unit, which the other year prints.
        assert_eq!(app.data(NAMES).await, unit(&["县发展改革局", "发改局"]));
    }

    async fn the_last_document_takes_its_report_with_it(app: App) {
        let empty = dump(&app.ledger.db).await;
        let only = app.import("half.txt", &half_year()).await;
        delete(&app, only.document_id, "").await;
        assert_eq!(dump(&app.ledger.db).await, empty);
    }

    async fn a_dry_run_of_an_undo_changes_nothing(app: App) {
        let only = app.import("half.txt", &half_year()).await;
        let before = dump(&app.ledger.db).await;
        let answer = delete(&app, only.document_id, "?dryRun=true").await;
        assert_eq!((answer.body["dryRun"].as_bool(), answer.body["reportRemoved"].as_bool()), (Some(true), Some(true)));
        assert_eq!(dump(&app.ledger.db).await, before);
        assert_eq!(delete(&app, Uuid::nil(), "").await.status, StatusCode::NOT_FOUND);
    }

    async fn what_a_bulletin_changes_is_found(app: App) {
        app.import("half.txt", &half_year()).await;
        let corrected = app.import("corrected.txt", &corrected()).await;
        let codes: Vec<&str> = corrected.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert!(codes.contains(&"TARGET_MOVED") && codes.contains(&"UNITS_CHANGED"), "{:?}", corrected.findings);
        let mut rows = vec![Row::new("完成农村公路改造100公里。", "1-7月,完成农村公路改造60公里。", "交通运输局").status("进度滞后")];
        rows.insert(0, Row::new("新增高新技术企业60家以上。", "1-7月,新增高新技术企业31家。", "★科技局、各镇(街道)").status("按时推进"));
        let later = Bulletin::new("青禾县2024年政府工作报告重点工作完成情况(1-7月)", rows).text();
        let later = app.import("later.txt", &later).await;
        let fell = later.findings.iter().find(|finding| finding.code == "TOTAL_FELL").expect("a finding");
        assert!(fell.message.contains("70") && fell.message.contains("60"), "{}", fell.message);
    }
}
