//! Live figures of the machine the dashboard runs on.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use nebula_runtime::CancellationToken;
use serde::Serialize;
use sysinfo::{
    Components, CpuRefreshKind, Disks, MemoryRefreshKind, Networks, RefreshKind, System,
};
use tokio::time::Instant;
use utoipa::ToSchema;

use crate::{app::App, live::Topic};

/// How often figures are taken while somebody looks.
const WATCHED: Duration = Duration::from_secs(2);
/// How often they are taken for the history otherwise.
const UNWATCHED: Duration = Duration::from_secs(10);
/// The history has one point in this time.
const HISTORY_INTERVAL: Duration = Duration::from_secs(10);
/// Points of history: 15 minutes.
const HISTORY: usize = 90;

/// The machine now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostStats {
    /// When the figures were taken.
    pub at: DateTime<Utc>,
    /// The machine's name.
    pub hostname: String,
    /// The operating system.
    pub os: String,
    /// The kernel's version.
    pub kernel: String,
    /// Seconds since it was started.
    pub uptime_s: u64,
    /// Load averages over 1, 5 and 15 minutes.
    pub load: [f64; 3],
    /// Processors.
    pub cpu: HostCpu,
    /// Memory.
    pub memory: HostMemory,
    /// File systems.
    pub disks: Vec<HostDisk>,
    /// Network interfaces.
    pub networks: Vec<HostNetwork>,
    /// Sensors.
    pub temperatures: Vec<HostTemperature>,
}

/// Processors.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostCpu {
    /// The product's name.
    pub model: String,
    /// Use of all of them together, 0 to 100.
    pub percent: f32,
    /// Use of each, 0 to 100.
    pub cores: Vec<f32>,
}

/// Memory.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostMemory {
    /// All of it.
    pub total_bytes: u64,
    /// In use by processes.
    pub used_bytes: u64,
    /// What a new process could get without swapping.
    pub available_bytes: u64,
    /// Swap.
    pub swap_total_bytes: u64,
    /// Swap in use.
    pub swap_used_bytes: u64,
}

/// A file system.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostDisk {
    /// Where it is mounted.
    pub mount: String,
    /// The device.
    pub device: String,
    /// Its kind, e.g. `ext4`.
    pub file_system: String,
    /// Its size.
    pub total_bytes: u64,
    /// In use.
    pub used_bytes: u64,
}

/// A network interface.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostNetwork {
    /// Its name.
    pub interface: String,
    /// Received since the machine started.
    pub received_bytes: u64,
    /// Sent since the machine started.
    pub transmitted_bytes: u64,
    /// Received each second.
    pub received_bytes_per_s: u64,
    /// Sent each second.
    pub transmitted_bytes_per_s: u64,
}

/// A sensor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostTemperature {
    /// What it measures.
    pub label: String,
    /// What it shows.
    pub celsius: f32,
    /// From where it is dangerous.
    pub critical_celsius: Option<f32>,
}

/// One point of the history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostPoint {
    /// When.
    pub at: DateTime<Utc>,
    /// Use of all processors, 0 to 100.
    pub cpu_percent: f32,
    /// Memory in use.
    pub memory_used_bytes: u64,
    /// All memory.
    pub memory_total_bytes: u64,
    /// Received each second over all interfaces but loopback.
    pub received_bytes_per_s: u64,
    /// Sent each second over all interfaces but loopback.
    pub transmitted_bytes_per_s: u64,
}

/// The last quarter of an hour.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HostHistory {
    /// Seconds between two points.
    pub interval_s: u64,
    /// The points, the oldest first.
    pub items: Vec<HostPoint>,
}

#[derive(Default)]
struct Known {
    latest: Option<Arc<HostStats>>,
    history: VecDeque<HostPoint>,
}

/// What is known of the machine.
#[derive(Default)]
pub struct Host(Mutex<Known>);

impl Host {
    /// The latest figures; none in the first moments of the process.
    pub fn latest(&self) -> Option<Arc<HostStats>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).latest.clone()
    }

    /// The last quarter of an hour.
    pub fn history(&self) -> HostHistory {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        HostHistory {
            interval_s: HISTORY_INTERVAL.as_secs(),
            items: known.history.iter().cloned().collect(),
        }
    }

    fn remember(&self, stats: Arc<HostStats>, into_history: bool) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if into_history {
            if known.history.len() == HISTORY {
                known.history.pop_front();
            }
            known.history.push_back(point(&stats));
        }
        known.latest = Some(stats);
    }
}

fn point(stats: &HostStats) -> HostPoint {
    let outside = || stats.networks.iter().filter(|network| network.interface != "lo");
    HostPoint {
        at: stats.at,
        cpu_percent: stats.cpu.percent,
        memory_used_bytes: stats.memory.used_bytes,
        memory_total_bytes: stats.memory.total_bytes,
        received_bytes_per_s: outside().map(|network| network.received_bytes_per_s).sum(),
        transmitted_bytes_per_s: outside().map(|network| network.transmitted_bytes_per_s).sum(),
    }
}

struct Sampler {
    system: System,
    networks: Networks,
    disks: Disks,
    components: Components,
    taken: Instant,
}

impl Sampler {
    fn new() -> Result<Self, sysinfo::Error> {
        let what = RefreshKind::nothing()
            .with_cpu(CpuRefreshKind::nothing().with_usage())
            .with_memory(MemoryRefreshKind::everything());
        Ok(Self {
            system: System::new_with_specifics(what)?,
            networks: Networks::new_with_refreshed_list()?,
            disks: Disks::new_with_refreshed_list()?,
            components: Components::new_with_refreshed_list()?,
            taken: Instant::now(),
        })
    }

    fn take(&mut self) -> HostStats {
        self.system.refresh_cpu_usage();
        self.system.refresh_memory();
        self.networks.refresh(true);
        self.disks.refresh(true);
        self.components.refresh(true);
        let elapsed = self.taken.elapsed().as_secs_f64().max(0.001);
        self.taken = Instant::now();
        let load =
            System::load_average().map_or([0.0; 3], |load| [load.one, load.five, load.fifteen]);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a rate for people, far from the limits of the types"
        )]
        let rate = |bytes: u64| (bytes as f64 / elapsed) as u64;
        let mut networks: Vec<HostNetwork> = self
            .networks
            .iter()
            .map(|(interface, data)| HostNetwork {
                interface: interface.to_string_lossy().into_owned(),
                received_bytes: data.total_received(),
                transmitted_bytes: data.total_transmitted(),
                received_bytes_per_s: rate(data.received()),
                transmitted_bytes_per_s: rate(data.transmitted()),
            })
            .collect();
        networks.sort_by(|a, b| a.interface.cmp(&b.interface));
        let mut disks: Vec<HostDisk> = self
            .disks
            .iter()
            .filter(|disk| disk.total_space() > 0)
            .map(|disk| HostDisk {
                mount: disk.mount_point().to_string_lossy().into_owned(),
                device: disk.name().to_string_lossy().into_owned(),
                file_system: disk.file_system().to_string_lossy().into_owned(),
                total_bytes: disk.total_space(),
                used_bytes: disk.total_space().saturating_sub(disk.available_space()),
            })
            // Container layers repeat the disk they lie on.
            .filter(|disk| disk.file_system != "overlay")
            .collect();
        // A device that is mounted several times is shown once, where it is mounted nearest to `/`.
        disks.sort_by(|a, b| {
            let nearest = (a.mount.len(), &a.mount).cmp(&(b.mount.len(), &b.mount));
            a.device.cmp(&b.device).then(nearest)
        });
        disks.dedup_by(|a, b| a.device == b.device);
        disks.sort_by(|a, b| a.mount.cmp(&b.mount));
        HostStats {
            at: Utc::now(),
            hostname: System::host_name().unwrap_or_default(),
            os: System::long_os_version().unwrap_or_default(),
            kernel: System::kernel_version().unwrap_or_default(),
            uptime_s: System::uptime().unwrap_or_default(),
            load,
            cpu: HostCpu {
                model: self
                    .system
                    .cpus()
                    .first()
                    .map(|cpu| cpu.brand().trim().to_owned())
                    .unwrap_or_default(),
                percent: self.system.global_cpu_usage(),
                cores: self.system.cpus().iter().map(sysinfo::Cpu::usage).collect(),
            },
            memory: HostMemory {
                total_bytes: self.system.total_memory(),
                used_bytes: self.system.used_memory(),
                available_bytes: self.system.available_memory(),
                swap_total_bytes: self.system.total_swap(),
                swap_used_bytes: self.system.used_swap(),
            },
            disks,
            networks,
            temperatures: self
                .components
                .iter()
                .filter_map(|component| {
                    Some(HostTemperature {
                        label: component.label().to_owned(),
                        celsius: component.temperature()?,
                        critical_celsius: component.critical(),
                    })
                })
                .collect(),
        }
    }
}

/// Takes figures until `stop`: often while somebody looks, seldom otherwise.
pub async fn sample(app: Arc<App>, stop: CancellationToken) {
    let mut sampler = match Sampler::new() {
        Ok(sampler) => sampler,
        Err(error) => {
            tracing::warn!(%error, "this system does not tell its figures");
            return stop.cancelled().await;
        }
    };
    // Use is measured between two samples, so the first one needs a moment.
    let mut wait = Duration::from_millis(250);
    let mut last_point: Option<Instant> = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
            () = app.live.wait_for_demand(Topic::Host, true), if wait == UNWATCHED => {}
        }
        // Reading /proc and statvfs can block on a dead network mount.
        let taken = tokio::task::spawn_blocking(move || {
            let stats = sampler.take();
            (sampler, stats)
        });
        let Ok((back, stats)) = taken.await else { return };
        sampler = back;
        let stats = Arc::new(stats);
        let due = last_point.is_none_or(|at| at.elapsed() + WATCHED / 2 >= HISTORY_INTERVAL);
        if due {
            last_point = Some(Instant::now());
        }
        app.host.remember(stats.clone(), due);
        app.live.publish_figures(Topic::Host, "host_stats", &*stats);
        wait = if app.live.demand(Topic::Host) > 0 { WATCHED } else { UNWATCHED };
    }
}
