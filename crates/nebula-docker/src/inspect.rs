//! Reading the engine's inspect answer. Only what is used is named, and everything may be missing or null, so old and
//! new engines and Podman are read alike.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::container::{
    Container, ContainerState, ContainerSummary, Health, HealthCheck, MountSummary,
    NetworkAttachment, Port, RestartPolicyStatus,
};
use crate::lenient::{engine_time, lenient, some_text};
use crate::masking;
use crate::status_words::{Facts, status_words};

lenient! {
    /// `GET /containers/{id}/json`.
    struct Inspect {
        id: String,
        created: String,
        path: String,
        args: Vec<String>,
        state: State,
        image: String,
        name: String,
        restart_count: i64,
        host_config: HostConfig,
        mounts: Vec<Mount>,
        config: Config,
        network_settings: NetworkSettings,
    }
}
lenient! {
    struct State {
        status: String,
        running: bool,
        pid: i64,
        exit_code: i64,
        error: String,
        started_at: String,
        finished_at: String,
        health: Option<HealthState>,
    }
}
lenient! {
    struct HealthState {
        status: String,
        log: Vec<HealthRun>,
    }
}
lenient! {
    struct HealthRun {
        end: String,
        exit_code: i64,
        output: String,
    }
}
lenient! {
    struct HostConfig {
        restart_policy: RestartPolicy,
        privileged: bool,
        memory: i64,
        nano_cpus: i64,
        cpu_quota: i64,
        cpu_period: i64,
    }
}
lenient! {
    struct RestartPolicy {
        name: String,
        maximum_retry_count: i64,
    }
}
lenient! {
    struct Mount {
        #[serde(rename = "Type")] kind: String,
        name: String,
        source: String,
        destination: String,
        #[serde(rename = "RW")] writable: bool,
    }
}
lenient! {
    struct Config {
        hostname: String,
        user: String,
        tty: bool,
        env: Vec<String>,
        image: String,
        working_dir: String,
        entrypoint: Vec<String>,
        cmd: Vec<String>,
        labels: BTreeMap<String, String>,
    }
}
lenient! {
    struct NetworkSettings {
        ports: BTreeMap<String, Option<Vec<PortBinding>>>,
        networks: BTreeMap<String, Option<Endpoint>>,
    }
}
lenient! {
    struct PortBinding {
        host_ip: String,
        host_port: String,
    }
}
lenient! {
    struct Endpoint {
        #[serde(rename = "IPAddress")] ip_address: String,
        gateway: String,
        mac_address: String,
    }
}

impl Inspect {
    fn state(&self) -> ContainerState {
        let state = &self.state;
        // Podman has states of its own ("configured", "stopped"): read them by what they mean.
        state.status.parse().unwrap_or(if state.running {
            ContainerState::Running
        } else if engine_time(&state.started_at).is_none() {
            ContainerState::Created
        } else {
            ContainerState::Exited
        })
    }

    /// The facts that its status words are made of.
    pub(crate) fn facts(&self) -> Facts {
        let state = self.state();
        let health = match self.state.health.as_ref().map(|health| health.status.as_str()) {
            Some("healthy") => Some(Health::Healthy),
            Some("unhealthy") => Some(Health::Unhealthy),
            Some("starting") => Some(Health::Starting),
            _ => None,
        };
        Facts {
            state,
            health: health.filter(|_| state.is_live()),
            exit_code: self.state.exit_code,
            started_at: engine_time(&self.state.started_at),
            finished_at: engine_time(&self.state.finished_at),
        }
    }

    /// What lists show of it; `now` is the engine's clock.
    pub(crate) fn summary(&self, now: DateTime<Utc>) -> ContainerSummary {
        let facts = self.facts();
        let ended = matches!(
            facts.state,
            ContainerState::Exited | ContainerState::Dead | ContainerState::Restarting
        );
        let labels = masking::labels(self.config.labels.clone());
        let mut mounts: Vec<MountSummary> = self.mounts.iter().map(Mount::summary).collect();
        mounts.sort_by(|one, other| one.destination.cmp(&other.destination));
        ContainerSummary {
            id: self.id.clone(),
            name: self.name.trim_start_matches('/').to_owned(),
            image: self.config.image.clone(),
            image_id: self.image.clone(),
            command: self.command_line(),
            created_at: engine_time(&self.created).unwrap_or_default(),
            state: facts.state,
            status: status_words(&facts, now),
            exit_code: ended.then_some(facts.exit_code),
            health: facts.health,
            started_at: facts.started_at,
            finished_at: facts.finished_at,
            ports: self.network_settings.ports(),
            networks: self.network_settings.networks.keys().cloned().collect(),
            mounts,
            compose_project: labels.get("com.docker.compose.project").cloned(),
            compose_service: labels.get("com.docker.compose.service").cloned(),
            restart_count: Some(self.restart_count),
            labels,
        }
    }

    /// The command as the engine's own list writes it: arguments with spaces in quotes.
    fn command_line(&self) -> String {
        let mut words = vec![self.path.clone()];
        words.extend(self.args.iter().cloned());
        masking::mask_arguments(&mut words);
        let quoted = words.iter().enumerate().map(|(position, word)| {
            if position > 0 && word.contains(' ') { format!("'{word}'") } else { word.clone() }
        });
        quoted.collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// Everything about it. `raw` is the same answer as JSON; secrets are masked unless `reveal`.
    pub(crate) fn container(
        self,
        mut raw: serde_json::Value,
        reveal: bool,
        now: DateTime<Utc>,
    ) -> Container {
        let mut summary = self.summary(now);
        let mut entrypoint = self.config.entrypoint;
        let mut arguments = self.config.cmd;
        if !reveal {
            masking::mask_json(&mut raw);
            masking::mask_arguments(&mut entrypoint);
            masking::mask_arguments(&mut arguments);
        } else {
            summary.labels = self.config.labels;
        }
        let host = self.host_config;
        let cpu_limit = match (host.nano_cpus, host.cpu_quota) {
            (nano, _) if nano > 0 => Some(nano as f64 / 1e9),
            (_, quota) if quota > 0 => Some(
                quota as f64 / if host.cpu_period > 0 { host.cpu_period as f64 } else { 100_000.0 },
            ),
            _ => None,
        };
        let policy = host.restart_policy;
        let health_log = self.state.health.map(|health| health.log).unwrap_or_default();
        Container {
            environment: masking::environment(&self.config.env, reveal),
            entrypoint,
            arguments,
            working_dir: self.config.working_dir,
            user: self.config.user,
            hostname: self.config.hostname,
            restart_policy: RestartPolicyStatus {
                name: if policy.name.is_empty() { "no".to_owned() } else { policy.name },
                maximum_retry_count: policy.maximum_retry_count,
            },
            privileged: host.privileged,
            tty: self.config.tty,
            memory_limit_bytes: u64::try_from(host.memory).ok().filter(|limit| *limit > 0),
            cpu_limit,
            network_settings: self
                .network_settings
                .networks
                .into_iter()
                .map(|(name, endpoint)| (name, endpoint.unwrap_or_default()))
                .map(|(name, endpoint)| NetworkAttachment {
                    name,
                    ip_address: some_text(endpoint.ip_address),
                    gateway: some_text(endpoint.gateway),
                    mac_address: some_text(endpoint.mac_address),
                })
                .collect(),
            health_log: health_log
                .into_iter()
                .map(|run| HealthCheck {
                    at: engine_time(&run.end),
                    exit_code: run.exit_code,
                    output: if reveal { run.output } else { masking::mask_line(&run.output) },
                })
                .collect(),
            pid: Some(self.state.pid).filter(|pid| *pid > 0),
            error: some_text(self.state.error),
            image_digest: some_text(self.image),
            inspect: raw,
            summary,
        }
    }
}

impl Mount {
    fn summary(&self) -> MountSummary {
        MountSummary {
            kind: self.kind.clone(),
            name: some_text(self.name.clone()),
            source: self.source.clone(),
            destination: self.destination.clone(),
            read_only: !self.writable,
        }
    }
}

impl NetworkSettings {
    fn ports(&self) -> Vec<Port> {
        let mut ports = Vec::new();
        for (port, bindings) in &self.ports {
            let (number, protocol) = port.split_once('/').unwrap_or((port, "tcp"));
            let Ok(private_port) = number.parse() else { continue };
            let port = |ip, public_port| Port {
                ip,
                private_port,
                public_port,
                protocol: protocol.to_owned(),
            };
            match bindings.as_deref() {
                None | Some([]) => ports.push(port(None, None)),
                Some(bindings) => ports.extend(bindings.iter().map(|binding| {
                    port(some_text(binding.host_ip.clone()), binding.host_port.parse().ok())
                })),
            }
        }
        ports.sort_by(|one, other| {
            (one.private_port, &one.protocol, &one.ip, one.public_port).cmp(&(
                other.private_port,
                &other.protocol,
                &other.ip,
                other.public_port,
            ))
        });
        ports
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn inspect_of(raw: &serde_json::Value) -> Inspect {
        serde_json::from_value(raw.clone()).unwrap()
    }

    #[test]
    fn an_inspect_answer_with_nulls_is_read() {
        let raw = json!({
            "Id": "abc", "Created": "2026-01-02T03:04:05.6Z", "Path": "nginx", "Args": ["-g", "daemon off;", "--token=hunter2"],
            "State": {"Status": "running", "Running": true, "Pid": 7, "StartedAt": "2026-01-02T03:05:00Z", "FinishedAt": "0001-01-01T00:00:00Z",
                      "Health": {"Status": "healthy", "Log": [{"End": "2026-01-02T03:06:00Z", "ExitCode": 0, "Output": "token=hunter2\n"}]}},
            "Image": "sha256:1", "Name": "/web", "Mounts": null,
            "HostConfig": {"NanoCpus": 1_500_000_000, "Memory": 0, "RestartPolicy": {"Name": ""}},
            "Config": {"Env": ["DB_PASSWORD=hunter2", "A=b=c"], "Labels": {"app.token": "hunter2", "tier": "web"}, "Image": "nginx:1", "Cmd": null, "Entrypoint": null},
            "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}], "53/udp": null}, "Networks": {"front": null}}
        });
        let now = "2026-01-02T03:08:10Z".parse().unwrap();
        let inspect = inspect_of(&raw);
        let container = inspect.container(raw.clone(), false, now);
        assert_eq!(container.summary.name, "web");
        assert_eq!(container.summary.status, "Up 3 minutes (healthy)");
        assert_eq!(container.summary.command, "nginx -g 'daemon off;' --token=********");
        assert_eq!((container.summary.exit_code, container.summary.finished_at), (None, None));
        assert_eq!(container.cpu_limit, Some(1.5));
        assert_eq!(container.restart_policy.name, "no");
        let ports: Vec<_> = container
            .summary
            .ports
            .iter()
            .map(|port| (port.private_port, port.public_port))
            .collect();
        assert_eq!(ports, [(53, None), (80, Some(8080))]);
        assert_eq!(container.environment[0].value, None);
        assert_eq!(container.environment[1].value.as_deref(), Some("b=c"));
        assert_eq!(container.summary.labels["tier"], "web");
        assert_eq!(container.health_log[0].output, "token=********\n");
        assert!(!serde_json::to_string(&container).unwrap().contains("hunter2"));
        assert!(
            !serde_json::to_string(&inspect_of(&raw).summary(now)).unwrap().contains("hunter2")
        );

        let inspect = inspect_of(&raw);
        let revealed = inspect.container(raw, true, now);
        assert_eq!(revealed.environment[0].value.as_deref(), Some("hunter2"));
        assert_eq!(revealed.summary.labels["app.token"], "hunter2");
        assert_eq!(revealed.health_log[0].output, "token=hunter2\n");
    }
}
