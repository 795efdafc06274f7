//! Pulling images, with the progress of each layer, and importing file systems as images.

use std::time::Duration;

use bollard::query_parameters::CreateImageOptionsBuilder;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::{Engine, SLOW};
use crate::error::{Error, Result, Subject};
use crate::names::ImageRef;

/// A pull that tells nothing for so long has failed.
const SILENCE_LIMIT: Duration = Duration::from_secs(300);

/// Progress of a pull. The stream ends after the last one when the image is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PullProgress {
    /// The layer it is about; null for the pull as a whole.
    pub layer: Option<String>,
    /// What is happening, in the engine's words, for example `Downloading` or `Pull complete`.
    pub status: String,
    /// Bytes done, while downloading or extracting.
    pub current_bytes: Option<u64>,
    /// Bytes to do.
    pub total_bytes: Option<u64>,
}

impl PullProgress {
    /// Whether nothing more will happen to this layer.
    pub fn is_layer_done(&self) -> bool {
        self.layer.is_some() && matches!(self.status.as_str(), "Pull complete" | "Already exists")
    }
}

impl Engine {
    /// Pulls an image (its tag is `latest` where none is given). Dropping the stream gives the pull up. An error is the
    /// last item; it is [`Error::Invalid`] for an image's id, by which no registry finds anything.
    pub fn pull_image(
        &self,
        image: &ImageRef,
    ) -> impl Stream<Item = Result<PullProgress>> + Send + Unpin + use<> {
        if image.is_id() {
            let error = "reference: an image is pulled by its name, not by its id";
            return stream::iter([Err(Error::Invalid(error.to_owned()))]).left_stream();
        }
        let version = image.digest().or(image.tag()).unwrap_or("latest");
        let options = CreateImageOptionsBuilder::default()
            .from_image(image.repository())
            .tag(version)
            .build();
        let pull = self.docker.create_image(Some(options), None, None);
        let id = image.to_string();
        let progress = Box::pin(stream::unfold(Some((Box::pin(pull), id)), |state| async move {
            let (mut pull, id) = state?;
            let info = match tokio::time::timeout(SILENCE_LIMIT, pull.next()).await {
                Err(_) => return Some((Err(Error::TimedOut { after: SILENCE_LIMIT }), None)),
                Ok(None) => return None,
                Ok(Some(Err(error))) => {
                    return Some((Err(Error::from_bollard(error, Subject::image(&id))), None));
                }
                Ok(Some(Ok(info))) => info,
            };
            let bytes = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
            let detail = info.progress_detail.unwrap_or_default();
            let status = info.status.unwrap_or_default();
            // "Pulling from library/debian" has the tag where layers have their id.
            let layer = info.id.filter(|_| !status.starts_with("Pulling from"));
            let progress = PullProgress {
                layer,
                status,
                current_bytes: bytes(detail.current),
                total_bytes: bytes(detail.total),
            };
            Some((Ok(progress), Some((pull, id))))
        }));
        progress.right_stream()
    }

    /// Makes an image of one layer out of a tar of its file system. `changes` are Dockerfile instructions such as
    /// `CMD ["/bin/sh"]`. Answers the image's id.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name has no tag or the engine does not accept the archive.
    pub async fn import_image(
        &self,
        name: &ImageRef,
        changes: Vec<String>,
        root: Bytes,
    ) -> Result<String> {
        let tag =
            name.tag().ok_or_else(|| Error::Invalid("reference: a tag is needed".to_owned()))?;
        let options = CreateImageOptionsBuilder::default()
            .from_src("-")
            .repo(name.repository())
            .tag(tag)
            .changes(changes)
            .build();
        let body = bollard::body_full(root);
        let import = async {
            let mut import = Box::pin(self.docker.create_image(Some(options), Some(body), None));
            let mut id = String::new();
            while let Some(info) = import.next().await {
                if let Some(status) = info?.status {
                    id = status;
                }
            }
            Ok(id)
        };
        self.call(Subject::image(name.as_str()), SLOW, import).await
    }
}
