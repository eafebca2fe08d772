//! Photographs from upload to grid, trash and back.

use std::os::unix::fs::PermissionsExt;

use bytes::Bytes;
use chrono::TimeDelta;
use domain::{GalleryId, PhotoId, PhotoState, Refusal, RenditionKind, Role, Viewer};

mod arriving;
mod cooling;
mod culling;
mod keeping;
mod order;
mod serving;
mod waiting;
mod words;

use super::{Content, Finding, Outcome, PhotoFilter, Stored, Trouble, Verified, Wanted, queries};
use crate::{
    Backend,
    demo::pictures::{Scene, draw},
    error::{Error, Result},
    files::{Bucket, Files, GetRange, Key, Patience, PhotoKeys, Shelf},
    jobs,
    limits::{BUCKET, TRASH},
    media::{Darkroom, Metadata, Refused},
    testing::{TestBackend, connect_as},
};

/// A small real JPEG, another one for each seed.
fn picture(seed: u64) -> Vec<u8> {
    draw(Scene::Sea, seed, 120, 80, "2026:05:16 10:00:00")
}

async fn upload(
    backend: &TestBackend,
    viewer: &Viewer,
    gallery: GalleryId,
    name: &str,
    bytes: &[u8],
) -> Result<Stored> {
    let mut incoming = backend.photos().receive().await?;
    for chunk in bytes.chunks(1000) {
        incoming.write(Bytes::copy_from_slice(chunk)).await?;
    }
    backend.photos().store(viewer, gallery, name, incoming).await
}

fn studio_of(viewer: &Viewer) -> domain::StudioId {
    viewer.membership.as_ref().expect("a member").studio
}

async fn keys_of(backend: &TestBackend, viewer: &Viewer, photo: PhotoId) -> PhotoKeys {
    let studio = studio_of(viewer);
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let key: String = sqlx::query_scalar("SELECT storage_key FROM photos WHERE id = $1")
        .bind(photo.0)
        .fetch_one(&mut *tx)
        .await
        .expect("a row");
    PhotoKeys::new(studio, key)
}

/// The store as it looks `age` after everything in it was written.
fn let_time_pass(backend: &TestBackend, age: TimeDelta) {
    fn touch(folder: &std::path::Path, at: std::time::SystemTime) {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                touch(&path, at);
            } else {
                std::fs::File::open(path).expect("a file").set_modified(at).expect("touched");
            }
        }
    }
    touch(&backend.folder().join("files"), (backend.clock.now() - age).into());
}

async fn verify(backend: &TestBackend, sample: Option<u32>) -> (Verified, Vec<(Trouble, String)>) {
    let mut findings = Vec::new();
    let tell = |_: &Verified, finding: Option<Finding>| {
        findings.extend(finding.map(|finding| (finding.trouble, finding.object)));
    };
    let verified = backend.photos().verify(sample, tell).await.expect("verified");
    findings.sort();
    (verified, findings)
}

fn staged(backend: &TestBackend) -> usize {
    std::fs::read_dir(&backend.staging).expect("the staging folder").count()
}

fn objects(backend: &TestBackend) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
    }
    count(&backend.folder().join("files"))
}
