//! Reading containers' logs: the last lines, following, searching, downloading.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream::{self, Stream, StreamExt};

use crate::container::ContainerState;
use crate::engine::{Engine, QUICK};
use crate::error::{Error, ResourceKind, Result, Subject};
use crate::log_lines::{LogEncoding, LogLine, LogLines, LogSource};
use crate::names::ContainerRef;
use crate::transport::{RawRequest, body_stream};

/// The most lines that one answer holds.
pub const MOST_LOG_LINES: usize = 10_000;
/// The most text that one answer holds; of more, the newest.
const MOST_TEXT: usize = 16 * 1024 * 1024;
/// How long one answer may read a log, which counts for a search in a very long one.
const READ_LIMIT: Duration = Duration::from_secs(60);

/// Which part of a log is wanted.
#[derive(Debug, Clone)]
pub struct LogOptions {
    /// Only the last so many lines (matching ones, when searching); all where none is given. At most
    /// [`MOST_LOG_LINES`] in one answer; a followed or downloaded log has no such limit.
    pub tail: Option<usize>,
    /// Only lines written at this time or later.
    pub since: Option<DateTime<Utc>>,
    /// Only lines written later than this: to go on after the last line that was read.
    pub after: Option<DateTime<Utc>>,
    /// Only lines written before this time.
    pub until: Option<DateTime<Utc>>,
    /// Only lines with this text, in any case.
    pub search: Option<String>,
    /// With what was written to the standard output.
    pub stdout: bool,
    /// With what was written to the standard error.
    pub stderr: bool,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self {
            tail: None,
            since: None,
            after: None,
            until: None,
            search: None,
            stdout: true,
            stderr: true,
        }
    }
}

impl LogOptions {
    /// Whether some of the engine's lines are left out here.
    fn is_filtered(&self) -> bool {
        let search = self.search.as_ref().is_some_and(|search| !search.is_empty());
        search || self.stdout != self.stderr
    }
}

/// Why a followed log ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogEnd {
    /// The container was removed.
    ContainerRemoved,
    /// The container stopped; it may be started again, and its log followed again.
    ContainerStopped,
    /// The engine went away.
    EngineUnreachable(String),
}

impl LogEnd {
    /// The reason's name in the API.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::ContainerRemoved => "container_removed",
            Self::ContainerStopped => "container_stopped",
            Self::EngineUnreachable(_) => "engine_unreachable",
        }
    }

    /// The reason in one sentence.
    pub fn detail(&self) -> String {
        match self {
            Self::ContainerRemoved => "The container was removed.".to_owned(),
            Self::ContainerStopped => "The container stopped.".to_owned(),
            Self::EngineUnreachable(detail) => format!("The Docker engine went away: {detail}."),
        }
    }
}

/// What a followed log tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogEvent {
    /// The next lines, as many as arrived together, at least one.
    Lines(Vec<LogLine>),
    /// The log ended. Nothing comes after this.
    Ended(LogEnd),
}

/// A followed log. It reads on only when it is polled, so a slow reader holds the engine back and memory stays flat.
pub type LogFollow = Pin<Box<dyn Stream<Item = LogEvent> + Send>>;

impl Engine {
    /// The wanted lines, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::TimedOut`] when the part of the log to search is too long to be
    /// read in a minute.
    pub async fn logs(
        &self,
        container: &ContainerRef,
        options: &LogOptions,
    ) -> Result<Vec<LogLine>> {
        Ok(self.read_log(container, options).await?.0)
    }

    /// The wanted lines, and the time of the last line that was read to find them.
    async fn read_log(
        &self,
        container: &ContainerRef,
        options: &LogOptions,
    ) -> Result<(Vec<LogLine>, Option<DateTime<Utc>>)> {
        let read = async {
            let wanted = options.tail.unwrap_or(MOST_LOG_LINES).min(MOST_LOG_LINES);
            let filter = LineFilter::new(options);
            let mut batches = self.log_batches(container, options, false).await?;
            let mut lines = VecDeque::new();
            let mut text = 0;
            let mut last = None;
            while let Some(batch) = batches.next().await {
                for line in batch? {
                    last = last.max(line.at);
                    if filter.accepts(&line) {
                        text += line.text.len();
                        lines.push_back(line);
                    }
                    while lines.len() > wanted || (text > MOST_TEXT && lines.len() > 1) {
                        text -= lines.pop_front().map_or(0, |line| line.text.len());
                    }
                }
            }
            Ok((lines.into(), last))
        };
        let limit = Error::TimedOut { after: READ_LIMIT };
        tokio::time::timeout(READ_LIMIT, read).await.map_err(|_| limit)?
    }

    /// The wanted lines and then every new one, until the container stops.
    ///
    /// # Errors
    /// [`Error::NotFound`], or that the engine cannot be reached; later troubles are told by the
    /// stream.
    pub async fn follow_logs(
        self: &Arc<Self>,
        container: &ContainerRef,
        options: &LogOptions,
    ) -> Result<LogFollow> {
        let mut options = options.clone();
        let mut first = None;
        if options.is_filtered() && options.tail.is_some() {
            // The engine counts the last lines before it filters: those are found first.
            let (lines, last) = self.read_log(container, &options).await?;
            first = Some(lines).filter(|lines| !lines.is_empty());
            options.after = options.after.max(last);
            options.tail = None;
        }
        let batches = self.log_batches(container, &options, true).await?;
        let follow = Follow {
            engine: self.clone(),
            container: container.clone(),
            first,
            batches: Some(batches),
            filter: LineFilter::new(&options),
        };
        Ok(Box::pin(stream::unfold(follow, Follow::next)))
    }

    /// The wanted lines as text, one per line with its time in front, in pieces.
    ///
    /// # Errors
    /// [`Error::NotFound`], or that the engine cannot be reached.
    pub async fn download_logs(
        &self,
        container: &ContainerRef,
        options: &LogOptions,
        timestamps: bool,
    ) -> Result<impl Stream<Item = Result<Bytes>> + Send + use<>> {
        let filter = LineFilter::new(options);
        let batches = self.log_batches(container, options, false).await?;
        Ok(batches.map(move |batch| {
            let mut text = String::new();
            for line in batch?.into_iter().filter(|line| filter.accepts(line)) {
                if let Some(at) = line.at.filter(|_| timestamps) {
                    text.push_str(&at.to_rfc3339_opts(chrono::SecondsFormat::Nanos, true));
                    text.push(' ');
                }
                text.push_str(&line.text);
                text.push('\n');
            }
            Ok(Bytes::from(text))
        }))
    }

    async fn log_batches(
        &self,
        container: &ContainerRef,
        options: &LogOptions,
        follow: bool,
    ) -> Result<Batches> {
        let subject = Subject::container(container.as_str());
        let encoding = if self.inspect_raw(container.as_str()).await?.config.tty {
            LogEncoding::Terminal
        } else {
            LogEncoding::Multiplexed
        };
        if !options.stdout && !options.stderr {
            return Err(Error::Invalid(
                "stdout, stderr: at least one of them must be wanted".to_owned(),
            ));
        }
        let flag = |on: bool| if on { "true" } else { "false" };
        // The engine counts the last lines before anything is filtered; then all are read, and
        // the reader counts.
        let tail = options.tail.filter(|_| !options.is_filtered());
        let tail = tail.map_or_else(|| "all".to_owned(), |tail| tail.to_string());
        // At the end of time nothing comes after.
        let after = options
            .after
            .map(|after| after.checked_add_signed(TimeDelta::nanoseconds(1)).unwrap_or(after));
        let since = options.since.max(after).map(nanoseconds);
        // The engine's own `until` takes in a line of that very time.
        let until =
            options.until.and_then(|until| until.checked_sub_signed(TimeDelta::nanoseconds(1)));
        let until = until.or(options.until).map(nanoseconds);
        let mut query = vec![
            ("follow", flag(follow)),
            ("stdout", flag(options.stdout)),
            ("stderr", flag(options.stderr)),
            ("timestamps", "true"),
            ("tail", &tail),
        ];
        query.extend(since.as_deref().map(|since| ("since", since)));
        query.extend(until.as_deref().map(|until| ("until", until)));
        let request = RawRequest::get(format!("/containers/{container}/logs"), &query, subject);
        let pieces = body_stream(self.transport.send(request, QUICK).await?);
        let state = (pieces, Some(LogLines::new(encoding)));
        let batches = stream::unfold(state, |(mut pieces, decoder)| async move {
            let mut decoder = decoder?;
            let mut lines = Vec::new();
            loop {
                match pieces.next().await {
                    Some(Ok(piece)) => decoder.push(&piece, &mut lines),
                    Some(Err(error)) => return Some((Err(error), (pieces, None))),
                    None => {
                        decoder.finish(&mut lines);
                        return (!lines.is_empty()).then_some((Ok(lines), (pieces, None)));
                    }
                }
                if !lines.is_empty() {
                    return Some((Ok(lines), (pieces, Some(decoder))));
                }
            }
        });
        Ok(batches.boxed())
    }

    /// Why a container's stream ended.
    pub(crate) async fn why_ended(&self, container: &ContainerRef) -> LogEnd {
        // A container that is removed by force stops first and is gone a moment later.
        for _ in 0..5 {
            match self.inspect_raw(container.as_str()).await {
                Err(Error::NotFound { kind: ResourceKind::Container, .. }) => {
                    return LogEnd::ContainerRemoved;
                }
                Err(error) if error.is_connection() => {
                    return LogEnd::EngineUnreachable(error.to_string());
                }
                Err(_) => return LogEnd::ContainerStopped,
                Ok(inspect) if inspect.facts().state == ContainerState::Removing => {}
                Ok(inspect) if inspect.facts().state.is_live() => return LogEnd::ContainerStopped,
                Ok(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        LogEnd::ContainerStopped
    }
}

type Batches = Pin<Box<dyn Stream<Item = Result<Vec<LogLine>>> + Send>>;

struct Follow {
    engine: Arc<Engine>,
    container: ContainerRef,
    /// Lines that were found before following began.
    first: Option<Vec<LogLine>>,
    /// `None` once it ended.
    batches: Option<Batches>,
    filter: LineFilter,
}

impl Follow {
    async fn next(mut self) -> Option<(LogEvent, Self)> {
        if let Some(lines) = self.first.take() {
            return Some((LogEvent::Lines(lines), self));
        }
        let batches = self.batches.as_mut()?;
        let trouble = loop {
            match batches.next().await {
                Some(Ok(mut lines)) => {
                    lines.retain(|line| self.filter.accepts(line));
                    if !lines.is_empty() {
                        return Some((LogEvent::Lines(lines), self));
                    }
                }
                Some(Err(error)) => break Some(error),
                None => break None,
            }
        };
        self.batches = None;
        let end = match (self.engine.why_ended(&self.container).await, trouble) {
            (LogEnd::ContainerStopped, Some(error)) if error.is_connection() => {
                LogEnd::EngineUnreachable(error.to_string())
            }
            (end, _) => end,
        };
        Some((LogEvent::Ended(end), self))
    }
}

/// What the engine does not filter (exactly) by itself.
struct LineFilter {
    search: Option<String>,
    after: Option<DateTime<Utc>>,
    stdout: bool,
    stderr: bool,
}

impl LineFilter {
    fn new(options: &LogOptions) -> Self {
        let search = options
            .search
            .as_ref()
            .filter(|search| !search.is_empty())
            .map(|search| search.to_lowercase());
        Self { search, after: options.after, stdout: options.stdout, stderr: options.stderr }
    }

    fn accepts(&self, line: &LogLine) -> bool {
        let wanted = match line.stream {
            LogSource::Stdout => self.stdout,
            LogSource::Stderr => self.stderr,
        };
        let later = self.after.is_none_or(|after| line.at.is_none_or(|at| at > after));
        wanted
            && later
            && self.search.as_ref().is_none_or(|search| line.text.to_lowercase().contains(search))
    }
}

/// The engine's way to write a time with nanoseconds.
fn nanoseconds(time: DateTime<Utc>) -> String {
    format!("{}.{:09}", time.timestamp(), time.timestamp_subsec_nanos())
}
