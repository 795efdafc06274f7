//! Listening to events.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::{self, ProtocolVersion, PushInfo, PushKind, Value};
use futures_util::stream::{self, BoxStream, StreamExt};
use rand::RngExt;
use tokio::sync::mpsc;

use crate::bus::{Bus, COMMAND_TIMEOUT, command_config, within};
use crate::error::BusError;
use crate::event::RawEvent;

/// Messages kept for a subscriber that is busy; more are dropped, and it is told.
const BUFFERED_MESSAGES: usize = 1024;

/// How long a silent connection is trusted before it must prove that it lives.
const PING_INTERVAL: Duration = Duration::from_secs(10);

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What a subscriber gets.
#[derive(Debug, Clone, PartialEq)]
pub enum BusMessage {
    /// An event. Boxed because it is much larger than the other variant.
    Event(Box<RawEvent>),
    /// From here on every event arrives, but some may have been missed before: sent once when
    /// the subscription starts, after every reconnection, and when the subscriber was too slow.
    /// Whoever keeps state from events loads it afresh now.
    Resubscribed,
}

impl Bus {
    /// Listens to the channels that match any of the patterns (Redis globs: `nebula.container.*`,
    /// or an event's plain type). Reconnects by itself with back-off, for ever; ends when
    /// dropped. Works only while it is polled, and keeps at most 1024 messages meanwhile.
    pub fn subscribe<P: Into<String>>(
        &self,
        patterns: impl IntoIterator<Item = P>,
    ) -> BoxStream<'static, BusMessage> {
        let patterns = patterns.into_iter().map(Into::into).collect();
        let subscription =
            Subscription { bus: self.clone(), patterns, live: None, pause: FIRST_PAUSE };
        stream::unfold(subscription, |mut subscription| async move {
            let message = subscription.next().await;
            Some((message, subscription))
        })
        .boxed()
    }
}

struct Subscription {
    bus: Bus,
    patterns: Vec<String>,
    live: Option<Live>,
    pause: Duration,
}

struct Live {
    conn: MultiplexedConnection,
    pushes: mpsc::Receiver<PushInfo>,
    /// Set when there was no room for a message; nothing more is buffered until the subscriber
    /// has emptied the buffer and been told, so that it never sees what comes behind a gap
    /// before it hears of the gap.
    overflowed: Arc<AtomicBool>,
}

/// Says nothing but that it is time to look at [`Live::overflowed`].
fn overflow_mark() -> PushInfo {
    PushInfo { kind: PushKind::Other("overflow".to_owned()), data: Vec::new() }
}

impl Live {
    /// Whether the connection still works.
    async fn answers(&mut self) -> bool {
        let ping = async { Ok(redis::cmd("PING").query_async::<()>(&mut self.conn).await?) };
        within(COMMAND_TIMEOUT, ping).await.is_ok()
    }
}

impl Subscription {
    async fn next(&mut self) -> BusMessage {
        loop {
            let Some(live) = &mut self.live else {
                match self.connect().await {
                    Ok(live) => {
                        self.live = Some(live);
                        self.pause = FIRST_PAUSE;
                        return BusMessage::Resubscribed;
                    }
                    Err(error) => {
                        tracing::debug!(
                            error = &error as &dyn std::error::Error,
                            "cannot subscribe; trying again"
                        );
                        let jitter = rand::rng().random_range(0.5..1.0);
                        tokio::time::sleep(self.pause.mul_f64(jitter)).await;
                        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
                        continue;
                    }
                }
            };
            if live.pushes.is_empty() && live.overflowed.swap(false, Ordering::AcqRel) {
                // The connection may have been lost unseen meanwhile.
                if !live.answers().await {
                    self.live = None;
                    continue;
                }
                return BusMessage::Resubscribed;
            }
            match tokio::time::timeout(PING_INTERVAL, live.pushes.recv()).await {
                Ok(Some(push)) if push.kind == PushKind::PMessage => {
                    if let Some(event) = self.parse(&push.data) {
                        return BusMessage::Event(Box::new(event));
                    }
                }
                Ok(Some(push)) if push.kind == overflow_mark().kind => {}
                // Disconnected.
                Ok(Some(_) | None) => self.live = None,
                Err(_) if live.answers().await => {}
                Err(_) => self.live = None,
            }
        }
    }

    async fn connect(&self) -> Result<Live, BusError> {
        let (sender, pushes) = mpsc::channel(BUFFERED_MESSAGES);
        let overflowed = Arc::new(AtomicBool::new(false));
        let (flag, bus) = (Arc::clone(&overflowed), self.bus.clone());
        // Called by the connection's own task, which must not wait for a slow subscriber.
        let config = command_config(COMMAND_TIMEOUT).set_push_sender(move |push: PushInfo| {
            if !matches!(push.kind, PushKind::PMessage | PushKind::Disconnection) {
                return Ok(());
            }
            let sent = if flag.load(Ordering::Acquire) {
                Err(mpsc::error::TrySendError::Full(push))
            } else {
                sender.try_send(push)
            };
            match sent {
                Err(mpsc::error::TrySendError::Full(_)) => {
                    if !flag.swap(true, Ordering::AcqRel) {
                        // Wakes a subscriber that emptied the buffer just before the flag rose.
                        let _ = sender.try_send(overflow_mark());
                    }
                    bus.counters().overflowed.fetch_add(1, Ordering::Relaxed);
                    Ok(())
                }
                outcome => outcome.map_err(drop),
            }
        });
        // RESP3 brings messages and answers over one connection, so that it can be pinged.
        let client = self.bus.client(self.bus.settings().set_protocol(ProtocolVersion::RESP3))?;
        within(COMMAND_TIMEOUT, async {
            let mut conn = client.get_multiplexed_async_connection_with_config(&config).await?;
            conn.psubscribe(&self.patterns).await?;
            Ok(Live { conn, pushes, overflowed })
        })
        .await
    }

    /// A pattern message is `[pattern, channel, payload]`.
    fn parse(&self, data: &[Value]) -> Option<RawEvent> {
        let event = match data {
            [_, _, Value::BulkString(payload)] => serde_json::from_slice(payload).ok(),
            _ => None,
        };
        if event.is_none() {
            self.bus.counters().malformed.fetch_add(1, Ordering::Relaxed);
            tracing::debug!("skipped a message that is not a CloudEvent");
        }
        event
    }
}
