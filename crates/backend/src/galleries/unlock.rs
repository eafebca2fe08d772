//! A client gives the code.

use domain::{AccessCode, Need, Viewer, problem::Problem};
use subtle::ConstantTimeEq;

use super::{Galleries, access, guess::Guess, queries};
use crate::{
    error::{Error, Result},
    sha256,
};

impl Galleries<'_> {
    /// Notes that this browser gave the code, if it is right: for this gallery, until its epoch is raised. The client's
    /// own code does the same, and opens what is for the client alone. What else the gallery asks is asked next.
    ///
    /// # Errors
    /// Not found without such a link, refused while the gallery is not open; [`Error::TooMany`] after too many wrong
    /// codes; [`Error::Invalid`] on `code`.
    #[tracing::instrument(name = "galleries::unlock", skip_all)]
    pub async fn unlock(&self, viewer: &Viewer, token: &str, code: &str) -> Result<()> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let visitor = viewer.visitor.ok_or_else(|| Error::internal("a visitor without a cookie cannot be let in"))?;
        let found = access::by_token(self.0, viewer, &token).await?.check(Need::Link)?;
        found.open_to_clients()?;
        let (id, studio) = (found.id, found.studio);
        // Its connection is wanted for the next transaction.
        drop(found);

        let guess = Guess::at("code", id, &viewer.source);
        let now = self.0.clock.now();
        guess.count(self.0, studio, now).await?;

        let mut tx = self.0.db.studio(studio).await?;
        let stored = queries::codes(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let given: AccessCode = code.parse().map_err(|_| wrong_code())?;
        let client = stored.client_code.as_deref().is_some_and(|code| same(code, &given));
        if !same(&stored.code, &given) && !client {
            return Err(wrong_code());
        }
        // Bound to the epoch the code was read with: raised meanwhile, it opens nothing.
        queries::let_in(&mut tx, (studio, id), visitor, (stored.epoch, client), now).await?;
        // A guest has the code, and could begin anew with it as often as they like while they guess at the client's.
        guess.was_right(&mut tx, client || stored.client_code.is_none()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Hashes are of one length, so that not even the length of the code is to be timed.
fn same(stored: &str, given: &AccessCode) -> bool {
    sha256(given.as_str()).ct_eq(&sha256(stored)).into()
}

fn wrong_code() -> Error {
    Error::invalid("code", Problem::WrongCode)
}
