//! Lists that REST puts into rows are bounded, and say of how many they are the first.

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year};
use crate::support::on_both;

async fn rows(app: &App, path: &str) -> Vec<Value> {
    let answer = app.get(path).await;
    assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.body);
    answer.body["items"].as_array().expect("rows").clone()
}

on_both! {
    async fn of_many_documents_a_report_carries_the_first(app: App) {
        // A bulletin that is corrected a hundred times.
        for version in 0..102 {
            let text = half_year().replace("\n注", &format!("\n100\n\n新建公园{version}个。\n\n完成选址。\n\n住建局\n\n注"));
            app.import(&format!("{version}.txt"), &text).await;
        }
        let report = &rows(&app, "/api/v1/reports?include=documents,documentCount").await[0];
        let ids = |list: &[Value]| -> Vec<Value> { list.iter().map(|row| row["id"].clone()).collect() };
        let carried = ids(report["documents"].as_array().expect("documents"));
        assert_eq!((carried.len(), &report["documentCount"]), (100, &json!(102)));
        let path = format!("/api/v1/documents?filter[report][id][eq]={}&sort=kind,periodEnd,imported&first=100", report["id"].as_str().expect("an id"));
        assert_eq!(carried, ids(&rows(&app, &path).await));
        let bare = &rows(&app, "/api/v1/reports?include=documentCount").await[0];
        assert_eq!((bare.get("documents"), &bare["documentCount"]), (None, &json!(102)));
    }

    async fn of_many_findings_a_document_carries_the_first(app: App) {
        // Two statuses in one cell are no status that is known.
        let odd = |number| Row::new(&format!("完成第{number}项改造。"), "完成选址。", "住建局").status("另行研究");
        let text = Bulletin::new("临川市2024年政府工作报告重点工作完成情况(上半年)", (0..120).map(odd).collect()).text();
        app.import("odd.txt", &text).await;
        let document = &rows(&app, "/api/v1/documents?include=findings,findingCount").await[0];
        let carried = document["findings"].as_array().expect("findings");
        let count = document["findingCount"].as_u64().expect("a count");
        assert!(count > 100, "{count}");
        assert_eq!(carried.len(), 100);
        let id = document["id"].as_str().expect("an id");
        assert_eq!(*carried, rows(&app, &format!("/api/v1/documents/{id}/findings?first=100")).await);
        let one = app.get(&format!("/api/v1/documents/{id}")).await.body;
        assert_eq!(one["findings"].as_array().map(Vec::len), usize::try_from(count).ok());
    }
}
