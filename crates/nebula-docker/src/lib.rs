//! Typed operations on Docker engines, used by the dashboard and the agent.
//!
//! Everything hangs on [`Engine`], one per engine. Requests take names that were parsed at the edge and cannot be wrong
//! any more; answers are plain structs that are the JSON of the platform's API as they are.
//!
//! The map:
//!
//! - `names`: ids, names, image references and paths, parsed strictly.
//! - `address`, `transport`, `ssh`: where an engine is and the one way all requests take to it.
//! - `engine`: the engine itself; `sync` follows it, `index` keeps its list of containers, `events` what happened.
//! - `container`, `inspect`, `lenient`, `status_words`, `masking`: what is said about a container, and what is not.
//! - `create`, `lifecycle`: making and changing containers.
//! - `logs`, `log_lines`: reading logs; the decoder of the engine's log stream.
//! - `stats`, `sampler`: measuring one container, and all of them at once.
//! - `terminal`: commands with a terminal.
//! - `files`, `tarball`: files in and out, as streams.
//! - `images`, `pull`, `volumes`, `networks`, `disk_usage`: the rest of what an engine keeps.
//!
//! What is deliberately absent: a way to send an unparsed path to the engine, and unsupervised tasks. What must go on
//! in the background is [`Engine::run`], which the caller owns.

mod address;
mod container;
mod create;
mod disk_usage;
mod engine;
mod error;
mod events;
mod files;
mod images;
mod index;
mod inspect;
mod json_lines;
mod lenient;
mod lifecycle;
mod log_lines;
mod logs;
mod masking;
mod names;
mod networks;
mod pull;
mod sampler;
mod ssh;
mod stats;
mod status_words;
mod sync;
mod tarball;
mod terminal;
mod transport;
mod volumes;

pub use address::{
    DEFAULT_SOCKET, EngineAddress, EngineConfig, InvalidAddress, SshAccess, TlsFiles, TlsIdentity,
};
pub use container::{
    Container, ContainerState, ContainerSummary, EnvironmentVariable, Health, HealthCheck,
    MountSummary, NetworkAttachment, Port, ProcessList, PruneReport, RestartPolicyStatus,
};
pub use create::{
    CreateContainer, MountKind, MountRequest, Privilege, Protocol, PublishPort, RestartPolicy,
    required_privilege,
};
pub use disk_usage::{DiskUsage, UsageShare};
pub use engine::{Engine, EngineInfo, EngineStatus};
pub use error::{Error, ResourceKind, Result};
pub use events::{DockerEvent, EVENTS_KEPT};
pub use files::{FileContent, FileEntry, FileKind, FileList, LARGEST_FILE_IN, LARGEST_FILE_OUT};
pub use images::{Image, ImageDetail, ImageHistory};
pub use index::{ContainerFilter, ContainerList, IndexChange};
pub use lifecycle::LONGEST_STOP_GRACE;
pub use log_lines::{LONGEST_LINE, LogEncoding, LogLine, LogLines, LogSource};
pub use logs::{LogEnd, LogEvent, LogFollow, LogOptions, MOST_LOG_LINES};
pub use masking::{MASK, looks_secret};
pub use names::{
    ContainerName, ContainerPath, ContainerRef, EngineId, ImageRef, InvalidName, NetworkRef,
    Signal, VolumeName,
};
pub use networks::{CreateNetwork, Network, NetworkMember, Subnet};
pub use pull::PullProgress;
pub use sampler::{ContainerUse, StatsBatch};
pub use stats::{ContainerStats, StatsEvent};
pub use terminal::{Terminal, TerminalControl, TerminalInput, TerminalOptions, TerminalOutput};
pub use volumes::{CreateVolume, Volume};
