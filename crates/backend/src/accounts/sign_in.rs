//! Signing in with a password.

use domain::{Email, UserId, Viewer, problem::Problem};
use serde_json::{Value, json};

use super::{
    Accounts, SignedIn, password,
    queries::{self, Account},
};
use crate::{
    database::Tx,
    error::{Error, Result},
    limits, throttle,
};

impl Accounts<'_> {
    /// Judges e-mail and password. Every attempt counts before it is judged; one that succeeds is not counted after all.
    ///
    /// # Errors
    /// For the form as a whole, `WrongCredentials` for an unknown address and a wrong password alike, after the same
    /// work; `NotVerified`, with a fresh link in the mail, only to who knows the password. [`Error::TooMany`] when the
    /// address or the source is locked, even with the right password.
    pub async fn sign_in(&self, email: &str, password: &str, viewer: &Viewer) -> Result<SignedIn> {
        let email = email.parse::<Email>().ok();
        self.count_sign_in(email.as_ref(), viewer).await?;
        let account = self.known(email.as_ref()).await?;
        let fits = password::fits(password, account.as_ref().map(|account| &*account.password_hash)).await?;
        let Some(account) = account.filter(|_| fits) else {
            return Err(Error::invalid("", Problem::WrongCredentials));
        };
        let mut tx = self.0.db.system().await?;
        self.uncount_sign_in(&mut tx, &account.email, viewer).await?;
        if !account.verified {
            tx.commit().await?;
            self.remind(account, viewer).await?;
            return Err(Error::invalid("", Problem::NotVerified));
        }
        let signed_in = self.admit(&mut tx, account.id, viewer, "account.sign_in", json!({})).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    async fn known(&self, email: Option<&Email>) -> Result<Option<Account>> {
        let Some(email) = email else { return Ok(None) };
        let mut tx = self.0.db.system().await?;
        queries::account_by_email(&mut tx, email).await
    }

    /// Counts an attempt at a password: the source first, so that one that is locked cannot lock others' addresses.
    pub(super) async fn count_sign_in(&self, email: Option<&Email>, viewer: &Viewer) -> Result<()> {
        let mut attempts = vec![(source_key(viewer), limits::SIGN_IN_BY_SOURCE)];
        attempts.extend(email.map(|email| (email_key(email), limits::SIGN_IN_BY_EMAIL)));
        self.count(&attempts).await
    }

    /// After a success: the address begins anew. The source only gets this attempt back, else an account of one's own
    /// would buy endless guesses at others'.
    pub(super) async fn uncount_sign_in(&self, tx: &mut Tx, email: &Email, viewer: &Viewer) -> Result<()> {
        queries::uncount(tx, &source_key(viewer)).await?;
        self.forgive_sign_in(tx, email).await
    }

    /// Lifts the lock of an address.
    pub(super) async fn forgive_sign_in(&self, tx: &mut Tx, email: &Email) -> Result<()> {
        throttle::forgive(&mut **tx, &email_key(email)).await
    }

    /// Says whom to sign in and notes by which deed.
    pub(super) async fn admit(
        &self,
        tx: &mut Tx,
        user: UserId,
        viewer: &Viewer,
        action: &'static str,
        detail: Value,
    ) -> Result<SignedIn> {
        let (person, membership) =
            queries::person(tx, user, None).await?.ok_or_else(|| Error::internal("a person vanished"))?;
        let studio = membership.as_ref().map(|membership| membership.studio);
        self.note(tx, (person, membership), viewer, action, detail).await?;
        Ok(SignedIn { user, studio })
    }

    /// Mails the verification link again, unless that was done often enough.
    async fn remind(&self, account: Account, viewer: &Viewer) -> Result<()> {
        match self.count_mail(&account.email, viewer).await {
            Err(Error::TooMany { .. }) => return Ok(()),
            counted => counted?,
        }
        let mut tx = self.0.db.system().await?;
        if let Some(account) = queries::lock_account(&mut tx, account.id).await?.filter(|account| !account.verified) {
            self.mail_verification(&mut tx, &account).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn source_key(viewer: &Viewer) -> String {
    format!("sign-in:source:{}", viewer.source)
}

fn email_key(email: &Email) -> String {
    format!("sign-in:email:{email}")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use chrono::TimeDelta;
    use futures::future::join_all;

    use super::*;
    use crate::testing::{
        TestBackend,
        accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, newest_token, petras_form, register},
    };

    const WRONG: &str = "velebit i more 8";

    fn said(answer: Result<SignedIn>) -> Problem {
        match answer {
            Err(Error::Invalid(said)) if said.len() == 1 && said[0].field.is_empty() => said[0].problem,
            other => panic!("{other:?}"),
        }
    }

    fn locked(answer: &Result<SignedIn>) -> bool {
        matches!(answer, Err(Error::TooMany { retry_after: 1..=900 }))
    }

    fn at(source: &str) -> Viewer {
        Viewer { source: source.into(), ..Viewer::default() }
    }

    #[tokio::test]
    async fn mirna_signs_in() {
        let backend = TestBackend::start().await;
        let mirna = register(&backend, &mirnas_form()).await;
        let signed_in = backend.accounts().sign_in("Mirna@Atelier-Mirna.example ", VELEBIT, &backend.visitor()).await;
        let studio = mirna.membership.map(|membership| membership.studio);
        assert_eq!(signed_in.expect("signed in"), SignedIn { user: mirna.person.expect("herself").id, studio });
        let mut tx = backend.db.studio(studio.expect("hers")).await.expect("a transaction");
        let from: String = sqlx::query_scalar("SELECT source FROM audit_entries WHERE action = 'account.sign_in'")
            .fetch_one(&mut *tx)
            .await
            .expect("in the log");
        assert_eq!(from, backend.visitor().source);
    }

    #[tokio::test]
    async fn a_wrong_password_and_nobody_sound_alike() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        for (email, password) in [(MIRNA, WRONG), (MIRNA, ""), ("ana@example.com", VELEBIT), ("ana", VELEBIT), ("", "")]
        {
            let answer = backend.accounts().sign_in(email, password, &backend.visitor()).await;
            assert_eq!(said(answer), Problem::WrongCredentials, "{email}");
        }
    }

    #[tokio::test]
    async fn a_wrong_password_and_nobody_take_as_long() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..8 {
            for (email, fastest) in [MIRNA, "ana@example.com"].into_iter().zip(&mut fastest) {
                let start = Instant::now();
                assert_eq!(
                    said(backend.accounts().sign_in(email, WRONG, &backend.visitor()).await),
                    Problem::WrongCredentials
                );
                *fastest = start.elapsed().min(*fastest);
            }
        }
        // Without the hash it would be a tenth.
        let [known, unknown] = fastest;
        assert!(unknown > known / 2 && unknown < known * 2, "known {known:?}, unknown {unknown:?}");
    }

    #[tokio::test]
    async fn an_unverified_address_is_told_only_to_who_knows_the_password() {
        let backend = TestBackend::start().await;
        let (accounts, stranger) = (backend.accounts(), backend.visitor());
        accounts.register(&mirnas_form(), &stranger).await.expect("registered");
        assert_eq!(said(accounts.sign_in(MIRNA, WRONG, &stranger).await), Problem::WrongCredentials);
        assert_eq!(mails_to(&backend, MIRNA).await.len(), 1);
        backend.clock.advance(TimeDelta::seconds(1));
        assert_eq!(said(accounts.sign_in(MIRNA, VELEBIT, &stranger).await), Problem::NotVerified);
        assert_eq!(mails_to(&backend, MIRNA).await.len(), 2);
        let token = newest_token(&backend, MIRNA).await;
        for _ in 0..6 {
            assert_eq!(said(accounts.sign_in(MIRNA, VELEBIT, &stranger).await), Problem::NotVerified);
        }
        assert_eq!(mails_to(&backend, MIRNA).await.len(), 5, "five mails an hour");
        accounts.verify(&token, "", &stranger).await.expect_err("only the last link works");
    }

    #[tokio::test]
    async fn ten_failures_lock_for_a_quarter_of_an_hour() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        for email in [MIRNA, "ana@example.com"] {
            for attempt in 0..10 {
                let source = at(&format!("198.51.100.{attempt}"));
                assert_eq!(said(backend.accounts().sign_in(email, WRONG, &source).await), Problem::WrongCredentials);
            }
            let answer = backend.accounts().sign_in(email, VELEBIT, &at("203.0.113.9")).await;
            assert!(locked(&answer), "the right password and another source do not help: {answer:?}");
        }
        backend.clock.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
        assert!(locked(&backend.accounts().sign_in(MIRNA, VELEBIT, &at("203.0.113.9")).await));
        backend.clock.advance(TimeDelta::seconds(1));
        backend.accounts().sign_in(MIRNA, VELEBIT, &at("203.0.113.9")).await.expect("open again");
    }

    #[tokio::test]
    async fn guessing_in_parallel_gains_nothing() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        let (accounts, sources) =
            (backend.accounts(), (0..64).map(|n| at(&format!("198.51.100.{n}"))).collect::<Vec<_>>());
        let answers = join_all(sources.iter().map(|source| accounts.sign_in(MIRNA, WRONG, source))).await;
        assert_eq!(answers.iter().filter(|answer| locked(answer)).count(), 54);
        assert_eq!(
            answers.into_iter().filter(|answer| !locked(answer)).map(said).collect::<Vec<_>>(),
            [Problem::WrongCredentials; 10]
        );
    }

    #[tokio::test]
    async fn a_success_is_forgiven_but_buys_no_guesses_at_others() {
        let backend = TestBackend::start().await;
        let (accounts, eve) = (backend.accounts(), at("198.51.100.66"));
        register(&backend, &mirnas_form()).await;
        let petra = petras_form();
        register(&backend, &petra).await;
        for guess in 0..50 {
            let email = format!("guest{}@example.com", guess / 10);
            assert_eq!(said(accounts.sign_in(&email, WRONG, &eve).await), Problem::WrongCredentials, "{guess}");
            if guess % 9 == 8 {
                accounts.sign_in(&petra.email, &petra.password, &eve).await.expect("her own account");
            }
        }
        // The source has had its fifty. What it tries now counts against nobody else.
        for _ in 0..12 {
            assert!(locked(&accounts.sign_in(MIRNA, WRONG, &eve).await));
        }
        accounts.sign_in(MIRNA, VELEBIT, &at("203.0.113.9")).await.expect("Mirna is not locked out");
    }

    #[tokio::test]
    async fn without_the_database_nobody_gets_in() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        backend.db.close().await;
        let answer = backend.accounts().sign_in(MIRNA, VELEBIT, &backend.visitor()).await;
        assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    }
}
