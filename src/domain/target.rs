//! What a commitment asks for: comparator, kind, and the role of a unit.

use serde::{Deserialize, Serialize};

/// Which side of the target counts as reaching it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Comparator {
    /// 以上、超过、达到, or no word at all.
    AtLeast,
    /// 以下、以内、不超过, and falls asked for.
    AtMost,
    /// 左右、约.
    About,
}

/// How the value of an indicator behaves over the year.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Adds up over the year and is held against the elapsed share.
    Amount,
    /// A share, rate, index or stock at a date; not scaled by time.
    Level,
    /// A change against the year before, in per cent; a fall is negative.
    Growth,
}

/// What a unit answers for in a task.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// 牵头: answers for the whole.
    Lead,
    /// 配合: supports the lead.
    Support,
    /// 责任: the source marks no lead.
    Responsible,
}

/// Some of the roles; all of them by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Roles {
    lead: bool,
    support: bool,
    responsible: bool,
}

impl Default for Roles {
    fn default() -> Self {
        Self { lead: true, support: true, responsible: true }
    }
}

impl Roles {
    /// The roles of units that answer for a task: a print marks a lead, or only says who is responsible.
    pub const ANSWERING: Self = Self { lead: true, support: false, responsible: true };
    /// The role of units that help.
    pub const SUPPORTING: Self = Self { lead: false, support: true, responsible: false };

    /// These roles; `None` of none at all.
    #[must_use]
    pub fn of(roles: &[Role]) -> Option<Self> {
        let has = |role| roles.contains(&role);
        let found =
            Self { lead: has(Role::Lead), support: has(Role::Support), responsible: has(Role::Responsible) };
        (!roles.is_empty()).then_some(found)
    }

    /// Whether this role is one of them.
    #[must_use]
    pub fn contain(self, role: Role) -> bool {
        match role {
            Role::Lead => self.lead,
            Role::Support => self.support,
            Role::Responsible => self.responsible,
        }
    }

    /// Each of them.
    pub fn each(self) -> impl Iterator<Item = Role> {
        [Role::Lead, Role::Support, Role::Responsible].into_iter().filter(move |role| self.contain(*role))
    }

    /// Whether no role is left out.
    #[must_use]
    pub fn are_all(self) -> bool {
        self == Self::default()
    }
}
