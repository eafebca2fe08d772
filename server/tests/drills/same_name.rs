//! Thirty-two photographs of one name at once: what belongs to one is never another's.

use backend::{media::develop, sha256};
use bytes::Bytes;
use domain::RenditionKind;
use futures::future::join_all;

use super::{picture::Picture, process::Running, sending::Sending, studio::Studio};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_hash_and_thumbnail_belongs_to_its_row() {
    let studio = Studio::start().await;
    let running = Running::start(&studio.place, &[]).await;
    let mut sendings: Vec<_> = (0..32)
        .map(|seed| {
            let picture = Picture::new(seed, (300, 200), &Bytes::new());
            let new = if seed % 2 == 0 { Sending::whole } else { Sending::pieces };
            new("MIR_0001.jpg", picture)
        })
        .collect();
    join_all(sendings.iter_mut().map(|sending| sending.send(&studio, running.address))).await;
    let rows = studio.developed(sendings.len()).await;
    let mut thumbnails = Vec::new();
    for sending in &sendings {
        let row = rows.iter().find(|row| Some(row.photo()) == sending.photo).expect("each was answered");
        assert_eq!((&*row.state, &row.sha256[..]), ("ready", &sending.picture.sha256[..]));
        assert!(studio.is_whole(row).await);
        let key = studio.keys(row).rendition(RenditionKind::Thumb);
        let thumbnail = studio.files().read(&key).await.expect("read").expect("a thumbnail");
        let made = develop(sending.picture.whole(), "").expect("developed");
        let own = made.renditions.iter().find(|made| made.kind == RenditionKind::Thumb).expect("a thumbnail");
        assert!(own.bytes == thumbnail, "the thumbnail is that of the photograph");
        thumbnails.push(sha256(thumbnail));
    }
    thumbnails.sort_unstable();
    thumbnails.dedup();
    assert_eq!(thumbnails.len(), sendings.len(), "the photographs can be told apart");
    drop(running);
    studio.is_well(sendings.len()).await;
}
