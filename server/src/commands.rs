//! The commands that are not serving.

use std::{error::Error, process::ExitCode, time::Duration};

use http_body_util::BodyExt;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{config::Config, start::Started};

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
