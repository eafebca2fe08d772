//! What the grid of photographs asks the server.

#[cfg(feature = "ssr")]
use backend::photos::{Exposure, PhotoDetails, PhotoFilter, StudioPhoto, Tally};
use domain::{Cursor, Flag, GalleryId, ListId, PhotoId, PhotoState, SetId, Stars};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use super::asked::Only;
use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{server, viewer::boot};

/// Some of the photographs, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotosView {
    /// In order.
    pub photos: Vec<PhotoView>,
    /// What to ask for next.
    pub next: Option<Cursor>,
}

/// A photograph in the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoView {
    /// Which.
    pub id: PhotoId,
    /// What it was called when it came.
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
    /// Why its sizes could not be made, as a word; empty when they could.
    pub failure: String,
    /// How many visitors hearted it.
    pub hearts: i64,
    /// `14:05`, or nothing.
    pub time: String,
    /// The set it is in.
    pub set: Option<SetId>,
    /// Kept from visitors.
    pub hidden: bool,
    /// Whether it is taken or left.
    pub flag: Flag,
    /// How good it is.
    pub stars: Stars,
    /// What photographs are ordered by before their names: the position of the set and the place in it, as text to compare.
    pub sort: String,
}

/// What is known of a photograph. Texts are empty where nothing is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetailsView {
    /// What it was called when it came.
    pub name: String,
    /// The size of the file.
    pub bytes: i64,
    /// Width and height in pixels, once known.
    pub size: Option<(u32, u32)>,
    /// `16 May 2026, 18:30`.
    pub taken: String,
    /// Maker and model.
    pub camera: String,
    /// The lens, as it calls itself.
    pub lens: String,
    /// `1/250 s`, `f/2.8`, `ISO 400`, `85 mm`.
    pub exposure: Vec<String>,
    /// A short name.
    pub title: String,
    /// What is to be seen, in one or several lines.
    pub caption: String,
    /// What it is found by.
    pub keywords: Vec<String>,
    /// Who took it.
    pub creator: String,
    /// Whose it is.
    pub copyright: String,
    /// Stars, of five; 0 when nobody gave any.
    pub rating: u8,
    /// City and country.
    pub place: Vec<String>,
    /// Latitude and longitude in degrees, north and east positive.
    pub coordinates: Option<(f64, f64)>,
}

/// Some of a gallery's photographs after a place. An empty `after` is the beginning.
#[server(name = ListPhotos, prefix = "/api", endpoint = "dashboard/photos", input = GetUrl)]
pub async fn photos(gallery: GalleryId, after: String, #[server(default)] only: Only) -> Result<PhotosView, AppError> {
    let (backend, filter) = (server::backend()?, PhotoFilter::from(only));
    let page = backend.photos().find(&server::viewer(), gallery, &filter, after.parse::<Cursor>().ok()).await?;
    Ok(PhotosView { photos: page.photos.into_iter().map(PhotoView::from).collect(), next: page.next })
}

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetsView {
    /// Days: `2026-09-12`, and in words.
    pub days: Vec<(String, String)>,
    /// Cameras.
    pub cameras: Vec<String>,
    /// Lists, their names and how many photographs are on each.
    pub lists: Vec<(ListId, String, i64)>,
    /// How many are picked.
    pub picks: i64,
    /// How many are rejected.
    pub rejects: i64,
    /// How many have one star or more, two or more, and so on.
    pub stars: [i64; 5],
    /// How many a visitor hearted.
    pub liked: i64,
    /// How many something was written about.
    pub commented: i64,
}

/// The days, cameras and lists of a gallery's photographs, and how many are sorted how.
#[server(name = PhotoFacets, prefix = "/api", endpoint = "dashboard/photo_facets", input = GetUrl)]
pub async fn photo_facets(gallery: GalleryId) -> Result<FacetsView, AppError> {
    let backend = server::backend()?;
    let facets = backend.photos().facets(&server::viewer(), gallery).await?;
    let locale = boot().locale;
    let days = facets.days.into_iter().map(|day| (day.to_string(), domain::format::date(locale, day))).collect();
    let lists = facets.lists.into_iter().map(|list| (list.list, list.name, list.photos)).collect();
    let Tally { picks, rejects, stars, .. } = facets.tally;
    Ok(FacetsView {
        days,
        cameras: facets.cameras,
        lists,
        picks,
        rejects,
        stars,
        liked: facets.liked,
        commented: facets.commented,
    })
}

/// Just these photographs; those in the trash are left out.
#[server(name = SomePhotos, prefix = "/api", endpoint = "dashboard/some_photos", input = Json)]
pub async fn some_photos(gallery: GalleryId, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, AppError> {
    let backend = server::backend()?;
    let photos = backend.photos().some(&server::viewer(), gallery, &photos).await?;
    Ok(photos.into_iter().map(PhotoView::from).collect())
}

/// All that is known of one photograph.
#[server(name = DescribePhoto, prefix = "/api", endpoint = "dashboard/photo_details", input = GetUrl)]
pub async fn photo_details(gallery: GalleryId, photo: PhotoId) -> Result<DetailsView, AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().details(&server::viewer(), gallery, photo).await?.into())
}

/// Puts photographs into the trash.
#[server(name = TrashPhotos, prefix = "/api", endpoint = "dashboard/trash_photos", input = Json)]
pub async fn trash_photos(gallery: GalleryId, photos: Vec<PhotoId>) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().trash(&server::viewer(), gallery, &photos).await?)
}

/// Takes photographs out of the trash.
#[server(name = RestorePhotos, prefix = "/api", endpoint = "dashboard/restore_photos", input = Json)]
pub async fn restore_photos(gallery: GalleryId, photos: Vec<PhotoId>) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().restore(&server::viewer(), gallery, &photos).await?)
}

/// Has the sizes of a failed photograph made once more.
#[server(name = RetryPhoto, prefix = "/api", endpoint = "dashboard/retry_photo", input = Json)]
pub async fn retry_photo(gallery: GalleryId, photo: PhotoId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().retry(&server::viewer(), gallery, photo).await?)
}

#[cfg(feature = "ssr")]
impl From<Only> for PhotoFilter {
    fn from(only: Only) -> Self {
        Self {
            trash: only.trash,
            set: only.set,
            search: only.search,
            // What is no day was typed into the address.
            day: domain::parse_day(&only.day).unwrap_or_default(),
            camera: only.camera,
            state: only.state.parse().ok(),
            hidden: only.hidden,
            liked: only.liked,
            list: only.list,
            commented: only.commented,
            flag: only.flag.parse().ok(),
            stars: only.stars,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<StudioPhoto> for PhotoView {
    fn from(photo: StudioPhoto) -> Self {
        Self {
            id: photo.id,
            name: photo.file_name,
            width: photo.width.unwrap_or_default(),
            height: photo.height.unwrap_or_default(),
            placeholder: photo.placeholder,
            tone: photo.dominant_color,
            state: photo.state,
            failure: photo.failure.unwrap_or_default(),
            hearts: photo.hearts,
            time: photo.taken_at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default(),
            set: photo.set,
            hidden: photo.hidden,
            flag: photo.flag,
            stars: photo.stars,
            sort: photo.sort_key.iter().fold(format!("{:010}.", photo.set_place), |mut text, byte| {
                // Writing to a String cannot fail.
                let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
                text
            }),
        }
    }
}

#[cfg(feature = "ssr")]
impl From<PhotoDetails> for DetailsView {
    fn from(details: PhotoDetails) -> Self {
        use domain::format::date;

        let (locale, exposure, words) = (boot().locale, details.exposure, details.words);
        let taken = details.taken_at.map(|at| format!("{}, {}", date(locale, at.date()), at.format("%H:%M")));
        Self {
            name: details.file_name,
            bytes: details.bytes,
            size: details.size,
            taken: taken.unwrap_or_default(),
            camera: details.camera.unwrap_or_default(),
            exposure: exposure_words(&exposure),
            lens: exposure.lens.unwrap_or_default(),
            title: words.title.unwrap_or_default(),
            caption: words.caption.unwrap_or_default(),
            keywords: words.keywords,
            creator: words.creator.unwrap_or_default(),
            copyright: words.copyright.unwrap_or_default(),
            rating: words.rating.unwrap_or_default(),
            place: [words.city, words.country].into_iter().flatten().collect(),
            coordinates: details.gps,
        }
    }
}

/// `1/250 s`, `f/2.8`, `ISO 400`, `85 mm`, as far as the camera says.
#[cfg(feature = "ssr")]
pub fn exposure_words(exposure: &Exposure) -> Vec<String> {
    use domain::format::{decimal, shutter};

    let locale = boot().locale;
    let numbers = [
        exposure.exposure_time.map(|seconds| shutter(locale, seconds)),
        exposure.f_number.map(|number| format!("f/{}", decimal(locale, number))),
        exposure.iso.map(|iso| format!("ISO {iso}")),
        exposure.focal_length.map(|length| format!("{} mm", decimal(locale, length))),
    ];
    numbers.into_iter().flatten().collect()
}
