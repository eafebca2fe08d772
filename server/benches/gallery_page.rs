//! The gallery page under load: 60 photographs, database read included, 50 connections over loopback, everything in one
//! process. Bounded by the number of requests. `make bench` runs it.

#[expect(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/support/mod.rs"]
mod support;

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::http::Request;
use backend::sha256;
use domain::{Role, Viewer};
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::TokioIo;
use support::TestServer;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const CONNECTIONS: usize = 50;
const REQUESTS: usize = 5_000;
const PHOTOGRAPHS: usize = 60;
const SECRET: &str = "visitor-of-the-benchmark";

#[tokio::main(worker_threads = 4)]
async fn main() {
    let server = TestServer::start(&[]).await;
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    for number in 0..PHOTOGRAPHS {
        backend.photo(&mirna, gallery, &format!("MIR_{number:04}.jpg")).await;
    }
    backend.publish(&mirna, gallery).await;
    backend.unlock(&Viewer { visitor: Some(sha256(SECRET)), ..Viewer::default() }, gallery).await;
    let path = format!("/g/{}", backend.link_token(gallery).await);

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    let serving = stop.clone();
    let router = server.router.clone();
    tokio::spawn(
        async move { server::connections::accept(listener, router, server::connections::room(), &serving).await },
    );

    let left = Arc::new(AtomicUsize::new(REQUESTS));
    let began = Instant::now();
    let clients = (0..CONNECTIONS).map(|_| {
        let (left, path) = (left.clone(), path.clone());
        tokio::spawn(async move {
            let stream = TcpStream::connect(address).await.expect("a connection");
            let (mut sender, connection) =
                hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a handshake");
            tokio::spawn(connection);
            let mut times = Vec::new();
            let mut bytes = 0;
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
                let request = Request::get(&path)
                    .header("host", "localhost")
                    .header("cookie", format!("visitor={SECRET}"))
                    .body(Empty::<bytes::Bytes>::new())
                    .expect("a request");
                let sent = Instant::now();
                let response = sender.send_request(request).await.expect("an answer");
                assert!(response.status().is_success(), "{}", response.status());
                bytes = response.into_body().collect().await.expect("a body").to_bytes().len();
                times.push(sent.elapsed());
            }
            (times, bytes)
        })
    });
    let mut times: Vec<Duration> = Vec::with_capacity(REQUESTS);
    let mut bytes = 0;
    for client in clients.collect::<Vec<_>>() {
        let (more, size) = client.await.expect("a client");
        times.extend(more);
        bytes = bytes.max(size);
    }
    let took = began.elapsed();
    stop.cancel();
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    eprintln!(
        "gallery page: {REQUESTS} requests over {CONNECTIONS} connections, {:.1} KB each\n  {:.0} requests/s, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms",
        bytes as f64 / 1000.0,
        times.len() as f64 / took.as_secs_f64(),
        at(0.5),
        at(0.95),
        at(0.99),
    );
}
