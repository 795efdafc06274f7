//! Images of an engine.

use std::collections::{BTreeMap, HashMap};

use bollard::query_parameters as query;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::container::{EnvironmentVariable, PruneReport};
use crate::engine::{Engine, QUICK, SLOW, parse};
use crate::error::{Error, Result, Subject};
use crate::lenient::{engine_time, lenient, some_text};
use crate::masking;
use crate::names::ImageRef;
use crate::transport::RawRequest;

/// An image in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Image {
    /// Its id (`sha256:...`).
    pub id: String,
    /// How it is called (`name:tag`).
    pub tags: Vec<String>,
    /// How registries call it (`name@sha256:...`).
    pub digests: Vec<String>,
    /// When it was built.
    pub created_at: DateTime<Utc>,
    /// Its size on disk, layers that it shares with others included.
    pub size_bytes: u64,
    /// How many containers were made from it.
    pub containers: u64,
    /// Its labels; values that look like secrets are masked.
    pub labels: BTreeMap<String, String>,
    /// Whether it has no name any more.
    pub dangling: bool,
}

/// Everything about one image.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ImageDetail {
    /// What lists show.
    #[serde(flatten)]
    pub summary: Image,
    /// The processor architecture it is for.
    pub architecture: String,
    /// The operating system it is for.
    pub os: String,
    /// Who built it.
    pub author: Option<String>,
    /// Digests of its layers, lowest first.
    pub layers: Vec<String>,
    /// How it was built, newest step first.
    pub history: Vec<ImageHistory>,
    /// Its environment; values that look like secrets are masked.
    pub environment: Vec<EnvironmentVariable>,
    /// What it runs, as argument vector.
    pub command: Vec<String>,
    /// The program that gets the command as arguments.
    pub entrypoint: Vec<String>,
    /// Ports it says it listens on (`80/tcp`).
    pub exposed_ports: Vec<String>,
    /// The engine's own JSON, secrets masked.
    #[schema(value_type = Object)]
    pub inspect: serde_json::Value,
}

/// One step of building an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImageHistory {
    /// When it was done.
    pub created_at: DateTime<Utc>,
    /// What was done; what looks like a secret is masked.
    pub created_by: String,
    /// What it added to the image.
    pub size_bytes: u64,
    /// Whether it only changed settings.
    pub empty: bool,
}

lenient! {
    struct ListedImage {
        id: String,
        repo_tags: Vec<String>,
        repo_digests: Vec<String>,
        created: i64,
        size: i64,
        labels: BTreeMap<String, String>,
    }
}

lenient! {
    struct InspectedImage {
        id: String,
        repo_tags: Vec<String>,
        repo_digests: Vec<String>,
        created: String,
        size: i64,
        architecture: String,
        os: String,
        author: String,
        #[serde(rename = "RootFS")]
        root_fs: RootFs,
        config: ImageConfig,
    }
}

lenient! {
    struct RootFs {
        layers: Vec<String>,
    }
}

lenient! {
    struct ImageConfig {
        env: Vec<String>,
        cmd: Vec<String>,
        entrypoint: Vec<String>,
        exposed_ports: BTreeMap<String, serde::de::IgnoredAny>,
        labels: BTreeMap<String, String>,
    }
}

lenient! {
    struct HistoryStep {
        created: i64,
        created_by: String,
        size: i64,
    }
}

impl Engine {
    /// The engine's images, newest first.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn images(&self) -> Result<Vec<Image>> {
        let listed: Vec<ListedImage> = self
            .read(RawRequest::get("/images/json".to_owned(), &[], Subject::ENGINE), SLOW)
            .await?;
        let used = self.images_in_use().await?;
        let mut images: Vec<Image> = listed
            .into_iter()
            .map(|image| {
                let names = (image.repo_tags, image.repo_digests);
                let created_at = DateTime::from_timestamp(image.created, 0).unwrap_or_default();
                summary(image.id, names, created_at, image.size, image.labels, &used)
            })
            .collect();
        images.sort_by(|one, other| {
            (other.created_at, &one.tags, &one.id).cmp(&(one.created_at, &other.tags, &other.id))
        });
        Ok(images)
    }

    /// Everything about an image.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn image(&self, image: &ImageRef) -> Result<ImageDetail> {
        let subject = Subject::image(image.as_str());
        let body = self
            .transport
            .fetch(RawRequest::get(format!("/images/{image}/json"), &[], subject), QUICK)
            .await?;
        let inspected: InspectedImage = parse(&body)?;
        let mut raw: serde_json::Value = parse(&body)?;
        masking::mask_json(&mut raw);
        let history = RawRequest::get(format!("/images/{image}/history"), &[], subject);
        let history: Vec<HistoryStep> = self.read(history, QUICK).await?;
        let used = self.images_in_use().await?;
        let config = inspected.config;
        let (mut command, mut entrypoint) = (config.cmd, config.entrypoint);
        masking::mask_arguments(&mut command);
        masking::mask_arguments(&mut entrypoint);
        let names = (inspected.repo_tags, inspected.repo_digests);
        let created_at = engine_time(&inspected.created).unwrap_or_default();
        Ok(ImageDetail {
            summary: summary(inspected.id, names, created_at, inspected.size, config.labels, &used),
            architecture: inspected.architecture,
            os: inspected.os,
            author: some_text(inspected.author),
            layers: inspected.root_fs.layers,
            history: history.into_iter().map(HistoryStep::into_history).collect(),
            environment: masking::environment(&config.env, false),
            command,
            entrypoint,
            exposed_ports: config.exposed_ports.into_keys().collect(),
            inspect: raw,
        })
    }

    /// Gives an image another name (its tag is `latest` where none is given).
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the new name is an id or has a digest.
    pub async fn tag_image(&self, image: &ImageRef, name: &ImageRef) -> Result<()> {
        if name.is_id() || name.digest().is_some() {
            return Err(Error::Invalid(
                "reference: a name with an optional tag is expected, not an id or digest"
                    .to_owned(),
            ));
        }
        let options = query::TagImageOptionsBuilder::default()
            .repo(name.repository())
            .tag(name.tag().unwrap_or("latest"))
            .build();
        self.call(
            Subject::image(image.as_str()),
            QUICK,
            self.docker.tag_image(image.as_str(), Some(options)),
        )
        .await
    }

    /// Removes an image, or only this name of it when it has others. Answers what was removed.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when containers use it, or when it has several names, it was called by
    /// id, and `force` is not set.
    pub async fn remove_image(&self, image: &ImageRef, force: bool) -> Result<Vec<String>> {
        let options = query::RemoveImageOptionsBuilder::default().force(force).build();
        let removed = self.docker.remove_image(image.as_str(), Some(options), None);
        let removed = self.call(Subject::image(image.as_str()), SLOW, removed).await?;
        Ok(removed.into_iter().filter_map(|item| item.deleted.or(item.untagged)).collect())
    }

    /// Removes images without a name, with `all` every image that no container uses.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn prune_images(&self, all: bool) -> Result<PruneReport> {
        let filters = HashMap::from([("dangling", vec![if all { "false" } else { "true" }])]);
        let options = query::PruneImagesOptionsBuilder::default().filters(&filters).build();
        let report =
            self.call(Subject::ENGINE, SLOW * 5, self.docker.prune_images(Some(options))).await?;
        let deleted = report.images_deleted.unwrap_or_default();
        Ok(PruneReport {
            deleted: deleted
                .into_iter()
                .filter_map(|item| item.deleted.or(item.untagged))
                .collect(),
            reclaimed_bytes: report
                .space_reclaimed
                .and_then(|bytes| bytes.try_into().ok())
                .unwrap_or_default(),
        })
    }

    /// How many containers use each image, by image id.
    async fn images_in_use(&self) -> Result<HashMap<String, u64>> {
        let list = self.index.list();
        let mut used = HashMap::new();
        if list.is_ready() && list.stale_since().is_none() {
            for container in list.entries() {
                *used.entry(container.image_id.clone()).or_default() += 1;
            }
            return Ok(used);
        }
        #[derive(Deserialize)]
        struct Listed {
            #[serde(rename = "ImageID")]
            image_id: String,
        }
        let query = [("all", "true")];
        let request = RawRequest::get("/containers/json".to_owned(), &query, Subject::ENGINE);
        for container in self.read::<Vec<Listed>>(request, QUICK).await? {
            *used.entry(container.image_id).or_default() += 1;
        }
        Ok(used)
    }
}

impl HistoryStep {
    fn into_history(self) -> ImageHistory {
        ImageHistory {
            created_at: DateTime::from_timestamp(self.created, 0).unwrap_or_default(),
            created_by: masking::mask_line(&self.created_by),
            size_bytes: u64::try_from(self.size).unwrap_or_default(),
            empty: self.size == 0,
        }
    }
}

fn summary(
    id: String,
    (tags, digests): (Vec<String>, Vec<String>),
    created_at: DateTime<Utc>,
    size: i64,
    labels: BTreeMap<String, String>,
    used: &HashMap<String, u64>,
) -> Image {
    // Older engines write a missing name as "<none>".
    let named = |names: Vec<String>| {
        names.into_iter().filter(|name| !name.contains("<none>")).collect::<Vec<_>>()
    };
    let tags = named(tags);
    Image {
        containers: used.get(&id).copied().unwrap_or_default(),
        dangling: tags.is_empty(),
        id,
        digests: named(digests),
        tags,
        created_at,
        size_bytes: u64::try_from(size).unwrap_or_default(),
        labels: masking::labels(labels),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_steps_do_not_tell_secrets() {
        for created_by in [
            "/bin/sh -c #(nop)  ENV DB_PASSWORD=hunter2",
            "|1 TOKEN=hunter2 /bin/sh -c make",
            "RUN /bin/sh -c git clone https://me:hunter2@git.example/x # buildkit",
        ] {
            let step = HistoryStep { created_by: created_by.to_owned(), ..Default::default() };
            let shown = step.into_history().created_by;
            assert!(!shown.contains("hunter2") && shown.contains(masking::MASK), "{shown}");
        }
    }

    #[test]
    fn labels_do_not_tell_secrets() {
        let labels = [("app.token", "hunter2"), ("tier", "web")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let names = (Vec::new(), Vec::new());
        let image =
            summary(String::new(), names, DateTime::default(), 0, labels.into(), &HashMap::new());
        assert_eq!(image.labels["app.token"], masking::MASK);
        assert_eq!(image.labels["tier"], "web");
    }
}
