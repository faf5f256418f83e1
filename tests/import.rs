//! Taking bulletins in: once, whole, and with every difference told.

use serde_json::{Value, json};
use taizhang::service::import::summary::{Changes, Outcome, Summary};

use crate::support::bulletin::{Bulletin, Row, half_year, long, nine_months, rich, rich_rows};
use crate::support::on_both;

const TITLE: &str = "青禾县2024年政府工作报告重点工作完成情况(上半年)";

fn codes(summary: &Summary) -> Vec<(&str, Option<u32>)> {
    summary.findings.iter().map(|finding| (finding.code.as_str(), finding.row)).collect()
}

/// The summary without what a dry run cannot foretell.
fn told(summary: &Summary) -> Value {
    let mut value = serde_json::to_value(summary).expect("a summary");
    for name in ["dryRun", "reportId", "documentId"] {
        value.as_object_mut().expect("an object").remove(name).expect(name);
    }
    value
}

/// [`half_year`], with other words in some rows.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(half_year(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

on_both! {
    async fn the_same_bytes_change_nothing(app: App) {
        let first = app.import("half.txt", &half_year()).await;
        assert_eq!(first.outcome, Outcome::Imported);
        let before = app.dump().await;
        let again = app.import("renamed.txt", &half_year()).await;
        assert_eq!(again.outcome, Outcome::Unchanged);
        assert_eq!((again.report_id, again.document_id), (first.report_id, first.document_id));
        let met = |changes: Changes| Changes { created: 0, updated: 0, unchanged: changes.created + changes.unchanged };
        let (then, now) = (first.counts, again.counts);
        assert_eq!(
            [now.tasks, now.departments, now.indicators, now.updates, now.measurements],
            [met(then.tasks), met(then.departments), met(then.indicators), met(then.updates), met(then.measurements)],
        );
        assert_eq!(app.dump().await, before);
    }

    async fn a_dry_run_says_what_the_import_will_say_and_writes_nothing(app: App) {
        let bulletins = [
            ("half.txt", half_year()),
            ("nine.txt", nine_months()),
            ("corrected.txt", changed(&[("20家", "30家"), ("★科技局、经信局", "★科技局、财政局")])),
            ("moved.txt", changed(&[("50家以上", "60家以上")])),
            ("rich.txt", rich()),
            ("nine again.txt", nine_months()),
        ];
        for (file, text) in bulletins {
            let before = app.dump().await;
            let foretold = app.try_import(file, text.as_bytes(), true).await.expect(file);
            assert!(foretold.dry_run);
            assert_eq!(app.dump().await, before, "{file}");
            let done = app.import(file, &text).await;
            assert!(!done.dry_run);
            assert_eq!(told(&foretold), told(&done), "{file}");
        }
    }

    async fn a_correction_takes_the_place_of_the_first_print_which_stays_readable(app: App) {
        let first = app.import("half.txt", &half_year()).await;
        let second = app.import("corrected.txt", &changed(&[("高新技术企业20家", "高新技术企业30家")])).await;
        assert_eq!(second.outcome, Outcome::Corrected);
        assert_eq!((second.report_id, second.counts.tasks.unchanged), (first.report_id, 4));
        let counted = |changes: Changes| (changes.created, changes.updated, changes.unchanged);
        assert_eq!(counted(second.counts.updates), (0, 1, 3), "one row says something else");
        assert_eq!(counted(second.counts.measurements), (0, 1, first.counts.measurements.created - 1));
        let data = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) {
            periods { label }
            documents { nodes { id fileName text supersededBy { id } } }
            tasks(first: 1) { nodes { updates { nodes { text document { id } } } indicators { latestMeasurement { value quote } } } } } }").await;
        let report = &data["report"];
        assert_eq!(report["periods"], json!([{ "label": "上半年" }]));
        let documents = report["documents"]["nodes"].as_array().expect("documents");
        let old = documents.iter().find(|row| row["id"] == json!(first.document_id)).expect("the first print");
        let new = documents.iter().find(|row| row["id"] == json!(second.document_id)).expect("the correction");
        assert_eq!((old["supersededBy"]["id"].as_str(), &new["supersededBy"]),
            (Some(second.document_id.to_string().as_str()), &Value::Null));
        assert!(old["text"].as_str().is_some_and(|text| text.contains("高新技术企业20家")));
        assert_eq!(report["tasks"]["nodes"][0], json!({
            "updates": { "nodes": [{ "text": "上半年,新增高新技术企业30家。", "document": { "id": second.document_id } }] },
            "indicators": [{ "latestMeasurement": { "value": "30", "quote": "新增高新技术企业30家" } }],
        }));
    }

    async fn the_bytes_of_a_corrected_document_are_refused_in_words(app: App) {
        let first = app.import("half.txt", &half_year()).await;
        let second = app.import("corrected.txt", &changed(&[("高新技术企业20家", "高新技术企业30家")])).await;
        let before = app.dump().await;
        for dry_run in [true, false] {
            let error = app.try_import("old.txt", half_year().as_bytes(), dry_run).await.expect_err("refused");
            assert_eq!(error.code(), "DOCUMENT_SUPERSEDED");
            let said = error.to_string();
            for part in ["old.txt: ", &first.document_id.to_string(), &second.document_id.to_string(), "corrected.txt", "undo"] {
                assert!(said.contains(part), "{part} is not in {said}");
            }
        }
        let answer = app.upload("old.txt", half_year().as_bytes(), &[]).await;
        assert_eq!((answer.status.as_u16(), &answer.body["code"]), (409, &json!("DOCUMENT_SUPERSEDED")));
        assert_eq!(app.dump().await, before);
        app.data(&format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", second.document_id)).await;
        assert_eq!(app.import("old.txt", &half_year()).await.outcome, Outcome::Unchanged, "in force again");
    }

    async fn bulletins_of_other_periods_meet_the_same_tasks_in_whatever_order_they_come(app: App) {
        let later = app.import("nine.txt", &nine_months()).await;
        let earlier = app.import("half.txt", &half_year()).await;
        assert_eq!((earlier.outcome, earlier.report_id), (Outcome::Imported, later.report_id));
        assert_eq!((earlier.counts.tasks.created, earlier.counts.tasks.unchanged), (0, 4));
        assert_eq!((earlier.counts.indicators.created, earlier.counts.indicators.unchanged), (0, 3));
        assert_eq!((earlier.counts.departments.created, earlier.counts.updates.created), (0, 4));
        let data = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) { periods { label }
            tasks(first: 1) { nodes { updates { nodes { period { label } } } indicators { latestMeasurement { value } } } } } }").await;
        assert_eq!(data["report"], json!({
            "periods": [{ "label": "上半年" }, { "label": "前三季度" }],
            "tasks": { "nodes": [{
                "updates": { "nodes": [{ "period": { "label": "上半年" } }, { "period": { "label": "前三季度" } }] },
                "indicators": [{ "latestMeasurement": { "value": "52" } }],
            }] },
        }));
    }

    async fn a_moved_target_a_changed_unit_and_a_missing_task_are_told(app: App) {
        app.import("half.txt", &half_year()).await;
        let nine = nine_months();
        let moved = nine.replace("高新技术企业50家以上", "高新技术企业60家以上").replace("\n\n交通运输局\n", "\n\n交通运输局、财政局\n");
        let start = moved.find("3\n\n深化机关作风建设").expect("the third row");
        let end = moved.find("4\n\n规上工业").expect("the fourth row");
        let summary = app.import("nine.txt", &format!("{}{}", &moved[..start], &moved[end..])).await;
        let found = codes(&summary);
        for expected in [("TARGET_MOVED", Some(1)), ("UNITS_CHANGED", Some(2)), ("TASK_NOT_PRINTED", None)] {
            assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
        }
        let message = |code: &str| {
            let finding = summary.findings.iter().find(|finding| finding.code == code);
            finding.map(|finding| finding.message.clone()).unwrap_or_default()
        };
        assert!(message("TARGET_MOVED").contains("was 50 家 and is now 60 家"), "{}", message("TARGET_MOVED"));
        assert!(message("UNITS_CHANGED").contains("were 交通运输局 and are now 交通运输局、财政局"), "{}", message("UNITS_CHANGED"));
        assert!(message("TASK_NOT_PRINTED").contains("task 3"), "{}", message("TASK_NOT_PRINTED"));
        assert_eq!((summary.counts.indicators.updated, summary.counts.tasks.updated), (1, 1));
        let data = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) { tasks { totalCount nodes {
            number departments { printedName } indicators { target } } }
            documents { nodes { findings(first: 100) { nodes { code } } } } } }").await;
        assert_eq!(data["report"]["tasks"]["totalCount"], 4);
        assert_eq!(data["report"]["tasks"]["nodes"][0]["indicators"], json!([{ "target": "60" }]));
        assert_eq!(data["report"]["tasks"]["nodes"][1]["departments"],
            json!([{ "printedName": "交通运输局" }, { "printedName": "财政局" }]));
        assert!(data["report"]["documents"]["nodes"][1]["findings"]["nodes"].as_array().is_some_and(|kept| kept.len() == found.len()),
            "the findings are kept with the document");
    }

    async fn an_older_bulletin_moves_no_target_and_no_unit(app: App) {
        app.import("nine.txt", &nine_months()).await;
        let before = app.texts("SELECT target FROM indicator ORDER BY target").await;
        let older = changed(&[("50家以上", "40家以上"), ("★科技局、经信局", "★财政局")]);
        let summary = app.import("half.txt", &older).await;
        assert!(!codes(&summary).iter().any(|(code, _)| ["TARGET_MOVED", "UNITS_CHANGED"].contains(code)));
        assert_eq!(app.texts("SELECT target FROM indicator ORDER BY target").await, before);
    }

    async fn a_row_that_fits_no_task_is_left_out_and_told(app: App) {
        let rows = |strange: &str| {
            let mut rows: Vec<Row> = ["学校", "医院", "公园", "桥梁", "水库", "码头"]
                .map(|what| Row::new(&format!("新建{what}项目12个。"), &format!("上半年,新建{what}项目7个。"), "住建局"))
                .into();
            if !strange.is_empty() {
                rows[2] = Row::new(strange, "制定方案。", "住建局");
            }
            rows
        };
        app.import("half.txt", &Bulletin::new(TITLE, rows("")).text()).await;
        let nine = TITLE.replace("上半年", "前三季度");
        let summary = app.import("nine.txt", &Bulletin::new(&nine, rows("举办农民丰收节文艺演出。")).text()).await;
        assert!(codes(&summary).contains(&("TASK_UNMATCHED", Some(3))), "{:?}", summary.findings);
        assert_eq!((summary.counts.tasks.created, summary.counts.updates.created), (0, 5));
        assert_eq!(app.count("task", "text LIKE '%丰收节%'").await, 0);
        assert_eq!(app.count("task", "1 = 1").await, 6);
    }

    async fn rows_without_a_number_continue_the_one_above(app: App) {
        app.import("rich.txt", &rich()).await;
        let data = app.data("{ tasks { nodes { number subNumber } } }").await;
        let numbers: Vec<(i64, i64)> = data["tasks"]["nodes"].as_array().expect("tasks").iter()
            .map(|task| (task["number"].as_i64().unwrap_or(-1), task["subNumber"].as_i64().unwrap_or(-1)))
            .collect();
        assert_eq!(numbers, [(1, 0), (2, 0), (3, 0), (3, 1), (4, 0), (5, 0), (6, 0)]);
        let later = Bulletin::new("临川市2024年政府工作报告重点工作完成情况(前三季度)", rich_rows()).text();
        let second = app.import("nine.txt", &later.replace("上半年,", "前三季度,")).await;
        assert_eq!((second.counts.tasks.created, second.counts.tasks.unchanged), (0, 7));
    }

    async fn two_writers_of_different_bulletins_both_come_to_an_end(app: App) {
        let (half, nine) = (half_year(), nine_months());
        let (left, right) = tokio::join!(app.import("half.txt", &half), app.import("nine.txt", &nine));
        assert_eq!((left.outcome, right.outcome), (Outcome::Imported, Outcome::Imported));
        assert_eq!(left.report_id, right.report_id);
        let counts = [("jurisdiction", 1), ("report", 1), ("document", 2), ("task", 4), ("indicator", 3),
            ("progress_update", 8), ("measurement", 6), ("department", 6)];
        for (table, rows) in counts {
            assert_eq!(app.count(table, "1 = 1").await, rows, "{table}");
        }
    }

    async fn many_writers_of_the_same_bytes_leave_them_once(app: App) {
        let text = long("云溪市", 20);
        let (a, b, c, d) = tokio::join!(
            app.import("a.txt", &text), app.import("b.txt", &text), app.import("c.txt", &text), app.import("d.txt", &text),
        );
        let mut outcomes = [a.outcome, b.outcome, c.outcome, d.outcome].map(|outcome| format!("{outcome:?}"));
        outcomes.sort();
        assert_eq!(outcomes, ["Imported", "Unchanged", "Unchanged", "Unchanged"]);
        for (table, rows) in [("report", 1), ("document", 1), ("task", 20), ("progress_update", 20), ("measurement", 20)] {
            assert_eq!(app.count(table, "1 = 1").await, rows, "{table}");
        }
    }
}
