//! People, their first studio, and what they are where.

use chrono::{DateTime, Utc};
use domain::{Email, Locale, Membership, Person, Role, StudioId, UserId};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::{Error, Result},
};

/// What signing in and mailing need to know of somebody.
pub(in crate::accounts) struct Account {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    pub password_hash: String,
    pub operator: bool,
    pub locale: Locale,
    pub verified: bool,
    /// The visitor of the browser that registered.
    pub registered_by: Option<[u8; 32]>,
}

/// An [`Account`] as it is stored.
struct Row {
    id: Uuid,
    email: String,
    name: String,
    password_hash: String,
    operator: bool,
    locale: String,
    verified: bool,
    registered_by: Option<Vec<u8>>,
}

impl Account {
    /// As the audit log and the pages know them.
    pub fn person(&self) -> Person {
        Person { id: self.id, name: self.name.clone(), email: self.email.clone(), operator: self.operator }
    }
}

impl TryFrom<Row> for Account {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: UserId(row.id),
            email: row.email.parse().map_err(|_| unreadable("e-mail", row.id))?,
            name: row.name,
            password_hash: row.password_hash,
            operator: row.operator,
            locale: row.locale.parse().map_err(|()| unreadable("locale", row.id))?,
            verified: row.verified,
            registered_by: row.registered_by.and_then(|hash| hash.try_into().ok()),
        })
    }
}

fn unreadable(what: &str, user: Uuid) -> Error {
    Error::internal(format!("the {what} of user {user} cannot be read"))
}

/// Whether there was no such address yet; if there was, nothing happens. Either way nobody else registers it until the
/// transaction ends.
pub(in crate::accounts) async fn insert_user(tx: &mut Tx, account: &Account, now: DateTime<Utc>) -> Result<bool> {
    let inserted = sqlx::query!(
        "INSERT INTO users (id, email, name, password_hash, locale, registered_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING",
        account.id.0,
        account.email.as_str(),
        account.name,
        account.password_hash,
        account.locale.as_str(),
        account.registered_by.as_ref().map(<[u8; 32]>::as_slice),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Puts the registration `account` in the place of that of `user`, whose address nobody has verified.
pub(in crate::accounts) async fn replace_user(
    tx: &mut Tx,
    user: UserId,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE users SET name = $2, password_hash = $3, locale = $4, registered_by = $5, created_at = $6 WHERE id = $1",
        user.0,
        account.name,
        account.password_hash,
        account.locale.as_str(),
        account.registered_by.as_ref().map(<[u8; 32]>::as_slice),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn account(tx: &mut Tx, user: UserId) -> Result<Option<Account>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id, email, name, password_hash, operator, locale, verified_at IS NOT NULL AS "verified!",
                  registered_by
           FROM users WHERE id = $1"#,
        user.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Account::try_from)
    .transpose()
}

pub(in crate::accounts) async fn account_by_email(tx: &mut Tx, email: &Email) -> Result<Option<Account>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id, email, name, password_hash, operator, locale, verified_at IS NOT NULL AS "verified!",
                  registered_by
           FROM users WHERE email = $1"#,
        email.as_str(),
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Account::try_from)
    .transpose()
}

/// The account, and nobody else changes it or its tokens until the transaction ends.
pub(in crate::accounts) async fn lock_account(tx: &mut Tx, user: UserId) -> Result<Option<Account>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id, email, name, password_hash, operator, locale, verified_at IS NOT NULL AS "verified!",
                  registered_by
           FROM users WHERE id = $1 FOR UPDATE"#,
        user.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Account::try_from)
    .transpose()
}

pub(in crate::accounts) async fn mark_verified(tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE users SET verified_at = coalesce(verified_at, $2) WHERE id = $1", user.0, now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn set_password(tx: &mut Tx, user: UserId, hash: &str) -> Result<()> {
    sqlx::query!("UPDATE users SET password_hash = $2 WHERE id = $1", user.0, hash).execute(&mut **tx).await?;
    Ok(())
}

pub(in crate::accounts) async fn set_name(tx: &mut Tx, user: UserId, name: &str) -> Result<()> {
    sqlx::query!("UPDATE users SET name = $2 WHERE id = $1", user.0, name).execute(&mut **tx).await?;
    Ok(())
}

pub(in crate::accounts) async fn set_locale(tx: &mut Tx, user: UserId, locale: Locale) -> Result<()> {
    sqlx::query!("UPDATE users SET locale = $2 WHERE id = $1", user.0, locale.as_str()).execute(&mut **tx).await?;
    Ok(())
}

/// Deletes who registered before `before`, has not verified the address and holds no link, with the studios they opened.
pub(in crate::accounts) async fn sweep_unverified(
    tx: &mut Tx,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH gone AS (
             SELECT id FROM users u WHERE verified_at IS NULL AND created_at <= $1
             AND NOT EXISTS (SELECT FROM user_tokens t WHERE t.user_id = u.id AND t.expires_at > $2)
             FOR UPDATE SKIP LOCKED
         ), closed AS (
             DELETE FROM studios WHERE studio_id IN
             (SELECT m.studio_id FROM memberships m JOIN gone ON gone.id = m.user_id WHERE m.role = 'owner')
         )
         DELETE FROM users WHERE id IN (SELECT id FROM gone)",
        before,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether there is such an account.
pub(in crate::accounts) async fn set_operator(tx: &mut Tx, email: &Email, operator: bool) -> Result<bool> {
    let updated = sqlx::query!("UPDATE users SET operator = $2 WHERE email = $1", email.as_str(), operator)
        .execute(&mut **tx)
        .await?;
    Ok(updated.rows_affected() == 1)
}

/// `name` if PostgreSQL knows a time zone of exactly that name, else UTC.
pub(in crate::accounts) async fn known_time_zone(tx: &mut Tx, name: &str) -> Result<String> {
    Ok(sqlx::query_scalar!(
        r#"SELECT coalesce((SELECT name FROM pg_timezone_names WHERE name = $1), 'UTC') AS "zone!""#,
        name
    )
    .fetch_one(&mut **tx)
    .await?)
}

pub(in crate::accounts) async fn insert_studio(
    tx: &mut Tx,
    studio: StudioId,
    name: &str,
    locale: Locale,
    time_zone: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO studios (studio_id, name, locale, time_zone, created_at) VALUES ($1, $2, $3, $4, $5)",
        studio.0,
        name,
        locale.as_str(),
        time_zone,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Names anew the studio that `owner` opened.
pub(in crate::accounts) async fn replace_studio(
    tx: &mut Tx,
    owner: UserId,
    name: &str,
    locale: Locale,
    time_zone: &str,
) -> Result<()> {
    sqlx::query!(
        "UPDATE studios SET name = $2, locale = $3, time_zone = $4
         WHERE studio_id IN (SELECT studio_id FROM memberships WHERE user_id = $1 AND role = 'owner')",
        owner.0,
        name,
        locale.as_str(),
        time_zone,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn insert_membership(
    tx: &mut Tx,
    studio: StudioId,
    user: UserId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO memberships (studio_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)",
        studio.0,
        user.0,
        role.as_str(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The person and what they are in `studio`; failing that, in the studio they joined first.
pub(in crate::accounts) async fn person(
    tx: &mut Tx,
    user: UserId,
    studio: Option<StudioId>,
) -> Result<Option<(Person, Option<Membership>)>> {
    let row = sqlx::query!(
        r#"SELECT u.name, u.email, u.operator,
                  m.studio_id AS "studio_id?", m.studio_name AS "studio_name?", m.role AS "role?"
           FROM users u
           LEFT JOIN LATERAL (
               SELECT m.studio_id, s.name AS studio_name, m.role
               FROM memberships m JOIN studios s ON s.studio_id = m.studio_id
               WHERE m.user_id = u.id
               ORDER BY (m.studio_id IS NOT DISTINCT FROM $2) DESC, m.created_at, m.studio_id LIMIT 1
           ) m ON true
           WHERE u.id = $1"#,
        user.0,
        studio.map(|studio| studio.0),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let email = row.email.parse().map_err(|_| unreadable("e-mail", user.0))?;
    let membership = match (row.studio_id, row.studio_name, row.role) {
        (Some(studio), Some(studio_name), Some(role)) => {
            let role = role.parse().map_err(|()| unreadable("role", user.0))?;
            Some(Membership { studio: StudioId(studio), studio_name, role })
        }
        _ => None,
    };
    Ok(Some((Person { id: user, name: row.name, email, operator: row.operator }, membership)))
}
