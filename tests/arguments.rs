//! What is asked wrongly is refused, whether or not there is anything to answer with.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row};
use crate::support::database::Kind;
use crate::support::on_both;
use crate::support::samples::with_everything;

/// One bulletin of one report with one task and no figures: most lists are empty, and nothing can be compared.
fn bare() -> String {
    let row = Row::new("深化机关作风建设。", "开展专项督查。", "教育局").status("按时推进");
    Bulletin::new("临川市2024年政府工作报告重点工作完成情况(上半年)", vec![row]).text()
}

/// The first id of a list, and that of a thing that is not there where the list is empty.
async fn id_of(app: &App, list: &str) -> String {
    let found = app.get(&format!("/api/v1/{list}?first=1")).await.body;
    let id = found["items"][0]["id"].as_str().map(str::to_owned);
    id.unwrap_or_else(|| "00000000-0000-0000-0000-000000000001".to_owned())
}

/// A name or a value as it stands in the query of an address.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Every GET of the API that takes the parameter: its address with what it needs, up to the parameter.
async fn taking(app: &App, parameter: &str) -> Vec<String> {
    let document = app.get("/api/v1/openapi.json").await.body;
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let parameters = methods["get"]["parameters"].as_array().cloned().unwrap_or_default();
        if !parameters.iter().any(|each| each["name"] == parameter) {
            continue;
        }
        let noun = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let path = path.replace("{id}", &id_of(app, noun).await);
        let needed = parameters.iter().filter(|each| each["required"] == true && each["in"] == "query");
        let needed = needed.map(|each| {
            let name = each["name"].as_str().unwrap_or_default();
            // A group that is there.
            let value = match name {
                "by" => "STATUS",
                "key" => "ON_TRACK",
                _ => each["example"].as_str().expect("an example"),
            };
            format!("{name}={}&", encoded(value))
        });
        found.push(format!("/api/v1{path}?{}", needed.collect::<String>()));
    }
    assert!(!found.is_empty(), "nothing takes {parameter}");
    found
}

async fn refused(app: &App, address: &str, argument: &str) {
    let answer = app.get(address).await;
    let told = (answer.status, answer.body["argument"].as_str().unwrap_or_default());
    assert_eq!(told, (StatusCode::BAD_REQUEST, argument), "{address}: {}", answer.body);
}

on_both! {
    async fn arguments_are_held_against_their_limits_where_there_is_nothing_to_answer_with(app: App) {
        app.import("bare.txt", &bare()).await;
        let wrong = [
            ("first", vec!["-1", "101", "x", ""]), ("last", vec!["-1", "101", "x"]), ("rows", vec!["-1", "101"]),
            ("after", vec!["x"]), ("before", vec!["eyJvIjoieCIsImsiOltdfQ"]), ("fields", vec!["nothing", "id.nothing"]),
            ("sort", vec!["nothing"]), ("include", vec!["nothing"]), ("asOf", vec!["yesterday"]),
            ("minCoverage", vec!["-1", "2"]), ("includeForecasts", vec!["perhaps"]), ("basis", vec!["NONE"]), ("role", vec!["NONE"]),
            ("from", vec!["tomorrow"]), ("to", vec!["tomorrow"]), ("years", vec!["x"]), ("jurisdictions", vec![","]),
        ];
        for (parameter, values) in wrong {
            for start in taking(&app, parameter).await {
                for value in &values {
                    let start = start.replace(&format!("{parameter}=STATUS&"), "");
                    refused(&app, &format!("{start}{parameter}={}", encoded(value)), parameter).await;
                }
            }
        }
        for start in taking(&app, "filter").await {
            refused(&app, &format!("{start}filter[nothing][eq]=1"), "filter[nothing]").await;
        }
        // What is right is taken there too.
        let whole = app.get(&format!("/api/v1/reports/{}/changes?first=1&fields=from", id_of(&app, "reports").await)).await;
        assert_eq!((whole.status, whole.body), (StatusCode::OK, json!({ "from": null })));
    }

    async fn members_that_no_row_carries_are_refused_without_rows_too(app: App) {
        app.import("bare.txt", &bare()).await;
        for none in ["", "filter[number][eq]=99&"] {
            refused(&app, &format!("/api/v1/tasks?{none}fields=report.documents"), "fields").await;
        }
        for taken in ["report", "report.year", "updates", "departments.parent", "completion"] {
            let answer = app.get(&format!("/api/v1/tasks?fields={taken}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{taken}: {}", answer.body);
        }
    }

    async fn members_are_those_of_the_answer_that_is_given(app: App) {
        app.import("bare.txt", &bare()).await;
        let completion = format!("/api/v1/reports/{}/completion", id_of(&app, "reports").await);
        for (query, taken, refusing) in [("?", "basis", "dimension"), ("?by=STATUS&", "dimension", "basis")] {
            let answer = app.get(&format!("{completion}{query}fields={taken}")).await;
            assert_eq!(answer.body.as_object().map(|members| members.keys().collect::<Vec<_>>()), Some(vec![&taken.to_owned()]));
            refused(&app, &format!("{completion}{query}fields={refusing}"), "fields").await;
        }
    }

    async fn lists_of_an_empty_report_refuse_wrong_pages_in_graphql_too(app: App) {
        app.import("bare.txt", &bare()).await;
        let lists = [
            "documents(PAGE) { totalCount }", "tasks(PAGE) { totalCount }", "results(PAGE) { totalCount }",
            "glossary(PAGE) { totalCount }", "departments(PAGE) { totalCount }", "discrepancies(PAGE) { totalCount }",
            "agenda { behind(PAGE) { totalCount } }", "agenda { withoutUpdate(PAGE) { totalCount } }",
            "agenda { unmeasured(PAGE) { totalCount } }", "ranking { ranked(PAGE) { totalCount } }",
            "ranking { unranked(PAGE) { totalCount } }", "completionBy(dimension: KIND) { groups(PAGE) { totalCount } }",
        ];
        for (page, argument) in [("first: -1", "first"), ("last: 101", "last"), ("after: \"x\"", "after"), ("first: 1, last: 1", "last")] {
            for list in lists {
                let query = format!("{{ report(jurisdiction: \"临川市\", year: 2024) {{ {} }} }}", list.replace("PAGE", page));
                let answer = app.ask(&query).await;
                let told = &answer.body["errors"][0]["extensions"];
                assert_eq!((&told["code"], &told["argument"]), (&json!("BAD_USER_INPUT"), &json!(argument)), "{query}: {}", answer.body);
            }
        }
        let wrong = [
            ("changes(from: \"tomorrow\") { from { label } }", "from"), ("changes(to: \"tomorrow\") { from { label } }", "to"),
            ("ranking(minCoverage: \"2\") { by }", "minCoverage"), ("department(id: \"x\") { completion { total } }", "id"),
        ];
        for (field, argument) in wrong {
            let answer = app.ask(&format!("{{ report(jurisdiction: \"临川市\", year: 2024) {{ {field} }} }}")).await;
            assert_eq!(answer.body["errors"][0]["extensions"]["argument"], argument, "{field}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn the_same_holds_where_there_is_much() {
    let app = App::start(Kind::Sqlite).await;
    with_everything(&app).await;
    for parameter in ["first", "rows"] {
        for start in taking(&app, parameter).await {
            refused(&app, &format!("{start}{parameter}=-1"), parameter).await;
        }
    }
}
