//! The studio reads what visitors wrote, and answers.

use domain::{CommentId, GalleryId, Need, PhotoId, Role, Viewer};
use serde_json::json;

use super::{Comment, Comments, queries, text};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access,
};

/// What one visitor and the studio wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Whose, by number.
    pub visitor: i32,
    /// What they call themselves, or their address; empty when neither is known.
    pub name: String,
    /// Oldest first; never empty.
    pub comments: Vec<Comment>,
}

impl Comments<'_> {
    /// All conversations of a gallery, those in which something was written last first; at most
    /// [`crate::limits::COMMENTS_LISTED`] comments.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn conversations(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Vec<Conversation>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let mut all: Vec<Conversation> = Vec::new();
        for (visitor, name, comment) in queries::of_gallery(&mut found.tx, gallery).await? {
            match all.last_mut().filter(|conversation| conversation.visitor == visitor) {
                Some(conversation) => conversation.comments.push(comment),
                None => all.push(Conversation { visitor, name, comments: vec![comment] }),
            }
        }
        let last = |conversation: &Conversation| conversation.comments.last().map(|comment| comment.written_at);
        all.sort_by_key(|conversation| std::cmp::Reverse(last(conversation)));
        Ok(all)
    }

    /// Answers the visitor of that number, about the photograph they wrote about or the gallery as a whole.
    ///
    /// # Errors
    /// Refused below editor; not found when there is no such visitor or photograph; [`Error::Invalid`] on `body`.
    pub async fn answer(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        number: i32,
        photo: Option<PhotoId>,
        body: &str,
    ) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let body = text(body)?;
        let visitor = queries::numbered(&mut found.tx, gallery, number).await?.ok_or(Error::NOT_FOUND)?;
        let member = viewer.person.as_ref().map(|person| person.name.clone());
        let comment =
            Comment { id: CommentId(self.0.chance.id(now)), photo, member, body, written_at: now, changed: false };
        queries::insert(&mut found.tx, (found.studio, gallery), visitor, &comment).await?;
        let detail = json!({ "gallery": gallery, "visitor": number, "photo": photo });
        let entry = audit::Entry { action: "comment.answer", subject: comment.id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        self.tell(found).await
    }
}
