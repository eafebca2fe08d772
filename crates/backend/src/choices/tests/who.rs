//! Names, addresses, and the mailed link that brings one's lists to another device.

use chrono::TimeDelta;
use domain::{Asks, ListId, problem::Problem};

use super::{ANA, LUKA, Wedding, broken, problems, wedding};
use crate::{
    choices::Rules,
    error::Error,
    limits::{MAIL_BY_EMAIL, VISITOR_LINK},
    mailer::read_outbox,
};

const ANAS: &str = "ana@example.com";

impl Wedding {
    async fn introduce(&self, key: &str, who: &str) -> crate::error::Result<()> {
        self.backend.choices().introduce(&self.guest, &self.token, key, who).await
    }

    /// The secret in the newest mail.
    async fn secret(&self) -> String {
        self.backend.clock.advance(TimeDelta::seconds(1));
        let mails = read_outbox(&self.backend, &self.guest, true).await.expect("the outbox");
        let (_, secret) = mails[0].body_text.split_once("#join=").expect("a secret");
        secret.split_whitespace().next().expect("a secret").to_owned()
    }

    async fn join(&self, key: &str, secret: &str) -> crate::error::Result<super::Choosing> {
        self.backend.choices().join(&self.guest, &self.token, key, secret).await
    }

    async fn ask(&self, asks: Asks) {
        let rules = Rules { asks, ..Rules::default() };
        self.backend.choices().edit(&self.mirna, self.gallery, rules).await.expect("asked");
    }
}

#[tokio::test]
async fn nothing_is_kept_that_was_not_asked() {
    let w = wedding().await;
    w.introduce(ANA, "Ana").await.expect("nobody asked");
    assert_eq!(w.count("visitors").await, 0);
    w.ask(Asks::Name).await;
    assert!(!w.look(ANA).await.known);
    assert_eq!(problems(w.introduce(ANA, " ").await), broken("who", Problem::Required));
    w.introduce(ANA, " Ana ").await.expect("named");
    assert!(w.look(ANA).await.known);
    w.set(ANA, None, w.photos[0], true).await.expect("a heart");
    let all = w.backend.choices().chosen(&w.mirna, w.gallery).await.expect("choices");
    assert_eq!((all[0].name.as_str(), all[0].email.as_deref()), ("Ana", None));
    assert_eq!(w.count("mails").await, 0);
}

#[tokio::test]
async fn a_mailed_link_brings_the_lists_to_another_device_once() {
    let w = wedding().await;
    let [a, b, _] = w.photos[..] else { panic!("three photographs") };
    let hearts = ListId::hearts(w.gallery);
    w.ask(Asks::Email).await;
    assert_eq!(problems(w.introduce(ANA, "ana").await), broken("who", Problem::NotAnEmail));
    w.set(ANA, None, a, true).await.expect("a heart");
    w.introduce(ANA, " Ana@Example.com ").await.expect("mailed");
    let first = w.secret().await;
    // On the laptop, where something was chosen already.
    w.set(LUKA, None, b, true).await.expect("a heart");
    let void = broken("", Problem::LinkUsedOrExpired);
    assert_eq!(problems(w.join(LUKA, "no such secret").await), void);
    let joined = w.join(LUKA, &first).await.expect("joined");
    assert_eq!(joined.lists[0].photos.len(), 2, "what was chosen there came along");
    assert_eq!(w.on(ANA, hearts).await.len(), 2);
    assert_eq!(problems(w.join("one-more-device-xx", &first).await), void, "once");
    w.set(LUKA, None, a, false).await.expect("taken back");
    assert_eq!(w.on(ANA, hearts).await, [b], "they are one");
    let all = w.backend.choices().chosen(&w.mirna, w.gallery).await.expect("choices");
    assert_eq!((all.len(), all[0].email.as_deref(), all[0].confirmed), (1, Some(ANAS), true));

    // A third device says the same address, and is told nothing; its link leads to the same lists.
    let third = "third-third-third";
    w.introduce(third, ANAS).await.expect("the same answer");
    assert_eq!(w.on(third, hearts).await, []);
    let secret = w.secret().await;
    assert_eq!(w.join(third, &secret).await.expect("joined").lists[0].photos, [b]);
    // Too old.
    w.introduce("fourth-fourth-fourth", ANAS).await.expect("mailed");
    let secret = w.secret().await;
    w.backend.clock.advance(VISITOR_LINK);
    assert_eq!(problems(w.join("fourth-fourth-fourth", &secret).await), void);
    w.backend.choices().sweep(w.backend.clock.now()).await.expect("swept");
    assert_eq!(w.count("visitor_links").await, 0);
}

#[tokio::test]
async fn a_secret_is_stored_hashed_and_of_one_gallery() {
    let w = wedding().await;
    w.ask(Asks::Email).await;
    w.introduce(ANA, ANAS).await.expect("mailed");
    let secret = w.secret().await;
    let mut tx = w.backend.db.system().await.expect("a transaction");
    let rows: String = sqlx::query_scalar("SELECT string_agg(l::text, '') FROM visitor_links l")
        .fetch_one(&mut *tx)
        .await
        .expect("read");
    assert!(!rows.contains(&secret));
    drop(tx);
    let other = w.backend.gallery(&w.mirna, "Eva").await;
    w.backend.photo(&w.mirna, other, "x.jpg").await;
    w.backend.publish(&w.mirna, other).await;
    w.backend.unlock(&w.guest, other).await;
    let token = w.backend.link_token(other).await;
    let elsewhere = w.backend.choices().join(&w.guest, &token, ANA, &secret).await;
    assert_eq!(problems(elsewhere), broken("", Problem::LinkUsedOrExpired));
    w.join(ANA, &secret).await.expect("still good where it belongs");
}

#[tokio::test]
async fn what_has_a_limit_or_was_sent_stays_with_who_made_it() {
    let w = wedding().await;
    let [a, b, c] = w.photos[..] else { panic!("three photographs") };
    w.ask(Asks::Email).await;
    w.set(ANA, Some(w.album), a, true).await.expect("chosen");
    w.set(ANA, Some(w.album), b, true).await.expect("chosen");
    w.introduce(ANA, ANAS).await.expect("mailed");
    let secret = w.secret().await;
    w.set(LUKA, Some(w.album), c, true).await.expect("chosen");
    w.join(LUKA, &secret).await.expect("joined");
    assert_eq!(w.on(LUKA, w.album).await.len(), 2, "Ana's album, no fuller than it may be");
    let all = w.backend.choices().chosen(&w.mirna, w.gallery).await.expect("choices");
    assert_eq!(all.iter().map(|choice| choice.photos.len()).collect::<Vec<_>>(), [2, 1], "nothing is lost");
}

#[tokio::test]
async fn nobodys_inbox_is_flooded() {
    let w = wedding().await;
    w.ask(Asks::Email).await;
    for n in 0..MAIL_BY_EMAIL.attempts {
        w.introduce(&format!("visitor-number-{n:02}"), ANAS).await.expect("mailed");
    }
    let refused = w.introduce("one-visitor-too-many", ANAS).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
    w.set(ANA, None, w.photos[0], true).await.expect("a heart");
    w.introduce(ANA, "luka@example.com").await.expect("another address");
}
