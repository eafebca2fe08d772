//! A PostgreSQL of a test's own, to be stopped in the middle.

use std::{fs::Permissions, os::unix::fs::PermissionsExt};

use backend::database::private::PrivatePostgres;
use tempfile::TempDir;

/// A server. Dropped, it is stopped.
pub struct Cluster {
    /// Its address, the same after each start.
    pub url: String,
    running: Option<PrivatePostgres>,
    folder: TempDir,
}

impl Cluster {
    /// One that is empty.
    pub async fn start() -> Self {
        // PostgreSQL's own user must get in.
        let open = Permissions::from_mode(0o755);
        let folder = tempfile::Builder::new().prefix("lumora-test-").permissions(open).tempdir().expect("a folder");
        let postgres = PrivatePostgres::start(folder.path()).await.expect("a PostgreSQL");
        Self { url: postgres.url(), running: Some(postgres), folder }
    }

    /// Ends all connections and the server.
    pub async fn stop(&mut self) {
        self.running.take().expect("it runs").stop().await.expect("stopped");
    }

    /// Starts it again.
    pub async fn go_on(&mut self) {
        self.running = Some(PrivatePostgres::start(self.folder.path()).await.expect("started again"));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(postgres) = self.running.take() else { return };
        // A runtime of its own: that of the test may be ending, and cannot be waited for here.
        let stopping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(postgres.stop()).map_err(std::io::Error::other)
        });
        if !matches!(stopping.join(), Ok(Ok(()))) {
            eprintln!("a PostgreSQL stays behind: {}", self.url);
        }
    }
}
