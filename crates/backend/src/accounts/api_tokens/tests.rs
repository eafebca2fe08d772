use chrono::TimeDelta;
use domain::UserId;
use futures::future::join_all;

use super::*;
use crate::testing::{
    TestBackend,
    accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, register, session},
    connect_as,
};

const UPLOAD: TokenScope = TokenScope::Upload;

async fn made(backend: &TestBackend, viewer: &Viewer, life: TokenLife) -> ApiToken {
    backend.accounts().make_token(viewer, "Studio computer", UPLOAD, life).await.expect("made")
}

async fn bearer(backend: &TestBackend, token: &ApiToken) -> Result<Viewer> {
    backend.accounts().bearer(token.expose(), "203.0.113.7").await
}

fn refused<T>(answer: &Result<T>, refusal: Refusal) -> bool {
    matches!(answer, Err(Error::Refused(said)) if *said == refusal)
}

fn user_of(viewer: &Viewer) -> UserId {
    viewer.person.as_ref().expect("a person").id
}

#[tokio::test]
async fn a_script_comes_as_its_person_and_as_no_more_than_it_is_for() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let token = made(&backend, &mirna, TokenLife::Year).await;
    let script = bearer(&backend, &token).await.expect("known");
    assert_eq!(script, Viewer { scope: Some(UPLOAD), ..mirna.clone() });
    let accounts = backend.accounts();
    for answer in [
        accounts.make_token(&script, "Another", UPLOAD, TokenLife::Endless).await.map(drop),
        accounts.tokens(&script).await.map(drop),
        accounts.rename(&script, "Eve").await,
        backend.galleries().list(&script, &Default::default()).await.map(drop),
    ] {
        assert!(refused(&answer, Refusal::Forbidden), "{answer:?}");
    }
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    backend.photos().may_upload(&script, gallery).await.expect("what it is for");
}

#[tokio::test]
async fn the_secret_is_told_once_and_stored_nowhere() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let token = made(&backend, &mirna, TokenLife::Month).await;
    let mut system = connect_as(&backend.database_url, "lumora_system").await;
    let (row, hash): (String, Vec<u8>) =
        sqlx::query_as("SELECT t::text, token_hash FROM api_tokens t").fetch_one(&mut system).await.expect("one");
    assert_eq!(hash, sha256(token.expose()));
    assert!(!row.contains(&token.expose()[4..]), "{row}");
    let noted: Vec<(String, String)> = sqlx::query_as("SELECT action, concat(actor, detail) FROM audit_entries")
        .fetch_all(&mut system)
        .await
        .expect("read");
    let [(action, words)] = &noted[..] else { panic!("{noted:?}") };
    assert_eq!(action, "token.make");
    assert!(words.starts_with("Mirna Kovač") && words.contains("Studio computer"), "{words}");
    assert!(!words.contains(&token.expose()[4..]), "{words}");
}

#[tokio::test]
async fn its_person_is_told_by_mail_and_reminded_with_a_new_password() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let email = mirna.person.as_ref().expect("a person").email.to_string();
    let token = made(&backend, &mirna, TokenLife::Month).await;
    let mails = mails_to(&backend, &email).await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.body_text.contains("/dashboard/account"), "{}", mail.body_text);
    assert!(!mail.body_text.contains(&token.expose()[4..]));

    let mut tx = backend.db.system().await.expect("a transaction");
    let account = queries::account(&mut tx, user_of(&mirna)).await.expect("asked").expect("there");
    backend.accounts().mail_password_changed(&mut tx, &account).await.expect("posted");
    tx.commit().await.expect("committed");
    let mails = mails_to(&backend, &email).await;
    assert!(mails.iter().any(|mail| mail.body_text.contains("tokens for scripts go on")), "{mails:?}");
}

#[tokio::test]
async fn use_is_noted_once_a_minute() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let token = made(&backend, &mirna, TokenLife::Month).await;
    let used = async || backend.accounts().tokens(&mirna).await.expect("listed")[0].last_used_at;
    assert_eq!(used().await, None);
    let first = backend.clock.now();
    for (seconds, noted) in [(0, 0), (59, 0), (1, 60), (30, 60)] {
        backend.clock.advance(TimeDelta::seconds(seconds));
        bearer(&backend, &token).await.expect("known");
        assert_eq!(used().await, Some(first + TimeDelta::seconds(noted)), "after {seconds} s more");
    }
}

#[tokio::test]
async fn a_token_ends_when_it_is_revoked_or_its_time_is_over() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let (month, endless) =
        (made(&backend, &mirna, TokenLife::Month).await, made(&backend, &mirna, TokenLife::Endless).await);
    backend.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    bearer(&backend, &month).await.expect("its last second");
    backend.clock.advance(TimeDelta::seconds(1));
    assert!(refused(&bearer(&backend, &month).await, Refusal::SignIn));
    let listed = accounts.tokens(&mirna).await.expect("listed");
    let ended = listed.iter().filter(|token| token.expired).count();
    assert_eq!((listed.len(), ended), (2, 1), "one that ended is still told of");
    accounts.sweep(backend.clock.now() + limits::EXPIRED_TOKENS).await.expect("swept");
    let listed = accounts.tokens(&mirna).await.expect("listed");
    let [left] = &listed[..] else { panic!("{listed:?}") };
    bearer(&backend, &endless).await.expect("still good");
    accounts.revoke_token(&mirna, left.id).await.expect("revoked");
    assert!(refused(&bearer(&backend, &endless).await, Refusal::SignIn));
    assert!(refused(&accounts.revoke_token(&mirna, left.id).await, Refusal::NotFound), "it is gone");
    let mut system = connect_as(&backend.database_url, "lumora_system").await;
    let noted: i64 = sqlx::query_scalar("SELECT count(*) FROM audit_entries WHERE action = 'token.revoke'")
        .fetch_one(&mut system)
        .await
        .expect("counted");
    assert_eq!(noted, 1);
}

#[tokio::test]
async fn who_is_demoted_or_leaves_takes_the_token_along() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let token = made(&backend, &mirna, TokenLife::Endless).await;
    let may = async || {
        let script = bearer(&backend, &token).await?;
        backend.photos().may_upload(&script, gallery).await
    };
    may().await.expect("an editor");
    let mut system = connect_as(&backend.database_url, "lumora_system").await;
    for (change, refusal) in [
        ("UPDATE memberships SET role = 'viewer' WHERE user_id = $1", Refusal::Forbidden),
        ("DELETE FROM memberships WHERE user_id = $1", Refusal::SignIn),
    ] {
        sqlx::query(change).bind(user_of(&mirna).0).execute(&mut system).await.expect("changed");
        let answer = may().await;
        assert!(refused(&answer, refusal), "{change}: {answer:?}");
    }
    assert_eq!(backend.accounts().tokens(&mirna).await.expect("listed"), [], "coming back does not bring it back");
}

#[tokio::test]
async fn signing_out_and_another_password_leave_scripts_alone() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = register(&backend, &mirnas_form()).await;
    session(&backend, 1, &mirna, "Firefox on Windows").await;
    let token = made(&backend, &mirna, TokenLife::Quarter).await;
    accounts.sign_out_others(&mirna, None).await.expect("signed out");
    accounts.change_password(&mirna, VELEBIT, "jugo i bura 9", None).await.expect("changed");
    let script = bearer(&backend, &token).await.expect("still good");
    assert_eq!(script.person.map(|person| person.email.to_string()).as_deref(), Some(MIRNA));
}

#[tokio::test]
async fn a_token_is_its_persons_own_and_for_one_studio() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let token = made(&backend, &mirna, TokenLife::Month).await;
    let hers = accounts.tokens(&mirna).await.expect("listed")[0].id;
    assert_eq!(accounts.tokens(&petra).await.expect("listed"), []);
    assert!(refused(&accounts.revoke_token(&petra, hers).await, Refusal::NotFound));
    let petras = backend.gallery(&petra, "Marija & Ivan").await;
    let script = bearer(&backend, &token).await.expect("known");
    assert!(refused(&backend.photos().may_upload(&script, petras).await, Refusal::NotFound));
    // Also when she works there too: the token stays with the studio it was made for.
    let mut system = connect_as(&backend.database_url, "lumora_system").await;
    sqlx::query("INSERT INTO memberships VALUES ($1, $2, 'editor', $3)")
        .bind(petra.membership.as_ref().expect("hers").studio.0)
        .bind(user_of(&mirna).0)
        .bind(backend.clock.now())
        .execute(&mut system)
        .await
        .expect("Petra takes her on");
    let script = bearer(&backend, &token).await.expect("known");
    assert!(refused(&backend.photos().may_upload(&script, petras).await, Refusal::NotFound));
}

#[tokio::test]
async fn nobody_and_lookers_on_make_none() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let looking = backend.studio("Atelier Mirna", Role::Viewer).await;
    let stranger = backend.visitor();
    let make = async |viewer: &Viewer| accounts.make_token(viewer, "A script", UPLOAD, TokenLife::Month).await;
    assert!(refused(&make(&looking).await, Refusal::Forbidden));
    assert!(refused(&make(&stranger).await, Refusal::SignIn));
    assert!(refused(&accounts.tokens(&stranger).await, Refusal::SignIn));
    let none = TokenId(uuid::Uuid::from_u128(7));
    assert!(refused(&accounts.revoke_token(&stranger, none).await, Refusal::SignIn));
    assert_eq!(accounts.tokens(&looking).await.expect("listed"), []);
}

#[tokio::test]
async fn twenty_tokens_are_the_most_also_when_many_are_made_at_once() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    for wrong in ["", " \t", &"č".repeat(61), "a\0b"] {
        let answer = accounts.make_token(&mirna, wrong, UPLOAD, TokenLife::Month).await;
        assert!(matches!(&answer, Err(Error::Invalid(said)) if said[0].field == "name"), "{answer:?}");
    }
    let make = async || accounts.make_token(&mirna, &"č".repeat(60), UPLOAD, TokenLife::Month).await;
    let made = join_all((0..24).map(|_| make())).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 20);
    let answer = make().await;
    assert!(matches!(&answer, Err(Error::Invalid(said)) if said[0].problem == Problem::TooManyTokens), "{answer:?}");
    backend.clock.advance(TimeDelta::days(30));
    make().await.expect("those that ended do not count");
}

#[tokio::test]
async fn wrong_tokens_are_counted_by_where_they_come_from() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let token = made(&backend, &mirna, TokenLife::Month).await;
    let guess = ApiToken::from_random([7; 32]);
    for attempt in 0..limits::TOKEN_BY_SOURCE.attempts {
        let text = if attempt % 2 == 0 { guess.expose() } else { "lum_\0" };
        let answer = accounts.bearer(text, "203.0.113.7").await;
        assert!(refused(&answer, Refusal::SignIn), "{answer:?}");
    }
    let answer = accounts.bearer(guess.expose(), "203.0.113.7").await;
    assert!(matches!(answer, Err(Error::TooMany { .. })), "{answer:?}");
    assert!(refused(&accounts.bearer(guess.expose(), "198.51.100.9").await, Refusal::SignIn), "others are others");
    bearer(&backend, &token).await.expect("a good one is taken all the same");
    backend.clock.advance(limits::TOKEN_BY_SOURCE.window);
    assert!(refused(&accounts.bearer(guess.expose(), "203.0.113.7").await, Refusal::SignIn));
}
