//! Reading and writing tar as a stream, without holding a file in memory. The engine moves files in and out of
//! containers only as tar.

use std::collections::HashMap;
use std::io;

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};

use crate::error::{Error, Result};

const BLOCK: usize = 512;
/// The longest extended header (a long name, or PAX records) that is read.
const LONGEST_EXTENSION: u64 = 64 * 1024;

/// What an entry of a tar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    File,
    Directory,
    Symlink,
    Other,
}

/// One entry's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) kind: EntryKind,
    pub(crate) size: u64,
    pub(crate) mode: u32,
    /// Seconds since 1970.
    pub(crate) modified: i64,
    pub(crate) link_target: Option<String>,
}

/// A tar that arrives in pieces.
pub(crate) struct TarReader<S> {
    pieces: S,
    buffer: BytesMut,
    /// What is left of the current entry's content, and of the padding after it.
    content_left: u64,
    padding_left: u64,
    /// How much was taken from the pieces.
    taken: u64,
}

impl<S: Stream<Item = Result<Bytes>> + Unpin> TarReader<S> {
    pub(crate) fn new(pieces: S) -> Self {
        Self { pieces, buffer: BytesMut::new(), content_left: 0, padding_left: 0, taken: 0 }
    }

    /// How many bytes were read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.taken
    }

    /// The next entry, after skipping what is left of the current one; `None` at the end.
    pub(crate) async fn next_entry(&mut self) -> Result<Option<Entry>> {
        let mut long_path = None;
        let mut long_link = None;
        let mut records = HashMap::new();
        loop {
            while self.next_content().await?.is_some() {}
            let Some(header) = self.header().await? else { return Ok(None) };
            let kind = header.entry_type();
            let size = header.entry_size().map_err(broken)?;
            if kind.is_gnu_longname()
                || kind.is_gnu_longlink()
                || kind.is_pax_local_extensions()
                || kind.is_pax_global_extensions()
            {
                let text = self.extension(size).await?;
                let name = || {
                    String::from_utf8_lossy(
                        text.split(|byte| *byte == 0).next().unwrap_or_default(),
                    )
                    .into_owned()
                };
                if kind.is_gnu_longname() {
                    long_path = Some(name());
                } else if kind.is_gnu_longlink() {
                    long_link = Some(name());
                } else if kind.is_pax_local_extensions() {
                    records.extend(pax_records(&text));
                }
                continue;
            }
            let size = match records.get("size") {
                Some(size) => size.parse().map_err(|_| broken("a size is no number"))?,
                None => size,
            };
            let kind = if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                EntryKind::File
            } else if kind.is_dir() {
                EntryKind::Directory
            } else if kind.is_symlink() {
                EntryKind::Symlink
            } else {
                EntryKind::Other
            };
            self.start_content(size);
            let path = records.remove("path").or(long_path);
            let link = records.remove("linkpath").or(long_link);
            let header_link =
                || header.link_name_bytes().map(|link| String::from_utf8_lossy(&link).into_owned());
            let modified =
                records.get("mtime").and_then(|time| time.split('.').next()?.parse().ok());
            return Ok(Some(Entry {
                path: path
                    .unwrap_or_else(|| String::from_utf8_lossy(&header.path_bytes()).into_owned()),
                kind,
                size,
                mode: header.mode().unwrap_or_default() & 0o7777,
                modified: modified.unwrap_or_else(|| {
                    i64::try_from(header.mtime().unwrap_or_default()).unwrap_or_default()
                }),
                link_target: (kind == EntryKind::Symlink)
                    .then(|| link.or_else(header_link))
                    .flatten(),
            }));
        }
    }

    /// The next piece of the current entry's content; `None` at its end.
    pub(crate) async fn next_content(&mut self) -> Result<Option<Bytes>> {
        if self.content_left > 0 {
            if self.buffer.is_empty() && !self.fill().await? {
                return Err(broken("it ends inside a file"));
            }
            let length =
                self.buffer.len().min(usize::try_from(self.content_left).unwrap_or(usize::MAX));
            self.content_left -= length as u64;
            return Ok(Some(self.buffer.split_to(length).freeze()));
        }
        while self.padding_left > 0 {
            if self.buffer.is_empty() && !self.fill().await? {
                // Some writers leave the last padding out.
                self.padding_left = 0;
                break;
            }
            let length =
                self.buffer.len().min(usize::try_from(self.padding_left).unwrap_or(usize::MAX));
            self.padding_left -= length as u64;
            self.buffer.advance(length);
        }
        Ok(None)
    }

    fn start_content(&mut self, size: u64) {
        self.content_left = size;
        self.padding_left = size.next_multiple_of(BLOCK as u64).saturating_sub(size);
    }

    /// The next header block; `None` at the end mark or the end of the stream.
    async fn header(&mut self) -> Result<Option<tar::Header>> {
        while self.buffer.len() < BLOCK {
            if !self.fill().await? {
                return if self.buffer.is_empty() {
                    Ok(None)
                } else {
                    Err(broken("it ends inside a header"))
                };
            }
        }
        let block = self.buffer.split_to(BLOCK);
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let mut header = tar::Header::new_old();
        header.as_mut_bytes().copy_from_slice(&block);
        // The checksum counts its own field as spaces.
        let sum: u32 = block
            .iter()
            .enumerate()
            .map(|(at, byte)| u32::from(if (148..156).contains(&at) { b' ' } else { *byte }))
            .sum();
        if header.cksum().map_err(broken)? != sum {
            return Err(broken("a checksum is wrong"));
        }
        Ok(Some(header))
    }

    async fn extension(&mut self, size: u64) -> Result<Vec<u8>> {
        if size > LONGEST_EXTENSION {
            return Err(broken("an extended header is too long"));
        }
        self.start_content(size);
        let mut text = Vec::new();
        while let Some(piece) = self.next_content().await? {
            text.extend_from_slice(&piece);
        }
        Ok(text)
    }

    async fn fill(&mut self) -> Result<bool> {
        while let Some(piece) = self.pieces.next().await {
            let piece = piece?;
            if !piece.is_empty() {
                self.taken += piece.len() as u64;
                self.buffer.extend_from_slice(&piece);
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn broken(what: impl std::fmt::Display) -> Error {
    Error::Engine(format!("it sent a broken archive ({what})"))
}

/// `"<length> <key>=<value>\n"`, again and again.
fn pax_records(text: &[u8]) -> Vec<(String, String)> {
    let mut records = Vec::new();
    let mut rest = text;
    while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
        let length = std::str::from_utf8(&rest[..space])
            .ok()
            .and_then(|length| length.parse::<usize>().ok());
        let Some(length) = length.filter(|length| *length > space + 1 && *length <= rest.len())
        else {
            break;
        };
        let record = String::from_utf8_lossy(&rest[space + 1..length]);
        if let Some((key, value)) = record.trim_end_matches('\n').split_once('=') {
            records.push((key.to_owned(), value.to_owned()));
        }
        rest = &rest[length..];
    }
    records
}

/// A tar with one file, whose content must have exactly `size` bytes.
pub(crate) fn tar_of_file(
    name: &str,
    size: u64,
    mode: u32,
    modified: u64,
    content: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
) -> io::Result<impl Stream<Item = io::Result<Bytes>> + Send + 'static> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(size);
    header.set_mode(mode);
    header.set_mtime(modified);
    header.set_uid(0);
    header.set_gid(0);
    let mut builder = tar::Builder::new(Vec::new());
    // The builder writes the header, after an extended one for a long name; the content follows as it comes.
    builder.append_data(&mut header, name, io::empty())?;
    let start = Bytes::copy_from_slice(builder.get_ref());
    let padding = usize::try_from(size.next_multiple_of(BLOCK as u64) - size).unwrap_or_default();
    let end = Bytes::from(vec![0; padding + 2 * BLOCK]);
    let counted = stream::unfold((Box::pin(content), size), |(mut content, left)| async move {
        match content.next().await {
            Some(Ok(piece)) => match left.checked_sub(piece.len() as u64) {
                Some(left) => Some((Ok(piece), (content, left))),
                None => Some((
                    Err(io::Error::other("the content is longer than its stated size")),
                    (content, 0),
                )),
            },
            Some(Err(error)) => Some((Err(error), (content, left))),
            None if left > 0 => Some((
                Err(io::Error::other("the content is shorter than its stated size")),
                (content, 0),
            )),
            None => None,
        }
    });
    Ok(stream::iter([Ok(start)]).chain(counted).chain(stream::iter([Ok(end)])))
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use proptest::prelude::*;

    use super::*;

    fn read_all(bytes: &[u8], size: usize) -> Result<Vec<(Entry, Vec<u8>)>> {
        let pieces: Vec<_> =
            bytes.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let mut reader = TarReader::new(stream::iter(pieces));
        async move {
            let mut entries = Vec::new();
            while let Some(entry) = reader.next_entry().await? {
                let mut content = Vec::new();
                while let Some(piece) = reader.next_content().await? {
                    content.extend_from_slice(&piece);
                }
                entries.push((entry, content));
            }
            Ok(entries)
        }
        .now_or_never()
        .unwrap()
    }

    fn tar_of(name: &str, content: &[u8]) -> io::Result<Vec<u8>> {
        let pieces: Vec<_> =
            content.chunks(100).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let tar =
            tar_of_file(name, content.len() as u64, 0o640, 1_700_000_000, stream::iter(pieces))?;
        let pieces: Vec<io::Result<Bytes>> = tar.collect().now_or_never().unwrap();
        Ok(pieces.into_iter().collect::<io::Result<Vec<_>>>()?.concat())
    }

    #[test]
    fn directories_links_and_long_names_are_read() {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Directory);
        header.set_size(0);
        header.set_mode(0o755);
        builder.append_data(&mut header, "etc/", io::empty()).unwrap();
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Symlink);
        header.set_size(0);
        let target = "t".repeat(150);
        builder.append_link(&mut header, "etc/link", &target).unwrap();
        builder
            .append_pax_extensions([
                ("path", "etc/from pax".as_bytes()),
                ("mtime", b"1700000000.5"),
            ])
            .unwrap();
        let mut header = tar::Header::new_ustar();
        header.set_size(3);
        header.set_mode(0o600);
        builder.append_data(&mut header, "short", &b"abc"[..]).unwrap();
        let bytes = builder.into_inner().unwrap();
        let entries = read_all(&bytes, 77).unwrap();
        assert_eq!(entries[0].0.kind, EntryKind::Directory);
        assert_eq!(entries[1].0.link_target.as_deref(), Some(&*target));
        assert_eq!(
            (entries[2].0.path.as_str(), entries[2].0.modified),
            ("etc/from pax", 1_700_000_000)
        );
        assert_eq!(entries[2].1, b"abc");
    }

    #[test]
    fn a_wrong_stated_size_is_an_error() {
        for stated in [2, 4] {
            let tar =
                tar_of_file("f", stated, 0o644, 0, stream::iter([Ok(Bytes::from_static(b"abc"))]))
                    .unwrap();
            let pieces: Vec<io::Result<Bytes>> = tar.collect().now_or_never().unwrap();
            assert!(pieces.iter().any(|piece| piece.is_err()), "stated {stated}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(name in "[a-z ä]{1,150}", content in proptest::collection::vec(any::<u8>(), 0..3000), size in 1usize..1500) {
            let tar = tar_of(&name, &content).unwrap();
            let entries = read_all(&tar, size).unwrap();
            prop_assert_eq!(entries.len(), 1);
            let (entry, read) = &entries[0];
            prop_assert_eq!(&entry.path, &name);
            prop_assert_eq!((entry.kind, entry.size, entry.mode, entry.modified), (EntryKind::File, content.len() as u64, 0o640, 1_700_000_000));
            prop_assert_eq!(read, &content);
        }

        #[test]
        fn a_broken_archive_is_an_error_and_nothing_worse(content in proptest::collection::vec(any::<u8>(), 0..800), at in 0usize..2000, byte: u8, cut in 0usize..2500) {
            let mut tar = tar_of("file", &content).unwrap();
            let at = at % tar.len();
            tar[at] = byte;
            tar.truncate(cut.min(tar.len()));
            let _ = read_all(&tar, 100);
        }
    }
}
