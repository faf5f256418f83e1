//! Taking a document out leaves the ledger as if it had never come in.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use sea_orm::{DatabaseConnection, EntityTrait};

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

async fn delete(app: &crate::support::app::App, id: uuid::Uuid, query: &str) -> crate::support::app::Answer {
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
        assert_eq!(delete(&app, uuid::Uuid::nil(), "").await.status, StatusCode::NOT_FOUND);
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
