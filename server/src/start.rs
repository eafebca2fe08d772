//! From settings to a running backend: the private PostgreSQL if none is named, migrations, folder or bucket, mail.

use std::{error::Error, path::Path, sync::Arc};

use backend::{
    Backend, Chance, Clock, Links,
    database::{Db, private::PrivatePostgres},
    files::Files,
    insight::Tally,
    limits,
    mailer::Mailer,
    media::Darkroom,
    meters::Meters,
    sources::{Place, Source, overlaps},
    uploads,
};
use chrono::TimeDelta;

use crate::config::Config;

/// This very program, also when a newer one has been put in its place.
const PROGRAM: &str = "/proc/self/exe";

/// A backend, and what was started for it.
pub struct Started {
    /// The backend.
    pub backend: Backend,
    postgres: Option<PrivatePostgres>,
}

impl Started {
    /// Starts what `config` asks for and brings the database up to date.
    ///
    /// # Errors
    /// Whatever does not start, in words for the one at the terminal.
    pub async fn start(config: &Config) -> Result<Self, Box<dyn Error>> {
        make_private_folder(&config.data)?;
        let (url, postgres) = match &config.database_url {
            Some(url) => (url.clone(), None),
            None => {
                let postgres = PrivatePostgres::start(&config.data).await?;
                (postgres.url(), Some(postgres))
            }
        };
        let db = Db::connect(&url, config.database_connections).await?;
        db.migrate().await?;
        let mailer = match &config.smtp_url {
            Some(url) => Mailer::smtp(url, &config.mail_from, limits::MAIL_SERVER)?,
            None => Mailer::outbox(&config.mail_from)?,
        };
        // On this disk wherever photographs are kept: what comes in pieces is looked at before it becomes an object.
        let staging = config.data.join("staging");
        make_secret_folder(&staging)?;
        let files = match &config.bucket {
            Some(bucket) => Files::s3(bucket, limits::BUCKET)?,
            None => folder(config)?,
        };
        let backend = Backend {
            db,
            files,
            mailer,
            clock: Clock::System,
            chance: Chance,
            links: Links::new(&config.base_url),
            darkroom: Darkroom::with_children(PROGRAM),
            staging,
            archives: u64::from(config.archive_gb) * 1_000_000_000,
            sources: sources(config, postgres.as_ref())?,
            cold_after: (config.cold_after_days > 0).then(|| TimeDelta::days(config.cold_after_days.into())),
            tally: Tally::default(),
            meters: Meters::default(),
        };
        Ok(Self { backend, postgres })
    }

    /// Stops what was started, in order.
    pub async fn stop(self) {
        self.backend.db.close().await;
        if let Some(postgres) = self.postgres
            && let Err(error) = postgres.stop().await
        {
            tracing::error!(%error, "the private PostgreSQL did not stop");
        }
    }
}

/// Where else photographs are taken in from. What is kept in `DATA_DIR`, or in the database's folder elsewhere, is of all
/// studios: no source may lie there.
fn sources(config: &Config, postgres: Option<&PrivatePostgres>) -> Result<Arc<[Source]>, Box<dyn Error>> {
    let mut kept = vec![std::fs::canonicalize(&config.data)?];
    kept.extend(postgres.map(|postgres| postgres.folder().to_owned()));
    for settings in &config.sources {
        let Place::Folder(path) = &settings.place else { continue };
        match std::fs::canonicalize(path) {
            Ok(path) if overlaps(&path, &kept) => {
                let name = &settings.name;
                return Err(
                    format!("the source {name}: DATA_DIR or the database lies in its folder, or it in there").into()
                );
            }
            Ok(_) => {}
            // It may be of a machine that is away for a while.
            Err(error) => tracing::warn!(source = %settings.name, %error, "the folder of a source is not there"),
        }
    }
    config.sources.iter().map(|settings| Ok(Source::new(settings, limits::BUCKET, &kept)?)).collect()
}

/// The store in a folder on this machine.
///
/// # Errors
/// When it cannot be made.
pub fn folder(config: &Config) -> Result<Files, Box<dyn Error>> {
    let path = config.data.join("files");
    make_secret_folder(&path)?;
    Ok(Files::folder(&path)?)
}

/// Others on this machine have no business with photographs. The database's own user must get through to its folder.
fn make_private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new().recursive(true).mode(0o711).create(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o711))
}

/// Nobody else looks in here.
fn make_secret_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))
}

/// Removes uploads in one piece that a killed server left behind: nobody was told that they arrived. Only for the one web process of
/// this folder; other commands leave those of a running server alone.
///
/// # Errors
/// When the folder cannot be read.
pub fn clear_staging(staging: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(staging)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(uploads::may_go_on) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
