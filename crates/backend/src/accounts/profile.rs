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
