//! Tokens for scripts: made, listed and revoked by the person in whose name they act, for the studio they act for.
//!
//! A token is the person, less: what they may is read anew with each request, and the token's scope narrows it. It does
//! not end with their sessions or their password; it ends when it is revoked or expires, or when they leave the studio.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use domain::{
    ApiToken, Need, Refusal, Role, TokenId, TokenLife, TokenScope, Viewer,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{Accounts, letters, queries};
use crate::{
    audit,
    error::{Error, Result},
    limits, mailer, sha256,
};

/// A token as its person sees it. The secret is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedToken {
    /// What to call it when revoking it; not a secret.
    pub id: TokenId,
    /// The studio it is for.
    pub studio_name: String,
    /// What the person called it.
    pub name: String,
    /// What it is for.
    pub scope: TokenScope,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used, give or take a minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether it has. It is kept for a while, to tell why a script is refused.
    pub expired: bool,
}

impl Accounts<'_> {
    /// Makes a token called `name`. Its secret is told here and never again.
    ///
    /// # Errors
    /// Refused to all but editors of the studio they act for: others could do nothing with it. [`Error::Invalid`] for
    /// `name`, and with `TooManyTokens` when [`limits::TOKENS`] of the person's work.
    pub async fn make_token(
        &self,
        viewer: &Viewer,
        name: &str,
        scope: TokenScope,
        life: TokenLife,
    ) -> Result<ApiToken> {
        let user = self.own(viewer)?;
        Need::Studio(Role::Editor).check(viewer, None)?;
        let membership = viewer.membership.as_ref().ok_or(Refusal::Forbidden)?;
        let mut check = Check::default();
        let name = check.text("name", name, limits::TOKEN_NAME_CHARS);
        let name = check.finish(name).map_err(Error::Invalid)?;
        let now = self.0.clock.now();
        let secret = ApiToken::from_random(self.0.chance.bytes());
        let token = IssuedToken {
            id: TokenId(self.0.chance.id(now)),
            studio_name: membership.studio_name.clone(),
            name,
            scope,
            created_at: now,
            last_used_at: None,
            expires_at: life.time().map(|time| now + time),
            expired: false,
        };
        let mut tx = self.0.db.system().await?;
        // Held, so that of two made at once the second counts the first.
        let account = queries::lock_account(&mut tx, user).await?.ok_or(Error::NOT_FOUND)?;
        if queries::working_api_tokens(&mut tx, user, now).await? >= limits::TOKENS {
            return Err(Error::invalid("", Problem::TooManyTokens));
        }
        queries::insert_api_token(&mut tx, user, membership.studio, &token, &sha256(secret.expose())).await?;
        let detail = json!({ "name": token.name, "scope": token.scope, "expires_at": token.expires_at });
        let entry = audit::Entry { action: "token.make", subject: token.id.0, detail, viewer };
        audit::write(&mut tx, membership.studio, now, entry).await?;
        let letter = letters::token_made(account.locale, self.0.links.account());
        mailer::post(&mut tx, now, &account.email, &letter).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// The viewer's tokens in all their studios, the newest first.
    ///
    /// # Errors
    /// Refused to those who are not signed in.
    pub async fn tokens(&self, viewer: &Viewer) -> Result<Vec<IssuedToken>> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        queries::api_tokens(&mut tx, user, self.0.clock.now()).await
    }

    /// Ends a token, from its next request on.
    ///
    /// # Errors
    /// [`Error::NOT_FOUND`] when it is not the viewer's.
    pub async fn revoke_token(&self, viewer: &Viewer, token: TokenId) -> Result<()> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        let (studio, name) = queries::delete_api_token(&mut tx, user, token).await?.ok_or(Error::NOT_FOUND)?;
        let entry = audit::Entry { action: "token.revoke", subject: token.0, detail: json!({ "name": name }), viewer };
        audit::write(&mut tx, studio, self.0.clock.now(), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Who comes from `source` with the token `text`, as they are now.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] whatever is wrong with it; [`Error::TooMany`] instead when too many wrong ones came from there.
    pub async fn bearer(&self, text: &str, source: &str) -> Result<Viewer> {
        if let Ok(token) = text.parse()
            && let Some(viewer) = self.holder_of(&token, source).await?
        {
            return Ok(viewer);
        }
        self.count(&[(format!("token:source:{source}"), limits::TOKEN_BY_SOURCE)]).await?;
        Err(Refusal::SignIn.into())
    }

    /// The token's person in the token's studio. At most once in [`limits::SEEN_EVERY`] it is noted as used.
    async fn holder_of(&self, token: &ApiToken, source: &str) -> Result<Option<Viewer>> {
        let now = self.0.clock.now();
        let mut tx = self.0.db.system().await?;
        let hash = sha256(token.expose());
        let Some(bearer) = queries::use_api_token(&mut tx, &hash, now, now - limits::SEEN_EVERY).await? else {
            return Ok(None);
        };
        let found = queries::person(&mut tx, bearer.user, Some(bearer.studio)).await?;
        tx.commit().await?;
        // Who is not of that studio is found with another.
        let holder = found.and_then(|(person, membership)| Some((person, membership?)));
        Ok(holder.filter(|(_, membership)| membership.studio == bearer.studio).map(|(person, membership)| Viewer {
            person: Some(person),
            membership: Some(membership),
            scope: Some(bearer.scope),
            visitor: None,
            source: source.to_owned(),
        }))
    }
}
