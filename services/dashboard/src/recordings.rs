//! Recordings of terminals: asciicast v2, sealed on disk frame by frame.
//!
//! A file is a sequence of frames, each a length (4 bytes, big endian) and as many sealed bytes. A
//! frame is sealed with the recording's id and its place as identity, so frames can be neither
//! exchanged nor left out in the middle; what a crash cuts off is the end of the last one.

use std::path::PathBuf;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{Stream, TryStreamExt, stream};
use nebula_api::{Error, Result, paging::Page};
use tokio::{
    fs::{File, OpenOptions},
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    time::Instant,
};
use uuid::Uuid;

use crate::{
    access::{Caller, Level, Module},
    app::App,
    db::{self, recordings::RecordingRow},
};

/// A recording may not be larger. A terminal that must be recorded ends there.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Frames are written when they have grown to this.
const FRAME_BYTES: usize = 64 * 1024;
/// No frame of ours is larger.
const MAX_FRAME_BYTES: u32 = 1024 * 1024;

fn path(app: &App, id: Uuid) -> PathBuf {
    app.config.data_dir.join("recordings").join(format!("{id}.cast.sealed"))
}

fn identity(id: Uuid, frame: u64) -> String {
    format!("recordings:{id}:{frame}")
}

/// What is recorded.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Who types.
    pub caller: Caller,
    /// The engine.
    pub engine: String,
    /// The container.
    pub container_id: String,
    /// Its name.
    pub container_name: String,
    /// What runs in the terminal.
    pub command: String,
    /// Columns at the start.
    pub columns: u16,
    /// Rows at the start.
    pub rows: u16,
}

/// Writes one recording.
pub struct Recorder {
    id: Uuid,
    file: File,
    began: Instant,
    pending: String,
    /// The start of a character whose rest has not come yet.
    partial: Vec<u8>,
    frame: u64,
    written: u64,
}

/// Begins a recording.
///
/// # Errors
/// `Unavailable` when the database is away, `Internal` when the data folder cannot be written.
pub async fn begin(app: &App, subject: &Subject) -> Result<Recorder> {
    let id = Uuid::now_v7();
    let row = RecordingRow {
        id,
        user_id: subject.caller.user_id,
        username: subject.caller.username.clone(),
        engine: subject.engine.clone(),
        container_id: subject.container_id.clone(),
        container_name: subject.container_name.clone(),
        command: subject.command.clone(),
        started_at: Utc::now(),
        ended_at: None,
        duration_ms: 0,
        size_bytes: 0,
        cols: subject.columns.into(),
        rows: subject.rows.into(),
        status: "recording".into(),
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let file = options.open(path(app, id)).await.map_err(Error::internal)?;
    let mut conn = app.db.conn().await?;
    db::recordings::insert(&mut conn, &row).await?;
    let header = serde_json::json!({
        "version": 2,
        "width": subject.columns,
        "height": subject.rows,
        "timestamp": row.started_at.timestamp(),
        "title": format!("{} on {}", subject.container_name, subject.engine),
        "env": { "TERM": "xterm-256color" },
    });
    Ok(Recorder {
        id,
        file,
        began: Instant::now(),
        pending: format!("{header}\n"),
        partial: Vec::new(),
        frame: 0,
        written: 0,
    })
}

impl Recorder {
    /// The recording.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Whether there is room for more.
    pub fn is_full(&self) -> bool {
        self.written + self.pending.len() as u64 >= MAX_BYTES
    }

    /// Whether enough has come to be written.
    pub fn wants_flush(&self) -> bool {
        self.pending.len() >= FRAME_BYTES
    }

    fn event(&mut self, kind: &str, data: &str) {
        let at = self.began.elapsed().as_secs_f64();
        // JSON writes the text, so nothing in it can break the line.
        let data = serde_json::Value::from(data);
        self.pending.push_str(&format!("[{at:.6},\"{kind}\",{data}]\n"));
    }

    /// Adds what the terminal showed.
    pub fn output(&mut self, bytes: &[u8]) {
        self.partial.extend_from_slice(bytes);
        let complete = complete_characters(&self.partial);
        if complete > 0 {
            let rest = self.partial.split_off(complete);
            let text = String::from_utf8_lossy(&self.partial).into_owned();
            self.partial = rest;
            self.event("o", &text);
        }
    }

    /// Adds a change of size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.event("r", &format!("{columns}x{rows}"));
    }

    /// Writes what has come so far.
    ///
    /// # Errors
    /// `Internal` when it cannot be sealed or written.
    pub async fn flush(&mut self, app: &App) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.pending);
        for chunk in text.as_bytes().chunks(FRAME_BYTES * 4) {
            let sealed = app
                .config
                .keyring
                .seal_bytes(chunk, &identity(self.id, self.frame))
                .map_err(Error::internal)?;
            let length = u32::try_from(sealed.len()).map_err(Error::internal)?;
            self.file.write_all(&length.to_be_bytes()).await.map_err(Error::internal)?;
            self.file.write_all(&sealed).await.map_err(Error::internal)?;
            self.frame += 1;
        }
        self.file.flush().await.map_err(Error::internal)?;
        self.written += text.len() as u64;
        Ok(())
    }

    /// Ends the recording. A database that is away leaves it open; the next start marks it.
    pub async fn finish(mut self, app: &App) {
        if !self.partial.is_empty() {
            let text = String::from_utf8_lossy(&std::mem::take(&mut self.partial)).into_owned();
            self.event("o", &text);
        }
        let finished = async {
            self.flush(app).await?;
            self.file.sync_all().await.map_err(Error::internal)?;
            let duration_ms = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX);
            let size_bytes = i64::try_from(self.written).unwrap_or(i64::MAX);
            let mut conn = app.db.conn().await?;
            db::recordings::update(&mut conn, self.id, duration_ms, size_bytes, "complete").await?;
            Ok::<_, Error>(())
        };
        if let Err(error) = finished.await {
            tracing::warn!(recording.id = %self.id, %error, "a recording could not be completed");
        }
    }
}

impl Recorder {
    /// Forgets a recording of a terminal that could not be opened.
    pub async fn discard(self, app: &App) {
        let discarded = async {
            remove_file(app, self.id).await?;
            let mut conn = app.db.conn().await?;
            db::recordings::delete(&mut conn, self.id).await?;
            Ok::<_, Error>(())
        };
        if let Err(error) = discarded.await {
            tracing::warn!(recording.id = %self.id, %error, "an empty recording stays behind");
        }
    }
}

/// How many bytes at the start of `bytes` end with a whole character; invalid ones count as whole.
fn complete_characters(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(3);
    for start in (tail..bytes.len()).rev() {
        let byte = bytes[start];
        if byte & 0b1100_0000 == 0b1000_0000 {
            continue;
        }
        let length = match byte {
            0xF0..=0xF7 => 4,
            0xE0..=0xEF => 3,
            0xC0..=0xDF => 2,
            _ => 1,
        };
        return if start + length > bytes.len() { start } else { bytes.len() };
    }
    bytes.len()
}

/// Whose recordings `caller` sees: everyone's, or those of their own terminals.
fn visible_to(caller: &Caller) -> Result<Option<Uuid>> {
    if caller.may(Module::Recordings, Level::Read) {
        return Ok(None);
    }
    caller.require(Module::Terminal, Level::Write)?;
    Ok(Some(caller.user_id))
}

/// Recordings, the newest first: all, or one's own for those who may not see all.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn list(
    app: &App,
    caller: &Caller,
    search: Option<&str>,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: u32,
) -> Result<Page<RecordingRow>> {
    let mut conn = app.db.conn().await?;
    let limit_and_one = i64::from(limit) + 1;
    let owner = visible_to(caller)?;
    let rows = db::recordings::list(&mut conn, owner, search, before, limit_and_one).await?;
    Page::cut(rows, limit, |row| (row.started_at, row.id))
}

/// One recording that `caller` may see.
///
/// # Errors
/// `NotFound`.
pub async fn find(app: &App, caller: &Caller, id: Uuid) -> Result<RecordingRow> {
    let owner = visible_to(caller)?;
    let mut conn = app.db.conn().await?;
    db::recordings::find(&mut conn, id)
        .await?
        .filter(|row| owner.is_none_or(|owner| owner == row.user_id))
        .ok_or_else(|| Error::not_found("recording", id.to_string()))
}

/// The asciicast of a recording that `caller` may see, as far as it is written.
///
/// # Errors
/// `NotFound` when there is no such recording or its file is gone.
pub async fn cast(
    app: &App,
    caller: &Caller,
    id: Uuid,
) -> Result<impl Stream<Item = std::io::Result<Bytes>> + Send + use<>> {
    find(app, caller, id).await?;
    let file = File::open(path(app, id))
        .await
        .map_err(|_| Error::not_found("file of the recording", id.to_string()))?;
    let keyring = app.config.keyring.clone();
    let frames = stream::try_unfold((BufReader::new(file), 0u64), move |(mut file, frame)| {
        let keyring = keyring.clone();
        async move {
            let mut length = [0; 4];
            match file.read_exact(&mut length).await {
                Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
                result => result?,
            };
            let length = u32::from_be_bytes(length);
            if length > MAX_FRAME_BYTES {
                return Err(std::io::Error::other("the recording is damaged"));
            }
            let mut sealed = vec![0; length as usize];
            match file.read_exact(&mut sealed).await {
                // Cut off by a crash: what is before it is whole.
                Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
                result => result?,
            };
            let text = keyring
                .open_bytes(&sealed, &identity(id, frame))
                .map_err(|_| std::io::Error::other("the recording is damaged"))?;
            Ok(Some((Bytes::copy_from_slice(&text), (file, frame + 1))))
        }
    });
    Ok(frames.inspect_err(move |error| {
        tracing::error!(recording.id = %id, %error, "a recording cannot be read");
    }))
}

/// Removes a recording with its file.
///
/// # Errors
/// `NotFound`, or `Conflict` while it is being made.
pub async fn delete(app: &App, id: Uuid) -> Result<()> {
    let mut conn = app.db.conn().await?;
    let row = db::recordings::find(&mut conn, id)
        .await?
        .ok_or_else(|| Error::not_found("recording", id.to_string()))?;
    if row.status == "recording" {
        return Err(Error::Conflict("The terminal is still open. Close it first.".into()));
    }
    remove_file(app, id).await?;
    db::recordings::delete(&mut conn, id).await?;
    Ok(())
}

async fn remove_file(app: &App, id: Uuid) -> Result<()> {
    match tokio::fs::remove_file(path(app, id)).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Marks recordings that a process that died left open.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn interrupt_open(app: &App) -> Result<()> {
    let mut conn = app.db.conn().await?;
    let interrupted = db::recordings::interrupt_open(&mut conn).await?;
    if interrupted > 0 {
        tracing::info!(recordings = interrupted, "recordings left open were closed");
    }
    Ok(())
}

/// Removes recordings that began more than `days` ago.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn delete_old(app: &App, days: i32) -> Result<()> {
    let mut conn = app.db.conn().await?;
    let oldest = Utc::now() - TimeDelta::days(days.into());
    for id in db::recordings::started_before(&mut conn, oldest).await? {
        // One file that cannot be removed must not keep all the others.
        if let Err(error) = remove_file(app, id).await {
            tracing::warn!(%error, recording = %id, "the old recording cannot be removed");
            continue;
        }
        db::recordings::delete(&mut conn, id).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::complete_characters;

    #[test]
    fn characters_are_not_torn() {
        let text = "aé€𝄞".as_bytes();
        for end in 0..=text.len() {
            let complete = complete_characters(&text[..end]);
            assert!(std::str::from_utf8(&text[..complete]).is_ok(), "{end}");
            assert!(end - complete < 4);
        }
        assert_eq!(complete_characters(&[0xFF, 0xFF]), 2);
        assert_eq!(complete_characters(&[0x80; 8]), 8);
    }
}
