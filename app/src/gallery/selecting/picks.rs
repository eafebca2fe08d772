//! Which photographs are selected.

use std::collections::BTreeSet;

use domain::PhotoId;
use leptos::prelude::*;

use super::super::{album::Album, device};

/// What is selected while the mode lasts.
#[derive(Clone, Copy)]
pub struct Picks {
    album: Album,
    /// The photographs.
    pub chosen: RwSignal<BTreeSet<PhotoId>>,
    /// The one pressed last: where a range begins.
    from: StoredValue<Option<PhotoId>>,
    /// All are wanted, also those still to be loaded.
    all: RwSignal<bool>,
}

impl Picks {
    /// Begins with this one, and shows in the grid what is selected.
    pub fn new(album: Album, first: Option<PhotoId>) -> Self {
        let picks = Self {
            album,
            chosen: RwSignal::new(first.into_iter().collect()),
            from: StoredValue::new(first),
            all: RwSignal::new(false),
        };
        Effect::new(move |before: Option<BTreeSet<PhotoId>>| {
            let now = picks.chosen.get();
            for photo in before.unwrap_or_default().symmetric_difference(&now) {
                device::tick(*photo, now.contains(photo));
            }
            now
        });
        Effect::new(move |_| {
            album.tiles.track();
            // What came is drawn first.
            request_animation_frame(move || {
                picks.chosen.try_with_untracked(device::tick_all);
            });
        });
        Effect::new(move |_| picks.fetch_all());
        on_cleanup(device::untick_all);
        picks
    }

    /// Whether nothing is selected, also when the bar is being taken away.
    pub fn none(self) -> bool {
        self.chosen.try_with(BTreeSet::is_empty).unwrap_or(true)
    }

    /// Selects one, or takes it out again; with `range`, all from the one pressed last.
    pub fn press(self, photo: PhotoId, range: bool) {
        self.all.set(false);
        let from = self.from.get_value().filter(|_| range);
        self.from.set_value(Some(photo));
        let Some(from) = from else {
            return self.chosen.update(|chosen| {
                if !chosen.remove(&photo) {
                    chosen.insert(photo);
                }
            });
        };
        let shown = untrack(|| self.shown());
        self.chosen.update(|chosen| chosen.extend(between(&shown, from, photo)));
    }

    /// Selects all that are shown.
    pub fn take_all(self) {
        self.all.set(true);
    }

    /// Selects none.
    pub fn clear(self) {
        self.all.set(false);
        self.from.set_value(None);
        self.chosen.update(BTreeSet::clear);
    }

    /// While all are wanted, those to come are loaded and selected too.
    fn fetch_all(self) {
        if !self.all.get() {
            return;
        }
        let shown = self.shown();
        self.chosen.update(|chosen| chosen.extend(shown));
        let album = self.album;
        let more = album.next.with(Option::is_some) && album.kept.with(Option::is_none);
        if more && !album.loading.get() && album.problem.with(Option::is_none) {
            album.load_more(false);
        }
    }

    /// What is shown, in order.
    fn shown(self) -> Vec<PhotoId> {
        let album = self.album;
        album.tiles.with(|tiles| tiles.iter().map(|tile| tile.id).filter(|photo| album.shows(*photo)).collect())
    }
}

/// Those from one to the other, in whichever order they stand.
fn between(shown: &[PhotoId], from: PhotoId, to: PhotoId) -> impl Iterator<Item = PhotoId> {
    let at = |photo| shown.iter().position(|other| *other == photo);
    let end = at(to);
    let (start, end) = (at(from).or(end), end);
    let range = start.zip(end).map(|(start, end)| start.min(end)..=start.max(end));
    range.into_iter().flatten().map(move |at| shown[at])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_range_has_both_its_ends_in_either_direction() {
        let all: Vec<_> = (0..9).map(|number| PhotoId(Uuid::from_u128(number))).collect();
        let range = |from: usize, to: usize| between(&all, all[from], all[to]).collect::<Vec<_>>();
        assert_eq!(range(2, 4), all[2..=4]);
        assert_eq!(range(4, 2), all[2..=4]);
        assert_eq!(range(3, 3), all[3..=3]);
        let gone = PhotoId(Uuid::from_u128(99));
        assert_eq!(between(&all, gone, all[5]).collect::<Vec<_>>(), all[5..=5], "it is not shown any more");
        assert_eq!(between(&all, all[5], gone).count(), 0);
    }
}
