//! Mirna's studio, her gallery, and what is really there of her photographs.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use backend::{
    Backend, Clock,
    files::{Files, PhotoKeys},
    sha256,
    testing::TestBackend,
};
use chrono::TimeDelta;
use domain::{GalleryId, PhotoId, Role, StudioId};
use uuid::Uuid;

use super::{process::Place, support::TestServer};

/// A studio whose server is another process.
pub struct Studio {
    /// For what is not asked of that process.
    pub server: Arc<TestServer>,
    pub gallery: GalleryId,
    pub cookie: String,
    studio: StudioId,
    /// Where the process works.
    pub place: Place,
}

/// A photograph as the tables have it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    id: Uuid,
    pub sha256: Vec<u8>,
    storage_key: String,
    pub state: String,
}

impl Row {
    pub fn photo(&self) -> PhotoId {
        PhotoId(self.id)
    }
}

impl Studio {
    /// One of its own.
    pub async fn start() -> Self {
        Self::over(TestBackend::start().await).await
    }

    /// The same over a backend that was made for it.
    pub async fn over(backend: TestBackend) -> Self {
        let server = Arc::new(TestServer::over(backend, &[]));
        let data = server.backend.folder().join("data");
        std::fs::create_dir_all(&data).expect("a folder");
        let place =
            Place { database: server.backend.database_url.clone(), data, log: server.backend.folder().join("log") };
        Self::named("Atelier Mirna", server, place).await
    }

    /// Another one on the same server.
    pub async fn neighbour(&self, name: &str) -> Self {
        Self::named(name, self.server.clone(), self.place.clone()).await
    }

    async fn named(name: &str, server: Arc<TestServer>, place: Place) -> Self {
        let owner = server.backend.studio(name, Role::Owner).await;
        let gallery = server.backend.gallery(&owner, "Ana & Luka").await;
        let cookie = server.signed_in(&owner).await;
        let studio = owner.membership.as_ref().expect("a member").studio;
        Self { server, gallery, cookie, studio, place }
    }

    /// All its photographs.
    pub async fn rows(&self) -> Vec<Row> {
        let mut tx = self.server.backend.db.studio(self.studio).await.expect("a transaction");
        sqlx::query_as("SELECT id, sha256, storage_key, state FROM photos").fetch_all(&mut *tx).await.expect("rows")
    }

    /// Waits until none of `count` photographs waits for its sizes any more.
    pub async fn developed(&self, count: usize) -> Vec<Row> {
        let began = Instant::now();
        loop {
            let rows = self.rows().await;
            let waiting = rows.iter().filter(|row| row.state == "processing").count();
            if waiting == 0 && rows.len() == count {
                return rows;
            }
            assert!(rows.len() <= count, "doubled: {} instead of {count}", rows.len());
            let patience = Duration::from_secs(120) + Duration::from_secs(2) * count as u32;
            assert!(began.elapsed() < patience, "{waiting} of {} still wait", rows.len());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// How often each job that is left was tried, and whether any was given up.
    pub async fn jobs(&self) -> Vec<(i32, bool)> {
        let mut owner = backend::testing::connect_as(&self.place.database, "NONE").await;
        let jobs =
            "SELECT attempts::int, locked_at IS NULL AND attempts >= max_attempts FROM graphile_worker._private_jobs";
        sqlx::query_as(jobs).fetch_all(&mut owner).await.expect("jobs")
    }

    /// The number of the newest change of the gallery.
    pub async fn newest_change(&self) -> i64 {
        let mut tx = self.server.backend.db.studio(self.studio).await.expect("a transaction");
        let newest = sqlx::query_scalar("SELECT change_seq FROM galleries WHERE id = $1").bind(self.gallery.0);
        newest.fetch_one(&mut *tx).await.expect("a number")
    }

    /// Where the bytes of a photograph are.
    pub fn keys(&self, row: &Row) -> PhotoKeys {
        PhotoKeys::new(self.studio, row.storage_key.clone())
    }

    /// The store of the process.
    pub fn files(&self) -> Files {
        Files::folder(&self.place.data.join("files")).expect("the store")
    }

    /// Whether the bytes that are stored are those of the row.
    pub async fn is_whole(&self, row: &Row) -> bool {
        let original = self.files().read(&self.keys(row).original()).await.expect("read");
        original.is_some_and(|original| sha256(original).as_slice() == row.sha256)
    }

    /// Files that came and are not stored yet.
    pub fn staged(&self) -> usize {
        std::fs::read_dir(self.place.data.join("staging")).expect("the staging folder").count()
    }

    /// What the sweeps leave once everything is old enough: every photograph whole, and nothing else.
    pub async fn is_well(&self, photographs: usize) {
        let later = Clock::standing(Clock::System.now() + TimeDelta::days(4));
        let staging = self.place.data.join("staging");
        let backend = Backend { files: self.files(), staging, clock: later.clone(), ..(*self.server.backend).clone() };
        backend.uploads().sweep(later.now()).await.expect("swept");
        backend.photos().sweep_store(later.now()).await.expect("swept");
        assert_eq!(self.staged(), 0, "nothing is left of what came");
        assert_eq!(parts(&self.place.data.join("files")), 0, "nor of what was half stored");
        let mut findings = Vec::new();
        let verified = backend.photos().verify(None, |_, finding| findings.extend(finding)).await.expect("verified");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(verified.photographs, photographs as u64);
    }
}

fn parts(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            if entry.path().is_dir() {
                parts(&entry.path())
            } else {
                usize::from(entry.file_name().to_string_lossy().contains('#'))
            }
        })
        .sum()
}
