//! The studio's logo.

use bytes::Bytes;
use domain::{Need, Role, StudioId, Viewer};
use serde_json::json;

use super::{DeleteLogo, Watermarks, own_studio, queries};
use crate::{
    Backend, audit,
    error::{Error, Result},
    files, hex, jobs,
    limits::LOGO,
    media::{Logo, LogoPlace, Refused},
};

impl Watermarks<'_> {
    /// Takes a file as the studio's logo, in the place of the one there is.
    ///
    /// # Errors
    /// Refused below admin; [`Error::TooLarge`] above [`LOGO`]; [`Error::File`] when it is no picture that can be one.
    pub async fn set_logo(&self, viewer: &Viewer, file: Bytes) -> Result<()> {
        Need::Studio(Role::Admin).check(viewer, None)?;
        let (studio, now) = (own_studio(viewer)?, self.0.clock.now());
        let (secret, logo) = take(self.0, studio, file, LogoPlace::Picture).await?;
        let mut tx = self.0.db.studio(studio).await?;
        let galleries = queries::hold_with_logo(&mut tx).await?;
        if let Some(former) = queries::set_logo(&mut tx, &secret).await? {
            jobs::enqueue(&mut tx, &DeleteLogo { studio, secret: former }, None).await?;
        }
        let detail = json!({ "width": logo.width, "height": logo.height });
        let entry = audit::Entry { action: "studio.logo", subject: studio.0, detail, viewer };
        audit::write(&mut tx, studio, now, entry).await?;
        self.begin_anew(&mut tx, studio, &galleries).await?;
        Ok(tx.commit().await?)
    }

    /// The logo's bytes, a WebP.
    ///
    /// # Errors
    /// Refused to all but members; not found while there is none.
    pub async fn logo(&self, viewer: &Viewer) -> Result<Bytes> {
        Need::Studio(Role::Viewer).check(viewer, None)?;
        let studio = own_studio(viewer)?;
        let secret = queries::logo_key(&mut self.0.db.studio(studio).await?).await?.ok_or(Error::NOT_FOUND)?;
        self.0.files.read(&files::logo(studio, &secret)).await?.ok_or(Error::NOT_FOUND)
    }
}

/// Makes a logo of a file and stores it; answers with the unguessable part of its name, which is for a row to hold.
///
/// # Errors
/// [`Error::TooLarge`] above [`LOGO`]; [`Error::File`] when it is no picture that can be one.
pub(crate) async fn take(backend: &Backend, studio: StudioId, file: Bytes, place: LogoPlace) -> Result<(String, Logo)> {
    if file.len() > LOGO {
        return Err(Error::TooLarge);
    }
    let logo = backend.darkroom.take_logo(file, place).await.map_err(|refused| match refused {
        Refused::Failed { reason } => Error::internal(reason),
        refused => Error::File(refused),
    })?;
    let secret = hex(&backend.chance.bytes::<16>());
    backend.files.put(&files::logo(studio, &secret), logo.bytes.clone()).await?;
    Ok((secret, logo))
}
