//! Working on a queue.
//!
//! [`Work::consume`] drives four loops side by side within its caller's task: the *reader* waits
//! for new work, the *claimer* brings back work whose pause is over and takes over work of dead
//! consumers, the *worker* runs the handler on what those two found, and the *heart* tells Redis
//! that the work under way is being worked on.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::streams::{StreamId, StreamReadReply};
use deadpool_redis::redis::{self, RedisResult, from_redis_value};
use rand::RngExt;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{GROUP, Work, WorkError, WorkItem, millis, scripts};
use crate::bus::{COMMAND_TIMEOUT, command_config, within};
use crate::error::BusError;

/// How long one read waits for new work.
const READ_BLOCK: Duration = Duration::from_secs(1);

/// The longest pause between looks at the work that waits for its next attempt: what another
/// process put off, and then died, is found within it.
const PROMOTE_INTERVAL: Duration = Duration::from_secs(1);

/// How many pieces of work one look brings back at most.
const PROMOTE_BATCH: usize = 100;

/// Consumers without work that have been silent this long are forgotten.
const CONSUMER_EXPIRY: Duration = Duration::from_secs(60 * 60);

pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How a consumer works.
#[derive(Debug, Clone)]
pub struct ConsumerOptions {
    /// How many handlers run at once.
    pub concurrency: usize,
    /// After how many failed tries work is given up.
    pub max_attempts: u32,
    /// The pause after the first failed try; it doubles with every further one, and a random
    /// part of up to a half is taken off.
    pub first_backoff: Duration,
    /// The longest pause.
    pub max_backoff: Duration,
    /// After how long a silence a consumer's work is taken over by another. Handlers may run
    /// longer: a running consumer is not silent.
    pub claim_idle: Duration,
    /// How long one try may take before it counts as failed.
    pub handler_timeout: Duration,
    /// How long running handlers may still work after the stop.
    pub drain_timeout: Duration,
}

impl Default for ConsumerOptions {
    fn default() -> Self {
        Self {
            concurrency: 8,
            max_attempts: 8,
            first_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(5 * 60),
            claim_idle: Duration::from_secs(30),
            handler_timeout: Duration::from_secs(60),
            drain_timeout: Duration::from_secs(8),
        }
    }
}

impl ConsumerOptions {
    /// The pause after `attempt` failed tries.
    pub(super) fn backoff(&self, attempt: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        let pause = self.first_backoff.saturating_mul(doubled).min(self.max_backoff);
        pause.mul_f64(rand::rng().random_range(0.5..=1.0))
    }
}

/// One consumer of one queue, while it consumes.
pub(super) struct Consumer<'w> {
    pub(super) work: &'w Work,
    pub(super) name: &'w str,
    pub(super) options: ConsumerOptions,
    free: Arc<Semaphore>,
    /// The entries that this consumer holds, with the failures each had before.
    held: Mutex<HashMap<String, u32>>,
    /// Rung when work was put off, whose time may come before the claimer looks again.
    pub(super) put_off: Notify,
    stopped: CancellationToken,
}

/// The connection on which the reader waits, and its name with Redis.
struct Reading {
    conn: MultiplexedConnection,
    client_id: i64,
}

/// A piece of work as Redis gave it.
pub(super) struct Found {
    pub(super) entry: String,
    pub(super) payload: Vec<u8>,
    /// Tries that failed before it was put into the stream.
    pub(super) failures: u32,
    /// How often it was given to a consumer since then, this time included.
    pub(super) deliveries: u32,
}

/// A piece of work with its slot, on its way to the handler.
pub(super) struct Job {
    pub(super) found: Found,
    _slot: OwnedSemaphorePermit,
}

impl Work {
    /// Works on the queue until `stop` completes: hands every piece of work to `handler`,
    /// acknowledges it when that returns `Ok`, tries it again later when it returns a
    /// [`WorkError::Retry`], takes too long or panics, and gives it up after the last try. Then
    /// takes no more work, waits for the running handlers, and gives back what they did not
    /// finish in time.
    ///
    /// `consumer` must be unique among the consumers that run at the same time; an instance id
    /// is a good name. While Redis is away nothing happens, and work resumes by itself; results
    /// of handlers that ended meanwhile are kept until they can be told.
    ///
    /// Runs within the caller's task. When it is dropped, work under way is interrupted and
    /// taken over by another consumer after the claim time.
    pub async fn consume<H, F>(
        &self,
        consumer: &str,
        options: ConsumerOptions,
        handler: H,
        stop: impl Future<Output = ()>,
    ) where
        H: Fn(WorkItem) -> F,
        F: Future<Output = Result<(), WorkError>>,
    {
        let slots = options.concurrency.max(1);
        let consumer = Consumer {
            work: self,
            name: consumer,
            free: Arc::new(Semaphore::new(slots)),
            held: Mutex::default(),
            put_off: Notify::new(),
            stopped: CancellationToken::new(),
            options,
        };
        // Never full: there are no more jobs than permits.
        let (sender, jobs) = mpsc::channel(slots);
        let until_drained = async {
            tokio::join!(
                consumer.read(sender.clone()),
                consumer.claim(sender),
                consumer.run(jobs, &handler),
            );
        };
        let until_overdue = async {
            stop.await;
            consumer.stopped.cancel();
            tokio::time::sleep(consumer.options.drain_timeout).await;
        };
        tokio::select! {
            () = until_drained => {}
            () = until_overdue => {}
            () = consumer.beat() => {}
        }
        consumer.leave().await;
    }
}

impl Consumer<'_> {
    /// Reads new work while there are free slots.
    async fn read(&self, jobs: mpsc::Sender<Job>) {
        let mut connection: Option<Reading> = None;
        let mut pause = FIRST_PAUSE;
        while let Some(slots) = self.free_slots().await {
            match self.read_once(&mut connection, slots).await {
                Ok(entries) => {
                    pause = FIRST_PAUSE;
                    self.take(entries.into_iter().map(parse).collect(), &jobs).await;
                }
                Err(error) => {
                    connection = None;
                    tracing::debug!(
                        work.queue = self.work.queue,
                        error = &error as &dyn std::error::Error,
                        "cannot read work; trying again"
                    );
                    self.rest(&mut pause).await;
                }
            }
        }
    }

    async fn read_once(
        &self,
        connection: &mut Option<Reading>,
        count: usize,
    ) -> Result<Vec<StreamId>, BusError> {
        let Reading { conn, client_id } = match connection {
            Some(reading) => reading,
            None => connection.insert(self.connect().await?),
        };
        let mut read = redis::cmd("XREADGROUP");
        read.arg("GROUP").arg(GROUP).arg(self.name).arg("COUNT").arg(count);
        read.arg("BLOCK")
            .arg(millis(READ_BLOCK))
            .arg("STREAMS")
            .arg(&self.work.keys.stream)
            .arg(">");
        let mut reply = pin!(read.query_async::<Option<StreamReadReply>>(conn));
        let reply = tokio::select! {
            reply = &mut reply => reply?,
            () = self.stopped.cancelled() => {
                // Cut short, not dropped: what it was given at the last moment must be seen.
                let mut unblock = redis::cmd("CLIENT");
                unblock.arg("UNBLOCK").arg(*client_id);
                let _ = self.work.bus.ask::<()>(&unblock).await;
                reply.await?
            }
        };
        let streams = reply.into_iter().flat_map(|reply| reply.keys);
        Ok(streams.flat_map(|stream| stream.ids).collect())
    }

    /// A connection of its own, because a blocking read holds up all others on the same, and the
    /// consumer group, if Redis does not have it (any more).
    async fn connect(&self) -> Result<Reading, BusError> {
        let bus = &self.work.bus;
        let client = bus.client(bus.settings())?;
        let config = command_config(READ_BLOCK + COMMAND_TIMEOUT);
        let mut conn = within(COMMAND_TIMEOUT, async {
            Ok(client.get_multiplexed_async_connection_with_config(&config).await?)
        })
        .await?;
        let mut create = redis::cmd("XGROUP");
        create.arg("CREATE").arg(&self.work.keys.stream).arg(GROUP).arg(0).arg("MKSTREAM");
        let created: RedisResult<()> = create.query_async(&mut conn).await;
        if let Err(error) = created
            && error.code() != Some("BUSYGROUP")
        {
            return Err(error.into());
        }
        let client_id = redis::cmd("CLIENT").arg("ID").query_async(&mut conn).await?;
        Ok(Reading { conn, client_id })
    }

    /// Waits for a free slot and tells how many there are; `None` when stopped.
    async fn free_slots(&self) -> Option<usize> {
        let slot = tokio::select! {
            biased;
            () = self.stopped.cancelled() => return None,
            slot = self.free.acquire() => slot.ok()?,
        };
        // Given back at once: the claimer must find a slot while the reader waits for work. Work
        // that both found waits for its slot in `take`.
        drop(slot);
        Some(self.free.available_permits().max(1))
    }

    /// Hands jobs to the worker as slots become free, or back to the queue at the stop.
    async fn take(&self, found: Vec<Found>, jobs: &mpsc::Sender<Job>) {
        for job in &found {
            let interrupted = job.deliveries.saturating_sub(1);
            self.held().insert(job.entry.clone(), job.failures.saturating_add(interrupted));
        }
        for found in found {
            let slot = tokio::select! {
                biased;
                () = self.stopped.cancelled() => None,
                slot = Arc::clone(&self.free).acquire_owned() => slot.ok(),
            };
            match slot {
                // Fails only when the worker is gone; what is held is given back then.
                Some(slot) => drop(jobs.send(Job { found, _slot: slot }).await),
                None => self.give_back(&found.entry).await,
            }
        }
    }

    /// Puts one piece of work that was not begun back into the queue, best effort.
    async fn give_back(&self, entry: &str) {
        let failures = self.held().get(entry).copied().unwrap_or_default();
        let back = self.delay_script(entry, Duration::ZERO, failures);
        if self.work.bus.ask::<()>(&back).await.is_ok() {
            self.held().remove(entry);
        }
    }

    /// Brings back work whose pause is over, and takes over that of dead consumers.
    async fn claim(&self, jobs: mpsc::Sender<Job>) {
        let mut pause = FIRST_PAUSE;
        let mut next_claim = Instant::now();
        while !self.stopped.is_cancelled() {
            let round = async {
                let next_due = self.promote().await?;
                if Instant::now() >= next_claim {
                    self.claim_once(&jobs).await?;
                    next_claim = Instant::now() + self.options.claim_idle / 2;
                }
                Ok::<_, BusError>(next_due)
            };
            match round.await {
                Ok(next_due) => {
                    pause = FIRST_PAUSE;
                    let next_promotion = Instant::now() + next_due.min(PROMOTE_INTERVAL);
                    tokio::select! {
                        () = self.stopped.cancelled() => {}
                        () = self.put_off.notified() => {}
                        () = tokio::time::sleep_until(next_promotion.min(next_claim)) => {}
                    }
                }
                // The reader creates a missing group and reports an absent Redis.
                Err(_) => self.rest(&mut pause).await,
            }
        }
    }

    /// Moves due work back into the stream; how long until more is due.
    async fn promote(&self) -> Result<Duration, BusError> {
        let mut promote = scripts::PROMOTE.key(&self.work.keys.stream);
        promote.key(&self.work.keys.delayed).arg(PROMOTE_BATCH);
        let next_ms: i64 = self.work.bus.ask(&promote).await?;
        Ok(u64::try_from(next_ms).map_or(PROMOTE_INTERVAL, Duration::from_millis))
    }

    async fn claim_once(&self, jobs: &mpsc::Sender<Job>) -> Result<(), BusError> {
        let slots = self.free.available_permits();
        if slots == 0 {
            return Ok(());
        }
        let mut claim = scripts::CLAIM.key(&self.work.keys.stream);
        claim.arg(GROUP).arg(self.name).arg(millis(self.options.claim_idle)).arg(slots);
        let claimed: Vec<(String, u32, Vec<u8>, u32)> = self.work.bus.ask(&claim).await?;
        let found = claimed
            .into_iter()
            .map(|(entry, deliveries, payload, failures)| Found {
                entry,
                payload,
                failures,
                deliveries,
            })
            // Its own, if Redis was away for longer than the claim time.
            .filter(|found| !self.held().contains_key(&found.entry))
            .collect::<Vec<_>>();
        if !found.is_empty() {
            tracing::info!(
                work.queue = self.work.queue,
                work.count = found.len(),
                "took over work of a silent consumer"
            );
        }
        self.take(found, jobs).await;
        Ok(())
    }

    /// Tells Redis, for ever, that the work held here is being worked on.
    async fn beat(&self) {
        loop {
            tokio::time::sleep(self.options.claim_idle / 3).await;
            let entries: Vec<String> = self.held().keys().cloned().collect();
            if entries.is_empty() {
                continue;
            }
            let mut beat = scripts::HEARTBEAT.key(&self.work.keys.stream);
            beat.arg(GROUP).arg(self.name).arg(&entries);
            if self.work.bus.ask::<()>(&beat).await.is_err() {
                tracing::debug!(work.queue = self.work.queue, "a heartbeat was lost");
            }
        }
    }

    /// Gives back what is still held and signs off; best effort, for a consumer that cannot do
    /// it is taken for dead, which comes to the same later.
    async fn leave(&self) {
        let entries: Vec<String> = self.held().keys().cloned().collect();
        let leave = async {
            for entry in &entries {
                self.give_back(entry).await;
            }
            let mut depart = scripts::DEPART.key(&self.work.keys.stream);
            depart.arg(GROUP).arg(self.name).arg(millis(CONSUMER_EXPIRY));
            self.work.bus.ask::<()>(&depart).await
        };
        // One limit for all: a Redis that is away must not hold up the stop.
        if let Err(error) = within(COMMAND_TIMEOUT, leave).await {
            tracing::debug!(
                work.queue = self.work.queue,
                error = &error as &dyn std::error::Error,
                "could not sign off"
            );
        }
    }

    /// Pauses after an error, longer each time; ends early at the stop.
    async fn rest(&self, pause: &mut Duration) {
        tokio::select! {
            () = self.stopped.cancelled() => {}
            () = tokio::time::sleep(jittered(pause)) => {}
        }
    }

    pub(super) fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, u32>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A random part of the pause, which doubles for the next time.
pub(super) fn jittered(pause: &mut Duration) -> Duration {
    let now = pause.mul_f64(rand::rng().random_range(0.5..=1.0));
    *pause = (*pause * 2).min(LONGEST_PAUSE);
    now
}

fn parse(mut entry: StreamId) -> Found {
    let payload = entry.map.remove("event").and_then(|value| from_redis_value(value).ok());
    let failures = entry.map.remove("failures").and_then(|value| from_redis_value(value).ok());
    Found {
        entry: entry.id,
        payload: payload.unwrap_or_default(),
        failures: failures.unwrap_or_default(),
        deliveries: 1,
    }
}
