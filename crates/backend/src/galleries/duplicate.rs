//! A second gallery like one there is.

use domain::{AccessCode, DownloadPin, GalleryId, LinkToken, Need, PhotoId, Role, Title, Viewer, problem::Check};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    audit,
    error::{Error, Result},
    photos,
};

impl Galleries<'_> {
    /// Makes a draft with the words, look, sets, order, clocks and lists of a gallery and with what visitors may do in it,
    /// and with its photographs if they are wanted. It asks for the same, the password included; it has a link, codes and a
    /// PIN of its own, no end, and nothing of what visitors left.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `title`.
    pub async fn duplicate(&self, viewer: &Viewer, id: GalleryId, title: &str, with_photos: bool) -> Result<GalleryId> {
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let mut check = Check::default();
        let title = check.field("title", title.parse::<Title>());
        let title = check.finish(title).map_err(Error::Invalid)?;
        let (studio, now, chance) = (found.studio, self.0.clock.now(), self.0.chance);
        let new = GalleryId(chance.id(now));
        let secrets = queries::Secrets {
            token: LinkToken::from_random(chance.bytes()),
            code: AccessCode::from_random(|bound| chance.below(bound)),
        };
        let pin = DownloadPin::from_random(|bound| chance.below(bound));
        let client_code = AccessCode::from_random(|bound| chance.below(bound));
        queries::duplicate(&mut found.tx, (id, new), &title, (&secrets, &pin, &client_code), now).await?;
        for set in queries::set_ids(&mut found.tx, id).await? {
            queries::duplicate_set(&mut found.tx, (set, chance.id(now)), new, now).await?;
        }
        for list in queries::list_ids(&mut found.tx, id).await? {
            queries::duplicate_list(&mut found.tx, (list, chance.id(now)), new, now).await?;
        }
        let mut copied = 0;
        if with_photos {
            let photos: Vec<PhotoId> = queries::seen_ids(&mut found.tx, id).await?;
            copied = photos::copy_within(self.0, &mut found.tx, studio, &photos, new).await?.len();
            queries::place_alike(&mut found.tx, (id, new)).await?;
        }
        let detail = json!({ "of": id, "title": title.as_str(), "photos": copied });
        let entry = audit::Entry { action: "gallery.duplicate", subject: new.0, detail, viewer };
        audit::write(&mut found.tx, studio, now, entry).await?;
        found.tx.commit().await?;
        Ok(new)
    }
}
