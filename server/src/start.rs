//! From settings to a running backend: the private PostgreSQL if none is named, migrations, files, mail.

use std::{error::Error, path::Path};

use backend::{
    Backend, Chance, Clock, Links,
    database::{Db, private::PrivatePostgres},
    files::Files,
    mailer::Mailer,
};

use crate::config::Config;

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
            Some(url) => Mailer::smtp(url, &config.mail_from)?,
            None => Mailer::outbox(&config.mail_from)?,
        };
        let staging = config.data.join("staging");
        clear_staging(&staging)?;
        let backend = Backend {
            db,
            files: Files::folder(&config.data.join("files"))?,
            mailer,
            clock: Clock::System,
            chance: Chance,
            links: Links::new(&config.base_url),
            staging,
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

/// Others on this machine have no business with photographs. The database's own user must get through to its folder.
fn make_private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new().recursive(true).mode(0o711).create(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o711))
}

/// Uploads that a stopped or killed process left behind: nobody was told that they arrived.
fn clear_staging(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}
