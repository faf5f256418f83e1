//! The queries that the GraphiQL page opens with answer on the sample bulletins.

use std::fs;

use serde_json::Value;

use crate::support::on_both;
use crate::support::samples::{files, with_samples};

/// Whether any list in the answer has a row.
fn has_rows(value: &Value) -> bool {
    match value {
        Value::Array(rows) => !rows.is_empty(),
        Value::Object(fields) => fields.values().any(has_rows),
        _ => false,
    }
}

on_both! {
    async fn every_example_answers_on_the_samples(app: App) {
        with_samples(&app).await;
        let examples = files("web/src/examples", &["graphql"]);
        assert!(examples.len() >= 5);
        for file in examples {
            let answer = app.ask(&fs::read_to_string(&file).expect("an example")).await;
            assert_eq!(answer.body.get("errors"), None, "{}", file.display());
            assert!(has_rows(&answer.body["data"]), "{} shows nothing: {}", file.display(), answer.body);
        }
    }

    async fn the_samples_show_what_their_readme_says(app: App) {
        with_samples(&app).await;
        let data = app.data("{ reports(first: 10) { nodes { year jurisdiction { name } periods { label } completion { total } } } }").await;
        let rows: Vec<String> = data["reports"]["nodes"].as_array().expect("reports").iter().map(|report| {
            let periods: Vec<&str> = report["periods"].as_array().expect("periods").iter()
                .filter_map(|period| period["label"].as_str()).collect();
            format!("{} {} {} {}", report["jurisdiction"]["name"].as_str().unwrap_or("?"), report["year"],
                report["completion"]["total"], periods.join("、"))
        }).collect();
        let has = |text: &str| assert!(rows.iter().any(|row| row.starts_with(text)), "{text}: {rows:?}");
        has("砚湖市 2025 15 2025年上半年");
        has("云溪市 2024 25 上半年、前三季度");
        has("青禾县 2024 8 ");
        has("青澜市 2023 21 ");
        has("苇塘镇 2024 5 2024年上半年");
        let data = app.data("{ discrepancies: tasks(filter: { jurisdiction: { name: { eq: \"青澜市\" } }, discrepancy: { eq: true } }, first: 100) {
            nodes { number } } silent: tasks(filter: { jurisdiction: { name: { eq: \"砚湖市\" } }, number: { eq: 8 } }) { nodes { updates { nodes { text } } } } }").await;
        let numbers: Vec<i64> = data["discrepancies"]["nodes"].as_array().expect("tasks").iter()
            .filter_map(|task| task["number"].as_i64()).collect();
        assert_eq!(numbers, [2, 3, 15]);
        assert_eq!(data["silent"]["nodes"][0]["updates"]["nodes"][0]["text"], "");
    }
}
