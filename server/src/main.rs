//! Lumora, one program: web server, worker, and the commands to look after them.

use std::{error::Error, path::PathBuf, process::ExitCode};

use backend::media::child;
use clap::{Parser, Subcommand};

use server::{
    commands::{self, Store},
    config::Config,
    serve::{self, Parts},
    telemetry::{self, Telemetry},
    upload::{self, Place},
};

/// The platform a photography studio runs on.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Web server and worker in one process; what runs without a command
    Serve,
    /// The web server alone
    Web,
    /// The worker alone
    Work,
    /// Bring the database up to date
    Migrate,
    /// Make the demo studio, if there is none
    Seed,
    /// Print the settings that would be used, secrets hidden
    Check,
    /// Exit with 0 if the running server is ready
    Health,
    /// Compare photographs and stored files; exit with 1 if anything is missing, damaged, orphaned or lost
    Verify {
        /// Read the bytes of so many originals only, drawn by lot; the others are looked for
        #[arg(long, value_name = "N")]
        sample: Option<u32>,
        /// One JSON object a line: the findings, then what was looked at
        #[arg(long)]
        json: bool,
    },
    /// Move all photographs between the folder and the bucket; exit with 1 if any could not be moved
    ///
    /// Each is deleted where it was only after it was read back from where it is now and compared by SHA-256. Interrupted
    /// or failed, the command goes on when it is run again. Stop the server first: it looks for photographs in one place
    /// alone. Or copy with --keep while it runs, stop it, run the command again for what came meanwhile, and start the
    /// server with the settings of the other place.
    MoveFiles {
        /// Where they are to be
        #[arg(long, value_enum)]
        to: Store,
        /// Leave them where they are too
        #[arg(long)]
        keep: bool,
    },
    /// Send the photographs of a folder to a gallery; exit with 0 only if all of them are there then
    ///
    /// A token from your account page is taken from LUMORA_TOKEN. What is there already is not sent again, and what was
    /// interrupted goes on when the command is run again.
    Upload {
        /// Where they are; folders in it are looked through too
        folder: PathBuf,
        /// The gallery: its identity, or its address in the dashboard
        #[arg(long)]
        gallery: String,
        /// Where the server is, as in https://photos.example.com; needless with the gallery's address
        #[arg(long, value_name = "URL")]
        server: Option<String>,
    },
    /// Develop one photograph that comes by standard input; the worker starts this for each
    #[command(name = child::COMMAND, hide = true)]
    DevelopChild,
    /// List the studios: the identity and the name of each, as settings of sources want them
    Studios,
    /// Give a person the operator's pages
    Operator {
        /// Their e-mail address
        email: String,
        /// Take them away instead
        #[arg(long)]
        revoke: bool,
    },
}

fn main() -> ExitCode {
    let command = Arguments::parse().command.unwrap_or(Command::Serve);
    if let Command::DevelopChild = command {
        return child::run();
    }
    // Who speaks TLS takes the cryptography of the process. This is the first who says which; else it would be an error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Rendering pages must go on while a database answer is awaited, also on a machine with one core.
    let threads = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run(command)),
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("lumora: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Box<dyn Error>> {
    if let Command::Check = command {
        telemetry::log();
        return Ok(commands::check());
    }
    if let Command::Upload { folder, gallery, server } = command {
        telemetry::log();
        let place = Place::parse(&gallery, server.as_deref())?;
        return upload::run(&folder, place, &upload::token_of_environment()?).await;
    }
    let config = Config::read()?;
    let telemetry = Telemetry::start(&config)?;
    let outcome = obey(command, config).await;
    telemetry.stop().await;
    outcome
}

async fn obey(command: Command, config: Config) -> Result<ExitCode, Box<dyn Error>> {
    match command {
        Command::Serve => serve::run(config, Parts { web: true, work: true }).await?,
        Command::Web => serve::run(config, Parts { web: true, work: false }).await?,
        Command::Work => serve::run(config, Parts { web: false, work: true }).await?,
        Command::Migrate => commands::migrate(config).await?,
        Command::Seed => commands::seed(config).await?,
        Command::Studios => commands::studios(config).await?,
        Command::Operator { email, revoke } => commands::operator(config, &email, !revoke).await?,
        Command::Verify { sample, json } => return commands::verify(config, sample, json).await,
        Command::MoveFiles { to, keep } => return commands::move_files(config, to, keep).await,
        Command::Health => return Ok(commands::health(&config).await),
        Command::Check | Command::DevelopChild | Command::Upload { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}
