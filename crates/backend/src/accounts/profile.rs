//! What a person changes about themselves: password, name, language.

use domain::{
    Locale, Viewer,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{Accounts, password, queries, reset};
use crate::{
    error::{Error, Result},
    limits,
};

impl Accounts<'_> {
    /// Sets a new password for who knows the current one, ends their other sessions and voids links that were mailed.
    /// `current_session` is the hash of the session that stays.
    ///
    /// # Errors
    /// Refused to those who are not signed in. [`Error::Invalid`]: the problems of `password` (the new one), or
    /// `WrongPassword` for `current`; attempts at it count like those to sign in, hence also [`Error::TooMany`].
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        current_password: &str,
        new_password: &str,
        current_session: Option<[u8; 32]>,
    ) -> Result<()> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        let account = queries::lock_account(&mut tx, user).await?.ok_or(Error::NOT_FOUND)?;
        // No connection is held while hashing.
        tx.rollback().await?;
        let new = reset::new("password", new_password, &[&account.name, account.email.as_str()]).await?;
        self.count_sign_in(Some(&account.email), viewer).await?;
        if !password::fits(current_password, Some(&account.password_hash)).await? {
            return Err(Error::invalid("current", Problem::WrongPassword));
        }
        let hash = password::hash(new).await?;

        let mut tx = self.0.db.system().await?;
        let held = queries::lock_account(&mut tx, user).await?.ok_or(Error::NOT_FOUND)?;
        if held.password_hash != account.password_hash {
            // Changed meanwhile: what was entered is no longer the current one.
            return Err(Error::invalid("current", Problem::WrongPassword));
        }
        queries::set_password(&mut tx, user, &hash).await?;
        queries::delete_tokens(&mut tx, user, None).await?;
        let ended = queries::delete_sessions(&mut tx, user, current_session).await?;
        self.uncount_sign_in(&mut tx, &account.email, viewer).await?;
        self.mail_password_changed(&mut tx, &held).await?;
        self.note_own(&mut tx, viewer, "account.change_password", json!({ "sessions_ended": ended })).await?;
        Ok(tx.commit().await?)
    }

    /// Changes what the viewer is called.
    ///
    /// # Errors
    /// Refused to those who are not signed in; [`Error::Invalid`] for `name`.
    pub async fn rename(&self, viewer: &Viewer, name: &str) -> Result<()> {
        let user = self.own(viewer)?;
        let mut check = Check::default();
        let name = check.text("name", name, limits::NAME_CHARS);
        let name = check.finish(name).map_err(Error::Invalid)?;
        let mut tx = self.0.db.system().await?;
        let old = queries::lock_account(&mut tx, user).await?.ok_or(Error::NOT_FOUND)?.name;
        queries::set_name(&mut tx, user, &name).await?;
        self.note_own(&mut tx, viewer, "account.rename", json!({ "from": old, "to": name })).await?;
        Ok(tx.commit().await?)
    }

    /// Remembers the language the viewer reads; their mail comes in it.
    ///
    /// # Errors
    /// Refused to those who are not signed in.
    pub async fn set_locale(&self, viewer: &Viewer, locale: Locale) -> Result<()> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        queries::set_locale(&mut tx, user, locale).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::{Refusal, problem::FieldProblem};

    use super::*;
    use crate::testing::{
        TestBackend,
        accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, newest_token, register, session},
    };

    const JUGO: &str = "jugo i bura 9";

    fn refused(answer: Result<()>, field: &str, problem: Problem) -> bool {
        matches!(answer, Err(Error::Invalid(said)) if said == [FieldProblem { field: field.into(), problem }])
    }

    #[tokio::test]
    async fn a_new_password_ends_the_other_sessions_and_voids_links() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        let mirna = register(&backend, &mirnas_form()).await;
        backend.clock.advance(TimeDelta::seconds(1));
        accounts.forgot(MIRNA, Locale::En, &backend.visitor()).await.expect("mailed");
        let link = newest_token(&backend, MIRNA).await;
        for id in 1..=3 {
            session(&backend, id, &mirna, "").await;
        }
        accounts.change_password(&mirna, VELEBIT, JUGO, Some([2; 32])).await.expect("changed");
        let subjects: Vec<_> = mails_to(&backend, MIRNA).await.into_iter().map(|mail| mail.subject).collect();
        assert!(subjects.contains(&"Your password was changed".to_owned()), "{subjects:?}");
        for (id, lives) in [(1, false), (2, true), (3, false)] {
            assert_eq!(accounts.load_session([id; 32]).await.expect("an answer").is_some(), lives, "session {id}");
        }
        accounts.sign_in(MIRNA, JUGO, &backend.visitor()).await.expect("the new one");
        accounts.sign_in(MIRNA, VELEBIT, &backend.visitor()).await.expect_err("no longer the old one");
        accounts.reset(&link, VELEBIT, &backend.visitor()).await.expect_err("the mailed link is void");
    }

    #[tokio::test]
    async fn an_open_laptop_does_not_give_the_password_away() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        let mirna = register(&backend, &mirnas_form()).await;
        let answer = accounts.change_password(&mirna, VELEBIT, "mirna123", None).await;
        assert!(refused(answer, "password", Problem::PasswordCommon));
        for _ in 0..10 {
            let answer = accounts.change_password(&mirna, "velebit i more 8", JUGO, None).await;
            assert!(refused(answer, "current", Problem::WrongPassword));
        }
        let answer = accounts.change_password(&mirna, VELEBIT, JUGO, None).await;
        assert!(matches!(answer, Err(Error::TooMany { .. })), "{answer:?}");
        backend.clock.advance(TimeDelta::minutes(15));
        accounts.change_password(&mirna, VELEBIT, JUGO, None).await.expect("changed");
    }

    #[tokio::test]
    async fn mirna_marries() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        let mirna = register(&backend, &mirnas_form()).await;
        accounts.rename(&mirna, " Mirna Horvat\r\n").await.expect("renamed");
        assert!(refused(accounts.rename(&mirna, " ").await, "name", Problem::Required));
        assert!(refused(accounts.rename(&mirna, &"č".repeat(121)).await, "name", Problem::TooLong));
        let (person, _) = accounts
            .viewer(mirna.person.as_ref().expect("herself").id, None)
            .await
            .expect("an answer")
            .expect("somebody");
        assert_eq!(person.name, "Mirna Horvat");
        let studio = mirna.membership.as_ref().expect("hers").studio;
        let mut tx = backend.db.studio(studio).await.expect("a transaction");
        let noted: serde_json::Value =
            sqlx::query_scalar("SELECT detail FROM audit_entries WHERE action = 'account.rename'")
                .fetch_one(&mut *tx)
                .await
                .expect("noted once");
        assert_eq!(noted, json!({ "from": "Mirna Kovač", "to": "Mirna Horvat" }));
    }

    #[tokio::test]
    async fn mail_comes_in_the_language_one_reads() {
        let backend = TestBackend::start().await;
        let mirna = register(&backend, &mirnas_form()).await;
        backend.accounts().set_locale(&mirna, Locale::Hr).await.expect("remembered");
        backend.clock.advance(TimeDelta::seconds(1));
        backend.accounts().register(&mirnas_form(), &backend.visitor()).await.expect("the same answer");
        assert_eq!(mails_to(&backend, MIRNA).await[0].subject, "Već imate račun");
    }

    #[tokio::test]
    async fn nobody_changes_nothing() {
        let backend = TestBackend::start().await;
        let (accounts, stranger) = (backend.accounts(), backend.visitor());
        for answer in [
            accounts.change_password(&stranger, VELEBIT, JUGO, None).await,
            accounts.rename(&stranger, "Eve").await,
            accounts.set_locale(&stranger, Locale::Hr).await,
        ] {
            assert!(matches!(answer, Err(Error::Refused(Refusal::SignIn))), "{answer:?}");
        }
    }
}
