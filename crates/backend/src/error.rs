//! Why a verb did not do what was asked.

use domain::{
    Refusal,
    problem::{FieldProblem, Problem},
};

use crate::{media::Refused, uploads::Conflict};

/// The error of every verb.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The viewer may not, or there is no such thing for them.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The input breaks rules, said field by field.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldProblem>),
    /// Somebody else changed the same meanwhile; nothing was written.
    #[error("changed meanwhile")]
    Conflict,
    /// Tried too often.
    #[error("too many attempts, again in {retry_after} s")]
    TooMany {
        /// Seconds until another attempt is taken.
        retry_after: u64,
    },
    /// A dependency does not answer; nothing was changed and the same request may succeed later.
    #[error("unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file is none we can show.
    #[error("refused file: {0}")]
    File(#[source] Refused),
    /// The file is larger than [`domain::MAX_PHOTO_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// The archive is larger than [`crate::Backend::archives`], which is this.
    #[error("the archive is larger than {most} bytes")]
    ArchiveTooLarge {
        /// So many bytes are taken.
        most: u64,
    },
    /// A piece of an upload does not fit what came before.
    #[error(transparent)]
    Upload(#[from] Conflict),
    /// The disk or bucket has no room left.
    #[error("no space left for files")]
    StorageFull,
    /// A fault of ours.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The result of every verb.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// There is no such thing for this viewer.
    pub const NOT_FOUND: Self = Self::Refused(Refusal::NotFound);

    /// One field breaks one rule.
    pub fn invalid(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldProblem { field: field.to_owned(), problem }])
    }

    /// A fault of ours, said in words for the log.
    pub fn internal(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(what.into())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_outage(&error) {
            Self::Unavailable(error.into())
        } else if is_unreadable(&error) {
            Self::invalid("", Problem::Unreadable)
        } else {
            Self::Internal(error.into())
        }
    }
}

/// Whether a text held U+0000, which PostgreSQL refuses in text (22021) and in JSON (22P05). Forms say at which field;
/// this is for every other way in.
fn is_unreadable(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| matches!(&*code, "22021" | "22P05"))
}

/// Whether the database, rather than the statement, is at fault: connection errors (class 08), shutting down or starting
/// (57P0x), out of connections (53300), waiting too long for a lock or a connection.
fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code.starts_with("08") || code.starts_with("57P") || matches!(&*code, "53300" | "55P03")
        }),
        _ => false,
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::StorageFull,
            _ => Self::Internal(error.into()),
        }
    }
}

/// Turns the violation of a named constraint into the error a person understands.
pub(crate) trait OnConstraint<T> {
    /// If the database refused because of constraint `name`, `error` is the answer.
    fn on_constraint(self, name: &str, error: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnConstraint<T> for std::result::Result<T, sqlx::Error> {
    fn on_constraint(self, name: &str, error: impl FnOnce() -> Error) -> Result<T> {
        self.map_err(|cause| match &cause {
            sqlx::Error::Database(refusal) if refusal.constraint() == Some(name) => error(),
            _ => cause.into(),
        })
    }
}
