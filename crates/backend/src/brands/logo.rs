//! The logo: taken, taken away, handed out.

use bytes::Bytes;
use domain::{Need, Role, Viewer};
use serde_json::json;

use super::{BrandLogo, Brands, queries};
use crate::{
    audit,
    error::{Error, Result},
    files, jobs,
    media::LogoPlace,
    watermarks::{DeleteLogo, own_studio, take_logo},
};

impl Brands<'_> {
    /// Takes a file as the studio's logo, in the place of the one there is.
    ///
    /// # Errors
    /// Refused below admin; [`Error::TooLarge`] and [`Error::File`] when it is no picture that can be one.
    pub async fn set_logo(&self, viewer: &Viewer, file: Bytes) -> Result<()> {
        Need::Studio(Role::Admin).check(viewer, None)?;
        let studio = own_studio(viewer)?;
        let (name, logo) = take_logo(self.0, studio, file, LogoPlace::Page).await?;
        self.replace(viewer, Some(BrandLogo { name, width: logo.width, height: logo.height })).await
    }

    /// Takes the studio's logo away: the name stands everywhere. Repeated, it does nothing.
    ///
    /// # Errors
    /// Refused below admin.
    pub async fn remove_logo(&self, viewer: &Viewer) -> Result<()> {
        Need::Studio(Role::Admin).check(viewer, None)?;
        self.replace(viewer, None).await
    }

    /// The bytes of the logo of this name, a WebP. For anybody.
    ///
    /// # Errors
    /// Not found when it is no studio's, or no longer.
    pub async fn logo(&self, name: &str) -> Result<Bytes> {
        if !name.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return Err(Error::NOT_FOUND);
        }
        let studio = queries::studio_of(&mut *self.0.db.glance().await?, name).await?.ok_or(Error::NOT_FOUND)?;
        self.0.files.read(&files::logo(studio, name)).await?.ok_or(Error::NOT_FOUND)
    }

    async fn replace(&self, viewer: &Viewer, logo: Option<BrandLogo>) -> Result<()> {
        let (studio, now) = (own_studio(viewer)?, self.0.clock.now());
        let mut tx = self.0.db.studio(studio).await?;
        let former = queries::set_logo(&mut tx, logo.as_ref()).await?;
        if former.is_none() && logo.is_none() {
            return Ok(());
        }
        if let Some(secret) = former {
            jobs::enqueue(&mut tx, &DeleteLogo { studio, secret }, None).await?;
        }
        let entry = match logo {
            Some(logo) => {
                let detail = json!({ "width": logo.width, "height": logo.height });
                audit::Entry { action: "studio.brand", subject: studio.0, detail, viewer }
            }
            None => audit::Entry { action: "studio.no_brand", subject: studio.0, detail: json!({}), viewer },
        };
        audit::write(&mut tx, studio, now, entry).await?;
        Ok(tx.commit().await?)
    }
}
