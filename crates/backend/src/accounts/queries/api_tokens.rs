//! Tokens for scripts.

use chrono::{DateTime, Utc};
use domain::{Refusal, StudioId, TokenId, TokenScope, UserId};
use uuid::Uuid;

use crate::{
    accounts::IssuedToken,
    database::Tx,
    error::{Error, OnConstraint, Result},
};

/// What a script's request is believed to be.
pub(in crate::accounts) struct Bearer {
    pub user: UserId,
    pub studio: StudioId,
    pub scope: TokenScope,
}

/// How many tokens of `user` work at `now`.
pub(in crate::accounts) async fn working_api_tokens(tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM api_tokens WHERE user_id = $1 AND (expires_at IS NULL OR expires_at > $2)"#,
        user.0,
        now,
    )
    .fetch_one(&mut **tx)
    .await?)
}

pub(in crate::accounts) async fn insert_api_token(
    tx: &mut Tx,
    user: UserId,
    studio: StudioId,
    token: &IssuedToken,
    hash: &[u8; 32],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO api_tokens (id, studio_id, user_id, name, token_hash, scope, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        token.id.0,
        studio.0,
        user.0,
        token.name,
        hash.as_slice(),
        token.scope.as_str(),
        token.created_at,
        token.expires_at,
    )
    .execute(&mut **tx)
    .await
    .on_constraint("api_tokens_member_exists", || Refusal::Forbidden.into())?;
    Ok(())
}

/// The tokens of `user` in all their studios, the newest first.
pub(in crate::accounts) async fn api_tokens(tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<Vec<IssuedToken>> {
    let rows = sqlx::query!(
        r#"SELECT t.id, s.name AS studio_name, t.name, t.scope, t.created_at, t.last_used_at, t.expires_at,
                  coalesce(t.expires_at <= $2, false) AS "expired!"
           FROM api_tokens t JOIN studios s ON s.studio_id = t.studio_id
           WHERE t.user_id = $1 ORDER BY t.created_at DESC, t.id DESC"#,
        user.0,
        now,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(IssuedToken {
                id: TokenId(row.id),
                studio_name: row.studio_name,
                name: row.name,
                scope: scope(&row.scope, row.id)?,
                created_at: row.created_at,
                last_used_at: row.last_used_at,
                expires_at: row.expires_at,
                expired: row.expired,
            })
        })
        .collect()
}

/// Whose token this is, if it works at `now`. One not used since `stale` is noted as used now.
pub(in crate::accounts) async fn use_api_token(
    tx: &mut Tx,
    hash: &[u8; 32],
    now: DateTime<Utc>,
    stale: DateTime<Utc>,
) -> Result<Option<Bearer>> {
    let row = sqlx::query!(
        "WITH used AS (
             UPDATE api_tokens SET last_used_at = $2
             WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > $2)
                 AND (last_used_at IS NULL OR last_used_at <= $3)
         )
         SELECT id, user_id, studio_id, scope FROM api_tokens
         WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > $2)",
        hash.as_slice(),
        now,
        stale,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        Ok(Bearer { user: UserId(row.user_id), studio: StudioId(row.studio_id), scope: scope(&row.scope, row.id)? })
    })
    .transpose()
}

/// What was deleted, if it was the user's: its studio and its name.
pub(in crate::accounts) async fn delete_api_token(
    tx: &mut Tx,
    user: UserId,
    token: TokenId,
) -> Result<Option<(StudioId, String)>> {
    let row = sqlx::query!(
        "DELETE FROM api_tokens WHERE user_id = $1 AND id = $2 RETURNING studio_id, name",
        user.0,
        token.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (StudioId(row.studio_id), row.name)))
}

/// As with mailed tokens, what somebody holds is left for the next time.
pub(in crate::accounts) async fn sweep_api_tokens(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM api_tokens WHERE id IN
         (SELECT id FROM api_tokens WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)",
        before
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn scope(word: &str, token: Uuid) -> Result<TokenScope> {
    word.parse().map_err(|()| Error::internal(format!("the scope of token {token} cannot be read")))
}
