//! Sessions, for the store behind the cookie. The store knows the secret; only its hash comes here.

use chrono::{DateTime, Utc};
use domain::UserId;
use serde_json::Value;

use super::{Accounts, queries};
use crate::{error::Result, limits};

/// A session as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSession {
    /// SHA-256 of the identity in the cookie.
    pub id_hash: [u8; 32],
    /// Who is signed in.
    pub user: Option<UserId>,
    /// What else the session remembers.
    pub data: Value,
    /// What it runs on, as [`super::device_name`] calls it.
    pub device: String,
    /// Where it was last seen.
    pub source: String,
    /// When it is over unless it is used again.
    pub expires_at: DateTime<Utc>,
}

impl Accounts<'_> {
    /// Stores a new session. `false` when the identity is taken; nothing is overwritten then.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn create_session(&self, session: &StoredSession) -> Result<bool> {
        let now = self.0.clock.now();
        let mut tx = self.0.db.system().await?;
        let created = queries::insert_session(&mut tx, session, self.0.chance.id(now), now).await?;
        tx.commit().await?;
        Ok(created)
    }

    /// Stores a session that exists. One that was ended meanwhile is not brought back.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn save_session(&self, session: &StoredSession) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::update_session(&mut tx, session, self.0.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// The session, if it is not over. Being loaded is being used: at most once in [`limits::SEEN_EVERY`] it is noted,
    /// and the end moves on by as much.
    ///
    /// # Errors
    /// Those of the database: then nobody is signed in.
    pub async fn load_session(&self, id_hash: [u8; 32]) -> Result<Option<StoredSession>> {
        let now = self.0.clock.now();
        let mut tx = self.0.db.system().await?;
        let session = queries::touch_session(&mut tx, id_hash, now, now - limits::SEEN_EVERY).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Ends a session; one that is not there is ended already.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn delete_session(&self, id_hash: [u8; 32]) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::delete_session(&mut tx, id_hash).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::testing::{MORNING, TestBackend};

    fn session(id: u8) -> StoredSession {
        StoredSession {
            id_hash: [id; 32],
            user: None,
            data: serde_json::json!({ "theme": "dark" }),
            device: "Firefox on Linux".into(),
            source: "203.0.113.7".into(),
            expires_at: MORNING + limits::SESSION,
        }
    }

    #[tokio::test]
    async fn what_is_stored_is_loaded() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        assert!(accounts.create_session(&session(1)).await.expect("stored"));
        assert_eq!(accounts.load_session([1; 32]).await.expect("loaded"), Some(session(1)));
        assert_eq!(accounts.load_session([2; 32]).await.expect("nothing"), None);
        let changed = StoredSession { data: serde_json::json!({}), ..session(1) };
        accounts.save_session(&changed).await.expect("saved");
        assert_eq!(accounts.load_session([1; 32]).await.expect("loaded"), Some(changed.clone()));
        assert!(!accounts.create_session(&session(1)).await.expect("an answer"), "an identity is given once");
        assert_eq!(accounts.load_session([1; 32]).await.expect("loaded"), Some(changed));
    }

    #[tokio::test]
    async fn an_ended_session_is_not_brought_back_by_a_late_save() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        accounts.create_session(&session(1)).await.expect("stored");
        accounts.delete_session([1; 32]).await.expect("ended");
        accounts.save_session(&session(1)).await.expect("nothing to save");
        assert_eq!(accounts.load_session([1; 32]).await.expect("nothing"), None);
    }

    #[tokio::test]
    async fn a_session_lasts_a_week_after_its_last_use() {
        let backend = TestBackend::start().await;
        let accounts = backend.accounts();
        accounts.create_session(&session(1)).await.expect("stored");
        backend.clock.advance(TimeDelta::days(5));
        let used = accounts.load_session([1; 32]).await.expect("loaded").expect("not over");
        assert_eq!(used.expires_at, backend.clock.now() + limits::SESSION);
        backend.clock.advance(TimeDelta::days(6));
        assert!(accounts.load_session([1; 32]).await.expect("loaded").is_some());
        backend.clock.advance(TimeDelta::days(7));
        assert_eq!(accounts.load_session([1; 32]).await.expect("an answer"), None);
    }
}
