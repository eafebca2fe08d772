//! What was looked at and is not written down yet.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use domain::{GalleryId, PhotoId};

use super::Quarter;
use crate::limits::COUNTED_AT_MOST;

/// Counts in memory, for so many different things as [`COUNTED_AT_MOST`]. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Mutex<Batch>>);

/// All that was counted.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Looks at a gallery, by whom; those who cannot be told apart are nobody.
    pub(super) views: HashMap<(Quarter, Option<[u8; 32]>), i32>,
    /// What was done with a photograph.
    pub(super) photos: HashMap<(Quarter, PhotoId), Touched>,
    /// Looks that found no room.
    pub(super) dropped: u64,
}

/// How often a photograph was opened and taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Touched {
    pub(super) opened: i32,
    pub(super) taken: i32,
}

impl Tally {
    pub(super) fn viewed(&self, gallery: GalleryId, visitor: Option<[u8; 32]>, now: DateTime<Utc>) {
        self.counted().view((quarter(gallery, now), visitor), 1);
    }

    /// These were opened, each once.
    pub(super) fn opened(&self, gallery: GalleryId, photos: &[PhotoId], now: DateTime<Utc>) {
        let mut counted = self.counted();
        for photo in photos {
            counted.touch((quarter(gallery, now), *photo), Touched { opened: 1, taken: 0 });
        }
    }

    /// A visitor begins to download these.
    pub(crate) fn took(&self, gallery: GalleryId, photos: &[PhotoId], now: DateTime<Utc>) {
        let mut counted = self.counted();
        for photo in photos {
            counted.touch((quarter(gallery, now), *photo), Touched { opened: 0, taken: 1 });
        }
    }

    /// All of it; it counts from nothing again.
    pub(super) fn take(&self) -> Batch {
        std::mem::take(&mut *self.counted())
    }

    /// What could not be written down is counted with what came meanwhile.
    pub(super) fn give_back(&self, batch: Batch) {
        let mut counted = self.counted();
        counted.dropped = counted.dropped.saturating_add(batch.dropped);
        for (key, views) in batch.views {
            counted.view(key, views);
        }
        for (key, touched) in batch.photos {
            counted.touch(key, touched);
        }
    }

    fn counted(&self) -> MutexGuard<'_, Batch> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Batch {
    /// How many different things there are.
    pub(super) fn len(&self) -> usize {
        self.views.len() + self.photos.len()
    }

    fn view(&mut self, key: (Quarter, Option<[u8; 32]>), views: i32) {
        if self.len() >= COUNTED_AT_MOST && !self.views.contains_key(&key) {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        let all = self.views.entry(key).or_default();
        *all = all.saturating_add(views);
    }

    fn touch(&mut self, key: (Quarter, PhotoId), touched: Touched) {
        if self.len() >= COUNTED_AT_MOST && !self.photos.contains_key(&key) {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        let all = self.photos.entry(key).or_default();
        all.opened = all.opened.saturating_add(touched.opened);
        all.taken = all.taken.saturating_add(touched.taken);
    }
}

fn quarter(gallery: GalleryId, now: DateTime<Utc>) -> Quarter {
    (gallery, now.duration_trunc(TimeDelta::minutes(15)).unwrap_or(now))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::testing::MORNING;

    #[test]
    fn there_is_an_end_to_it() {
        let (tally, gallery) = (Tally::default(), GalleryId(Uuid::from_u128(1)));
        let photos: Vec<PhotoId> =
            (0..COUNTED_AT_MOST as u128 + 5).map(|number| PhotoId(Uuid::from_u128(number))).collect();
        tally.took(gallery, &photos, MORNING);
        // What is known already is counted on.
        tally.took(gallery, &photos[..3], MORNING);
        let counted = tally.take();
        assert_eq!((counted.len(), counted.dropped), (COUNTED_AT_MOST, 5));
        assert_eq!(counted.photos.values().filter(|touched| touched.taken == 2).count(), 3);
        // What is given back finds what came meanwhile, and no more room than there is.
        tally.viewed(gallery, None, MORNING);
        tally.give_back(counted);
        let counted = tally.take();
        assert_eq!((counted.len(), counted.dropped, counted.views.len()), (COUNTED_AT_MOST, 6, 1));
        assert_eq!(tally.take().len(), 0);
    }
}
