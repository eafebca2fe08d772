//! Lists that are sent, locked and opened again.

use domain::{ListId, Refusal, Role, problem::Problem};

use super::{ANA, LUKA, broken, problems, wedding};
use crate::{choices::Rules, error::Error, mailer::read_outbox};

#[tokio::test]
async fn what_was_sent_stays_as_it_is_until_the_studio_opens_it() {
    let w = wedding().await;
    let choices = w.backend.choices();
    let album = Some(w.album);
    let [a, b, _] = w.photos[..] else { panic!("three photographs") };
    let send = async || choices.send(&w.guest, &w.token, ANA, w.album, "  Please the first in black and white ").await;
    assert_eq!(problems(send().await), broken("list", Problem::ListEmpty));
    w.set(ANA, album, a, true).await.expect("chosen");
    w.set(ANA, None, a, true).await.expect("a heart");
    w.set(LUKA, album, b, true).await.expect("Luka's");
    let sent = send().await.expect("sent");
    assert!(sent.lists.iter().all(|list| list.sent_at.is_some() == (list.id == w.album)));
    assert_eq!(problems(send().await), broken("list", Problem::ListSent));
    for (photo, on) in [(a, false), (b, true)] {
        assert_eq!(problems(w.set(ANA, album, photo, on).await), broken("list", Problem::ListSent));
    }
    assert_eq!(w.set(ANA, album, a, true).await.expect("nothing to change"), [a]);
    w.set(ANA, None, a, false).await.expect("other lists are free");
    w.set(LUKA, album, a, true).await.expect("so are other visitors");

    let all = choices.chosen(&w.mirna, w.gallery).await.expect("choices");
    let round = all.iter().find(|choice| choice.number == 1 && choice.list == w.album).expect("Ana's album");
    let round = round.sent.clone().expect("sent");
    assert_eq!(round.message, "Please the first in black and white");
    choices.reopen(&w.mirna, w.gallery, round.id).await.expect("open again");
    choices.reopen(&w.mirna, w.gallery, round.id).await.expect("open already");
    assert_eq!(w.set(ANA, album, b, true).await.expect("free again").len(), 2);
    send().await.expect("sent anew");
    assert_eq!(w.count("submissions").await, 2);
    assert_eq!(w.count("audit_entries WHERE action IN ('choices.send', 'choices.reopen')").await, 3);
}

#[tokio::test]
async fn the_studio_is_told_once() {
    let w = wedding().await;
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    w.backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    w.set(ANA, None, w.photos[0], true).await.expect("a heart");
    let hearts = ListId::hearts(w.gallery);
    w.backend.choices().send(&w.guest, &w.token, ANA, hearts, "Thank you").await.expect("sent");
    w.backend.run_jobs().await;
    w.backend.run_jobs().await;
    let mails = read_outbox(&w.backend, &w.guest, true).await.expect("the outbox");
    let to: Vec<_> = mails.iter().map(|mail| mail.recipient.as_str()).collect();
    let mirna = w.mirna.person.as_ref().expect("a person").email.as_str();
    assert_eq!(to, [mirna], "not to those who only look on, nor to a visitor without an address");
    assert!(mails[0].body_text.contains("Visitor 1") && mails[0].body_text.contains("Thank you"));
    assert!(mails[0].body_text.contains(&format!("/dashboard/galleries/{}/choices", w.gallery)));
}

#[tokio::test]
async fn only_the_studio_opens_and_only_at_an_open_door_is_sent() {
    let w = wedding().await;
    let choices = w.backend.choices();
    w.set(ANA, None, w.photos[0], true).await.expect("a heart");
    let hearts = ListId::hearts(w.gallery);
    choices.send(&w.guest, &w.token, ANA, hearts, "").await.expect("sent");
    let id = choices.chosen(&w.mirna, w.gallery).await.expect("choices")[0].sent.clone().expect("sent").id;
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    let looking = w.backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    for (viewer, why) in [(&looking, Refusal::Forbidden), (&petra, Refusal::NotFound), (&w.guest, Refusal::SignIn)] {
        let refused = choices.reopen(viewer, w.gallery, id).await;
        assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == why), "{refused:?}");
    }
    w.backend.galleries().unpublish(&w.mirna, w.gallery).await.expect("taken back");
    let refused = choices.send(&w.guest, &w.token, ANA, w.album, "").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotPublished))), "{refused:?}");
}

#[tokio::test]
async fn the_studio_hears_who_sent_what() {
    use domain::live::{Deed, Who};
    let w = wedding().await;
    w.set(ANA, Some(w.album), w.photos[0], true).await.expect("chosen");
    w.backend.choices().send(&w.guest, &w.token, ANA, w.album, "").await.expect("sent");
    let changes = w.backend.live().changes(&w.mirna, w.gallery, 0).await.expect("messages").changes;
    let told: Vec<_> = changes.into_iter().filter_map(|change| change.deed).collect();
    let who = Who { name: String::new(), number: 1 };
    assert_eq!(told, [Deed::Sent { who, list: "Album".into() }]);
}

#[tokio::test]
async fn rules_are_not_written_over_what_a_colleague_changed() {
    let w = wedding().await;
    let choices = w.backend.choices();
    let loaded = choices.settings(&w.mirna, w.gallery).await.expect("the rules").rules.version();
    let theirs = Rules { own_lists: true, ..Rules::default() };
    choices.edit_since(&w.mirna, w.gallery, theirs, &loaded).await.expect("the first to save");
    let mine = Rules { comments: true, ..Rules::default() };
    let late = choices.edit_since(&w.mirna, w.gallery, mine, &loaded).await;
    assert!(matches!(late, Err(crate::Error::Conflict)), "{late:?}");
    assert_eq!(choices.settings(&w.mirna, w.gallery).await.expect("the rules").rules, theirs);
    choices.edit_since(&w.mirna, w.gallery, mine, &theirs.version()).await.expect("loaded anew");
}
