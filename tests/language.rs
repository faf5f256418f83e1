//! Errors in the language that the client asks for, down to the last word.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;

/// Words that only an English message has.
const ENGLISH: [&str; 11] =
    ["unknown", "expected", "known", " takes", "given", "this ", "must", "most", " is ", "give ", "names "];

async fn told(app: &App, request: axum::http::request::Builder, body: String) -> Value {
    let request =
        request.header(header::ACCEPT_LANGUAGE, "zh-CN").header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(body)).expect("a request")).await.body
}

fn is_chinese(message: &str, code: &str, words: &str) {
    let meaning = taizhang::codes::find(code).map(|code| format!("{}：", code.zh)).expect(code);
    let details = message.strip_prefix(&meaning).unwrap_or_else(|| panic!("{message} begins otherwise"));
    assert!(details.contains(words), "{message}");
    for english in ENGLISH {
        assert!(!details.contains(english), "{english:?} in {message}");
    }
}

#[tokio::test]
async fn rest_tells_whoever_reads_chinese_the_whole_of_it_in_chinese() {
    let app = App::start(Kind::Sqlite).await;
    app.import("half.txt", &half_year()).await;
    let id = app.get("/api/v1/reports").await.body["items"][0]["id"].as_str().expect("an id").to_owned();
    let none = "00000000-0000-0000-0000-000000000001";
    let wrong = [
        (
            "tasks?filter[numbre][eq]=1".to_owned(),
            "BAD_USER_INPUT",
            "没有名称 \"numbre\"；此处可用的有 and, or, not",
        ),
        ("tasks?filter[status][eq]=DONE".to_owned(), "BAD_USER_INPUT", "\"DONE\"：应为 COMPLETED"),
        ("tasks?filter[number][eq]=one".to_owned(), "BAD_USER_INPUT", "应为整数"),
        ("tasks?filter[completion][lt]=x".to_owned(), "BAD_USER_INPUT", "应为数字"),
        ("documents?filter[periodEnd][lt]=x".to_owned(), "BAD_USER_INPUT", "应为日期"),
        ("tasks?filter[id][eq]=7".to_owned(), "BAD_USER_INPUT", "不是本服务器的 id"),
        ("tasks?filter[number]=7".to_owned(), "BAD_USER_INPUT", "方括号"),
        ("tasks?sort=size".to_owned(), "BAD_USER_INPUT", "没有排序键 \"size\"；这个列表可按"),
        ("tasks?sort=number,number".to_owned(), "BAD_USER_INPUT", "不止一次"),
        ("tasks?fields=size".to_owned(), "BAD_USER_INPUT", "没有成员 \"size\"；此处可用的有"),
        ("tasks?include=size".to_owned(), "BAD_USER_INPUT", "没有名称 \"size\""),
        ("tasks?size=7".to_owned(), "BAD_USER_INPUT", "没有这个参数；此处可用的有 filter"),
        ("tasks?first=101".to_owned(), "BAD_USER_INPUT", "0到100之间"),
        ("tasks?first=1&last=1".to_owned(), "BAD_USER_INPUT", "只能朝一个方向翻页"),
        ("tasks?after=x".to_owned(), "BAD_USER_INPUT", "不是本服务器的游标"),
        (format!("reports/{id}/changes?from=x"), "BAD_USER_INPUT", "既不是日期"),
        (format!("reports/{id}/changes?to=2024-01-31"), "PERIOD_NOT_COVERED", "该报告有 上半年"),
        (format!("reports/{id}/completion?asOf=x"), "BAD_USER_INPUT", "应为日期"),
        (format!("reports/{id}/completion?basis=X"), "BAD_USER_INPUT", "应为 EFFECTIVE"),
        (format!("reports/{id}/completion?includeForecasts=x"), "BAD_USER_INPUT", "true 或 false"),
        (format!("reports/{id}/departments?role="), "BAD_USER_INPUT", "应为 LEAD"),
        ("compare?canonicalNames=x&years=y".to_owned(), "BAD_USER_INPUT", "应为年份"),
        ("search?q=".to_owned(), "BAD_USER_INPUT", "没有可搜索的词"),
        (format!("tasks/{none}"), "NOT_FOUND", "任务 0000"),
        ("tasks/x".to_owned(), "BAD_USER_INPUT", "不是本服务器的 id"),
        ("nothing".to_owned(), "NOT_FOUND", "/api/v1/nothing 没有内容；GraphQL 在 /graphql"),
        (format!("reports/{id}/ranking?minCoverage=1.5"), "BAD_USER_INPUT", "\"1.5\"：应为0到1之间的数"),
        ("tasks?filter[text][contains]=%D4%C6%CF%AA".to_owned(), "BAD_USER_INPUT", "应为 UTF-8 文本"),
    ];
    for (path, code, words) in wrong {
        let body = told(&app, Request::get(format!("/api/v1/{path}")), String::new()).await;
        assert_eq!(body["code"], code, "{path}: {body}");
        is_chinese(body["detail"].as_str().unwrap_or_default(), code, words);
        let english = app.get(&format!("/api/v1/{path}")).await.body["detail"].clone();
        assert!(english.as_str().is_some_and(|detail| !detail.contains('：')), "{path}: {english}");
    }
}

#[tokio::test]
async fn graphql_does_so_too() {
    let app = App::start(Kind::Sqlite).await;
    app.import("half.txt", &half_year()).await;
    app.import("town.txt", &half_year().replace("青禾县", "青禾镇")).await;
    let filter = "query($f: TaskFilter) { tasks(filter: $f) { totalCount } }";
    let wrong = [
        ("{ tasks(first: 101) { totalCount } }", json!({}), "BAD_USER_INPUT", "0到100之间"),
        ("{ tasks(after: \"x\") { totalCount } }", json!({}), "BAD_USER_INPUT", "不是本服务器的游标"),
        (
            "{ tasks(filter: { numbr: { eq: 1 } }) { totalCount } }",
            json!({}),
            "BAD_USER_INPUT",
            "没有这个成员；TaskFilter 的成员有",
        ),
        (
            filter,
            json!({ "f": { "completion": { "lt": "x" } } }),
            "BAD_USER_INPUT",
            "$f.completion.lt：Decimal 应为写成文本的小数",
        ),
        (filter, json!({ "f": { "status": { "eq": "X" } } }), "BAD_USER_INPUT", "Status 的取值有"),
        (
            "query($n: Int!) { tasks(first: $n) { totalCount } }",
            json!({}),
            "BAD_USER_INPUT",
            "变量 $n 没有值",
        ),
        (
            "{ report(jurisdiction: \"青禾\", year: 2024) { year } }",
            json!({}),
            "BAD_USER_INPUT",
            "青禾 可以指 青禾县, 青禾镇",
        ),
        (
            "{ reports { nodes { completion(role: []) { total } } } }",
            json!({}),
            "BAD_USER_INPUT",
            "role：请至少写一种角色",
        ),
        (
            "{ reports { nodes { ranking(minCoverage: \"-0.1\") { order } } } }",
            json!({}),
            "BAD_USER_INPUT",
            "\"-0.1\"：应为0到1之间的数",
        ),
        (
            "query($n: Int) { tasks(filter: { status: { eq: $n } }) { totalCount } }",
            json!({ "n": 1 }),
            "BAD_USER_INPUT",
            "filter.status.eq：应为 Status 类型的值",
        ),
        (
            "{ tasks(filter: { status: { eq: \"BEHIND\" } }) { totalCount } }",
            json!({}),
            "BAD_USER_INPUT",
            "应写 BEHIND，不能写 \"BEHIND\"",
        ),
        ("", json!({}), "GRAPHQL_PARSE_FAILED", "查询是空的"),
        ("{ task(id: \"x\") { id } }", json!({}), "BAD_USER_INPUT", "不是本服务器的 id"),
        ("{ ...F } fragment F on Query { ...F }", json!({}), "GRAPHQL_VALIDATION_FAILED", "展开了自己"),
        (
            "query A { __typename } query B { __typename }",
            json!({}),
            "GRAPHQL_VALIDATION_FAILED",
            "operationName",
        ),
    ];
    for (query, variables, code, words) in wrong {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let answer = told(&app, Request::post("/graphql"), body).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{answer}");
        is_chinese(error["message"].as_str().unwrap_or_default(), code, words);
    }
    // What the engine says has no other language, and stands behind the meaning of its code.
    let answer = told(&app, Request::post("/graphql"), json!({ "query": "{ nothing }" }).to_string()).await;
    let message = answer["errors"][0]["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("查询与模式不符：Unknown field \"nothing\""), "{message}");
}

#[tokio::test]
async fn documents_are_refused_in_chinese() {
    let app = App::start(Kind::Sqlite).await;
    let untold = half_year().replace("青禾县2024年", "");
    for (name, text, code, words) in [
        ("empty.txt", "", "FILE_EMPTY", "empty.txt：文件是空的"),
        ("scan.pdf", "%PDF-1.7", "FORMAT_UNSUPPORTED", "不支持 PDF 格式，请另存为"),
        ("poem.txt", "举头望明月,低头思进度。", "DOCUMENT_UNRECOGNISED", "没有认出"),
        ("untold.txt", &untold, "JURISDICTION_UNKNOWN", "文中没有写明是哪个地区的报告"),
    ] {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--x--\r\n"
        );
        let request = Request::post("/api/v1/imports")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(header::ACCEPT_LANGUAGE, "zh");
        let answer = app.send(request.body(Body::from(body)).expect("a request")).await.body;
        assert_eq!(answer["code"], code, "{answer}");
        assert!(answer["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{answer}");
    }
}
