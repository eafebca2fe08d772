//! A forgotten password: the mail, and the new password it lets one choose.

use domain::{Email, Locale, Password, Viewer, problem::Check};
use serde_json::json;

use super::{
    Accounts, SignedIn, evenly, letters, password,
    queries::{self, Account},
    tokens::Purpose,
};
use crate::{
    database::Tx,
    error::{Error, Result},
    mailer,
};

impl Accounts<'_> {
    /// Mails a link to choose a new password, in the language of who asks, if there is an account; the answer is the same
    /// if there is none.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `email` when it is no address; [`Error::TooMany`] by source or by address.
    pub async fn forgot(&self, email: &str, locale: Locale, viewer: &Viewer) -> Result<()> {
        let email = email.parse::<Email>().map_err(|error| Error::invalid("email", error.into()))?;
        evenly(async {
            self.count_mail(&email, viewer).await?;
            let mut tx = self.0.db.system().await?;
            let Some(known) = queries::account_by_email(&mut tx, &email).await? else { return Ok(()) };
            if let Some(account) = queries::lock_account(&mut tx, known.id).await? {
                let token = self.issue(&mut tx, account.id, Purpose::Reset).await?;
                let letter = letters::reset(locale, self.0.links.reset(&token));
                mailer::post(&mut tx, self.0.clock.now(), &account.email, &letter).await?;
            }
            Ok(tx.commit().await?)
        })
        .await
    }

    /// Takes a reset token and sets the password. The mail was read, so the address is verified too; whoever was signed
    /// in as this person is no longer; a lock of the address is lifted.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the problems of `password`, which leave the token good for another try, or
    /// `LinkUsedOrExpired` for the form as a whole.
    pub async fn reset(&self, token: &str, new_password: &str, viewer: &Viewer) -> Result<SignedIn> {
        let mut tx = self.0.db.system().await?;
        let user = self.holder(&mut tx, token, Purpose::Reset).await?;
        let person = queries::person(&mut tx, user, None).await?;
        // No connection is held while hashing.
        tx.rollback().await?;
        let known = person.iter().flat_map(|(person, _)| [&*person.name, person.email.as_str()]).collect::<Vec<_>>();
        let hash = password::hash(new("password", new_password, &known).await?).await?;

        let mut tx = self.0.db.system().await?;
        let account = self.take(&mut tx, token, Purpose::Reset).await?;
        queries::set_password(&mut tx, account.id, &hash).await?;
        queries::mark_verified(&mut tx, account.id, self.0.clock.now()).await?;
        queries::delete_tokens(&mut tx, account.id, None).await?;
        let ended = queries::delete_sessions(&mut tx, account.id, None).await?;
        self.forgive_sign_in(&mut tx, &account.email).await?;
        if account.verified {
            self.mail_password_changed(&mut tx, &account).await?;
        }
        let detail = json!({ "sessions_ended": ended });
        let signed_in = self.admit(&mut tx, account.id, viewer, "account.reset_password", detail).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Tells somebody that their password is another one now.
    pub(super) async fn mail_password_changed(&self, tx: &mut Tx, account: &Account) -> Result<()> {
        let now = self.0.clock.now();
        let mut letter = letters::password_changed(account.locale, self.0.links.forgot());
        if queries::working_api_tokens(tx, account.id, now).await? > 0 {
            letter.paragraphs.push(letters::tokens_go_on(account.locale));
        }
        mailer::post(tx, now, &account.email, &letter).await
    }
}

/// Reads a new password, refusing what is easily guessed of somebody of whom `known` is known.
pub(super) async fn new(field: &str, text: &str, known: &[&str]) -> Result<Password> {
    let mut check = Check::default();
    let mut password = check.field(field, Password::parse(text.to_owned()));
    if let Some(chosen) = password.take() {
        password = check.field(field, password::judge(chosen, known).await?);
    }
    check.finish(password).map_err(Error::Invalid)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::problem::Problem;
    use futures::future::join_all;

    use super::*;
    use crate::{
        accounts::tests::eight_at_once,
        limits,
        testing::{
            TestBackend,
            accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, newest_token, petras_form, register, session},
        },
    };

    const JUGO: &str = "jugo i bura 9";

    fn said<T: std::fmt::Debug>(answer: Result<T>) -> (String, Problem) {
        match answer {
            Err(Error::Invalid(mut said)) if said.len() == 1 => {
                said.pop().map(|it| (it.field, it.problem)).expect("one")
            }
            other => panic!("{other:?}"),
        }
    }

    fn used_or_expired() -> (String, Problem) {
        (String::new(), Problem::LinkUsedOrExpired)
    }

    /// Mirna, registered, with a reset link in her mail.
    async fn forgetful(backend: &TestBackend) -> (Viewer, String) {
        let mirna = register(backend, &mirnas_form()).await;
        (mirna, again(backend).await)
    }

    async fn again(backend: &TestBackend) -> String {
        backend.clock.advance(TimeDelta::seconds(1));
        backend.accounts().forgot(MIRNA, Locale::En, &backend.visitor()).await.expect("mailed");
        newest_token(backend, MIRNA).await
    }

    #[tokio::test]
    async fn mirna_chooses_a_new_password() {
        let backend = TestBackend::start().await;
        let (mirna, token) = forgetful(&backend).await;
        let mails = mails_to(&backend, MIRNA).await;
        assert_eq!(mails.len(), 2);
        assert!(mails[0].body_text.contains("https://lumora.example/reset?token="), "{}", mails[0].body_text);
        let signed_in = backend.accounts().reset(&token, JUGO, &backend.visitor()).await.expect("set");
        let subjects: Vec<_> = mails_to(&backend, MIRNA).await.into_iter().map(|mail| mail.subject).collect();
        assert!(subjects.contains(&"Your password was changed".to_owned()), "{subjects:?}");
        assert_eq!(Some(signed_in.user), mirna.person.map(|person| person.id));
        assert_eq!(signed_in.studio, mirna.membership.map(|membership| membership.studio));
        backend.accounts().sign_in(MIRNA, JUGO, &backend.visitor()).await.expect("the new one");
        backend.accounts().sign_in(MIRNA, VELEBIT, &backend.visitor()).await.expect_err("no longer the old one");
    }

    #[tokio::test]
    async fn the_mail_comes_in_the_language_of_who_asks() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        backend.clock.advance(TimeDelta::seconds(1));
        backend.accounts().forgot(MIRNA, Locale::Hr, &backend.visitor()).await.expect("mailed");
        assert_eq!(mails_to(&backend, MIRNA).await[0].subject, "Odaberite novu lozinku");
    }

    #[tokio::test]
    async fn nobody_gets_no_mail_and_the_same_answer() {
        let backend = TestBackend::start().await;
        let start = tokio::time::Instant::now();
        backend.accounts().forgot("ana@example.com", Locale::En, &backend.visitor()).await.expect("the same answer");
        assert!(start.elapsed() >= limits::EVEN_ANSWER, "after the same time");
        assert_eq!(mails_to(&backend, "ana@example.com").await.len(), 0);
        let answer = backend.accounts().forgot("ana", Locale::En, &backend.visitor()).await;
        assert_eq!(said(answer), ("email".into(), Problem::NotAnEmail));
    }

    #[tokio::test]
    async fn whoever_was_signed_in_no_longer_is() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        let petra = register(&backend, &petras_form()).await;
        let (mirna, token) = forgetful(&backend).await;
        for (id, viewer) in [(1, &mirna), (2, &mirna), (3, &petra)] {
            session(&backend, id, viewer, "").await;
        }
        accounts.reset(&token, JUGO, &backend.visitor()).await.expect("set");
        for (id, lives) in [(1, false), (2, false), (3, true)] {
            assert_eq!(accounts.load_session([id; 32]).await.expect("an answer").is_some(), lives, "session {id}");
        }
    }

    #[tokio::test]
    async fn the_mail_also_verifies_and_lifts_a_lock() {
        let backend = TestBackend::start().await;
        let (accounts, stranger) = (backend.accounts(), backend.visitor());
        accounts.register(&mirnas_form(), &stranger).await.expect("registered");
        let verification = newest_token(&backend, MIRNA).await;
        for _ in 0..11 {
            accounts.sign_in(MIRNA, JUGO, &stranger).await.expect_err("not her password");
        }
        let token = again(&backend).await;
        accounts.reset(&token, JUGO, &stranger).await.expect("set");
        accounts.sign_in(MIRNA, JUGO, &stranger).await.expect("verified and open");
        assert_eq!(said(accounts.verify(&verification, "", &stranger).await), used_or_expired());
    }

    #[tokio::test]
    async fn asking_again_voids_the_older_link() {
        let backend = TestBackend::start().await;
        let (_, older) = forgetful(&backend).await;
        let newer = again(&backend).await;
        assert_eq!(said(backend.accounts().reset(&older, JUGO, &backend.visitor()).await), used_or_expired());
        backend.accounts().reset(&newer, JUGO, &backend.visitor()).await.expect("set");
        // Also when the two are asked at once.
        let (accounts, stranger) = (backend.accounts(), backend.visitor());
        for answer in join_all((0..2).map(|_| accounts.forgot(MIRNA, Locale::En, &stranger))).await {
            answer.expect("mailed");
        }
        let mut system = crate::testing::connect_as(&backend.database_url, "lumora_system").await;
        let links: i64 =
            sqlx::query_scalar("SELECT count(*) FROM user_tokens").fetch_one(&mut system).await.expect("counted");
        assert_eq!(links, 1);
    }

    #[tokio::test]
    async fn a_link_works_once_even_for_eight_at_once() {
        let backend = TestBackend::start().await;
        let (_, token) = forgetful(&backend).await;
        let (accounts, stranger) = (backend.accounts(), backend.visitor());
        let answers = eight_at_once(&backend, async || accounts.reset(&token, JUGO, &stranger).await).await;
        let (set, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!((set.len(), refused.len()), (1, 7));
        assert!(refused.into_iter().all(|answer| said(answer) == used_or_expired()));
    }

    #[tokio::test]
    async fn a_link_lives_an_hour() {
        let backend = TestBackend::start().await;
        let (_, token) = forgetful(&backend).await;
        backend.clock.advance(limits::RESET);
        assert_eq!(said(backend.accounts().reset(&token, JUGO, &backend.visitor()).await), used_or_expired());
        backend.accounts().sign_in(MIRNA, VELEBIT, &backend.visitor()).await.expect("nothing was changed");
    }

    #[tokio::test]
    async fn a_weak_password_leaves_the_link_good() {
        let backend = TestBackend::start().await;
        let (_, token) = forgetful(&backend).await;
        for (weak, problem) in [("short1", Problem::PasswordTooShort), ("mirna123", Problem::PasswordCommon)] {
            let answer = backend.accounts().reset(&token, weak, &backend.visitor()).await;
            assert_eq!(said(answer), ("password".into(), problem));
        }
        backend.accounts().reset(&token, JUGO, &backend.visitor()).await.expect("set");
    }
}
