//! The lists of analytics: each is paged in both directions, narrowed and ordered, and both surfaces give the same pages.

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::moving;
use crate::support::on_both;

async fn take_two(app: &App) -> String {
    app.import("half.txt", &moving("临川市", "上半年", false, 3)).await;
    app.import("nine.txt", &moving("临川市", "前三季度", true, 6)).await;
    let reports = app.get("/api/v1/reports").await.body;
    reports["items"][0]["id"].as_str().expect("an id").to_owned()
}

async fn got(app: &App, path: &str) -> Value {
    let answer = app.get(path).await;
    assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.body);
    answer.body
}

fn items(page: &Value) -> Vec<Value> {
    page["items"].as_array().unwrap_or_else(|| panic!("no page: {page}")).clone()
}

/// The address that a `Link` header gives for a relation.
fn linked(link: &str, relation: &str) -> Option<String> {
    let entry = link.split(", <").find(|entry| entry.ends_with(&format!("rel=\"{relation}\"")))?;
    entry.trim_start_matches('<').split('>').next().map(str::to_owned)
}

/// All rows of a list, followed by the links of its pages, one or two rows at a time.
async fn walk(app: &App, path: &str, forward: bool) -> Vec<Value> {
    let (take, relation) = if forward { ("first", "next") } else { ("last", "prev") };
    let (mut found, mut next) = (Vec::new(), Some(format!("{path}{take}=2")));
    while let Some(address) = next {
        let answer = app.get(&address).await;
        assert_eq!(answer.status.as_u16(), 200, "{address}: {}", answer.body);
        assert!(linked(&answer.link, "first").is_some(), "{}", answer.link);
        let at = if forward { found.len() } else { 0 };
        found.splice(at..at, items(&answer.body));
        next = linked(&answer.link, relation);
    }
    found
}

on_both! {
    async fn every_list_of_analytics_is_read_page_by_page_both_ways(app: App) {
        let id = take_two(&app).await;
        let canonical = "compare/rows?canonicalNames=%E5%AE%8C%E6%88%90%E7%AC%AC1%E5%8F%B7%E5%86%9C%E6%9D%91%E5%85%AC%E8%B7%AF%E6%94%B9%E9%80%A0&";
        let of = |route: &str| format!("/api/v1/reports/{id}/{route}");
        // How many rows each has at least.
        let lists = [
            (of("changes/statuses?"), 7), (of("changes/targets?"), 7), (of("changes/units?"), 14), (of("changes/fell?"), 4),
            (of("changes/measuredOtherwise?"), 3), (of("changes/newTasks?"), 3), (of("changes/withoutUpdate?"), 0),
            (of("agenda/behind?"), 7), (of("agenda/withoutUpdate?"), 0), (of("agenda/unmeasured?"), 6),
            (of("ranking/ranked?by=COMPLETED&"), 8), (of("ranking/unranked?by=COMPLETED&minCoverage=1&"), 6),
            (of("completion/groups?by=DEPARTMENT&"), 8), (of("completion/groups?by=STATUS&"), 1),
            (of("completion/tasks?by=STATUS&key=ON_TRACK&"), 13), (of("discrepancies?"), 7),
            (format!("/api/v1/{canonical}"), 1),
        ];
        for (path, least) in lists {
            let whole = got(&app, &format!("{path}first=100")).await;
            let rows = items(&whole);
            assert!(rows.len() >= least, "{path}: {} rows", rows.len());
            assert_eq!(whole["totalCount"], json!(rows.len()), "{path}");
            for forward in [true, false] {
                assert_eq!(walk(&app, &path, forward).await, rows, "{path} forward: {forward}");
            }
            if let Some((name, _)) = rows.first().and_then(|row| row.as_object()?.iter().next()) {
                let some = got(&app, &format!("{path}fields={name}&first=1")).await;
                assert_eq!(some["items"], json!([{ name: rows[0][name] }]), "{path}");
            }
            let odd = app.get(&format!("{path}fields=nothing")).await;
            assert_eq!((odd.status.as_u16(), &odd.body["argument"]), (400, &json!("fields")), "{path}");
            let foreign = app.get(&format!("{path}after=eyJvIjoieCIsImsiOltdfQ")).await;
            assert_eq!((foreign.status.as_u16(), &foreign.body["argument"]), (400, &json!("after")), "{path}");
        }
    }

    async fn rows_are_narrowed_and_ordered_by_their_tasks_on_both_surfaces(app: App) {
        let id = take_two(&app).await;
        let numbers = |rows: &[Value], inside: bool| -> Vec<i64> {
            rows.iter().map(|row| if inside { &row["task"]["number"] } else { &row["number"] }).filter_map(Value::as_i64).collect()
        };
        let query = "filter[number][gte]=2&filter[number][lte]=4&sort=-number";
        let lists = [
            ("changes/statuses", "changes { list: statuses(PAGE) { nodes { task { number } } pageInfo { endCursor } } }", true),
            ("changes/targets", "changes { list: targets(PAGE) { nodes { task { number } } pageInfo { endCursor } } }", true),
            ("changes/fell", "changes { list: fell(PAGE) { nodes { task { number } } pageInfo { endCursor } } }", true),
            ("agenda/behind", "agenda { list: behind(PAGE) { nodes { task { number } } pageInfo { endCursor } } }", true),
            ("agenda/unmeasured", "agenda { list: unmeasured(PAGE) { nodes { number } pageInfo { endCursor } } }", false),
        ];
        for (route, field, inside) in lists {
            let (query, page, wanted) = if inside {
                (query, "filter: { number: { gte: 2, lte: 4 } }, orderBy: [{ field: NUMBER, direction: DESC }]", vec![4, 3, 2])
            } else {
                ("filter[number][gt]=8&sort=-number", "filter: { number: { gt: 8 } }, orderBy: [{ field: NUMBER, direction: DESC }]", vec![13, 12, 11, 10, 9])
            };
            let found = items(&got(&app, &format!("/api/v1/reports/{id}/{route}?{query}")).await);
            assert_eq!(numbers(&found, inside), wanted, "{route}");
            let pages = walk(&app, &format!("/api/v1/reports/{id}/{route}?{query}&"), true).await;
            assert_eq!(numbers(&pages, inside), wanted, "{route}");
            let data = app.data(&format!("{{ report(id: \"{id}\") {{ {} }} }}", field.replace("PAGE", page))).await;
            let parent = route.split('/').next().expect("a field");
            let list = &data["report"][parent]["list"];
            assert_eq!(numbers(list["nodes"].as_array().expect("rows"), inside), wanted, "{route}");
            // A cursor of one surface is one of the other.
            let half = app.data(&format!("{{ report(id: \"{id}\") {{ {} }} }}", field.replace("PAGE", &format!("{page}, first: 1")))).await;
            let cursor = half["report"][parent]["list"]["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned();
            let rest = items(&got(&app, &format!("/api/v1/reports/{id}/{route}?{query}&after={cursor}")).await);
            assert_eq!(numbers(&rest, inside), wanted[1..], "{route}");
            let other = app.get(&format!("/api/v1/reports/{id}/{route}?sort=number&after={cursor}")).await;
            assert_eq!(other.body["argument"], "after", "a cursor belongs to its order");
        }
        let none = got(&app, &format!("/api/v1/reports/{id}/agenda/behind?filter[number][eq]=99")).await;
        assert_eq!((&none["totalCount"], &none["items"]), (&json!(0), &json!([])));
    }

    async fn an_answer_with_lists_shows_the_first_rows_of_each(app: App) {
        let id = take_two(&app).await;
        for (route, lists) in [
            ("changes", vec!["statuses", "targets", "units", "fell", "measuredOtherwise"]),
            ("agenda", vec!["behind"]), ("ranking", vec!["ranked", "unranked"]),
        ] {
            let whole = got(&app, &format!("/api/v1/reports/{id}/{route}?first=2")).await;
            for list in lists {
                let page = got(&app, &format!("/api/v1/reports/{id}/{route}/{list}?first=2")).await;
                assert_eq!(whole[list], page, "{route}/{list}");
            }
        }
        let short = got(&app, &format!("/api/v1/reports/{id}/agenda?first=1&fields=behind.items.task.number,unmeasured.totalCount")).await;
        assert_eq!(short, json!({ "behind": { "items": [{ "task": { "number": 4 } }] }, "unmeasured": { "totalCount": 6 } }));
        let units = got(&app, &format!("/api/v1/reports/{id}/ranking/ranked?by=COMPLETED&filter[name][contains]=%E5%B1%80")).await;
        assert!(items(&units).iter().all(|row| row["rank"] == 1 && row["department"]["name"].as_str().is_some_and(|name| name.ends_with('局'))), "{units}");
        let groups = got(&app, &format!("/api/v1/reports/{id}/completion/groups?by=DEPARTMENT&filter[tasks][gt]=1&sort=-tasks,label")).await;
        let labels: Vec<(&Value, &Value)> = groups["items"].as_array().expect("groups").iter().map(|row| (&row["label"], &row["completion"]["total"])).collect();
        assert_eq!(labels, [(&json!("水利局"), &json!(7)), (&json!("财政局"), &json!(7))]);
        for (route, argument) in [("completion/groups", "by"), ("completion/tasks?by=STATUS", "key"), ("agenda?after=x", "after")] {
            let answer = app.get(&format!("/api/v1/reports/{id}/{route}")).await;
            assert_eq!((answer.status.as_u16(), &answer.body["argument"]), (400, &json!(argument)), "{route}");
        }
        assert_eq!(app.get(&format!("/api/v1/reports/{id}/completion/tasks?by=STATUS&key=NONE")).await.status.as_u16(), 404);
    }

    async fn what_hangs_on_documents_and_tasks_is_filtered_and_paged(app: App) {
        let id = take_two(&app).await;
        let data = app.data(&format!("{{ report(id: \"{id}\") {{
            documents(first: 1) {{ totalCount nodes {{ fileName findings(filter: {{ code: {{ eq: \"NONE\" }} }}) {{ totalCount }} }} pageInfo {{ hasNextPage }} }}
            newest: documents(orderBy: [{{ field: PERIOD_END, direction: DESC }}], first: 1) {{ nodes {{ fileName }} }}
            tasks(first: 1) {{ nodes {{ updates(last: 1) {{ totalCount nodes {{ document {{ fileName }} }} }}
                early: updates(filter: {{ document: {{ periodEnd: {{ lt: \"2024-09-01\" }} }} }}) {{ nodes {{ document {{ fileName }} }} }} }} }} }} }}")).await;
        let report = &data["report"];
        assert_eq!(report["documents"], json!({ "totalCount": 2, "nodes": [{ "fileName": "half.txt", "findings": { "totalCount": 0 } }], "pageInfo": { "hasNextPage": true } }));
        assert_eq!(report["newest"]["nodes"], json!([{ "fileName": "nine.txt" }]));
        let task = &report["tasks"]["nodes"][0];
        assert_eq!(task["updates"], json!({ "totalCount": 2, "nodes": [{ "document": { "fileName": "nine.txt" } }] }));
        assert_eq!(task["early"]["nodes"], json!([{ "document": { "fileName": "half.txt" } }]));
    }

    async fn a_day_is_written_in_one_form(app: App) {
        let id = take_two(&app).await;
        for wrong in ["2024-9-30", "2024-09-31", "+2024-09-30", "2024-09-30T00:00:00", "20240930", "2024-09-3", " 2024-09-30"] {
            let asked = app.code(&format!("{{ report(id: \"{id}\") {{ completion(asOf: \"{wrong}\") {{ total }} }} }}")).await;
            assert_eq!(asked, "BAD_USER_INPUT", "{wrong}");
            let tested = app.code(&format!("{{ documents(filter: {{ periodEnd: {{ eq: \"{wrong}\" }} }}) {{ totalCount }} }}")).await;
            assert_eq!(tested, "BAD_USER_INPUT", "{wrong}");
            let encoded: String = url::form_urlencoded::byte_serialize(wrong.as_bytes()).collect();
            for path in [format!("reports/{id}/completion?asOf={encoded}"), format!("documents?filter[periodEnd][eq]={encoded}"),
                format!("reports/{id}/changes?to={encoded}")] {
                assert_eq!(app.get(&format!("/api/v1/{path}")).await.status.as_u16(), 400, "{path}");
            }
        }
        assert_eq!(app.get(&format!("/api/v1/reports/{id}/completion?asOf=2024-09-30")).await.status.as_u16(), 200);
    }
}
