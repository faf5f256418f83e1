//! Searching: the same hits in the same order on both databases, whatever is typed and whatever happens to the rows.

use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use taizhang::config::Config;
use taizhang::service::search::keep_current;
use url::form_urlencoded;

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, long};
use crate::support::database::{Kind, TestDatabase};
use crate::support::on_both;

const SEARCH: &str =
    "query Search($text: String!, $filter: TaskFilter, $first: Int, $after: String, $last: Int, $before: String) {
    search(text: $text, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
        nodes { source text task { id number departments { role department { name } } } update { id document { period { label } } }
            report { year jurisdiction { name } } highlights { start end }
            snippet { text start cut highlights { start end } }
            rank { source matches year periodEnd position words { word matches } } } } }";

fn works(place: &str, period: &str, burnt: &str) -> String {
    let rows = vec![
        Row::new("推进垃圾焚烧发电厂建设,垃圾分类覆盖率达到90%以上。", burnt, "★住建局、财政局")
            .status("按时推进"),
        Row::new("新建5G基站100个以上。", "新建５Ｇ基站60个,垃圾站2座。", "经信局").status("部分滞后"),
        Row::new("完成水利投资3亿元,加固水库5座。", "水利工程稳步推进,100%开工。", "水利局")
            .status("按时推进"),
        Row::new("改善住房条件,改造老旧小区20个。", "改造小区9个,资金a_b已到位。", "住建局")
            .status("部分滞后"),
    ];
    Bulletin::new(&format!("{place}年政府工作报告重点工作完成情况({period})"), rows).text()
}

/// Two places, of which one reports twice.
async fn fill(app: &App) {
    app.import("a1.txt", &works("云溪市2023", "上半年", "焚烧炉到货,垃圾日处理300吨。")).await;
    app.import("b1.txt", &works("临川市2024", "上半年", "垃圾焚烧厂开工。")).await;
    app.import("b2.txt", &works("临川市2024", "前三季度", "垃圾焚烧厂封顶,垃圾清运正常。")).await;
}

async fn ask(app: &App, variables: Value) -> Value {
    let answer = app.ask_with(SEARCH, &variables).await;
    assert_eq!(answer.body.get("errors"), None, "{variables}");
    answer.body["data"]["search"].clone()
}

/// One line per hit: source, place, year, number, last day, matches.
fn lines(found: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let hits = found["nodes"].as_array().expect("hits");
    hits.iter()
        .map(|hit| {
            let (report, rank) = (&hit["report"], &hit["rank"]);
            assert_eq!(rank["source"], hit["source"]);
            let parts =
                [&hit["source"], &report["jurisdiction"]["name"], &report["year"], &hit["task"]["number"]];
            let parts: Vec<String> =
                parts.into_iter().chain([&rank["periodEnd"], &rank["matches"]]).map(text).collect();
            parts.join(" ")
        })
        .collect()
}

async fn hits(app: &App, text: &str) -> Vec<String> {
    let found = ask(app, json!({ "text": text })).await;
    let lines = lines(&found);
    assert_eq!(found["totalCount"], json!(lines.len()), "{text}");
    lines
}

async fn sources(app: &App, text: &str) -> Vec<String> {
    hits(app, text)
        .await
        .into_iter()
        .map(|line| line.split(' ').take(4).collect::<Vec<_>>().join(" "))
        .collect()
}

/// Every text of the ledger is kept for searching, and the index holds what its table holds.
async fn is_whole(app: &App) {
    let texts = app.count("task", "1 = 1").await + app.count("progress_update", "1 = 1").await;
    assert_eq!(app.count("search_entry", "1 = 1").await, texts);
    if app.database.kind == Kind::Sqlite {
        let check = "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)";
        app.sql(check).await.expect("the index fits its table");
    }
}

/// What both databases must give, on either.
async fn contract(app: &App) {
    fill(app).await;
    assert_eq!(
        hits(app, "垃圾 焚烧").await,
        [
            "TASK 临川市 2024 1 2024-06-30 3",
            "TASK 云溪市 2023 1 2023-06-30 3",
            "PROGRESS 临川市 2024 1 2024-09-30 3",
            "PROGRESS 临川市 2024 1 2024-06-30 2",
            "PROGRESS 云溪市 2023 1 2023-06-30 2",
        ]
    );
    // Three characters and more go through an index, one and two do not.
    assert_eq!(hits(app, "垃圾焚烧").await.len(), 4);
    assert_eq!(hits(app, "垃圾焚烧厂").await.len(), 2);
    assert_eq!(sources(app, "\"垃圾 焚烧\"").await, sources(app, "垃圾焚烧").await);
    assert_eq!(sources(app, "焚").await, sources(app, "焚烧").await);
    assert_eq!(hits(app, "住房 老旧小区").await.len(), 2);
    assert_eq!(hits(app, "水利").await.len(), 5, "水利局 is a unit, no text");
    assert_eq!(hits(app, "水利 垃圾").await, [""; 0], "all words, in one text");
    // Widths, capitals and blanks.
    for same in ["5g基站", "５Ｇ基站", "\"５ｇ 基站\"", "5 G 基 站"] {
        assert_eq!(hits(app, same).await.len(), 5, "{same}");
    }
    assert_eq!(hits(app, "到达").await, [""; 0]);
}

/// What is typed is looked for as it is.
async fn nothing_is_an_operator(app: &App) {
    fill(app).await;
    for none in [
        "垃圾* 焚烧",
        "垃圾 OR 焚烧",
        "垃圾 NOT 焚烧",
        "NEAR(垃圾 焚烧)",
        "folded:垃圾",
        "^垃圾",
        "垃圾' OR '1'='1",
        "垃圾%焚烧厂",
        "垃_焚",
        "%%%",
        "___",
        "\\",
        "'; DROP TABLE task; --",
        "垃圾焚烧-厂",
        "()",
        "{垃圾焚烧}",
        "a*b",
        "<b>",
        "$1",
        "?1",
    ] {
        assert_eq!(hits(app, none).await, [""; 0], "{none}");
    }
    assert_eq!(hits(app, "a_b").await.len(), 3, "these are printed");
    assert_eq!(hits(app, "100%").await.len(), 3);
    assert_eq!(hits(app, "%").await.len(), 5);
    assert_eq!(hits(app, "垃圾焚烧 \0").await.len(), 4);
}

on_both! {
    async fn hits_and_their_order_are_the_same_everywhere(app: App) {
        contract(&app).await;
    }

    async fn signs_of_query_languages_are_characters(app: App) {
        nothing_is_an_operator(&app).await;
    }

    async fn highlights_are_the_printed_characters(app: App) {
        fill(&app).await;
        let found = ask(&app, json!({ "text": "5g 垃圾" })).await;
        let hit = &found["nodes"][0];
        let text: Vec<char> = hit["text"].as_str().expect("a text").chars().collect();
        let shown = |list: &Value, text: &[char]| -> Vec<String> {
            let place = |of: &Value| usize::try_from(of.as_u64().expect("a place")).expect("a place");
            list.as_array().expect("highlights").iter()
                .map(|range| text[place(&range["start"])..place(&range["end"])].iter().collect()).collect()
        };
        assert_eq!(shown(&hit["highlights"], &text), ["５Ｇ", "垃圾"]);
        let part: Vec<char> = hit["snippet"]["text"].as_str().expect("a text").chars().collect();
        assert_eq!(shown(&hit["snippet"]["highlights"], &part), ["５Ｇ", "垃圾"]);
        assert_eq!(hit["rank"]["words"], json!([{ "word": "5g", "matches": 1 }, { "word": "垃圾", "matches": 1 }]));
        assert_eq!(hit["update"]["document"]["period"]["label"], "前三季度");
        assert_eq!(hit["task"]["departments"][0]["department"]["name"], "经信局");
    }

    async fn hits_are_those_of_the_tasks_that_the_filter_lets_through(app: App) {
        fill(&app).await;
        let data = app.data("{ reports { nodes { id year } } departments(filter: { jurisdiction: { name: { eq: \"临川市\" } }, name: { eq: \"住建局\" } }) { nodes { id } } }").await;
        let (report, unit) = (&data["reports"]["nodes"][1]["id"], &data["departments"]["nodes"][0]["id"]);
        assert_eq!(data["reports"]["nodes"][1]["year"], 2023);
        for (filter, count) in [
            (json!({}), 8), (json!({ "jurisdiction": { "name": { "eq": "云溪市" } } }), 3), (json!({ "year": { "eq": 2024 } }), 5),
            (json!({ "report": { "eq": report } }), 3), (json!({ "department": { "id": { "eq": unit } } }), 3),
            (json!({ "status": { "in": ["BEHIND"] } }), 3),
            (json!({ "status": { "eq": "BEHIND" }, "year": { "eq": 2023 } }), 1), (json!({ "countedAs": { "eq": "WITHDRAWN" } }), 0),
        ] {
            let found = ask(&app, json!({ "text": "垃圾", "filter": filter })).await;
            assert_eq!((&found["totalCount"], lines(&found).len()), (&json!(count), count), "{filter}");
        }
    }

    async fn pages_follow_each_other_without_gaps(app: App) {
        app.import("long.txt", &long("云溪市", 45)).await;
        let whole = lines(&ask(&app, json!({ "text": "农村公路", "first": 100 })).await);
        assert_eq!(whole.len(), 90);
        let (mut after, mut walked) = (Value::Null, Vec::new());
        loop {
            let page = ask(&app, json!({ "text": "农村公路", "first": 7, "after": after })).await;
            walked.extend(lines(&page));
            assert_eq!(page["totalCount"], 90);
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(walked, whole);
        let (mut before, mut back) = (Value::Null, Vec::new());
        loop {
            let page = ask(&app, json!({ "text": "农村公路", "last": 40, "before": before })).await;
            back.splice(0..0, lines(&page));
            before = page["pageInfo"]["startCursor"].clone();
            if page["pageInfo"]["hasPreviousPage"] == false {
                break;
            }
        }
        assert_eq!(back, whole);
    }

    async fn what_is_corrected_or_taken_out_is_no_longer_found(app: App) {
        fill(&app).await;
        is_whole(&app).await;
        assert_eq!(hits(&app, "封顶").await.len(), 1);
        let corrected = works("临川市2024", "前三季度", "垃圾焚烧厂点火。").replace("加固水库5座", "加固水库和山塘5座");
        let bytes = corrected.as_bytes();
        app.try_import("b3.txt", bytes, true).await.expect("a dry run");
        assert_eq!((hits(&app, "封顶").await.len(), hits(&app, "山塘").await.len()), (1, 0), "a dry run changes nothing");
        let summary = app.try_import("b3.txt", bytes, false).await.expect("a correction");
        assert_eq!((hits(&app, "封顶").await.len(), hits(&app, "点火").await.len(), hits(&app, "山塘").await.len()), (0, 1, 1));
        is_whole(&app).await;
        let undo = format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", summary.document_id);
        assert_eq!(app.data(&undo).await["undoDocument"]["file"], "b3.txt");
        assert_eq!((hits(&app, "封顶").await.len(), hits(&app, "点火").await.len(), hits(&app, "山塘").await.len()), (1, 0, 0));
        is_whole(&app).await;
    }

    async fn a_ledger_that_was_filled_before_is_indexed_by_the_start(app: App) {
        fill(&app).await;
        let before = app.dump().await["search_entry"].clone();
        app.sql("DELETE FROM search_entry").await.expect("none left");
        assert_eq!(hits(&app, "垃圾").await, [""; 0]);
        assert!(keep_current(&app.ledger).await.expect("a start"));
        assert_eq!(app.dump().await["search_entry"], before);
        is_whole(&app).await;
        assert!(!keep_current(&app.ledger).await.expect("another start"), "only once");
    }

    async fn rest_gives_the_same_hits(app: App) {
        fill(&app).await;
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", "垃圾 焚烧").append_pair("first", "3").finish();
        let rest = app.get(&format!("/api/v1/search?{query}")).await;
        let ours = ask(&app, json!({ "text": "垃圾 焚烧", "first": 3 })).await;
        assert_eq!(rest.body["totalCount"], ours["totalCount"]);
        let items = rest.body["items"].as_array().expect("items");
        assert_eq!(items.len(), 3);
        for (theirs, ours) in items.iter().zip(ours["nodes"].as_array().expect("hits")) {
            for name in ["source", "text", "highlights", "snippet"] {
                assert_eq!(theirs[name], ours[name], "{name}");
            }
            for (name, value) in ours["rank"].as_object().expect("a rank") {
                assert_eq!(theirs["rank"][name], *value, "{name}");
            }
            assert_eq!((&theirs["task"]["id"], &theirs["updateId"]), (&ours["task"]["id"], &ours["update"]["id"]));
            assert_eq!(theirs["report"]["jurisdiction"]["name"], ours["report"]["jurisdiction"]["name"]);
        }
        let cursor = rest.body["nextCursor"].as_str().expect("more");
        let rest = app.get(&format!("/api/v1/search?{query}&after={cursor}")).await;
        assert_eq!(rest.body["items"].as_array().map(Vec::len), Some(2));
    }

    async fn too_much_and_nothing_are_refused_by_name(app: App) {
        for text in ["", "  ", "\"\"", "一 二 三 四 五 六 七 八 九", &"水".repeat(201)] {
            let answer = app.ask_with(SEARCH, &json!({ "text": text })).await;
            let extensions = &answer.body["errors"][0]["extensions"];
            assert_eq!((&extensions["code"], &extensions["argument"]), (&json!("BAD_USER_INPUT"), &json!("text")), "{text}");
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
            let answer = app.get(&format!("/api/v1/search?{query}")).await;
            assert_eq!((answer.status.as_u16(), &answer.body["argument"]), (400, &json!("q")), "{text}");
        }
        for (query, argument) in [("", "q"), ("q=a&text=b", "text"), ("q=a&q=b", "q"), ("q=a&first=101", "first"), ("q=a&filter[status][eq]=GOOD", "filter[status][eq]"),
            ("q=a&sort=year", "sort"), ("q=a&after=x", "after")] {
            let answer = app.get(&format!("/api/v1/search?{query}")).await;
            assert_eq!((answer.status.as_u16(), &answer.body["argument"]), (400, &json!(argument)), "{query}");
        }
    }
}

/// Names of the trigram index, if there is one.
async fn index(app: &App) -> Vec<String> {
    app.texts("SELECT indexname::text FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'").await
}

#[tokio::test]
async fn postgres_with_chinese_letters_has_an_index_and_the_same_hits() {
    let app = App::over(TestDatabase::with_letters("postgres").await, Config::default()).await;
    assert_eq!(index(&app).await, ["ix_search_entry_folded"]);
    contract(&app).await;
    let transaction = app.ledger.db.begin().await.expect("a transaction");
    transaction.execute_unprepared("SET LOCAL enable_seqscan = off").await.expect("set");
    let explain = "EXPLAIN SELECT 1 FROM search_entry WHERE folded LIKE '%垃圾焚烧%'";
    let statement = Statement::from_string(DatabaseBackend::Postgres, explain.to_owned());
    let rows = transaction.query_all_raw(statement).await.expect("a plan");
    let plan: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).expect("a line")).collect();
    assert!(plan.join("\n").contains("ix_search_entry_folded"), "{plan:?}");
}

#[tokio::test]
async fn postgres_with_chinese_letters_takes_no_sign_for_an_operator() {
    nothing_is_an_operator(&App::over(TestDatabase::with_letters("postgres").await, Config::default()).await)
        .await;
}

#[tokio::test]
async fn postgres_without_the_right_to_extensions_searches_without_an_index() {
    let app = App::over(TestDatabase::with_letters("office").await, Config::default()).await;
    assert_eq!(index(&app).await, [""; 0]);
    contract(&app).await;
}
