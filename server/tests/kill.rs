//! Killed without warning: what was answered as stored is there, byte for byte, and what it waited for is done after the
//! next start.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use backend::{
    database::Db,
    demo::pictures::{Scene, draw},
    files::{Files, PhotoKeys},
    sha256,
};
use domain::{PhotoState, Role, StudioId};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use support::TestServer;
use tokio::net::TcpStream;

const ROUNDS: u64 = 2;

struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    async fn start(database: &str, data: &Path) -> Self {
        let port =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|taken| taken.local_addr()).expect("a port").port();
        let child = Command::new(env!("CARGO_BIN_EXE_lumora"))
            .env("DATABASE_URL", database)
            .env("DATA_DIR", data)
            .env("PORT", port.to_string())
            .env("LEPTOS_OUTPUT_NAME", "lumora")
            .current_dir(data)
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let running = Self { child, address: (Ipv4Addr::LOCALHOST, port).into() };
        for _ in 0..200 {
            if TcpStream::connect(running.address).await.is_ok() && running.get("/health/ready").await {
                return running;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server did not become ready");
    }

    async fn get(&self, path: &str) -> bool {
        let request = http::Request::get(path).header("host", "localhost").body(Full::default()).expect("a request");
        self.send(request).await == 200
    }

    async fn upload(&self, cookie: &str, path: &str, jpeg: &[u8]) -> u16 {
        let head = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"MIR_1.jpg\"\r\n\r\n";
        let body = [head.as_slice(), jpeg, b"\r\n--x--\r\n"].concat();
        let request = http::Request::post(path)
            .header("host", "localhost")
            .header("cookie", cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Full::from(body))
            .expect("a request");
        self.send(request).await
    }

    async fn send(&self, request: http::Request<Full<bytes::Bytes>>) -> u16 {
        let stream = TcpStream::connect(self.address).await.expect("a connection");
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a handshake");
        tokio::spawn(connection);
        let response = sender.send_request(request).await.expect("an answer");
        let status = response.status().as_u16();
        response.into_body().collect().await.expect("a body");
        status
    }

    /// SIGKILL: nothing is told, nothing is tidied.
    fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    let server = TestServer::start(&[]).await;
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let cookie = server.signed_in(&mirna).await;
    let path = format!("/api/dashboard/galleries/{gallery}/photos");
    let data = backend.folder().join("killed");
    std::fs::create_dir_all(&data).expect("a folder");

    let mut answered = Vec::new();
    for round in 0..ROUNDS {
        let running = Running::start(&backend.database_url, &data).await;
        for number in 0..4 {
            let jpeg = draw(Scene::Forest, round * 10 + number, 900, 600, "2026:05:16 10:00:00");
            assert_eq!(running.upload(&cookie, &path, &jpeg).await, 201);
            answered.push(sha256(jpeg));
        }
        running.kill();
    }

    let running = Running::start(&backend.database_url, &data).await;
    let mut waited = 0;
    let photos = loop {
        let photos = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
        if photos.iter().all(|photo| photo.state == PhotoState::Ready) {
            break photos;
        }
        waited += 1;
        assert!(waited < 240, "what waited for the killed worker is not taken up again: {photos:?}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    };
    running.kill();
    assert_eq!(photos.len(), answered.len(), "each arrived exactly once");
    let files = Files::folder(&data.join("files")).expect("the store");
    let stored = originals(&backend.db, studio).await;
    for (key, hash) in stored {
        let original = files.read(&PhotoKeys::new(studio, key).original()).await.expect("read").expect("there");
        assert_eq!(sha256(original).as_slice(), hash);
        assert!(answered.iter().any(|sent| sent.as_slice() == hash));
    }
    assert_eq!(std::fs::read_dir(data.join("staging")).expect("the staging folder").count(), 0);
}

async fn originals(db: &Db, studio: StudioId) -> Vec<(String, Vec<u8>)> {
    let mut tx = db.studio(studio).await.expect("a transaction");
    sqlx::query_as("SELECT storage_key, sha256 FROM photos").fetch_all(&mut *tx).await.expect("rows")
}
