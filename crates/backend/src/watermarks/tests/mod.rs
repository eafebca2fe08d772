//! Proofing from the switch to the last address, and watermarks as they change.

use bytes::Bytes;
use domain::{
    GalleryId, Mark, PhotoId, Place, RenditionKind, Role, Shown, StudioId, Viewer, Watermark, problem::Problem,
};
use futures::TryStreamExt;

mod changing;
mod failing;
mod keeping;
mod seeing;
mod taking;

use super::WatermarkForm;
use crate::{
    demo::pictures::{Scene, draw},
    error::{Error, Result},
    photos::{Content, Wanted},
    testing::TestBackend,
};

/// A published gallery of Mirna's with photographs that were developed, and a visitor who gave the code.
struct Proof {
    backend: TestBackend,
    mirna: Viewer,
    studio: StudioId,
    gallery: GalleryId,
    photos: Vec<PhotoId>,
    guest: Viewer,
}

async fn proof(photos: u64) -> Proof {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let mut proof = Proof { backend, mirna, studio, gallery, photos: Vec::new(), guest: Viewer::default() };
    for seed in 0..photos {
        let photo = proof.upload(seed).await;
        proof.photos.push(photo);
    }
    proof.backend.run_jobs().await;
    proof.backend.publish(&proof.mirna, gallery).await;
    proof.guest = proof.backend.visitor();
    proof.backend.unlock(&proof.guest, gallery).await;
    proof
}

impl Proof {
    async fn upload(&self, seed: u64) -> PhotoId {
        let photos = self.backend.photos();
        let mut incoming = photos.receive().await.expect("received");
        let picture = draw(Scene::Sea, seed, 900, 600, "2026:05:16 10:00:00");
        incoming.write(Bytes::from(picture)).await.expect("written");
        photos.store(&self.mirna, self.gallery, "DSC_1.jpg", incoming).await.expect("stored").photo
    }

    async fn turn(&self, on: bool) {
        self.backend.watermarks().set_proofing(&self.mirna, self.gallery, on).await.expect("turned");
    }

    /// Another mark over the one there is.
    async fn set(&self, gallery: GalleryId, form: Option<&WatermarkForm>) -> Result<Option<Watermark>> {
        let watermarks = self.backend.watermarks();
        let own = watermarks.of_gallery(&self.mirna, gallery).await?.own;
        watermarks.set(&self.mirna, gallery, form, own.as_ref().map(WatermarkForm::from).as_ref()).await
    }

    async fn epoch(&self) -> i32 {
        self.backend.galleries().get(&self.mirna, self.gallery).await.expect("the gallery").epoch
    }

    /// What comes from an address, whole, and whether it only stands in.
    async fn get(
        &self,
        viewer: &Viewer,
        (epoch, photo): (i32, PhotoId),
        shown: impl Into<Shown>,
    ) -> Result<(Vec<u8>, bool)> {
        let address = (self.gallery, epoch, photo);
        let served = self.backend.photos().serve(viewer, address, shown, Wanted::default()).await?;
        let Content::Whole(object) = served.content else { panic!("all of it") };
        let whole = object.stream.try_fold(Vec::new(), async |whole, piece| Ok([whole, piece.to_vec()].concat()));
        Ok((whole.await.expect("bytes"), served.stand_in))
    }

    /// What the visitor is shown in the place of `kind`, as the pages ask for it.
    async fn seen(&self, kind: RenditionKind, proofing: bool) -> Vec<u8> {
        let epoch = self.epoch().await;
        self.get(&self.guest, (epoch, self.photos[0]), Shown::of(kind, proofing)).await.expect("shown").0
    }

    /// What is stored of a size without a mark.
    async fn plain(&self, kind: RenditionKind) -> Vec<u8> {
        self.get(&self.mirna, (self.epoch().await, self.photos[0]), kind).await.expect("the studio sees it").0
    }

    async fn marked(&self) -> (i64, i64) {
        let mark = self.backend.watermarks().of_gallery(&self.mirna, self.gallery).await.expect("the mark");
        (mark.marked, mark.photos)
    }
}

fn form(mark: &str, text: &str, place: Place) -> WatermarkForm {
    WatermarkForm { mark: mark.into(), text: text.into(), place, opacity: 60, size: 10 }
}

/// What a studio has that never chose.
fn usual() -> WatermarkForm {
    WatermarkForm::from(&Watermark::default())
}

fn not_found<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::Refused(domain::Refusal::NotFound)))
}
