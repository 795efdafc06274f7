//! Files in containers: listing a directory, copying out, copying in.

use std::io;
use std::time::Duration;

use bollard::query_parameters as query;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use serde::Serialize;
use utoipa::ToSchema;

use crate::container::ContainerState;
use crate::engine::{Engine, QUICK};
use crate::error::{Error, ResourceKind, Result, Subject};
use crate::names::{ContainerPath, ContainerRef};
use crate::tarball::{Entry, EntryKind, TarReader, tar_of_file};
use crate::transport::{RawRequest, body_stream};

/// The largest single file that is copied out.
pub const LARGEST_FILE_OUT: u64 = 1024 * 1024 * 1024;
/// The largest file that is copied in.
pub const LARGEST_FILE_IN: u64 = 256 * 1024 * 1024;
/// The most entries a listing has.
const MOST_ENTRIES: usize = 5000;
/// How much of an archive is read for a listing.
const MOST_ARCHIVE: u64 = 64 * 1024 * 1024;
/// How long an archive is read for a listing.
const ARCHIVE_LIMIT: Duration = Duration::from_secs(15);
/// How long copying a file in may take.
const COPY_LIMIT: Duration = Duration::from_secs(30 * 60);

/// What a directory entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// A file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A device, pipe or socket.
    Other,
}

/// One entry of a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileEntry {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its size; 0 for what is no file.
    pub size_bytes: u64,
    /// When its content last changed.
    pub modified_at: DateTime<Utc>,
    /// Its permissions in octal, for example `0644`.
    pub mode: String,
    /// Where a symbolic link points to.
    pub link_target: Option<String>,
}

/// The content of a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileList {
    /// The directory.
    #[schema(value_type = String)]
    pub path: ContainerPath,
    /// What is in it, directories first, by name.
    pub items: Vec<FileEntry>,
    /// Whether there is more than could be listed.
    pub truncated: bool,
}

/// A file or directory on its way out of a container.
pub struct FileContent {
    /// Its name (`root` for the root directory).
    pub name: String,
    /// [`FileKind::File`], whose content comes as it is, or [`FileKind::Directory`], which comes as a tar.
    pub kind: FileKind,
    /// The size of a file; `None` for a directory.
    pub size_bytes: Option<u64>,
    /// The bytes. Read on only when polled.
    pub body: BoxStream<'static, Result<Bytes>>,
}

/// What the engine tells about a path.
struct PathStat {
    /// With symbolic links resolved.
    path: ContainerPath,
    kind: FileKind,
    size: u64,
    mode: u32,
}

impl Engine {
    /// What is in a directory of a container, running or not.
    ///
    /// # Errors
    /// [`Error::NotFound`] with kind container or path; [`Error::Invalid`] when the path is no directory.
    pub async fn list_files(
        &self,
        container: &ContainerRef,
        path: &ContainerPath,
    ) -> Result<FileList> {
        let stat = self.stat(container, path).await?;
        if stat.kind != FileKind::Directory {
            return Err(Error::Invalid(format!("{path} is not a directory")));
        }
        let running =
            self.inspect_raw(container.as_str()).await?.facts().state == ContainerState::Running;
        let listed = if running { self.list_by_find(container, &stat.path).await } else { None };
        let (mut items, truncated) = match listed {
            Some(listed) => listed,
            None => self.list_by_archive(container, &stat.path).await?,
        };
        items.sort_by(|one, other| {
            let rank = |entry: &FileEntry| entry.kind != FileKind::Directory;
            (rank(one), &one.name).cmp(&(rank(other), &other.name))
        });
        Ok(FileList { path: path.clone(), items, truncated })
    }

    /// A file's content, or a directory as tar. Symbolic links are followed.
    ///
    /// # Errors
    /// [`Error::NotFound`] with kind container or path; [`Error::Invalid`] for a file over [`LARGEST_FILE_OUT`] and for
    /// devices, pipes and sockets.
    pub async fn copy_out(
        &self,
        container: &ContainerRef,
        path: &ContainerPath,
    ) -> Result<FileContent> {
        let stat = self.stat(container, path).await?;
        let name = path.split_last().map_or("root", |(_, name)| name).to_owned();
        if stat.kind == FileKind::Directory {
            let body = self.archive(container, &stat.path).await?.boxed();
            return Ok(FileContent { name, kind: FileKind::Directory, size_bytes: None, body });
        }
        if stat.kind != FileKind::File {
            return Err(Error::Invalid(format!("{path} is neither a file nor a directory")));
        }
        if stat.size > LARGEST_FILE_OUT {
            return Err(Error::Invalid(format!("{path} is larger than 1 GiB")));
        }
        let mut reader = TarReader::new(self.archive(container, &stat.path).await?);
        let missing = || Error::NotFound { kind: ResourceKind::Path, id: path.to_string() };
        let entry = reader
            .next_entry()
            .await?
            .filter(|entry| entry.kind == EntryKind::File)
            .ok_or_else(missing)?;
        let body = stream::unfold(Some(reader), |reader| async move {
            let mut reader = reader?;
            match reader.next_content().await {
                Ok(Some(piece)) => Some((Ok(piece), Some(reader))),
                Ok(None) => None,
                Err(error) => Some((Err(error), None)),
            }
        });
        Ok(FileContent {
            name,
            kind: FileKind::File,
            size_bytes: Some(entry.size),
            body: body.boxed(),
        })
    }

    /// Writes a file into a container, over the one that is there (whose permissions stay). `content` must have
    /// exactly `size_bytes` bytes; the file belongs to root. Symbolic links are followed.
    ///
    /// # Errors
    /// [`Error::NotFound`] with kind container, or path when the directory does not exist; [`Error::Invalid`] when the
    /// path is a directory, the content is over [`LARGEST_FILE_IN`] or has another size than said; [`Error::Conflict`]
    /// when the container's file system is read-only.
    pub async fn copy_in(
        &self,
        container: &ContainerRef,
        path: &ContainerPath,
        size_bytes: u64,
        content: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Result<()> {
        if size_bytes > LARGEST_FILE_IN {
            return Err(Error::Invalid("the file is larger than 256 MiB".to_owned()));
        }
        // The file that a link leads to is written, whether it is there yet or not: the link itself stays.
        let (target, mode) = match self.stat(container, path).await {
            Ok(stat) if stat.kind == FileKind::Directory => {
                return Err(Error::Invalid(format!("{path} is a directory")));
            }
            Ok(stat) => (stat.path, stat.mode),
            Err(Error::NotFound { kind: ResourceKind::Path, id }) => {
                (id.parse().unwrap_or_else(|_| path.clone()), 0o644)
            }
            Err(error) => return Err(error),
        };
        let (directory, name) =
            target.split_last().ok_or_else(|| Error::Invalid("/ is a directory".to_owned()))?;
        let now = u64::try_from(Utc::now().timestamp()).unwrap_or_default();
        let wrong_size = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let noticed = wrong_size.clone();
        let tar = tar_of_file(name, size_bytes, mode, now, content)
            .map_err(|error| Error::Invalid(format!("the name cannot be a file's ({error})")))?
            .inspect(move |piece| {
                if piece.is_err() {
                    noticed.store(true, std::sync::atomic::Ordering::Relaxed);
                }
            });
        let options = query::UploadToContainerOptionsBuilder::default()
            .path(directory.as_str())
            .no_overwrite_dir_non_dir("true")
            .build();
        let upload = self.docker.upload_to_container(
            container.as_str(),
            Some(options),
            bollard::body_try_stream(tar),
        );
        match self
            .call(Subject::path(container.as_str(), directory.as_str()), COPY_LIMIT, upload)
            .await
        {
            Err(_) if wrong_size.load(std::sync::atomic::Ordering::Relaxed) => Err(Error::Invalid(
                "the content broke off or has another size than was said".to_owned(),
            )),
            // The container was there a moment ago, so it is the directory that is not.
            Err(Error::NotFound { kind: ResourceKind::Container, .. }) => {
                Err(Error::NotFound { kind: ResourceKind::Path, id: directory.to_string() })
            }
            done => done,
        }
    }

    async fn stat(&self, container: &ContainerRef, path: &ContainerPath) -> Result<PathStat> {
        // Go's file mode bits: https://pkg.go.dev/io/fs#FileMode
        const DIRECTORY: u32 = 1 << 31;
        const SYMLINK: u32 = 1 << 27;
        const NO_FILE: u32 = DIRECTORY | SYMLINK | 1 << 26 | 1 << 25 | 1 << 24 | 1 << 21 | 1 << 19;
        let mut path = path.clone();
        // The engine resolves all of a link at once, but what it resolves to may just have changed.
        for _ in 0..3 {
            let options =
                query::ContainerArchiveInfoOptionsBuilder::default().path(path.as_str()).build();
            let subject = Subject::path(container.as_str(), path.as_str());
            let info = self.docker.get_container_archive_info(container.as_str(), Some(options));
            let info = match self.call(subject, QUICK, info).await {
                // The answer has no text: it is the path that is missing, if the container is there.
                Err(Error::NotFound { .. }) => {
                    self.inspect_raw(container.as_str()).await?;
                    return Err(Error::NotFound { kind: ResourceKind::Path, id: path.to_string() });
                }
                answer => answer?,
            };
            if info.file_mode & SYMLINK != 0 {
                let target = info.link_target.parse();
                path = target.map_err(|_| Error::NotFound {
                    kind: ResourceKind::Path,
                    id: path.to_string(),
                })?;
                continue;
            }
            let kind = match info.file_mode & NO_FILE {
                0 => FileKind::File,
                mode if mode & DIRECTORY != 0 => FileKind::Directory,
                _ => FileKind::Other,
            };
            let size = u64::try_from(info.size).unwrap_or_default();
            return Ok(PathStat { path, kind, size, mode: info.file_mode & 0o777 });
        }
        Err(Error::Invalid(format!("{path} is a link that leads nowhere")))
    }

    async fn archive(
        &self,
        container: &ContainerRef,
        path: &ContainerPath,
    ) -> Result<impl Stream<Item = Result<Bytes>> + Send + Unpin + use<>> {
        let query = [("path", path.as_str())];
        let subject = Subject::path(container.as_str(), path.as_str());
        let request = RawRequest::get(format!("/containers/{container}/archive"), &query, subject);
        Ok(body_stream(self.transport.send(request, QUICK).await?))
    }

    /// Lists with the container's own `find` and `stat` (GNU's or busybox's); `None` where it has none that can.
    async fn list_by_find(
        &self,
        container: &ContainerRef,
        path: &ContainerPath,
    ) -> Option<(Vec<FileEntry>, bool)> {
        let command = [
            "find",
            path.as_str(),
            "-mindepth",
            "1",
            "-maxdepth",
            "1",
            "-exec",
            "stat",
            "-c",
            STAT_FORMAT,
            "{}",
            "+",
        ];
        let (code, output) =
            self.run_in_container(container, command.map(str::to_owned).to_vec()).await.ok()?;
        let mut entries = parse_stat(&output);
        // A file that vanishes meanwhile is an error to find, and none to us.
        if entries.is_empty() && code != 0 {
            return None;
        }
        let truncated = entries.len() > MOST_ENTRIES;
        entries.truncate(MOST_ENTRIES);
        Some((entries, truncated))
    }

    /// Lists from the headers of the directory's archive. The engine sends the content, too, so this stops at a bound.
    async fn list_by_archive(
        &self,
        container: &ContainerRef,
        path: &ContainerPath,
    ) -> Result<(Vec<FileEntry>, bool)> {
        let mut reader = TarReader::new(self.archive(container, path).await?);
        let deadline = tokio::time::Instant::now() + ARCHIVE_LIMIT;
        let mut entries = Vec::new();
        let mut root: Option<String> = None;
        loop {
            let entry = match tokio::time::timeout_at(deadline, reader.next_entry()).await {
                Ok(entry) => entry?,
                Err(_) => return Ok((entries, true)),
            };
            let Some(entry) = entry else { return Ok((entries, false)) };
            // The first entry is the directory itself.
            match &root {
                None => root = Some(plain_path(&entry.path).to_owned()),
                Some(root) => {
                    let below =
                        plain_path(&entry.path).strip_prefix(root.as_str()).unwrap_or_default();
                    let name = below.trim_start_matches('/').to_owned();
                    if !name.is_empty() && !name.contains('/') {
                        entries.push(file_entry(name, entry));
                    }
                }
            }
            if entries.len() >= MOST_ENTRIES || reader.bytes_read() > MOST_ARCHIVE {
                return Ok((entries, true));
            }
        }
    }
}

fn plain_path(path: &str) -> &str {
    path.trim_start_matches("./").trim_matches('/').trim_end_matches("/.")
}

fn file_entry(name: String, entry: Entry) -> FileEntry {
    let kind = match entry.kind {
        EntryKind::File => FileKind::File,
        EntryKind::Directory => FileKind::Directory,
        EntryKind::Symlink => FileKind::Symlink,
        EntryKind::Other => FileKind::Other,
    };
    FileEntry {
        name,
        kind,
        size_bytes: if kind == FileKind::File { entry.size } else { 0 },
        modified_at: DateTime::from_timestamp(entry.modified, 0).unwrap_or_default(),
        mode: format!("{:04o}", entry.mode),
        link_target: entry.link_target,
    }
}

/// Raw mode in hexadecimal, size, time, path, and the path with a link's target, separated by control characters that
/// no sane name has.
const STAT_FORMAT: &str = "%f\u{1f}%s\u{1f}%Y\u{1f}%n\u{1f}%N\u{1e}";

fn parse_stat(output: &[u8]) -> Vec<FileEntry> {
    String::from_utf8_lossy(output).split('\u{1e}').filter_map(parse_stat_record).collect()
}

fn parse_stat_record(record: &str) -> Option<FileEntry> {
    let mut fields = record.trim_start_matches('\n').split('\u{1f}');
    let mode = u32::from_str_radix(fields.next()?, 16).ok()?;
    let size = fields.next()?.parse().ok()?;
    let modified = fields.next()?.parse().ok()?;
    let path = fields.next()?;
    let shown = fields.next()?;
    let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
    // The file type bits of `st_mode`: https://man7.org/linux/man-pages/man7/inode.7.html
    let kind = match mode & 0o170_000 {
        0o100_000 => FileKind::File,
        0o040_000 => FileKind::Directory,
        0o120_000 => FileKind::Symlink,
        _ => FileKind::Other,
    };
    Some(FileEntry {
        name: name.to_owned(),
        kind,
        size_bytes: if kind == FileKind::File { size } else { 0 },
        modified_at: DateTime::from_timestamp(modified, 0)?,
        mode: format!("{:04o}", mode & 0o7777),
        link_target: (kind == FileKind::Symlink).then(|| link_target(path, shown)).flatten(),
    })
}

/// The target out of `'path' -> 'target'`, however the tool quotes it.
fn link_target(path: &str, shown: &str) -> Option<String> {
    let quoted = |quote: char| {
        let rest =
            shown.strip_prefix(quote).or_else(|| shown.strip_prefix('`'))?.strip_prefix(path)?;
        rest.strip_prefix('\'').or_else(|| rest.strip_prefix(quote))?.strip_prefix(" -> ")
    };
    let rest = quoted('\'')
        .or_else(|| quoted('"'))
        .or_else(|| shown.strip_prefix(path)?.strip_prefix(" -> "))?;
    let inner = ['\'', '"', '`']
        .iter()
        .find_map(|quote| rest.strip_prefix(*quote)?.strip_suffix(['\'', '"']));
    Some(inner.unwrap_or(rest).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_stat_is_read() {
        let record = |mode: &str, name: &str, shown: &str| {
            format!("{mode}\u{1f}12\u{1f}1700000000\u{1f}{name}\u{1f}{shown}\u{1e}\n")
        };
        let output = [
            record("81a4", "/etc/host name", "'/etc/host name'"),
            record("41ed", "/etc/dir", "/etc/dir"),
            record("a1ff", "/etc/link", "'/etc/link' -> '../target'"),
            record("a1ff", "/etc/plain", "/etc/plain -> /target"),
            "garbage\u{1e}".to_owned(),
        ]
        .concat();
        let entries = parse_stat(output.as_bytes());
        assert_eq!(entries.len(), 4);
        assert_eq!(
            (entries[0].name.as_str(), entries[0].kind, entries[0].size_bytes, &*entries[0].mode),
            ("host name", FileKind::File, 12, "0644")
        );
        assert_eq!((entries[1].kind, entries[1].size_bytes), (FileKind::Directory, 0));
        assert_eq!(entries[2].link_target.as_deref(), Some("../target"));
        assert_eq!(entries[3].link_target.as_deref(), Some("/target"));
    }
}
