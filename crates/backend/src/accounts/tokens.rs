//! Mailed tokens: 256 random bits, single-use, expiring, bound to a person and a purpose, stored as their SHA-256.

use chrono::TimeDelta;
use domain::{UserId, problem::Problem};

use super::{
    Accounts,
    queries::{self, Account},
};
use crate::{
    database::Tx,
    error::{Error, Result},
    limits, sha256,
};

/// What a token is good for, and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Showing that the address is the person's.
    Verify,
    /// Choosing a new password.
    Reset,
}

impl Purpose {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
        }
    }

    fn life(self) -> TimeDelta {
        match self {
            Self::Verify => limits::VERIFICATION,
            Self::Reset => limits::RESET,
        }
    }
}

impl Accounts<'_> {
    /// A new token for somebody whose account this transaction has locked; older ones of that purpose are void.
    pub(super) async fn issue(&self, tx: &mut Tx, user: UserId, purpose: Purpose) -> Result<String> {
        let token = self.0.chance.secret();
        queries::delete_tokens(tx, user, Some(purpose)).await?;
        queries::insert_token(tx, &sha256(&token), user, purpose, self.0.clock.now() + purpose.life()).await?;
        Ok(token)
    }

    /// Whose token it is, without taking it.
    ///
    /// # Errors
    /// [`Problem::LinkUsedOrExpired`] for the form as a whole, whatever is wrong with it.
    pub(super) async fn holder(&self, tx: &mut Tx, token: &str, purpose: Purpose) -> Result<UserId> {
        queries::token_holder(tx, &sha256(token), purpose, self.0.clock.now()).await?.ok_or_else(used_or_expired)
    }

    /// Takes the token and locks its account. Of several at once, one gets it.
    ///
    /// # Errors
    /// As [`Self::holder`].
    pub(super) async fn take(&self, tx: &mut Tx, token: &str, purpose: Purpose) -> Result<Account> {
        // The account before the token, as in `issue`: two that wait for each other would both fail.
        let user = self.holder(tx, token, purpose).await?;
        let account = queries::lock_account(tx, user).await?.ok_or_else(used_or_expired)?;
        match queries::take_token(tx, &sha256(token)).await? {
            true => Ok(account),
            false => Err(used_or_expired()),
        }
    }
}

fn used_or_expired() -> Error {
    Error::invalid("", Problem::LinkUsedOrExpired)
}
