//! The refusals of REST as the OpenAPI document shows them, each with the body of a real error.

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Ref, RefOr};

use super::problem::Problem;
use crate::error::Error;
use crate::ingest::IngestError;
use crate::message::Noun;
use crate::message::{Message, RowNumber};

/// Where a refusal can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Every operation.
    Everywhere,
    /// Operations on a thing with an id in their path.
    Things,
    /// Operations that change something.
    Changes,
    /// Operations that declare it themselves.
    Declared,
}

/// A status other than success.
pub(super) struct Refusal {
    /// Its name among the components of the document.
    pub(super) name: &'static str,
    status: &'static str,
    at: At,
    /// What it means for the caller.
    words: &'static str,
    example: fn() -> Problem,
}

/// All of them, by status.
pub(super) const ALL: &[Refusal] = &[
    Refusal {
        name: "BadRequest",
        status: "400",
        at: At::Everywhere,
        words: "A parameter, id or form field is unknown or cannot be used; `argument` names it.",
        example: || Error::invalid("first", Message::Rows(101, 100)).into(),
    },
    Refusal {
        name: "Forbidden",
        status: "403",
        at: At::Changes,
        words: "A web page of another origin sent this.",
        example: Problem::cross_origin,
    },
    Refusal {
        name: "NotFound",
        status: "404",
        at: At::Things,
        words: "Nothing has this id.",
        example: || {
            Error::NotFound { what: Noun::Report, key: "01900000-0000-7000-8000-00000000ffff".to_owned() }
                .into()
        },
    },
    Refusal {
        name: "Conflict",
        status: "409",
        at: At::Declared,
        words: "The document contradicts what the ledger holds.",
        example: || {
            let first = Message::RowTwice(2, RowNumber(Some(2)), "完成农村公路改造".to_owned(), 1);
            let message = Message::Contradicts(8, 8, Box::new(first));
            let file = "bulletin.txt".to_owned();
            Error::Refused { file, code: "DOCUMENT_CONTRADICTS", message }.into()
        },
    },
    Refusal {
        name: "PayloadTooLarge",
        status: "413",
        at: At::Declared,
        words: "The file is larger than the server takes.",
        example: || {
            let source = IngestError::TooLarge { limit: 67_108_864 };
            Error::Unreadable { file: "the upload".to_owned(), source }.into()
        },
    },
    Refusal {
        name: "UnsupportedMediaType",
        status: "415",
        at: At::Declared,
        words: "The body is not declared to be what this operation takes.",
        example: || Error::UnsupportedMediaType { expected: "multipart/form-data" }.into(),
    },
    Refusal {
        name: "UnprocessableEntity",
        status: "422",
        at: At::Declared,
        words: "The file cannot be read, or is no document that this server knows; `code` says why.",
        example: || Error::Unreadable { file: "bulletin.txt".to_owned(), source: IngestError::Empty }.into(),
    },
    Refusal {
        name: "InternalServerError",
        status: "500",
        at: At::Everywhere,
        words: "The server is at fault; its log has the cause under the id in the header `x-request-id`.",
        example: || Error::Internal(String::new()).into(),
    },
    Refusal {
        name: "ServiceUnavailable",
        status: "503",
        at: At::Everywhere,
        words: "The database cannot be reached or written just now; try again.",
        example: || Error::Unavailable(String::new()).into(),
    },
    Refusal {
        name: "GatewayTimeout",
        status: "504",
        at: At::Everywhere,
        words: "It took longer than the server allows; ask for less.",
        example: || Error::TimedOut { seconds: 30 }.into(),
    },
];

impl Refusal {
    /// The status as the document writes it.
    pub(super) const fn status_text(&self) -> &'static str {
        self.status
    }

    /// Whether an operation at a path can give it without saying so.
    pub(super) fn is_given_at(&self, path: &str, reads: bool) -> bool {
        match self.at {
            At::Everywhere => true,
            At::Things => path.contains('{'),
            At::Changes => !reads,
            At::Declared => false,
        }
    }

    /// The response for the components of the document.
    pub(super) fn response(&self) -> Response {
        let schema = RefOr::Ref(Ref::from_schema_name("Problem"));
        // Names, texts and numbers, which always serialise.
        let example = serde_json::to_value((self.example)()).ok();
        let content = ContentBuilder::new().schema(Some(schema)).example(example).build();
        ResponseBuilder::new().description(self.words).content(Problem::MEDIA_TYPE, content).build()
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn the_example_of_a_refusal_has_its_status() {
        for refusal in ALL {
            let problem = (refusal.example)();
            assert_eq!(problem.status.to_string(), refusal.status, "{}: {problem:?}", refusal.name);
        }
    }
}
