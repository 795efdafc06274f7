//! Server-sent events, read as a browser reads them.

use std::time::Duration;

use futures_util::{StreamExt, stream::BoxStream};
use reqwest::Method;
use serde_json::Value;

use super::{
    client::{Answer, Client, send},
    harness::LIMIT,
};

/// One event.
#[derive(Clone, Debug)]
pub(super) struct SseEvent {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) data: Value,
}

/// An open stream of events.
pub(super) struct EventStream {
    bytes: BoxStream<'static, reqwest::Result<bytes::Bytes>>,
    pending: Vec<u8>,
    /// The id to resume after.
    pub(super) last_id: Option<String>,
}

impl Client {
    /// Opens a stream of events.
    pub(super) async fn events(&self, path: &str) -> EventStream {
        self.events_after(path, None).await
    }

    /// Opens a stream of events after the one with this id.
    pub(super) async fn events_after(&self, path: &str, id: Option<&str>) -> EventStream {
        let mut request = self.request(Method::GET, path).timeout(Duration::from_secs(600));
        if let Some(id) = id {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        EventStream {
            bytes: response.bytes_stream().boxed(),
            pending: Vec::new(),
            last_id: id.map(str::to_owned),
        }
    }

    /// Asks for a stream that is refused.
    pub(super) async fn refused_events(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }
}

impl EventStream {
    /// The next event; none at the end.
    pub(super) async fn next(&mut self) -> Option<SseEvent> {
        loop {
            if let Some(end) = self.pending.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.pending.drain(..end + 2).collect();
                if let Some(event) = parse(std::str::from_utf8(&block).unwrap()) {
                    if event.id.is_some() {
                        self.last_id.clone_from(&event.id);
                    }
                    return Some(event);
                }
                continue;
            }
            let piece = tokio::time::timeout(LIMIT, self.bytes.next())
                .await
                .unwrap_or_else(|_| panic!("no event within {LIMIT:?}"));
            // A connection that is cut is the end, too.
            let Some(Ok(piece)) = piece else { return None };
            self.pending.extend_from_slice(&piece);
        }
    }

    /// The next event with this name for which `wanted` holds.
    pub(super) async fn until(
        &mut self,
        name: &str,
        mut wanted: impl FnMut(&Value) -> bool,
    ) -> SseEvent {
        let look = async {
            let mut seen = Vec::new();
            while let Some(event) = self.next().await {
                if event.name == name && wanted(&event.data) {
                    return event;
                }
                seen.push(event.name);
            }
            panic!("the stream ended without the {name} wanted; it had {seen:?}");
        };
        tokio::time::timeout(LIMIT, look)
            .await
            .unwrap_or_else(|_| panic!("no such {name} within {LIMIT:?}"))
    }

    /// Reads to the end.
    pub(super) async fn rest(mut self) -> Vec<SseEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event);
        }
        events
    }
}

fn parse(block: &str) -> Option<SseEvent> {
    let field = |name: &str| {
        block
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .map(str::to_owned)
    };
    let name = field("event")?;
    let data = field("data").unwrap();
    let data = serde_json::from_str(&data).unwrap_or_else(|error| panic!("{error}: {data}"));
    Some(SseEvent { name, id: field("id"), data })
}
