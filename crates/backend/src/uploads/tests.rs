use bytes::Bytes;
use chrono::TimeDelta;
use domain::{GalleryId, Refusal, Role, TokenScope, Viewer};

use super::{Checksum, Conflict, NewUpload, Upload};
use crate::{
    Error, Result,
    demo::pictures::{Scene, draw},
    limits::UPLOAD,
    photos::Outcome,
    sha256,
    testing::TestBackend,
};

struct Studio {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
}

impl Studio {
    async fn start() -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        Self { backend, mirna, gallery }
    }

    async fn begin(&self, name: &str, bytes: &[u8]) -> Upload {
        self.begin_with(&NewUpload { name: name.into(), bytes: bytes.len() as u64, ..NewUpload::default() }).await
    }

    async fn begin_with(&self, new: &NewUpload) -> Upload {
        self.backend.uploads().begin(&self.mirna, self.gallery, new).await.expect("begun")
    }

    async fn send(&self, upload: &Upload, offset: usize, piece: &[u8], checksum: Option<Checksum>) -> Result<Upload> {
        let uploads = self.backend.uploads();
        let mut appending = uploads.append(&self.mirna, self.gallery, upload.id, offset as u64).await?;
        appending.write(Bytes::copy_from_slice(piece)).await?;
        appending.finish(checksum).await
    }

    async fn find(&self, upload: &Upload) -> Result<Upload> {
        self.backend.uploads().find(&self.mirna, self.gallery, upload.id).await
    }

    fn staged(&self) -> usize {
        std::fs::read_dir(&self.backend.staging).expect("the staging folder").count()
    }

    async fn names(&self) -> Vec<String> {
        let page = self.backend.photos().list(&self.mirna, self.gallery, false, None).await.expect("listed");
        page.photos.into_iter().map(|photo| photo.file_name).collect()
    }
}

fn picture(seed: u64) -> Vec<u8> {
    draw(Scene::Forest, seed, 300, 200, "2026:05:16 10:00:00")
}

#[tokio::test]
async fn a_file_in_pieces_is_one_photograph() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin("a.jpg", &bytes).await;
    let (first, second) = bytes.split_at(1000);
    let upload = studio.send(&upload, 0, first, None).await.expect("taken");
    assert_eq!((upload.received, upload.stored), (1000, None));
    assert_eq!(studio.find(&upload).await.expect("known").received, 1000);
    let upload = studio.send(&upload, 1000, second, None).await.expect("stored");
    assert_eq!(upload.stored.expect("a photograph").outcome, Outcome::Created);
    assert_eq!(
        studio.find(&upload).await.expect("known").stored,
        upload.stored,
        "who missed the answer hears it again"
    );
    assert_eq!((studio.names().await, studio.staged()), (vec!["a.jpg".to_owned()], 0));
}

#[tokio::test]
async fn a_piece_begins_where_the_last_one_ended() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin("a.jpg", &bytes).await;
    studio.send(&upload, 0, &bytes[..100], None).await.expect("taken");
    for offset in [0, 99, 101] {
        let refused = studio.send(&upload, offset, &bytes[offset..], None).await;
        assert!(matches!(refused, Err(Error::Upload(Conflict::Offset { received: 100 }))), "{refused:?}");
    }
    assert_eq!(studio.find(&upload).await.expect("known").received, 100);
}

#[tokio::test]
async fn what_broke_off_is_kept() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin("a.jpg", &bytes).await;
    for (keep, received) in [(true, 700), (false, 700)] {
        let uploads = studio.backend.uploads();
        let from = studio.find(&upload).await.expect("known").received;
        let mut appending = uploads.append(&studio.mirna, studio.gallery, upload.id, from).await.expect("begun");
        appending.write(Bytes::copy_from_slice(&bytes[..700])).await.expect("taken");
        appending.break_off(keep).await.expect("broken off");
        assert_eq!(studio.find(&upload).await.expect("known").received, received, "keep: {keep}");
    }
}

#[tokio::test]
async fn one_writer_at_a_time() {
    let studio = Studio::start().await;
    let upload = studio.begin("a.jpg", &picture(1)).await;
    let uploads = studio.backend.uploads();
    let first = uploads.append(&studio.mirna, studio.gallery, upload.id, 0).await.expect("the first");
    let second = uploads.append(&studio.mirna, studio.gallery, upload.id, 0).await;
    assert!(matches!(second, Err(Error::Upload(Conflict::Busy))), "{second:?}");
    let cancelled = uploads.cancel(&studio.mirna, studio.gallery, upload.id).await;
    assert!(matches!(cancelled, Err(Error::Upload(Conflict::Busy))), "{cancelled:?}");
    drop(first);
    assert!(uploads.append(&studio.mirna, studio.gallery, upload.id, 0).await.is_ok());
}

#[tokio::test]
async fn a_wrong_checksum_keeps_nothing_of_the_piece() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin("a.jpg", &bytes).await;
    studio.send(&upload, 0, &bytes[..100], Some(Checksum::Sha256(sha256(&bytes[..100])))).await.expect("right");
    let wrong = studio.send(&upload, 100, &bytes[100..], Some(Checksum::Sha1([0; 20]))).await;
    assert!(matches!(wrong, Err(Error::Upload(Conflict::Checksum))), "{wrong:?}");
    assert_eq!(studio.find(&upload).await.expect("known").received, 100);
    let stored = studio.send(&upload, 100, &bytes[100..], None).await.expect("stored");
    assert!(stored.stored.is_some());
}

#[tokio::test]
async fn bytes_other_than_announced_begin_anew() {
    let studio = Studio::start().await;
    let (meant, sent) = (picture(1), picture(2));
    let sent = &sent[..meant.len().min(sent.len())];
    let new = NewUpload {
        name: "a.jpg".into(),
        bytes: sent.len() as u64,
        sha256: Some(sha256(&meant)),
        ..NewUpload::default()
    };
    let upload = studio.begin_with(&new).await;
    let wrong = studio.send(&upload, 0, sent, None).await;
    assert!(matches!(wrong, Err(Error::Upload(Conflict::Checksum))), "{wrong:?}");
    assert_eq!(studio.find(&upload).await.expect("known").received, 0);
    assert!(studio.names().await.is_empty());
}

#[tokio::test]
async fn what_is_here_need_not_be_sent() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let first = studio.begin("a.jpg", &bytes).await;
    let first = studio.send(&first, 0, &bytes, None).await.expect("stored").stored.expect("a photograph");
    studio.backend.photos().trash(&studio.mirna, studio.gallery, &[first.photo]).await.expect("trashed");
    let new = NewUpload {
        name: "b.jpg".into(),
        bytes: bytes.len() as u64,
        sha256: Some(sha256(&bytes)),
        ..NewUpload::default()
    };
    let again = studio.begin_with(&new).await;
    let stored = again.stored.expect("here");
    assert_eq!((stored.photo, stored.outcome), (first.photo, Outcome::AlreadyHere));
    assert_eq!(again.received, again.bytes);
    assert_eq!(studio.names().await, ["a.jpg"], "it is out of the trash");
}

#[tokio::test]
async fn another_file_takes_the_place_of_a_photograph() {
    let studio = Studio::start().await;
    let (old, new) = (picture(1), picture(2));
    let upload = studio.begin("a.jpg", &old).await;
    let photo = studio.send(&upload, 0, &old, None).await.expect("stored").stored.expect("a photograph").photo;
    studio.backend.run_jobs().await;
    let announced =
        NewUpload { name: "a.jpg".into(), bytes: new.len() as u64, replaces: Some(photo), ..NewUpload::default() };
    let script = Viewer { scope: Some(TokenScope::Upload), ..studio.mirna.clone() };
    let refused = studio.backend.uploads().begin(&script, studio.gallery, &announced).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))), "a script adds: {refused:?}");
    let upload = studio.begin_with(&announced).await;
    let stored = studio.send(&upload, 0, &new, None).await.expect("stored").stored.expect("a photograph");
    assert_eq!((stored.photo, stored.outcome), (photo, Outcome::Replaced));
    studio.backend.run_jobs().await;
    let studio_id = studio.mirna.membership.as_ref().expect("a member").studio;
    let mut tx = studio.backend.db.studio(studio_id).await.expect("a transaction");
    let (key, hash, state): (String, Vec<u8>, String) =
        sqlx::query_as("SELECT storage_key, sha256, state FROM photos").fetch_one(&mut *tx).await.expect("one row");
    assert_eq!((hash.as_slice(), state.as_str()), (&sha256(&new)[..], "ready"));
    let original = crate::files::PhotoKeys::new(studio_id, key).original();
    assert_eq!(studio.backend.files.read(&original).await.expect("read").as_deref(), Some(&new[..]));
}

#[tokio::test]
async fn what_is_no_photograph_is_forgotten() {
    let studio = Studio::start().await;
    let upload = studio.begin("a.jpg", b"not a picture").await;
    let refused = studio.send(&upload, 0, b"not a picture", None).await;
    assert!(matches!(refused, Err(Error::File(_))), "{refused:?}");
    assert!(matches!(studio.find(&upload).await, Err(Error::Refused(Refusal::NotFound))));
    assert_eq!(studio.staged(), 0);
}

#[tokio::test]
async fn more_than_announced_is_not_taken() {
    let studio = Studio::start().await;
    let upload = studio.begin("a.jpg", b"abc").await;
    let refused = studio.send(&upload, 0, b"abcd", None).await;
    assert!(matches!(refused, Err(Error::Upload(Conflict::TooLong))), "{refused:?}");
    let large = NewUpload { name: "a.jpg".into(), bytes: domain::MAX_PHOTO_BYTES + 1, ..NewUpload::default() };
    let refused = studio.backend.uploads().begin(&studio.mirna, studio.gallery, &large).await;
    assert!(matches!(refused, Err(Error::TooLarge)), "{refused:?}");
}

#[tokio::test]
async fn a_killed_server_stores_what_was_whole() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin("a.jpg", &bytes).await;
    // As if it had been killed between the last byte and the store.
    std::fs::write(studio.backend.uploads().part(upload.id), &bytes).expect("written");
    let found = studio.find(&upload).await.expect("known");
    assert_eq!(found.stored.expect("a photograph").outcome, Outcome::Created);
    assert_eq!(studio.names().await, ["a.jpg"]);
}

#[tokio::test]
async fn what_nobody_goes_on_with_is_forgotten() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let (left, going_on) = (studio.begin("a.jpg", &bytes).await, studio.begin("b.jpg", &bytes).await);
    studio.send(&left, 0, &bytes[..100], None).await.expect("taken");
    studio.backend.clock.advance(UPLOAD - TimeDelta::minutes(1));
    studio.send(&going_on, 0, &bytes[..100], None).await.expect("taken");
    studio.backend.clock.advance(TimeDelta::minutes(1));
    assert!(matches!(studio.find(&left).await, Err(Error::Refused(Refusal::NotFound))));
    studio.backend.uploads().sweep(studio.backend.clock.now()).await.expect("swept");
    assert_eq!(studio.staged(), 1);
    assert_eq!(studio.find(&going_on).await.expect("known").received, 100);
}

#[tokio::test]
async fn a_cancelled_file_is_gone_and_its_photograph_stays() {
    let studio = Studio::start().await;
    let (bytes, uploads) = (picture(1), studio.backend.uploads());
    let half = studio.begin("a.jpg", &bytes).await;
    studio.send(&half, 0, &bytes[..100], None).await.expect("taken");
    uploads.cancel(&studio.mirna, studio.gallery, half.id).await.expect("cancelled");
    assert!(studio.find(&half).await.is_err());
    assert_eq!(studio.staged(), 0);
    let whole = studio.begin("a.jpg", &bytes).await;
    studio.send(&whole, 0, &bytes, None).await.expect("stored");
    uploads.cancel(&studio.mirna, studio.gallery, whole.id).await.expect("cancelled");
    assert_eq!(studio.names().await, ["a.jpg"]);
}

#[tokio::test]
async fn thirty_two_files_of_one_name_stay_apart() {
    let studio = Studio::start().await;
    let pictures: Vec<Vec<u8>> = (0..32).map(picture).collect();
    let sent = pictures.iter().map(async |bytes| {
        let upload = studio.begin("IMG_1.jpg", bytes).await;
        studio.send(&upload, 0, bytes, None).await.expect("stored")
    });
    futures::future::join_all(sent).await;
    let studio_id = studio.mirna.membership.as_ref().expect("a member").studio;
    let mut tx = studio.backend.db.studio(studio_id).await.expect("a transaction");
    let rows: Vec<(String, Vec<u8>)> =
        sqlx::query_as("SELECT storage_key, sha256 FROM photos").fetch_all(&mut *tx).await.expect("rows");
    assert_eq!(rows.len(), 32);
    for (key, hash) in rows {
        let original = crate::files::PhotoKeys::new(studio_id, key).original();
        let stored = studio.backend.files.read(&original).await.expect("read").expect("there");
        assert_eq!(hash, sha256(stored));
    }
}

#[tokio::test]
async fn an_announcement_repeated_goes_on_with_the_unfinished_one() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let new = NewUpload {
        name: "a.jpg".into(),
        bytes: bytes.len() as u64,
        sha256: Some(sha256(&bytes)),
        metadata: "filename YS5qcGc=".into(),
        ..NewUpload::default()
    };
    let first = studio.begin_with(&new).await;
    studio.send(&first, 0, &bytes[..700], None).await.expect("taken");
    let again = studio.begin_with(&new).await;
    assert_eq!((again.id, again.received), (first.id, 700));
    let other = studio.begin_with(&NewUpload { metadata: "filename Yi5qcGc=".into(), ..new }).await;
    assert_ne!(other.id, first.id, "another name is another file");
}
