//! Volumes of an engine.

use std::collections::{BTreeMap, HashMap};

use bollard::query_parameters as query;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::container::PruneReport;
use crate::engine::{Engine, QUICK, SLOW};
use crate::error::{Error, Result, Subject};
use crate::lenient::{engine_time, lenient};
use crate::names::VolumeName;
use crate::transport::RawRequest;

/// The label of volumes that were made without a name.
const ANONYMOUS_LABEL: &str = "com.docker.volume.anonymous";

/// A volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Volume {
    /// Its name.
    pub name: String,
    /// Who keeps it; `local` is the engine's own disk.
    pub driver: String,
    /// Where it is on the engine's host.
    pub mountpoint: String,
    /// When it was made.
    pub created_at: Option<DateTime<Utc>>,
    /// Its labels; values that look like secrets are masked.
    pub labels: BTreeMap<String, String>,
    /// `local` or `global`.
    pub scope: String,
    /// How much is in it; null where the engine did not measure (see the disk usage).
    pub size_bytes: Option<u64>,
    /// Names of the containers that mount it.
    pub containers: Vec<String>,
}

/// A volume to make.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateVolume {
    /// Its name.
    pub name: VolumeName,
    /// Who is to keep it; `local` where none is given.
    #[serde(default)]
    pub driver: Option<String>,
    /// Its labels.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

lenient! {
    struct RawVolume {
        name: String,
        driver: String,
        mountpoint: String,
        created_at: String,
        labels: BTreeMap<String, String>,
        scope: String,
        usage_data: Option<RawUsage>,
    }
}

lenient! {
    struct RawUsage {
        size: i64,
    }
}

lenient! {
    struct RawVolumes {
        volumes: Vec<RawVolume>,
    }
}

impl Engine {
    /// The engine's volumes, by name.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn volumes(&self) -> Result<Vec<Volume>> {
        let raw: RawVolumes =
            self.read(RawRequest::get("/volumes".to_owned(), &[], Subject::ENGINE), QUICK).await?;
        let mut volumes: Vec<_> =
            raw.volumes.into_iter().map(|volume| self.volume_of(volume)).collect();
        volumes.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(volumes)
    }

    /// One volume.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn volume(&self, name: &VolumeName) -> Result<Volume> {
        let request =
            RawRequest::get(format!("/volumes/{name}"), &[], Subject::volume(name.as_str()));
        Ok(self.volume_of(self.read(request, QUICK).await?))
    }

    /// Makes a volume.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is one of this name already; [`Error::Invalid`] when the engine has no such
    /// driver.
    pub async fn create_volume(&self, request: &CreateVolume) -> Result<Volume> {
        // The engine answers with the existing one, whatever was asked for.
        match self.volume(&request.name).await {
            Ok(_) => {
                return Err(Error::Conflict(format!("there is a volume {} already", request.name)));
            }
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
        let body = bollard::models::VolumeCreateRequest {
            name: Some(request.name.to_string()),
            driver: Some(request.driver.clone().unwrap_or_else(|| "local".to_owned())),
            labels: Some(request.labels.clone().into_iter().collect()),
            ..Default::default()
        };
        self.call(Subject::volume(request.name.as_str()), SLOW, self.docker.create_volume(body))
            .await
            .map_err(no_driver)?;
        self.volume(&request.name).await
    }

    /// Removes a volume and what is in it. `force` also removes one whose driver is gone; never one in use.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when a container uses it.
    pub async fn remove_volume(&self, name: &VolumeName, force: bool) -> Result<()> {
        // With `force` the engine calls the removal of nothing a success.
        self.volume(name).await?;
        let options = query::RemoveVolumeOptionsBuilder::default().force(force).build();
        self.call(
            Subject::volume(name.as_str()),
            SLOW,
            self.docker.remove_volume(name.as_str(), Some(options)),
        )
        .await
    }

    /// Removes volumes that no container uses: those without a name of their own, with `all` every one.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn prune_volumes(&self, all: bool) -> Result<PruneReport> {
        // Engines before API 1.42 always prune all, later ones only with a filter they did not know before. Naming the
        // volumes to remove is the same on every engine.
        let filter = r#"{"dangling":["true"]}"#;
        let query = [("filters", filter)];
        let unused: RawVolumes = self
            .read(RawRequest::get("/volumes".to_owned(), &query, Subject::ENGINE), QUICK)
            .await?;
        let sizes = self.volume_sizes().await.unwrap_or_default();
        let mut report = PruneReport { deleted: Vec::new(), reclaimed_bytes: 0 };
        for volume in unused.volumes.into_iter().filter(|volume| all || volume.is_anonymous()) {
            let removed =
                self.docker.remove_volume(&volume.name, None::<query::RemoveVolumeOptions>);
            match self.call(Subject::volume(&volume.name), SLOW, removed).await {
                Ok(()) => {
                    report.reclaimed_bytes += sizes.get(&volume.name).copied().unwrap_or_default();
                    report.deleted.push(volume.name);
                }
                // Removed by someone else or in use since the list was made.
                Err(Error::NotFound { .. } | Error::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(report)
    }

    fn volume_of(&self, raw: RawVolume) -> Volume {
        let list = self.index.list();
        let mounts = |container: &&std::sync::Arc<crate::ContainerSummary>| {
            container
                .mounts
                .iter()
                .any(|mount| mount.kind == "volume" && mount.name.as_deref() == Some(&raw.name))
        };
        let containers =
            list.entries().iter().filter(mounts).map(|container| container.name.clone()).collect();
        Volume {
            containers,
            driver: raw.driver,
            mountpoint: raw.mountpoint,
            created_at: engine_time(&raw.created_at),
            labels: crate::masking::labels(raw.labels),
            scope: raw.scope,
            size_bytes: raw.usage_data.and_then(|usage| u64::try_from(usage.size).ok()),
            name: raw.name,
        }
    }

    /// Sizes of all volumes, which the engine measures on disk.
    async fn volume_sizes(&self) -> Result<HashMap<String, u64>> {
        let query = [("type", "volume")];
        let usage: RawVolumes = self
            .read(RawRequest::get("/system/df".to_owned(), &query, Subject::ENGINE), SLOW)
            .await?;
        let size =
            |volume: RawVolume| Some((volume.name, u64::try_from(volume.usage_data?.size).ok()?));
        Ok(usage.volumes.into_iter().filter_map(size).collect())
    }
}

impl RawVolume {
    fn is_anonymous(&self) -> bool {
        let generated =
            self.name.len() == 64 && self.name.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.labels.contains_key(ANONYMOUS_LABEL) || generated
    }
}

fn no_driver(error: Error) -> Error {
    let missing = matches!(&error, Error::NotFound { .. })
        || matches!(&error, Error::Engine(message) if message.contains("plugin"));
    if missing {
        Error::Invalid("driver: the engine has no such volume driver".to_owned())
    } else {
        error
    }
}
