//! Configuration: defaults, then `taizhang.toml`, then `TAIZHANG_*` variables, then flags.
//!
//! A key that is unknown or has a wrong value stops the start with a message that names it and where it was set.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use figment::providers::{Env, Format, Serialized, Toml};
use figment::{Figment, Source};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::assessment::Policy;
use crate::error::{Error, Result};
use crate::graphql::QueryLimits;
use crate::ingest::Limits;
use crate::store::connect::Connection;

/// File read from the working folder where no other is named.
pub const DEFAULT_FILE: &str = "taizhang.toml";

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
    /// Longest run of a GraphQL query or a REST request, in seconds.
    pub timeout_seconds: u64,
    /// Largest request body other than an import, in bytes.
    pub body_bytes: usize,
}

/// What the assessment leaves to the operator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentConfig {
    /// How far above the elapsed share counts as ahead: a share in 0..=1, written as a string so that it stays exact.
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

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://taizhang.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database: DatabaseConfig { max_connections: 8, timeout_seconds: 10, connect_timeout_seconds: 5 },
            limits: LimitsConfig {
                query_depth: 24,
                query_complexity: 50_000,
                timeout_seconds: 20,
                body_bytes: 1024 * 1024,
            },
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
        let config: Self = layers
            .merge(Env::prefixed("TAIZHANG_").split("__"))
            .merge(Serialized::globals(flags))
            .extract()
            .map_err(|error| named(&error))?;
        config.check()?;
        Ok(config)
    }

    /// Faults that a type cannot hold.
    fn check(&self) -> Result<()> {
        let margin = self.assessment.ahead_margin;
        if margin.is_sign_negative() || margin > Decimal::ONE {
            return Err(Error::invalid("assessment.ahead_margin", format!("{margin} is not in 0..=1")));
        }
        let positive = [
            ("database.max_connections", u64::from(self.database.max_connections)),
            ("database.timeout_seconds", self.database.timeout_seconds),
            ("database.connect_timeout_seconds", self.database.connect_timeout_seconds),
            ("limits.timeout_seconds", self.limits.timeout_seconds),
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
            timeout: Duration::from_secs(self.limits.timeout_seconds),
        }
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
    let source = error.metadata.as_ref().map(|metadata| match &metadata.source {
        // Defaults are right, so what the program itself set is a flag.
        Some(Source::Code(_)) => ", set on the command line".to_owned(),
        Some(source) => format!(", set in {} ({source})", metadata.name),
        None => format!(", set in {}", metadata.name),
    });
    let key = if key.is_empty() { "configuration".to_owned() } else { key };
    Error::invalid(key, format!("{}{}", error.kind, source.unwrap_or_default()))
}
