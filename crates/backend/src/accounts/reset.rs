//! A forgotten password: the mail, and the new password it lets one choose.

use domain::{Email, Locale, Password, Viewer, problem::Check};
use serde_json::json;

use super::{Accounts, SignedIn, evenly, letters, password, queries, tokens::Purpose};
use crate::{
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
        let detail = json!({ "sessions_ended": ended });
        let signed_in = self.admit(&mut tx, account.id, viewer, "account.reset_password", detail).await?;
        tx.commit().await?;
        Ok(signed_in)
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
