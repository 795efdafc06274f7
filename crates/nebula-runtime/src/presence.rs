//! The events with which a process reports itself on the bus.

use std::time::Duration;

use chrono::{DateTime, Utc};
use nebula_bus::Event;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::platform::Platform;

/// How often a process reports itself.
pub const INTERVAL: Duration = Duration::from_secs(10);

/// What a process says of itself.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ServiceReport {
    /// Its name in the service map.
    pub service: String,
    /// The program's version.
    pub version: String,
    /// UUIDv7 made at start.
    pub instance_id: String,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// Resident memory in bytes, where the system tells.
    pub resident_bytes: Option<u64>,
}

macro_rules! service_event {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub ServiceReport);

        impl Event for $name {
            const TYPE: &'static str = $kind;

            fn subject(&self) -> Option<String> {
                Some(self.0.service.clone())
            }
        }
    };
}

service_event!(
    /// A process started.
    ServiceStarted,
    "nebula.service.started"
);
service_event!(
    /// A process is there; sent every [`INTERVAL`].
    ServiceReported,
    "nebula.service.reported"
);
service_event!(
    /// A process stops, in good order.
    ServiceStopped,
    "nebula.service.stopped"
);

/// Reports the process until `stop`. Events may be missed by who is not listening, so a bus that
/// is away is no error here: `/readyz` tells it.
pub async fn report(platform: Platform, stop: CancellationToken) {
    let bus = &platform.bus;
    let mut announced = false;
    loop {
        let report = platform.report();
        let sent = if announced {
            bus.publish(&ServiceReported(report)).await
        } else {
            bus.publish(&ServiceStarted(report)).await
        };
        match sent {
            Ok(()) => announced = true,
            Err(error) => tracing::debug!(%error, "could not report on the bus"),
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
    if let Err(error) = bus.publish(&ServiceStopped(platform.report())).await {
        tracing::debug!(%error, "could not report the stop on the bus");
    }
}
