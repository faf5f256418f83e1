//! Levels of governments.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Level of a government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum, Serialize, Deserialize, ToSchema)]
#[graphql(name = "JurisdictionLevel")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schema(as = JurisdictionLevel)]
pub enum Level {
    /// 省、自治区、直辖市.
    Province,
    /// 地级市.
    City,
    /// 县、县级市、区.
    County,
    /// 镇、乡、街道.
    Town,
}

macro_rules! mirror {
    ($($level:ident),+) => {
        impl From<entity::words::Level> for Level {
            fn from(level: entity::words::Level) -> Self {
                match level { $(entity::words::Level::$level => Self::$level),+ }
            }
        }
        impl From<Level> for entity::words::Level {
            fn from(level: Level) -> Self {
                match level { $(Level::$level => Self::$level),+ }
            }
        }
    };
}

mirror!(Province, City, County, Town);
