//! The studio's logo.

use bytes::Bytes;
use domain::{Need, Role, Viewer};
use serde_json::json;

use super::{DeleteLogo, Watermarks, own_studio, queries};
use crate::{
    audit,
    error::{Error, Result},
    files, hex, jobs,
    limits::LOGO,
    media::Refused,
};

impl Watermarks<'_> {
    /// Takes a file as the studio's logo, in the place of the one there is.
    ///
    /// # Errors
    /// Refused below admin; [`Error::TooLarge`] above [`LOGO`]; [`Error::File`] when it is no picture that can be one.
    pub async fn set_logo(&self, viewer: &Viewer, file: Bytes) -> Result<()> {
        Need::Studio(Role::Admin).check(viewer, None)?;
        let (studio, now) = (own_studio(viewer)?, self.0.clock.now());
        if file.len() > LOGO {
            return Err(Error::TooLarge);
        }
        let logo = self.0.darkroom.take_logo(file).await.map_err(|refused| match refused {
            Refused::Failed { reason } => Error::internal(reason),
            refused => Error::File(refused),
        })?;
        let secret = hex(&self.0.chance.bytes::<16>());
        self.0.files.put(&files::logo(studio, &secret), logo.bytes).await?;
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
