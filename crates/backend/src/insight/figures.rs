//! What the studio sees of how a gallery is looked at.

use chrono::{Days, NaiveDate};
use domain::{GalleryId, Need, Period, PhotoId, Role, Viewer};

use super::{Insights, queries};
use crate::{error::Result, galleries::access, limits::HEAT_DAYS};

/// How a gallery is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insight {
    /// The gallery's access epoch, part of the addresses of its pictures.
    pub epoch: i32,
    /// The sums of all days.
    pub figures: Figures,
    /// Every day of the period, the first first.
    pub days: Vec<Day>,
    /// The photographs with the most hearts.
    pub loved: Vec<Ranked>,
    /// Those that were opened most.
    pub opened: Vec<Ranked>,
    /// Those that were taken most, by themselves and not with the whole gallery.
    pub taken: Vec<Ranked>,
    /// The first day of the map of attention, which ends today whatever the period.
    pub heat_from: NaiveDate,
    /// The map: the photographs that were opened most in its days.
    pub heat: Vec<HeatRow>,
}

/// What visitors did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Looks at the gallery.
    pub views: i64,
    /// Browsers, each once a day.
    pub visitors: i64,
    /// Hearts given that are still there.
    pub hearts: i64,
    /// Photographs on other lists.
    pub picks: i64,
    /// What visitors wrote.
    pub comments: i64,
    /// Downloads they began.
    pub downloads: i64,
}

/// What visitors did on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// In the studio's time zone.
    pub day: NaiveDate,
    /// What.
    pub figures: Figures,
}

/// A photograph in a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Which.
    pub photo: PhotoId,
    /// What it is called.
    pub file_name: String,
    /// How often.
    pub count: i64,
}

/// A photograph in the map of attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRow {
    /// Which.
    pub photo: PhotoId,
    /// What it is called.
    pub file_name: String,
    /// How often it was opened on each day of the map.
    pub openings: Vec<i32>,
}

impl Insights<'_> {
    /// How a gallery was looked at in a period that ends today.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn read(&self, viewer: &Viewer, gallery: GalleryId, period: Period) -> Result<Insight> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let (epoch, tx) = (found.epoch, &mut found.tx);
        let queries::Span { made, today, time_zone } = queries::span(tx, gallery, self.0.clock.now()).await?;
        let first = match period.days() {
            Some(days) => before(today, i64::from(days) - 1),
            None => made.min(today),
        };
        let mut days: Vec<Day> = first
            .iter_days()
            .take_while(|day| *day <= today)
            .map(|day| Day { day, figures: Figures::default() })
            .collect();
        let mut figures = Figures::default();
        for (day, what, count) in queries::counts(tx, gallery, (first, today), &time_zone).await? {
            let at = usize::try_from((day - first).num_days()).ok().and_then(|at| days.get_mut(at));
            if let (Some(day), Some(sum)) = (at.and_then(|day| day.figures.named(&what)), figures.named(&what)) {
                *day += count;
                *sum += count;
            }
        }
        let heat_from = before(today, HEAT_DAYS - 1);
        Ok(Insight {
            epoch,
            figures,
            days,
            loved: queries::loved(tx, gallery, (first, today), &time_zone).await?,
            opened: queries::most(tx, gallery, queries::Counted::Opened, (first, today)).await?,
            taken: queries::most(tx, gallery, queries::Counted::Taken, (first, today)).await?,
            heat_from,
            heat: queries::heat(tx, gallery, (heat_from, today)).await?,
        })
    }
}

fn before(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(day)
}

impl Figures {
    /// The one of that name.
    fn named(&mut self, what: &str) -> Option<&mut i64> {
        match what {
            "views" => Some(&mut self.views),
            "visitors" => Some(&mut self.visitors),
            "hearts" => Some(&mut self.hearts),
            "picks" => Some(&mut self.picks),
            "comments" => Some(&mut self.comments),
            "downloads" => Some(&mut self.downloads),
            _ => None,
        }
    }
}
