//! Serving and working, from start to a clean end.

use std::{error::Error, io::ErrorKind, net::SocketAddr, path::Path, time::Duration};

use leptos::config::{LeptosOptions, get_configuration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    config::Config,
    connections::{GRACE, accept, room},
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
        let (counting, stop_counting) = (started.backend.clone(), stop.clone());
        tasks.spawn(async move { counting.insight().keep_counting(stop_counting).await });
        tasks.spawn(stop.clone().run_until_cancelled_owned(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(300)).await;
                limits.forget_quiet();
            }
        }));
        tracing::info!(address = config.base_url, "ready");
        accept(listener, router, room(), &stop).await;
    } else {
        stop.cancelled().await;
    }
    tasks.close();
    if tokio::time::timeout(GRACE, tasks.wait()).await.is_err() {
        tracing::warn!("some work did not end in time; it is taken up again at the next start");
    }
    if let Err(error) = started.backend.insight().flush().await {
        tracing::warn!(%error, "what visitors looked at last is not counted");
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
