//! What a gallery asks of those who come, as its studio sets it.

use chrono::NaiveDate;
use domain::{AccessCode, Email, GalleryId, Gate, problem::Problem};

use super::{super::GateSettings, word};
use crate::{
    database::Tx,
    error::{Error, OnConstraint, Result},
};

pub(in super::super) async fn gate(tx: &mut Tx, id: GalleryId) -> Result<GateSettings> {
    let row = sqlx::query!(
        r#"SELECT asks_code, password_hash IS NOT NULL AS "password!", asks_email, client_code, client_email
           FROM galleries WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NOT_FOUND)?;
    Ok(GateSettings {
        gate: Gate { code: row.asks_code, password: row.password, email: row.asks_email },
        client_code: row.client_code.as_deref().map(word).transpose()?,
        client_email: row.client_email.as_deref().map(word).transpose()?,
    })
}

/// All but the password.
pub(in super::super) async fn set_gate(
    tx: &mut Tx,
    id: GalleryId,
    (code, email): (bool, bool),
    client: Option<&Email>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET asks_code = $2, asks_email = $3, client_email = $4 WHERE id = $1",
        id.0,
        code,
        email,
        client.map(Email::as_str),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn set_password(tx: &mut Tx, id: GalleryId, hash: Option<&str>) -> Result<()> {
    sqlx::query!("UPDATE galleries SET password_hash = $2 WHERE id = $1", id.0, hash).execute(&mut **tx).await?;
    Ok(())
}

/// Gives the client this code; without `anew` only if they have none. Whether they have it now.
pub(crate) async fn set_client_code(tx: &mut Tx, id: GalleryId, code: &AccessCode, anew: bool) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE galleries SET client_code = $2 WHERE id = $1 AND ($3 OR client_code IS NULL)",
        id.0,
        code.as_str(),
        anew,
    )
    .execute(&mut **tx)
    .await
    .on_constraint("galleries_codes_differ", || Error::invalid("", Problem::CodeTaken))?;
    Ok(done.rows_affected() > 0)
}

pub(in super::super) async fn set_up(
    tx: &mut Tx,
    id: GalleryId,
    code: bool,
    password_hash: Option<&str>,
    expires_on: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET asks_code = $2, password_hash = $3, expires_on = $4 WHERE id = $1",
        id.0,
        code,
        password_hash,
        expires_on,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
