//! Pages of other origins cannot change the ledger.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::support::app::App;
use crate::support::database::Kind;

async fn post(app: &App, origin: Option<&str>) -> (StatusCode, String) {
    let mut request = Request::post("/graphql")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    let body = Body::from(r#"{"query":"{ __typename }"}"#);
    let answer = app.send(request.body(body).expect("a request")).await;
    (answer.status, answer.body["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_page_of_another_origin_is_refused_and_everyone_else_is_not() {
    let app = App::start(Kind::Sqlite).await;
    assert_eq!(post(&app, None).await.0, StatusCode::OK);
    assert_eq!(post(&app, Some("http://127.0.0.1:8080")).await.0, StatusCode::OK);
    for foreign in ["http://evil.example", "http://127.0.0.1:9090", "null"] {
        assert_eq!(
            post(&app, Some(foreign)).await,
            (StatusCode::FORBIDDEN, "CROSS_ORIGIN".to_owned()),
            "{foreign}"
        );
    }
}
