//! PostgreSQL: pools for two roles, transactions that know their studio, migrations.
//!
//! There is no way to reach a tenant table but through [`Db::studio`], which sets the studio for one transaction, or
//! [`Db::system`], for the few named functions that come before a studio is known or cross studios.

use std::time::{Duration, Instant};

use domain::StudioId;
use log::LevelFilter;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool, Postgres, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    error::{Error, Result},
    meters::{Timings, quick},
};

pub mod private;
#[cfg(test)]
mod tests;

/// A transaction. Dropped without `commit`, it leaves nothing behind.
pub type Tx = Transaction<'static, Postgres>;

/// All migrations, compiled in once.
static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// The oldest servers with the fix for CVE-2024-10976 (a cached plan could apply another role's row policies).
const FIXED_SERVERS: [(i32, i32); 3] = [(15, 9), (16, 5), (17, 1)];

/// A statement that takes as long as this is told of as slow: somebody waits for several of them with each page.
pub const SLOW_STATEMENT: Duration = Duration::from_millis(100);

/// The pools. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Db {
    app: PgPool,
    system: PgPool,
    owner: PgPool,
    waits: Timings,
}

/// How a pool stands.
#[derive(Clone, Copy, Debug)]
pub struct PoolStanding {
    /// Whose it is: `app`, `system` or `owner`.
    pub pool: &'static str,
    /// Connections at work.
    pub used: u32,
    /// Connections that wait for work.
    pub idle: u32,
    /// Connections there may be.
    pub most: u32,
}

impl Db {
    /// Connects as the owner of the database and makes a pool of at most `connections` for each role.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the server does not answer, [`Error::Internal`] when it is too old.
    pub async fn connect(url: &str, connections: u32) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.application_name("lumora").log_slow_statements(LevelFilter::Warn, SLOW_STATEMENT);
        let mut connection = PgConnection::connect_with(&options).await?;
        refuse_old_server(&mut connection).await?;
        connection.close().await?;
        Ok(Self {
            app: pool(options.clone(), connections, "SET ROLE lumora_app"),
            system: pool(options.clone(), connections, "SET ROLE lumora_system"),
            // What listens keeps its connection: the workers and the live messages.
            owner: pool(options, connections + crate::jobs::LISTENERS + 1, "SELECT 1"),
            waits: Timings::new_with_constructor(quick),
        })
    }

    /// Brings the schema up to date: roles, tables, the queue's own tables.
    ///
    /// # Errors
    /// [`Error::Internal`] with the migration that failed; those before it stay applied.
    pub async fn migrate(&self) -> Result<()> {
        MIGRATOR.run(&self.owner).await.map_err(Error::internal)?;
        crate::jobs::migrate(&self.owner).await
    }

    /// Begins a transaction that sees `studio` and nothing else.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection is to be had.
    pub async fn studio(&self, studio: StudioId) -> Result<Tx> {
        // One round trip; a UUID needs no quoting.
        let begin = format!("BEGIN; SET LOCAL app.studio_id = '{studio}'");
        let began = Instant::now();
        let tx = self.app.begin_with(AssertSqlSafe(begin)).await;
        self.waited("app", began);
        Ok(tx?)
    }

    /// Begins a transaction that sees all studios. Only for what precedes or crosses tenants: a link to its gallery, a
    /// person to their studios, the sweeper, the operator's pages.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection is to be had.
    pub async fn system(&self) -> Result<Tx> {
        let began = Instant::now();
        let tx = self.system.begin().await;
        self.waited("system", began);
        Ok(tx?)
    }

    /// A connection that sees all studios, for one statement that only reads: with nothing to undo, a transaction would
    /// be two more round trips. For the same few functions as [`Db::system`].
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection is to be had.
    pub async fn glance(&self) -> Result<PoolConnection<Postgres>> {
        let began = Instant::now();
        let connection = self.system.acquire().await;
        self.waited("system", began);
        Ok(connection?)
    }

    /// The owner's pool, for the job queue, which keeps its own tables.
    pub(crate) fn queue(&self) -> &PgPool {
        &self.owner
    }

    /// How the pools stand now.
    pub fn pools(&self) -> [PoolStanding; 3] {
        [("app", &self.app), ("system", &self.system), ("owner", &self.owner)].map(|(name, pool)| {
            let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
            let used = pool.size().saturating_sub(idle);
            PoolStanding { pool: name, used, idle, most: pool.options().get_max_connections() }
        })
    }

    /// How long connections were waited for.
    pub(crate) fn waits(&self) -> &Timings {
        &self.waits
    }

    fn waited(&self, pool: &'static str, began: Instant) {
        self.waits.get_or_create(&[("pool", pool)]).observe(began.elapsed().as_secs_f64());
    }

    /// Whether the database answers, for the health page.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        self.app.execute("SELECT 1").await?;
        Ok(())
    }

    /// Closes all pools, waiting for what is under way.
    pub async fn close(&self) {
        tokio::join!(self.app.close(), self.system.close(), self.owner.close());
    }
}

/// Names the schema: another one after every change of the migrations.
#[cfg(feature = "testing")]
pub(crate) fn fingerprint() -> String {
    let sums: Vec<u8> = MIGRATOR.iter().flat_map(|migration| migration.checksum.to_vec()).collect();
    crate::hex(&crate::sha256(sums)[..8])
}

fn pool(options: PgConnectOptions, connections: u32, role: &'static str) -> PgPool {
    // A statement that waits longer than a person would is cut off rather than holding a connection.
    let options = options.options([
        ("statement_timeout", "30s"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ]);
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .after_connect(move |connection, _| Box::pin(async move { connection.execute(role).await.map(drop) }))
        .connect_lazy_with(options)
}

async fn refuse_old_server(connection: &mut PgConnection) -> Result<()> {
    let (number,): (String,) = sqlx::query_as("SHOW server_version_num").fetch_one(connection).await?;
    let number: i32 = number.parse().map_err(Error::internal)?;
    let (major, minor) = (number / 10_000, number % 10_000);
    let fixed = FIXED_SERVERS.iter().find(|(version, _)| *version == major).is_none_or(|(_, patch)| minor >= *patch);
    if major < 15 || !fixed {
        return Err(Error::internal(format!(
            "PostgreSQL {major}.{minor} is too old: 15.9, 16.5, 17.1 or newer is needed"
        )));
    }
    Ok(())
}
