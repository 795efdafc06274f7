//! Containers from which one can reach the host.
//!
//! Whoever gets a shell or writes a file in a container that is privileged, shares the host's
//! namespaces, or has the host's root or a Docker socket mounted, has the host. Making such a
//! container needs `containers: admin`; going into one that is there needs it too.

use nebula_api::{Error, Result};
use nebula_docker::{Container, ContainerRef, Engine};

use crate::{
    access::{Caller, Level, Module},
    engines::api_error,
};

/// Folders of the host that are as good as all of it.
const WHOLE_HOST: [&str; 8] =
    ["/", "/boot", "/dev", "/etc", "/proc", "/root", "/sys", "/var/lib/docker"];

/// Refuses a caller without `containers: admin` if the container leads to the host.
///
/// # Errors
/// `Forbidden` saying why, and what the engine says when it cannot be inspected.
pub async fn require(caller: &Caller, engine: &Engine, container: &ContainerRef) -> Result<()> {
    if caller.may(Module::Containers, Level::Admin) {
        return Ok(());
    }
    let inspected = engine.container(container, false).await.map_err(api_error)?;
    match way_to_host(&inspected) {
        None => Ok(()),
        Some(why) => Err(Error::Forbidden(format!(
            "This container {why}, so going into it means having its host. That needs the \
             permission `containers: admin`."
        ))),
    }
}

/// What of a container leads to its host.
fn way_to_host(container: &Container) -> Option<&'static str> {
    let host = &container.inspect["HostConfig"];
    let is_host = |key: &str| host[key].as_str() == Some("host");
    let some = |key: &str| host[key].as_array().is_some_and(|list| !list.is_empty());
    if container.privileged {
        return Some("is privileged");
    }
    if is_host("PidMode") || is_host("IpcMode") || is_host("UsernsMode") {
        return Some("shares the host's namespaces");
    }
    if some("Devices") || some("DeviceCgroupRules") {
        return Some("has devices of the host");
    }
    if some("CapAdd") {
        return Some("has more than the usual capabilities");
    }
    let reaches = |source: &str| {
        let source = source.trim_end_matches('/');
        let source = if source.is_empty() { "/" } else { source };
        WHOLE_HOST.contains(&source)
            || source.ends_with("docker.sock")
            || matches!(source, "/run" | "/var/run" | "/var" | "/var/lib")
    };
    let mounted =
        container.summary.mounts.iter().any(|mount| mount.kind == "bind" && reaches(&mount.source));
    mounted.then_some("has the host's own folders or Docker socket mounted")
}
