//! What the page asks the server.

#[cfg(feature = "ssr")]
use backend::insight;
use domain::{GalleryId, Period, PhotoId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{server, viewer::locale};

/// How a gallery was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsightView {
    /// The gallery's access epoch.
    pub epoch: i32,
    /// The sums of the period.
    pub figures: Figures,
    /// The points of the lines, the first first.
    pub points: Vec<Point>,
    /// How many days a point has.
    pub step: u32,
    /// The photographs with the most hearts.
    pub loved: Vec<Ranked>,
    /// Those that were opened most.
    pub opened: Vec<Ranked>,
    /// Those that were taken most.
    pub taken: Vec<Ranked>,
    /// The days of the map, in words.
    pub heat_days: Vec<String>,
    /// Its rows.
    pub heat: Vec<HeatRow>,
}

/// What visitors did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Looks at the gallery.
    pub views: i64,
    /// Browsers, each once a day.
    pub visitors: i64,
    /// Hearts.
    pub hearts: i64,
    /// Photographs on other lists.
    pub picks: i64,
    /// What they wrote.
    pub comments: i64,
    /// Downloads they began.
    pub downloads: i64,
}

/// A point of the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its first day, in words.
    pub day: String,
    /// What there was.
    pub figures: Figures,
}

/// A photograph in a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Which.
    pub photo: PhotoId,
    /// What it is called.
    pub name: String,
    /// How often.
    pub count: i64,
}

/// A photograph in the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatRow {
    /// Which.
    pub photo: PhotoId,
    /// What it is called.
    pub name: String,
    /// How often it was opened, day by day.
    pub openings: Vec<i32>,
}

/// How a gallery was looked at in a period that ends today.
#[server(name = GalleryInsight, prefix = "/api", endpoint = "dashboard/insight", input = GetUrl)]
pub async fn insight(gallery: GalleryId, period: Period) -> Result<InsightView, AppError> {
    Ok(server::backend()?.insight().read(&server::viewer(), gallery, period).await?.into())
}

impl Figures {
    /// Whether there was nothing at all.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(feature = "ssr")]
impl std::ops::AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.views += other.views;
        self.visitors += other.visitors;
        self.hearts += other.hearts;
        self.picks += other.picks;
        self.comments += other.comments;
        self.downloads += other.downloads;
    }
}

/// Days in a point: more than a few months are weeks, more than a few years are months.
#[cfg(feature = "ssr")]
fn step(days: usize) -> usize {
    match days {
        0..=120 => 1,
        121..=840 => 7,
        _ => 30,
    }
}

#[cfg(feature = "ssr")]
impl From<insight::Insight> for InsightView {
    fn from(found: insight::Insight) -> Self {
        let step = step(found.days.len());
        let words = |day| domain::format::date(locale(), day);
        let point = |days: &[insight::Day]| {
            let mut figures = Figures::default();
            for day in days {
                figures += day.figures.into();
            }
            Point { day: days.first().map(|day| words(day.day)).unwrap_or_default(), figures }
        };
        let ranked = |ranked: Vec<insight::Ranked>| ranked.into_iter().map(Into::into).collect();
        let heat = found.heat.into_iter();
        Self {
            epoch: found.epoch,
            figures: found.figures.into(),
            points: found.days.chunks(step).map(point).collect(),
            step: u32::try_from(step).unwrap_or(u32::MAX),
            loved: ranked(found.loved),
            opened: ranked(found.opened),
            taken: ranked(found.taken),
            heat_days: found.heat_from.iter_days().take(HEAT_DAYS).map(words).collect(),
            heat: heat.map(|row| HeatRow { photo: row.photo, name: row.file_name, openings: row.openings }).collect(),
        }
    }
}

#[cfg(feature = "ssr")]
const HEAT_DAYS: usize = backend::limits::HEAT_DAYS.unsigned_abs() as usize;

#[cfg(feature = "ssr")]
impl From<insight::Ranked> for Ranked {
    fn from(ranked: insight::Ranked) -> Self {
        Self { photo: ranked.photo, name: ranked.file_name, count: ranked.count }
    }
}

#[cfg(feature = "ssr")]
impl From<insight::Figures> for Figures {
    fn from(figures: insight::Figures) -> Self {
        let insight::Figures { views, visitors, hearts, picks, comments, downloads } = figures;
        Self { views, visitors, hearts, picks, comments, downloads }
    }
}
