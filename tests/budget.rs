//! How many SQL statements an answer takes: a matter of what is asked for, never of how much there is.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year, long, rich};
use crate::support::on_both;

const TASKS: &str = "query Tasks($first: Int!) { tasks(first: $first) { totalCount nodes {
    id number text report { year title jurisdiction { name } } document { fileName findings { nodes { code } } }
    departments { role department { name parent { name } children { name } members { name } collectives { name }
        aliases { name } jurisdiction { name } reports { year } } }
    indicators { name target latestMeasurement { value asOf { label } update { text } } assessment { status rule } document { title } }
    updates { nodes { text document { title } measurements { value } unlinkedShares { percent } } }
    reportedStatus { text } assessedStatus effectiveStatus(asOf: \"2024-08-31\") } } }";

const REPORTS: &str = "query Reports($first: Int!) { reports(first: $first) { totalCount nodes {
    year title jurisdiction { name } periods { label } documents { nodes { fileName findings { nodes { code } } } }
    completion { total statusCounts { count } } then: completion(asOf: \"2024-08-31\") { total }
    tasks(first: 3) { totalCount nodes { text departments { department { name } } indicators { status } } }
    departments(first: 3) { totalCount nodes { department { name } lead { total } support { total }
        tasks(first: 2) { totalCount nodes { text } } } } } } }";

const SEARCH: &str = "query Search($first: Int!) { search(text: \"公路\", first: $first) { totalCount nodes {
    text snippet { text } rank { matches } report { year jurisdiction { name } }
    task { number departments { role department { name } } } update { document { title } } } } }";

/// The statements of an answer without errors, and its rows.
async fn cost(app: &App, query: &str, field: &str, first: usize) -> (u64, usize) {
    let answer = app.ask_with(query, &json!({ "first": first })).await;
    assert_eq!(answer.body.get("errors"), None, "{query}");
    (answer.statements, answer.body["data"][field]["nodes"].as_array().map_or(0, Vec::len))
}

on_both! {
    async fn a_page_of_a_hundred_tasks_takes_the_statements_of_a_page_of_one(app: App) {
        app.import("long.txt", &long("云溪市", 120)).await;
        let (one, rows) = cost(&app, TASKS, "tasks", 1).await;
        assert_eq!(rows, 1);
        assert_eq!(cost(&app, TASKS, "tasks", 100).await, (one, 100));
        assert!(one <= 24, "{one} statements");
    }

    async fn ten_reports_take_the_statements_of_one(app: App) {
        for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"] {
            app.import("long.txt", &long(&format!("云{number}县"), 12)).await;
        }
        let (one, rows) = cost(&app, REPORTS, "reports", 1).await;
        assert_eq!(rows, 1);
        assert_eq!(cost(&app, REPORTS, "reports", 10).await, (one, 10));
        assert!(one <= 30, "{one} statements");
    }

    async fn analytics_take_the_same_statements_whatever_their_length(app: App) {
        app.import("long.txt", &long("云溪市", 120)).await;
        let report = "report(jurisdiction: \"云溪市\", year: 2024)";
        let task = "task { number departments { department { name } } derivation { value inputs { value evidence { quote } } } }";
        let fields = [
            ("completionBy(dimension: DEPARTMENT) { groups(first: $first) { nodes { department { name } completion { total } tasks(first: 2) { nodes { number } } } } }".to_owned(), 13),
            ("trend { points { period { label } completion { total derivation(first: $first) { inputs { task { number } } } } } }".to_owned(), 12),
            (format!("ranking(role: LEAD) {{ ranked(first: $first) {{ nodes {{ rank department {{ name }} worst {{ {task} evidence {{ quote }} }} }} }} unranked {{ totalCount }} }}"), 20),
            (format!("agenda {{ behind(first: $first) {{ nodes {{ {task} leads {{ name }} evidence {{ quote document {{ title }} }} }} }} unmeasured {{ totalCount }} }}"), 22),
            (format!("discrepancies(first: $first) {{ nodes {{ {task} printedEvidence {{ quote }} }} }}"), 20),
            (format!("changes {{ statuses(first: $first) {{ nodes {{ {task} }} }} }}"), 20),
        ];
        for (field, budget) in fields {
            let query = format!("query Q($first: Int!) {{ {report} {{ {field} }} }}");
            let mut taken = Vec::new();
            for first in [1, 100] {
                let answer = app.ask_with(&query, &json!({ "first": first })).await;
                assert_eq!(answer.body.get("errors"), None::<&Value>, "{field}");
                taken.push(answer.statements);
            }
            assert_eq!(taken[0], taken[1], "{field}");
            assert!(taken[0] <= budget, "{field}: {} statements", taken[0]);
        }
        let id = app.get("/api/v1/reports").await.body["items"][0]["id"].as_str().expect("an id").to_owned();
        for (route, budget) in [("ranking?by=LEAD&", 10), ("agenda?", 10), ("completion?by=DEPARTMENT&", 9), ("discrepancies?", 10)] {
            let one = app.get(&format!("/api/v1/reports/{id}/{route}first=1")).await;
            let many = app.get(&format!("/api/v1/reports/{id}/{route}first=100")).await;
            assert_eq!((one.status.as_u16(), one.statements), (200, many.statements), "{route}");
            assert!(many.statements <= budget, "{route}: {} statements", many.statements);
        }
    }

    async fn analytics_of_ten_reports_take_the_statements_of_one(app: App) {
        for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"] {
            app.import("long.txt", &long(&format!("云{number}县"), 6)).await;
        }
        let query = "query Q($first: Int!) { reports(first: $first) { nodes { trend { points { completion { total } } }
            agenda { behind(first: 1) { nodes { task { number } } } } changes { statuses(first: 1) { totalCount } }
            ranking { ranked(first: 1) { nodes { department { name } } } } } } }";
        let (one, rows) = cost(&app, query, "reports", 1).await;
        assert_eq!(rows, 1);
        assert_eq!(cost(&app, query, "reports", 10).await, (one, 10));
        let compare = |first: usize| format!("{{ compare(canonicalNames: [{}]) {{ rows {{ nodes {{ report {{ jurisdiction {{ name }} }} indicator {{ name status }} }} }} }} }}",
            (1..=first).map(|number| format!("\"完成第{number}号农村公路改造\"")).collect::<Vec<_>>().join(", "));
        let (few, many) = (app.ask(&compare(1)).await, app.ask(&compare(6)).await);
        assert_eq!(many.body["data"]["compare"].as_array().map(Vec::len), Some(6), "{}", many.body);
        assert_eq!(few.statements, many.statements);
    }

    async fn a_page_over_rest_takes_the_same_statements_whatever_its_length(app: App) {
        app.import("long.txt", &long("云溪市", 120)).await;
        let reports = app.get("/api/v1/reports").await.body;
        let id = reports["items"][0]["id"].as_str().expect("an id");
        for (route, budget) in [("tasks", 10), ("departments", 7)] {
            let one = app.get(&format!("/api/v1/reports/{id}/{route}?first=1")).await;
            let many = app.get(&format!("/api/v1/reports/{id}/{route}?first=100")).await;
            assert!(many.body["items"].as_array().is_some_and(|items| items.len() > 5));
            assert_eq!(one.statements, many.statements, "{route}");
            assert!(one.statements <= budget, "{route}: {} statements", one.statements);
        }
    }

    async fn a_search_takes_the_same_statements_whatever_it_finds(app: App) {
        app.import("long.txt", &long("云溪市", 120)).await;
        let (one, rows) = cost(&app, SEARCH, "search", 1).await;
        assert_eq!(rows, 1);
        assert_eq!(cost(&app, SEARCH, "search", 100).await, (one, 100));
        assert!(one <= 11, "{one} statements");
        let path = "/api/v1/search?q=%E5%85%AC%E8%B7%AF&first";
        let (one, many) = (app.get(&format!("{path}=1")).await, app.get(&format!("{path}=100")).await);
        assert_eq!(many.body["items"].as_array().map(Vec::len), Some(100));
        assert_eq!(one.statements, many.statements);
        assert!(one.statements <= 13, "{} statements", one.statements);
    }

    async fn an_import_takes_the_same_statements_whatever_its_length(app: App) {
        // The year goes on and the figures stand, so that the second bulletin changes the status of each task.
        let bulletin = |place: &str, period: &str, rows: usize| {
            let row = |number: usize| {
                let name = format!("完成第{number}号农村公路改造");
                Row::new(&format!("{name}100公里。"), &format!("{period},{name}60公里。"), "★交通运输局、财政局")
            };
            Bulletin::new(&format!("{place}2024年政府工作报告重点工作完成情况({period})"), (1..=rows).map(row).collect()).text()
        };
        let mut taken = Vec::new();
        for (place, rows) in [("云溪市", 10), ("云河市", 100)] {
            let both = ["上半年", "前三季度"].map(|period| (format!("{period}.txt"), bulletin(place, period, rows)));
            let mut statements = Vec::new();
            for (file, text) in both {
                let answer = app.upload(&file, text.as_bytes(), &[]).await;
                assert_eq!(answer.body["counts"]["updates"]["created"], json!(rows), "{}", answer.body);
                statements.push(answer.statements);
            }
            taken.push(statements);
        }
        assert_eq!(taken[0], taken[1], "of 10 tasks and of 100");
        assert!(taken[0].iter().all(|count| *count <= 43), "{taken:?}");
    }

    async fn the_example_queries_stay_within_their_budgets(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("rich.txt", &rich()).await;
        app.import("long.txt", &long("云溪市", 60)).await;
        let budgets = [
            ("1-report-completion.graphql", 7), ("2-departments-of-a-report.graphql", 9),
            ("3-units-furthest-behind.graphql", 16), ("4-from-report-to-quote.graphql", 15),
            ("5-discrepancies.graphql", 8),
        ];
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/src/examples");
        let files = fs::read_dir(&folder).expect("the examples").count();
        assert_eq!(files, budgets.len(), "every example has a budget");
        let mut taken = Vec::new();
        for (file, _) in budgets {
            let answer = app.ask(&fs::read_to_string(folder.join(file)).expect(file)).await;
            assert_eq!(answer.body.get("errors"), None::<&Value>, "{file}");
            taken.push((file, answer.statements));
        }
        assert_eq!(taken, budgets, "a lower number is a new budget; a higher one is a loss");
    }
}
