//! All of an archive is here.

use std::io::ErrorKind;

use domain::{GalleryId, ImportId, Need, Role, UploadId, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Imports, NewImport, RunImport, queries};
use crate::{
    audit, drill,
    error::{Error, Result},
    galleries::access,
    jobs, live, uploads,
};

impl Imports<'_> {
    /// Has an archive taken apart. Done again for the same upload it changes nothing.
    ///
    /// # Errors
    /// Refused to all but editors of the studio.
    pub(crate) async fn begin(&self, viewer: &Viewer, gallery: GalleryId, new: &NewImport) -> Result<ImportId> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let person = viewer.person.as_ref().ok_or(Error::NOT_FOUND)?.id;
        let (id, now, studio) = (ImportId(new.upload.0), self.0.clock.now(), found.studio);
        let row = queries::New { id, studio, gallery, person, source: &viewer.source, archive: new, now };
        if queries::insert(&mut found.tx, &row).await? {
            uploads::queries::set_import(&mut found.tx, new.upload, id).await?;
            jobs::enqueue(&mut found.tx, &RunImport { studio, import: id }, None).await?;
            let detail = json!({ "gallery": gallery, "file_name": new.name });
            let entry = audit::Entry { action: "import.begin", subject: id.0, detail, viewer };
            audit::write(&mut found.tx, studio, now, entry).await?;
            live::announce(&mut found.tx, studio, gallery, GalleryEvent::GalleryChanged, now).await?;
            found.tx.commit().await?;
        }
        self.take_over(id).await;
        drill::reach("imports::begun");
        Ok(id)
    }

    /// Calls an archive its own, so that it does not go with the upload, which is forgotten after a while. Only once: whoever
    /// asks after the upload later may leave an empty file of its name.
    pub(super) async fn take_over(&self, id: ImportId) {
        let (part, path) = (self.0.uploads().part(UploadId(id.0)), self.path(id));
        if tokio::fs::try_exists(&path).await.unwrap_or(true) {
            return;
        }
        if let Err(error) = tokio::fs::rename(part, path).await
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, "an archive keeps its former name for now");
        }
    }
}
