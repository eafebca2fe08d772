//! What was uploaded, by the name of its object.

use super::{Photos, queries};
use crate::{
    error::Result,
    files::{Key, PhotoKeys},
};

impl Photos<'_> {
    /// The SHA-256 of the file whose original is called `key`, on whichever shelf; `None` for the names of sizes, and for those that no
    /// photograph has.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn uploaded(&self, key: &Key) -> Result<Option<[u8; 32]>> {
        let keys = PhotoKeys::of(key).filter(|keys| keys.renditions().all(|rendition| rendition != *key));
        let Some(keys) = keys else { return Ok(None) };
        let hash = queries::uploaded(&mut self.0.db.system().await?, &keys).await?;
        Ok(hash.and_then(|hash| hash.try_into().ok()))
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use domain::{RenditionKind, Role};

    use super::*;
    use crate::{
        demo::pictures::{Scene, draw},
        files::{Files, Moved, Shelf},
        sha256,
        testing::TestBackend,
    };

    #[tokio::test]
    async fn an_original_that_is_not_what_was_uploaded_is_not_moved() {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let picture = Bytes::from(draw(Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00"));
        let mut incoming = backend.photos().receive().await.expect("room");
        incoming.write(picture.clone()).await.expect("written");
        backend.photos().store(&mirna, gallery, "a.jpg", incoming).await.expect("stored");
        let studio = mirna.membership.as_ref().expect("a member").studio;
        let mut tx = backend.db.studio(studio).await.expect("a transaction");
        let secret: String =
            sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut *tx).await.expect("a row");
        drop(tx);
        let keys = PhotoKeys::new(studio, secret);
        let uploaded = async |key: &Key| backend.photos().uploaded(key).await;
        for original in keys.originals(Shelf::Warm) {
            assert_eq!(uploaded(&original).await.expect("an answer"), Some(sha256(&picture)));
        }
        for other in [keys.rendition(RenditionKind::Thumb), PhotoKeys::new(studio, "0a").original()] {
            assert_eq!(uploaded(&other).await.expect("an answer"), None, "{other}");
        }

        let folder = tempfile::tempdir().expect("a folder");
        let other = Files::folder(folder.path()).expect("a store");
        backend.files.put(&keys.original(), Bytes::from_static(b"not what came")).await.expect("damaged");
        let moved = backend.files.move_to(&other, false, &uploaded, |_, _| {}).await.expect("listed");
        assert_eq!(moved, Moved { failed: 1, ..Moved::default() });
        assert_eq!(other.size(&keys.original()).await.expect("an answer"), None);
        assert!(backend.files.size(&keys.original()).await.expect("an answer").is_some());

        backend.files.put(&keys.original(), picture.clone()).await.expect("healed");
        let moved = backend.files.move_to(&other, false, &uploaded, |_, _| {}).await.expect("listed");
        assert_eq!((moved.objects, moved.failed), (1, 0));
        assert_eq!(other.read(&keys.original()).await.expect("read"), Some(picture));
        assert_eq!(backend.files.size(&keys.original()).await.expect("an answer"), None);
    }
}
