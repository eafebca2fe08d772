//! The private PostgreSQL: with no `DATABASE_URL` given, Lumora makes, starts and stops a server of its own.
//!
//! It lives in `data/postgres` (`cluster/`, `socket/`, `server.log`, `lock`) and is reached through a Unix socket in a
//! folder that only its user can enter; it listens on no port. PostgreSQL refuses to run as root, so there it runs as
//! `postgres` or `nobody`. It is a process group of its own, so that Ctrl-C in a terminal reaches Lumora alone, which
//! then stops it in order. When Lumora is killed the server stays, and the next start takes it up again. A server that
//! ends by itself is started again.
//!
//! [`place`] decides where and as whom, [`binaries`] with which programs; here it is started, watched and stopped.
//! Linux only: whether a process still serves the folder is read from `/proc`.

mod binaries;
mod error;
mod place;

use std::fs::{self, File, OpenOptions};
use std::path::Path;
use std::process::ExitStatus;
use std::sync::{Arc, Weak};
use std::time::Duration;

use sqlx::{Connection, PgConnection};
use tokio::process::Child;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep, timeout};

use binaries::Binaries;
pub use binaries::Version;
use error::at;
pub use error::{StartError, StopError};
use place::Place;

/// The superuser that owns the private database; migrations make the roles that serve.
const OWNER: &str = "lumora_owner";
const DATABASE: &str = "lumora";
/// Names the socket file only: no TCP port is opened.
const PORT: u16 = 5432;
/// How long a start may fail because an earlier server is still going down, or a killed one's backends are.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two tries to start a server again that ended by itself.
const PAUSE: Duration = Duration::from_secs(2);
/// Between two looks at a server that is starting; it answers about 60 ms after its birth.
const GLANCE: Duration = Duration::from_millis(20);

/// A running PostgreSQL that belongs to this Lumora alone.
///
/// Dropping it leaves the server running, to be taken up by the next start; [`stop`](Self::stop) ends it.
#[derive(Debug)]
pub struct PrivatePostgres {
    home: Arc<Home>,
    /// Held until the server is down: one Lumora per folder.
    _lock: File,
}

/// What a server is started from.
#[derive(Debug)]
struct Home {
    place: Place,
    binaries: Binaries,
    /// Whether its end is our doing; held by whoever starts or stops the server.
    stopped: Mutex<bool>,
}

impl PrivatePostgres {
    /// Makes the database in `data/postgres` when there is none, starts its server unless it still runs, and returns
    /// when it answers: about 2 s the first time, 0.1 s later, as long as it takes after a crash with much to recover.
    /// `data` must exist. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// See [`StartError`]; nothing is left half made that a next start would stumble over.
    pub async fn start(data: &Path) -> Result<Self, StartError> {
        let place = Place::prepare(data)?;
        let lock = take_lock(&place)?;
        let binaries = Binaries::find(&place).await?;
        if place.major()?.is_none() {
            make_cluster(&place, &binaries).await?;
        }
        let home = Arc::new(Home { place, binaries, stopped: Mutex::new(false) });
        if home.answers().await {
            tracing::info!(folder = %home.place.folder.display(), "took up the private PostgreSQL, which was still running");
        } else {
            let server = home.launch().await?;
            tokio::spawn(watch(Arc::downgrade(&home), server));
        }
        home.ensure_database().await?;
        Ok(Self { home, _lock: lock })
    }

    /// The owner's connection URL, in the form sqlx and libpq read; independent of `PG…` variables.
    pub fn url(&self) -> String {
        self.home.url_of(DATABASE)
    }

    /// Where it keeps all that is its own, without links on the way.
    pub fn folder(&self) -> &Path {
        &self.home.place.folder
    }

    /// Ends all connections and the server, and waits until it is down (at most a minute).
    ///
    /// # Errors
    /// When `pg_ctl` cannot be run or gives up waiting.
    pub async fn stop(self) -> Result<(), StopError> {
        let Home { place, binaries, stopped } = &*self.home;
        let mut stopped = stopped.lock().await;
        *stopped = true;
        let output = place
            .user
            .command(&binaries.pg_ctl(), &place.folder)
            .args(["stop", "-m", "fast", "-w", "-t", "60", "-D"])
            .arg(place.cluster())
            .output()
            .await
            .map_err(|error| StopError(error.to_string()))?;
        if output.status.success() || !place.pid_file().exists() {
            return Ok(());
        }
        Err(StopError(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

impl Home {
    fn url_of(&self, database: &str) -> String {
        let socket = percent_encoded(&self.place.socket);
        format!("postgres://{OWNER}@localhost:{PORT}/{database}?host={socket}&sslmode=disable")
    }

    /// Whether the server takes connections. `pg_ctl status` will not do: after a kill it believes the stale
    /// `postmaster.pid` for a moment. Nobody else can stand behind the socket, since its folder is ours alone.
    async fn answers(&self) -> bool {
        match timeout(Duration::from_secs(5), self.connect("postgres")).await {
            Ok(Ok(_)) => true,
            // Any refusal but "starting up" or "shutting down" is for the caller's first statement to tell.
            Ok(Err(sqlx::Error::Database(refusal))) => refusal.code().as_deref() != Some("57P03"),
            _ => false,
        }
    }

    async fn connect(&self, database: &str) -> Result<PgConnection, sqlx::Error> {
        PgConnection::connect(&self.url_of(database)).await
    }

    /// Starts the server and waits until it answers, trying again while the one before is still in the way.
    async fn launch(&self) -> Result<Child, StartError> {
        let patience = Instant::now() + PATIENCE;
        loop {
            let in_the_way = self.place.pid_file().exists();
            let mut server = self.spawn()?;
            let status = loop {
                if self.answers().await {
                    return Ok(server);
                }
                if let Some(status) = server.try_wait().map_err(at(&self.binaries.postgres()))? {
                    break status;
                }
                sleep(GLANCE).await;
            };
            if !in_the_way || Instant::now() > patience {
                return Err(self.ended(status));
            }
            sleep(GLANCE * 10).await;
        }
    }

    fn spawn(&self) -> Result<Child, StartError> {
        clear_foreign_pid(&self.place)?;
        let path = self.place.log();
        let log = OpenOptions::new().create(true).append(true).open(&path).map_err(at(&path))?;
        self.place.user.own(&path)?;
        self.place
            .user
            .command(&self.binaries.postgres(), &self.place.folder)
            .arg("-D")
            .arg(self.place.cluster())
            .args(["-p", &PORT.to_string(), "-c", "listen_addresses=", "-c", "timezone=UTC", "-c"])
            .arg(format!("unix_socket_directories={}", quoted(&self.place.socket)))
            .stdout(log.try_clone().map_err(at(&path))?)
            .stderr(log)
            .spawn()
            .map_err(at(&self.binaries.postgres()))
    }

    fn ended(&self, status: ExitStatus) -> StartError {
        let log = self.place.log();
        let text = fs::read(&log).unwrap_or_default();
        let tail = String::from_utf8_lossy(&text[text.len().saturating_sub(800)..]).trim().to_owned();
        StartError::Ended { status, log, tail }
    }

    async fn ensure_database(&self) -> Result<(), StartError> {
        let mut connection = self.connect("postgres").await?;
        let there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(DATABASE)
            .fetch_one(&mut connection)
            .await?;
        if !there {
            sqlx::query("create database lumora").execute(&mut connection).await?;
        }
        Ok(connection.close().await?)
    }
}

fn take_lock(place: &Place) -> Result<File, StartError> {
    let path = place.folder.join("lock");
    let lock = OpenOptions::new().create(true).append(true).open(&path).map_err(at(&path))?;
    place.user.own(&path)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(fs::TryLockError::WouldBlock) => Err(StartError::InUse(place.folder.clone())),
        Err(fs::TryLockError::Error(source)) => Err(StartError::File { path, source }),
    }
}

/// Made beside its place and renamed, so that a start that was killed leaves no half cluster.
async fn make_cluster(place: &Place, binaries: &Binaries) -> Result<(), StartError> {
    let fresh = place.folder.join(format!("cluster.{}", std::process::id()));
    for left_over in place.unfinished_clusters()? {
        fs::remove_dir_all(&left_over).map_err(at(&left_over))?;
    }
    tracing::info!(folder = %place.folder.display(), user = %place.user.name, "making a private PostgreSQL database");
    let output = place
        .user
        .command(&binaries.initdb(), &place.folder)
        .args(["-A", "trust", "-E", "UTF8", "--locale=C", "-U", OWNER, "-D"])
        .arg(&fresh)
        .output()
        .await
        .map_err(at(&binaries.initdb()))?;
    if !output.status.success() {
        return Err(StartError::Initdb(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    fs::rename(&fresh, place.cluster()).map_err(at(&fresh))
}

/// Removes a `postmaster.pid` whose number now belongs to another program, as after a reboot: PostgreSQL would take
/// that program for its server and refuse for ever. A number nobody has it clears away itself.
fn clear_foreign_pid(place: &Place) -> Result<(), StartError> {
    let path = place.pid_file();
    let Some(pid) = fs::read_to_string(&path).ok().and_then(|text| text.lines().next()?.parse::<u32>().ok()) else {
        return Ok(());
    };
    // A PostgreSQL server works in its data folder, also after that was renamed.
    match fs::read_link(format!("/proc/{pid}/cwd")) {
        Ok(folder) if folder != place.cluster() => fs::remove_file(&path).map_err(at(&path)),
        _ => Ok(()),
    }
}

/// Collects the server's exit status when it ends, which otherwise would stay behind as a zombie, and starts it again
/// unless that was our doing. Nobody is left to do so when the process has let go of it.
async fn watch(home: Weak<Home>, mut server: Child) {
    loop {
        let ended = server.wait().await;
        server = loop {
            let Some(home) = home.upgrade() else { return };
            let stopped = home.stopped.lock().await;
            match &ended {
                Ok(_) if *stopped => return tracing::debug!("the private PostgreSQL has stopped"),
                Ok(status) => {
                    tracing::error!(%status, "the private PostgreSQL has ended by itself; it is started again")
                }
                Err(error) => return tracing::warn!(%error, "lost sight of the private PostgreSQL"),
            }
            match home.launch().await {
                Ok(server) => break server,
                Err(error) => tracing::error!(%error, "the private PostgreSQL does not start"),
            }
            drop(stopped);
            drop(home);
            sleep(PAUSE).await;
        };
    }
}

/// A path as one element of a PostgreSQL list setting.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.display().to_string().replace('"', "\"\""))
}

fn percent_encoded(path: &Path) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let mut encoded = String::new();
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
