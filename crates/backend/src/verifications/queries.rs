//! The comparisons' SQL.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{PhotoId, StudioId};
use uuid::Uuid;

use super::{Origin, Stage, Tally, Verification, run::SoFar};
use crate::{
    database::Tx,
    error::{Error, Result},
    photos::{Finding, Verified},
};

/// One that goes on says so every few seconds: silent for so long, it was killed, and no worker took it up again.
const SILENCE: TimeDelta = TimeDelta::minutes(5);

/// One that waits for so long has no job any more.
const WAIT: TimeDelta = TimeDelta::days(1);

pub(super) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    origin: Origin,
    sample: Option<u32>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO verifications (id, origin, sample, asked_at, seen_at) VALUES ($1, $2, $3, $4, $4)",
        id,
        origin.as_str(),
        sample.map(i64::from),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends those that were killed.
pub(super) async fn close_interrupted(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE verifications SET ended_at = seen_at, failure = ''
         WHERE ended_at IS NULL AND seen_at < CASE WHEN started_at IS NULL THEN $2::timestamptz ELSE $1 END",
        now - SILENCE,
        now - WAIT,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many originals it is to read, all if `None`; nothing when it was made, or there is no such comparison.
pub(super) async fn begin(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<Option<Option<u32>>, sqlx::Error> {
    let sample = sqlx::query_scalar!(
        "UPDATE verifications SET started_at = $2, seen_at = $2, ended_at = NULL, failure = NULL, photographs = 0, read = 0,
             missing = 0, damaged = 0, orphaned = 0, lost = 0, findings = '[]', expected = (SELECT count(*) FROM photos)
         WHERE id = $1 AND (ended_at IS NULL OR failure IS NOT NULL) RETURNING sample",
        id,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(sample.map(|sample| sample.and_then(|sample| sample.try_into().ok())))
}

pub(super) async fn set_progress(tx: &mut Tx, id: Uuid, so_far: &SoFar, now: DateTime<Utc>) -> Result<()> {
    let SoFar { verified, tally, .. } = so_far;
    sqlx::query!(
        "UPDATE verifications SET seen_at = $2, photographs = $3, read = $4, missing = $5, damaged = $6, orphaned = $7, lost = $8
         WHERE id = $1 AND ended_at IS NULL",
        id,
        now,
        number(verified.photographs)?,
        number(verified.read)?,
        number(tally.missing)?,
        number(tally.damaged)?,
        number(tally.orphaned)?,
        number(tally.lost)?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// With what it came to, and why it failed if it did.
pub(super) async fn end(
    tx: &mut Tx,
    id: Uuid,
    so_far: &SoFar,
    failure: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    set_progress(tx, id, so_far, now).await?;
    sqlx::query!(
        "UPDATE verifications SET ended_at = $2, failure = $3, findings = $4 WHERE id = $1",
        id,
        now,
        failure,
        serde_json::to_value(&so_far.findings).map_err(Error::internal)?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A comparison, as PostgreSQL tells it.
struct Row {
    id: Uuid,
    origin: String,
    sample: Option<i64>,
    asked_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    seen_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    failure: Option<String>,
    expected: i64,
    photographs: i64,
    read: i64,
    missing: i64,
    damaged: i64,
    orphaned: i64,
    lost: i64,
}

/// At most ten, the newest first.
pub(super) async fn newest(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<Verification>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, origin, sample, asked_at, started_at, seen_at, ended_at, failure, expected, photographs, read,
                missing, damaged, orphaned, lost
         FROM verifications ORDER BY asked_at DESC, id DESC LIMIT 10"
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(|row| row.verification(now)).collect()
}

impl Row {
    fn verification(self, now: DateTime<Utc>) -> Result<Verification> {
        let stage = self.stage(now);
        let count = |number: i64| u64::try_from(number).map_err(Error::internal);
        let tally = Tally {
            missing: count(self.missing)?,
            damaged: count(self.damaged)?,
            orphaned: count(self.orphaned)?,
            lost: count(self.lost)?,
        };
        Ok(Verification {
            id: self.id,
            origin: Origin::from_word(&self.origin)
                .ok_or_else(|| Error::internal(format!("unknown origin {}", self.origin)))?,
            sample: self.sample.and_then(|sample| sample.try_into().ok()),
            stage,
            asked_at: self.asked_at,
            ended_at: self.ended_at,
            expected: count(self.expected)?,
            verified: Verified {
                photographs: count(self.photographs)?,
                read: count(self.read)?,
                findings: tally.sum(),
            },
            tally,
        })
    }

    fn stage(&self, now: DateTime<Utc>) -> Stage {
        match (&self.failure, self.ended_at, self.started_at) {
            (Some(failure), ..) if failure.is_empty() => Stage::Interrupted,
            (Some(failure), ..) => Stage::Failed(failure.clone()),
            (None, Some(_), _) => Stage::Done,
            (None, None, Some(_)) if self.seen_at < now - SILENCE => Stage::Interrupted,
            (None, None, Some(_)) => Stage::Running,
            (None, None, None) if self.seen_at < now - WAIT => Stage::Interrupted,
            (None, None, None) => Stage::Waiting,
        }
    }
}

pub(super) async fn findings(tx: &mut Tx, id: Uuid) -> Result<Vec<Finding>> {
    let findings =
        sqlx::query_scalar!("SELECT findings FROM verifications WHERE id = $1", id).fetch_one(&mut **tx).await?;
    serde_json::from_value(findings).map_err(Error::internal)
}

/// What the photographs were called when they came, and the titles of their galleries.
pub(super) async fn names_of_photos(
    tx: &mut Tx,
    photos: impl Iterator<Item = PhotoId>,
) -> Result<HashMap<PhotoId, (String, String)>> {
    let photos: Vec<Uuid> = photos.map(|photo| photo.0).collect();
    let rows = sqlx::query!(
        "SELECT p.id, p.file_name, g.title FROM photos p JOIN galleries g ON g.id = p.gallery_id WHERE p.id = ANY($1)",
        &photos,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (PhotoId(row.id), (row.file_name, row.title))).collect())
}

pub(super) async fn names_of_studios(
    tx: &mut Tx,
    studios: impl Iterator<Item = StudioId>,
) -> Result<HashMap<StudioId, String>> {
    let studios: Vec<Uuid> = studios.map(|studio| studio.0).collect();
    let rows = sqlx::query!("SELECT studio_id, name FROM studios WHERE studio_id = ANY($1)", &studios)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), row.name)).collect())
}

pub(super) async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM verifications WHERE asked_at <= $1", before).execute(&mut **tx).await?;
    Ok(())
}

fn number(count: u64) -> Result<i64> {
    i64::try_from(count).map_err(Error::internal)
}
