//! The server in process, and the ways to ask it.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::DateTime;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use taizhang::ambient::Ambient;
use taizhang::config::Config;
use taizhang::error::Result;
use taizhang::ingest::Options;
use taizhang::service::Ledger;
use taizhang::service::events::Events;
use taizhang::service::import::summary::Summary;
use taizhang::service::import::{Incoming, import};
use tower::ServiceExt;
use uuid::Uuid;

use super::database::{Kind, TestDatabase};

/// The server over a database of its own.
pub struct App {
    pub ledger: Ledger,
    pub database: TestDatabase,
    pub router: Router,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub kind: String,
    pub link: String,
    pub body: Value,
    pub statements: u64,
}

/// A clock that stands still and ids that count up: snapshots hold real values.
pub fn still() -> Ambient {
    let next = AtomicU64::new(1);
    Ambient::new(
        || DateTime::from_timestamp(1_732_000_000, 0).expect("a time"),
        move || {
            Uuid::from_u128(
                0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(next.fetch_add(1, Ordering::Relaxed)),
            )
        },
    )
}

impl App {
    pub async fn start(kind: Kind) -> Self {
        Self::with(kind, Config::default()).await
    }

    pub async fn with(kind: Kind, config: Config) -> Self {
        let database = TestDatabase::migrated(kind).await;
        let ledger = Ledger {
            db: database.open().await,
            ambient: still(),
            policy: config.policy(),
            limits: config.ingest.clone(),
            events: Events::default(),
        };
        let documents = config.documents().await.expect("trusted documents");
        let router = taizhang::app::router(ledger.clone(), &config, documents);
        Self { ledger, database, router }
    }

    /// Imports a text that says everything of itself.
    pub async fn import(&self, file: &str, text: &str) -> Summary {
        self.try_import(file, text.as_bytes(), false).await.unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub async fn try_import(&self, file: &str, bytes: &[u8], dry_run: bool) -> Result<Summary> {
        let limits = self.ledger.limits.clone();
        let options = Options { file_name: Some(file.to_owned()), limits, ..Options::default() };
        let incoming = Incoming { file: file.to_owned(), bytes: bytes.to_vec(), options };
        import(&self.ledger, incoming, dry_run).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let named = |name: header::HeaderName| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (kind, link) = (named(header::CONTENT_TYPE), named(header::LINK));
        let statements =
            response.extensions().get::<taizhang::telemetry::Statements>().map_or(0, |count| count.0);
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Answer { status, kind, link, body, statements }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    /// A GraphQL answer with its statement count.
    pub async fn ask(&self, query: &str) -> Answer {
        self.ask_with(query, &json!({})).await
    }

    pub async fn ask_with(&self, query: &str, variables: &Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// The data of a GraphQL answer without errors.
    pub async fn data(&self, query: &str) -> Value {
        let answer = self.ask(query).await;
        assert_eq!(answer.body.get("errors"), None, "{query}");
        answer.body["data"].clone()
    }

    /// The code of the first error of a GraphQL answer.
    pub async fn code(&self, query: &str) -> String {
        let answer = self.ask(query).await;
        answer.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Posts a form to `/api/v1/imports`.
    pub async fn upload(&self, file: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Answer {
        const MARK: &str = "----taizhang-test";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{MARK}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{MARK}--\r\n").as_bytes());
        let request = Request::post("/api/v1/imports")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={MARK}"));
        self.send(request.body(Body::from(body)).expect("a request")).await
    }
}
