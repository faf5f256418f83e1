//! What clients may keep, and in which language errors are told.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::support::app::App;
use crate::support::bulletin::{half_year, nine_months};
use crate::support::database::Kind;

const QUESTION: &str =
    "/graphql?query=%7Breports%7BtotalCount%20nodes%7BupdatedAt%20completion%7BelapsedShare%7D%7D%7D%7D";

struct Said {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Said {
    fn of(&self, name: &header::HeaderName) -> String {
        let values = self.headers.get_all(name).iter().map(|value| value.to_str().expect("text"));
        values.collect::<Vec<_>>().join(", ")
    }
}

async fn ask(app: &App, method: Method, path: &str, headers: &[(&str, &str)]) -> Said {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let request = request.body(Body::empty()).expect("a request");
    let response = app.router.clone().oneshot(request).await.expect("the router answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Said { status, headers, body: response.into_body().collect().await.expect("a body").to_bytes().to_vec() }
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again_until_it_changes() {
    let app = App::start(Kind::Sqlite).await;
    app.import("half.txt", &half_year()).await;
    for path in ["/api/v1/reports", "/api/v1/documents?first=3", "/api/v1/openapi.json", QUESTION] {
        let first = ask(&app, Method::GET, path, &[]).await;
        let tag = first.of(&header::ETAG);
        assert!(first.status == 200 && tag.starts_with("W/\"") && tag.ends_with('"'), "{path}: {tag}");
        assert_eq!(first.of(&header::CACHE_CONTROL), "private, no-cache", "{path}");
        let vary = first.of(&header::VARY);
        for name in ["accept", "accept-language", "accept-encoding"] {
            assert!(vary.split(", ").any(|part| part == name), "{path}: {vary}");
        }
        // The same under compression, beside other tags, and by HEAD.
        for headers in [
            vec![("if-none-match", tag.as_str())],
            vec![("if-none-match", tag.as_str()), ("accept-encoding", "gzip")],
            vec![("if-none-match", "*")],
        ] {
            let again = ask(&app, Method::GET, path, &headers).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}: {headers:?}");
            assert_eq!(
                again.of(&header::ETAG),
                if headers[0].1 == tag { tag.clone() } else { again.of(&header::ETAG) }
            );
            assert!(
                again.of(&header::VARY).contains("accept-language")
                    && again.of(&header::CONTENT_TYPE).is_empty()
            );
        }
        let packed = ask(&app, Method::GET, path, &[("accept-encoding", "gzip")]).await;
        assert_eq!(
            (packed.of(&header::ETAG), packed.of(&header::CONTENT_ENCODING)),
            (
                tag.clone(),
                if packed.body.len() < first.body.len() { "gzip".to_owned() } else { String::new() }
            )
        );
        let head = ask(&app, Method::HEAD, path, &[]).await;
        assert_eq!((head.status, head.of(&header::ETAG), head.body.len()), (200, tag.clone(), 0), "{path}");
        assert_eq!(head.of(&header::CONTENT_LENGTH), first.body.len().to_string(), "{path}");
        let other = ask(&app, Method::GET, path, &[("if-none-match", "W/\"other\"")]).await;
        assert_eq!((other.status, &other.body), (200, &first.body), "{path}");
    }
    let before = ask(&app, Method::GET, QUESTION, &[]).await.of(&header::ETAG);
    app.import("nine.txt", &nine_months()).await;
    let after = ask(&app, Method::GET, QUESTION, &[("if-none-match", &before)]).await;
    assert_eq!(after.status, 200);
    assert_ne!(after.of(&header::ETAG), before);
    // The form is part of the answer.
    let headers = [("accept", "application/graphql-response+json")];
    assert_eq!(ask(&app, Method::GET, QUESTION, &headers).await.status, 200);
}

#[tokio::test]
async fn errors_and_answers_to_post_are_not_kept() {
    let app = App::start(Kind::Sqlite).await;
    let failing = [
        "/graphql?query=%7Bnothing%7D",
        "/graphql?query=%7Btasks(first:101)%7BtotalCount%7D%7D",
        "/graphql",
        "/api/v1/reports?year=x",
        "/api/v1/nothing",
    ];
    for path in failing {
        let said = ask(&app, Method::GET, path, &[]).await;
        assert_eq!(
            (said.of(&header::CACHE_CONTROL).as_str(), said.of(&header::ETAG).as_str()),
            ("no-store", ""),
            "{path}"
        );
    }
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(r#"{"query":"{__typename}"}"#)).expect("a request");
    let response = app.router.clone().oneshot(request).await.expect("the router answers");
    assert_eq!(response.headers().get(header::CACHE_CONTROL).expect("a rule"), "no-store");
}

#[tokio::test]
async fn errors_speak_the_language_of_the_client_on_both_surfaces() {
    let app = App::start(Kind::Sqlite).await;
    let cases = [
        ("/api/v1/reports?year=x", "参数、变量、表单字段或配置项无法使用：year"),
        ("/api/v1/nothing", "没有找到：/api/v1/nothing 没有内容"),
        ("/graphql?query=%7Bnothing%7D", "查询与模式不符："),
        (
            "/graphql?query=%7Btasks(first:101)%7BtotalCount%7D%7D",
            "参数、变量、表单字段或配置项无法使用：first",
        ),
        ("/graphql", "请求不是合格的 GraphQL 请求："),
    ];
    for (path, chinese) in cases {
        let mut said = Vec::new();
        for (accept, tag) in [("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("en", "en")] {
            let answer = ask(&app, Method::GET, path, &[("accept-language", accept)]).await;
            assert_eq!(answer.of(&header::CONTENT_LANGUAGE), tag, "{path}");
            let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
            let found = [
                (&body["code"], &body["detail"]),
                (&body["errors"][0]["extensions"]["code"], &body["errors"][0]["message"]),
            ];
            let found = found.into_iter().find(|(code, _)| code.is_string()).expect("a code");
            said.push((found.0.clone(), found.1.as_str().expect("a message").to_owned()));
        }
        assert_eq!(said[0].0, said[1].0, "the code is the same in every language");
        assert!(said[0].1.starts_with(chinese) && !said[1].1.contains('：'), "{path}: {said:?}");
    }
}
