//! What visitors and the studio write to each other, about a photograph or the gallery as a whole.
//!
//! Each visitor has a conversation of their own with the studio; no visitor reads what another wrote.

use chrono::{DateTime, Utc};
use domain::{
    CommentId, Need, PhotoId, Viewer,
    live::{Deed, GalleryEvent},
    problem::{Check, Problem},
};

use crate::{
    Backend,
    choices::{hash, known},
    error::{Error, Result},
    galleries::{
        self,
        access::{self, Found},
    },
    limits::{COMMENT_CHANGE, COMMENT_CHARS, COMMENTS_BY_SOURCE, COMMENTS_PER_VISITOR},
    live, throttle,
};

mod queries;
mod studio;
#[cfg(test)]
mod tests;

pub use studio::Conversation;

/// The verbs.
pub struct Comments<'a>(pub(crate) &'a Backend);

/// Something that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Which.
    pub id: CommentId,
    /// About which photograph; the gallery as a whole without.
    pub photo: Option<PhotoId>,
    /// Who of the studio wrote it; the visitor without.
    pub member: Option<String>,
    /// What; lines end in `\n`. It is text, whatever it looks like.
    pub body: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// Whether it was changed since.
    pub changed: bool,
}

impl Comment {
    /// Whether its visitor may still change it or take it back at `now`.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        self.member.is_none() && now < self.written_at + COMMENT_CHANGE
    }
}

impl Comments<'_> {
    /// The conversation of this key, oldest first; nothing where comments are off.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; [`Error::Invalid`] on `key`.
    pub async fn read(&self, viewer: &Viewer, token: &str, key: &str) -> Result<Vec<Comment>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let visitor = crate::choices::visitor(&mut found, hash(key)?).await?;
        match visitor {
            Some(visitor) if queries::allowed(&mut found.tx, found.id).await? => {
                queries::of_visitor(&mut found.tx, visitor, found.client).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Writes something, about a photograph or the gallery as a whole; answers the conversation.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; not found when the photograph cannot be seen in
    /// this gallery; [`Error::Invalid`] on `key` and `body`, and as a whole where comments are off;
    /// [`Error::TooMany`] after too many, or when the gallery has all the visitors it takes.
    pub async fn write(
        &self,
        viewer: &Viewer,
        token: &str,
        key: &str,
        photo: Option<PhotoId>,
        body: &str,
    ) -> Result<Vec<Comment>> {
        let mut found = self.open(viewer, token).await?;
        let (key, body, now) = (hash(key)?, text(body)?, self.0.clock.now());
        if let Some(photo) = photo
            && !galleries::visible(&mut found.tx, (found.id, found.client), photo).await?
        {
            return Err(Error::NOT_FOUND);
        }
        let counted = format!("comment:{}:{}", found.id, viewer.source);
        throttle::attempt(&mut *found.tx, &counted, COMMENTS_BY_SOURCE, now).await?;
        let visitor = known(self.0, &mut found, key).await?;
        let mut conversation = queries::of_visitor(&mut found.tx, visitor, found.client).await?;
        if conversation.len() >= COMMENTS_PER_VISITOR {
            return Err(Error::TooMany { retry_after: crate::choices::FULL });
        }
        let comment = Comment {
            id: CommentId(self.0.chance.id(now)),
            photo,
            member: None,
            body,
            written_at: now,
            changed: false,
        };
        queries::insert(&mut found.tx, (found.studio, found.id), visitor, &comment).await?;
        conversation.push(comment);
        let deed = Deed::Wrote { who: crate::choices::who(&mut found, visitor).await? };
        live::announce_deed(&mut found.tx, found.studio, found.id, &deed, now).await?;
        found.tx.commit().await?;
        Ok(conversation)
    }

    /// Changes something the visitor wrote a moment ago; an empty text takes it back. Answers the conversation.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; not found when it is not theirs or too old to be
    /// changed; [`Error::Invalid`] on `key` and `body`, and as a whole where comments are off.
    pub async fn change(
        &self,
        viewer: &Viewer,
        token: &str,
        key: &str,
        comment: CommentId,
        body: &str,
    ) -> Result<Vec<Comment>> {
        let mut found = self.open(viewer, token).await?;
        let (key, now) = (hash(key)?, self.0.clock.now());
        let body = if body.trim().is_empty() { None } else { Some(text(body)?) };
        let visitor = crate::choices::visitor(&mut found, key).await?.ok_or(Error::NOT_FOUND)?;
        if !queries::change(&mut found.tx, visitor, comment, body.as_deref(), (now, now - COMMENT_CHANGE)).await? {
            return Err(Error::NOT_FOUND);
        }
        let conversation = queries::of_visitor(&mut found.tx, visitor, found.client).await?;
        self.tell(found).await?;
        Ok(conversation)
    }

    /// A gallery in which visitors may write, held.
    async fn open(&self, viewer: &Viewer, token: &str) -> Result<Found> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        if !queries::allowed(&mut found.tx, found.id).await? {
            return Err(Error::invalid("", Problem::CommentsOff));
        }
        Ok(found)
    }

    /// Says that something was written, and makes it so.
    async fn tell(&self, mut found: Found) -> Result<()> {
        let now = self.0.clock.now();
        live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        Ok(found.tx.commit().await?)
    }
}

/// What may be written.
fn text(body: &str) -> Result<String> {
    let mut check = Check::default();
    let body = check.lines("body", body, COMMENT_CHARS);
    let body = check.finish(body).map_err(Error::Invalid)?;
    if body.is_empty() { Err(Error::invalid("body", Problem::Required)) } else { Ok(body) }
}
