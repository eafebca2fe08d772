//! Showing that an address is one's own, by the mailed link.

use domain::{Email, Viewer, problem::Problem};
use serde_json::json;

use super::{Accounts, SignedIn, evenly, password, queries, reset, tokens::Purpose};
use crate::error::{Error, Result};

impl Accounts<'_> {
    /// Takes a verification token and says whom to sign in. Anybody can register anybody's address: the password typed
    /// then counts only in the browser that registered, elsewhere whoever holds the link chooses `new_password`.
    ///
    /// # Errors
    /// `LinkUsedOrExpired` for the form as a whole, whatever is wrong with the token; `PasswordWanted` when a password
    /// must be chosen and none came; the problems of `password`. The last two leave the token good.
    pub async fn verify(&self, token: &str, new_password: &str, viewer: &Viewer) -> Result<SignedIn> {
        let chosen = self.chosen(token, new_password, viewer).await?;
        let mut tx = self.0.db.system().await?;
        // Another registration since then has voided the token.
        let account = self.take(&mut tx, token, Purpose::Verify).await?;
        if let Some(hash) = chosen {
            queries::set_password(&mut tx, account.id, &hash).await?;
        }
        queries::mark_verified(&mut tx, account.id, self.0.clock.now()).await?;
        let signed_in = self.admit(&mut tx, account.id, viewer, "account.verify", json!({})).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// The hash of the password chosen with the link; `None` where the one typed at registration counts.
    async fn chosen(&self, token: &str, new_password: &str, viewer: &Viewer) -> Result<Option<String>> {
        let mut tx = self.0.db.system().await?;
        let user = self.holder(&mut tx, token, Purpose::Verify).await?;
        let account = queries::account(&mut tx, user).await?.ok_or_else(|| Error::internal("a person vanished"))?;
        // No connection is held while hashing.
        tx.rollback().await?;
        if viewer.visitor.is_some() && viewer.visitor == account.registered_by {
            return Ok(None);
        }
        if new_password.is_empty() {
            return Err(Error::invalid("", Problem::PasswordWanted));
        }
        let new = reset::new("password", new_password, &[&account.name, account.email.as_str()]).await?;
        Ok(Some(password::hash(new).await?))
    }

    /// Mails the verification link once more, if there is an account that still wants it; the answer is the same if there
    /// is none.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `email` when it is no address; [`Error::TooMany`] by source or by address.
    pub async fn resend(&self, email: &str, viewer: &Viewer) -> Result<()> {
        let email = email.parse::<Email>().map_err(|error| Error::invalid("email", error.into()))?;
        evenly(async {
            self.count_mail(&email, viewer).await?;
            let mut tx = self.0.db.system().await?;
            let Some(known) = queries::account_by_email(&mut tx, &email).await? else { return Ok(()) };
            let account = queries::lock_account(&mut tx, known.id).await?;
            if let Some(account) = account.filter(|account| !account.verified) {
                self.mail_verification(&mut tx, &account).await?;
            }
            Ok(tx.commit().await?)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::problem::FieldProblem;

    use super::*;
    use crate::{
        accounts::tests::eight_at_once,
        limits,
        testing::{
            TestBackend,
            accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, newest_token, petras_form},
        },
    };

    fn used_or_expired(answer: &Result<SignedIn>) -> bool {
        matches!(answer, Err(Error::Invalid(said)) if said.len() == 1
            && said[0].field.is_empty() && said[0].problem == Problem::LinkUsedOrExpired)
    }

    /// The browser in which Mirna registered, and her link.
    async fn registered(backend: &TestBackend) -> (Viewer, String) {
        let browser = backend.visitor();
        backend.accounts().register(&mirnas_form(), &browser).await.expect("registered");
        (browser, newest_token(backend, MIRNA).await)
    }

    #[tokio::test]
    async fn a_link_works_once_even_for_eight_at_once() {
        let backend = TestBackend::start().await;
        let (accounts, (stranger, token)) = (backend.accounts(), registered(&backend).await);
        let answers = eight_at_once(&backend, async || accounts.verify(&token, "", &stranger).await).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(answers.iter().filter(|answer| used_or_expired(answer)).count(), 7);
    }

    #[tokio::test]
    async fn who_holds_the_link_decides_the_password() {
        let backend = TestBackend::start().await;
        let (accounts, (thief, _)) = (backend.accounts(), registered(&backend).await);
        let (mirna, token) = (backend.visitor(), newest_token(&backend, MIRNA).await);
        let wanted = |answer| matches!(answer, Err(Error::Invalid(said)) if said == [FieldProblem { field: String::new(), problem: Problem::PasswordWanted }]);
        assert!(wanted(accounts.verify(&token, "", &mirna).await));
        assert!(wanted(accounts.verify(&token, "", &Viewer::default()).await), "no cookie is nobody's cookie");
        let weak = accounts.verify(&token, "mirna123", &mirna).await;
        assert!(matches!(weak, Err(Error::Invalid(said)) if said[0].field == "password"));
        accounts.verify(&token, "jugo i bura 9", &mirna).await.expect("the link is still good");
        accounts.sign_in(MIRNA, "jugo i bura 9", &mirna).await.expect("the password of the link's holder");
        accounts.sign_in(MIRNA, VELEBIT, &thief).await.expect_err("not that of whoever typed the address");
    }

    #[tokio::test]
    async fn where_one_registered_the_password_stands() {
        let backend = TestBackend::start().await;
        let (accounts, (browser, token)) = (backend.accounts(), registered(&backend).await);
        accounts.verify(&token, "jugo i bura 9", &browser).await.expect("verified");
        accounts.sign_in(MIRNA, VELEBIT, &browser).await.expect("no other was asked for");
    }

    #[tokio::test]
    async fn the_link_comes_again_to_who_still_needs_it() {
        let backend = TestBackend::start().await;
        let (accounts, (stranger, lost)) = (backend.accounts(), registered(&backend).await);
        backend.clock.advance(TimeDelta::seconds(1));
        accounts.resend(MIRNA, &stranger).await.expect("mailed");
        accounts.resend("ana@example.com", &stranger).await.expect("the same answer");
        assert!(used_or_expired(&accounts.verify(&lost, "", &stranger).await), "the older link is void");
        accounts.verify(&newest_token(&backend, MIRNA).await, "", &stranger).await.expect("verified");
        accounts.resend(MIRNA, &stranger).await.expect("the same answer");
        assert_eq!(mails_to(&backend, MIRNA).await.len(), 2, "nothing more to confirm");
        assert!(matches!(accounts.resend("mirna", &stranger).await, Err(Error::Invalid(_))));
    }

    #[tokio::test]
    async fn a_link_lives_a_day() {
        let backend = TestBackend::start().await;
        let (accounts, (stranger, mirnas)) = (backend.accounts(), registered(&backend).await);
        accounts.register(&petras_form(), &stranger).await.expect("registered");
        let petras = newest_token(&backend, &petras_form().email).await;
        backend.clock.advance(limits::VERIFICATION - TimeDelta::seconds(1));
        accounts.verify(&mirnas, "", &stranger).await.expect("in the last second");
        backend.clock.advance(TimeDelta::seconds(1));
        assert!(used_or_expired(&accounts.verify(&petras, "", &stranger).await));
    }

    #[tokio::test]
    async fn a_link_is_good_for_its_purpose_alone() {
        let backend = TestBackend::start().await;
        let (accounts, (stranger, token)) = (backend.accounts(), registered(&backend).await);
        assert!(used_or_expired(&accounts.reset(&token, "jugo i bura 9", &stranger).await));
        backend.clock.advance(TimeDelta::seconds(1));
        accounts.forgot(MIRNA, domain::Locale::En, &stranger).await.expect("mailed");
        let reset = newest_token(&backend, MIRNA).await;
        assert!(used_or_expired(&accounts.verify(&reset, "", &stranger).await));
        accounts.verify(&token, "", &stranger).await.expect("trying it elsewhere did not use it up");
    }

    #[tokio::test]
    async fn what_was_never_mailed_opens_nothing() {
        let backend = TestBackend::start().await;
        let (browser, token) = registered(&backend).await;
        for guess in ["", "0", &"0".repeat(64), &token[1..], &token.to_uppercase()] {
            assert!(used_or_expired(&backend.accounts().verify(guess, "", &browser).await), "{guess}");
        }
    }
}
