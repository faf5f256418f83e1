//! GraphQL: the drill-down, pages, views and units, as a dashboard asks for them.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year, long, nine_months, rich};
use crate::support::on_both;

const QINGHE: &str = "report(jurisdiction: \"青禾县\", year: 2024)";
const LINCHUAN: &str = "report(jurisdiction: \"临川市\", year: 2024)";

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// Every node of a list, walked in pages; after the first page, `between` may change the ledger.
async fn walk(app: &App, field: &str, size: usize, between: impl AsyncFnOnce(&App)) -> Vec<Value> {
    let mut between = Some(between);
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let data = app
            .data(&format!(
                "{{ list: {} {{ nodes {{ id }} edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage \
                startCursor endCursor }} }} }}",
                field.replace("PAGE", &format!("first: {size}{after}"))
            ))
            .await;
        let (nodes, page) = (list(&data["list"]["nodes"]), &data["list"]["pageInfo"]);
        let edges = list(&data["list"]["edges"]);
        assert!(nodes.len() <= size && nodes.len() == edges.len());
        assert_eq!(page["hasPreviousPage"], json!(!after.is_empty()));
        assert_eq!(page["startCursor"], edges.first().map_or(Value::Null, |edge| edge["cursor"].clone()));
        assert_eq!(page["endCursor"], edges.last().map_or(Value::Null, |edge| edge["cursor"].clone()));
        found.extend(nodes.iter().map(|node| node["id"].clone()));
        if page["hasNextPage"] == json!(false) {
            return found;
        }
        assert_eq!(nodes.len(), size, "a page before the last is full");
        after = format!(", after: {}", page["endCursor"]);
        if let Some(change) = between.take() {
            change(app).await;
        }
    }
}

fn unique(ids: &[Value]) -> usize {
    ids.iter().map(text).collect::<HashSet<_>>().len()
}

on_both! {
    async fn the_first_question_of_a_dashboard_is_answered(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("rich.txt", &rich()).await;
        let data = app.data("{ reports(first: 10) { totalCount nodes { id year jurisdiction { name }
            tasks(first: 1) { totalCount } completion { total statusCounts { status count } } } } }").await;
        assert_eq!(data["reports"]["totalCount"], 2);
        let nodes = list(&data["reports"]["nodes"]);
        let said: Vec<Value> = nodes.iter().map(|node| json!([
            node["jurisdiction"]["name"], node["year"], node["tasks"]["totalCount"], node["completion"]["total"],
        ])).collect();
        assert_eq!(said, [json!(["青禾县", 2024, 4, 4]), json!(["临川市", 2024, 7, 7])]);
        assert_ne!(nodes[0]["id"], nodes[1]["id"]);
        assert_eq!(nodes[1]["completion"]["statusCounts"], json!([
            { "status": "COMPLETED", "count": 1 }, { "status": "AHEAD", "count": 1 },
            { "status": "ON_TRACK", "count": 3 }, { "status": "BEHIND", "count": 1 },
            { "status": "NOT_STARTED", "count": 1 }, { "status": "UNMEASURED", "count": 0 },
        ]));
    }

    async fn one_query_leads_from_the_jurisdiction_to_the_printed_words(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data("{ jurisdiction(name: \"青禾县\") { level reports(first: 1) { nodes { year departments(first: 10) {
            nodes { department { name } tasks(first: 9) { nodes { number indicators { name target unit comparator kind
            latestMeasurement { value unit quote span { start end } asOf { label end }
            update { document { fileName text } } } attainment gap elapsedShare status rule quote } } } } } } } } }").await;
        assert_eq!(data["jurisdiction"]["level"], "COUNTY");
        let units = list(&data["jurisdiction"]["reports"]["nodes"][0]["departments"]["nodes"]);
        let unit = units.iter().find(|unit| unit["department"]["name"] == "科技局").expect("科技局");
        let mut indicator = unit["tasks"]["nodes"][0]["indicators"][0].clone();
        let figure = indicator["latestMeasurement"].take();
        assert_eq!(indicator, json!({
            "name": "新增高新技术企业", "target": "50", "unit": "家", "comparator": "AT_LEAST", "kind": "AMOUNT",
            "latestMeasurement": null, "attainment": "0.4", "gap": "-30", "elapsedShare": "0.5", "status": "BEHIND",
            "rule": "AMOUNT_AT_LEAST", "quote": "新增高新技术企业50家以上",
        }));
        assert_eq!((text(&figure["value"]), text(&figure["quote"])), ("20", "新增高新技术企业20家"));
        assert_eq!(figure["asOf"], json!({ "label": "上半年", "end": "2024-06-30" }));
        // The span points at the very words in the kept text.
        let document = &figure["update"]["document"];
        let span = |name: &str| usize::try_from(figure["span"][name].as_u64().expect("a place")).expect("a place");
        let words: String =
            text(&document["text"]).chars().skip(span("start")).take(span("end") - span("start")).collect();
        assert_eq!((words.as_str(), text(&document["fileName"])), ("新增高新技术企业20家", "half.txt"));
    }

    async fn a_variable_that_is_left_out_has_its_default_in_directives_too(app: App) {
        app.import("half.txt", &half_year()).await;
        let query = "query Q($yes: Boolean = true, $no: Boolean = false) { tasks(first: 1) {
            totalCount @include(if: $yes) nodes { number @skip(if: $no) text @include(if: $no) ...More @include(if: $yes) } } }
            fragment More on Task { subNumber @include(if: $yes) }";
        let data = app.data(query).await;
        assert_eq!(data["tasks"], json!({ "totalCount": 4, "nodes": [{ "number": 1, "subNumber": 0 }] }));
        let other = app.ask_with(query, &json!({ "yes": false, "no": true })).await.body;
        assert_eq!(other["data"]["tasks"]["totalCount"], Value::Null);
        assert!(other["data"]["tasks"]["nodes"][0]["text"].is_string(), "{other}");
    }

    async fn a_field_that_fails_is_null_in_its_place(app: App) {
        app.import("half.txt", &half_year()).await;
        let answer = app.ask(&format!("{{ {QINGHE} {{ changes(from: \"一季度\") {{ from {{ label }} }} year }} }}")).await;
        assert_eq!(answer.body["data"]["report"], json!({ "changes": null, "year": 2024 }));
        assert_eq!(answer.body["errors"][0]["path"], json!(["report", "changes"]));
    }

    async fn node_finds_every_kind_of_thing_by_its_id(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data(&format!("{{ {QINGHE} {{ id jurisdiction {{ id }} documents {{ nodes {{ id }} }} tasks(first: 1) {{ nodes {{ id
            departments {{ department {{ id }} }} indicators {{ id }} updates {{ nodes {{ id }} }} }} }} }} }}")).await;
        let (report, task) = (&data["report"], &data["report"]["tasks"]["nodes"][0]);
        let things = [
            ("Jurisdiction", &report["jurisdiction"]["id"]), ("Report", &report["id"]),
            ("Document", &report["documents"]["nodes"][0]["id"]), ("Task", &task["id"]),
            ("Department", &task["departments"][0]["department"]["id"]), ("Indicator", &task["indicators"][0]["id"]),
            ("ProgressUpdate", &task["updates"]["nodes"][0]["id"]),
        ];
        for (kind, id) in things {
            let data = app.data(&format!("{{ node(id: {id}) {{ __typename id }} }}")).await;
            assert_eq!(data["node"], json!({ "__typename": kind, "id": id }));
        }
        let nobody = "00000000-0000-0000-0000-000000000001";
        assert_eq!(app.data(&format!("{{ node(id: \"{nobody}\") {{ id }} }}")).await["node"], Value::Null);
        for field in ["report", "task", "department", "indicator", "progressUpdate", "document", "jurisdiction"] {
            let data = app.data(&format!("{{ {field}(id: \"{nobody}\") {{ id }} }}")).await;
            assert_eq!(data[field], Value::Null, "{field}");
            assert_eq!(app.code(&format!("{{ {field}(id: \"1\") {{ id }} }}")).await, "BAD_USER_INPUT", "{field}");
        }
        assert_eq!(app.code("{ report(year: 2024) { id } }").await, "BAD_USER_INPUT");
    }

    async fn pages_walk_every_list_once(app: App) {
        app.import("long.txt", &long("云溪市", 23)).await;
        app.import("half.txt", &half_year()).await;
        let lists = [
            ("tasks(PAGE)", 27), ("tasks(filter: { jurisdiction: { name: { eq: \"云溪市\" } } }, PAGE)", 23), ("reports(PAGE)", 2),
            ("reports(orderBy: { field: YEAR }, PAGE)", 2), ("departments(PAGE)", 14), ("jurisdictions(PAGE)", 2),
            ("departments(filter: { jurisdiction: { name: { eq: \"云溪市\" } } }, PAGE)", 8),
        ];
        for (field, length) in lists {
            let total = app.data(&format!("{{ list: {} {{ totalCount }} }}", field.replace("PAGE", "first: 0"))).await;
            assert_eq!(total["list"]["totalCount"], length, "{field}");
            for size in [1, 4, 100] {
                let ids = walk(&app, field, size, async |_| {}).await;
                assert_eq!((ids.len(), unique(&ids)), (length, length), "{field} by {size}");
            }
            let once = walk(&app, field, 100, async |_| {}).await;
            assert_eq!(walk(&app, field, 3, async |_| {}).await, once, "{field}");
        }
    }

    async fn a_row_that_comes_in_between_shifts_no_page(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("rich.txt", &rich()).await;
        let before = walk(&app, "tasks(PAGE)", 100, async |_| {}).await;
        let ids = walk(&app, "tasks(PAGE)", 3, async |app: &App| {
            // A fifth task of the first report: it sorts after its four, and before those of the second.
            let added = nine_months().replace("\n注", "\n5\n\n新建公园3个。\n\n完成选址。\n\n住建局\n\n注");
            app.import("nine.txt", &added).await;
        }).await;
        assert_eq!(unique(&ids), ids.len(), "no task twice");
        let met: Vec<&Value> = ids.iter().filter(|id| before.contains(id)).collect();
        assert_eq!(met, before.iter().collect::<Vec<_>>(), "no task lost");
    }

    async fn cursors_and_sizes_that_do_not_fit_are_refused(app: App) {
        app.import("half.txt", &half_year()).await;
        let cursor = |data: &Value, name: &str| text(&data[name]["edges"][0]["cursor"]).to_owned();
        let data = app.data("{ tasks { edges { cursor } } reports { edges { cursor } } departments { edges { cursor } } }").await;
        let (task, report, unit) = (cursor(&data, "tasks"), cursor(&data, "reports"), cursor(&data, "departments"));
        let wrong = [
            format!("tasks(after: \"{report}\")"), format!("tasks(after: \"{unit}\")"),
            format!("reports(after: \"{task}\")"), format!("reports(after: \"{report}\", orderBy: {{ field: YEAR }})"),
            format!("departments(after: \"{task}\")"), "tasks(after: \"\")".to_owned(),
            "tasks(after: \"MTIz\")".to_owned(), "tasks(after: \"要\")".to_owned(),
        ];
        for field in wrong {
            let answer = app.ask(&format!("{{ {field} {{ totalCount }} }}")).await;
            let error = &answer.body["errors"][0]["extensions"];
            assert_eq!((&error["code"], &error["argument"]), (&json!("BAD_USER_INPUT"), &json!("after")), "{field}");
        }
        for field in ["tasks", "reports", "departments", "jurisdictions"] {
            for first in [-1, 101, i32::MAX] {
                let answer = app.ask(&format!("{{ {field}(first: {first}) {{ totalCount }} }}")).await;
                let error = &answer.body["errors"][0]["extensions"];
                assert_eq!((&error["code"], &error["argument"]), (&json!("BAD_USER_INPUT"), &json!("first")), "{field} {first}");
            }
            let data = app.data(&format!("{{ {field}(first: 0) {{ nodes {{ id }} pageInfo {{ hasNextPage }} }} }}")).await;
            assert_eq!(data[field], json!({ "nodes": [], "pageInfo": { "hasNextPage": true } }), "{field}");
        }
        let gone = app.code(&format!("{{ {QINGHE} {{ departments(after: \"{task}\") {{ totalCount }} }} }}")).await;
        assert_eq!(gone, "BAD_USER_INPUT");
    }

    async fn a_total_is_counted_only_where_it_is_asked_for(app: App) {
        app.import("half.txt", &half_year()).await;
        for field in ["reports", "tasks", "departments", "jurisdictions"] {
            let without = app.ask(&format!("{{ {field} {{ nodes {{ id }} }} }}")).await.statements;
            let with = app.ask(&format!("{{ {field} {{ totalCount nodes {{ id }} }} }}")).await.statements;
            assert_eq!(with, without + 1, "{field}");
        }
    }

    async fn the_state_of_an_earlier_bulletin_can_be_asked_for_all_the_way_down(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        let day = "asOf: \"2024-08-31\"";
        let data = app.data(&format!("{{ {QINGHE} {{
            completion({day}) {{ period {{ label }} statusCounts {{ count }} }}
            departments({day}, first: 100) {{ nodes {{ department {{ name }} completion {{ statusCounts {{ count }} }} }} }}
            tasks(first: 1) {{ nodes {{
                then: assessedStatus({day}) now: assessedStatus effective: effectiveStatus({day})
                old: indicators({day}) {{ latestMeasurement {{ value }} status }}
                new: indicators {{ latestMeasurement {{ value }} status }} }} }} }} }}")).await;
        let report = &data["report"];
        assert_eq!(report["completion"]["period"]["label"], "上半年");
        let counts = |list: [i32; 6]| json!(list.map(|count| json!({ "count": count })));
        assert_eq!(report["completion"]["statusCounts"], counts([0, 1, 0, 2, 0, 1]));
        let units = list(&report["departments"]["nodes"]);
        let science = units.iter().find(|unit| unit["department"]["name"] == "科技局").expect("科技局");
        assert_eq!(science["completion"]["statusCounts"], counts([0, 0, 0, 1, 0, 0]));
        assert_eq!(report["tasks"]["nodes"][0], json!({
            "then": "BEHIND", "now": "COMPLETED", "effective": "BEHIND",
            "old": [{ "latestMeasurement": { "value": "20" }, "status": "BEHIND" }],
            "new": [{ "latestMeasurement": { "value": "52" }, "status": "COMPLETED" }],
        }));
        let data = app.data(&format!("{{ {QINGHE} {{ completion(asOf: \"2024-01-31\") {{ total period {{ label }}
            coverage {{ numerator }} }} }} }}")).await;
        assert_eq!(data["report"]["completion"], json!({ "total": 4, "period": null, "coverage": { "numerator": 0 } }),
            "before the first bulletin nothing is known of any task");
    }

    async fn lead_and_support_are_counted_apart(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data(&format!("{{ {QINGHE} {{
            lead: completion(role: LEAD) {{ total }} support: completion(role: SUPPORT) {{ total }}
            departments(role: SUPPORT) {{ totalCount nodes {{ department {{ name }} completion {{ total }}
                lead {{ total }} support {{ total }} }} }}
            tasks(filter: {{ department: {{ role: {{ eq: SUPPORT }} }} }}) {{ nodes {{ number departments(role: SUPPORT) {{ printedName reason }} }} }} }} }}")).await;
        assert_eq!(data["report"], json!({
            "lead": { "total": 4 }, "support": { "total": 1 },
            "departments": { "totalCount": 1, "nodes": [{ "department": { "name": "经信局" }, "completion": { "total": 1 },
                // 经信局 answers for task 4 through its 中小企业服务中心.
                "lead": { "total": 1 }, "support": { "total": 1 } }] },
            "tasks": { "nodes": [{ "number": 1, "departments": [
                { "printedName": "经信局", "reason": "another unit of the row is marked as lead" }] }] },
        }));
    }

    async fn several_roles_are_asked_for_at_once(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data(&format!("{{ {QINGHE} {{ led: completion(role: [LEAD]) {{ total }}
            any: completion(role: [LEAD, SUPPORT, RESPONSIBLE]) {{ total }}
            rest: completion(role: [SUPPORT, RESPONSIBLE]) {{ total }}
            departments(role: [SUPPORT, RESPONSIBLE]) {{ nodes {{ department {{ name tasks(role: [SUPPORT, RESPONSIBLE]) {{ nodes {{ number }} }} }}
                tasks(role: [LEAD, RESPONSIBLE]) {{ nodes {{ number }} }} }} }}
            tasks(first: 1) {{ nodes {{ departments(role: [SUPPORT, RESPONSIBLE]) {{ printedName }} }} }} }} }}")).await;
        assert_eq!(data["report"], json!({
            "led": { "total": 4 }, "any": { "total": 4 }, "rest": { "total": 1 },
            "departments": { "nodes": [{ "department": { "name": "经信局", "tasks": { "nodes": [{ "number": 1 }] } },
                "tasks": { "nodes": [{ "number": 4 }] } }] },
            "tasks": { "nodes": [{ "departments": [{ "printedName": "经信局" }] }] },
        }));
        let error = app.ask(&format!("{{ {QINGHE} {{ completion(role: []) {{ total }} }} }}")).await.body["errors"][0].clone();
        assert_eq!((&error["extensions"]["code"], &error["extensions"]["argument"]), (&json!("BAD_USER_INPUT"), &json!("role")), "{error}");
    }

    async fn a_print_that_marks_no_lead_has_units_that_answer(app: App) {
        // 责任单位, and no note that would make one of them the lead.
        app.import("q.csv", "临川市2024年政府工作报告重点工作完成情况(上半年),,,\n序号,主要工作任务,进展情况,责任单位\n\
            1,新增高新技术企业50家。,新增高新技术企业20家。,科技局\n2,新建公园10个。,新建公园6个。,建设局\n").await;
        let ask = |role: &str| format!("{{ {LINCHUAN} {{ ranking(by: LEAD, order: WORST_FIRST, role: {role}) {{ ranked {{ nodes {{
            department {{ name }} ratio {{ ratio }} }} }} }} }} }}");
        let data = app.data(&ask("[LEAD, RESPONSIBLE]")).await;
        assert_eq!(data["report"]["ranking"]["ranked"]["nodes"], json!([
            { "department": { "name": "科技局" }, "ratio": { "ratio": "-10" } },
            { "department": { "name": "建设局" }, "ratio": { "ratio": "10" } },
        ]));
        assert_eq!(app.data(&ask("LEAD")).await["report"]["ranking"]["ranked"]["nodes"], json!([]));
    }

    async fn a_jurisdiction_is_found_by_its_short_name(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("rich.txt", &rich()).await;
        let data = app.data("{ report(jurisdiction: \"青禾\", year: 2024) { jurisdiction { name } }
            of: jurisdiction(name: \"临川\") { name } none: jurisdiction(name: \"青\") { name } empty: jurisdiction(name: \"\") { name }
            compare(canonicalNames: [\"新增高新技术企业\"], jurisdictions: [\"青禾\"]) { without { jurisdiction { name } } rows { nodes { report { jurisdiction { name } } } } } }").await;
        assert_eq!(data["report"], json!({ "jurisdiction": { "name": "青禾县" } }));
        assert_eq!((&data["of"], &data["none"], &data["empty"]), (&json!({ "name": "临川市" }), &Value::Null, &Value::Null));
        let compared = data["compare"].to_string();
        assert!(compared.contains("青禾县") && !compared.contains("临川市"), "{compared}");
        app.import("town.txt", &half_year().replace("青禾县", "青禾镇")).await;
        let error = app.ask("{ report(jurisdiction: \"青禾\", year: 2024) { year } }").await.body["errors"][0].clone();
        assert_eq!((&error["extensions"]["code"], &error["extensions"]["argument"]), (&json!("BAD_USER_INPUT"), &json!("jurisdiction")));
        assert!(error["message"].as_str().is_some_and(|message| message.contains("青禾县, 青禾镇")), "{error}");
        for (arguments, missing) in [("jurisdiction: \"青禾县\"", "year"), ("year: 2024", "jurisdiction"), ("id: \"a\", year: 2024", "id")] {
            let error = app.ask(&format!("{{ report({arguments}) {{ year }} }}")).await.body["errors"][0].clone();
            assert_eq!(error["extensions"]["argument"], missing, "{error}");
        }
        let error = app.ask("{ tasks(filter: { role: { eq: LEAD } }) { totalCount } }").await.body["errors"][0].clone();
        assert!(error["message"].as_str().is_some_and(|message| message.contains("TaskFilter knows and, ") && message.contains("department")), "{error}");
        let error = app.ask("{ report(jurisdiction: \"青禾县\", year: 2024) { completionBy(dimension: UNIT) { total { total } } } }").await.body["errors"][0].clone();
        assert!(error["message"].as_str().is_some_and(|message| message.ends_with("knows DEPARTMENT, KIND, SECTION, STATUS, SUPERVISOR")), "{error}");
        let full = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) { jurisdiction { name } } }").await;
        assert_eq!(full["report"]["jurisdiction"]["name"], "青禾县");
    }

    async fn print_and_figures_are_kept_apart_and_their_disagreement_is_marked(app: App) {
        app.import("rich.txt", &rich()).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{
            effective: completion {{ discrepancies statusCounts {{ count }} }}
            reported: completion(basis: REPORTED) {{ statusCounts {{ count }} }}
            assessed: completion(basis: ASSESSED) {{ statusCounts {{ count }} }} }}
            tasks(filter: {{ discrepancy: {{ eq: true }} }}) {{ totalCount nodes {{ number subNumber discrepancy effectiveStatus
                assessedStatus reportedStatus {{ status text }} }} }}
            behind: tasks(filter: {{ assessedStatus: {{ eq: BEHIND }} }}) {{ totalCount }} }}")).await;
        let counts = |list: [i32; 6]| json!(list.map(|count| json!({ "count": count })));
        assert_eq!(data["report"]["effective"], json!({ "discrepancies": 2, "statusCounts": counts([1, 1, 3, 1, 1, 0]) }));
        assert_eq!(data["report"]["reported"]["statusCounts"], counts([1, 1, 3, 1, 1, 0]));
        // 20/50, 0.45/1 and 1200/3000 are behind one half; 72/100 is ahead; growth is met; two tasks have no figure.
        assert_eq!(data["report"]["assessed"]["statusCounts"], counts([0, 1, 1, 3, 0, 2]));
        let marked = |number: i32| json!({ "number": number, "subNumber": 0, "discrepancy": true,
            "effectiveStatus": "ON_TRACK", "assessedStatus": "BEHIND",
            "reportedStatus": { "status": "ON_TRACK", "text": "按时推进" } });
        assert_eq!(data["tasks"], json!({ "totalCount": 2, "nodes": [marked(1), marked(3)] }));
        assert_eq!(data["behind"]["totalCount"], 3);
    }

    async fn a_parent_includes_the_units_that_belong_to_it(app: App) {
        app.import("rich.txt", &rich()).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{ departments(first: 100) {{ nodes {{ department {{ name
            parent {{ name }} children {{ name }} tasks {{ totalCount }} }} completion {{ total }} lead {{ total }} support {{ total }}
            tasks {{ totalCount nodes {{ number }} }} }} }} }} }}")).await;
        let units = list(&data["report"]["departments"]["nodes"]);
        let unit = |name: &str| units.iter().find(|unit| unit["department"]["name"] == name).expect(name);
        assert_eq!(*unit("经信局"), json!({
            "department": { "name": "经信局", "parent": null, "children": [{ "name": "经信局(中小企业服务中心)" }],
                "tasks": { "totalCount": 2 } },
            "completion": { "total": 2 }, "lead": { "total": 1 }, "support": { "total": 1 },
            "tasks": { "totalCount": 2, "nodes": [{ "number": 1 }, { "number": 4 }] },
        }));
        let child = unit("经信局(中小企业服务中心)");
        assert_eq!(child["department"]["parent"]["name"], "经信局");
        assert_eq!(child["completion"]["total"], 1);
        let filtered = app.data(&format!("{{ departments(filter: {{ name: {{ eq: \"经信局\" }} }}) {{ nodes {{ id }} }}
            {LINCHUAN} {{ id }} }}")).await;
        let id = &filtered["departments"]["nodes"][0]["id"];
        let tasks = app.data(&format!("{{ tasks(filter: {{ department: {{ id: {{ eq: {id} }} }} }}) {{ totalCount }}
            department(id: {id}) {{ completion(report: {}) {{ total }} reports {{ year }} }} }}", filtered["report"]["id"])).await;
        assert_eq!(tasks, json!({ "tasks": { "totalCount": 2 },
            "department": { "completion": { "total": 2 }, "reports": [{ "year": 2024 }] } }));
    }

    async fn a_collective_unit_counts_once_and_is_listed_under_its_members(app: App) {
        app.import("rich.txt", &rich()).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{ departments(first: 100) {{ nodes {{ department {{ id name collective
            members {{ name }} collectives {{ name }} }} completion {{ total }} }} }} }} }}")).await;
        let units = list(&data["report"]["departments"]["nodes"]);
        let unit = |name: &str| units.iter().find(|unit| text(&unit["department"]["name"]).starts_with(name)).expect(name);
        let towns = unit("各镇政府");
        assert_eq!(towns["department"]["collective"], true);
        let members = list(&towns["department"]["members"]).iter().map(|unit| text(&unit["name"])).collect::<HashSet<_>>();
        assert_eq!(members, HashSet::from(["东山镇", "西河镇"]));
        assert_eq!(towns["completion"]["total"], 1);
        let east = unit("东山镇");
        // Its own task counts; that of the collective is listed under it.
        assert_eq!(east["completion"]["total"], 1);
        let id = &east["department"]["id"];
        let data = app.data(&format!("{{ department(id: {id}) {{ all: tasks {{ nodes {{ number }} }}
            own: tasks(includeCollectives: false) {{ nodes {{ number }} }} }} }}")).await;
        assert_eq!(data["department"], json!({
            "all": { "nodes": [{ "number": 3 }, { "number": 5 }] }, "own": { "nodes": [{ "number": 5 }] },
        }));
        let listed = units.iter().filter(|unit| unit["department"]["name"] == "西河镇").count();
        assert_eq!(listed, 0, "a member without a task of its own is no row of the report");
    }

    async fn the_lead_tasks_of_all_units_each_once_are_the_tasks_of_the_report(app: App) {
        app.import("rich.txt", &rich()).await;
        app.import("long.txt", &long("云溪市", 40)).await;
        let data = app.data("{ reports(first: 2) { nodes { completion { total } tasks(first: 100) { nodes { id } }
            departments(first: 20) { nodes { lead { total } tasks(role: LEAD, first: 100) { totalCount nodes { id } } } } } } }").await;
        for report in list(&data["reports"]["nodes"]) {
            let all: HashSet<&str> = list(&report["tasks"]["nodes"]).iter().map(|task| text(&task["id"])).collect();
            let units = list(&report["departments"]["nodes"]);
            let led: HashSet<&str> = units.iter()
                .flat_map(|unit| list(&unit["tasks"]["nodes"])).map(|task| text(&task["id"])).collect();
            assert_eq!(led, all);
            assert_eq!(report["completion"]["total"], all.len());
            for unit in units {
                assert_eq!(unit["lead"]["total"], unit["tasks"]["totalCount"]);
            }
        }
    }

    async fn forecasts_can_be_left_out(app: App) {
        let row = Row::new("招商引资到位资金20亿元。", "预计上半年招商引资到位资金11亿元。", "商务局");
        app.import("half.txt", &Bulletin::new("青禾县2024年政府工作报告重点工作完成情况(上半年)", vec![row]).text()).await;
        let data = app.data(&format!("{{ {QINGHE} {{ with: completion {{ coverage {{ numerator }} }}
            without: completion(includeForecasts: false) {{ coverage {{ numerator }} }}
            tasks {{ nodes {{ with: indicators {{ latestMeasurement {{ value forecast }} status }}
            without: indicators(includeForecasts: false) {{ latestMeasurement {{ value }} status }} }} }} }} }}")).await;
        assert_eq!(data["report"], json!({
            "with": { "coverage": { "numerator": 1 } }, "without": { "coverage": { "numerator": 0 } },
            "tasks": { "nodes": [{
                "with": [{ "latestMeasurement": { "value": "11", "forecast": true }, "status": "ON_TRACK" }],
                "without": [{ "latestMeasurement": null, "status": "UNMEASURED" }],
            }] },
        }));
    }
}
