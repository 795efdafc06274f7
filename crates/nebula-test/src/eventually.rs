//! Waiting for something to become true, instead of sleeping.

use std::fmt::Debug;
use std::time::Duration;

use tokio::time::Instant;

const PAUSE: Duration = Duration::from_millis(15);

/// What a probe may answer: `true`, `Some(value)` or `Ok(value)` when it is satisfied.
pub trait Probe {
    /// What [`eventually`] returns in the end.
    type Value;

    /// The value, or what was seen instead.
    fn outcome(self) -> Result<Self::Value, String>;
}

impl Probe for bool {
    type Value = ();

    fn outcome(self) -> Result<(), String> {
        self.then_some(()).ok_or_else(|| "false".to_owned())
    }
}

impl<T> Probe for Option<T> {
    type Value = T;

    fn outcome(self) -> Result<T, String> {
        self.ok_or_else(|| "None".to_owned())
    }
}

impl<T, E: Debug> Probe for Result<T, E> {
    type Value = T;

    fn outcome(self) -> Result<T, String> {
        self.map_err(|error| format!("{error:?}"))
    }
}

/// Asks `probe` again and again until it is satisfied, and returns its value. `what` completes
/// the sentence "it did not come true that ..".
///
/// # Panics
/// When `limit` has passed, with the last answer of the probe.
#[track_caller]
pub fn eventually<P: Probe>(
    limit: Duration,
    what: &str,
    mut probe: impl AsyncFnMut() -> P,
) -> impl Future<Output = P::Value> {
    let caller = std::panic::Location::caller();
    async move {
        let deadline = Instant::now() + limit;
        let mut last = "no answer yet".to_owned();
        loop {
            let answer = tokio::time::timeout_at(deadline, probe()).await;
            match answer.map(Probe::outcome) {
                Ok(Ok(value)) => return value,
                Ok(Err(seen)) => last = seen,
                Err(_) => {}
            }
            assert!(
                Instant::now() < deadline,
                "it did not come true within {limit:?} that {what}; last seen: {last} ({caller})"
            );
            tokio::time::sleep(PAUSE).await;
        }
    }
}
