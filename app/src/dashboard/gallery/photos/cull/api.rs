//! What sorting a gallery asks the server.

#[cfg(feature = "ssr")]
use backend::photos::{CullFilter, CullPhoto, CullWay, Tally};
use domain::{Flag, GalleryId, PhotoId, PhotoState, SetId, Stars, Verdict};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{dashboard::gallery::photos::api::exposure_words, server};

/// Which photographs are sorted; a flag is empty where none is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sift {
    /// Those of one set.
    pub set: Option<SetId>,
    /// Those with one flag, in its word.
    pub flag: String,
    /// Those with so many stars or more.
    pub stars: Stars,
    /// Those with neither.
    pub unrated: bool,
}

/// Where the window lies, seen from a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// On both sides of it.
    Around,
    /// Behind it.
    After,
    /// Before it.
    Before,
}

/// A photograph to be sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CullItem {
    /// Which.
    pub id: PhotoId,
    /// What it is called.
    pub name: String,
    /// In pixels; 0 until known.
    pub width: u32,
    /// In pixels; 0 until known.
    pub height: u32,
    /// A data URL, or nothing.
    pub placeholder: String,
    /// `#rrggbb`, or nothing.
    pub tone: String,
    /// Where it is on its way.
    pub state: PhotoState,
    /// `14:05:12`, or nothing.
    pub time: String,
    /// `1/250 s`, `f/2.8`, `ISO 400`, `85 mm`.
    pub exposure: Vec<String>,
    /// Whether it is taken or left.
    pub flag: Flag,
    /// How good it is.
    pub stars: Stars,
}

/// How the gallery as a whole is sorted, or the set that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyView {
    /// How many are taken.
    pub picks: i64,
    /// How many are left.
    pub rejects: i64,
    /// How many have neither flag nor stars.
    pub unrated: i64,
}

/// A window of photographs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CullView {
    /// In order.
    pub photos: Vec<CullItem>,
    /// Which of them is meant, counted from 0.
    pub here: u32,
    /// Whether there are others before the first.
    pub before: bool,
    /// Whether there are others behind the last.
    pub after: bool,
    /// How many stand before the first.
    pub skipped: i64,
    /// How many there are in all, of those asked for.
    pub all: i64,
    /// The bursts in the window, each whole.
    pub bursts: Vec<Vec<PhotoId>>,
    /// How the gallery is sorted, or the set.
    pub tally: TallyView,
}

/// Some of a gallery's photographs, to be sorted. Without a photograph, from the first on.
#[server(name = CullPhotos, prefix = "/api", endpoint = "dashboard/cull", input = GetUrl)]
pub async fn cull(
    gallery: GalleryId,
    #[server(default)] photo: Option<PhotoId>,
    way: Way,
    #[server(default)] only: Sift,
) -> Result<CullView, AppError> {
    let backend = server::backend()?;
    let way = match (way, photo) {
        (Way::After, Some(photo)) => CullWay::After(photo),
        (Way::Before, Some(photo)) => CullWay::Before(photo),
        (_, photo) => CullWay::Around(photo),
    };
    let page = backend.photos().cull(&server::viewer(), gallery, &only.into(), way).await?;
    let Tally { picks, rejects, unrated, .. } = page.tally;
    Ok(CullView {
        photos: page.photos.into_iter().map(CullItem::from).collect(),
        here: u32::try_from(page.here).unwrap_or_default(),
        before: page.before,
        after: page.after,
        skipped: page.skipped,
        all: page.all,
        bursts: page.bursts.into_iter().map(|burst| burst.photos).collect(),
        tally: TallyView { picks, rejects, unrated },
    })
}

/// Gives photographs flags and stars; answers with those that were not so before: what was said of them, as it was.
#[server(name = RatePhotos, prefix = "/api", endpoint = "dashboard/rate_photos", input = Json)]
pub async fn rate_photos(gallery: GalleryId, verdicts: Vec<Verdict>) -> Result<Vec<Verdict>, AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().rate(&server::viewer(), gallery, &verdicts).await?)
}

/// All photographs with a flag, or those of one set, and the sets they are in.
#[server(name = FlaggedPhotos, prefix = "/api", endpoint = "dashboard/flagged_photos", input = GetUrl)]
pub async fn flagged_photos(
    gallery: GalleryId,
    flag: Flag,
    #[server(default)] set: Option<SetId>,
) -> Result<Vec<(PhotoId, Option<SetId>)>, AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().flagged(&server::viewer(), gallery, flag, set).await?)
}

#[cfg(feature = "ssr")]
impl From<Sift> for CullFilter {
    fn from(only: Sift) -> Self {
        Self { set: only.set, flag: only.flag.parse().ok(), stars: only.stars, unrated: only.unrated }
    }
}

#[cfg(feature = "ssr")]
impl From<CullPhoto> for CullItem {
    fn from(photo: CullPhoto) -> Self {
        Self {
            id: photo.id,
            name: photo.file_name,
            width: photo.width.unwrap_or_default(),
            height: photo.height.unwrap_or_default(),
            placeholder: photo.placeholder,
            tone: photo.dominant_color,
            state: photo.state,
            time: photo.taken_at.map(|at| at.format("%H:%M:%S").to_string()).unwrap_or_default(),
            exposure: exposure_words(&photo.exposure),
            flag: photo.flag,
            stars: photo.stars,
        }
    }
}
