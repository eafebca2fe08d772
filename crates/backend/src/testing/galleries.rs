//! Galleries and photographs for tests, and the ways in.

use domain::{AccessCode, GalleryId, PhotoId, Viewer};
use sqlx::Row;

use super::TestBackend;
use crate::galleries::NewGallery;

/// A gallery that clients can open, and one who has.
pub struct Delivered {
    /// The gallery.
    pub gallery: GalleryId,
    /// What leads to it.
    pub token: String,
    /// Its photographs, in the order they were named.
    pub photos: Vec<PhotoId>,
    /// A visitor who gave the code.
    pub guest: Viewer,
}

impl TestBackend {
    /// "Ana & Luka", published, with photographs of these names.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn delivered(&self, viewer: &Viewer, names: &[&str]) -> Delivered {
        let gallery = self.gallery(viewer, "Ana & Luka").await;
        let mut photos = Vec::new();
        for name in names {
            photos.push(self.photo(viewer, gallery, name).await);
        }
        self.publish(viewer, gallery).await;
        let guest = self.visitor();
        self.unlock(&guest, gallery).await;
        Delivered { gallery, token: self.link_token(gallery).await, photos, guest }
    }

    /// A draft of that name, made by `viewer`.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn gallery(&self, viewer: &Viewer, title: &str) -> GalleryId {
        let new = NewGallery { title: title.into(), taken_on: None };
        self.galleries().create(viewer, &new).await.expect("a gallery")
    }

    /// A photograph of 6000 × 4000 pixels that is ready, straight into the table; no bytes are stored. Its place in the
    /// gallery is by this moment, then by name.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn photo(&self, viewer: &Viewer, gallery: GalleryId, file_name: &str) -> PhotoId {
        let now = self.clock.now();
        let photo = PhotoId(self.chance.id(now));
        let studio = viewer.membership.as_ref().expect("a member").studio;
        let mut tx = self.db.studio(studio).await.expect("a transaction");
        sqlx::query(
            "INSERT INTO photos (id, studio_id, gallery_id, file_name, sha256, bytes, format, storage_key, state,
                                 width, height, placeholder, dominant_color, sort_at, created_at)
             VALUES ($1, $2, $3, $4, $5, 8000000, 'jpeg', $6, 'ready', 6000, 4000, 'data:,', '#8899aa', $7, $8)",
        )
        .bind(photo.0)
        .bind(studio.0)
        .bind(gallery.0)
        .bind(file_name)
        .bind(&self.chance.bytes::<32>()[..])
        .bind(self.chance.secret())
        .bind(now.naive_utc())
        .bind(now)
        .execute(&mut *tx)
        .await
        .expect("a photograph");
        tx.commit().await.expect("committed");
        photo
    }

    /// Opens a gallery to clients.
    ///
    /// # Panics
    /// When it is refused, as without photographs.
    pub async fn publish(&self, viewer: &Viewer, gallery: GalleryId) {
        self.galleries().publish(viewer, gallery).await.expect("published");
    }

    /// Lets a visitor in with the right code.
    ///
    /// # Panics
    /// When it is refused, as while the gallery is not open.
    pub async fn unlock(&self, visitor: &Viewer, gallery: GalleryId) {
        let (token, code) = (self.link_token(gallery).await, self.access_code(gallery).await);
        self.galleries().unlock(visitor, &token, code.as_str()).await.expect("the right code");
    }

    /// The token in the gallery's link.
    ///
    /// # Panics
    /// When there is no such gallery.
    pub async fn link_token(&self, gallery: GalleryId) -> String {
        self.secrets(gallery).await.0
    }

    /// What opens the gallery.
    ///
    /// # Panics
    /// When there is no such gallery.
    pub async fn access_code(&self, gallery: GalleryId) -> AccessCode {
        self.secrets(gallery).await.1.parse().expect("a code")
    }

    async fn secrets(&self, gallery: GalleryId) -> (String, String) {
        let mut tx = self.db.system().await.expect("a transaction");
        let row = sqlx::query("SELECT link_token, access_code FROM galleries WHERE id = $1")
            .bind(gallery.0)
            .fetch_one(&mut *tx)
            .await
            .expect("a gallery");
        (row.get(0), row.get(1))
    }
}
