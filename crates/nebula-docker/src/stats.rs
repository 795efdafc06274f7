//! How much a container uses, computed from the engine's counters the way its command line tool does it
//! ([formulas](https://github.com/docker/cli/blob/v27.0.0/cli/command/container/stats_helpers.go)).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::stream::{self, Stream, StreamExt};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::engine::{Engine, QUICK};
use crate::error::{Result, Subject};
use crate::json_lines::JsonLines;
use crate::lenient::null_is_default;
use crate::logs::LogEnd;
use crate::names::ContainerRef;
use crate::transport::{RawRequest, body_stream};

/// What a container uses at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ContainerStats {
    /// When it was measured, on the engine's clock.
    pub at: DateTime<Utc>,
    /// Processor time, 100 for each core that is fully used: at most `online_cpus` times 100.
    pub cpu_percent: f64,
    /// How many processors the container can use.
    pub online_cpus: u32,
    /// Memory in use, without the file cache that can be dropped at once.
    pub memory_bytes: u64,
    /// The most memory it may use; the host's memory when it has no limit.
    pub memory_limit_bytes: u64,
    /// Memory in use, of the limit.
    pub memory_percent: f64,
    /// Received over all its networks since it started.
    pub network_rx_bytes: u64,
    /// Sent over all its networks since it started.
    pub network_tx_bytes: u64,
    /// Received, since the measurement before.
    pub network_rx_bytes_per_s: f64,
    /// Sent, since the measurement before.
    pub network_tx_bytes_per_s: f64,
    /// Read from block devices since it started.
    pub block_read_bytes: u64,
    /// Written to block devices since it started.
    pub block_write_bytes: u64,
    /// Read, since the measurement before.
    pub block_read_bytes_per_s: f64,
    /// Written, since the measurement before.
    pub block_write_bytes_per_s: f64,
    /// How many processes and threads it has.
    pub pids: u64,
}

/// What the statistics of one container tell.
#[derive(Debug, Clone, PartialEq)]
pub enum StatsEvent {
    /// A measurement, about one a second.
    Stats(ContainerStats),
    /// There will be no more, and why.
    Ended(LogEnd),
}

macro_rules! counters {
    (struct $name:ident { $($(#[$meta:meta])* $field:ident: $kind:ty,)* }) => {
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        pub(crate) struct $name {
            $($(#[$meta])* #[serde(deserialize_with = "null_is_default")] $field: $kind,)*
        }
    };
}

counters! {
    struct Sample {
        read: DateTime<Utc>,
        cpu_stats: CpuCounters,
        precpu_stats: CpuCounters,
        memory_stats: MemoryCounters,
        networks: BTreeMap<String, NetworkCounters>,
        blkio_stats: BlockCounters,
        pids_stats: PidsCounters,
    }
}
counters! {
    struct CpuCounters {
        cpu_usage: CpuUsage,
        system_cpu_usage: u64,
        online_cpus: u32,
    }
}
counters! {
    struct CpuUsage {
        total_usage: u64,
        percpu_usage: Vec<u64>,
    }
}
counters! {
    struct MemoryCounters {
        usage: u64,
        limit: u64,
        stats: BTreeMap<String, u64>,
    }
}
counters! {
    struct NetworkCounters {
        rx_bytes: u64,
        tx_bytes: u64,
    }
}
counters! {
    struct BlockCounters {
        io_service_bytes_recursive: Vec<BlockCounter>,
    }
}
counters! {
    struct BlockCounter {
        op: String,
        value: u64,
    }
}
counters! {
    struct PidsCounters {
        current: u64,
    }
}

impl Sample {
    /// The measurement, with rates since the one before. `None` for what the engine sends for a stopped container.
    pub(crate) fn measure(&self, before: Option<&ContainerStats>) -> Option<ContainerStats> {
        if self.read.timestamp() <= 0 {
            return None;
        }
        let cpu = &self.cpu_stats;
        let online_cpus = match cpu.online_cpus {
            0 => u32::try_from(cpu.cpu_usage.percpu_usage.len()).unwrap_or_default().max(1),
            online => online,
        };
        let used =
            cpu.cpu_usage.total_usage.saturating_sub(self.precpu_stats.cpu_usage.total_usage);
        let passed = cpu.system_cpu_usage.saturating_sub(self.precpu_stats.system_cpu_usage);
        // The first sample has no one before it; the engine leaves that one zero.
        let cpu_percent = if passed > 0 && self.precpu_stats.system_cpu_usage > 0 {
            used as f64 / passed as f64 * f64::from(online_cpus) * 100.0
        } else {
            0.0
        };
        let memory = &self.memory_stats;
        // cgroup v1 names it total_inactive_file, v2 inactive_file.
        let cache = ["total_inactive_file", "inactive_file"]
            .iter()
            .find_map(|name| memory.stats.get(*name));
        let memory_bytes = match cache {
            Some(cache) if *cache < memory.usage => memory.usage - cache,
            _ => memory.usage,
        };
        let (network_rx_bytes, network_tx_bytes) =
            self.networks.values().fold((0u64, 0u64), |(rx, tx), network| {
                (rx.saturating_add(network.rx_bytes), tx.saturating_add(network.tx_bytes))
            });
        let block = |op: &str| {
            let counters = self.blkio_stats.io_service_bytes_recursive.iter();
            counters
                .filter(|counter| counter.op.eq_ignore_ascii_case(op))
                .map(|counter| counter.value)
                .sum::<u64>()
        };
        let (block_read_bytes, block_write_bytes) = (block("read"), block("write"));
        let seconds = before
            .map(|before| (self.read - before.at).as_seconds_f64())
            .filter(|seconds| *seconds > 0.0);
        let rate = |now: u64, then: fn(&ContainerStats) -> u64| match (before, seconds) {
            (Some(before), Some(seconds)) => now.saturating_sub(then(before)) as f64 / seconds,
            _ => 0.0,
        };
        Some(ContainerStats {
            at: self.read,
            cpu_percent,
            online_cpus,
            memory_bytes,
            memory_limit_bytes: memory.limit,
            memory_percent: if memory.limit > 0 {
                memory_bytes as f64 / memory.limit as f64 * 100.0
            } else {
                0.0
            },
            network_rx_bytes,
            network_tx_bytes,
            network_rx_bytes_per_s: rate(network_rx_bytes, |before| before.network_rx_bytes),
            network_tx_bytes_per_s: rate(network_tx_bytes, |before| before.network_tx_bytes),
            block_read_bytes,
            block_write_bytes,
            block_read_bytes_per_s: rate(block_read_bytes, |before| before.block_read_bytes),
            block_write_bytes_per_s: rate(block_write_bytes, |before| before.block_write_bytes),
            pids: self.pids_stats.current,
        })
    }
}

impl Engine {
    /// A container's use, about once a second, until it stops. The engine needs a second or two for the first.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], or that the engine cannot be reached; later troubles are told by the stream.
    pub async fn stats(
        self: &Arc<Self>,
        container: &ContainerRef,
    ) -> Result<impl Stream<Item = StatsEvent> + Send + Unpin + use<>> {
        let samples = self.samples(container.as_str()).await?;
        let state = (self.clone(), container.clone(), Some((samples, None)));
        Ok(Box::pin(stream::unfold(state, |(engine, container, reading)| async move {
            let (mut samples, mut before): (Samples, Option<ContainerStats>) = reading?;
            while let Some(Ok(sample)) = samples.next().await {
                let Some(stats) = sample.measure(before.as_ref()) else { break };
                // The first has no rates and no processor use: it only starts the count.
                if before.replace(stats.clone()).is_some() {
                    return Some((
                        StatsEvent::Stats(stats),
                        (engine, container, Some((samples, before))),
                    ));
                }
            }
            let end = engine.why_ended(&container).await;
            Some((StatsEvent::Ended(end), (engine, container, None)))
        })))
    }

    pub(crate) async fn samples(&self, id: &str) -> Result<Samples> {
        let query = [("stream", "true")];
        let request =
            RawRequest::get(format!("/containers/{id}/stats"), &query, Subject::container(id));
        let response = self.transport.send(request, QUICK).await?;
        Ok(JsonLines::new(body_stream(response)).boxed())
    }
}

/// The engine's measurements of one container.
pub(crate) type Samples = stream::BoxStream<'static, Result<Sample>>;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sample(second: i64, cpu: u64, system: u64, rx: u64) -> Sample {
        serde_json::from_value(json!({
            "read": DateTime::from_timestamp(1_700_000_000 + second, 0).unwrap(),
            "cpu_stats": {"cpu_usage": {"total_usage": cpu}, "system_cpu_usage": system, "online_cpus": 4},
            "precpu_stats": {"cpu_usage": {"total_usage": 1_000_000_000_u64}, "system_cpu_usage": 10_000_000_000_u64, "online_cpus": 4},
            "memory_stats": {"usage": 300, "limit": 1000, "stats": {"inactive_file": 100}},
            "networks": {"eth0": {"rx_bytes": rx, "tx_bytes": 1}, "eth1": {"rx_bytes": 0, "tx_bytes": 2}},
            "blkio_stats": {"io_service_bytes_recursive": [{"op": "Read", "value": 5}, {"op": "read", "value": 6}, {"op": "Write", "value": 7}]},
            "pids_stats": {"current": 3}
        }))
        .unwrap()
    }

    #[test]
    fn use_is_computed_as_the_command_line_tool_does() {
        let first = sample(0, 2_000_000_000, 14_000_000_000, 1000).measure(None).unwrap();
        assert!(
            (first.cpu_percent - 100.0).abs() < 1e-9,
            "one of four cores busy, of four core-seconds passed"
        );
        assert_eq!((first.memory_bytes, first.memory_percent), (200, 20.0));
        assert_eq!(
            (first.network_tx_bytes, first.block_read_bytes, first.block_write_bytes, first.pids),
            (3, 11, 7, 3)
        );
        assert_eq!(first.network_rx_bytes_per_s, 0.0);
        let second = sample(2, 2_000_000_000, 14_000_000_000, 5000).measure(Some(&first)).unwrap();
        assert_eq!(second.network_rx_bytes_per_s, 2000.0);
        // A counter that starts again is no negative rate.
        let third = sample(4, 2_000_000_000, 14_000_000_000, 10).measure(Some(&second)).unwrap();
        assert_eq!(third.network_rx_bytes_per_s, 0.0);
    }

    #[test]
    fn what_is_sent_for_a_stopped_container_is_no_measurement() {
        let stopped: Sample = serde_json::from_value(json!({
            "read": "0001-01-01T00:00:00Z", "networks": null, "blkio_stats": {"io_service_bytes_recursive": null}, "memory_stats": {}
        }))
        .unwrap();
        assert!(stopped.measure(None).is_none());
    }
}
