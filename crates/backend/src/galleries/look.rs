//! How a gallery looks to clients.

use domain::{GalleryId, Look, Need, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    audit,
    error::{Error, Result},
    live,
};

impl Galleries<'_> {
    /// Changes the look, unless it is another by now than the one it is chosen over. The studio's next new gallery begins
    /// with it.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Conflict`] when somebody else changed it since.
    pub async fn set_look(&self, viewer: &Viewer, id: GalleryId, look: Look, over: Look) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        if queries::look_of(&mut found.tx, id).await? != over {
            return Err(Error::Conflict);
        }
        queries::set_look(&mut found.tx, id, look, now).await?;
        let entry = audit::Entry { action: "gallery.look", subject: id.0, detail: json!(look), viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::{CoverStyle, Layout, Look, Palette, Refusal, Role, Spacing};

    use crate::{error::Error, galleries::Door, testing::TestBackend};

    #[tokio::test]
    async fn a_look_is_kept_seen_and_begun_with() {
        let backend = TestBackend::start().await;
        let (mirna, petra) = (backend.studio("Mirna", Role::Editor).await, backend.studio("Petra", Role::Owner).await);
        let galleries = backend.galleries();
        let id = backend.gallery(&mirna, "Ana & Luka").await;
        let look = async |viewer, id| galleries.get(viewer, id).await.expect("a gallery").look;
        assert_eq!(look(&mirna, id).await, Look::default());

        let sage = Look { layout: Layout::Columns, palette: Palette::Sage, ..Look::default() };
        galleries.set_look(&mirna, id, sage, Look::default()).await.expect("chosen");
        assert_eq!(look(&mirna, id).await, sage);
        let wire = serde_json::to_value(sage).expect("written");
        assert!(sage.words().iter().all(|(name, word)| wire[name] == *word), "one word for each, wherever it stands");
        let token = backend.link_token(id).await;
        let Door::Open(open) = galleries.visit(&mirna, &token).await.expect("a visit").door else {
            panic!("it is their own");
        };
        assert_eq!(open.look, sage);

        backend.clock.advance(TimeDelta::minutes(1));
        let other = backend.gallery(&mirna, "Eva").await;
        assert_eq!(look(&mirna, other).await, sage, "a new one begins with the last choice");
        let framed = Look { cover: CoverStyle::Framed, spacing: Spacing::Airy, ..Look::default() };
        galleries.set_look(&mirna, other, framed, sage).await.expect("chosen");
        let copy = galleries.duplicate(&mirna, id, "Iva", false).await.expect("made");
        assert_eq!(look(&mirna, copy).await, sage, "a second one like the first looks like it");
        let third = backend.gallery(&mirna, "Nika").await;
        assert_eq!(look(&mirna, third).await, framed);
        let theirs = backend.gallery(&petra, "Iva").await;
        assert_eq!(look(&petra, theirs).await, Look::default(), "what another studio chose is its own");

        let refused = galleries.set_look(&petra, id, framed, sage).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
        let late = galleries.set_look(&mirna, id, framed, Look::default()).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert_eq!(look(&mirna, id).await, sage);
    }
}
