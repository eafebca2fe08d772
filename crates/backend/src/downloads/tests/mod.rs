//! Downloads from the question to the last byte.

use bytes::Bytes;
use chrono::TimeDelta;
use domain::{
    DownloadPolicy, DownloadSize, DownloadWhat, GalleryId, PhotoId, Refusal, RenditionKind, Role, Viewer,
    problem::Problem,
};
use futures::TryStreamExt;

mod asking;
mod limits;
mod sending;
mod sharing;

use super::{Outcome, Planned};
use crate::{
    Backend,
    demo::pictures::{Scene, draw},
    error::{Error, Result},
    files::{Files, GetRange, PhotoKeys},
    photos::{Content, Wanted},
    testing::TestBackend,
};

/// A published gallery of Mirna's with photographs of one name, and a visitor who gave the code.
struct Wedding {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
    photos: Vec<PhotoId>,
    guest: Viewer,
}

/// Everything allowed, nothing asked.
const FREE: DownloadPolicy =
    DownloadPolicy { web: true, high: true, original: true, all: true, pin: false, quota: None, place: false };

async fn wedding(photos: u64) -> Wedding {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka / 2026").await;
    let mut ids = Vec::new();
    for seed in 0..photos {
        let picture = draw(Scene::Sea, seed, 120, 80, "2026:05:16 10:00:00");
        ids.push(upload(&backend, &mirna, gallery, "DSC_1.jpg", &picture).await);
    }
    backend.run_jobs().await;
    // Also one without photographs is open.
    let mut tx = backend.db.system().await.expect("a transaction");
    sqlx::query("UPDATE galleries SET status = 'published'").execute(&mut *tx).await.expect("published");
    tx.commit().await.expect("committed");
    let guest = backend.visitor();
    backend.unlock(&guest, gallery).await;
    let token = backend.link_token(gallery).await;
    Wedding { backend, mirna, gallery, token, photos: ids, guest }
}

async fn upload(backend: &TestBackend, viewer: &Viewer, gallery: GalleryId, name: &str, bytes: &[u8]) -> PhotoId {
    let mut incoming = backend.photos().receive().await.expect("received");
    incoming.write(Bytes::copy_from_slice(bytes)).await.expect("written");
    backend.photos().store(viewer, gallery, name, incoming).await.expect("stored").photo
}

impl Wedding {
    async fn allow(&self, policy: DownloadPolicy) {
        self.backend.downloads().set_policy(&self.mirna, self.gallery, policy).await.expect("allowed");
    }

    async fn plan(&self, viewer: &Viewer, what: &DownloadWhat, size: DownloadSize) -> Result<Planned> {
        self.backend.downloads().plan(viewer, &self.token, what, size).await
    }

    async fn planned(&self, what: DownloadWhat, size: DownloadSize) -> Planned {
        self.plan(&self.guest, &what, size).await.expect("planned")
    }

    async fn refused(&self, viewer: &Viewer, planned: &Planned) -> Error {
        let sent = self.backend.downloads().serve(viewer, &planned.secret, 1, Wanted::default()).await;
        sent.err().expect("refused")
    }

    async fn fetch(&self, planned: &Planned, range: Option<GetRange>) -> Vec<u8> {
        fetch(&self.backend, &self.guest, planned, range).await.expect("all of it")
    }

    async fn keys(&self, photo: PhotoId) -> PhotoKeys {
        let studio = self.mirna.membership.as_ref().expect("a member").studio;
        let mut tx = self.backend.db.studio(studio).await.expect("a transaction");
        let key: String = sqlx::query_scalar("SELECT storage_key FROM photos WHERE id = $1")
            .bind(photo.0)
            .fetch_one(&mut *tx)
            .await
            .expect("a key");
        PhotoKeys::new(studio, key)
    }

    async fn outcomes(&self) -> Vec<Outcome> {
        let settings = self.backend.downloads().settings(&self.mirna, self.gallery).await.expect("settings");
        settings.recent.into_iter().map(|recent| recent.outcome).collect()
    }
}

/// The first part, or the bytes of it that were asked for; an error when it breaks off.
async fn fetch(
    backend: &Backend,
    viewer: &Viewer,
    planned: &Planned,
    range: Option<GetRange>,
) -> std::result::Result<Vec<u8>, object_store::Error> {
    let wanted = Wanted { range, ..Wanted::default() };
    let sent = backend.downloads().serve(viewer, &planned.secret, 1, wanted).await.expect("an answer");
    let (Content::Whole(object) | Content::Part(object)) = sent.content else { panic!("bytes") };
    object.stream.try_fold(Vec::new(), async |whole, piece| Ok([whole, piece.to_vec()].concat())).await
}
