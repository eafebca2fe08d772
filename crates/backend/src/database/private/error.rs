//! What can stand in the way of a private PostgreSQL; each message says what to do about it.

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use super::binaries::Version;

/// Why there is no private PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No server programs in any of the places looked at.
    #[error(
        "PostgreSQL's server is not installed. Install it with `apt-get install -y postgresql`, or set PG_BIN_DIR to the \
         folder of its programs, or DATABASE_URL to a database of yours"
    )]
    NotInstalled,
    /// All servers found lack a security fix that separation of studios rests on.
    #[error(
        "{path} is PostgreSQL {version}, which has known holes in row-level security; needed is 15.9, 16.5, 17.1 or newer: `apt-get install -y postgresql`"
    )]
    TooOld {
        /// The program looked at.
        path: PathBuf,
        /// What it says it is.
        version: Version,
    },
    /// PostgreSQL reads only data of its own major version.
    #[error(
        "the database in {cluster} was made by PostgreSQL {major}, which is not installed (any more): `apt-get install -y postgresql-{major}`, or set PG_BIN_DIR"
    )]
    OtherMajor {
        /// The folder with the database.
        cluster: PathBuf,
        /// Its major version.
        major: u32,
    },
    /// The programs stand where the database's user may not go, or cannot run here.
    #[error(
        "{path} cannot be run as the user {user}: {reason}. Install PostgreSQL for all users with `apt-get install -y postgresql`"
    )]
    CannotRun {
        /// The program.
        path: PathBuf,
        /// The user the server would run as.
        user: String,
        /// What happened when it was tried.
        reason: String,
    },
    /// Another Lumora holds the lock.
    #[error("{0} is in use by another running Lumora; stop that one first, or give this one another data folder")]
    InUse(PathBuf),
    /// The database was made by somebody else, and we are not root.
    #[error("{folder} belongs to the user with id {owner}; start Lumora as that user")]
    NotOurs {
        /// The folder with the database.
        folder: PathBuf,
        /// Whose it is.
        owner: u32,
    },
    /// There is a database, but its user can no longer get to it.
    #[error(
        "the user {user}, as whom PostgreSQL runs, cannot enter {folder}; let it pass through the folders above (`chmod a+x`)"
    )]
    OutOfReach {
        /// The folder with the database.
        folder: PathBuf,
        /// The user the server would run as.
        user: String,
    },
    /// A short folder for the socket is there already and not safely ours.
    #[error("{0} must be a folder of the database's user with mode 0700; remove it")]
    SocketFolder(PathBuf),
    /// Started as root on a machine with neither `postgres` nor `nobody`.
    #[error("PostgreSQL cannot run as root, and there is no user `postgres` or `nobody` to run it as")]
    NoUser,
    /// `initdb` failed.
    #[error("the database could not be made: {0}")]
    Initdb(String),
    /// The server ended instead of answering.
    #[error("PostgreSQL did not start ({status}). The end of {log}:\n{tail}")]
    Ended {
        /// How it ended.
        status: ExitStatus,
        /// Its log.
        log: PathBuf,
        /// The last lines of it.
        tail: String,
    },
    /// The server runs, but something went wrong in it.
    #[error("the private PostgreSQL refused: {0}")]
    Database(#[from] sqlx::Error),
    /// A folder or file could not be made, read or changed.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The server would not stop; it may still be running.
#[derive(Debug, thiserror::Error)]
#[error("the private PostgreSQL did not stop: {0}")]
pub struct StopError(pub(super) String);

/// Names the path in an I/O error.
pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> StartError {
    let path = path.to_owned();
    move |source| StartError::File { path, source }
}
