//! What the gallery asks of the server.

use domain::{ListId, PhotoId};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

#[cfg(feature = "ssr")]
use super::views::{DoorView, GalleryView};
use super::views::{PageView, PlaceView, VisitView};
use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::ui::LogoView;

/// What the holder of the link `token` may know, and `photo` with it when the address names one.
#[server(name = VisitGallery, prefix = "/api", endpoint = "gallery/visit", input = GetUrl)]
pub async fn visit(
    /// Of the gallery's link.
    token: String,
    /// The photograph the address names.
    #[server(default)]
    photo: Option<PhotoId>,
) -> Result<VisitView, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    let visit = backend.galleries().visit(&viewer, &token).await?;
    let logo = visit.logo.map(LogoView::from);
    let backend::galleries::Door::Open(open) = visit.door else {
        return Ok(VisitView { studio: visit.studio_name, logo, door: shut(visit.door) });
    };
    backend.insight().viewed(&viewer, &open, &crate::server::agent());
    let place = match photo {
        Some(photo) => found(backend.galleries().photo(&viewer, &token, photo).await)?,
        None => None,
    };
    let own = if open.own { Some(backend.galleries().get(&viewer, open.id).await?.standing) } else { None };
    let card = open.by_link.then_some(open.cover.as_ref()).flatten().map(|cover| {
        let shown = domain::Shown::of(domain::RenditionKind::Medium, open.proofing);
        let picture = crate::paths::picture(open.id, open.epoch, cover.id, shown);
        format!("{}{picture}", backend.links.base())
    });
    let gallery = GalleryView { place: place.map(Into::into), own, card, ..(*open).into() };
    Ok(VisitView { studio: visit.studio_name, logo, door: DoorView::Open(Box::new(gallery)) })
}

/// The photographs that follow `after`.
#[server(name = MorePhotos, prefix = "/api", endpoint = "gallery/photos", input = GetUrl)]
pub async fn photos(
    /// Of the gallery's link.
    token: String,
    /// Where the photographs before them ended.
    after: String,
) -> Result<PageView, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    let after = after.parse().map_err(|_| backend::Error::NOT_FOUND)?;
    Ok(backend.galleries().photos(&viewer, &token, Some(after), PAGE).await?.into())
}

/// The photographs with `search` in their names, of one day or all, that follow `after`; empty, it is the beginning.
#[server(name = FindPhotos, prefix = "/api", endpoint = "gallery/find", input = GetUrl)]
pub async fn find(
    /// Of the gallery's link.
    token: String,
    /// Part of a name, or empty.
    search: String,
    /// `2026-09-12`, or empty.
    day: String,
    /// Where the photographs before them ended, or empty.
    after: String,
) -> Result<PageView, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    let day = domain::parse_day(&day).map_err(|_| backend::Error::NOT_FOUND)?;
    let after = if after.is_empty() { None } else { Some(after.parse().map_err(|_| backend::Error::NOT_FOUND)?) };
    let search = backend::galleries::PhotoSearch { name: search, day };
    Ok(backend.galleries().seek(&viewer, &token, &search, after, PAGE).await?.into())
}

/// The days on which the photographs were taken: `2026-09-12`, and in words.
#[server(name = GalleryDays, prefix = "/api", endpoint = "gallery/days", input = GetUrl)]
pub async fn days(
    /// Of the gallery's link.
    token: String,
) -> Result<Vec<(String, String)>, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    let days = backend.galleries().days(&viewer, &token).await?;
    let locale = crate::viewer::locale();
    Ok(days.into_iter().map(|day| (day.to_string(), domain::format::date(locale, day))).collect())
}

/// One photograph, for walking where the grid has not loaded yet.
#[server(name = OnePhoto, prefix = "/api", endpoint = "gallery/photo", input = GetUrl)]
pub async fn photo(
    /// Of the gallery's link.
    token: String,
    /// Which.
    photo: PhotoId,
) -> Result<PlaceView, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    Ok(backend.galleries().photo(&viewer, &token, photo).await?.into())
}

/// Lets this browser in, if the code is right; answers where to go on. `photo` is the one the address named, or empty.
#[server(name = UnlockGallery, prefix = "/api", endpoint = "gallery/unlock")]
pub async fn unlock(
    /// Of the gallery's link.
    token: String,
    /// The photograph the address names, or nothing.
    photo: String,
    /// What was typed.
    code: String,
) -> Result<String, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::known_visitor());
    backend.galleries().unlock(&viewer, &token, &code).await?;
    Ok(crate::server::proceed(&crate::paths::client_place(&token, &photo)))
}

/// The visitor's hearts, first hearts first.
#[server(name = Hearts, prefix = "/api", endpoint = "gallery/hearts", input = Json)]
pub async fn hearts(
    /// Of the gallery's link.
    token: String,
    /// Of the browser.
    key: String,
) -> Result<Vec<PhotoId>, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    Ok(backend.favorites().list(&viewer, &token, &key).await?)
}

/// Puts a photograph on a list or takes it away; answers all that is on it. Without a list it is the hearts.
#[server(name = SetHeart, prefix = "/api", endpoint = "gallery/set_heart", input = Json)]
pub async fn set_heart(
    /// Of the gallery's link.
    token: String,
    /// Of the browser.
    key: String,
    /// Which.
    photo: PhotoId,
    /// Whether it is to be on the list.
    on: bool,
    /// Which list.
    #[server(default)]
    list: Option<ListId>,
) -> Result<Vec<PhotoId>, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    Ok(backend.choices().set(&viewer, &token, &key, list, (photo, on)).await?)
}

#[cfg(feature = "ssr")]
mod ends {
    use backend::galleries::Door;
    use domain::{GateStep, Refusal};

    use super::DoorView;

    /// How many photographs come at once while one scrolls.
    pub const PAGE: i64 = 120;

    /// A door that tells nothing of what is behind.
    pub fn shut(door: Door) -> DoorView {
        match door {
            Door::NotPublished => DoorView::NotPublished,
            Door::Ended => DoorView::Ended,
            Door::Locked(step) => DoorView::Locked(step),
            Door::Open(_) => DoorView::Locked(GateStep::Code),
        }
    }

    /// A photograph that is not there is no fault of the whole page.
    pub fn found<T>(answer: Result<T, backend::Error>) -> Result<Option<T>, backend::Error> {
        match answer {
            Err(backend::Error::Refused(Refusal::NotFound)) => Ok(None),
            answer => answer.map(Some),
        }
    }
}

#[cfg(feature = "ssr")]
use ends::{PAGE, found, shut};
