//! Which form of answer a client takes, by its `Accept` header.

use axum::http::{HeaderMap, header};

/// A form of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `application/graphql-response+json`: the status tells what became of the request.
    GraphqlResponse,
    /// `application/json`: the status is 200 for every request that is well-formed.
    Json,
    /// `text/event-stream`: one event per answer.
    Events,
}

impl Form {
    /// The media type of an answer, as a header.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Events => "text/event-stream; charset=utf-8",
        }
    }
}

/// How well a range fits a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Anything,
    AnyOfType,
    Exact,
}

/// The form that the client likes best; among its equals the one whose status tells most, but what it does not name
/// (`*/*`, no header) is `application/json`, as older clients expect. `None` where it takes none of them.
#[must_use]
pub fn form(headers: &HeaderMap) -> Option<Form> {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<(String, u16)> = values.flat_map(|value| value.split(',')).filter_map(range).collect();
    if ranges.is_empty() {
        return Some(Form::Json);
    }
    // How much a form is preferred where it is named, and where it is not.
    let candidates = [
        (Form::GraphqlResponse, "application/graphql-response+json", (2, 1)),
        (Form::Json, "application/json", (1, 2)),
        (Form::Events, "text/event-stream", (0, 0)),
    ];
    let liked = candidates.into_iter().filter_map(|(form, name, (named, unnamed))| {
        let fits = ranges.iter().filter_map(|(range, quality)| Some((fit(range, name)?, *quality)));
        // The range that fits most closely says how much it is liked.
        let (fit, quality) = fits.max_by_key(|(fit, quality)| (*fit, *quality))?;
        let preference = if fit == Fit::Exact { named } else { unnamed };
        (quality > 0 && (form != Form::Events || fit == Fit::Exact))
            .then_some((form, (quality, fit, preference)))
    });
    liked.max_by_key(|(_, rank)| *rank).map(|(form, _)| form)
}

/// A media range in lower case without its parameters, and its quality in thousandths.
fn range(text: &str) -> Option<(String, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some((name, quality.map_or(1000, thousandths)))
}

/// A quality of at most three decimals, in thousandths; one that is none counts as the highest.
#[must_use]
pub fn thousandths(text: &str) -> u16 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let decimals = decimals.get(..decimals.len().min(3)).unwrap_or_default();
    match (whole, format!("{decimals:0<3}").parse::<u16>()) {
        ("0", Ok(quality)) => quality,
        _ => 1000,
    }
}

fn fit(range: &str, name: &str) -> Option<Fit> {
    match range {
        "*/*" => Some(Fit::Anything),
        range if range == name => Some(Fit::Exact),
        range => {
            let kind = range.strip_suffix("/*")?;
            (name.split('/').next() == Some(kind)).then_some(Fit::AnyOfType)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(accept: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        if !accept.is_empty() {
            headers.insert(header::ACCEPT, accept.parse().unwrap());
        }
        form(&headers)
    }

    #[test]
    fn the_form_is_what_the_client_likes_best() {
        let json = Some(Form::Json);
        let response = Some(Form::GraphqlResponse);
        let wanted = [
            ("", json),
            ("*/*", json),
            ("application/*", json),
            ("application/json", json),
            ("Application/JSON; charset=utf-8", json),
            ("application/graphql-response+json", response),
            ("application/json, application/graphql-response+json", response),
            ("application/graphql-response+json;q=0.5, application/json", json),
            ("application/json;q=0.9, application/graphql-response+json;q=0.91", response),
            ("application/graphql-response+json, */*;q=0.1", response),
            ("text/html, application/xhtml+xml, */*;q=0.8", json),
            ("text/html, */*;q=0", None),
            ("application/json;q=0, */*", response),
            ("text/html", None),
            ("text/*", None),
            ("text/event-stream", Some(Form::Events)),
            ("text/event-stream, application/json;q=0.5", Some(Form::Events)),
            (",;q=, application/json;q=x", json),
        ];
        for (accept, form) in wanted {
            assert_eq!(of(accept), form, "{accept}");
        }
    }
}
