//! The photographs around the one that is looked at: a window, whatever the size of the gallery. It moves along.

use std::collections::HashSet;

use domain::{Flag, GalleryId, PhotoId, SetId, Stars};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, CullItem, CullView, Sift, TallyView, Way},
    say::Said,
};
use crate::{dashboard::gallery::context::Current, error::AppError};

/// So near to its end, the window is moved.
const NEAR: usize = 20;

/// Photographs kept; those farthest away are let go.
const KEPT: usize = 240;

/// Which photographs are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All of them.
    #[default]
    All,
    /// Those with neither flag nor stars.
    Unrated,
    /// Those with one flag.
    Flag(Flag),
    /// Those with so many stars or more.
    Stars(Stars),
}

/// All that the parts of the page share.
#[derive(Clone, Copy)]
pub struct Cull {
    /// The gallery around it.
    pub current: Current,
    /// Part of the addresses of its pictures.
    pub epoch: RwSignal<i32>,
    /// The window.
    pub items: RwSignal<Vec<CullItem>>,
    /// The photograph that is looked at.
    pub at: RwSignal<Option<PhotoId>>,
    /// The one beside it, while two are compared.
    pub beside: RwSignal<Option<PhotoId>>,
    /// Whether what is said is said of the one beside it.
    pub right: RwSignal<bool>,
    /// How many stand before the window.
    pub skipped: RwSignal<i64>,
    /// How many there are, of those asked for.
    pub all: RwSignal<i64>,
    /// How the gallery is sorted, or the set.
    pub tally: RwSignal<TallyView>,
    /// The bursts in the window.
    pub bursts: RwSignal<Vec<Vec<PhotoId>>>,
    /// The first of each burst of which one alone is shown.
    pub folded: RwSignal<HashSet<PhotoId>>,
    /// Which are sorted.
    pub show: RwSignal<Show>,
    /// Whether the next one follows what is said.
    pub advances: RwSignal<bool>,
    /// Whether what becomes of them is asked.
    pub finishing: RwSignal<bool>,
    /// What was said and can be taken back.
    pub said: Said,
    /// The set that is sorted alone.
    pub set: Option<SetId>,
    /// Whether there are others before the window.
    pub before: RwSignal<bool>,
    /// Whether there are others behind it.
    pub after: RwSignal<bool>,
    fetching: StoredValue<bool>,
    /// The place one comes back to from where there is nothing.
    last: StoredValue<Option<PhotoId>>,
    /// Which window this is: answers for the one before come too late.
    count: StoredValue<u32>,
}

impl Cull {
    /// The window as it was first fetched.
    pub fn new(current: Current, epoch: i32, set: Option<SetId>, page: CullView) -> Self {
        let this = Self {
            current,
            epoch: RwSignal::new(epoch),
            items: RwSignal::new(Vec::new()),
            at: RwSignal::new(None),
            beside: RwSignal::new(None),
            right: RwSignal::new(false),
            skipped: RwSignal::new(0),
            all: RwSignal::new(0),
            tally: RwSignal::new(TallyView::default()),
            bursts: RwSignal::new(Vec::new()),
            folded: RwSignal::new(HashSet::new()),
            show: RwSignal::new(Show::All),
            advances: RwSignal::new(true),
            finishing: RwSignal::new(false),
            said: Said::default(),
            set,
            before: RwSignal::new(false),
            after: RwSignal::new(false),
            fetching: StoredValue::new(false),
            last: StoredValue::new(None),
            count: StoredValue::new(0),
        };
        this.fill(page, true);
        this
    }

    /// The gallery, once the address named one.
    pub fn gallery(self) -> Option<GalleryId> {
        self.current.id.try_get_untracked().flatten()
    }

    /// Where a photograph stands in the window.
    pub fn index(self, photo: PhotoId) -> Option<usize> {
        self.items.with(|items| items.iter().position(|item| item.id == photo))
    }

    /// The photograph that is looked at, or the one beside it.
    pub fn item(self, right: bool) -> Option<CullItem> {
        let id = if right { self.beside.get() } else { self.at.get() }?;
        self.items.with(|items| items.iter().find(|item| item.id == id).cloned())
    }

    /// The photograph of which something is said.
    pub fn focused(self) -> Option<PhotoId> {
        if self.right.get_untracked() { self.beside.get_untracked() } else { self.at.get_untracked() }
    }

    /// The burst a photograph is part of.
    pub fn burst(self, photo: PhotoId) -> Option<Vec<PhotoId>> {
        self.bursts.with(|bursts| bursts.iter().find(|burst| burst.contains(&photo)).cloned())
    }

    /// Sorts only these from here on; the place is kept.
    pub fn sift(self, show: Show) {
        self.show.set(show);
        self.beside.set(None);
        self.right.set(false);
        self.refresh();
    }

    /// Fetches the window anew around the photograph. Toasts outlive the desk: then there is none.
    pub fn refresh(self) {
        let count = self.count.try_get_value().map(|count| count + 1);
        let (Some(gallery), Some(show), Some(count)) = (self.gallery(), self.show.try_get_untracked(), count) else {
            return;
        };
        self.count.set_value(count);
        self.fetching.set_value(true);
        let at = self.at.get_untracked();
        let place = at.or(self.last.get_value());
        spawn_local(async move {
            let answer = api::cull(gallery, place, Way::Around, self.asked(show)).await;
            // Another window may be asked for by now, or nobody looks any more.
            if self.count.try_get_value() != Some(count) {
                return;
            }
            self.fetching.set_value(false);
            match answer {
                Ok(page) => self.fill(page, self.at.get_untracked() == at),
                Err(error) => self.fail(error),
            }
        });
    }

    /// Says what went wrong.
    pub fn fail(self, error: AppError) {
        self.current.problem.try_set(Some(error));
    }

    fn asked(self, show: Show) -> Sift {
        let mut sift = Sift { set: self.set, ..Sift::default() };
        match show {
            Show::All => {}
            Show::Unrated => sift.unrated = true,
            Show::Flag(flag) => flag.as_str().clone_into(&mut sift.flag),
            Show::Stars(stars) => sift.stars = stars,
        }
        sift
    }

    /// Another window; with `moves`, the photograph it was asked for is looked at.
    fn fill(self, page: CullView, moves: bool) {
        let here = page.photos.get(page.here as usize).or(page.photos.last()).map(|item| item.id);
        let stays = self.at.get_untracked().filter(|at| page.photos.iter().any(|item| item.id == *at));
        self.skipped.set(page.skipped);
        self.all.set(page.all);
        self.tally.set(page.tally);
        self.bursts.set(page.bursts);
        self.before.set(page.before);
        self.after.set(page.after);
        self.items.set(page.photos);
        if moves || stays.is_none() {
            let at = stays.or(here);
            if let Some(last) = self.at.get_untracked() {
                self.last.set_value(Some(last));
            }
            if self.at.get_untracked() != at {
                self.at.set(at);
            }
        }
        let gone = self.beside.get_untracked().is_some_and(|beside| untrack(|| self.index(beside)).is_none());
        if gone {
            self.beside.set(None);
            self.right.set(false);
        }
        self.said.again(self);
    }

    /// Moves the window when the photograph is near its end.
    pub fn follow(self) {
        let Some(here) = self.beside.get_untracked().or(self.at.get_untracked()) else { return };
        let Some(at) = untrack(|| self.index(here)) else { return };
        let count = self.items.with_untracked(Vec::len);
        if self.after.get_untracked() && at + NEAR >= count {
            self.fetch(Way::After);
        } else if self.before.get_untracked() && at < NEAR {
            self.fetch(Way::Before);
        }
    }

    fn fetch(self, way: Way) {
        let end = self.items.with_untracked(|items| match way {
            Way::Before => items.first().map(|item| item.id),
            _ => items.last().map(|item| item.id),
        });
        let (Some(gallery), Some(end), false) = (self.gallery(), end, self.fetching.get_value()) else { return };
        self.fetching.set_value(true);
        let (count, show) = (self.count.get_value(), self.show.get_untracked());
        spawn_local(async move {
            let answer = api::cull(gallery, Some(end), way, self.asked(show)).await;
            if self.count.try_get_value() != Some(count) {
                return;
            }
            self.fetching.set_value(false);
            match answer {
                Ok(page) => self.grow(page, way),
                Err(error) => self.fail(error),
            }
        });
    }

    fn grow(self, page: CullView, way: Way) {
        let forward = way == Way::After;
        let known: HashSet<PhotoId> = self.items.with_untracked(|items| items.iter().map(|item| item.id).collect());
        let new: Vec<CullItem> = page.photos.into_iter().filter(|item| !known.contains(&item.id)).collect();
        self.all.set(page.all);
        self.tally.set(page.tally);
        self.bursts.update(|bursts| {
            for burst in page.bursts {
                bursts.retain(|old| !old.iter().any(|photo| burst.contains(photo)));
                bursts.push(burst);
            }
        });
        // The one that others are compared with stays, however far they are.
        let at = self.at.get_untracked();
        let place = |items: &[CullItem]| items.iter().position(|item| Some(item.id) == at);
        self.items.update(|items| {
            if forward {
                items.extend(new);
                let over = items.len().saturating_sub(KEPT);
                let over = over.min(place(items).unwrap_or(over));
                items.drain(..over);
                self.skipped.update(|skipped| *skipped += i64::try_from(over).unwrap_or_default());
                if over > 0 {
                    self.before.set(true);
                }
                self.after.set(page.after);
            } else {
                items.splice(..0, new);
                let kept = KEPT.max(place(items).map_or(0, |at| at + 1));
                if items.len() > kept {
                    items.truncate(kept);
                    self.after.set(true);
                }
                self.skipped.set(page.skipped);
                self.before.set(page.before);
            }
        });
        self.said.again(self);
    }
}
