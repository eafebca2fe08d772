//! Another watermark, for one gallery or for all that have none of their own.

use domain::{
    GalleryId, Mark, MarkText, Need, Role, Viewer, Watermark,
    live::GalleryEvent,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{MarkGallery, WatermarkForm, Watermarks, own_studio, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access,
    jobs, live,
};

impl Watermarks<'_> {
    /// Gives a gallery a watermark of its own, or the studio's again, unless it has another by now than the one this is chosen
    /// over. Answers with what it has.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Conflict`] when somebody else changed it since; [`Error::Invalid`] on the fields.
    pub async fn set(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        form: Option<&WatermarkForm>,
        over: Option<&WatermarkForm>,
    ) -> Result<Option<Watermark>> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let before = queries::of_gallery(&mut found.tx, gallery).await?;
        let new = form.map(|form| parsed(form, before.studio.logo.is_some())).transpose()?;
        if new == before.own {
            return Ok(new);
        }
        if before.own.as_ref().map(WatermarkForm::from).as_ref() != over {
            return Err(Error::Conflict);
        }
        queries::set_of_gallery(&mut found.tx, gallery, new.as_ref()).await?;
        let detail = json!({ "from": before.own, "to": new });
        let entry = audit::Entry { action: "gallery.watermark", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        self.begin_anew(&mut found.tx, found.studio, &[gallery]).await?;
        found.tx.commit().await?;
        Ok(new)
    }

    /// Gives the studio another watermark, unless it has another by now than the one this is chosen over. Answers with what it
    /// has.
    ///
    /// # Errors
    /// Refused below admin; [`Error::Conflict`] when somebody else changed it since; [`Error::Invalid`] on the fields.
    pub async fn set_of_studio(
        &self,
        viewer: &Viewer,
        form: &WatermarkForm,
        over: &WatermarkForm,
    ) -> Result<Watermark> {
        Need::Studio(Role::Admin).check(viewer, None)?;
        let (studio, now) = (own_studio(viewer)?, self.0.clock.now());
        let mut tx = self.0.db.studio(studio).await?;
        // Before the studio itself: who marks a photograph holds its gallery first, too.
        queries::hold_without_own(&mut tx).await?;
        let before = queries::of_studio(&mut tx).await?;
        let new = parsed(form, before.logo.is_some())?;
        if new == before.watermark {
            return Ok(new);
        }
        if WatermarkForm::from(&before.watermark) != *over {
            return Err(Error::Conflict);
        }
        queries::set_of_studio(&mut tx, &new).await?;
        let detail = json!({ "from": before.watermark, "to": new });
        let entry = audit::Entry { action: "studio.watermark", subject: studio.0, detail, viewer };
        audit::write(&mut tx, studio, now, entry).await?;
        // Those, too, that have none of their own since the first were held.
        let galleries = queries::hold_without_own(&mut tx).await?;
        self.begin_anew(&mut tx, studio, &galleries).await?;
        tx.commit().await?;
        Ok(new)
    }

    /// The marks of these galleries, which are held, are others from now on: made anew where visitors see them.
    pub(super) async fn begin_anew(
        &self,
        tx: &mut crate::database::Tx,
        studio: domain::StudioId,
        galleries: &[GalleryId],
    ) -> Result<()> {
        for gallery in queries::raise_generation(tx, galleries).await? {
            queries::renew_addresses(tx, gallery).await?;
            jobs::enqueue(tx, &MarkGallery { studio, gallery }, None).await?;
            live::announce(tx, studio, gallery, GalleryEvent::GalleryChanged, self.0.clock.now()).await?;
        }
        Ok(())
    }
}

fn parsed(form: &WatermarkForm, has_logo: bool) -> Result<Watermark> {
    let mut check = Check::default();
    let mark = match &*form.mark {
        "name" => Some(Mark::Name),
        "text" => check.field("text", form.text.parse::<MarkText>()).map(Mark::Text),
        "logo" if has_logo => Some(Mark::Logo),
        "logo" => check.field("mark", Err(Problem::NoLogo)),
        _ => check.field("mark", Err(Problem::Required)),
    };
    let shares =
        [("opacity", Watermark::OPACITY.contains(&form.opacity)), ("size", Watermark::SIZE.contains(&form.size))];
    for (field, _) in shares.into_iter().filter(|(_, good)| !good) {
        check.refuse(field, Problem::NotAShare);
    }
    let mark = check.finish(mark).map_err(Error::Invalid)?;
    Watermark::new(mark, form.place, form.opacity, form.size).map_err(|error| Error::invalid("", error.into()))
}
