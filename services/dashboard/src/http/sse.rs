//! Server-sent events, bounded: a reader that stops reading is dropped, not waited for.

use std::{
    fmt::Write as _,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{HttpResponse, http::header};
use bytes::Bytes;
use futures_util::Stream;
use tokio::sync::mpsc;

/// Blocks that may wait in a connection before its sender waits.
const BUFFER: usize = 16;

/// A reader that takes nothing for this long is gone or asleep: it is dropped, and resumes.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The sending half of an event stream.
#[derive(Clone)]
pub struct SseSender(mpsc::Sender<Bytes>);

/// The reader went away.
#[derive(Clone, Copy, Debug)]
pub struct ReaderGone;

impl SseSender {
    /// Sends a block of text made by [`block`]; waits while the reader is slow, but not for long.
    ///
    /// # Errors
    /// When the reader went away, or took nothing for [`PATIENCE`].
    pub async fn send(&self, block: String) -> Result<(), ReaderGone> {
        match tokio::time::timeout(PATIENCE, self.0.send(Bytes::from(block))).await {
            Ok(sent) => sent.map_err(|_| ReaderGone),
            Err(_) => Err(ReaderGone),
        }
    }

    /// Resolves when the reader went away.
    pub async fn closed(&self) {
        self.0.closed().await;
    }
}

/// The text of one event. `data` must be one line, as JSON is.
pub fn block(name: &str, id: Option<&str>, data: &str) -> String {
    let mut text = String::with_capacity(name.len() + data.len() + 64);
    // Writing to a String cannot fail.
    if let Some(id) = id {
        let _ = writeln!(text, "id: {id}");
    }
    let _ = write!(text, "event: {name}\ndata: {data}\n\n");
    text
}

/// The comment that keeps proxies from closing a quiet stream.
pub fn heartbeat() -> String {
    ": still here\n\n".into()
}

struct Receiver(mpsc::Receiver<Bytes>);

impl Stream for Receiver {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|block| block.map(Ok))
    }
}

/// An answer of events, and where to send them.
pub fn stream() -> (SseSender, HttpResponse) {
    let (sender, receiver) = mpsc::channel(BUFFER);
    let response = HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // nginx buffers answers unless told not to; Caddy does not.
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(Receiver(receiver));
    (SseSender(sender), response)
}
