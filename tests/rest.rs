//! REST: the same numbers as GraphQL, pages, refusals by name, and imports by form.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::app::{Answer, App};
use crate::support::bulletin::{Bulletin, Row, half_year, long, nine_months, rich};
use crate::support::on_both;

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// The body of an answer that is as it should be.
async fn got(app: &App, path: &str) -> Value {
    let answer = app.get(path).await;
    assert_eq!(
        (answer.status.as_u16(), answer.kind.as_str()),
        (200, "application/json"),
        "{path}: {}",
        answer.body
    );
    answer.body
}

/// Holds an answer to the form of a problem, and gives its code and argument.
fn problem(answer: &Answer) -> (u16, String, Option<String>) {
    assert_eq!(answer.kind, "application/problem+json", "{}", answer.body);
    let body = &answer.body;
    assert_eq!((text(&body["type"]), &body["status"]), ("about:blank", &json!(answer.status.as_u16())));
    assert_eq!(
        taizhang::codes::status(text(&body["code"])),
        answer.status.as_u16(),
        "the page of codes: {body}"
    );
    assert!(!text(&body["title"]).is_empty() && !text(&body["detail"]).is_empty());
    (answer.status.as_u16(), text(&body["code"]).to_owned(), body["argument"].as_str().map(str::to_owned))
}

const COMPLETION: &str = "basis total statusCounts { status count } completed { numerator denominator ratio } \
    onTrack { numerator denominator ratio } coverage { numerator denominator ratio } meanCompletion mean { numerator denominator ratio } elapsedShare \
    period { start end label elapsedShare } discrepancies unreported rulesVersion rule { number name version }";

on_both! {
    async fn every_route_gives_the_numbers_of_graphql(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        app.import("rich.txt", &rich()).await;
        let data = app.data(&format!("{{ reports(first: 2) {{ totalCount nodes {{ id year title createdAt updatedAt
            jurisdiction {{ id name }} completion {{ {COMPLETION} }} early: completion(asOf: \"2024-06-30\", basis: ASSESSED, role: [LEAD, RESPONSIBLE]) {{ {COMPLETION} }}
            departments(first: 30, orderBy: [{{ field: TASKS, direction: DESC }}]) {{ totalCount nodes {{ department {{ id name collective parent {{ id }} }}
                completion {{ {COMPLETION} }} lead {{ {COMPLETION} }} support {{ {COMPLETION} }} }} }}
            tasks(first: 30) {{ totalCount nodes {{ id number subNumber text section supervisor discrepancy completion
                effectiveStatus assessedStatus reportedStatus {{ status text }} }} }} }} }} }}")).await;
        let rest = got(&app, "/api/v1/reports").await;
        assert_eq!(rest["totalCount"], data["reports"]["totalCount"]);
        for (theirs, ours) in list(&rest["items"]).iter().zip(list(&data["reports"]["nodes"])) {
            let id = text(&ours["id"]);
            for name in ["id", "year", "title", "jurisdiction"] {
                assert_eq!(theirs[name], ours[name], "{name}");
            }
            assert_eq!(got(&app, &format!("/api/v1/reports/{id}")).await, *theirs);
            assert_eq!(got(&app, &format!("/api/v1/reports/{id}/completion")).await, ours["completion"]);
            let early = format!("/api/v1/reports/{id}/completion?asOf=2024-06-30&basis=ASSESSED&role=LEAD,RESPONSIBLE");
            assert_eq!(got(&app, &early).await, ours["early"]);

            let units = got(&app, &format!("/api/v1/reports/{id}/departments?first=30&sort=-tasks")).await;
            assert_eq!(units["totalCount"], ours["departments"]["totalCount"]);
            for (theirs, ours) in list(&units["items"]).iter().zip(list(&ours["departments"]["nodes"])) {
                for part in ["completion", "lead", "support"] {
                    assert_eq!(theirs[part], ours[part], "{part} of {}", ours["department"]["name"]);
                }
                let unit = &ours["department"];
                assert_eq!(theirs["department"], json!({ "id": unit["id"], "name": unit["name"],
                    "collective": unit["collective"], "parentId": unit["parent"]["id"] }));
            }

            let tasks = got(&app, &format!("/api/v1/reports/{id}/tasks?first=30")).await;
            assert_eq!(tasks["totalCount"], ours["tasks"]["totalCount"]);
            assert_eq!(list(&tasks["items"]).len(), list(&ours["tasks"]["nodes"]).len());
            for (theirs, ours) in list(&tasks["items"]).iter().zip(list(&ours["tasks"]["nodes"])) {
                for (name, value) in ours.as_object().expect("a task") {
                    assert_eq!(theirs[name], *value, "{name}");
                }
                let alone = got(&app, &format!("/api/v1/tasks/{}", text(&ours["id"]))).await;
                for (name, value) in theirs.as_object().expect("a task") {
                    assert_eq!(alone[name], *value, "{name}");
                }
            }
        }
    }

    async fn a_task_comes_with_all_its_figures_and_words(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        let data = app.data("{ tasks(first: 1) { nodes { id departments { role reason printedName department { id name } }
            indicators { id name target unit comparator kind quote span { start end } status
                latestMeasurement { id value unit quote asOf { label } }
                assessment { status rule attainment gap lead elapsedShare degree } }
            updates { nodes { id text period { label } document { id } measurements { id value } } } } } }").await;
        let ours = &data["tasks"]["nodes"][0];
        let theirs = got(&app, &format!("/api/v1/tasks/{}", text(&ours["id"]))).await;
        for (theirs, ours) in list(&theirs["indicators"]).iter().zip(list(&ours["indicators"])) {
            for name in ["id", "name", "target", "unit", "comparator", "kind", "quote", "span", "status"] {
                assert_eq!(theirs[name], ours[name], "{name}");
            }
            for name in ["id", "value", "unit", "quote"] {
                assert_eq!(theirs["latestMeasurement"][name], ours["latestMeasurement"][name], "{name}");
            }
            for (name, value) in ours["assessment"].as_object().expect("an assessment") {
                assert_eq!(theirs["assessment"][name], *value, "{name}");
            }
        }
        let units: Vec<Value> = list(&ours["departments"]).iter().map(|link| json!([
            link["department"]["id"], link["role"], link["reason"], link["printedName"]])).collect();
        let same: Vec<Value> = list(&theirs["departments"]).iter().map(|link| json!([
            link["id"], link["role"], link["reason"], link["printedName"]])).collect();
        assert_eq!(same, units);
        let updates: Vec<Value> = list(&ours["updates"]["nodes"]).iter().map(|update| json!([
            update["id"], update["text"], update["measurements"][0]["value"]])).collect();
        let same: Vec<Value> = list(&theirs["updates"]).iter().map(|update| json!([
            update["id"], update["text"], update["measurements"][0]["value"]])).collect();
        assert_eq!((same.len(), same), (2, updates));
    }

    async fn a_unit_comes_with_its_surroundings_and_its_tasks(app: App) {
        app.import("rich.txt", &rich()).await;
        let data = app.data("{ departments(first: 30) { nodes { id name collective parent { id } children { id } members { id }
            collectives { id } reports { id } all: tasks { totalCount nodes { id } }
            own: tasks(includeCollectives: false) { totalCount nodes { id } } } } }").await;
        let ids = |rows: &Value| list(rows).iter().map(|row| text(&row["id"]).to_owned()).collect::<Vec<_>>();
        for ours in list(&data["departments"]["nodes"]) {
            let id = text(&ours["id"]);
            let theirs = got(&app, &format!("/api/v1/departments/{id}")).await;
            assert_eq!((&theirs["name"], &theirs["collective"]), (&ours["name"], &ours["collective"]));
            assert_eq!(theirs["parent"]["id"], ours["parent"]["id"]);
            for name in ["children", "members", "collectives"] {
                assert_eq!(ids(&theirs[name]), ids(&ours[name]), "{name}");
            }
            for (query, name) in [("", "all"), ("?includeCollectives=false", "own")] {
                let tasks = got(&app, &format!("/api/v1/departments/{id}/tasks{query}")).await;
                assert_eq!((&tasks["totalCount"], ids(&tasks["items"])), (&ours[name]["totalCount"], ids(&ours[name]["nodes"])));
            }
        }
    }

    async fn next_cursors_walk_every_list_once(app: App) {
        app.import("long.txt", &long("云溪市", 23)).await;
        app.import("half.txt", &half_year()).await;
        let reports = got(&app, "/api/v1/reports").await;
        let report = list(&reports["items"]).iter().find(|row| row["jurisdiction"]["name"] == "云溪市").expect("云溪市");
        let report = text(&report["id"]);
        let unit = app.data("{ departments(filter: { name: { eq: \"财政局\" } }) { nodes { id } } }").await;
        let unit = text(&unit["departments"]["nodes"][0]["id"]).to_owned();
        let lists = [("reports".to_owned(), 2), (format!("reports/{report}/tasks"), 23),
            (format!("reports/{report}/departments"), 8), (format!("departments/{unit}/tasks"), 23_usize)];
        for (route, length) in lists {
            let (mut seen, mut after, mut pages) = (HashSet::new(), String::new(), 0);
            loop {
                let page = got(&app, &format!("/api/v1/{route}?first=3{after}")).await;
                assert_eq!(page["totalCount"], length, "{route}");
                for row in list(&page["items"]) {
                    let id = row.get("id").or_else(|| row["department"].get("id")).expect("an id");
                    assert!(seen.insert(text(id).to_owned()), "{route}: {id} twice");
                }
                pages += 1;
                match page["nextCursor"].as_str() {
                    Some(cursor) => after = format!("&after={cursor}"),
                    None => break,
                }
            }
            assert_eq!((seen.len(), pages), (length, length.div_ceil(3)), "{route}");
            let none = got(&app, &format!("/api/v1/{route}?first=0")).await;
            assert_eq!((list(&none["items"]).len(), &none["totalCount"]), (0, &json!(length)));
        }
    }

    async fn filters_narrow_a_list_as_in_graphql(app: App) {
        app.import("rich.txt", &rich()).await;
        let report = got(&app, "/api/v1/reports?filter[jurisdiction][name][eq]=%E4%B8%B4%E5%B7%9D%E5%B8%82&filter%5Byear%5D%5Beq%5D=2024").await;
        let id = text(&report["items"][0]["id"]).to_owned();
        assert_eq!(got(&app, "/api/v1/reports?filter[year][eq]=2023").await["totalCount"], 0);
        let cases = [
            ("filter[status][eq]=BEHIND", "status: { eq: BEHIND }"),
            ("filter[status][in]=BEHIND,AHEAD", "status: { in: [BEHIND, AHEAD] }"),
            ("filter[assessedStatus][eq]=BEHIND", "assessedStatus: { eq: BEHIND }"),
            ("filter[reportedStatus][isNull]=true", "reportedStatus: { isNull: true }"),
            ("filter[discrepancy][eq]=true", "discrepancy: { eq: true }"),
            ("filter[department][role][eq]=SUPPORT", "department: { role: { eq: SUPPORT } }"),
            ("filter[or][0][number][eq]=3&filter[or][1][number][gte]=6", "or: [{ number: { eq: 3 } }, { number: { gte: 6 } }]"),
        ];
        for (query, filter) in cases {
            let rest = got(&app, &format!("/api/v1/reports/{id}/tasks?{query}")).await;
            let data = app.data(&format!("{{ tasks(filter: {{ report: {{ eq: \"{id}\" }}, {filter} }}) {{ totalCount nodes {{ id }} }} }}")).await;
            assert_eq!(rest["totalCount"], data["tasks"]["totalCount"], "{query}");
            let ids: Vec<&Value> = list(&rest["items"]).iter().map(|row| &row["id"]).collect();
            let same: Vec<&Value> = list(&data["tasks"]["nodes"]).iter().map(|row| &row["id"]).collect();
            assert_eq!(ids, same, "{query}");
        }
    }

    async fn wrong_parameters_are_refused_by_name(app: App) {
        app.import("half.txt", &half_year()).await;
        let report = got(&app, "/api/v1/reports").await;
        let cursor = got(&app, "/api/v1/reports?first=0").await;
        assert_eq!(cursor["nextCursor"], Value::Null, "a page without rows has no place to go on from");
        let id = text(&report["items"][0]["id"]).to_owned();
        let tasks = got(&app, &format!("/api/v1/reports/{id}/tasks?first=1")).await;
        let foreign = text(&tasks["nextCursor"]);
        let wrong = [
            ("reports?limit=3".to_owned(), "limit"), ("reports?first=1&first=2".to_owned(), "first"),
            ("reports?first=101".to_owned(), "first"), ("reports?first=-1".to_owned(), "first"),
            ("reports?last=101".to_owned(), "last"), ("reports?first=1&last=1".to_owned(), "last"),
            ("reports?first=1&before=x".to_owned(), "before"), ("reports?before=x".to_owned(), "before"),
            ("reports?first=ten".to_owned(), "first"), ("reports?first=".to_owned(), "first"),
            ("reports?filter[year][eq]=MMXXIV".to_owned(), "filter[year][eq]"), ("reports?year=2024".to_owned(), "year"),
            ("reports?sort=size".to_owned(), "sort"), ("reports?sort=year,-year".to_owned(), "sort"), ("reports?sort=".to_owned(), "sort"),
            ("reports?sort[0]=year".to_owned(), "sort[0]"), ("reports?orderBy=YEAR".to_owned(), "orderBy"),
            ("reports?fields=name".to_owned(), "fields"), ("reports?fields=jurisdiction.size".to_owned(), "fields"),
            ("reports?include=tasks".to_owned(), "include"), ("updates?include=task".to_owned(), "include"),
            ("reports?after=abc".to_owned(), "after"), (format!("reports?after={foreign}"), "after"),
            (format!("reports/{id}?first=1"), "first"), (format!("reports/{id}/tasks?filter[status][in]=DONE"), "filter[status][in]"),
            (format!("reports/{id}/tasks?filter[state][eq]=AHEAD"), "filter[state]"),
            (format!("reports/{id}/tasks?filter[department][id][eq]=1"), "filter[department][id][eq]"),
            (format!("reports/{id}/tasks?filter[discrepancy][eq]=1"), "filter[discrepancy][eq]"),
            (format!("reports/{id}/completion?asOf=2024-02-30"), "asOf"), (format!("reports/{id}/completion?role=BOSS"), "role"),
            (format!("reports/{id}/completion?role="), "role"), (format!("reports/{id}/completion?role=LEAD,BOSS"), "role"),
            (format!("reports/{id}/completion?first=1"), "first"),
            ("search?q=x&sort=number".to_owned(), "sort"), (format!("reports/{id}/ranking?minCoverage=half"), "minCoverage"),
            (format!("reports/{id}/departments?includeForecasts=yes"), "includeForecasts"),
            (format!("reports/{id}/departments?asOf=2024"), "asOf"), ("documents?filter[publishedOn][eq]=2024".to_owned(), "filter[publishedOn][eq]"),
            ("compare?canonicalNames=x&years=now".to_owned(), "years"),
            (format!("reports/{id}/departments?sort=size"), "sort"), (format!("reports/{id}/departments?after={foreign}"), "after"),
        ];
        for (path, argument) in wrong {
            let answer = app.get(&format!("/api/v1/{path}")).await;
            assert_eq!(problem(&answer), (400, "BAD_USER_INPUT".to_owned(), Some(argument.to_owned())), "{path}: {}", answer.body);
            let detail = text(&answer.body["detail"]);
            for words in ["..=", "Decimal", "invalid digit", "end of input", "provided string", "usize", "ordered by \0"] {
                assert!(!format!("{detail}\0").contains(words), "{path}: {detail}");
            }
        }
    }

    async fn rows_carry_what_is_asked_for_and_no_more(app: App) {
        app.import("rich.txt", &rich()).await;
        app.import("half.txt", &half_year()).await;
        let path = "/api/v1/tasks?fields=number,departments.name,updates.text,report.jurisdiction&include=updates,report&first=100";
        let lean = got(&app, path).await;
        let full = got(&app, "/api/v1/tasks?include=updates,report,departments.parent&first=100").await;
        for (lean, full) in list(&lean["items"]).iter().zip(list(&full["items"])) {
            let names = |rows: &Value, name: &str| list(rows).iter().map(|row| json!({ name: row[name] })).collect::<Vec<_>>();
            assert_eq!(*lean, json!({ "number": full["number"], "departments": names(&full["departments"], "name"),
                "updates": names(&full["updates"], "text"), "report": { "jurisdiction": full["report"]["jurisdiction"] } }));
            let alone = got(&app, &format!("/api/v1/tasks/{}", text(&full["id"]))).await;
            assert_eq!(alone["updates"], full["updates"]);
            let report = got(&app, &format!("/api/v1/reports/{}", text(&full["reportId"]))).await;
            assert_eq!(report, full["report"]);
            for unit in list(&full["departments"]) {
                assert_eq!(unit.get("parent").map(|parent| &parent["id"]), Some(&unit["parentId"]), "null where there is none");
            }
        }
        // A member that has to be included may be named in one place or the other.
        for query in ["fields=number,updates", "fields=number&include=updates", "fields=number,updates&include=updates"] {
            let lean = got(&app, &format!("/api/v1/tasks?first=100&{query}")).await;
            for (lean, full) in list(&lean["items"]).iter().zip(list(&full["items"])) {
                assert_eq!(*lean, json!({ "number": full["number"], "updates": full["updates"] }), "{query}");
            }
        }
        for route in ["departments", "jurisdictions"] {
            let rows = got(&app, &format!("/api/v1/{route}?fields=parent.id,parentId&first=100")).await;
            assert!(!list(&rows["items"]).is_empty());
            for row in list(&rows["items"]) {
                assert_eq!(row.get("parent").map(|parent| &parent["id"]), Some(&row["parentId"]), "{route}");
            }
        }
        let answer = app.get("/api/v1/tasks?fields=number,report.completion").await;
        assert_eq!(problem(&answer), (400, "BAD_USER_INPUT".to_owned(), Some("fields".to_owned())), "{}", answer.body);
        assert!(text(&answer.body["detail"]).contains("report.completion"), "{}", answer.body);
        let answer = app.get("/api/v1/tasks?fields=departments.size").await;
        let detail = text(&answer.body["detail"]);
        assert!(detail.contains("\"departments.size\"") && detail.contains("collective, id, name"), "{detail}");
        let one = app.get("/api/v1/tasks?include=updates,report,departments.parent&first=1").await;
        let many = app.get("/api/v1/tasks?include=updates,report,departments.parent&first=11").await;
        assert_eq!(one.statements, many.statements);
        let reports = got(&app, "/api/v1/reports?include=completion,documents").await;
        for report in list(&reports["items"]) {
            let completion = got(&app, &format!("/api/v1/reports/{}/completion", text(&report["id"]))).await;
            assert_eq!((&report["completion"], list(&report["documents"]).len()), (&completion, 1));
        }
    }

    async fn links_lead_to_the_pages_beside(app: App) {
        app.import("rich.txt", &rich()).await;
        let links = |answer: &Answer| -> std::collections::HashMap<String, String> {
            let parts = answer.link.split(", ").map(|link| link.split_once(">; rel=").expect("a link"));
            parts.map(|(path, kind)| (kind.trim_matches('"').to_owned(), path.trim_start_matches('<').to_owned())).collect()
        };
        let numbers = |answer: &Answer| list(&answer.body["items"]).iter().map(|row| row["number"].as_i64()).collect::<Vec<_>>();
        let first = app.get("/api/v1/tasks?filter[number][lte]=5&sort=-number&first=2&fields=number").await;
        assert_eq!(numbers(&first), [Some(5), Some(4)], "{}", first.body);
        assert!(!links(&first).contains_key("prev") && first.body["prevCursor"].is_null());
        let second = app.get(&links(&first)["next"]).await;
        assert_eq!(numbers(&second), [Some(3), Some(3)], "{}", second.body);
        let third = app.get(&links(&second)["next"]).await;
        assert_eq!(numbers(&third), [Some(2), Some(1)]);
        assert!(!links(&third).contains_key("next"));
        assert_eq!(app.get(&links(&third)["prev"]).await.body["items"], second.body["items"]);
        assert_eq!(app.get(&links(&third)["first"]).await.body, first.body);
    }

    async fn what_is_not_there_is_told(app: App) {
        app.import("half.txt", &half_year()).await;
        let nobody = "00000000-0000-0000-0000-000000000001";
        let paths = ["reports/ID", "reports/ID/tasks", "reports/ID/completion", "reports/ID/departments", "tasks/ID",
            "departments/ID", "departments/ID/tasks", "indicators/ID", "updates/ID", "jurisdictions/ID",
            "documents/ID", "documents/ID/findings"];
        for path in paths {
            let answer = app.get(&format!("/api/v1/{}", path.replace("ID", nobody))).await;
            assert_eq!(problem(&answer), (404, "NOT_FOUND".to_owned(), None), "{path}");
            let answer = app.get(&format!("/api/v1/{}", path.replace("ID", "seven"))).await;
            assert_eq!(problem(&answer), (400, "BAD_USER_INPUT".to_owned(), Some("id".to_owned())), "{path}");
        }
        for path in ["/api/v1/nothing", "/api/v2/reports", "/nothing"] {
            assert_eq!(problem(&app.get(path).await).1, "NOT_FOUND", "{path}");
        }
        for (method, path) in [("DELETE", "/api/v1/reports"), ("POST", "/api/v1/reports"), ("GET", "/api/v1/imports"), ("PUT", "/healthz")] {
            let request = Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
            assert_eq!(problem(&app.send(request).await), (405, "METHOD_NOT_ALLOWED".to_owned(), None), "{method} {path}");
        }
    }

    async fn a_form_takes_a_bulletin_in(app: App) {
        let half = half_year();
        let dry = app.upload("half.txt", half.as_bytes(), &[("dryRun", "true")]).await;
        assert_eq!((dry.status.as_u16(), &dry.body["dryRun"], &dry.body["outcome"]), (200, &json!(true), &json!("IMPORTED")));
        assert_eq!(got(&app, "/api/v1/reports").await["totalCount"], 0);
        let done = app.upload("half.txt", half.as_bytes(), &[("dryRun", "false")]).await;
        assert_eq!((done.status.as_u16(), &done.body["outcome"], &done.body["file"]), (200, &json!("IMPORTED"), &json!("half.txt")));
        assert_eq!(done.body["counts"], dry.body["counts"]);
        assert_eq!(done.body["counts"]["tasks"], json!({ "created": 4, "updated": 0, "unchanged": 0 }));
        let again = app.upload("half.txt", half.as_bytes(), &[]).await;
        assert_eq!(again.body["outcome"], "UNCHANGED");
        let report = text(&done.body["reportId"]).to_owned();
        assert_eq!(got(&app, &format!("/api/v1/reports/{report}/completion")).await["total"], 4);
    }

    async fn a_form_says_what_the_text_does_not(app: App) {
        let text = Bulletin::new("重点工作完成情况", vec![Row::new("新建公园3个。", "新建公园2个。", "住建局")]).text();
        let steps = [
            (vec![], "JURISDICTION_UNKNOWN"), (vec![("jurisdiction", "云溪县")], "YEAR_UNKNOWN"),
            (vec![("jurisdiction", "云溪县"), ("year", "2023")], "PERIOD_UNKNOWN"),
        ];
        for (fields, code) in steps {
            let answer = app.upload("bare.txt", text.as_bytes(), &fields).await;
            assert_eq!(problem(&answer), (422, code.to_owned(), None), "{}", answer.body);
        }
        let told = [("jurisdiction", "云溪县"), ("year", "2023"), ("period", "1-8月")];
        let answer = app.upload("bare.txt", text.as_bytes(), &told).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.body);
        assert_eq!((&answer.body["jurisdiction"], &answer.body["year"], &answer.body["period"]), (&json!("云溪县"), &json!(2023), &json!("1-8月")));
    }

    async fn forms_that_do_not_fit_are_refused_by_name(app: App) {
        let half = half_year();
        let before = app.dump().await;
        for (fields, argument) in [(("dryrun", "true"), "dryrun"), (("dryRun", "yes"), "dryRun"), (("year", "MM"), "year"), (("colour", "red"), "colour")] {
            let answer = app.upload("half.txt", half.as_bytes(), &[fields]).await;
            assert_eq!(problem(&answer), (400, "BAD_USER_INPUT".to_owned(), Some(argument.to_owned())), "{}", answer.body);
        }
        let answer = app.upload("half.txt", half.as_bytes(), &[("period", "去年")]).await;
        assert_eq!(problem(&answer).1, "PERIOD_INVALID");
        for year in ["0", "1948", "3000", "-2024"] {
            let answer = app.upload("half.txt", half.as_bytes(), &[("year", year)]).await;
            assert_eq!(problem(&answer), (422, "YEAR_INVALID".to_owned(), None), "{year}: {}", answer.body);
        }
        let no_file = "--M\r\ncontent-disposition: form-data; name=\"dryRun\"\r\n\r\ntrue\r\n--M--\r\n";
        for (kind, body, status, argument) in [
            ("multipart/form-data; boundary=M", no_file, 400, Some("file")),
            ("multipart/form-data; boundary=M", "--M\r\ncontent-disposition: form-data; name=\"fi", 400, Some("form")),
            ("text/plain", "hello", 415, None), ("", "hello", 415, None), ("multipart/form-data", no_file, 400, Some("form")),
        ] {
            let request = Request::post("/api/v1/imports").header("content-type", kind).body(Body::from(body)).expect("a request");
            let answer = app.send(request).await;
            let (found, _, named) = problem(&answer);
            assert_eq!((found, named.as_deref()), (status, argument), "{kind}: {}", answer.body);
        }
        assert_eq!(app.dump().await, before);
    }

    async fn the_description_is_the_one_that_is_checked_in(app: App) {
        let served = got(&app, "/api/v1/openapi.json").await;
        let kept = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json")).expect("openapi.json");
        assert_eq!(served, serde_json::from_str::<Value>(&kept).expect("JSON"));
        // Every route that it names is there.
        for path in served["paths"].as_object().expect("paths").keys() {
            let path = path.replace("{id}", "00000000-0000-0000-0000-000000000001");
            let answer = app.get(&format!("/api/v1{path}")).await;
            let is_there = answer.status.is_success() || answer.status.as_u16() == 405 || !text(&answer.body["detail"]).starts_with("nothing is at");
            assert!(is_there, "{path}: {}", answer.body);
        }
    }

    async fn it_says_whether_it_lives_and_whether_it_is_ready(app: App) {
        assert_eq!(got(&app, "/healthz").await, json!({ "status": "ok" }));
        assert_eq!(got(&app, "/readyz").await, json!({ "status": "ready" }));
        app.sql("DELETE FROM seaql_migrations").await.expect("forgotten");
        let answer = app.get("/readyz").await;
        assert_eq!((answer.status.as_u16(), &answer.body["status"]), (503, &json!("unavailable")));
        assert!(text(&answer.body["reason"]).contains("taizhang migrate"), "{}", answer.body);
        assert_eq!(app.get("/healthz").await.status.as_u16(), 200);
    }
}
