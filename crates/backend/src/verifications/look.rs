//! What comparisons found, for operators.

use domain::{Need, Viewer};

use super::{Named, Recent, Verifications, queries};
use crate::error::Result;

impl Verifications<'_> {
    /// The comparisons of late, and what the last of them found.
    ///
    /// # Errors
    /// Refused to all but operators.
    pub async fn recent(&self, viewer: &Viewer) -> Result<Recent> {
        Need::Operator.check(viewer, None)?;
        let mut tx = self.0.db.system().await?;
        let mut recent = Recent { runs: queries::newest(&mut tx, self.0.clock.now()).await?, findings: Vec::new() };
        let Some(last) = recent.last() else { return Ok(recent) };
        let findings = queries::findings(&mut tx, last.id).await?;
        let photos = queries::names_of_photos(&mut tx, findings.iter().filter_map(|finding| finding.photo)).await?;
        let studios = queries::names_of_studios(&mut tx, findings.iter().filter_map(|finding| finding.studio)).await?;
        let named = |finding: crate::photos::Finding| {
            let (photo, gallery) = finding.photo.and_then(|photo| photos.get(&photo).cloned()).unzip();
            let studio = finding.studio.and_then(|studio| studios.get(&studio).cloned());
            Named { finding, studio, gallery, photo }
        };
        recent.findings = findings.into_iter().map(named).collect();
        Ok(recent)
    }
}
