//! Photographs that cannot be marked.

use domain::PhotoState;

use super::*;
use crate::{jobs::Job, photos::PhotoFilter, watermarks::MarkPhoto};

impl Proof {
    /// What the studio is told of the photograph: why, how many failed in the list, and how many by the section.
    async fn told(&self) -> (Option<String>, i64, i64) {
        let failed = PhotoFilter { state: Some(PhotoState::Failed), ..PhotoFilter::default() };
        let listed = self.backend.photos().find(&self.mirna, self.gallery, &failed, None).await.expect("listed").photos;
        assert!(listed.iter().all(|photo| photo.state == PhotoState::Ready));
        let detail = self.backend.galleries().get(&self.mirna, self.gallery).await.expect("the gallery");
        let mark = self.backend.watermarks().of_gallery(&self.mirna, self.gallery).await.expect("the mark");
        (listed.first().and_then(|photo| photo.failure.clone()), detail.failed, mark.failed)
    }

    async fn give_up(&self) {
        let job = MarkPhoto { studio: self.studio, photo: self.photos[0] };
        job.give_up(&self.backend).await.expect("told");
    }
}

#[tokio::test]
async fn a_photograph_that_cannot_be_marked_is_told_and_tried_again() {
    let w = proof(1).await;
    let none = (None, 0, 0);
    w.give_up().await;
    assert_eq!(w.told().await, none, "nothing is to be marked");
    w.turn(true).await;
    w.give_up().await;
    assert_eq!(w.told().await, (Some("unmarked".into()), 1, 1));
    let photos = w.backend.photos();
    photos.retry(&w.mirna, w.gallery, w.photos[0]).await.expect("tried again");
    assert_eq!(w.told().await, none);
    w.backend.run_jobs().await;
    assert_eq!(w.marked().await, (1, 1));
    w.give_up().await;
    assert_eq!(w.told().await, none, "it came late");
    assert!(not_found(&photos.retry(&w.mirna, w.gallery, w.photos[0]).await));
}

#[tokio::test]
async fn other_marks_and_no_marks_are_a_new_beginning() {
    let w = proof(1).await;
    w.turn(true).await;
    w.give_up().await;
    w.set(w.gallery, Some(&form("text", "Proof", Place::Tiled))).await.expect("set");
    assert_eq!(w.told().await, (None, 0, 0));
    w.give_up().await;
    w.turn(false).await;
    assert_eq!(w.told().await, (None, 0, 0));
}
