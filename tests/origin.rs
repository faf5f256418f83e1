//! Pages of other origins cannot change the ledger.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::support::app::App;
use crate::support::database::Kind;

/// The status and the code of the answer to a request with these headers.
async fn send(app: &App, request: axum::http::request::Builder, headers: &[(&str, &str)]) -> (u16, String) {
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let request =
        request.header(header::HOST, "127.0.0.1:8080").header(header::CONTENT_TYPE, "application/json");
    let body = Body::from(r#"{"query":"{ __typename }"}"#);
    let answer = app.send(request.body(body).expect("a request")).await;
    let code = [&answer.body["code"], &answer.body["errors"][0]["extensions"]["code"]];
    (answer.status.as_u16(), code.iter().find_map(|code| code.as_str()).unwrap_or_default().to_owned())
}

const QUESTION: &str = "/graphql?query=%7B__typename%7D";

#[tokio::test]
async fn a_page_of_another_origin_is_refused_and_everyone_else_is_not() {
    let app = App::start(Kind::Sqlite).await;
    let own: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "http://127.0.0.1:8080")],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        // A proxy may change the host; what the browser itself says is enough.
        &[("origin", "https://ledger.example"), ("sec-fetch-site", "same-origin")],
    ];
    let foreign: [&[(&str, &str)]; 6] = [
        &[("origin", "http://evil.example")],
        &[("origin", "http://127.0.0.1:9090")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080")],
    ];
    for headers in own {
        assert_eq!(send(&app, Request::post("/graphql"), headers).await, (200, String::new()), "{headers:?}");
        assert_eq!(send(&app, Request::get(QUESTION), headers).await, (200, String::new()), "{headers:?}");
    }
    let refused = (StatusCode::FORBIDDEN.as_u16(), "CROSS_ORIGIN".to_owned());
    for headers in foreign {
        assert_eq!(send(&app, Request::post("/graphql"), headers).await, refused, "{headers:?}");
        assert_eq!(send(&app, Request::get(QUESTION), headers).await, refused, "{headers:?}");
        assert_eq!(send(&app, Request::post("/api/v1/imports"), headers).await, refused, "{headers:?}");
        // A link from elsewhere may lead to what only shows something.
        assert_eq!(send(&app, Request::get("/api/v1/reports"), headers).await.0, 200, "{headers:?}");
    }
}
