//! Serving and working, from start to a clean end.

use std::{error::Error, io::ErrorKind, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use leptos::config::{LeptosOptions, get_configuration};
use tokio::{
    net::{TcpListener, TcpStream},
    signal::unix::{SignalKind, signal},
    sync::Semaphore,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::{
    config::Config,
    line::Line,
    router::router,
    start::{Started, clear_staging},
};

pub use crate::http::sockets::speak;

/// What this process does.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Answers requests.
    pub web: bool,
    /// Works on jobs.
    pub work: bool,
}

/// Connections open at once; more wait to be taken.
const CONNECTIONS: usize = 10_000;
/// Whoever sends headers more slowly than this holds nothing open.
const HEADERS: Duration = Duration::from_secs(15);
/// How long requests under way may go on after a stop was asked for.
const GRACE: Duration = Duration::from_secs(25);

/// Runs until Ctrl-C or SIGTERM, then lets what is under way finish.
///
/// # Errors
/// Whatever does not start, in words for the one at the terminal.
pub async fn run(config: Config, parts: Parts) -> Result<(), Box<dyn Error>> {
    // First of all: a taken port is said before anything is started.
    let listener = if parts.web { Some(listen(config.listen).await?) } else { None };
    let stop = stop_when_asked()?;
    let started = Started::start(&config).await?;
    if parts.web {
        clear_staging(&started.backend.staging)?;
    }
    let tasks = TaskTracker::new();
    if parts.work {
        let worker = backend::jobs::work(started.backend.clone(), config.jobs_at_once, stop.clone());
        let stop = stop.clone();
        tasks.spawn(async move {
            if let Err(error) = worker.await {
                tracing::error!(%error, "the worker has ended");
                stop.cancel();
            }
        });
    }
    if !config.production && config.database_url.is_none() {
        welcome(&config, &started).await;
    }
    if let Some(listener) = listener {
        let options = site_options()?;
        let (router, io, limits) = router(&config, started.backend.clone(), options);
        tasks.spawn(speak(started.backend.clone(), io, stop.clone()));
        tasks.spawn(stop.clone().run_until_cancelled_owned(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(300)).await;
                limits.forget_quiet();
            }
        }));
        tracing::info!(address = config.base_url, "ready");
        accept(listener, router, &stop).await;
    } else {
        stop.cancelled().await;
    }
    tasks.close();
    if tokio::time::timeout(GRACE, tasks.wait()).await.is_err() {
        tracing::warn!("some work did not end in time; it is taken up again at the next start");
    }
    started.stop().await;
    Ok(())
}

/// Where script and style are. A build leaves the names it gave them in a file beside the program.
fn site_options() -> Result<LeptosOptions, Box<dyn Error>> {
    let mut options = get_configuration(None)?.leptos_options;
    options.output_name = "lumora".into();
    options.hash_files = std::env::current_exe()?.with_file_name(&*options.hash_file).exists();
    Ok(options)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            format!("port {} is taken: stop what uses it, or choose another with PORT=…", address.port())
        }
        _ => format!("{address} cannot be listened on: {error}"),
    })
}

/// Ctrl-C, or what a service manager sends.
fn stop_when_asked() -> std::io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let asked = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        asked.cancel();
    });
    Ok(stop)
}

/// Takes connections until `stop`, then waits for those that are open.
///
/// `axum::serve` has no header timeout and no limit of connections; a client that sends a byte a minute would hold us.
pub async fn accept(listener: TcpListener, router: Router, stop: &CancellationToken) {
    let mut server = auto::Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
    server.http2().timer(TokioTimer::new()).max_concurrent_streams(200).max_pending_accept_reset_streams(20);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
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
        let connection = server.serve_connection_with_upgrades(TokioIo::new(line), service).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended badly");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

/// For the one at the terminal, who has configured nothing: the demo studio, and how to get in.
async fn welcome(config: &Config, started: &Started) {
    let note = config.data.join("demo-sign-in");
    match backend::demo::seed(&started.backend).await {
        Ok(None) => {}
        Ok(Some(demo)) => {
            let words = format!("  Sign in with   {}\n  and password   {}\n", demo.email, demo.password);
            if let Err(error) = write_secret(&note, &words) {
                tracing::warn!(%error, "the demo's password could not be kept; it is shown this once");
                eprint!("{words}");
            }
        }
        Err(error) => tracing::error!(%error, "the demo studio could not be made"),
    }
    let sign_in = std::fs::read_to_string(&note).unwrap_or_default();
    eprintln!("\n  Lumora is at  {}\n{sign_in}\n  Ctrl-C stops it.\n", config.base_url);
}

/// Writes a file that nobody else on this machine can read.
fn write_secret(path: &Path, words: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(words.as_bytes())
}
