//! What an open gallery knows while it is looked at: the photographs that came, where the next begin, which are shown,
//! and which one stands in the lightbox. That one is said by the address alone, so that Back closes it.

use std::{collections::BTreeSet, sync::Arc};

use domain::{GalleryId, Look, PhotoId, RenditionKind, Shown};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{
    api, device,
    hearts::{Hearts, turned_away},
    sets::anchor,
    views::{DoorView, GalleryView, PageView, PlaceView, SetView, TileView},
};
use crate::{error::AppError, paths};

/// Coming back from a photograph, the grid is loaded as far as this place and no farther.
const SOUGHT: u32 = 1_200;

/// An open gallery. Taken from the context by everything in it.
#[derive(Clone, Copy)]
pub struct Album {
    /// What leads here.
    pub token: StoredValue<String>,
    /// Which gallery.
    pub id: GalleryId,
    epoch: i32,
    proofing: bool,
    /// How many photographs there are, loaded or not.
    pub count: u32,
    /// How it looks.
    pub look: Look,
    /// Its sets, in order.
    pub sets: StoredValue<Vec<SetView>>,
    /// Those loaded, in order.
    pub tiles: RwSignal<Vec<Arc<TileView>>>,
    /// Where the next begin; `None` when all are loaded.
    pub next: RwSignal<Option<String>>,
    /// Whether more are awaited.
    pub loading: RwSignal<bool>,
    /// Why no more came.
    pub problem: RwSignal<Option<AppError>>,
    /// What is looked for, if anything: the tiles are those found.
    pub wanted: RwSignal<Sought>,
    /// Only favourites are shown: those there were when they were asked for, so that a heart taken back leaves its
    /// photograph in place to be given again.
    pub kept: RwSignal<Option<BTreeSet<PhotoId>>>,
    /// The photograph in the lightbox.
    pub current: Memo<Option<PhotoId>>,
    /// One far from those loaded.
    pub far: RwSignal<Option<PlaceView>>,
    /// Photographs are being selected rather than opened.
    pub selecting: RwSignal<bool>,
    /// The visitor's hearts.
    pub hearts: Hearts,
    /// Whether the lightbox was opened from here, so that closing it is going back.
    pub entered: StoredValue<bool>,
    lead: Callback<(String, bool)>,
    asked: StoredValue<bool>,
    /// Counts what was looked for: an answer to an earlier question is of no use.
    turn: StoredValue<u32>,
    sought: RwSignal<Option<PhotoId>>,
    sought_set: RwSignal<Option<i32>>,
}

/// What a visitor looks for; both empty where nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// A part of a name.
    pub search: String,
    /// A day: `2026-09-12`.
    pub day: String,
}

/// A photograph and what is beside it, among those shown.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The photograph.
    pub tile: Arc<TileView>,
    /// The one before.
    pub previous: Option<PhotoId>,
    /// The one after, as far as is known.
    pub next: Option<PhotoId>,
    /// Its place, from 1.
    pub position: u32,
    /// Of how many.
    pub count: u32,
}

impl Album {
    /// Begins with what came with the page.
    pub fn new(token: &str, gallery: &GalleryView) -> Self {
        let path = use_location().pathname;
        let navigate = use_navigate();
        let open = gallery.own.is_none_or(|standing| standing == domain::Standing::Open);
        let album = Self {
            token: StoredValue::new(token.to_owned()),
            id: gallery.id,
            epoch: gallery.epoch,
            proofing: gallery.proofing,
            count: gallery.count,
            look: gallery.look,
            sets: StoredValue::new(gallery.sets.clone()),
            tiles: RwSignal::new(gallery.page.photos.iter().cloned().map(Arc::new).collect()),
            next: RwSignal::new(gallery.page.next.clone()),
            loading: RwSignal::new(false),
            problem: RwSignal::new(None),
            wanted: RwSignal::new(Sought::default()),
            kept: RwSignal::new(None),
            current: Memo::new(move |_| named(&path.get()).and_then(|photo| photo.parse().ok())),
            far: RwSignal::new(gallery.place.clone()),
            selecting: RwSignal::new(false),
            hearts: Hearts::new(token.to_owned(), gallery.id, open),
            entered: StoredValue::new(false),
            lead: Callback::new(move |(address, replace): (String, bool)| {
                navigate(&address, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
            }),
            asked: StoredValue::new(false),
            turn: StoredValue::new(0),
            sought: RwSignal::new(None),
            sought_set: RwSignal::new(None),
        };
        Effect::new(move |_| album.fetch_kept());
        Effect::new(move |_| album.fetch_sought());
        Effect::new(move |_| album.fetch_set());
        album
    }

    /// The address of one size.
    pub fn source(self, tile: &TileView, kind: RenditionKind) -> String {
        paths::picture(self.id, self.epoch, tile.id, Shown::of(kind, self.proofing))
    }

    /// The address of the smallest size.
    pub fn thumb(self, photo: PhotoId) -> String {
        paths::rendition(self.id, self.epoch, photo, RenditionKind::Thumb)
    }

    /// The addresses of all sizes.
    pub fn sources(self, tile: &TileView) -> String {
        paths::sources((self.id, self.epoch, tile.id), (tile.width, tile.height), self.proofing)
    }

    /// Whether a photograph is among those shown.
    pub fn shows(self, photo: PhotoId) -> bool {
        self.kept.with(|kept| kept.as_ref().is_none_or(|kept| kept.contains(&photo) || self.hearts.has(photo)))
    }

    /// Where a photograph stands; `None` while that is not known.
    pub fn place(self, photo: PhotoId) -> Option<Place> {
        let everything = self.kept.with(Option::is_none);
        self.tiles
            .with(|tiles| {
                let shown: Vec<_> = tiles.iter().filter(|tile| everything || self.shows(tile.id)).collect();
                let at = shown.iter().position(|tile| tile.id == photo)?;
                let part = self.kept.with(Option::is_some) || self.seeks();
                let count = if part { shown.len() as u32 } else { self.count };
                Some(Place {
                    tile: Arc::clone(shown[at]),
                    previous: at.checked_sub(1).map(|before| shown[before].id),
                    next: shown.get(at + 1).map(|tile| tile.id),
                    position: at as u32 + 1,
                    count: count.max(at as u32 + 1),
                })
            })
            .or_else(|| self.far_place(photo))
    }

    /// The first photograph shown.
    pub fn first(self) -> Option<PhotoId> {
        self.tiles.with_untracked(|tiles| tiles.iter().map(|tile| tile.id).find(|photo| untrack(|| self.shows(*photo))))
    }

    /// The last photograph shown, as far as is loaded.
    pub fn last(self) -> Option<PhotoId> {
        self.tiles
            .with_untracked(|tiles| tiles.iter().rev().map(|tile| tile.id).find(|photo| untrack(|| self.shows(*photo))))
    }

    fn far_place(self, photo: PhotoId) -> Option<Place> {
        let far = self.far.get().filter(|far| far.tile.id == photo)?;
        let PlaceView { tile, previous, next, position } = far;
        Some(Place { tile: Arc::new(tile), previous, next, position, count: self.count.max(position) })
    }

    /// Leads to a photograph from the grid.
    pub fn enter(self, photo: PhotoId) {
        if self.selecting.get_untracked() {
            return;
        }
        self.entered.set_value(true);
        let address = paths::client_photo(&self.token.get_value(), photo);
        device::morph(photo, true, move || self.lead.run((address, false)));
    }

    /// Leads from one photograph to another; Back still leads to the grid.
    pub fn turn(self, photo: PhotoId) {
        self.lead.run((paths::client_photo(&self.token.get_value(), photo), true));
    }

    /// Leads back to the grid.
    pub fn leave(self) {
        let Some(photo) = self.current.get_untracked() else {
            return self.lead.run((paths::client_gallery(&self.token.get_value()), true));
        };
        device::morph(photo, false, move || {
            if self.entered.try_update_value(std::mem::take) == Some(true) {
                device::back();
            } else {
                self.lead.run((paths::client_gallery(&self.token.get_value()), true));
            }
        });
    }

    /// Loads the next photographs; `focus` gives the first of them the focus.
    pub fn load_more(self, focus: bool) {
        let Some(after) = self.next.get_untracked().filter(|_| !self.loading.get_untracked()) else { return };
        self.loading.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let turn = self.turn.get_value();
            let answer = self.ask(after).await;
            // The page may have been left meanwhile, or something else be looked for.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.loading.set(false);
            match answer {
                Ok(page) => self.append(page, focus),
                Err(error) if turned_away(&error) => device::reload(),
                Err(error) => self.problem.set(Some(error)),
            }
        });
    }

    async fn ask(self, after: String) -> Result<PageView, AppError> {
        let (token, wanted) = (self.token.get_value(), self.wanted.get_untracked());
        if wanted == Sought::default() && !after.is_empty() {
            return api::photos(token, after).await;
        }
        api::find(token, wanted.search, wanted.day, after).await
    }

    /// Whether something is looked for.
    pub fn seeks(self) -> bool {
        self.wanted.with(|wanted| *wanted != Sought::default())
    }

    /// Looks for something, or for everything again.
    pub fn seek(self, wanted: Sought) {
        if self.wanted.with_untracked(|now| *now == wanted) {
            return;
        }
        self.wanted.set(wanted);
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        self.next.set(None);
        self.problem.set(None);
        self.loading.set(true);
        spawn_local(async move {
            let answer = self.ask(String::new()).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.loading.set(false);
            match answer {
                Ok(page) => {
                    self.tiles.set(page.photos.into_iter().map(Arc::new).collect());
                    self.next.set(page.next);
                }
                Err(error) if turned_away(&error) => device::reload(),
                Err(error) => {
                    self.tiles.set(Vec::new());
                    self.problem.set(Some(error));
                }
            }
        });
    }

    fn append(self, page: PageView, focus: bool) {
        let first = page.photos.first().map(|tile| tile.id);
        self.tiles.update(|tiles| tiles.extend(page.photos.into_iter().map(Arc::new)));
        self.next.set(page.next);
        if let Some(first) = first.filter(|_| focus) {
            request_animation_frame(move || device::focus_photo(first));
        }
    }

    /// Gives the focus to a photograph in the grid, and so brings it in sight; those up to it are loaded first, unless
    /// that is a long way.
    pub fn show(self, photo: PhotoId) {
        let here = self.tiles.try_with_untracked(|tiles| tiles.iter().any(|tile| tile.id == photo));
        if here == Some(true) {
            return device::focus_photo(photo);
        }
        let far = self.far.try_get_untracked().flatten().filter(|far| far.tile.id == photo);
        if here.is_some() && far.is_some_and(|far| far.position <= SOUGHT) {
            self.sought.set(Some(photo));
        }
    }

    /// While the photograph that was left last is missing in the grid, the next ones are loaded.
    fn fetch_sought(self) {
        let Some(photo) = self.sought.get() else { return };
        if self.tiles.with(|tiles| tiles.iter().any(|tile| tile.id == photo)) {
            self.sought.set(None);
            request_animation_frame(move || device::focus_photo(photo));
        } else if self.next.with(Option::is_none) || self.problem.with(Option::is_some) {
            self.sought.set(None);
        } else {
            self.load_more(false);
        }
    }

    /// Brings a set in sight; the photographs up to it are loaded first. All are shown again.
    pub fn show_set(self, place: i32) {
        self.kept.set(None);
        self.problem.set(None);
        self.seek(Sought::default());
        self.sought_set.set(Some(place));
    }

    /// While the set that is wanted has not begun, the next photographs are loaded.
    fn fetch_set(self) {
        let Some(place) = self.sought_set.get() else { return };
        if self.tiles.with(|tiles| tiles.iter().any(|tile| tile.set == place)) {
            self.sought_set.set(None);
            request_animation_frame(move || device::scroll_to(&anchor(place)));
        } else if self.loading.get() {
            // What comes is looked at when it is here.
        } else if self.next.with(Option::is_none) || self.problem.with(Option::is_some) {
            self.sought_set.set(None);
        } else {
            self.load_more(false);
        }
    }

    /// Favourites may be anywhere: while some that are to be shown are missing, the next photographs are loaded.
    fn fetch_kept(self) {
        let missing = self.kept.with(|kept| {
            kept.as_ref().is_some_and(|kept| {
                self.tiles.with(|tiles| {
                    let here: BTreeSet<_> = tiles.iter().map(|tile| tile.id).collect();
                    !kept.is_subset(&here)
                })
            })
        });
        if missing && self.next.with(Option::is_some) && self.problem.with(Option::is_none) {
            self.load_more(false);
        }
    }

    /// A picture did not come. If that is because the door was shut meanwhile, the page drawn anew says so.
    pub fn picture_failed(self) {
        if self.asked.get_value() || !device::online() {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            let answer = api::visit(self.token.get_value(), None).await;
            let same = match answer {
                Ok(visit) => matches!(visit.door, DoorView::Open(open) if open.epoch == self.epoch),
                Err(AppError::Refused(_)) => false,
                Err(_) => true,
            };
            if !same {
                return device::reload();
            }
            // One question answers for all pictures that fail together.
            let forget = move || {
                self.asked.try_set_value(false);
            };
            set_timeout(forget, std::time::Duration::from_secs(5));
        });
    }
}

/// The gallery one is in.
pub fn use_album() -> Album {
    expect_context()
}

/// What stands after `/p/` in the address.
pub fn named(path: &str) -> Option<&str> {
    path.split_once("/p/").map(|(_, photo)| photo).filter(|photo| !photo.is_empty())
}
