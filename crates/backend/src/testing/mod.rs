//! Fixtures for the tests of every crate: a database of one's own, a clock that stands still, named people.

pub mod accounts;
mod galleries;

pub use galleries::Delivered;

use std::{ops::Deref, sync::LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Membership, Person, Role, StudioId, UserId, Viewer};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

use crate::{
    Backend, Chance, Clock, Links,
    database::Db,
    files::Files,
    hex,
    insight::Tally,
    jobs, limits,
    mailer::Mailer,
    media::Darkroom,
    meters::Meters,
    sources::{Source, SourceSettings},
};

/// A backend over an empty database that nobody else uses, files in a folder that goes away with it, and mail that stays.
#[derive(Debug)]
pub struct TestBackend {
    backend: Backend,
    /// Where it can be reached, as the owner.
    pub database_url: String,
    /// The server it is on.
    server: String,
    folder: TempDir,
}

/// When tests begin, unless they move the clock: 12 September 2026, ten in the morning (UTC).
pub const MORNING: DateTime<Utc> = DateTime::from_timestamp_secs(1_789_207_200).expect("a moment");

#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
static SERVER: LazyLock<String> = LazyLock::new(|| {
    std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server for tests; `make test` starts one")
});

impl TestBackend {
    /// Makes a database from a template that is migrated once.
    ///
    /// # Panics
    /// When there is no server to test with: see `TEST_DATABASE_URL`.
    pub async fn start() -> Self {
        Self::start_on(&SERVER).await
    }

    /// The same on the PostgreSQL server at `url`, which must live longer than this.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn start_on(url: &str) -> Self {
        let mut server = PgConnection::connect(url).await.expect("a PostgreSQL server for tests");
        let template = template(&mut server, url).await;
        let name = format!("test_{}", hex(&Chance.bytes::<8>()));
        let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
        server.execute(AssertSqlSafe(create)).await.expect("a database of one's own");
        let folder = tempfile::tempdir().expect("a folder");
        let staging = folder.path().join("staging");
        std::fs::create_dir_all(&staging).expect("a folder");
        let database_url = url_of(url, &name);
        let backend = Backend {
            db: Db::connect(&database_url, 8).await.expect("the database answers"),
            files: Files::folder(&folder.path().join("files")).expect("a store"),
            mailer: Mailer::outbox("Lumora <lumora@example.com>").expect("a mailbox"),
            clock: Clock::standing(MORNING),
            chance: Chance,
            links: Links::new("https://lumora.example"),
            darkroom: Darkroom::in_process(),
            staging,
            archives: 1 << 30,
            sources: [].into(),
            cold_after: Some(TimeDelta::days(30)),
            tally: Tally::default(),
            meters: Meters::default(),
        };
        Self { backend, database_url, server: url.to_owned(), folder }
    }

    /// Runs every job that is due, and those they enqueue, until none is left.
    ///
    /// # Panics
    /// When the queue cannot be reached. A job that fails is for the test to find.
    pub async fn run_jobs(&self) {
        jobs::run_due(self.backend.clone()).await.expect("the queue answers");
    }

    /// Has photographs developed elsewhere than in this process.
    pub fn develop_in(&mut self, darkroom: Darkroom) {
        self.backend.darkroom = darkroom;
    }

    /// Has photographs taken in from these sources.
    ///
    /// # Panics
    /// When there can be no such source.
    pub fn take_from(&mut self, sources: &[SourceSettings]) {
        let opened = sources.iter().map(|settings| Source::new(settings, limits::BUCKET, &[]).expect("a source"));
        self.backend.sources = opened.collect();
    }

    /// Where the files are, to look behind the store's back.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A studio of that name with one member, straight into the tables: tests of other things need no password.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn studio(&self, name: &str, role: Role) -> Viewer {
        let now = self.clock.now();
        let studio = StudioId(self.chance.id(now));
        let mut tx = self.db.system().await.expect("a transaction");
        sqlx::query("INSERT INTO studios (studio_id, name, locale, time_zone, created_at) VALUES ($1, $2, 'en', 'Europe/Zagreb', $3)")
            .bind(studio.0)
            .bind(name)
            .bind(now)
            .execute(&mut *tx)
            .await
            .expect("a studio");
        tx.commit().await.expect("committed");
        self.member(studio, name, role).await
    }

    /// One more member of a studio.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn member(&self, studio: StudioId, studio_name: &str, role: Role) -> Viewer {
        let now = self.clock.now();
        let user = UserId(self.chance.id(now));
        let email = format!("{role}-{}@example.com", hex(&self.chance.bytes::<6>()));
        let mut tx = self.db.system().await.expect("a transaction");
        sqlx::query("INSERT INTO users (id, email, name, password_hash, locale, verified_at, created_at) VALUES ($1, $2, $3, '', 'en', $4, $4)")
            .bind(user.0)
            .bind(&email)
            .bind("Mirna Kovač")
            .bind(now)
            .execute(&mut *tx)
            .await
            .expect("a user");
        sqlx::query("INSERT INTO memberships (studio_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)")
            .bind(studio.0)
            .bind(user.0)
            .bind(role.as_str())
            .bind(now)
            .execute(&mut *tx)
            .await
            .expect("a membership");
        tx.commit().await.expect("committed");
        Viewer {
            person: Some(Person {
                id: user,
                name: "Mirna Kovač".into(),
                email: email.parse().expect("an address"),
                operator: false,
            }),
            membership: Some(Membership { studio, studio_name: studio_name.into(), role }),
            scope: None,
            visitor: None,
            source: "203.0.113.7".into(),
        }
    }

    /// A browser that came by a link, with a visitor cookie of its own.
    pub fn visitor(&self) -> Viewer {
        Viewer { visitor: Some(self.chance.bytes()), source: "198.51.100.4".into(), ..Viewer::default() }
    }
}

/// The database goes with it, also when the test panics; connections that are still open are cut off.
impl Drop for TestBackend {
    fn drop(&mut self) {
        let Some((_, name)) = self.database_url.split_once("/test_") else { return };
        let name = name.split_once('?').map_or(name, |(name, _)| name);
        let drop = format!("DROP DATABASE IF EXISTS test_{name} WITH (FORCE)");
        let server = self.server.clone();
        // A runtime of its own: that of the test may be ending, and cannot be waited for here.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut server = PgConnection::connect(&server).await.map_err(std::io::Error::other)?;
                server.execute(AssertSqlSafe(drop)).await.map_err(std::io::Error::other)
            })
        });
        match dropping.join() {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => eprintln!("a test database stays behind: {error}"),
            Err(_) => eprintln!("a test database stays behind"),
        }
    }
}

impl Deref for TestBackend {
    type Target = Backend;

    fn deref(&self) -> &Backend {
        &self.backend
    }
}

fn url_of(server: &str, database: &str) -> String {
    let (server, query) = server.split_once('?').unwrap_or((server, ""));
    let server = server.rsplit_once('/').map_or(server, |(server, _)| server);
    format!("{server}/{database}?{query}")
}

/// The migrated database that others are copied from, named after the migrations in it. Test processes run side by side:
/// one makes it, the others wait.
async fn template(server: &mut PgConnection, url: &str) -> String {
    let name = format!("template_{}", crate::database::fingerprint());
    server.execute("SELECT pg_advisory_lock(4711)").await.expect("a lock");
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(&name)
        .fetch_one(&mut *server)
        .await
        .expect("an answer");
    if !exists {
        let making = format!("{name}_making");
        for statement in [format!("DROP DATABASE IF EXISTS {making}"), format!("CREATE DATABASE {making}")] {
            server.execute(AssertSqlSafe(statement)).await.expect("a database");
        }
        let db = Db::connect(&url_of(url, &making), 2).await.expect("the database answers");
        db.migrate().await.expect("migrated");
        db.close().await;
        let rename = format!("ALTER DATABASE {making} RENAME TO {name}");
        server.execute(AssertSqlSafe(rename)).await.expect("renamed");
    }
    server.execute("SELECT pg_advisory_unlock(4711)").await.expect("unlocked");
    name
}

/// For tests that speak to the database in a role of their choice.
///
/// # Panics
/// When the database does not answer.
pub async fn connect_as(url: &str, role: &str) -> PgConnection {
    let options: PgConnectOptions = url.parse().expect("an address");
    let mut connection = PgConnection::connect_with(&options).await.expect("the database answers");
    connection.execute(AssertSqlSafe(format!("SET ROLE {role}"))).await.expect("the role");
    connection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_lives_as_long_as_its_test() {
        let exists = async |url: &str| PgConnection::connect(url).await.is_ok();
        let backend = TestBackend::start().await;
        let url = backend.database_url.clone();
        assert!(exists(&url).await);
        drop(backend);
        assert!(!exists(&url).await);

        let (tell, told) = std::sync::mpsc::channel();
        let panicked = tokio::spawn(async move {
            let backend = TestBackend::start().await;
            tell.send(backend.database_url.clone()).expect("told");
            panic!("in the middle of a test, on purpose");
        });
        panicked.await.expect_err("panicked");
        assert!(!exists(&told.recv().expect("an address")).await);
    }
}
