//! The tables of docs/api.md are those of the code. `UPDATE_README=1` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// The name of the schema that a member refers to, in whichever way it may be missing.
fn referred(schema: &Value) -> Option<&str> {
    let options = schema["oneOf"].as_array().into_iter().flatten().chain([schema]);
    options.filter_map(|option| option["$ref"].as_str()).find_map(|name| name.rsplit('/').next())
}

type Words<'a> = Vec<&'a str>;

/// The rows of a table of members.
fn rows(filter: &str, members: serde_json::Map<String, Value>) -> String {
    let mut text = String::from("\n| member | type |\n|---|---|\n");
    for (name, schema) in members {
        if !["and", "or", "not"].contains(&name.as_str()) {
            let is_flag = schema["type"].as_array().is_some_and(|types| types.contains(&"boolean".into()));
            let kind = if is_flag { Some("true or false") } else { referred(&schema) };
            let _ = writeln!(text, "| `{name}` | {} |", kind.unwrap_or_else(|| panic!("{filter}.{name}")));
        }
    }
    text
}

fn tables(openapi: &Value) -> String {
    let schemas = &openapi["components"]["schemas"];
    let mut text = String::from("\n| type | operators |\n|---|---|\n");
    let members = |name: &str| {
        let properties =
            schemas[name]["properties"].as_object().unwrap_or_else(|| panic!("{name} has no members"));
        properties.clone()
    };
    let all = schemas.as_object().expect("schemas");
    for name in all.keys().filter(|name| name.ends_with("Test")) {
        let operators: Vec<String> = members(name).keys().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "| {name} | {} |", operators.join(", "));
    }
    // Routes that share a list share its filter.
    let mut lists: BTreeMap<&str, (Words, Words, Words)> = BTreeMap::new();
    for (route, methods) in openapi["paths"].as_object().expect("paths") {
        let parameters = methods["get"]["parameters"].as_array().into_iter().flatten();
        let named = |name: &str| parameters.clone().find(|parameter| parameter["name"] == name);
        let Some(filter) = named("filter").and_then(|filter| referred(&filter["schema"])) else { continue };
        let words = |name: &str| -> Vec<&str> {
            let list = named(name).and_then(|parameter| parameter["schema"]["items"]["enum"].as_array());
            list.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .filter(|word| !word.starts_with('-'))
                .collect()
        };
        lists.entry(filter).or_insert_with(|| (Vec::new(), words("sort"), words("include"))).0.push(route);
    }
    let listed: Vec<&str> = lists.keys().copied().collect();
    for (filter, (routes, keys, includes)) in lists {
        let code =
            |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let _ =
            writeln!(text, "\n### {filter}: {}\n{}", code(&routes), rows(filter, members(filter)).trim_end());
        let order = if keys.is_empty() {
            "No order can be chosen".to_owned()
        } else {
            format!("Ordered by {}", code(&keys))
        };
        let _ = write!(text, "\n{order}.");
        let _ = if includes.is_empty() {
            writeln!(text)
        } else {
            writeln!(text, " Includes {}.", code(&includes))
        };
    }
    // Filters of what has no list of its own.
    for inner in all.keys().filter(|name| name.ends_with("Filter") && !listed.contains(&name.as_str())) {
        let holds = |(filter, member): (&str, &(String, Value))| {
            (referred(&member.1) == Some(inner)).then(|| format!("`{}` of {filter}", member.0))
        };
        let members_of = |filter: &&str| members(filter).into_iter().collect::<Vec<_>>();
        let holders = listed.iter().flat_map(|filter| {
            members_of(filter).iter().filter_map(|member| holds((filter, member))).collect::<Vec<_>>()
        });
        let holders = holders.collect::<Vec<_>>().join(", ");
        let _ = write!(text, "\n### {inner}: {holders}\n{}", rows(inner, members(inner)));
    }
    text
}

#[test]
fn the_tables_of_the_lists_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.md");
    let kept = fs::read_to_string(&path).expect("docs/api.md");
    let openapi: Value = serde_json::from_str(&taizhang::rest::openapi()).expect("JSON");
    let (before, rest) = kept.split_once("<!-- tables -->\n").expect("a mark");
    let (_, after) = rest.split_once("\n<!-- end of tables -->").expect("a mark at the end");
    let now = format!("{before}<!-- tables -->\n{}\n<!-- end of tables -->{after}", tables(&openapi));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, now).expect("docs/api.md is written");
    } else {
        assert!(
            kept == now,
            "docs/api.md is not what the code gives; run UPDATE_README=1 cargo test --test suite api_docs"
        );
    }
}
