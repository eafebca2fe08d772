//! People who registered like anybody else, for tests that need a password, a session or a mailed link.

use domain::{Locale, Viewer};

use super::TestBackend;
use crate::{
    accounts::{Registration, SignedIn, StoredSession},
    limits,
    mailer::{OutboxMail, read_outbox},
};

/// Where Mirna gets mail.
pub const MIRNA: &str = "mirna@atelier-mirna.example";

/// Mirna's password.
pub const VELEBIT: &str = "velebit i more 7";

/// What Mirna fills in to register.
pub fn mirnas_form() -> Registration {
    Registration {
        name: "Mirna Kovač".into(),
        studio: "Atelier Mirna".into(),
        email: MIRNA.into(),
        password: VELEBIT.into(),
        time_zone: "Europe/Zagreb".into(),
        locale: Locale::En,
    }
}

/// What Petra fills in; her password is Mirna's, as it happens.
pub fn petras_form() -> Registration {
    Registration {
        name: "Petra Horvat".into(),
        studio: "Studio Petra".into(),
        email: "petra@studio-petra.example".into(),
        locale: Locale::Hr,
        ..mirnas_form()
    }
}

/// Registers with `form` and takes the mailed link.
///
/// # Panics
/// When registering does not go well.
pub async fn register(backend: &TestBackend, form: &Registration) -> Viewer {
    let stranger = backend.visitor();
    backend.accounts().register(form, &stranger).await.expect("registered");
    let token = newest_token(backend, &form.email).await;
    let signed_in = backend.accounts().verify(&token, "", &stranger).await.expect("verified");
    viewer_of(backend, signed_in).await
}

/// Who looks, once they are signed in.
///
/// # Panics
/// When there is no such person.
pub async fn viewer_of(backend: &TestBackend, signed_in: SignedIn) -> Viewer {
    let (person, membership) = backend
        .accounts()
        .viewer(signed_in.user, signed_in.studio)
        .await
        .expect("the database answers")
        .expect("a person");
    Viewer { person: Some(person), membership, scope: None, visitor: None, source: "203.0.113.7".into() }
}

/// A session of `viewer` on `device`, with `id` for every byte of its hash.
///
/// # Panics
/// When there is one already.
pub async fn session(backend: &TestBackend, id: u8, viewer: &Viewer, device: &str) {
    let session = StoredSession {
        id_hash: [id; 32],
        user: viewer.person.as_ref().map(|person| person.id),
        data: serde_json::json!({}),
        device: device.to_owned(),
        source: viewer.source.clone(),
        expires_at: backend.clock.now() + limits::SESSION,
    };
    assert!(backend.accounts().create_session(&session).await.expect("stored"), "a session of its own");
}

/// The mails to somebody, newest first.
///
/// # Panics
/// When the database does not answer.
pub async fn mails_to(backend: &TestBackend, email: &str) -> Vec<OutboxMail> {
    let mails = read_outbox(backend, &Viewer::default(), true).await.expect("the outbox");
    mails.into_iter().filter(|mail| mail.recipient == email).collect()
}

/// The token in the newest mail to somebody; a clock that stood still between two mails leaves open which that is.
///
/// # Panics
/// When there is no such mail.
pub async fn newest_token(backend: &TestBackend, email: &str) -> String {
    let mail = mails_to(backend, email).await.into_iter().next().expect("a mail");
    let (_, token) = mail.body_text.split_once("?token=").expect("a link with a token");
    token.split_whitespace().next().expect("a token").to_owned()
}
