//! Who is looking, asked anew for each request.

use domain::{Membership, Person, StudioId, UserId};

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
}
