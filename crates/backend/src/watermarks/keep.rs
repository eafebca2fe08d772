//! Logos in the store: those that are no studio's go, and a comparison tells of them and of those that are missing.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::StudioId;
use futures::TryStreamExt;

use super::{Watermarks, queries};
use crate::{
    error::Result,
    files::{self, Key},
    photos::{Finding, Trouble},
};

/// Below this they stand.
const LOGOS: &str = "logos";

/// A logo is stored a moment before its row; nobody touches it before this.
const UNDER_WAY: TimeDelta = TimeDelta::hours(1);

impl Watermarks<'_> {
    /// Deletes the logos that are their studio's no more. Those of studios this database has never heard of are left alone,
    /// and so is what we did not name.
    ///
    /// # Errors
    /// Those of the store and the database.
    pub async fn sweep_logos(&self, now: DateTime<Utc>) -> Result<()> {
        let mut deleted = 0;
        // The rows are read after the names: what was listed has its row by now, or never gets one.
        let listed = self.listed(now).await?;
        let studios = self.studios().await?;
        for key in listed {
            let Some((studio, secret)) = files::logo_of(&key) else { continue };
            if studios.get(&studio).is_some_and(|own| !own.contains(&secret)) {
                self.0.files.delete(&key).await?;
                deleted += 1;
            }
        }
        if deleted > 0 {
            tracing::info!(deleted, "logos without a studio are gone");
        }
        Ok(())
    }

    /// What is not as it should be: a logo that is missing, an object that is nobody's logo.
    ///
    /// # Errors
    /// Those of the store and the database.
    pub(crate) async fn troubles(&self, now: DateTime<Utc>) -> Result<Vec<Finding>> {
        let listed = self.listed(now).await?;
        let studios = self.studios().await?;
        let finding = |trouble, key: &Key, studio| Finding { trouble, object: key.to_string(), photo: None, studio };
        let mut troubles = Vec::new();
        for (studio, own) in &studios {
            for secret in own {
                let key = files::logo(*studio, secret);
                if self.0.files.size(&key).await?.is_none() {
                    troubles.push(finding(Trouble::Missing, &key, Some(*studio)));
                }
            }
        }
        for key in listed {
            let owner = files::logo_of(&key);
            let own =
                |(studio, secret): &(StudioId, String)| studios.get(studio).is_some_and(|own| own.contains(secret));
            if !owner.as_ref().is_some_and(own) {
                troubles.push(finding(Trouble::Orphaned, &key, owner.map(|(studio, _)| studio)));
            }
        }
        Ok(troubles)
    }

    /// The objects there are, those aside that may be under way.
    async fn listed(&self, now: DateTime<Utc>) -> Result<Vec<Key>> {
        let objects: Vec<_> = self.0.files.list(&Key::from(LOGOS)).try_collect().await?;
        let old = objects.into_iter().filter(|object| object.stored_at <= now - UNDER_WAY);
        Ok(old.map(|object| object.key).collect())
    }

    /// Every studio, and the unguessable parts of the names of its logos.
    async fn studios(&self) -> Result<HashMap<StudioId, Vec<String>>> {
        queries::logos(&mut self.0.db.system().await?).await
    }
}
