//! Making a container: the request as the API takes it, what right it needs, and the engine's form of it.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use bollard::models as engine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::names::{ContainerName, ContainerPath, ImageRef, VolumeName};

/// A container to make.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateContainer {
    /// Its name; the engine makes one up where none is given.
    #[serde(default)]
    pub name: Option<ContainerName>,
    /// The image, which must be on the engine already.
    pub image: ImageRef,
    /// The command as argument vector, in place of the image's.
    #[serde(default)]
    pub command: Vec<String>,
    /// Environment variables beside the image's.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Labels beside the image's.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// Ports to publish.
    #[serde(default)]
    pub ports: Vec<PublishPort>,
    /// File systems to mount.
    #[serde(default)]
    pub mounts: Vec<MountRequest>,
    /// Networks to join; the engine's default one where none is given. `host`, `none` and `container:<name>` stand
    /// alone.
    #[serde(default)]
    pub networks: Vec<String>,
    /// What to do when its process ends; `no` where none is given.
    #[serde(default)]
    pub restart_policy: Option<RestartPolicy>,
    /// The most memory it may use (at least 6 MiB).
    #[serde(default)]
    pub memory_limit_bytes: Option<u64>,
    /// The most processor time it may use, in cores.
    #[serde(default)]
    pub cpu_limit: Option<f64>,
    /// Whether its output is a terminal's.
    #[serde(default)]
    pub tty: bool,
    /// Where its process starts, in place of the image's directory.
    #[serde(default)]
    pub working_dir: Option<ContainerPath>,
    /// As whom its process runs (`name`, `uid`, `name:group`, `uid:gid`), in place of the image's user.
    #[serde(default)]
    pub user: Option<String>,
    /// Whether it gets all rights on the host.
    #[serde(default)]
    pub privileged: bool,
    /// Whether to start it at once.
    #[serde(default)]
    pub start: bool,
}

impl CreateContainer {
    /// A request with nothing but an image.
    pub fn new(image: ImageRef) -> Self {
        Self {
            name: None,
            image,
            command: Vec::new(),
            environment: BTreeMap::new(),
            labels: BTreeMap::new(),
            ports: Vec::new(),
            mounts: Vec::new(),
            networks: Vec::new(),
            restart_policy: None,
            memory_limit_bytes: None,
            cpu_limit: None,
            tty: false,
            working_dir: None,
            user: None,
            privileged: false,
            start: false,
        }
    }
}

/// A port to publish.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishPort {
    /// The port inside the container.
    pub container_port: u16,
    /// The port on the host; the engine picks a free one where none is given.
    #[serde(default)]
    pub host_port: Option<u16>,
    /// The protocol; TCP where none is given.
    #[serde(default)]
    pub protocol: Protocol,
    /// The host address to publish on; all of them where none is given.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub host_ip: Option<IpAddr>,
}

/// A transport protocol.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// TCP.
    #[default]
    Tcp,
    /// UDP.
    Udp,
}

/// A file system to mount.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MountRequest {
    /// What is mounted.
    pub kind: MountKind,
    /// The volume's name (a new one is made where none is given), or the absolute path on the host for a bind mount.
    #[serde(default)]
    pub source: Option<String>,
    /// The absolute path in the container.
    pub destination: ContainerPath,
    /// Whether the container may only read it.
    #[serde(default)]
    pub read_only: bool,
}

/// What a mount shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MountKind {
    /// A volume of the engine.
    Volume,
    /// A path of the host.
    Bind,
    /// Memory.
    Tmpfs,
}

/// What to do when a container's process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RestartPolicy {
    /// Leave it.
    No,
    /// Start it again, always, also when the engine starts.
    Always,
    /// As `always`, but not after it was stopped by hand.
    UnlessStopped,
    /// Start it again when it ended with an error.
    OnFailure,
}

/// How far a container reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privilege {
    /// It stays inside.
    Ordinary,
    /// It reaches the host or another container: host paths, all rights, or foreign namespaces.
    Host,
}

/// What right making this container needs. Whatever the engine could read as reaching out counts as [`Privilege::Host`].
pub fn required_privilege(request: &CreateContainer) -> Privilege {
    let reaches_out = request.privileged
        || request.mounts.iter().any(|mount| mount.kind == MountKind::Bind)
        || request.networks.iter().any(|network| network == "host" || network.contains(':'));
    if reaches_out { Privilege::Host } else { Privilege::Ordinary }
}

const SMALLEST_MEMORY: u64 = 6 * 1024 * 1024;

/// The engine's form of the request, checked. Networks beyond the first are joined after it is made.
pub(crate) fn engine_request(request: &CreateContainer) -> Result<engine::ContainerCreateBody> {
    let mut exposed = Vec::new();
    let mut bindings: engine::PortMap = HashMap::new();
    for port in &request.ports {
        if port.container_port == 0 || port.host_port == Some(0) {
            return Err(Error::Invalid("ports: a port is between 1 and 65535".to_owned()));
        }
        let key = format!(
            "{}/{}",
            port.container_port,
            if port.protocol == Protocol::Udp { "udp" } else { "tcp" }
        );
        let binding = engine::PortBinding {
            host_ip: port.host_ip.map(|ip| ip.to_string()),
            host_port: Some(port.host_port.map(|port| port.to_string()).unwrap_or_default()),
        };
        bindings.entry(key.clone()).or_default().get_or_insert_default().push(binding);
        if !exposed.contains(&key) {
            exposed.push(key);
        }
    }
    for (name, value) in &request.environment {
        if name.is_empty() || name.contains(['=', '\0']) || value.contains('\0') {
            return Err(Error::Invalid(format!("environment: {name:?} is no name of a variable")));
        }
    }
    let host = engine::HostConfig {
        port_bindings: Some(bindings),
        mounts: Some(request.mounts.iter().map(engine_mount).collect::<Result<_>>()?),
        network_mode: network_mode(&request.networks)?,
        restart_policy: request.restart_policy.map(engine_policy),
        memory: request.memory_limit_bytes.map(memory_limit).transpose()?,
        nano_cpus: request.cpu_limit.map(nano_cpus).transpose()?,
        privileged: Some(request.privileged),
        ..Default::default()
    };
    Ok(engine::ContainerCreateBody {
        image: Some(request.image.to_string()),
        cmd: Some(request.command.clone()).filter(|command| !command.is_empty()),
        env: Some(
            request.environment.iter().map(|(name, value)| format!("{name}={value}")).collect(),
        ),
        labels: Some(request.labels.clone().into_iter().collect()),
        exposed_ports: Some(exposed),
        tty: Some(request.tty),
        open_stdin: Some(request.tty),
        working_dir: request.working_dir.as_ref().map(ToString::to_string),
        user: request.user.clone(),
        host_config: Some(host),
        ..Default::default()
    })
}

fn network_mode(networks: &[String]) -> Result<Option<String>> {
    let Some(first) = networks.first() else { return Ok(None) };
    let alone = |network: &str| matches!(network, "host" | "none") || network.contains(':');
    if networks.len() > 1 && networks.iter().any(|network| alone(network)) {
        return Err(Error::Invalid(
            "networks: host, none and container:<name> cannot be joined with others".to_owned(),
        ));
    }
    for network in networks {
        let name = network.strip_prefix("container:").unwrap_or(network);
        if name.parse::<crate::names::NetworkRef>().is_err() {
            return Err(Error::Invalid(format!("networks: {network:?} is no name of a network")));
        }
    }
    Ok(Some(first.clone()))
}

fn engine_mount(mount: &MountRequest) -> Result<engine::Mount> {
    let source = match (mount.kind, &mount.source) {
        (MountKind::Volume, Some(name)) => {
            let name: VolumeName =
                name.parse().map_err(|error| Error::Invalid(format!("mounts: {error}")))?;
            Some(name.to_string())
        }
        (MountKind::Bind, Some(path)) => {
            let path: ContainerPath = path.parse().map_err(|_| {
                Error::Invalid(
                    "mounts: a bind mount's source is an absolute path without '..'".to_owned(),
                )
            })?;
            Some(path.to_string())
        }
        (MountKind::Bind, None) => {
            return Err(Error::Invalid("mounts: a bind mount needs a source".to_owned()));
        }
        (MountKind::Tmpfs, Some(_)) => {
            return Err(Error::Invalid("mounts: a tmpfs mount has no source".to_owned()));
        }
        (MountKind::Volume | MountKind::Tmpfs, None) => None,
    };
    Ok(engine::Mount {
        typ: Some(match mount.kind {
            MountKind::Volume => engine::MountType::VOLUME,
            MountKind::Bind => engine::MountType::BIND,
            MountKind::Tmpfs => engine::MountType::TMPFS,
        }),
        source,
        target: Some(mount.destination.to_string()),
        read_only: Some(mount.read_only),
        ..Default::default()
    })
}

fn engine_policy(policy: RestartPolicy) -> engine::RestartPolicy {
    use engine::RestartPolicyNameEnum as Name;
    let name = match policy {
        RestartPolicy::No => Name::NO,
        RestartPolicy::Always => Name::ALWAYS,
        RestartPolicy::UnlessStopped => Name::UNLESS_STOPPED,
        RestartPolicy::OnFailure => Name::ON_FAILURE,
    };
    engine::RestartPolicy { name: Some(name), maximum_retry_count: None }
}

fn memory_limit(bytes: u64) -> Result<i64> {
    i64::try_from(bytes)
        .ok()
        .filter(|_| bytes >= SMALLEST_MEMORY)
        .ok_or_else(|| Error::Invalid("memory_limit_bytes: at least 6 MiB (6291456)".to_owned()))
}

fn nano_cpus(cores: f64) -> Result<i64> {
    if cores.is_finite() && (0.01..=4096.0).contains(&cores) {
        return Ok((cores * 1e9).round() as i64);
    }
    Err(Error::Invalid("cpu_limit: between 0.01 and the engine's number of cores".to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(extra: serde_json::Value) -> serde_json::Result<CreateContainer> {
        let mut value = json!({"image": "nginx:1"});
        value.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        serde_json::from_value(value)
    }

    #[test]
    fn what_reaches_the_host_needs_the_right_for_it() {
        let privilege = |extra| required_privilege(&request(extra).unwrap());
        assert_eq!(privilege(json!({})), Privilege::Ordinary);
        assert_eq!(privilege(json!({"networks": ["front", "back"]})), Privilege::Ordinary);
        assert_eq!(
            privilege(json!({"mounts": [{"kind": "volume", "source": "v", "destination": "/v"}]})),
            Privilege::Ordinary
        );
        for extra in [
            json!({"privileged": true}),
            json!({"networks": ["host"]}),
            json!({"networks": ["container:db"]}),
            json!({"networks": ["ns:/proc/1/ns/net"]}),
            json!({"mounts": [{"kind": "bind", "source": "/", "destination": "/host"}]}),
        ] {
            assert_eq!(privilege(extra.clone()), Privilege::Host, "{extra}");
        }
    }

    #[test]
    fn a_host_path_cannot_pass_for_a_volume() {
        let sneaky =
            request(json!({"mounts": [{"kind": "volume", "source": "/etc", "destination": "/v"}]}))
                .unwrap();
        assert!(matches!(engine_request(&sneaky), Err(Error::Invalid(_))));
        let namespace = request(json!({"networks": ["ns:/proc/1/ns/net"]})).unwrap();
        assert!(matches!(engine_request(&namespace), Err(Error::Invalid(_))));
    }

    #[test]
    fn malformed_requests_are_refused() {
        for extra in [
            json!({"nope": 1}),
            json!({"image": "UPPER"}),
            json!({"name": "a/b"}),
            json!({"ports": [{"container_port": 70000}]}),
            json!({"ports": [{"container_port": 80, "host_ip": "x"}]}),
            json!({"mounts": [{"kind": "volume", "destination": "relative"}]}),
            json!({"restart_policy": "sometimes"}),
        ] {
            assert!(request(extra.clone()).is_err(), "{extra}");
        }
        for extra in [
            json!({"memory_limit_bytes": 5}),
            json!({"cpu_limit": 0}),
            json!({"networks": ["host", "front"]}),
            json!({"ports": [{"container_port": 0}]}),
            json!({"environment": {"A=B": "c"}}),
            json!({"mounts": [{"kind": "bind", "destination": "/v"}]}),
        ] {
            assert!(engine_request(&request(extra.clone()).unwrap()).is_err(), "{extra}");
        }
    }
}
