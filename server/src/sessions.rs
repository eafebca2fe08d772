//! Sign-in sessions in PostgreSQL, for tower-sessions. The identity in the cookie is stored hashed.

use app::server::session_keys::{DEVICE, SOURCE, STUDIO, USER};
use async_trait::async_trait;
use backend::{Backend, accounts::StoredSession, limits::SESSION, sha256};
use domain::{StudioId, UserId};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{self, SessionStore},
};

/// The store.
#[derive(Clone, Debug)]
pub struct PgSessions(pub Backend);

/// The layer that reads and writes the cookie. Where TLS is, the name's prefix makes browsers insist on it, on this host
/// alone.
pub fn layer(backend: Backend, tls: bool) -> SessionManagerLayer<PgSessions> {
    SessionManagerLayer::new(PgSessions(backend))
        .with_name(if tls { "__Host-lumora" } else { "lumora" })
        .with_secure(tls)
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        // The row decides: it lasts a week after its last use. The cookie is not renewed with each use, so it lasts longer.
        .with_expiry(Expiry::OnInactivity(time::Duration::days(365)))
}

impl PgSessions {
    fn stored(&self, record: &Record) -> session_store::Result<StoredSession> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        Ok(StoredSession {
            id_hash: hash(&record.id),
            user: text(USER).parse().ok(),
            data: serde_json::to_value(&record.data).map_err(encode)?,
            device: text(DEVICE),
            source: text(SOURCE),
            expires_at: self.0.clock.now() + SESSION,
        })
    }
}

#[async_trait]
impl SessionStore for PgSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // 128 random bits do not collide; if they ever seem to, another identity is drawn.
        while !self.0.accounts().create_session(&self.stored(record)?).await.map_err(failed)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.0.accounts().save_session(&self.stored(record)?).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(stored) = self.0.accounts().load_session(hash(id)).await.map_err(failed)? else {
            return Ok(None);
        };
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(stored.data)
                .map_err(|error| session_store::Error::Decode(error.to_string()))?,
            expiry_date: time::OffsetDateTime::from_unix_timestamp(stored.expires_at.timestamp())
                .map_err(|error| session_store::Error::Decode(error.to_string()))?,
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.accounts().delete_session(hash(id)).await.map_err(failed)
    }
}

/// The form in which a session's identity is stored.
pub fn hash(id: &Id) -> [u8; 32] {
    sha256(id.0.to_be_bytes())
}

/// Who the session says is signed in, and for which studio.
///
/// # Errors
/// When the store does not answer.
pub async fn signed_in(
    session: &Session,
) -> Result<Option<(UserId, Option<StudioId>)>, tower_sessions::session::Error> {
    let user: Option<UserId> = session.get(USER).await?;
    let Some(user) = user else { return Ok(None) };
    Ok(Some((user, session.get(STUDIO).await?)))
}

fn encode(error: serde_json::Error) -> session_store::Error {
    session_store::Error::Encode(error.to_string())
}

fn failed(error: backend::Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
