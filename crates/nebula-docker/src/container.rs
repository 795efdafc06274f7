//! What the platform says about a container: the JSON of the API.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a container is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ContainerState {
    /// Made, never started.
    Created,
    /// Its process runs.
    Running,
    /// Its processes are frozen.
    Paused,
    /// Its process ended and the engine is about to start it again.
    Restarting,
    /// Being removed.
    Removing,
    /// Its process ended.
    Exited,
    /// Half removed: the engine could not finish.
    Dead,
}

impl ContainerState {
    /// Whether the container has processes (running or frozen).
    pub fn is_live(self) -> bool {
        matches!(self, Self::Running | Self::Paused | Self::Restarting)
    }
}

impl std::str::FromStr for ContainerState {
    type Err = crate::names::InvalidName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "created" => Self::Created,
            "running" => Self::Running,
            "paused" => Self::Paused,
            "restarting" => Self::Restarting,
            "removing" => Self::Removing,
            "exited" => Self::Exited,
            "dead" => Self::Dead,
            _ => {
                return Err(crate::names::InvalidName {
                    kind: "container state",
                    expected: "created, running, paused, restarting, removing, exited or dead",
                });
            }
        })
    }
}

/// What a container's health check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// The last check succeeded.
    Healthy,
    /// The last checks failed, as many as the container's limit.
    Unhealthy,
    /// Within the start period, not decided yet.
    Starting,
}

/// A port of a container.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Port {
    /// The host address it is published on; null when it is not published.
    pub ip: Option<String>,
    /// The port inside the container.
    pub private_port: u16,
    /// The port on the host; null when it is not published.
    pub public_port: Option<u16>,
    /// `tcp`, `udp` or `sctp`.
    pub protocol: String,
}

/// A file system mounted into a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MountSummary {
    /// `volume`, `bind`, `tmpfs` or another kind the engine knows.
    pub kind: String,
    /// The volume's name.
    pub name: Option<String>,
    /// The path on the host (empty for tmpfs).
    pub source: String,
    /// The path inside the container.
    pub destination: String,
    /// Whether the container may not write to it.
    pub read_only: bool,
}

/// A container in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ContainerSummary {
    /// The full id, 64 hexadecimal digits.
    pub id: String,
    /// The name, without the engine's leading slash.
    pub name: String,
    /// The image as it was called when the container was made.
    pub image: String,
    /// The image's id (`sha256:...`).
    pub image_id: String,
    /// What it runs, as one line for reading; what looks like a secret is masked.
    pub command: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// What it is doing.
    pub state: ContainerState,
    /// The state in the engine's words, for example `Up 3 minutes (healthy)`.
    pub status: String,
    /// How its process ended; null while it runs or when it never ran.
    pub exit_code: Option<i64>,
    /// What its health check says; null without one or while it does not run.
    pub health: Option<Health>,
    /// When it was last started; null when never.
    pub started_at: Option<DateTime<Utc>>,
    /// When its process last ended; null when never.
    pub finished_at: Option<DateTime<Utc>>,
    /// Its ports, exposed and published.
    pub ports: Vec<Port>,
    /// Its labels; values that look like secrets are masked.
    pub labels: BTreeMap<String, String>,
    /// Names of the networks it is in.
    pub networks: Vec<String>,
    /// What is mounted into it.
    pub mounts: Vec<MountSummary>,
    /// The Compose project it belongs to.
    pub compose_project: Option<String>,
    /// The Compose service it is a copy of.
    pub compose_service: Option<String>,
    /// How often the engine restarted it since it was last started by hand.
    pub restart_count: Option<i64>,
}

/// One environment variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnvironmentVariable {
    /// Its name.
    pub name: String,
    /// Its value; null when it is masked.
    pub value: Option<String>,
    /// Whether the value looks like a secret and was left out.
    pub masked: bool,
}

/// What the engine does when a container's process ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RestartPolicyStatus {
    /// `no`, `always`, `unless-stopped` or `on-failure`.
    pub name: String,
    /// How often `on-failure` tries; 0 is without limit.
    pub maximum_retry_count: i64,
}

/// A container's place in one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NetworkAttachment {
    /// The network's name.
    pub name: String,
    /// Its IPv4 address there; null while it does not run.
    pub ip_address: Option<String>,
    /// The network's gateway.
    pub gateway: Option<String>,
    /// Its hardware address there.
    pub mac_address: Option<String>,
}

/// One run of a container's health check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HealthCheck {
    /// When it ended.
    pub at: Option<DateTime<Utc>>,
    /// 0 is healthy.
    pub exit_code: i64,
    /// What it printed; what looks like a secret is masked.
    pub output: String,
}

/// Everything about one container.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Container {
    /// What lists show.
    #[serde(flatten)]
    pub summary: ContainerSummary,
    /// The program, as argument vector; empty where the image's command is run directly.
    pub entrypoint: Vec<String>,
    /// The command or the arguments of the entrypoint.
    pub arguments: Vec<String>,
    /// Its environment, in the engine's order.
    pub environment: Vec<EnvironmentVariable>,
    /// Where its process starts; empty is the image's.
    pub working_dir: String,
    /// As whom its process runs; empty is the image's, usually root.
    pub user: String,
    /// Its host name.
    pub hostname: String,
    /// What happens when its process ends.
    pub restart_policy: RestartPolicyStatus,
    /// Whether it has all rights on the host.
    pub privileged: bool,
    /// Whether its output is a terminal's (then there is no separate stderr).
    pub tty: bool,
    /// The most memory it may use; null is without limit.
    pub memory_limit_bytes: Option<u64>,
    /// The most processor time it may use, in cores; null is without limit.
    pub cpu_limit: Option<f64>,
    /// Its networks with addresses.
    pub network_settings: Vec<NetworkAttachment>,
    /// The last runs of its health check, oldest first.
    pub health_log: Vec<HealthCheck>,
    /// Its main process on the host; null while it does not run.
    pub pid: Option<i64>,
    /// Why it could not be started.
    pub error: Option<String>,
    /// The image's id (`sha256:...`).
    pub image_digest: Option<String>,
    /// The engine's own JSON, secrets masked.
    #[schema(value_type = Object)]
    pub inspect: serde_json::Value,
}

/// The processes of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProcessList {
    /// Column titles, as `ps` on the engine's host names them.
    pub titles: Vec<String>,
    /// One row per process.
    pub items: Vec<Vec<String>>,
}

/// What a prune removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PruneReport {
    /// Ids or names of what is gone.
    pub deleted: Vec<String>,
    /// Disk space that became free.
    pub reclaimed_bytes: u64,
}
