//! Comments: whose they are, who reads them, how long they can be changed.

use chrono::TimeDelta;
use domain::{GalleryId, PhotoId, Refusal, Role, Viewer, problem::Problem};

use super::Comment;
use crate::{
    error::{Error, Result},
    limits::{COMMENT_CHANGE, COMMENT_CHARS, COMMENTS_BY_SOURCE},
    testing::{Delivered, TestBackend},
};

const ANA: &str = "ana-ana-ana-ana-1";
const LUKA: &str = "luka_luka_luka_2";

struct Wedding {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
    photo: PhotoId,
    guest: Viewer,
}

/// A published gallery of one photograph in which visitors may write.
async fn wedding() -> Wedding {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let Delivered { gallery, token, photos, guest } = backend.delivered(&mirna, &["a.jpg"]).await;
    let settings = crate::choices::Rules { comments: true, ..Default::default() };
    backend.choices().edit(&mirna, gallery, settings).await.expect("comments are on");
    Wedding { backend, mirna, gallery, token, photo: photos[0], guest }
}

impl Wedding {
    async fn write(&self, key: &str, photo: Option<PhotoId>, body: &str) -> Result<Vec<Comment>> {
        // One after another: what is written in one moment is in no order.
        self.backend.clock.advance(TimeDelta::seconds(1));
        self.backend.comments().write(&self.guest, &self.token, key, photo, body).await
    }

    async fn read(&self, key: &str) -> Vec<String> {
        let comments = self.backend.comments().read(&self.guest, &self.token, key).await.expect("comments");
        comments.into_iter().map(|comment| comment.body).collect()
    }
}

fn problem<T>(result: Result<T>) -> Option<Problem> {
    match result {
        Err(Error::Invalid(problems)) => problems.first().map(|found| found.problem),
        _ => None,
    }
}

#[tokio::test]
async fn a_visitor_and_the_studio_write_to_each_other_and_nobody_else_reads_it() {
    let w = wedding().await;
    let comments = w.backend.comments();
    w.write(ANA, Some(w.photo), " <b>Brighter</b>,\r\nplease ").await.expect("written");
    w.write(LUKA, None, "Thank you").await.expect("written");
    w.backend.clock.advance(TimeDelta::seconds(1));
    comments.answer(&w.mirna, w.gallery, 1, Some(w.photo), "Done").await.expect("answered");
    assert_eq!(w.read(ANA).await, ["<b>Brighter</b>,\nplease", "Done"]);
    assert_eq!(w.read(LUKA).await, ["Thank you"]);
    assert_eq!(w.read("somebody-else-xxxx").await, Vec::<String>::new());
    let all = comments.conversations(&w.mirna, w.gallery).await.expect("conversations");
    assert_eq!(all.iter().map(|c| (c.visitor, c.comments.len())).collect::<Vec<_>>(), [(1, 2), (2, 1)]);
    assert_eq!(all[0].comments[1].member.as_deref(), Some("Mirna Kovač"));
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    let looking = w.backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    comments.conversations(&looking, w.gallery).await.expect("whoever looks on reads");
    let refused = comments.answer(&looking, w.gallery, 1, None, "x").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
    let elsewhere = comments.conversations(&w.backend.studio("Studio Petra", Role::Owner).await, w.gallery).await;
    assert!(matches!(elsewhere, Err(Error::Refused(Refusal::NotFound))));
    let nobody = comments.answer(&w.mirna, w.gallery, 9, None, "x").await;
    assert!(matches!(nobody, Err(Error::Refused(Refusal::NotFound))));
}

#[tokio::test]
async fn ones_own_can_be_changed_for_a_while() {
    let w = wedding().await;
    let comments = w.backend.comments();
    let first = w.write(ANA, None, "Furst").await.expect("written")[0].id;
    let second = w.write(ANA, None, "Second").await.expect("written")[1].id;
    let change = async |key, id, body| comments.change(&w.guest, &w.token, key, id, body).await;
    let changed = change(ANA, first, "First").await.expect("changed");
    assert!(changed[0].changed && changed[0].body == "First");
    w.write(LUKA, None, "x").await.expect("written");
    assert!(matches!(change(LUKA, first, "Mine").await, Err(Error::Refused(Refusal::NotFound))));
    change(ANA, second, " ").await.expect("taken back");
    assert_eq!(w.read(ANA).await, ["First"]);
    comments.answer(&w.mirna, w.gallery, 1, None, "Yes").await.expect("answered");
    let answer = comments.read(&w.guest, &w.token, ANA).await.expect("read").pop().expect("the answer");
    assert!(matches!(change(ANA, answer.id, "No").await, Err(Error::Refused(Refusal::NotFound))));
    w.backend.clock.advance(COMMENT_CHANGE);
    assert!(matches!(change(ANA, first, "Later").await, Err(Error::Refused(Refusal::NotFound))));
}

#[tokio::test]
async fn what_may_be_written_and_how_often() {
    let w = wedding().await;
    assert_eq!(problem(w.write(ANA, None, " \n ").await), Some(Problem::Required));
    assert_eq!(problem(w.write(ANA, None, &"č".repeat(COMMENT_CHARS + 1)).await), Some(Problem::TooLong));
    assert_eq!(problem(w.write(ANA, None, "a\0b").await), Some(Problem::Unreadable));
    let elsewhere = w.write(ANA, Some(PhotoId(uuid::Uuid::nil())), "x").await;
    assert!(matches!(elsewhere, Err(Error::Refused(Refusal::NotFound))));
    for _ in 0..COMMENTS_BY_SOURCE.attempts {
        w.write(ANA, None, "x").await.expect("written");
    }
    assert!(matches!(w.write(LUKA, None, "x").await, Err(Error::TooMany { .. })), "from the same place");
    w.backend.choices().edit(&w.mirna, w.gallery, crate::choices::Rules::default()).await.expect("off");
    assert_eq!(problem(w.write(ANA, None, "x").await), Some(Problem::CommentsOff));
    assert_eq!(w.read(ANA).await, Vec::<String>::new());
    let all = w.backend.comments().conversations(&w.mirna, w.gallery).await.expect("kept");
    assert_eq!(all.len(), 1, "the studio still has what was written");
}
