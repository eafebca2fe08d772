//! The studio opens a list again that was sent.

use domain::{GalleryId, Need, Role, SubmissionId, Viewer};
use serde_json::json;

use super::{Choices, queries};
use crate::{audit, error::Result, galleries::access, live};

impl Choices<'_> {
    /// Opens a list that was sent, so that its visitor may change it and send it anew. Open already, it stays so.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn reopen(&self, viewer: &Viewer, gallery: GalleryId, submission: SubmissionId) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let Some((list, visitor)) = queries::reopen(&mut found.tx, gallery, submission, now).await? else {
            return Ok(());
        };
        let detail = json!({ "list": list, "visitor": visitor });
        let entry = audit::Entry { action: "choices.reopen", subject: submission.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce_lists(&mut found.tx, found.studio, gallery, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}
