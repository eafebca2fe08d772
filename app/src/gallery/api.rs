//! What the gallery asks of the server.

use domain::{DownloadPolicy, GalleryId, GateStep, ListId, Look, PhotoId, Standing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::{error::AppError, ui::LogoView};

/// What a link shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitView {
    /// Whose gallery it is.
    pub studio: String,
    /// What stands in the place of its name.
    pub logo: Option<LogoView>,
    /// What is behind.
    pub door: DoorView,
}

/// How the gallery stands to this visitor. Only an open one tells anything of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DoorView {
    /// The studio is not done yet.
    NotPublished,
    /// Its time is over.
    Ended,
    /// It wants something first: its code, say.
    Locked(GateStep),
    /// Come in.
    Open(Box<GalleryView>),
}

/// A gallery one may look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GalleryView {
    /// Which; part of the addresses of its pictures.
    pub id: GalleryId,
    /// Part of the addresses too.
    pub epoch: i32,
    /// Its name.
    pub title: String,
    /// What to read above the photographs.
    pub description: String,
    /// The day it was taken, for machines and in the page's language.
    pub date: Option<(String, String)>,
    /// How many photographs there are.
    pub count: u32,
    /// The sets in which there are any, in order.
    pub sets: Vec<SetView>,
    /// What stands for it; its tone is empty.
    pub cover: Option<TileView>,
    /// What matters in the cover, in percent from the left and from above.
    pub focus: (u8, u8),
    /// How it looks.
    pub look: Look,
    /// The first photographs.
    pub page: PageView,
    /// The photograph the address names, if it is there.
    pub place: Option<PlaceView>,
    /// What of it may be taken along.
    pub downloads: DownloadPolicy,
    /// What is for the client alone is seen too.
    pub client: bool,
    /// The absolute address of its cover, where the link alone leads in.
    pub card: Option<String>,
    /// Its pictures have a mark until the studio releases them.
    pub proofing: bool,
    /// How it stands, when a member of its studio is looking.
    pub own: Option<Standing>,
}

/// A set of a gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetView {
    /// Its position, from 1.
    pub place: i32,
    /// Its name.
    pub name: String,
    /// How many photographs there are.
    pub count: u32,
}

/// Some photographs, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageView {
    /// The photographs.
    pub photos: Vec<TileView>,
    /// What to ask for next.
    pub next: Option<String>,
}

/// A photograph in the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TileView {
    /// Which.
    pub id: PhotoId,
    /// What it was called.
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A data URL of a few pixels, or empty.
    pub placeholder: String,
    /// `#rrggbb`, or empty.
    pub tone: String,
    /// The position of its set; 0 for none.
    pub set: i32,
}

/// A photograph and its place among the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceView {
    /// The photograph.
    pub tile: TileView,
    /// The one before.
    pub previous: Option<PhotoId>,
    /// The one after.
    pub next: Option<PhotoId>,
    /// Its place, from 1.
    pub position: u32,
}

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
mod views {
    use backend::brands::BrandLogo;
    use backend::galleries::{Door, OpenGallery, OpenSet, PhotoPage, PhotoTile, PhotoView};
    use domain::{GateStep, Refusal, format};

    use super::{DoorView, GalleryView, LogoView, PageView, PlaceView, SetView, TileView};

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

    fn count(number: i64) -> u32 {
        u32::try_from(number).unwrap_or_default()
    }

    impl From<OpenGallery> for GalleryView {
        fn from(open: OpenGallery) -> Self {
            let locale = crate::viewer::locale();
            Self {
                id: open.id,
                epoch: open.epoch,
                title: open.title,
                description: open.description,
                date: open.taken_on.map(|day| (day.to_string(), format::date(locale, day))),
                count: count(open.photos),
                sets: open.sets.into_iter().map(Into::into).collect(),
                focus: open.cover.as_ref().map_or(backend::galleries::USUAL_FOCUS, |cover| cover.focus),
                cover: open.cover.map(|cover| TileView {
                    id: cover.id,
                    name: String::new(),
                    width: cover.width,
                    height: cover.height,
                    placeholder: cover.placeholder,
                    tone: String::new(),
                    set: 0,
                }),
                look: open.look,
                page: open.page.into(),
                downloads: open.downloads,
                proofing: open.proofing,
                place: None,
                client: open.client,
                card: None,
                own: None,
            }
        }
    }

    impl From<BrandLogo> for LogoView {
        fn from(logo: BrandLogo) -> Self {
            let (width, height) = logo.shown();
            Self { source: crate::paths::brand(&logo.name), width, height }
        }
    }

    impl From<OpenSet> for SetView {
        fn from(set: OpenSet) -> Self {
            Self { place: set.place, name: set.name, count: count(set.photos) }
        }
    }

    impl From<PhotoPage> for PageView {
        fn from(page: PhotoPage) -> Self {
            let next = page.next.map(|next| next.to_string());
            Self { photos: page.photos.into_iter().map(Into::into).collect(), next }
        }
    }

    impl From<PhotoTile> for TileView {
        fn from(tile: PhotoTile) -> Self {
            Self {
                id: tile.id,
                name: tile.file_name,
                width: tile.width,
                height: tile.height,
                placeholder: tile.placeholder,
                tone: tile.dominant_color,
                set: tile.set_place,
            }
        }
    }

    impl From<PhotoView> for PlaceView {
        fn from(view: PhotoView) -> Self {
            Self { tile: view.tile.into(), previous: view.previous, next: view.next, position: count(view.position) }
        }
    }
}

#[cfg(feature = "ssr")]
use views::{PAGE, found, shut};
