//! The documents that clients build on are those that the code gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::bulletin::{Bulletin, Row, narrative, plan, rich};
use crate::support::node;
use crate::support::process::run;

fn assert_checked_in(file: &str, generated: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept.trim_end() == generated.trim_end(),
        "{file} is not what the code gives; run: {command} > {file}"
    );
}

#[test]
fn schema_graphql_is_what_the_code_gives() {
    assert_checked_in("schema.graphql", &taizhang::graphql::sdl(), "cargo run -- schema");
}

#[test]
fn openapi_json_is_what_the_code_gives() {
    assert_checked_in("openapi.json", &taizhang::rest::openapi(), "cargo run -- schema --openapi");
}

/// What `docs/reading.md` says of each field of `taizhang parse`: its types.
fn documented() -> BTreeMap<String, Vec<String>> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reading.md")).expect("the page");
    let table = text.split("## What parse prints").nth(1).expect("the section");
    let rows = table.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0].trim_matches('`').to_owned(), cells[1].split(", ").map(str::to_owned).collect())
        })
        .collect()
}

/// Whether a value is of one of the types that the page gives.
fn fits(value: &Value, types: &[String]) -> bool {
    types.iter().any(|kind| match kind.as_str() {
        "text" => value.is_string(),
        "date" => value.as_str().is_some_and(|text| text.parse::<chrono::NaiveDate>().is_ok()),
        "decimal" => value.as_str().is_some_and(|text| text.parse::<rust_decimal::Decimal>().is_ok()),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "list" => value.is_array(),
        "object" => value.is_object(),
        "span" => value["start"].as_u64().zip(value["end"].as_u64()).is_some_and(|(start, end)| start <= end),
        "null" => value.is_null(),
        other => panic!("{other} is no type of this page"),
    })
}

/// Every field below a value is documented, and of the documented type; the fields that were seen.
fn hold(value: &Value, path: &str, page: &BTreeMap<String, Vec<String>>, seen: &mut BTreeSet<String>) {
    for (name, value) in value.as_object().expect("an object") {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let types = page.get(&path).unwrap_or_else(|| panic!("docs/reading.md does not know {path}"));
        assert!(fits(value, types), "{path} is {value}, and documented as {types:?}");
        seen.insert(path.clone());
        match value {
            Value::Object(_) if types.iter().all(|kind| kind != "span") => hold(value, &path, page, seen),
            Value::Array(items) => {
                for item in items.iter().filter(|item| item.is_object()) {
                    hold(item, &format!("{path}[]"), page, seen);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn what_parse_prints_is_what_the_page_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let more = vec![
        Row::new(
            "城镇新增就业1万人以上。",
            "1-5月,城镇新增就业0.6万人,完成年度目标的60%。",
            "★人社局、财政局",
        )
        .status("按时推进"),
        Row::new("推进水库建设。", "完成年度投资计划的48.5%。", "水利局").status("进展顺利"),
    ];
    let more = Bulletin::new("临川市2024年政府工作报告重点工作完成情况(上半年)", more).text();
    let page = documented();
    let mut seen = BTreeSet::new();
    for (name, text) in
        [("plan.txt", plan()), ("told.txt", narrative()), ("rich.txt", rich()), ("more.txt", more)]
    {
        fs::write(folder.path().join(name), text).expect("a file");
        let parsed = run(folder.path(), &["parse", name]);
        assert_eq!(parsed.code, Some(0), "{}", parsed.err);
        hold(&serde_json::from_str(&parsed.out).expect("JSON"), "", &page, &mut seen);
    }
    let unseen: Vec<&String> = page.keys().filter(|path| !seen.contains(*path)).collect();
    assert!(unseen.is_empty(), "no output had {unseen:?}");
}

#[test]
fn the_page_of_codes_is_what_the_code_gives() {
    assert_checked_in("docs/errors.md", &taizhang::codes::page(), "cargo run -- schema --errors");
}

#[test]
fn the_schema_is_sound_and_describes_every_part_of_itself() {
    if !node::is_installed() {
        return;
    }
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let found = node::run("schema.mjs", &[&schema.to_string_lossy()]);
    assert!(found["described"].as_u64().expect("a count") > 500, "{found}");
    assert_eq!(found["faults"], serde_json::json!([]), "{found:#}");
    assert_eq!(found["bare"], serde_json::json!([]), "without a description: {found:#}");
}
