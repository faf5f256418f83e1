//! The published bulletins that the reading is measured on, where they are there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use taizhang::ingest::Options;
use taizhang::service::import::summary::Summary;
use taizhang::service::import::{Incoming, import};

use crate::support::app::App;
use crate::support::on_both;

/// The folder of the published bulletins. Elsewhere than in CI they may be missing, which is said aloud.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    // A copy of the repository may lie elsewhere.
    let named = std::env::var_os("SHARED_FOLDER").map(PathBuf::from);
    let found = named.unwrap_or(folder);
    if found.join("corpus").is_dir() {
        return Some(found);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", found.display());
    eprintln!("SKIPPED: {} is missing, so the published bulletins were not read", found.display());
    None
}

async fn take(app: &App, folder: &Path, name: &str, told: [&str; 3]) -> Summary {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let options = Options {
        jurisdiction: given(told[0]),
        year: told[1].parse().ok(),
        period: given(told[2]),
        limits: app.ledger.limits.clone(),
        file_name: Some(name.to_owned()),
    };
    let bytes = fs::read(folder.join("corpus").join(name)).expect(name);
    let incoming = Incoming { file: name.to_owned(), bytes, options };
    import(&app.ledger, incoming, false).await.unwrap_or_else(|error| panic!("{name}: {error}"))
}

on_both! {
    async fn the_published_bulletins_are_taken_in_whole(app: App) {
        let Some(folder) = shared() else { return };
        let bulletins = [
            ("pinghu-2024-q3.txt", ["平湖市", "", ""], 122, 122),
            ("jiaxing-2021-h1.txt", ["", "", ""], 100, 96),
            ("huzhou-2024-h1.txt", ["湖州市", "2024", "上半年"], 76, 76),
        ];
        for (name, told, tasks, numbers) in bulletins {
            let summary = take(&app, &folder, name, told).await;
            assert_eq!(summary.counts.tasks.created, tasks, "{name}");
            let report = summary.report_id;
            let data = app.data(&format!("{{ report(id: \"{report}\") {{ completion {{ total }}
                one: tasks(first: 100) {{ ...T }} }} }}
                fragment T on TaskConnection {{ pageInfo {{ endCursor }} nodes {{ number subNumber text reportedStatus {{ text }}
                    departments {{ printedName role }} }} }}")).await;
            assert_eq!(data["report"]["completion"]["total"], tasks, "{name}");
            let mut rows = data["report"]["one"]["nodes"].as_array().expect("tasks").clone();
            let cursor = &data["report"]["one"]["pageInfo"]["endCursor"];
            let rest = app.data(&format!("{{ report(id: \"{report}\") {{ tasks(first: 100, after: {cursor}) {{ nodes {{
                number subNumber text reportedStatus {{ text }} departments {{ printedName role }} }} }} }} }}")).await;
            rows.extend(rest["report"]["tasks"]["nodes"].as_array().expect("tasks").iter().cloned());
            assert_eq!(rows.len(), usize::try_from(tasks).expect("a number"), "{name}");
            let numbered = rows.iter().filter(|row| row["subNumber"] == 0).count();
            assert_eq!(numbered, numbers, "{name}");
            let without = |test: fn(&Value) -> bool| rows.iter().filter(|row| test(row)).count();
            assert_eq!(without(|row| row["departments"].as_array().is_none_or(Vec::is_empty)), 0, "{name}: tasks without units");
            if name.starts_with("jiaxing") {
                assert_eq!(without(|row| row["reportedStatus"].is_null()), 1, "{name}: tasks without a printed status");
            }
            let again = take(&app, &folder, name, told).await;
            assert_eq!((again.counts.tasks.created, again.counts.tasks.unchanged), (0, tasks), "{name}");
        }
    }
}

on_both! {
    async fn the_queries_of_the_readme_answer_on_published_bulletins(app: App) {
        let Some(folder) = shared() else { return };
        take(&app, &folder, "pinghu-2024-q3.txt", ["平湖市", "", ""]).await;
        take(&app, &folder, "jiaxing-2021-h1.txt", ["", "", ""]).await;
        let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md");
        let queries: Vec<&str> = readme
            .split("```graphql\n")
            .skip(1)
            .map(|block| block.split("```").next().expect("the end of a block"))
            .collect();
        assert!(queries.len() >= 5, "{} queries", queries.len());
        for query in queries {
            // The samples' places stand in the queries; real ones take their part.
            let query = query.replace("云溪市", "平湖市").replace("青禾县", "嘉兴市");
            let data = app.data(&query).await;
            let answers = data.as_object().expect("an answer");
            assert!(answers.values().all(|answer| !answer.is_null()), "{query}\n{data}");
            let nodes = |answer: &Value| answer["nodes"].as_array().is_none_or(|nodes| !nodes.is_empty());
            assert!(answers.values().all(nodes), "{query}\n{data}");
        }
    }
}

on_both! {
    async fn one_query_tells_who_is_furthest_behind_and_on_what_words(app: App) {
        let Some(folder) = shared() else { return };
        take(&app, &folder, "pinghu-2024-q3.txt", ["平湖市", "", ""]).await;
        let step = "label formula value evidence { documentId quote span { start end } }";
        let data = app.data(&format!("{{ report(jurisdiction: \"平湖市\", year: 2024) {{ ranking(role: [LEAD, RESPONSIBLE]) {{ ranked(first: 1) {{
            nodes {{ rank department {{ name }} ratio {{ numerator denominator ratio }} coverage {{ numerator denominator ratio }}
            worst {{ lag {{ points against }} task {{ number }} indicator {{ derivation {{ {step} inputs {{ {step} inputs {{ {step} }} }} }} }} }} }} }} }} }} }}")).await;
        let unit = &data["report"]["ranking"]["ranked"]["nodes"][0];
        let lag = unit["worst"]["lag"]["points"].as_str().expect("how far");
        let derivation = &unit["worst"]["indicator"]["derivation"];
        assert_eq!((unit["ratio"]["ratio"].as_str(), derivation["value"].as_str()), (Some(lag), Some("BEHIND")), "{unit}");
        let steps = derivation["inputs"].as_array().expect("steps");
        let paced = unit["worst"]["lag"]["against"] == "ELAPSED_SHARE";
        let told = if paced { format!("-{lag}") } else { lag.to_owned() };
        assert!(steps.iter().any(|step| step["value"] == told.as_str()), "{told}: {unit}");
        let leaves = if paced { steps[0]["inputs"].as_array().expect("figure and target") } else { steps };
        let quoted = leaves.iter().filter(|leaf| leaf["evidence"]["quote"].as_str().is_some_and(|quote| !quote.is_empty()));
        assert_eq!(quoted.count(), 2, "{unit}");
    }

    async fn every_leaf_of_every_derivation_quotes_what_stands_there(app: App) {
        let Some(folder) = shared() else { return };
        let bulletins = [
            ("pinghu-2024-q3.txt", ["平湖市", "", ""]), ("jiaxing-2021-h1.txt", ["", "", ""]),
            ("huzhou-2024-h1.txt", ["湖州市", "2024", "上半年"]), ("xieqiao-2024-h1.txt", ["斜桥镇", "2024", "上半年"]),
        ];
        let mut reports = Vec::new();
        for (name, told) in bulletins {
            reports.push(take(&app, &folder, name, told).await.report_id);
        }
        let mut leaves = 0;
        for report in reports {
            leaves += hold_leaves(&app, report).await;
        }
        assert!(leaves > 300, "{leaves} leaves");
    }
}

/// Every leaf of the tasks of a report, held against the text of its document; how many there were.
async fn hold_leaves(app: &App, report: uuid::Uuid) -> usize {
    let mut texts = std::collections::HashMap::new();
    let (mut held, mut after) = (0, String::new());
    loop {
        let page = app.get(&format!("/api/v1/reports/{report}/tasks?first=100{after}")).await.body;
        for task in page["items"].as_array().expect("tasks") {
            let id = task["id"].as_str().expect("an id");
            let mut nodes = vec![app.get(&format!("/api/v1/tasks/{id}/derivation")).await.body];
            while let Some(node) = nodes.pop() {
                nodes.extend(node["inputs"].as_array().into_iter().flatten().cloned());
                let words = &node["evidence"];
                if words.is_null() {
                    continue;
                }
                let document = words["documentId"].as_str().expect("a document").to_owned();
                if !texts.contains_key(&document) {
                    let body = app.get(&format!("/api/v1/documents/{document}")).await.body;
                    texts.insert(
                        document.clone(),
                        body["text"].as_str().expect("a text").chars().collect::<Vec<char>>(),
                    );
                }
                let place = |end: &str| {
                    usize::try_from(words["span"][end].as_u64().expect("a place")).expect("a place")
                };
                let there: String = texts[&document][place("start")..place("end")].iter().collect();
                assert!(!there.is_empty() && words["quote"] == there, "{node}");
                held += 1;
            }
        }
        let Some(next) = page["nextCursor"].as_str() else { return held };
        after = format!("&after={next}");
    }
}

/// The number that follows a word in a line of the score.
fn figure(line: &str, word: &str) -> f64 {
    let rest = line.split_once(word).unwrap_or_else(|| panic!("no {word} in {line}")).1;
    rest.split_whitespace()
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| panic!("no figure in {line}"))
}

#[test]
fn the_reading_keeps_its_score() {
    let Some(folder) = shared() else { return };
    let output = Command::new("python3")
        .arg(folder.join("score/score.py"))
        .args(["--bin", env!("CARGO_BIN_EXE_taizhang"), "pinghu-2024-q3", "jiaxing-2021-h1"])
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let line = |start: &str| {
        said.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no {start} in\n{said}"))
    };
    for (document, rows) in [("pinghu-2024-q3", 122), ("jiaxing-2021-h1", 100)] {
        let exact = format!("{document} rows: {rows} said, {rows} labelled, {rows} equal in number and text");
        assert_eq!(line(&format!("{document} rows:")), exact);
        let units = line(&format!("{document} departments:"));
        assert!(figure(units, "f1 ") >= 1.0, "{units}");
        let targets = line(&format!("{document} targets:"));
        assert!(figure(targets, "f1 ") >= 0.93, "{targets}");
        // A wrong figure is worse than none.
        let actuals = line(&format!("{document} actuals:"));
        assert!(figure(actuals, "precision ") >= 0.9, "{actuals}");
    }
    let statuses = line("jiaxing-2021-h1 reported status:");
    let right: Vec<&str> = statuses.split_whitespace().filter(|word| word.parse::<u32>().is_ok()).collect();
    assert_eq!(right[0], right[1], "{statuses}");
}
