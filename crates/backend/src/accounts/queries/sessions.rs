//! Sessions, as the store and as the devices page see them.

use chrono::{DateTime, Utc};
use domain::UserId;
use uuid::Uuid;

use crate::{
    accounts::{Device, StoredSession},
    database::Tx,
    error::Result,
};

/// Whether the identity was free.
pub(in crate::accounts) async fn insert_session(
    tx: &mut Tx,
    session: &StoredSession,
    public_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let inserted = sqlx::query!(
        "INSERT INTO sessions (id_hash, public_id, user_id, data, device, source, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) ON CONFLICT (id_hash) DO NOTHING",
        session.id_hash.as_slice(),
        public_id,
        session.user.map(|user| user.0),
        session.data,
        session.device,
        session.source,
        now,
        session.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Only what is there is written: a session that was ended meanwhile stays ended.
pub(in crate::accounts) async fn update_session(
    tx: &mut Tx,
    session: &StoredSession,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET user_id = $2, data = $3, device = $4, source = $5, seen_at = $6, expires_at = $7
         WHERE id_hash = $1",
        session.id_hash.as_slice(),
        session.user.map(|user| user.0),
        session.data,
        session.device,
        session.source,
        now,
        session.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The session, if it is not over at `now`. One not seen since `stale` is noted as seen now, and its end moves on by as
/// much as it was idle.
pub(in crate::accounts) async fn touch_session(
    tx: &mut Tx,
    id_hash: [u8; 32],
    now: DateTime<Utc>,
    stale: DateTime<Utc>,
) -> Result<Option<StoredSession>> {
    let row = sqlx::query!(
        r#"WITH seen AS (
               UPDATE sessions SET seen_at = $2, expires_at = expires_at + ($2 - seen_at)
               WHERE id_hash = $1 AND expires_at > $2 AND seen_at <= $3 RETURNING id_hash, expires_at
           )
           SELECT s.user_id, s.data, s.device, s.source, coalesce(seen.expires_at, s.expires_at) AS "expires_at!"
           FROM sessions s LEFT JOIN seen USING (id_hash) WHERE s.id_hash = $1 AND s.expires_at > $2"#,
        id_hash.as_slice(),
        now,
        stale,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| StoredSession {
        id_hash,
        user: row.user_id.map(UserId),
        data: row.data,
        device: row.device,
        source: row.source,
        expires_at: row.expires_at,
    }))
}

/// Whose session it is, if it is not over at `now`.
pub(in crate::accounts) async fn user_of_session(
    tx: &mut Tx,
    id_hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<UserId>> {
    let user = sqlx::query_scalar!(
        "SELECT user_id FROM sessions WHERE id_hash = $1 AND expires_at > $2",
        id_hash.as_slice(),
        now
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(user.flatten().map(UserId))
}

pub(in crate::accounts) async fn delete_session(tx: &mut Tx, id_hash: [u8; 32]) -> Result<()> {
    sqlx::query!("DELETE FROM sessions WHERE id_hash = $1", id_hash.as_slice()).execute(&mut **tx).await?;
    Ok(())
}

/// The sessions of `user` that are not over, the last used first.
pub(in crate::accounts) async fn devices(
    tx: &mut Tx,
    user: UserId,
    current: Option<[u8; 32]>,
    now: DateTime<Utc>,
) -> Result<Vec<Device>> {
    Ok(sqlx::query_as!(
        Device,
        r#"SELECT public_id, device, source, created_at, seen_at, id_hash IS NOT DISTINCT FROM $2 AS "current!"
           FROM sessions WHERE user_id = $1 AND expires_at > $3 ORDER BY seen_at DESC, public_id DESC"#,
        user.0,
        current.as_ref().map(|id_hash| id_hash.as_slice()),
        now,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// The name of the device that was signed out, if it was the user's.
pub(in crate::accounts) async fn delete_device(tx: &mut Tx, user: UserId, public_id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "DELETE FROM sessions WHERE user_id = $1 AND public_id = $2 RETURNING device",
        user.0,
        public_id
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Ends the sessions of `user` but `kept`; says how many.
pub(in crate::accounts) async fn delete_sessions(tx: &mut Tx, user: UserId, kept: Option<[u8; 32]>) -> Result<u64> {
    let deleted = sqlx::query!(
        "DELETE FROM sessions WHERE user_id = $1 AND id_hash IS DISTINCT FROM $2",
        user.0,
        kept.as_ref().map(|id_hash| id_hash.as_slice()),
    )
    .execute(&mut **tx)
    .await?;
    Ok(deleted.rows_affected())
}

/// As with tokens, what somebody holds is left for the next time.
pub(in crate::accounts) async fn sweep_sessions(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM sessions WHERE id_hash IN
         (SELECT id_hash FROM sessions WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)",
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
