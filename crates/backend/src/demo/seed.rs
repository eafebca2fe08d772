//! Making the demo studio: its people and galleries at once, its pictures by the queue, so that one can watch them come.

use domain::{GalleryId, LinkToken, Password, StudioId, UserId};

use super::{
    DrawPhoto, queries,
    studio::{GALLERIES, STUDIO},
};
use crate::{
    Backend,
    accounts::password,
    error::{Error, Result},
    jobs,
};

/// How to get into the demo studio.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The owner's address.
    pub email: &'static str,
    /// Drawn at random; known to nobody else.
    pub password: String,
}

/// Whose studio it is; also the server's operator, since who tries Lumora wants to see all of it.
pub(super) const EMAIL: &str = "mirna@atelier-mirna.example";

/// Makes the demo studio; `None` when there is one already.
///
/// # Errors
/// Those of the database; nothing is left half-made.
pub async fn seed(backend: &Backend) -> Result<Option<Demo>> {
    let now = backend.clock.now();
    let password = draw_password(backend);
    let parsed = Password::parse(password.clone()).map_err(|error| Error::internal(format!("{error:?}")))?;
    let hash = password::hash(parsed).await?;
    let (user, studio) = (UserId(backend.chance.id(now)), StudioId(backend.chance.id(now)));
    let mut tx = backend.db.system().await?;
    if !queries::insert_owner(&mut tx, user, EMAIL, "Mirna", &hash, now).await? {
        return Ok(None);
    }
    queries::insert_studio(&mut tx, studio, STUDIO, user, now).await?;
    for (index, gallery) in GALLERIES.iter().enumerate() {
        let id = GalleryId(backend.chance.id(now));
        let token = LinkToken::from_random(backend.chance.bytes());
        queries::insert_gallery(&mut tx, studio, id, gallery, &token, now).await?;
        for photo in 0..gallery.count {
            let job = DrawPhoto { user, studio, gallery: id, roll: u32::try_from(index).unwrap_or_default(), photo };
            jobs::enqueue(&mut tx, &job, None).await?;
        }
    }
    tx.commit().await?;
    Ok(Some(Demo { email: EMAIL, password }))
}

/// Twelve signs that can be read off a terminal, with a letter and a digit among them.
fn draw_password(backend: &Backend) -> String {
    const SIGNS: &[u8] = b"abcdefghkmnpqrstuvwxyz23456789";
    let random: String = (0..10).map(|_| char::from(SIGNS[backend.chance.below(SIGNS.len())])).collect();
    format!("m{random}7")
}
