//! What whoever runs this server does from the command line: there is no viewer to ask.

use domain::{Email, StudioId};

use super::{Accounts, queries};
use crate::error::{Error, Result};

impl Accounts<'_> {
    /// Lets the person with this address run the server.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `email` when it is no address, [`Error::NOT_FOUND`] when nobody has it.
    pub async fn grant_operator(&self, email: &str) -> Result<()> {
        self.set_operator(email, true).await
    }

    /// Takes that back, from their next request on.
    ///
    /// # Errors
    /// As [`Self::grant_operator`].
    pub async fn revoke_operator(&self, email: &str) -> Result<()> {
        self.set_operator(email, false).await
    }

    /// The identity and the name of every studio, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn studios(&self) -> Result<Vec<(StudioId, String)>> {
        queries::studios(&mut self.0.db.system().await?).await
    }

    async fn set_operator(&self, email: &str, operator: bool) -> Result<()> {
        let email = email.parse::<Email>().map_err(|error| Error::invalid("email", error.into()))?;
        let mut tx = self.0.db.system().await?;
        if !queries::set_operator(&mut tx, &email, operator).await? {
            return Err(Error::NOT_FOUND);
        }
        Ok(tx.commit().await?)
    }
}
