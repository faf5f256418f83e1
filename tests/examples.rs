//! The queries that the GraphiQL page opens with answer on the sample bulletins.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::app::App;
use crate::support::on_both;

/// The files of a folder of this repository with this ending, in order.
fn files(folder: &str, ending: &[&str]) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| ending.iter().any(|ending| file.extension().is_some_and(|found| found == *ending)));
    files.sort();
    files
}

async fn with_samples(app: &App) {
    for file in files("samples", &["txt", "html"]) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("a sample");
        let summary =
            app.try_import(&name, &bytes, false).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            summary.counts.updates.created + summary.counts.tasks.created > 3,
            "{name}: {:?}",
            summary.counts
        );
    }
}

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
