//! What an engine keeps on disk.

use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::{Engine, SLOW};
use crate::error::{Result, Subject};
use crate::lenient::lenient;
use crate::transport::RawRequest;

/// What an engine keeps on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiskUsage {
    /// All image layers together, each counted once.
    pub layers_bytes: u64,
    /// Images.
    pub images: UsageShare,
    /// What containers wrote beside their images and volumes.
    pub containers: UsageShare,
    /// Volumes.
    pub volumes: UsageShare,
    /// What builds keep.
    pub build_cache: UsageShare,
}

/// One share of the disk usage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct UsageShare {
    /// How many there are.
    pub count: u64,
    /// How much they take.
    pub size_bytes: u64,
    /// How much of it pruning would free.
    pub reclaimable_bytes: u64,
}

// Engines before API 1.52 list everything; later ones also add up, and may leave the lists out.
lenient! {
    struct RawDiskUsage {
        layers_size: i64,
        images: Vec<RawImage>,
        containers: Vec<RawContainer>,
        volumes: Vec<RawVolume>,
        build_cache: Vec<RawCache>,
        image_usage: Option<RawSum>,
        container_usage: Option<RawSum>,
        volume_usage: Option<RawSum>,
        build_cache_usage: Option<RawSum>,
    }
}
lenient! {
    struct RawImage {
        size: i64,
        shared_size: i64,
        containers: i64,
    }
}
lenient! {
    struct RawContainer {
        size_rw: i64,
        state: String,
    }
}
lenient! {
    struct RawVolume {
        usage_data: RawVolumeUsage,
    }
}
lenient! {
    struct RawVolumeUsage {
        size: i64,
        ref_count: i64,
    }
}
lenient! {
    struct RawCache {
        size: i64,
        in_use: bool,
        shared: bool,
    }
}
lenient! {
    struct RawSum {
        total_count: i64,
        total_size: i64,
        reclaimable: i64,
    }
}

impl Engine {
    /// What the engine keeps on disk. It measures for this, which may take a while.
    ///
    /// # Errors
    /// That the engine cannot be reached, failed, or did not finish within two minutes.
    pub async fn disk_usage(&self) -> Result<DiskUsage> {
        let raw: RawDiskUsage =
            self.read(RawRequest::get("/system/df".to_owned(), &[], Subject::ENGINE), SLOW).await?;
        Ok(raw.into_usage())
    }
}

/// The engine says -1 for what it did not measure.
fn bytes(size: i64) -> u64 {
    u64::try_from(size).unwrap_or_default()
}

impl RawSum {
    fn share(&self) -> UsageShare {
        UsageShare {
            count: bytes(self.total_count),
            size_bytes: bytes(self.total_size),
            reclaimable_bytes: bytes(self.reclaimable),
        }
    }
}

fn add_up<T>(
    items: &[T],
    size: impl Fn(&T) -> u64,
    reclaimable: impl Fn(&T) -> bool,
) -> UsageShare {
    UsageShare {
        count: items.len() as u64,
        size_bytes: items.iter().map(&size).sum(),
        reclaimable_bytes: items.iter().filter(|item| reclaimable(item)).map(&size).sum(),
    }
}

impl RawDiskUsage {
    fn into_usage(self) -> DiskUsage {
        let layers_bytes = match &self.image_usage {
            Some(sum) if self.layers_size <= 0 => bytes(sum.total_size),
            _ => bytes(self.layers_size),
        };
        // Layers that some used image needs stay.
        let needed: u64 = self
            .images
            .iter()
            .filter(|image| image.containers > 0)
            .map(|image| bytes(image.size).saturating_sub(bytes(image.shared_size)))
            .sum();
        let images = UsageShare {
            count: self.images.len() as u64,
            size_bytes: layers_bytes,
            reclaimable_bytes: layers_bytes.saturating_sub(needed),
        };
        let containers = add_up(
            &self.containers,
            |container| bytes(container.size_rw),
            |container| !matches!(container.state.as_str(), "running" | "paused" | "restarting"),
        );
        let volumes = add_up(
            &self.volumes,
            |volume| bytes(volume.usage_data.size),
            |volume| volume.usage_data.ref_count == 0,
        );
        let build_cache = add_up(
            &self.build_cache,
            |cache| if cache.shared { 0 } else { bytes(cache.size) },
            |cache| !cache.in_use,
        );
        let share = |sum: &Option<RawSum>, listed| sum.as_ref().map_or(listed, RawSum::share);
        DiskUsage {
            layers_bytes,
            images: share(&self.image_usage, images),
            containers: share(&self.container_usage, containers),
            volumes: share(&self.volume_usage, volumes),
            build_cache: share(&self.build_cache_usage, build_cache),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn old_and_new_answers_are_read() {
        let old: RawDiskUsage = serde_json::from_value(json!({
            "LayersSize": 100,
            "Images": [{"Size": 80, "SharedSize": 20, "Containers": 1}, {"Size": 40, "SharedSize": 20, "Containers": 0}],
            "Containers": [{"SizeRw": 5, "State": "running"}, {"SizeRw": 7, "State": "exited"}, {"State": "exited"}],
            "Volumes": [{"UsageData": {"Size": 9, "RefCount": 0}}, {"UsageData": null}],
            "BuildCache": null
        }))
        .unwrap();
        let usage = old.into_usage();
        assert_eq!(usage.images, UsageShare { count: 2, size_bytes: 100, reclaimable_bytes: 40 });
        assert_eq!(usage.containers, UsageShare { count: 3, size_bytes: 12, reclaimable_bytes: 7 });
        assert_eq!(
            (usage.volumes.count, usage.volumes.size_bytes, usage.volumes.reclaimable_bytes),
            (2, 9, 9)
        );

        let new: RawDiskUsage = serde_json::from_value(json!({
            "ImageUsage": {"TotalCount": 3, "TotalSize": 50, "Reclaimable": 10, "ActiveCount": 1},
            "ContainerUsage": {"TotalCount": 1, "TotalSize": 2, "Reclaimable": 0}
        }))
        .unwrap();
        let usage = new.into_usage();
        assert_eq!(
            (usage.layers_bytes, usage.images.reclaimable_bytes, usage.containers.count),
            (50, 10, 1)
        );
    }
}
