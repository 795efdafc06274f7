//! `service-map.yml`: which nodes and services there are and where they answer.
//!
//! The map is the only way services find each other. It is read at start, checked as a whole, and
//! watched: a valid new version replaces the old one within a second, an invalid one is refused
//! with the line and the reason while the old one stays in force.

mod parse;
mod watch;

use std::{collections::BTreeMap, path::PathBuf};

use serde::Deserialize;
use url::Url;

pub use parse::MapError;
pub use watch::{MapState, ServiceMapWatch};

/// The whole map.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ServiceMap {
    /// The format's version; 1 is the only one.
    pub version: u32,
    /// What this installation is, e.g. `production`; shown to people.
    #[serde(default = "default_environment")]
    pub environment: String,
    /// The machines, by id.
    #[serde(default)]
    pub nodes: BTreeMap<String, Node>,
    /// The services, by name.
    #[serde(default)]
    pub services: BTreeMap<String, ServiceEntry>,
}

fn default_environment() -> String {
    "development".into()
}

/// A machine.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Node {
    /// What it is, for people.
    pub description: Option<String>,
    /// Its host name or address on the local network.
    pub host: Option<String>,
    /// Its address in the tailnet.
    pub tailscale: Option<String>,
    /// What it is for, e.g. `control`, `gpu`, `media`.
    pub roles: Vec<String>,
    /// What it is made of.
    pub hardware: Option<Hardware>,
    /// Its Docker engine, when the dashboard should control it directly.
    pub docker: Option<DockerEndpoint>,
}

/// What a machine is made of.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Hardware {
    /// Logical processors.
    pub cpu_cores: Option<u32>,
    /// Main memory in MiB.
    pub memory_mb: Option<u64>,
    /// Graphics processors.
    pub gpus: Vec<Gpu>,
}

/// A graphics processor.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Gpu {
    /// Its product name.
    pub name: String,
    /// Its memory in MiB.
    pub vram_mb: u64,
}

/// Where a Docker engine listens: a plain address, or one with TLS files.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum DockerEndpoint {
    /// `unix:///var/run/docker.sock`, `tcp://host:2375` or `ssh://user@host`.
    Address(String),
    /// `tcp://host:2376` with client certificates.
    Tls(DockerTls),
}

impl DockerEndpoint {
    /// The address, without the files.
    pub fn address(&self) -> &str {
        match self {
            Self::Address(address) => address,
            Self::Tls(tls) => &tls.address,
        }
    }
}

/// A Docker engine behind mutual TLS.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct DockerTls {
    /// `tcp://host:2376`.
    pub address: String,
    /// PEM file of the authority that signed the engine's certificate.
    pub ca_file: PathBuf,
    /// PEM file of the client's certificate.
    pub cert_file: PathBuf,
    /// PEM file of the client's key.
    pub key_file: PathBuf,
}

/// A service.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// What it is, for people.
    #[serde(default)]
    pub description: Option<String>,
    /// The id of the node it runs on.
    #[serde(default)]
    pub node: Option<String>,
    /// Its HTTP address, e.g. `http://127.0.0.1:5000`.
    #[serde(default)]
    pub http: Option<Url>,
    /// Its gRPC address, e.g. `http://127.0.0.1:15000`.
    #[serde(default)]
    pub grpc: Option<Url>,
    /// The path that answers 2xx when the service is ready.
    #[serde(default = "default_health")]
    pub health: String,
    /// Free words to group and filter by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The services this one needs.
    #[serde(default)]
    pub depends_on: Vec<String>,
}

fn default_health() -> String {
    "/readyz".into()
}

impl ServiceMap {
    /// Reads a map from YAML and checks it as a whole.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(text: &str) -> Result<Self, MapError> {
        parse::parse(text)
    }
}
