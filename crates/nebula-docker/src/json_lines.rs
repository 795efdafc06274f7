//! JSON values one after another in a byte stream, each on a line of its own, as the engine sends events, statistics
//! and progress.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use futures_util::Stream;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The longest line that is read. Events and statistics are a few kilobytes.
const LONGEST_LINE: usize = 4 * 1024 * 1024;

/// The values of a byte stream. A line that is no such value is left out.
pub(crate) struct JsonLines<T, S> {
    pieces: S,
    buffer: BytesMut,
    /// How much of the buffer is known to hold no line end.
    searched: usize,
    ended: bool,
    value: PhantomData<fn() -> T>,
}

impl<T, S> JsonLines<T, S> {
    pub(crate) fn new(pieces: S) -> Self {
        Self { pieces, buffer: BytesMut::new(), searched: 0, ended: false, value: PhantomData }
    }
}

impl<T: DeserializeOwned, S: Stream<Item = Result<Bytes>> + Unpin> Stream for JsonLines<T, S> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let this = self.get_mut();
        loop {
            let end = this.buffer[this.searched..].iter().position(|byte| *byte == b'\n');
            if let Some(end) = end.map(|end| this.searched + end) {
                let line = this.buffer.split_to(end);
                this.buffer.advance(1);
                this.searched = 0;
                if let Some(value) = read(&line) {
                    return Poll::Ready(Some(Ok(value)));
                }
                continue;
            }
            this.searched = this.buffer.len();
            if this.ended {
                let line = this.buffer.split();
                this.searched = 0;
                return Poll::Ready(read(&line).map(Ok));
            }
            if this.buffer.len() > LONGEST_LINE {
                return Poll::Ready(Some(Err(Error::Engine(
                    "it sent a line of over 4 MiB".to_owned(),
                ))));
            }
            match ready!(Pin::new(&mut this.pieces).poll_next(context)) {
                Some(Ok(piece)) => this.buffer.extend_from_slice(&piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => this.ended = true,
            }
        }
    }
}

fn read<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    match serde_json::from_slice(line) {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::debug!(%error, "a line of the engine was not understood");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, StreamExt, stream};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_are_read_wherever_the_stream_is_cut(values in proptest::collection::vec(any::<i64>(), 0..20), size in 1usize..12, last_end: bool) {
            let mut text = values.iter().map(i64::to_string).collect::<Vec<_>>().join("\nnot json\n\r\n");
            if last_end {
                text.push('\n');
            }
            let pieces: Vec<_> = text.as_bytes().chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
            let read: Vec<_> = JsonLines::<i64, _>::new(stream::iter(pieces)).map(|value| value.unwrap()).collect().now_or_never().unwrap();
            prop_assert_eq!(read, values);
        }
    }
}
