//! Stores for tests: a folder, and a bucket of a real S3 server with a proxy before it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::proxy::Proxy;
use crate::files::{Bucket, Files, Key, Patience};

/// Long enough for a part on a busy machine.
pub const STALL: Duration = Duration::from_secs(30);

/// How often a request is repeated in tests.
pub const RETRIES: usize = 3;

/// A bucket of its own.
pub struct TestBucket {
    pub files: Files,
    pub proxy: Proxy,
    pub bucket: Bucket,
    root: TempDir,
}

impl TestBucket {
    pub async fn start() -> Self {
        Self::that_may_stall(STALL).await
    }

    /// One that is asked again when it is silent for so long.
    pub async fn that_may_stall(stall: Duration) -> Self {
        // Another test may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let root = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(root.path().join("photographs")).expect("a bucket");
        let proxy = Proxy::before(serve(root.path()).await).await;
        let bucket = Bucket {
            name: "photographs".into(),
            endpoint: Some(format!("http://{}", proxy.address)),
            region: "eu-central-1".into(),
            access_key_id: "lumora".into(),
            secret_access_key: "hunter2".into(),
            path_style: true,
            prefix: Key::from("studio/lumora"),
        };
        let files = Files::s3(&bucket, patience(stall)).expect("a bucket");
        Self { files, proxy, bucket, root }
    }

    /// The same bucket with a change.
    pub fn but(&self, change: impl FnOnce(&mut Bucket)) -> Files {
        let mut bucket = self.bucket.clone();
        change(&mut bucket);
        Files::s3(&bucket, patience(STALL)).expect("a bucket")
    }

    /// Where the server keeps an object.
    pub fn path(&self, key: &Key) -> PathBuf {
        self.root.path().join("photographs/studio/lumora").join(key.to_string())
    }

    /// How many files the server keeps for uploads that have no end yet.
    pub fn unfinished(&self) -> usize {
        let entries = std::fs::read_dir(self.root.path()).expect("read");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(".upload")).count()
    }
}

/// A folder and a bucket.
pub struct Stores {
    pub folder: Files,
    pub bucket: TestBucket,
    _root: TempDir,
}

impl Stores {
    pub async fn start() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let folder = Files::folder(root.path()).expect("a store");
        Self { folder, bucket: TestBucket::start().await, _root: root }
    }

    /// One after the other.
    pub fn each(&self) -> [&Files; 2] {
        [&self.folder, &self.bucket.files]
    }
}

fn patience(stall: Duration) -> Patience {
    Patience {
        connect: Duration::from_secs(5),
        stall,
        retries: RETRIES,
        budget: Duration::from_secs(120),
        pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(10),
    }
}

/// Starts a server of what is below `root`, which ends with the test.
async fn serve(root: &Path) -> SocketAddr {
    let mut service = S3ServiceBuilder::new(FileSystem::new(root).expect("a folder"));
    service.set_auth(SimpleAuth::from_single("lumora", "hunter2"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await.ok()
            });
        }
    });
    address
}
