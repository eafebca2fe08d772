//! What the server tells of a gallery and its photographs.

use domain::{DownloadPolicy, GalleryId, GateStep, Look, PhotoId, Standing};
use serde::{Deserialize, Serialize};

use crate::ui::LogoView;

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

#[cfg(feature = "ssr")]
mod from {
    use backend::{
        brands::BrandLogo,
        galleries::{OpenGallery, OpenSet, PhotoPage, PhotoTile, PhotoView},
    };
    use domain::format;

    use super::{GalleryView, LogoView, PageView, PlaceView, SetView, TileView};

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
