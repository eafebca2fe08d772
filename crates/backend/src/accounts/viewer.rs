//! Who is looking, asked anew for each request.

use domain::{Membership, Person, StudioId, UserId, Viewer};

use super::{Accounts, queries};
use crate::error::Result;

impl Accounts<'_> {
    /// The person, and what they are in `studio`; when that is none of theirs (any longer), in the studio they joined
    /// first. `None` when there is no such person. What was revoked is gone with the next request.
    ///
    /// # Errors
    /// Those of the database: then nobody is signed in.
    pub async fn viewer(&self, user: UserId, studio: Option<StudioId>) -> Result<Option<(Person, Option<Membership>)>> {
        let mut tx = self.0.db.system().await?;
        queries::person(&mut tx, user, studio).await
    }

    /// The viewer as they are now, if the session with this hash still is theirs; nobody in particular if it has ended.
    /// Asking is no use of the session.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn still(&self, viewer: &Viewer, session: [u8; 32]) -> Result<Viewer> {
        let nobody = Viewer { person: None, membership: None, ..viewer.clone() };
        let mut tx = self.0.db.system().await?;
        let user = queries::user_of_session(&mut tx, session, self.0.clock.now()).await?;
        let Some(user) = user.filter(|user| viewer.person.as_ref().is_some_and(|person| person.id == *user)) else {
            return Ok(nobody);
        };
        let studio = viewer.membership.as_ref().map(|membership| membership.studio);
        let Some((person, membership)) = queries::person(&mut tx, user, studio).await? else { return Ok(nobody) };
        Ok(Viewer { person: Some(person), membership, ..nobody })
    }
}
