//! The bytes of a download, one piece after another: no more than a piece of one file is in memory.
//!
//! Whatever is not as it was planned ends the stream in an error, which breaks the connection: nobody takes what came for
//! the whole.

use std::{
    collections::{HashMap, VecDeque},
    ops::Range,
};

use bytes::Bytes;
use domain::StudioId;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use uuid::Uuid;

use super::{
    FileKind,
    archive::{self, Piece, Slice},
    facts::{keys_of, learn},
    part::File,
    queries::{self, Fact},
};
use crate::{
    Backend,
    error::{Error, Result},
    files::{GetRange, Object},
};

/// What bytes come as.
type Pieces = BoxStream<'static, std::result::Result<Bytes, object_store::Error>>;

/// Whose download is sent, and which part of it.
pub(super) struct Errand {
    pub(super) backend: Backend,
    pub(super) studio: StudioId,
    pub(super) download: Uuid,
    pub(super) part: i32,
    /// Whether the last byte of the part is among those that are sent.
    pub(super) to_the_end: bool,
}

/// What is still to be sent.
struct Sending {
    errand: Errand,
    files: Vec<File>,
    facts: HashMap<String, Fact>,
    slices: VecDeque<Slice>,
    body: Option<Body>,
    /// Bytes of all that were promised.
    left: u64,
}

/// A file being read.
struct Body {
    pieces: Pieces,
    /// Which file.
    file: usize,
    /// Where in the file the next piece begins.
    at: u64,
    /// Its bytes that are still to come.
    left: u64,
    /// The checksum of what came, where all of it does.
    sum: Option<crc32fast::Hasher>,
}

/// Sends `slices` of these files: `left` bytes, or an error.
pub(super) fn stream(
    errand: Errand,
    files: Vec<File>,
    facts: HashMap<String, Fact>,
    slices: Vec<Slice>,
    left: u64,
) -> Pieces {
    let sending = Sending { errand, files, facts, slices: slices.into(), body: None, left };
    stream::try_unfold(sending, |mut sending| async move {
        match sending.next().await {
            Ok(piece) => Ok(piece.map(|piece| (piece, sending))),
            Err(error) => {
                sending.errand.broken(&error).await;
                Err(object_store::Error::Generic { store: "downloads", source: error.into() })
            }
        }
    })
    .boxed()
}

impl Sending {
    async fn next(&mut self) -> Result<Option<Bytes>> {
        if self.left == 0 {
            return Ok(None);
        }
        let piece = loop {
            if self.body.is_some() {
                break self.of_body().await?;
            }
            let slice = self.slices.pop_front().ok_or_else(|| Error::internal("fewer bytes than planned"))?;
            match slice.piece {
                Piece::Head(at) => {
                    let crc32 = self.crc32(at).await?;
                    break cut(archive::head(&self.files[at].member, crc32), &slice.range)?;
                }
                Piece::Directory => {
                    let mut crc32s = Vec::with_capacity(self.files.len());
                    for at in 0..self.files.len() {
                        crc32s.push(self.crc32(at).await?);
                    }
                    let members: Vec<_> = self.files.iter().map(|file| file.member.clone()).collect();
                    break cut(archive::directory(&members, &crc32s), &slice.range)?;
                }
                Piece::Body(at) => self.body = Some(self.open(at, slice.range).await?),
            }
        };
        let rest = self.left.checked_sub(piece.len() as u64);
        self.left = rest.ok_or_else(|| Error::internal("more bytes than planned"))?;
        if self.left == 0 && self.errand.to_the_end {
            self.errand.finished().await;
        }
        Ok(Some(piece))
    }

    /// What is known of a file, learned now if it was not yet.
    async fn fact(&mut self, at: usize) -> Result<&Fact> {
        let file = &self.files[at];
        let known = self.facts.get(&file.storage_key).is_some_and(|fact| fact.crc32.is_some());
        if !known {
            let fact = learn(&self.errand.backend, self.errand.studio, file).await?;
            self.facts.insert(file.storage_key.clone(), fact);
        }
        self.facts.get(&self.files[at].storage_key).ok_or_else(|| Error::internal("a file of which nothing is known"))
    }

    async fn crc32(&mut self, at: usize) -> Result<u32> {
        self.fact(at).await?.crc32.ok_or_else(|| Error::internal("a file without a checksum"))
    }

    async fn open(&mut self, at: usize, range: Range<u64>) -> Result<Body> {
        if self.files[at].kind == FileKind::Discreet {
            self.fact(at).await?;
        }
        let file = &self.files[at];
        let object = find(&self.errand, file, &range).await?;
        let object =
            object.ok_or_else(|| Error::internal(format!("a file of photograph {} is missing", file.photo)))?;
        if object.size != file.member.bytes || object.range != range {
            return Err(Error::internal(format!("a file of photograph {} has another size", file.photo)));
        }
        let whole = range == (0..file.member.bytes);
        let (pieces, left) = (object.stream, range.end - range.start);
        Ok(Body { pieces, file: at, at: range.start, left, sum: whole.then(crc32fast::Hasher::new) })
    }

    async fn of_body(&mut self) -> Result<Bytes> {
        let body = self.body.as_mut().ok_or_else(|| Error::internal("no file is open"))?;
        let piece = body.pieces.try_next().await.map_err(|error| Error::Unavailable(error.into()))?;
        let piece = piece.ok_or_else(|| Error::internal("a file ends early"))?;
        let fact = self.facts.get(&self.files[body.file].storage_key);
        let piece = fact.map_or_else(|| piece.clone(), |fact| laid_over(&piece, body.at, fact));
        let length = piece.len() as u64;
        body.at += length;
        body.left = body.left.checked_sub(length).ok_or_else(|| Error::internal("a file goes on too long"))?;
        if let Some(sum) = &mut body.sum {
            sum.update(&piece);
        }
        if body.left == 0 {
            let sum = self.body.take().and_then(|body| body.sum).map(crc32fast::Hasher::finalize);
            let known = fact.and_then(|fact| fact.crc32);
            if sum.zip(known).is_some_and(|(sum, known)| sum != known) {
                return Err(Error::internal("a file has other bytes than before"));
            }
        }
        Ok(piece)
    }
}

impl Errand {
    /// All of a part went out, as far as we can tell: its last byte is about to.
    async fn finished(&self) {
        let Self { backend, studio, download, part, .. } = self;
        let noted = async {
            let mut tx = backend.db.studio(*studio).await?;
            queries::finished(&mut tx, *download, *part).await?;
            Ok::<_, Error>(tx.commit().await?)
        };
        if let Err(error) = noted.await {
            tracing::warn!(%download, %error, "a download that finished is not noted");
        }
    }

    async fn broken(&self, error: &Error) {
        let Self { backend, studio, download, part, .. } = self;
        tracing::error!(%download, part, %error, "a download broke off");
        let noted = async {
            let mut tx = backend.db.studio(*studio).await?;
            queries::broken(&mut tx, *download, backend.clock.now()).await?;
            Ok::<_, Error>(tx.commit().await?)
        };
        if let Err(error) = noted.await {
            tracing::warn!(%download, %error, "a download that broke off is not noted");
        }
    }
}

/// A range of a file, wherever it is kept.
async fn find(errand: &Errand, file: &File, range: &Range<u64>) -> Result<Option<Object>> {
    for key in keys_of(errand.studio, file) {
        if let Some(object) = errand.backend.files.get(&key, Some(GetRange::Bounded(range.clone()))).await? {
            return Ok(Some(object));
        }
    }
    Ok(None)
}

fn cut(bytes: Vec<u8>, range: &Range<u64>) -> Result<Bytes> {
    let (start, end) = (range.start as usize, range.end as usize);
    bytes.get(start..end).map(Bytes::copy_from_slice).ok_or_else(|| Error::internal("a header is shorter than planned"))
}

/// A piece of a file that begins at `at`, with what is to be written over it.
fn laid_over(piece: &Bytes, at: u64, fact: &Fact) -> Bytes {
    let end = at + piece.len() as u64;
    let mut touching = fact.patches.iter().filter(|p| p.at < end && at < p.at + p.bytes.len() as u64).peekable();
    if touching.peek().is_none() {
        return piece.clone();
    }
    let mut bytes = piece.to_vec();
    touching.for_each(|patch| patch.lay_over(&mut bytes, at));
    bytes.into()
}
