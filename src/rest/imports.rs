//! `POST /imports`.

use axum::Json;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;

use super::params::{Nothing, Params};
use super::problem::Problem;
use super::within;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::ingest::{IngestError, Options};
use crate::message::{Form, Message};
use crate::service::import::summary::Summary;
use crate::service::import::{Incoming, import_watched};

const FORM: &str = "multipart/form-data";

/// The form of an import.
#[derive(Debug, Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes the form in the OpenAPI document")]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ImportForm {
    /// The bulletin.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `true` answers with the summary and writes nothing.
    #[schema(nullable = false)]
    dry_run: Option<bool>,
    /// Whose work report it is, where the text does not say.
    #[schema(nullable = false)]
    jurisdiction: Option<String>,
    /// Year of the work report, where the text does not say.
    #[schema(nullable = false, minimum = 1949, maximum = 2999)]
    year: Option<i32>,
    /// What it covers, where the text does not say: 上半年, 前三季度, 1-8月, or 2024-01/2024-06.
    #[schema(nullable = false)]
    period: Option<String>,
    /// A word of the client's own, under which the subscription `importProgress` tells of this import.
    #[schema(nullable = false)]
    progress_token: Option<String>,
}

/// Takes a bulletin into the ledger, all of it or nothing; the same bytes change nothing.
#[utoipa::path(post, path = "/imports", tag = "imports",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Summary, description = "What the import did, or would do."),
        (status = 400, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn create(
    State(state): State<AppState>,
    Params(_): Params<Nothing>,
    headers: HeaderMap,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Json<Summary>> {
    let mut form = form.map_err(|rejection| refused(&headers, &rejection))?;
    let mut seen: Vec<String> = Vec::new();
    let mut file = None;
    let mut dry_run = false;
    let mut token = None;
    let mut options = Options { limits: state.ledger.limits.clone(), ..Options::default() };
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error, &state))? {
        let name = field.name().unwrap_or_default().to_owned();
        if seen.contains(&name) {
            return Err(Error::invalid(name, Message::FieldTwice));
        }
        seen.push(name.clone());
        match name.as_str() {
            "file" => {
                let named = field.file_name().unwrap_or("upload").to_owned();
                let bytes = field.bytes().await.map_err(|error| unreadable(&error, &state))?;
                file = Some((named, bytes.to_vec()));
            }
            "dryRun" => dry_run = parsed(&name, &text(field, &state).await?, Form::Truth)?,
            "jurisdiction" => options.jurisdiction = given(&text(field, &state).await?),
            "year" => {
                let year = |year: String| parsed(&name, &year, Form::Year);
                options.year = given(&text(field, &state).await?).map(year).transpose()?;
            }
            "period" => options.period = given(&text(field, &state).await?),
            "progressToken" => token = given(&text(field, &state).await?),
            _ => {
                let known = "file, dryRun, jurisdiction, year, period, progressToken".to_owned();
                return Err(Error::invalid(name, Message::UnknownFormField(known)));
            }
        }
    }
    let (file, bytes) = file.ok_or_else(|| Error::invalid("file", Message::NoFile))?;
    options.file_name = Some(file.clone());
    let incoming = Incoming { file, bytes, options };
    let work = Box::pin(import_watched(&state.ledger, incoming, dry_run, token));
    within(state.time_limit, work).await.map(Json)
}

/// A body that is declared to be something else, or a form that does not say where its parts end.
fn refused(headers: &HeaderMap, rejection: &MultipartRejection) -> Error {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.trim_start().to_ascii_lowercase().starts_with(FORM) {
        return Error::invalid("form", Message::Other(rejection.body_text()));
    }
    Error::UnsupportedMediaType { expected: FORM }
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn parsed<T: std::str::FromStr>(name: &str, text: &str, form: Form) -> Result<T> {
    text.trim().parse().map_err(|_| Error::invalid(name, Message::Expected(text.to_owned(), form)))
}

async fn text(field: Field<'_>, state: &AppState) -> Result<String> {
    let name = field.name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await.map_err(|error| unreadable(&error, state))?;
    // What is no text must not become the name of a jurisdiction.
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::invalid(name, Message::NotUtf8))
}

fn unreadable(error: &MultipartError, state: &AppState) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let limit = state.ledger.limits.file_bytes;
        let source = IngestError::TooLarge { limit };
        return Error::Unreadable { file: "the upload".to_owned(), source };
    }
    Error::invalid("form", Message::Other(error.body_text()))
}
