//! Connections: how many, how patiently, and their end.
//!
//! `axum::serve` has no limit of connections and no timeout; a client that sends a byte a minute, or none, would hold us.
//! HTTP/1.1 only: browsers speak HTTP/2 over TLS alone, which ends at the proxy in front, and a reader that must first
//! guess the version waits for its guess without a timeout.

use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use nix::sys::resource::{RLIM_INFINITY, Resource, getrlimit, setrlimit};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::line::Line;

/// Connections open at once, if there are files enough; more wait to be taken.
const CONNECTIONS: usize = 10_000;
/// Files kept for other things: the database, the store, the log.
const OTHER_FILES: u64 = 256;
/// A request's headers come within this time, and so does the next request on a connection that is kept open.
const HEADERS: Duration = Duration::from_secs(15);
/// How long requests under way may go on after a stop was asked for.
pub const GRACE: Duration = Duration::from_secs(25);

/// Takes all the open files this process may have, and says how many connections fit: each takes one for itself and one
/// for the file it may be reading or writing.
pub fn room() -> usize {
    let files =
        getrlimit(Resource::RLIMIT_NOFILE).map(|(soft, hard)| match setrlimit(Resource::RLIMIT_NOFILE, hard, hard) {
            Ok(()) => hard,
            Err(error) => {
                tracing::warn!(%error, "the limit of open files stays as it is");
                soft
            }
        });
    let files = files.ok().filter(|files| *files != RLIM_INFINITY);
    let room = fit(files);
    tracing::info!(connections = room, ?files, "room for connections");
    room
}

/// `files` is `None` where there is no limit.
fn fit(files: Option<u64>) -> usize {
    let fit = files.map(|files| files.saturating_sub(OTHER_FILES) / 2).and_then(|fit| usize::try_from(fit).ok());
    fit.map_or(CONNECTIONS, |fit| fit.clamp(16, CONNECTIONS))
}

/// Takes connections, `room` at once, until `stop`; then waits for those that are open.
pub async fn accept(listener: TcpListener, router: Router, room: usize, stop: &CancellationToken) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADERS);
    let open = TaskTracker::new();
    let room = Arc::new(Semaphore::new(room));
    loop {
        let Some(Ok(place)) = stop.run_until_cancelled(room.clone().acquire_owned()).await else { break };
        let Some(taken) = stop.run_until_cancelled(listener.accept()).await else { break };
        let (stream, peer): (TcpStream, SocketAddr) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                // Out of file descriptors, say: connections that end make room.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Answers are written whole; waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let (line, hang_up) = Line::new(stream);
        let router = router.clone();
        let service = service_fn(move |mut request: http::Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.extensions_mut().insert(hang_up.clone());
            router.clone().oneshot(request)
        });
        let connection = server.serve_connection(TokioIo::new(line), service).with_upgrades();
        let stop = stop.clone();
        open.spawn(async move {
            let mut connection = pin!(connection);
            let ended = match stop.run_until_cancelled(connection.as_mut()).await {
                Some(ended) => ended,
                None => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended badly");
            }
            drop(place);
        });
    }
    drop(listener);
    open.close();
    if tokio::time::timeout(GRACE, open.wait()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        task::JoinHandle,
        time::{Instant, timeout},
    };

    use super::*;

    /// More than the system takes from us while nobody reads.
    const LARGE: usize = 64 * 1024 * 1024;

    async fn serving(room: usize) -> (SocketAddr, CancellationToken, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let large = get(|| async { vec![b'x'; LARGE] });
        let router = Router::new().route("/", get(|| async { "hello" })).route("/large", large);
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let server = tokio::spawn(async move { accept(listener, router, room, &stopped).await });
        (address, stop, server)
    }

    /// What comes until the other side closes, and after how long it does.
    async fn until_closed(mut stream: TcpStream) -> (String, Duration) {
        let (began, mut text) = (Instant::now(), Vec::new());
        timeout(Duration::from_secs(120), stream.read_to_end(&mut text)).await.expect("closed").expect("in good order");
        (String::from_utf8_lossy(&text).into_owned(), began.elapsed())
    }

    // Time stands still and leaps to the next timer whenever all wait.

    #[tokio::test(start_paused = true)]
    async fn whoever_says_nothing_is_let_go() {
        let (address, ..) = serving(8).await;
        for said in ["", "P", "PRI * HTTP/2.0\r\n\r\nSM\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"] {
            let mut stream = TcpStream::connect(address).await.expect("connected");
            stream.write_all(said.as_bytes()).await.expect("said");
            let (_, after) = until_closed(stream).await;
            assert!(after <= HEADERS + Duration::from_secs(1), "{said:?}: {after:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_kept_for_another_request_but_not_for_ever() {
        let (address, ..) = serving(8).await;
        let mut stream = TcpStream::connect(address).await.expect("connected");
        for _ in 0..2 {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("asked");
            let mut answer = [0; 512];
            let read = stream.read(&mut answer).await.expect("answered");
            assert!(answer[..read].starts_with(b"HTTP/1.1 200 OK") && answer[..read].ends_with(b"hello"));
            tokio::time::sleep(HEADERS / 2).await;
        }
        let (_, after) = until_closed(stream).await;
        assert!(after <= HEADERS, "{after:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_takes_nothing_is_let_go_and_whoever_takes_little_is_not() {
        let (address, ..) = serving(8).await;
        for (takes, every, gets_all) in [(0, 61, false), (2 * 1024 * 1024, 20, true)] {
            let mut stream = TcpStream::connect(address).await.expect("connected");
            stream.write_all(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.expect("asked");
            let (mut piece, mut got) = (vec![0; takes], 0);
            tokio::time::sleep(Duration::from_secs(every)).await;
            while takes > 0 && got + takes < LARGE {
                got += stream.read_exact(&mut piece).await.expect("more");
                tokio::time::sleep(Duration::from_secs(every)).await;
            }
            let mut rest = Vec::new();
            let ended = stream.read_to_end(&mut rest).await;
            assert_eq!(ended.is_ok() && got + rest.len() > LARGE, gets_all, "{} of {LARGE}", got + rest.len());
        }
    }

    #[tokio::test]
    async fn a_stop_waits_for_nobody_who_says_nothing() {
        let (address, stop, server) = serving(8).await;
        let silent = TcpStream::connect(address).await.expect("connected");
        let mut idle = TcpStream::connect(address).await.expect("connected");
        idle.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("asked");
        idle.read_u8().await.expect("answered");
        stop.cancel();
        timeout(Duration::from_secs(5), server).await.expect("stopped").expect("in good order");
        until_closed(silent).await;
    }

    #[tokio::test]
    async fn whoever_is_too_many_waits_for_a_place() {
        let (address, ..) = serving(1).await;
        let first = TcpStream::connect(address).await.expect("connected");
        let mut second = TcpStream::connect(address).await.expect("connected");
        second.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("asked");
        timeout(Duration::from_millis(300), second.read_u8()).await.expect_err("no place yet");
        drop(first);
        timeout(Duration::from_secs(5), second.read_u8()).await.expect("a place").expect("answered");
    }

    #[test]
    fn there_are_files_for_every_connection() {
        assert_eq!((fit(None), fit(Some(1 << 20)), fit(Some(1024)), fit(Some(64))), (10_000, 10_000, 384, 16));
        let room = room();
        let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).expect("a limit");
        assert_eq!(soft, hard);
        assert_eq!(room, fit(Some(hard).filter(|files| *files != RLIM_INFINITY)));
    }
}
