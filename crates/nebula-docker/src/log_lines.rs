//! Lines out of the engine's log stream, whatever the pieces it arrives in.
//!
//! A container without a terminal has a multiplexed stream: frames of an 8 byte header (stream, three zero bytes, length
//! as big-endian `u32`) and a payload, after the
//! [engine's API](https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerAttach).
//! A container with a terminal has a plain one. Every message starts with its time (`timestamps=1`); the engine cuts
//! messages at 16 KiB, and every part has a time of its own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest line that is passed on; a longer one comes in pieces of this size. It is where the engine cuts, too.
pub const LONGEST_LINE: usize = 16 * 1024;

/// Where a line was written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogSource {
    /// The standard output, or the terminal.
    Stdout,
    /// The standard error.
    Stderr,
}

/// One line of a container's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogLine {
    /// When the container wrote it, to the nanosecond.
    pub at: Option<DateTime<Utc>>,
    /// Where it wrote it to.
    pub stream: LogSource,
    /// The text without its line end; what is not UTF-8 is replaced by U+FFFD. Terminal escapes are kept.
    pub text: String,
}

/// How the stream is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogEncoding {
    /// Frames, from a container without a terminal.
    Multiplexed,
    /// Plain bytes, from a container with a terminal.
    Terminal,
}

/// Splits a log stream into lines. Memory is bounded by two lines of [`LONGEST_LINE`].
#[derive(Debug)]
pub struct LogLines {
    encoding: LogEncoding,
    header: [u8; 8],
    header_length: usize,
    frame_left: usize,
    frame_source: LogSource,
    stdout: PartialLine,
    stderr: PartialLine,
}

/// What one source has written since its last line end.
#[derive(Debug)]
struct PartialLine {
    /// The start of a message, until it is clear whether it is a time.
    prefix: Vec<u8>,
    /// Whether the stream is at the start of a message, where its time stands.
    message_starts: bool,
    line: Vec<u8>,
    at: Option<DateTime<Utc>>,
    /// Pieces of the same line were passed on already.
    continued: bool,
}

impl LogLines {
    /// Starts at the beginning of a stream.
    pub fn new(encoding: LogEncoding) -> Self {
        Self {
            encoding,
            header: [0; 8],
            header_length: 0,
            frame_left: 0,
            frame_source: LogSource::Stdout,
            stdout: PartialLine::new(),
            stderr: PartialLine::new(),
        }
    }

    /// Takes the next piece of the stream and adds the lines that it completes to `lines`.
    pub fn push(&mut self, mut piece: &[u8], lines: &mut Vec<LogLine>) {
        if self.encoding == LogEncoding::Terminal {
            self.stdout.take(piece, LogSource::Stdout, self.encoding, lines);
            return;
        }
        while !piece.is_empty() {
            if self.frame_left > 0 {
                let (payload, rest) = piece.split_at(self.frame_left.min(piece.len()));
                self.frame_left -= payload.len();
                piece = rest;
                let source = self.frame_source;
                self.partial(source).take(payload, source, LogEncoding::Multiplexed, lines);
            } else {
                let missing = (8 - self.header_length).min(piece.len());
                let (start, rest) = piece.split_at(missing);
                self.header[self.header_length..self.header_length + missing]
                    .copy_from_slice(start);
                self.header_length += missing;
                piece = rest;
                if self.header_length == 8 {
                    self.start_frame();
                }
            }
        }
    }

    /// The stream ended: adds the last lines, which have no line end.
    pub fn finish(&mut self, lines: &mut Vec<LogLine>) {
        for source in [LogSource::Stdout, LogSource::Stderr] {
            let mut partial = std::mem::replace(self.partial(source), PartialLine::new());
            partial.settle_prefix();
            if !partial.line.is_empty() {
                partial.emit(source, lines);
            }
        }
    }

    fn partial(&mut self, source: LogSource) -> &mut PartialLine {
        match source {
            LogSource::Stdout => &mut self.stdout,
            LogSource::Stderr => &mut self.stderr,
        }
    }

    fn start_frame(&mut self) {
        let [stream, _, _, _, length @ ..] = self.header;
        self.header_length = 0;
        self.frame_left = u32::from_be_bytes(length) as usize;
        self.frame_source = if stream == 2 { LogSource::Stderr } else { LogSource::Stdout };
        let source = self.frame_source;
        let partial = self.partial(source);
        partial.settle_prefix();
        partial.message_starts = true;
    }
}

/// The longest time: `2026-01-02T03:04:05.123456789+00:00`.
const LONGEST_TIME: usize = 35;

impl PartialLine {
    fn new() -> Self {
        Self {
            prefix: Vec::new(),
            message_starts: true,
            line: Vec::new(),
            at: None,
            continued: false,
        }
    }

    fn take(
        &mut self,
        mut payload: &[u8],
        source: LogSource,
        encoding: LogEncoding,
        lines: &mut Vec<LogLine>,
    ) {
        while !payload.is_empty() {
            // A whole line in one piece, which is nearly every one, is not copied first.
            if self.message_starts
                && self.prefix.is_empty()
                && self.line.is_empty()
                && !self.continued
                && let Some(end) = newline(payload)
                && end <= LONGEST_LINE
            {
                let (at, text) = split_time(&payload[..end]);
                lines.push(line_of(at, source, text));
                payload = &payload[end + 1..];
            } else if self.message_starts {
                payload = self.read_prefix(payload);
            } else {
                let room = LONGEST_LINE - self.line.len();
                let window = &payload[..payload.len().min(room + 1)];
                if let Some(end) = newline(window) {
                    self.line.extend_from_slice(&window[..end]);
                    payload = &payload[end + 1..];
                    // The empty rest of a line whose last piece was exactly full is no line.
                    if !(self.continued && self.line.is_empty()) {
                        self.emit(source, lines);
                    }
                    *self = Self { line: std::mem::take(&mut self.line), ..Self::new() };
                } else if window.len() > room {
                    self.line.extend_from_slice(&window[..room]);
                    payload = &payload[room..];
                    self.emit(source, lines);
                    self.continued = true;
                    // The engine cuts here, too, and a terminal's stream has no frames to show where.
                    self.message_starts = encoding == LogEncoding::Terminal;
                } else {
                    self.line.extend_from_slice(window);
                    payload = &payload[window.len()..];
                }
            }
        }
    }

    /// Collects the start of a message up to its first space, and answers the rest of the payload.
    fn read_prefix<'a>(&mut self, payload: &'a [u8]) -> &'a [u8] {
        let end = payload.iter().position(|byte| matches!(byte, b' ' | b'\n'));
        let room = (LONGEST_TIME + 1 - self.prefix.len()).min(payload.len());
        match end.filter(|end| *end < room) {
            Some(end) if payload[end] == b' ' => {
                self.prefix.extend_from_slice(&payload[..=end]);
                self.settle_prefix();
                &payload[end + 1..]
            }
            Some(end) => {
                self.prefix.extend_from_slice(&payload[..end]);
                self.settle_prefix();
                &payload[end..]
            }
            None => {
                self.prefix.extend_from_slice(&payload[..room]);
                if self.prefix.len() > LONGEST_TIME {
                    self.settle_prefix();
                }
                &payload[room..]
            }
        }
    }

    /// Reads what was collected at the start of a message as its time, or as text when it is none.
    fn settle_prefix(&mut self) {
        self.message_starts = false;
        let prefix = std::mem::take(&mut self.prefix);
        let (at, text) = split_time(&prefix);
        if self.at.is_none() {
            self.at = at;
        }
        self.line.extend_from_slice(text);
    }

    fn emit(&mut self, source: LogSource, lines: &mut Vec<LogLine>) {
        lines.push(line_of(self.at, source, &self.line));
        self.line.clear();
    }
}

fn newline(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'\n')
}

/// Splits the time and its space off the start of a message; a message without one stays whole.
fn split_time(message: &[u8]) -> (Option<DateTime<Utc>>, &[u8]) {
    let start = &message[..message.len().min(LONGEST_TIME + 1)];
    let time = start.iter().position(|byte| *byte == b' ').and_then(|space| {
        let text = std::str::from_utf8(&start[..space]).ok()?;
        let at = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
        Some((at, space + 1))
    });
    match time {
        Some((at, end)) => (Some(at), &message[end..]),
        None => (None, message),
    }
}

fn line_of(at: Option<DateTime<Utc>>, stream: LogSource, text: &[u8]) -> LogLine {
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    LogLine { at, stream, text: String::from_utf8_lossy(text).into_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TIME: &str = "2026-01-02T03:04:05.123456789Z";

    fn frame(stream: u8, payload: &[u8]) -> Vec<u8> {
        let mut frame = vec![stream, 0, 0, 0];
        frame.extend_from_slice(&u32::try_from(payload.len()).unwrap().to_be_bytes());
        frame.extend_from_slice(payload);
        frame
    }

    fn decode<'a>(
        encoding: LogEncoding,
        pieces: impl IntoIterator<Item = &'a [u8]>,
    ) -> Vec<LogLine> {
        let mut decoder = LogLines::new(encoding);
        let mut lines = Vec::new();
        for piece in pieces {
            decoder.push(piece, &mut lines);
        }
        decoder.finish(&mut lines);
        lines
    }

    fn texts(lines: &[LogLine]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn frames_of_both_sources_become_lines_with_times() {
        let mut stream = frame(1, format!("{TIME} hello\n").as_bytes());
        stream.extend(frame(2, format!("{TIME} oops\r\n").as_bytes()));
        stream.extend(frame(1, format!("{TIME} \n").as_bytes()));
        stream.extend(frame(1, format!("{TIME} no end \u{e4}").as_bytes()));
        let lines = decode(LogEncoding::Multiplexed, [&*stream]);
        assert_eq!(texts(&lines), ["hello", "oops", "", "no end ä"]);
        assert_eq!(lines[1].stream, LogSource::Stderr);
        assert_eq!(lines[0].at.unwrap().timestamp_subsec_nanos(), 123_456_789);
        assert_eq!(serde_json::to_value(&lines[0]).unwrap()["at"], TIME);
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        let lines = decode(LogEncoding::Multiplexed, [&*frame(1, b"\xff\xfe\n")]);
        assert_eq!(texts(&lines), ["\u{fffd}\u{fffd}"]);
    }

    #[test]
    fn a_long_line_comes_in_pieces_without_the_times_between() {
        let part = "x".repeat(LONGEST_LINE);
        let mut stream = frame(1, format!("{TIME} {part}").as_bytes());
        stream.extend(frame(1, format!("{TIME} {part}").as_bytes()));
        stream.extend(frame(1, format!("{TIME} rest\n").as_bytes()));
        stream.extend(frame(1, format!("{TIME} next\n").as_bytes()));
        assert_eq!(
            texts(&decode(LogEncoding::Multiplexed, [&*stream])),
            [&*part, &*part, "rest", "next"]
        );

        let exact = [
            frame(1, format!("{TIME} {part}").as_bytes()),
            frame(1, format!("{TIME} \n").as_bytes()),
        ]
        .concat();
        assert_eq!(texts(&decode(LogEncoding::Multiplexed, [&*exact])), [&*part]);

        let terminal = format!("{TIME} {part}{TIME} {part}{TIME} rest\r\n{TIME} next\r\n");
        assert_eq!(
            texts(&decode(LogEncoding::Terminal, [terminal.as_bytes()])),
            [&*part, &*part, "rest", "next"]
        );
    }

    #[test]
    fn memory_stays_bounded_whatever_a_frame_claims() {
        let mut decoder = LogLines::new(LogEncoding::Multiplexed);
        decoder.push(&[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], &mut Vec::new());
        for _ in 0..1000 {
            let mut lines = Vec::new();
            decoder.push(&[b'x'; 4096], &mut lines);
            assert!(decoder.stdout.line.capacity() <= 2 * LONGEST_LINE);
        }
    }

    /// A message as an engine would write it: with a time, cut at 16 KiB.
    fn engine_stream(messages: &[(bool, String)]) -> (Vec<u8>, Vec<u8>) {
        let mut multiplexed = Vec::new();
        let mut terminal = Vec::new();
        for (error, text) in messages {
            let mut rest = text.as_bytes();
            loop {
                let (part, after) = rest.split_at(rest.len().min(LONGEST_LINE));
                let end = if after.is_empty() { "\n" } else { "" };
                let payload = [TIME.as_bytes(), b" ", part, end.as_bytes()].concat();
                multiplexed.extend(frame(if *error { 2 } else { 1 }, &payload));
                terminal.extend(payload);
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
        }
        (multiplexed, terminal)
    }

    fn pieces<'a>(bytes: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
        let mut pieces = Vec::new();
        let mut rest = bytes;
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            pieces.push(piece);
            rest = after;
        }
        pieces
    }

    fn message() -> impl Strategy<Value = (bool, String)> {
        let text = prop_oneof![
            8 => "[ -~]{0,60}",
            1 => (0usize..3, "[a-z]{0,40}").prop_map(|(parts, rest)| "y".repeat(parts * LONGEST_LINE) + &rest),
        ];
        (any::<bool>(), text)
    }

    proptest! {
        #[test]
        fn where_the_stream_is_cut_changes_nothing(
            messages in proptest::collection::vec(message(), 0..20),
            cuts in proptest::collection::vec(1usize..50, 1..20),
            large in 1usize..40_000,
        ) {
            let (multiplexed, terminal) = engine_stream(&messages);
            let mut cuts = cuts;
            cuts.push(large);
            let expected: Vec<(bool, String)> = messages.iter().flat_map(|(error, text)| {
                let bytes = text.as_bytes();
                let parts: Vec<_> = bytes.chunks(LONGEST_LINE).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
                let parts = if parts.is_empty() { vec![String::new()] } else { parts };
                parts.into_iter().map(|part| (*error, part))
            }).collect();
            let lines = decode(LogEncoding::Multiplexed, pieces(&multiplexed, &cuts));
            prop_assert!(lines.iter().all(|line| line.at.is_some()));
            let decoded: Vec<_> = lines.into_iter().map(|line| (line.stream == LogSource::Stderr, line.text)).collect();
            prop_assert_eq!(&decoded, &expected);
            let lines = decode(LogEncoding::Terminal, pieces(&terminal, &cuts));
            let decoded: Vec<_> = lines.into_iter().map(|line| line.text).collect();
            let expected: Vec<_> = expected.into_iter().map(|(_, text)| text).collect();
            prop_assert_eq!(decoded, expected);
        }

        #[test]
        fn any_bytes_in_any_pieces_give_the_same_lines(bytes in proptest::collection::vec(any::<u8>(), 0..2000), cuts in proptest::collection::vec(1usize..30, 1..10)) {
            for encoding in [LogEncoding::Multiplexed, LogEncoding::Terminal] {
                prop_assert_eq!(decode(encoding, [&*bytes]), decode(encoding, pieces(&bytes, &cuts)));
            }
        }
    }
}
