//! What visitors choose: hearts and other lists, who they are, and the lists they send to the studio.
//!
//! No account, only a key that the browser keeps. Whatever changes holds the gallery, so that limits hold and visitors
//! are numbered one after another.

use chrono::{DateTime, Utc};
use domain::{ListId, Most, PhotoId, SessionKey, live::Who, problem::Problem};
use uuid::Uuid;

use crate::{
    Backend,
    error::{Error, Result},
    galleries::access::Found,
    limits::VISITORS_PER_GALLERY,
    sha256,
};

mod add;
mod arrive;
mod chosen;
mod define;
mod export;
mod introduce;
mod join;
mod letters;
mod look;
mod own;
mod queries;
mod reopen;
mod send;
mod set;
mod settings;
#[cfg(test)]
mod tests;

pub use arrive::Guest;
pub use chosen::{ChosenPhoto, SentList, VisitorChoice};
pub use export::Pick;
pub use send::TellOfList;
pub use settings::{ChoosingSettings, Rules, StudioList};

/// The verbs.
pub struct Choices<'a>(pub(crate) &'a Backend);

/// When a full gallery may have room again. It never has by itself; this keeps a script from asking every second.
pub(crate) const FULL: u64 = 24 * 60 * 60;

/// All that a visitor chooses with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// Hearts first, then the studio's, then their own.
    pub lists: Vec<VisitorList>,
    /// What the studio asks and allows.
    pub rules: Rules,
    /// Whether they have been here before, so that nothing is asked any more.
    pub known: bool,
}

/// A list as its visitor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitorList {
    /// Which.
    pub id: ListId,
    /// Its name; hearts have none.
    pub name: String,
    /// How many it takes.
    pub most: Most,
    /// Whether the visitor made it.
    pub own: bool,
    /// When it was sent to the studio, which has not reopened it since.
    pub sent_at: Option<DateTime<Utc>>,
    /// What is on it and can be seen, first chosen first.
    pub photos: Vec<PhotoId>,
}

/// The form in which a key is stored: who reads the table cannot choose in somebody's name.
pub(crate) fn hash(key: &str) -> Result<[u8; 32]> {
    let key: SessionKey = key.parse().map_err(|error| Error::invalid("key", Problem::from(error)))?;
    Ok(sha256(key.as_str()))
}

/// The visitor with this key, if they did anything yet.
pub(crate) async fn visitor(found: &mut Found, key: [u8; 32]) -> Result<Option<Uuid>> {
    queries::visitor(&mut found.tx, found.id, key).await
}

/// What the studio calls a visitor.
pub(crate) async fn who(found: &mut Found, visitor: Uuid) -> Result<Who> {
    queries::who(&mut found.tx, visitor).await
}

/// The visitor with this key, numbered now if they are new. The gallery must be held.
pub(crate) async fn known(backend: &Backend, found: &mut Found, key: [u8; 32]) -> Result<Uuid> {
    if let Some(visitor) = queries::visitor(&mut found.tx, found.id, key).await? {
        return Ok(visitor);
    }
    let now = backend.clock.now();
    let number = queries::next_number(&mut found.tx, found.id, VISITORS_PER_GALLERY).await?;
    let number = number.ok_or(Error::TooMany { retry_after: FULL })?;
    let visitor = backend.chance.id(now);
    queries::insert_visitor(&mut found.tx, (found.studio, found.id), visitor, key, number, now).await?;
    Ok(visitor)
}
