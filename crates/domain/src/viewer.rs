//! Who is looking. Worked out once for each request, from the database; passed to every verb.

use serde::{Deserialize, Serialize};

use crate::{Email, Role, StudioId, TokenScope, UserId};

/// The one who asks: nobody in particular, or a person, perhaps acting for a studio; perhaps with galleries unlocked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The person signed in.
    pub person: Option<Person>,
    /// The studio they act for.
    pub membership: Option<Membership>,
    /// What alone they may, who came with a token; `None` for people.
    pub scope: Option<TokenScope>,
    /// Hash of the secret in this browser's visitor cookie, to which unlocked galleries are bound.
    pub visitor: Option<[u8; 32]>,
    /// Where the request came from, for limits and the audit log.
    pub source: String,
}

/// Someone with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their identity.
    pub id: UserId,
    /// What they are called.
    pub name: String,
    /// Where they get mail.
    pub email: Email,
    /// Whether they run this server.
    pub operator: bool,
}

/// What somebody is in a studio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The studio.
    pub studio: StudioId,
    /// Its name.
    pub studio_name: String,
    /// Their role in it.
    pub role: Role,
}

impl Viewer {
    /// Their role in `studio`, if they act for it now.
    pub fn role_in(&self, studio: StudioId) -> Option<Role> {
        self.membership.as_ref().filter(|m| m.studio == studio).map(|m| m.role)
    }
}
