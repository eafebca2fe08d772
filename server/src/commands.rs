//! The commands that are not serving.

use std::{
    error::Error,
    io::{Write, stdout},
    process::ExitCode,
    time::Duration,
};

use backend::{
    files::{Files, Key, Moved},
    limits,
    photos::{Finding, Trouble, Verified},
};
use clap::ValueEnum;
use http_body_util::BodyExt;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{
    config::Config,
    start::{self, Started},
};

/// Objects between two words about how far a move is.
const MILESTONE: u64 = 100;

/// Where photographs are kept.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Store {
    /// The bucket of the S3_ settings
    S3,
    /// The folder in DATA_DIR
    Folder,
}

/// Prints the settings that would be used, and what is wrong with them.
pub fn check() -> ExitCode {
    let outcome = Config::values().and_then(|values| {
        eprint!("{}", Config::report(&values));
        Config::parse(&values)
    });
    match outcome {
        Ok(_) => {
            eprintln!("\nThe settings can be used.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

/// Brings the database up to date.
///
/// # Errors
/// The migration that failed.
pub async fn migrate(config: Config) -> Result<(), Box<dyn Error>> {
    Started::start(&config).await?.stop().await;
    eprintln!("The database is up to date.");
    Ok(())
}

/// Makes the demo studio.
///
/// # Errors
/// Whatever could not be made.
pub async fn seed(config: Config) -> Result<(), Box<dyn Error>> {
    let started = Started::start(&config).await?;
    let outcome = backend::demo::seed(&started.backend).await;
    started.stop().await;
    match outcome? {
        Some(demo) => eprintln!("The demo studio is made.\n  {}\n  {}", demo.email, demo.password),
        None => eprintln!("The demo studio was made before; nothing changed."),
    }
    Ok(())
}

/// Prints the identity and the name of every studio.
///
/// # Errors
/// When the database does not answer.
pub async fn studios(config: Config) -> Result<(), Box<dyn Error>> {
    let started = Started::start(&config).await?;
    let studios = started.backend.accounts().studios().await;
    started.stop().await;
    for (id, name) in studios? {
        writeln!(stdout(), "{id} {name}")?;
    }
    Ok(())
}

/// Gives a person the operator's pages, or takes them away.
///
/// # Errors
/// When there is no such person.
pub async fn operator(config: Config, email: &str, grant: bool) -> Result<(), Box<dyn Error>> {
    let started = Started::start(&config).await?;
    let accounts = started.backend.accounts();
    let outcome = if grant { accounts.grant_operator(email).await } else { accounts.revoke_operator(email).await };
    started.stop().await;
    outcome.map_err(|error| format!("{email}: {error}"))?;
    eprintln!("{email} {} the operator's pages.", if grant { "has" } else { "no longer has" });
    Ok(())
}

/// Compares photographs and store, and prints what is not as it should be: for people, or one JSON object a line. The
/// operator's page shows it too.
///
/// # Errors
/// When database or store do not answer.
pub async fn verify(config: Config, sample: Option<u32>, json: bool) -> Result<ExitCode, Box<dyn Error>> {
    let started = Started::start(&config).await?;
    let mut written = Ok(());
    let tell = |finding: Finding| {
        let written_now = if json { print_json(&finding) } else { print_words(&finding) };
        written = std::mem::replace(&mut written, Ok(())).and(written_now);
    };
    let outcome = started.backend.verifications().run_now(sample, tell).await;
    started.stop().await;
    let verified = outcome?;
    written?;
    if json {
        print_json(&verified)?;
    } else {
        let Verified { photographs, read, findings } = verified;
        writeln!(stdout(), "{photographs} photographs, {read} originals read to the end: {findings} findings.")?;
    }
    Ok(if verified.findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_json(what: &impl serde::Serialize) -> std::io::Result<()> {
    writeln!(stdout(), "{}", serde_json::to_string(what)?)
}

fn print_words(Finding { trouble, object, photo, .. }: &Finding) -> std::io::Result<()> {
    let trouble = match trouble {
        Trouble::Missing => "missing",
        Trouble::Damaged => "damaged",
        Trouble::Orphaned => "orphaned",
        Trouble::Lost => "lost",
    };
    let photo = photo.map(|photo| format!("photograph {photo}")).unwrap_or_default();
    writeln!(stdout(), "{trouble:<9} {object} {photo}")
}

/// Moves all photographs between folder and bucket, or copies them with `keep`, and says how far it is.
///
/// # Errors
/// Without a bucket, and when database or stores do not answer.
pub async fn move_files(config: Config, to: Store, keep: bool) -> Result<ExitCode, Box<dyn Error>> {
    let bucket =
        config.bucket.as_ref().ok_or("there is no bucket to move to or from: set S3_BUCKET and what it needs")?;
    let (bucket, folder) = (Files::s3(bucket, limits::BUCKET)?, start::folder(&config)?);
    let (from, to, place) = match to {
        Store::S3 => (folder, bucket, "the bucket"),
        Store::Folder => (bucket, folder, "the folder"),
    };
    let started = Started::start(&config).await?;
    let photos = started.backend.photos();
    let tell = |moved: &Moved, trouble: Option<(&Key, &backend::Error)>| match trouble {
        Some((key, error)) => eprintln!("{key} stays where it is: {error}"),
        None if moved.objects.is_multiple_of(MILESTONE) => eprintln!("{} files so far", moved.objects),
        None => {}
    };
    let outcome = from.move_to(&to, keep, async |key: &Key| photos.uploaded(key).await, tell).await;
    started.stop().await;
    let Moved { objects, bytes, failed, given_up } = outcome?;
    let megabytes = bytes as f64 / 1e6;
    writeln!(stdout(), "{objects} files ({megabytes:.1} MB) are in {place}, compared; {failed} could not be moved.")?;
    if given_up {
        writeln!(stdout(), "Given up after too many failures in a row: the rest was not tried.")?;
    }
    let whole = failed == 0 && !given_up;
    if !whole {
        writeln!(stdout(), "Nothing is lost. Run the command again to go on.")?;
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Asks the running server whether it is ready.
pub async fn health(config: &Config) -> ExitCode {
    let asked = tokio::time::timeout(Duration::from_secs(5), ask(config)).await;
    match asked {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

async fn ask(config: &Config) -> Result<bool, Box<dyn Error>> {
    let mut address = config.listen;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let request = http::Request::get("/health/ready")
        .header("host", "localhost")
        .body(http_body_util::Empty::<bytes::Bytes>::new())?;
    let response = sender.send_request(request).await?;
    let ready = response.status().is_success();
    response.into_body().collect().await?;
    Ok(ready)
}
