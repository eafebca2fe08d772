//! The gallery page under load, beside a Next.js server with the same page over the same rows: 60 photographs, database
//! read included, 50 connections over loopback from one load generator on the same machine. In turns, bounded by the
//! number of requests. `make bench` runs it and it writes its part of docs/benchmarks.md.

#[expect(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/support/mod.rs"]
mod support;

#[path = "../../crates/backend/benches/shared/page.rs"]
mod page;

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::http::Request;
use backend::{
    demo::pictures::{Scene, draw},
    media::develop,
    sha256,
};
use domain::{Role, Viewer};
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::TokioIo;
use support::TestServer;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const CONNECTIONS: usize = 50;
/// One round of ours, and one of the peer, which takes about as long.
const REQUESTS: usize = 5_000;
const PEER_REQUESTS: usize = 300;
const ROUNDS: usize = 3;
const PHOTOGRAPHS: usize = 60;
const SECRET: &str = "visitor-of-the-benchmark";

/// What one round gave.
struct Round {
    /// Requests in a second.
    speed: f64,
    /// Milliseconds, from the fastest to the slowest.
    times: Vec<f64>,
    /// Of one answer.
    bytes: usize,
}

#[tokio::main(worker_threads = 4)]
async fn main() {
    // Each connection comes from a place of its own: one source may ask for no more than 6,000 pages a minute.
    let server = TestServer::start(&[("TRUSTED_PROXIES", "127.0.0.1")]).await;
    let path = gallery(&server).await;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, router) = (CancellationToken::new(), server.router.clone());
    let serving = stop.clone();
    tokio::spawn(
        async move { server::connections::accept(listener, router, server::connections::room(), &serving).await },
    );
    let peer = Peer::start(&server.backend.database_url).await;

    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // Warm: connections to the database, compiled code.
    round(address, &path, REQUESTS / 10).await;
    if let Some(peer) = &peer {
        round(peer.address, &path, PEER_REQUESTS / 2).await;
    }
    for _ in 0..ROUNDS {
        ours.push(round(address, &path, REQUESTS).await);
        if let Some(peer) = &peer {
            theirs.push(round(peer.address, &path, PEER_REQUESTS).await);
        }
    }
    stop.cancel();
    drop(peer);
    let table = table(load.split(' ').next().unwrap_or_default(), &ours, &theirs);
    eprintln!("{table}");
    if !theirs.is_empty() {
        page::write("gallery-page", &table);
    }
}

/// A gallery with photographs, opened by our visitor; its address.
async fn gallery(server: &TestServer) -> String {
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    for number in 0..PHOTOGRAPHS {
        backend.photo(&mirna, gallery, &format!("MIR_{number:04}.jpg")).await;
    }
    let picture = develop(draw(Scene::Forest, 1, 600, 400, "2026:05:16 10:00:00"), "").expect("a picture");
    let mut tx = backend.db.system().await.expect("a transaction");
    sqlx::query("UPDATE photos SET placeholder = $1")
        .bind(picture.placeholder)
        .execute(&mut *tx)
        .await
        .expect("placeholders");
    tx.commit().await.expect("committed");
    backend.publish(&mirna, gallery).await;
    backend.unlock(&Viewer { visitor: Some(sha256(SECRET)), ..Viewer::default() }, gallery).await;
    format!("/g/{}", backend.link_token(gallery).await)
}

/// The other server, in a process of its own; gone with this.
struct Peer {
    node: Child,
    address: SocketAddr,
}

impl Peer {
    /// `None`, with a word, when it is not built: `scripts/bench` builds it.
    async fn start(database_url: &str) -> Option<Self> {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../bench/next"));
        if !folder.join(".next/BUILD_ID").exists() {
            eprintln!("gallery page: bench/next is not built; measured without a peer");
            return None;
        }
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let node = Command::new("node")
            .args(["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", &address.port().to_string()])
            .current_dir(folder)
            .env("DATABASE_URL", database_url)
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .stdout(Stdio::null())
            .spawn()
            .expect("node");
        let peer = Self { node, address };
        for _ in 0..200 {
            if TcpStream::connect(address).await.is_ok() {
                return Some(peer);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the peer did not start");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

/// Asks for the page `requests` times, over all connections at once.
async fn round(address: SocketAddr, path: &str, requests: usize) -> Round {
    let left = Arc::new(AtomicUsize::new(requests));
    let began = Instant::now();
    let clients: Vec<_> =
        (0..CONNECTIONS).map(|place| tokio::spawn(client(address, path.to_owned(), place, left.clone()))).collect();
    let (mut times, mut bytes) = (Vec::with_capacity(requests), 0);
    for client in clients {
        let (more, size) = client.await.expect("a client");
        times.extend(more);
        bytes = bytes.max(size);
    }
    let speed = times.len() as f64 / began.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    Round { speed, times, bytes }
}

async fn client(address: SocketAddr, path: String, place: usize, left: Arc<AtomicUsize>) -> (Vec<f64>, usize) {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a handshake");
    tokio::spawn(connection);
    let (mut times, mut bytes) = (Vec::new(), 0);
    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
        let request = Request::get(&path)
            .header("host", "localhost")
            .header("x-forwarded-for", format!("198.51.100.{place}"))
            .header("cookie", format!("visitor={SECRET}"))
            .body(Empty::<bytes::Bytes>::new())
            .expect("a request");
        let sent = Instant::now();
        sender.ready().await.expect("the connection");
        let response = sender.send_request(request).await.expect("an answer");
        assert!(response.status().is_success(), "{}", response.status());
        bytes = response.into_body().collect().await.expect("a body").to_bytes().len();
        times.push(sent.elapsed().as_secs_f64() * 1000.0);
    }
    (times, bytes)
}

/// What is told of a round.
type Figure<'a> = &'a dyn Fn(&Round) -> f64;

/// Medians of the rounds.
fn table(load: &str, ours: &[Round], theirs: &[Round]) -> String {
    let of = |rounds: &[Round], figure: Figure<'_>| {
        let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let at = |share: f64| move |round: &Round| round.times[((round.times.len() - 1) as f64 * share) as usize];
    let mut table = format!(
        "{ROUNDS} rounds in turns of {REQUESTS} and {PEER_REQUESTS} requests over {CONNECTIONS} connections; medians. Load average at the start {load}.\n\n\
         | | Lumora | Next.js 15.5 | ratio |\n|---|---|---|---|\n"
    );
    let rows: [(&str, Figure<'_>); 5] = [
        ("requests per second", &|round| round.speed),
        ("p50, ms", &at(0.5)),
        ("p95, ms", &at(0.95)),
        ("p99, ms", &at(0.99)),
        ("HTML, kB", &|round| round.bytes as f64 / 1000.0),
    ];
    for (what, figure) in rows {
        let (ours, theirs) = (of(ours, figure), of(theirs, figure));
        table += &format!("| {what} | {ours:.1} | {theirs:.1} | {:.2} |\n", ours / theirs);
    }
    table
}
