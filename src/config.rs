//! Configuration: defaults, then `taizhang.toml`, then `TAIZHANG_*` variables, then flags.
//!
//! A key that is unknown or has a wrong value stops the start with a message that names it and where it was set.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use figment::error::Kind;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Metadata, Source};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use crate::domain::assessment::Policy;
use crate::error::{Error, Result, plain};
use crate::graphql::trusted::Trusted;
use crate::graphql::{self, Documents, QueryLimits};
use crate::ingest::Limits;
use crate::store::connect::{self, Connection};

/// File read from the working folder where no other is named.
pub const DEFAULT_FILE: &str = "taizhang.toml";

/// What the names of variables begin with.
const PREFIX: &str = "TAIZHANG_";

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `sqlite://PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub database_url: String,
    /// Address and port to serve on.
    pub listen: SocketAddr,
    /// Connections to the database.
    pub database: DatabaseConfig,
    /// What one request may ask for.
    pub limits: LimitsConfig,
    /// How GraphQL documents are kept.
    pub graphql: GraphqlConfig,
    /// What those who watch may hold open.
    pub subscriptions: SubscriptionsConfig,
    /// How much a document may hold.
    pub ingest: Limits,
    /// What the assessment leaves to the operator.
    pub assessment: AssessmentConfig,
    /// The log.
    pub log: LogConfig,
}

/// Connections to the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// Most connections at once.
    pub max_connections: u32,
    /// How long to wait for a connection or a lock, in seconds.
    pub timeout_seconds: u64,
    /// How long PostgreSQL may take to answer at the start, in seconds.
    pub connect_timeout_seconds: u64,
}

/// What one request may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsConfig {
    /// Deepest nesting of a GraphQL query.
    pub query_depth: usize,
    /// Highest cost of a GraphQL query, in fields.
    pub query_complexity: usize,
    /// Most aliases of a GraphQL query, fragments spread out.
    pub query_aliases: usize,
    /// Most directives of a GraphQL query, fragments spread out.
    pub query_directives: usize,
    /// Most tokens of a GraphQL query.
    pub query_tokens: usize,
    /// Longest run of a GraphQL query or a REST request, in seconds.
    pub timeout_seconds: u64,
    /// Largest request body other than that of `POST /api/v1/imports`, in bytes.
    pub body_bytes: usize,
}

/// What those who watch may hold open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionsConfig {
    /// Most connections at once, sockets and event streams together.
    pub connections: usize,
    /// Most operations at once on one WebSocket.
    pub per_connection: usize,
    /// How long a WebSocket may take to introduce itself, in seconds.
    pub init_seconds: u64,
}

/// How GraphQL documents are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphqlConfig {
    /// Bytes of queries that are kept under their hashes (automatic persisted queries); 0 keeps none.
    pub persisted_bytes: usize,
    /// A JSON file of names and queries: only these run. None where empty.
    pub trusted_documents: String,
}

/// What the assessment leaves to the operator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentConfig {
    /// How far above the elapsed share counts as ahead: a share from 0 to 1, written as a string so that it stays exact.
    pub ahead_margin: Decimal,
}

/// The log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// `text` for people, `json` for machines.
    pub format: LogFormat,
    /// Which events, in the form of `tracing` filters: `info`, `taizhang=debug`.
    pub filter: String,
}

/// Form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl LogConfig {
    /// The filter, read.
    pub fn filter(&self) -> Result<EnvFilter> {
        EnvFilter::builder()
            .parse(&self.filter)
            .map_err(|error| Error::invalid("log.filter", format!("{:?}: {error}", self.filter)))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://taizhang.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database: DatabaseConfig { max_connections: 8, timeout_seconds: 10, connect_timeout_seconds: 5 },
            limits: LimitsConfig {
                query_depth: 24,
                query_complexity: 50_000,
                query_aliases: 100,
                query_directives: 50,
                query_tokens: 10_000,
                timeout_seconds: 20,
                body_bytes: 1024 * 1024,
            },
            graphql: GraphqlConfig { persisted_bytes: 4 * 1024 * 1024, trusted_documents: String::new() },
            subscriptions: SubscriptionsConfig { connections: 100, per_connection: 16, init_seconds: 10 },
            ingest: Limits::default(),
            assessment: AssessmentConfig { ahead_margin: Policy::default().ahead_margin },
            log: LogConfig {
                format: LogFormat::Text,
                filter: "info,sea_orm_migration=warn,sqlx::postgres::notice=warn".to_owned(),
            },
        }
    }
}

/// What the command line sets; `None` leaves a key as it is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Overrides {
    /// `--database-url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// `--listen`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
}

impl Config {
    /// Reads the layers. A file that is named must be there; the default one may be missing.
    pub fn load(file: Option<&Path>, flags: &Overrides) -> Result<Self> {
        let path = file.unwrap_or(Path::new(DEFAULT_FILE));
        let mut layers = Figment::from(Serialized::defaults(Self::default()));
        match std::fs::metadata(path) {
            Ok(_) => layers = layers.merge(Toml::file_exact(path)),
            Err(error) if file.is_none() && error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(Error::Io { path: path.display().to_string(), source }),
        }
        let layers = layers.merge(Env::prefixed(PREFIX).split("__")).merge(Serialized::globals(flags));
        let config: Self = layers.extract().map_err(|error| named(&error))?;
        config.check().map_err(|error| match error {
            Error::Invalid { argument: key, message } => {
                let source = layers.find_metadata(&key).map(|source| set_in(source, &key));
                Error::invalid(key, format!("{message}{}", source.unwrap_or_default()))
            }
            other => other,
        })?;
        Ok(config)
    }

    /// Faults that a type cannot hold.
    fn check(&self) -> Result<()> {
        let margin = self.assessment.ahead_margin;
        if margin.is_sign_negative() || margin > Decimal::ONE {
            return Err(Error::invalid("assessment.ahead_margin", format!("{margin} is not from 0 to 1")));
        }
        self.log.filter()?;
        connect::check_url(&self.database_url)?;
        let positive = [
            ("database.max_connections", u64::from(self.database.max_connections)),
            ("database.timeout_seconds", self.database.timeout_seconds),
            ("database.connect_timeout_seconds", self.database.connect_timeout_seconds),
            ("limits.timeout_seconds", self.limits.timeout_seconds),
            ("subscriptions.init_seconds", self.subscriptions.init_seconds),
        ];
        match positive.iter().find(|(_, value)| *value == 0) {
            Some((key, _)) => Err(Error::invalid(*key, "must be 1 or more")),
            None => Ok(()),
        }
    }

    /// How to reach the ledger.
    #[must_use]
    pub fn connection(&self) -> Connection {
        Connection {
            url: self.database_url.clone(),
            max_connections: self.database.max_connections,
            timeout: Duration::from_secs(self.database.timeout_seconds),
            connect_timeout: Duration::from_secs(self.database.connect_timeout_seconds),
        }
    }

    /// What one query may ask for.
    #[must_use]
    pub fn query_limits(&self) -> QueryLimits {
        QueryLimits {
            depth: self.limits.query_depth,
            complexity: self.limits.query_complexity,
            aliases: self.limits.query_aliases,
            directives: self.limits.query_directives,
            tokens: self.limits.query_tokens,
            timeout: Duration::from_secs(self.limits.timeout_seconds),
        }
    }

    /// Reads and checks the list of trusted documents, where there is one.
    pub async fn documents(&self) -> Result<Documents> {
        let GraphqlConfig { persisted_bytes, trusted_documents: path } = &self.graphql;
        let trusted = if path.is_empty() {
            None
        } else {
            let trusted = Trusted::read(path)?;
            graphql::check(&trusted, self.query_limits()).await?;
            Some(Arc::new(trusted))
        };
        Ok(Documents { persisted_bytes: *persisted_bytes, trusted })
    }

    /// What the assessment leaves to the operator.
    #[must_use]
    pub fn policy(&self) -> Policy {
        Policy { ahead_margin: self.assessment.ahead_margin }
    }
}

/// The first fault with its key and its source, without the library's own words around them.
fn named(error: &figment::Error) -> Error {
    let key = error.path.join(".");
    let source = error.metadata.as_ref().map(|source| set_in(source, &key)).unwrap_or_default();
    let key = if key.is_empty() { "configuration".to_owned() } else { key };
    Error::invalid(key, format!("{}{source}", fault(&error.kind)))
}

/// Where a key was set.
fn set_in(source: &Metadata, key: &str) -> String {
    match &source.source {
        // Defaults are right, so what the program itself set is a flag.
        Some(Source::Code(_)) => ", set on the command line".to_owned(),
        Some(place) => format!(", set in {} ({place})", source.name),
        None => format!(", set by {PREFIX}{}", key.replace('.', "__").to_uppercase()),
    }
}

/// What is wrong, in words for those who write configurations.
fn fault(kind: &Kind) -> String {
    let known = |names: &[&str]| names.join(", ");
    match kind {
        Kind::UnknownField(_, names) => format!("unknown key; known are {}", known(names)),
        Kind::UnknownVariant(found, names) => format!("{found:?}: expected one of {}", known(names)),
        Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
            let expected = match expected.as_str() {
                "usize" | "u64" | "u32" => "a whole number from 0",
                "socket address" => ADDRESS,
                table if table.starts_with("struct ") => "a table of keys",
                other => plain(other),
            };
            format!("found {found}, expected {expected}")
        }
        // The library's words for an address that is none.
        Kind::Message(message) if message.contains("socket address") => format!("expected {ADDRESS}"),
        other => other.to_string().trim_end().to_owned(),
    }
}

const ADDRESS: &str = "an address and a port, such as 127.0.0.1:8080";
