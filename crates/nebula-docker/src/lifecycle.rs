//! Operations on containers: inspect, create, start, stop, restart, pause, unpause, kill, rename, remove, processes.
//! Each that changes a container makes the list show the change before it returns.

use std::time::Duration;

use bollard::query_parameters as query;

use crate::container::{Container, ProcessList, PruneReport};
use crate::create::{CreateContainer, engine_request};
use crate::engine::{Engine, QUICK, SLOW, parse};
use crate::error::{Error, Result, Subject};
use crate::inspect::Inspect;
use crate::masking;
use crate::names::{ContainerName, ContainerRef, Signal};
use crate::transport::RawRequest;

/// How long a container is given to stop where no time is said, as the engine does it.
const STOP_GRACE: Duration = Duration::from_secs(10);
/// The longest time that may be given to a container to stop.
pub const LONGEST_STOP_GRACE: Duration = Duration::from_secs(600);

impl Engine {
    /// Everything about a container. Values that look like secrets are masked unless `reveal`, in the environment and
    /// in the engine's JSON alike.
    ///
    /// # Errors
    /// [`Error::NotFound`], or that the engine cannot be reached.
    pub async fn container(&self, container: &ContainerRef, reveal: bool) -> Result<Container> {
        let request = RawRequest::get(
            format!("/containers/{container}/json"),
            &[],
            Subject::container(container.as_str()),
        );
        let body = self.transport.fetch(request, QUICK).await?;
        let inspect: Inspect = parse(&body)?;
        Ok(inspect.container(parse(&body)?, reveal, self.index.engine_now()))
    }

    /// Makes a container and starts it if the request says so; see [`crate::required_privilege`] for the right it
    /// needs. Environment values in the answer are masked.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a request that cannot be meant, [`Error::NotFound`] with kind image when the image is not
    /// on the engine, [`Error::Conflict`] when the name or a port is taken. A container that was made and could not be
    /// started stays.
    pub async fn create_container(&self, request: &CreateContainer) -> Result<Container> {
        let body = engine_request(request)?;
        let options = request.name.as_ref().map(|name| {
            query::CreateContainerOptionsBuilder::default().name(name.as_str()).build()
        });
        let subject = Subject::image(request.image.as_str());
        let made = self.call(subject, SLOW, self.docker.create_container(options, body)).await?;
        let container: ContainerRef = made
            .id
            .parse()
            .map_err(|_| Error::Engine("it made a container without a usable id".to_owned()))?;
        let joined = self.join_and_start(request, &container).await;
        self.refresh_container(&container).await;
        joined?;
        self.container(&container, false).await
    }

    async fn join_and_start(
        &self,
        request: &CreateContainer,
        container: &ContainerRef,
    ) -> Result<()> {
        for network in request.networks.iter().skip(1) {
            let join = bollard::models::NetworkConnectRequest {
                container: container.to_string(),
                endpoint_config: None,
            };
            self.call(Subject::network(network), SLOW, self.docker.connect_network(network, join))
                .await?;
        }
        if request.start {
            let start = self.docker.start_container(container.as_str(), None);
            self.call(Subject::container(container.as_str()), SLOW, start).await?;
        }
        Ok(())
    }

    /// Starts a container; one that runs already is left alone.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it is paused or a port is taken.
    pub async fn start(&self, container: &ContainerRef) -> Result<()> {
        self.change(container, SLOW, self.docker.start_container(container.as_str(), None)).await
    }

    /// Stops a container: its stop signal, and after `grace` (10 s where none is given) a kill. One that does not run
    /// is left alone.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn stop(&self, container: &ContainerRef, grace: Option<Duration>) -> Result<()> {
        let options = grace
            .map(|grace| query::StopContainerOptionsBuilder::default().t(seconds(grace)).build());
        self.change(
            container,
            stop_limit(grace),
            self.docker.stop_container(container.as_str(), options),
        )
        .await
    }

    /// Stops and starts a container.
    ///
    /// # Errors
    /// As [`Engine::start`] and [`Engine::stop`].
    pub async fn restart(&self, container: &ContainerRef, grace: Option<Duration>) -> Result<()> {
        let options = grace.map(|grace| {
            query::RestartContainerOptionsBuilder::default().t(seconds(grace)).build()
        });
        let restart = self.docker.restart_container(container.as_str(), options);
        self.change(container, stop_limit(grace) + SLOW, restart).await
    }

    /// Freezes a container's processes.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it does not run or is paused already.
    pub async fn pause(&self, container: &ContainerRef) -> Result<()> {
        self.change(container, SLOW, self.docker.pause_container(container.as_str())).await
    }

    /// Lets a paused container's processes go on.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it is not paused.
    pub async fn unpause(&self, container: &ContainerRef) -> Result<()> {
        self.change(container, SLOW, self.docker.unpause_container(container.as_str())).await
    }

    /// Sends a signal (SIGKILL where none is given) to a container's main process.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it does not run.
    pub async fn kill(&self, container: &ContainerRef, signal: Option<&Signal>) -> Result<()> {
        let options = signal.map(|signal| {
            query::KillContainerOptionsBuilder::default().signal(signal.as_str()).build()
        });
        self.change(container, SLOW, self.docker.kill_container(container.as_str(), options)).await
    }

    /// Gives a container another name.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when the name is taken.
    pub async fn rename(&self, container: &ContainerRef, name: &ContainerName) -> Result<()> {
        let options = query::RenameContainerOptionsBuilder::default().name(name.as_str()).build();
        self.change(container, SLOW, self.docker.rename_container(container.as_str(), options))
            .await
    }

    /// Removes a container, with `force` also one that runs, with `volumes` also its anonymous volumes.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it runs and `force` is not set.
    pub async fn remove(&self, container: &ContainerRef, force: bool, volumes: bool) -> Result<()> {
        let options =
            query::RemoveContainerOptionsBuilder::default().force(force).v(volumes).build();
        self.change(
            container,
            SLOW,
            self.docker.remove_container(container.as_str(), Some(options)),
        )
        .await
    }

    /// Removes all containers that do not run.
    ///
    /// # Errors
    /// That the engine cannot be reached or failed.
    pub async fn prune_containers(&self) -> Result<PruneReport> {
        let report = self.call(Subject::ENGINE, SLOW, self.docker.prune_containers(None)).await?;
        let deleted = report.containers_deleted.unwrap_or_default();
        for id in &deleted {
            self.index.remove(self.index.ticket(), id);
        }
        let reclaimed_bytes =
            report.space_reclaimed.and_then(|bytes| bytes.try_into().ok()).unwrap_or_default();
        Ok(PruneReport { deleted, reclaimed_bytes })
    }

    /// A container's processes, as `ps -ef` on the engine's host shows them. What looks like a secret in their command
    /// lines is masked unless `reveal`.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it does not run.
    pub async fn processes(&self, container: &ContainerRef, reveal: bool) -> Result<ProcessList> {
        let top = self.docker.top_processes(container.as_str(), None);
        let top = self.call(Subject::container(container.as_str()), QUICK, top).await?;
        let mut items = top.processes.unwrap_or_default();
        if !reveal {
            // The command line is the last column.
            for command in items.iter_mut().filter_map(|row| row.last_mut()) {
                *command = masking::mask_line(command);
            }
        }
        Ok(ProcessList { titles: top.titles.unwrap_or_default(), items })
    }

    async fn change(
        &self,
        container: &ContainerRef,
        limit: Duration,
        call: impl Future<Output = std::result::Result<(), bollard::errors::Error>>,
    ) -> Result<()> {
        let done = self.call(Subject::container(container.as_str()), limit, call).await;
        // Also after a failure: it may have changed half-way, or be gone.
        if !done.as_ref().is_err_and(Error::is_connection) {
            self.refresh_container(container).await;
        }
        done
    }
}

fn seconds(grace: Duration) -> i32 {
    i32::try_from(grace.min(LONGEST_STOP_GRACE).as_secs()).unwrap_or(i32::MAX)
}

fn stop_limit(grace: Option<Duration>) -> Duration {
    grace.unwrap_or(STOP_GRACE).min(LONGEST_STOP_GRACE) + SLOW
}
