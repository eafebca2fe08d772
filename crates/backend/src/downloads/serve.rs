//! Handing out a part of a download. Every request asks again whether it may.

use domain::{DownloadWhat, Need, Refusal, Viewer, may_download};

use super::{
    Downloads, archive, queries,
    send::{self, Errand},
};
use crate::{
    error::{Error, Result},
    files::Object,
    galleries::access,
    hex,
    photos::{Content, Wanted},
    sha256,
};

/// A part of a download, being sent.
pub struct Sent {
    /// Its bytes, as far as they were asked for.
    pub content: Content,
    /// Names these very bytes, in quotes, as an `ETag`.
    pub etag: String,
    /// What it is to be called.
    pub name: String,
    /// The media type for a `Content-Type` header.
    pub media_type: &'static str,
}

impl Downloads<'_> {
    /// A part, counted from 1, of the download with this unguessable address; or what is wanted of it.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when there is no such download of this viewer's, its time is over, or it
    /// may not be taken any more; locked when the PIN was reset; [`Error::Conflict`] when a photograph of it is gone.
    pub async fn serve(&self, viewer: &Viewer, secret: &str, part: i32, wanted: Wanted<'_>) -> Result<Sent> {
        let hash = sha256(secret);
        let gallery = queries::gallery_of(&mut *self.0.db.glance().await?, hash).await?.ok_or(Error::NOT_FOUND)?;
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Open)?;
        let stored = queries::stored(&mut found.tx, hash, part).await?.ok_or(Error::NOT_FOUND)?;
        let own = viewer.role_in(found.studio).is_some();
        let terms = queries::terms(&mut found.tx, gallery, viewer.visitor).await?;
        let what = if stored.all { DownloadWhat::All } else { DownloadWhat::Some { photos: Vec::new() } };
        let theirs = own || stored.visitor.as_deref() == viewer.visitor.as_ref().map(|hash| &hash[..]);
        let parcel = stored.parcel;
        if !theirs
            || stored.epoch != found.epoch
            || stored.expires_at <= self.0.clock.now()
            || !may_download(&terms.allowed(), &what, stored.size)
            || parcel.place && !terms.policy.place
        {
            return Err(Error::NOT_FOUND);
        }
        if !own && terms.pin.is_some() && !terms.pin_given {
            return Err(Refusal::Locked.into());
        }
        let keys: Vec<String> = parcel.files.iter().map(|file| file.storage_key.clone()).collect();
        if queries::still_there(&mut found.tx, (gallery, found.client), &keys).await? != keys.len() {
            return Err(Error::Conflict);
        }
        let kind = parcel.files.first().map(|file| file.kind).ok_or(Error::NOT_FOUND)?;
        let facts = queries::facts(&mut found.tx, &keys, kind).await?;
        let studio = found.studio;
        drop(found);

        let etag = format!("\"{}-{part}\"", hex(&hash[..8]));
        let media_type = match parcel.files.first().filter(|_| parcel.single) {
            Some(file) => file.format.media_type(),
            None => "application/zip",
        };
        let name = parcel.name.clone();
        let sent = |content| Sent { content, etag: etag.clone(), name, media_type };
        if wanted.knows(&etag) {
            return Ok(sent(Content::Known));
        }
        let size = parcel.bytes();
        let range = wanted.range.filter(|_| wanted.same_as.is_none_or(|tag| tag.trim() == etag));
        let ranged = range.is_some();
        let range = match range.map(|range| range.as_range(size)) {
            None => 0..size,
            Some(Ok(range)) if !range.is_empty() => range,
            Some(_) => return Ok(sent(Content::Beyond { size })),
        };
        let members = parcel.members();
        let slices = match members.first().filter(|_| parcel.single) {
            Some(member) => archive::slices_of_one(member, &range),
            None => archive::slices(&members, &range),
        };
        let errand =
            Errand { backend: self.0.clone(), studio, download: stored.id, part, to_the_end: range.end == size };
        let stream = send::stream(errand, parcel.files, facts, slices, range.end - range.start);
        let object = Object { stream, size, range };
        Ok(sent(if ranged { Content::Part(object) } else { Content::Whole(object) }))
    }
}
