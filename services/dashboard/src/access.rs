//! Who may do what: roles, modules, levels, and the caller of a request.

use std::{collections::BTreeMap, fmt, str::FromStr};

use nebula_api::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A part of the product that permissions are given for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Host statistics, services, tasks, live events.
    Overview,
    /// Containers: see, control, and (admin) see secrets and give host privileges.
    Containers,
    /// Files in containers.
    Files,
    /// Terminals in containers.
    Terminal,
    /// Images.
    Images,
    /// Volumes.
    Volumes,
    /// Networks.
    Networks,
    /// Recordings of terminals.
    Recordings,
    /// Users, roles and the permission matrix.
    Users,
    /// API keys: one's own (write), everyone's (admin).
    ApiKeys,
    /// The audit log.
    Audit,
    /// Platform settings.
    Settings,
}

impl Module {
    /// All modules, in the order screens show them.
    pub const ALL: [Self; 12] = [
        Self::Overview,
        Self::Containers,
        Self::Files,
        Self::Terminal,
        Self::Images,
        Self::Volumes,
        Self::Networks,
        Self::Recordings,
        Self::Users,
        Self::ApiKeys,
        Self::Audit,
        Self::Settings,
    ];

    /// The name in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Containers => "containers",
            Self::Files => "files",
            Self::Terminal => "terminal",
            Self::Images => "images",
            Self::Volumes => "volumes",
            Self::Networks => "networks",
            Self::Recordings => "recordings",
            Self::Users => "users",
            Self::ApiKeys => "api_keys",
            Self::Audit => "audit",
            Self::Settings => "settings",
        }
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Module {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|module| module.as_str() == text)
            .ok_or_else(|| Error::invalid("module", format!("`{text}` is not a module")))
    }
}

/// How much of a module a caller may use. Each level includes the ones before.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing; the module is not shown.
    #[default]
    None,
    /// See.
    Read,
    /// See and change.
    Write,
    /// Everything, including what is dangerous.
    Admin,
}

impl Level {
    /// The name in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Level {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::None, Self::Read, Self::Write, Self::Admin]
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or_else(|| Error::invalid("level", format!("`{text}` is not a level")))
    }
}

/// What a user is. Fixed; what a role may do is editable, except for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    Admin,
    /// Works with containers.
    Developer,
    /// Looks on.
    Viewer,
    /// Sees only that the platform is well.
    Client,
}

impl Role {
    /// All roles, strongest first.
    pub const ALL: [Self; 4] = [Self::Admin, Self::Developer, Self::Viewer, Self::Client];

    /// The name in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Developer => "developer",
            Self::Viewer => "viewer",
            Self::Client => "client",
        }
    }

    /// What the role is for, for people.
    pub fn description(self) -> &'static str {
        match self {
            Self::Admin => "Runs the platform: may do everything, and cannot be restricted.",
            Self::Developer => "Works with containers, images and terminals.",
            Self::Viewer => "Looks at what runs, changes nothing.",
            Self::Client => "Sees that the platform is well.",
        }
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| Error::invalid("role", format!("`{text}` is not a role")))
    }
}

/// A level for every module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, Level>)]
pub struct Permissions(BTreeMap<Module, Level>);

impl Permissions {
    /// The same level everywhere.
    pub fn everywhere(level: Level) -> Self {
        Self(Module::ALL.into_iter().map(|module| (module, level)).collect())
    }

    /// Nothing but what `levels` gives.
    pub fn of(levels: impl IntoIterator<Item = (Module, Level)>) -> Self {
        let mut permissions = Self::everywhere(Level::None);
        permissions.0.extend(levels);
        permissions
    }

    /// The level for `module`.
    pub fn level(&self, module: Module) -> Level {
        self.0.get(&module).copied().unwrap_or_default()
    }

    /// In every module the lower of both levels: what a key with these scopes may do for a user
    /// with those permissions.
    #[must_use]
    pub fn limited_to(&self, other: &Self) -> Self {
        Self(
            Module::ALL
                .into_iter()
                .map(|module| (module, self.level(module).min(other.level(module))))
                .collect(),
        )
    }

    /// Whether these give at least what `other` gives, everywhere.
    pub fn cover(&self, other: &Self) -> bool {
        Module::ALL.into_iter().all(|module| self.level(module) >= other.level(module))
    }

    /// Every module with its level.
    pub fn iter(&self) -> impl Iterator<Item = (Module, Level)> + '_ {
        Module::ALL.into_iter().map(|module| (module, self.level(module)))
    }
}

/// How a caller proved who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A browser's session, by id.
    Session(Uuid),
    /// An API key, by id.
    ApiKey(Uuid),
}

/// The user behind a request and what this request may do.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user_id: Uuid,
    /// The user's name.
    pub username: String,
    /// The user's role.
    pub role: Role,
    /// What the request may do: the role's permissions, limited by the key's scopes.
    pub permissions: Permissions,
    /// How the caller proved who it is.
    pub credential: Credential,
}

impl Caller {
    /// Whether the request may use `module` at `level`.
    pub fn may(&self, module: Module, level: Level) -> bool {
        self.permissions.level(module) >= level
    }

    /// Refuses unless the request may use `module` at `level`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] naming what is missing.
    pub fn require(&self, module: Module, level: Level) -> Result<()> {
        if self.may(module, level) {
            return Ok(());
        }
        Err(forbidden(module, level))
    }
}

/// The refusal of a request that lacks `level` on `module`.
pub fn forbidden(module: Module, level: Level) -> Error {
    Error::Forbidden(format!(
        "This needs the permission `{module}: {}`. Ask an administrator for it.",
        level.as_str()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_exceeds_its_owner() {
        let owner = Permissions::of([(Module::Containers, Level::Read)]);
        let scopes = Permissions::everywhere(Level::Admin);
        let effective = scopes.limited_to(&owner);
        assert_eq!(effective.level(Module::Containers), Level::Read);
        assert_eq!(effective.level(Module::Users), Level::None);
    }

    #[test]
    fn names_survive_the_round_trip() {
        for module in Module::ALL {
            assert_eq!(module.as_str().parse::<Module>().unwrap(), module);
            assert_eq!(serde_json::to_value(module).unwrap(), module.as_str());
        }
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<Role>().unwrap(), role);
        }
    }
}
