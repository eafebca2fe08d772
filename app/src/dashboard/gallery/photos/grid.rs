//! The photographs on the page: fetched page by page, changed in place, picked and let go. Every photograph has its own
//! signals, so that a change of one of thousands draws one.

use std::collections::{HashMap, HashSet};

use domain::{Cursor, GalleryId, PhotoId, SetId};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, PhotoView, PhotosView},
    asked::Only,
    viewing::Viewing,
};
use crate::{
    dashboard::{deed::attempt, gallery::context::Current},
    error::AppError,
};

/// Photographs named in one request.
pub const AT_ONCE: usize = 200;

/// One photograph on the page.
#[derive(Clone)]
pub struct Tile {
    /// Which.
    pub id: PhotoId,
    /// As it was last heard of.
    pub photo: ArcRwSignal<PhotoView>,
    /// Whether it is picked.
    pub picked: ArcRwSignal<bool>,
}

/// All photographs on the page.
#[derive(Clone, Copy)]
pub struct Grid {
    /// The gallery around them.
    pub current: Current,
    /// Whether this is the trash.
    pub trash: bool,
    /// Which of them are looked at.
    pub only: StoredValue<Only>,
    /// The photograph that is looked at alone.
    pub viewing: Viewing,
    /// Part of the addresses of their bytes.
    pub epoch: RwSignal<i32>,
    /// In the order shown.
    pub tiles: RwSignal<Vec<Tile>>,
    /// Where the next ones begin.
    pub next: RwSignal<Option<Cursor>>,
    /// Whether the next ones are being fetched.
    pub fetching: RwSignal<bool>,
    /// What went wrong with that.
    pub failed: RwSignal<Option<AppError>>,
    /// How many are picked.
    pub picked: RwSignal<usize>,
    /// Where a range of picks begins.
    anchor: StoredValue<Option<PhotoId>>,
}

impl Grid {
    /// An empty one.
    pub fn new(current: Current, only: Only) -> Self {
        let (trash, only) = (only.trash, StoredValue::new(only));
        Self {
            current,
            trash,
            only,
            viewing: Viewing::of_address(current.id, only),
            epoch: RwSignal::new(0),
            tiles: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            fetching: RwSignal::new(false),
            failed: RwSignal::new(None),
            picked: RwSignal::new(0),
            anchor: StoredValue::new(None),
        }
    }

    /// The gallery, once the address named one.
    pub fn gallery(self) -> Option<GalleryId> {
        self.current.id.try_get_untracked().flatten()
    }

    /// Shows these photographs instead of all others; what stays keeps its place on the screen and its pick.
    pub fn show(self, photos: Vec<PhotoView>, next: Option<Cursor>) {
        let mut old: HashMap<PhotoId, Tile> =
            self.tiles.with_untracked(|tiles| tiles.iter().map(|tile| (tile.id, tile.clone())).collect());
        let tiles = photos.into_iter().map(|photo| tile(photo, &mut old)).collect();
        self.tiles.set(tiles);
        self.next.set(next);
        self.recount();
    }

    /// Fetches the next ones.
    pub fn more(self) {
        let (Some(gallery), Some(next)) = (self.gallery(), self.next.get_untracked()) else { return };
        if self.fetching.get_untracked() {
            return;
        }
        self.fetching.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let answer = api::photos(gallery, next.into(), self.only.get_value()).await;
            self.fetching.try_set(false);
            match answer {
                Ok(page) => self.append(page),
                Err(error) => drop(self.failed.try_set(Some(error))),
            }
        });
    }

    /// Puts a page behind those shown.
    pub fn append(self, page: PhotosView) {
        let grown = self.tiles.try_update(|tiles| {
            // Those that came while one looked stand in front already.
            let known: HashSet<PhotoId> = tiles.iter().map(|tile| tile.id).collect();
            let new = page.photos.into_iter().filter(|photo| !known.contains(&photo.id));
            tiles.extend(new.map(|photo| tile(photo, &mut HashMap::new())));
        });
        if grown.is_some() {
            self.next.set(page.next);
        }
    }

    /// Fetches everything shown anew, as far down as it reached.
    pub fn reload(self) {
        let Some(gallery) = self.gallery() else { return };
        let reached = self.tiles.try_with_untracked(Vec::len).unwrap_or_default();
        spawn_local(async move {
            let (mut photos, mut after) = (Vec::new(), String::new());
            loop {
                let Some(only) = self.only.try_get_value() else { return };
                let Ok(page) = api::photos(gallery, after, only).await else { return };
                photos.extend(page.photos);
                match page.next {
                    Some(next) if photos.len() < reached => after = next.into(),
                    next => {
                        // Nobody may be looking any more.
                        if self.tiles.try_with_untracked(|_| ()).is_some() && self.gallery() == Some(gallery) {
                            self.show(photos, next);
                        }
                        return;
                    }
                }
            }
        });
    }

    /// Fetches just these anew; those not shown yet come where they belong.
    pub fn look_at(self, ids: &[PhotoId]) {
        let Some(gallery) = self.gallery().filter(|_| !self.trash) else { return };
        let (set, sifts) = self.only.with_value(|only| (only.set, only.sifts()));
        // Whether they are among those looked for, the server knows.
        if sifts {
            return self.reload();
        }
        for ids in ids.chunks(AT_ONCE) {
            let ids = ids.to_vec();
            spawn_local(async move {
                if let Ok(mut photos) = api::some_photos(gallery, ids).await {
                    if let Some(set) = set {
                        let elsewhere = |photo: &PhotoView| photo.set != Some(set);
                        let gone: Vec<PhotoId> =
                            photos.iter().filter(|photo| elsewhere(photo)).map(|photo| photo.id).collect();
                        photos.retain(|photo| !elsewhere(photo));
                        if self.tiles.try_with_untracked(|_| ()).is_some() && !gone.is_empty() {
                            self.remove(&gone);
                        }
                    }
                    let whole = self.next.try_with_untracked(Option::is_none).unwrap_or_default();
                    self.tiles.try_update(|tiles| place(tiles, photos, whole));
                }
            });
        }
    }

    /// Picks or lets go of one; with `range`, all between it and the last one.
    pub fn pick(self, id: PhotoId, on: bool, range: bool) {
        let from = self.anchor.get_value().filter(|_| range);
        self.tiles.with_untracked(|tiles| {
            let at = |id| tiles.iter().position(|tile| tile.id == id);
            let Some(here) = at(id) else { return };
            let there = from.and_then(at).unwrap_or(here);
            for tile in &tiles[here.min(there)..=here.max(there)] {
                set_if_new(&tile.picked, on);
            }
        });
        self.anchor.set_value(Some(id));
        self.recount();
    }

    /// Picks everything shown, or lets go of it.
    pub fn pick_all(self, on: bool) {
        self.tiles.with_untracked(|tiles| tiles.iter().for_each(|tile| set_if_new(&tile.picked, on)));
        self.anchor.set_value(None);
        self.recount();
    }

    /// Fetches what is left of the gallery, then picks all of it.
    pub fn pick_everything(self) {
        let Some(gallery) = self.gallery() else { return };
        self.fetching.set(true);
        attempt(
            self.current.problem,
            async move {
                while let Some(next) = self.next.try_get_untracked().flatten() {
                    match api::photos(gallery, next.into(), self.only.get_value()).await {
                        Ok(page) => self.append(page),
                        Err(error) => {
                            self.fetching.try_set(false);
                            return Err(error);
                        }
                    }
                }
                Ok(())
            },
            move |()| {
                if self.fetching.try_set(false).is_none() {
                    self.pick_all(true);
                }
            },
        );
    }

    /// The picked ones, in order.
    pub fn picks(self) -> Vec<PhotoId> {
        let picked = |tile: &&Tile| tile.picked.get_untracked();
        self.tiles.with_untracked(|tiles| tiles.iter().filter(picked).map(|tile| tile.id).collect())
    }

    /// Takes photographs off the page, before the server has them elsewhere.
    pub fn remove(self, ids: &[PhotoId]) {
        let gone: HashSet<&PhotoId> = ids.iter().collect();
        self.tiles.update(|tiles| tiles.retain(|tile| !gone.contains(&tile.id)));
        self.recount();
    }

    /// Where a photograph stands on the page.
    pub fn index(self, photo: PhotoId) -> Option<usize> {
        self.tiles.with_untracked(|tiles| tiles.iter().position(|tile| tile.id == photo))
    }

    /// The photograph at a place.
    pub fn id_at(self, at: usize) -> Option<PhotoId> {
        self.tiles.with_untracked(|tiles| tiles.get(at).map(|tile| tile.id))
    }

    /// The set of the photograph at a place.
    pub fn set_at(self, at: usize) -> Option<SetId> {
        self.tiles.with_untracked(|tiles| tiles.get(at).and_then(Tile::set))
    }

    /// Where a set begins on the page.
    pub fn first_of(self, set: Option<SetId>) -> Option<usize> {
        self.tiles.with_untracked(|tiles| tiles.iter().position(|tile| tile.set() == set))
    }

    /// What a photograph is called.
    pub fn name_of(self, photo: PhotoId) -> Option<String> {
        self.tiles.with_untracked(|tiles| {
            let tile = tiles.iter().find(|tile| tile.id == photo)?;
            Some(tile.photo.with_untracked(|photo| photo.name.clone()))
        })
    }

    /// The set of a photograph and the one it stands before in it; `None` while what follows it has not been fetched.
    pub fn place_of(self, photo: PhotoId) -> Option<(Option<SetId>, Option<PhotoId>)> {
        let at = self.index(photo)?;
        let set = self.set_at(at);
        match self.id_at(at + 1) {
            None if self.next.with_untracked(Option::is_some) => None,
            next => Some((set, next.filter(|_| self.set_at(at + 1) == set))),
        }
    }

    /// Puts a photograph before another one, or at the end of a set, on this page alone.
    pub fn move_before(self, photo: PhotoId, set: Option<SetId>, before: Option<PhotoId>) {
        self.tiles.update(|tiles| {
            let Some(at) = tiles.iter().position(|tile| tile.id == photo) else { return };
            let tile = tiles.remove(at);
            if tile.set() != set {
                tile.photo.update(|photo| photo.set = set);
            }
            let to = match before {
                Some(before) => tiles.iter().position(|tile| tile.id == before),
                None => tiles.iter().rposition(|tile| tile.set() == set).map(|last| last + 1),
            };
            tiles.insert(to.unwrap_or(at), tile);
        });
    }

    fn recount(self) {
        self.picked.set(self.picks().len());
    }
}

impl Tile {
    fn set(&self) -> Option<SetId> {
        self.photo.with_untracked(|photo| photo.set)
    }
}

fn tile(photo: PhotoView, old: &mut HashMap<PhotoId, Tile>) -> Tile {
    match old.remove(&photo.id) {
        Some(tile) => {
            renew(&tile, photo);
            tile
        }
        None => Tile { id: photo.id, photo: ArcRwSignal::new(photo), picked: ArcRwSignal::new(false) },
    }
}

fn renew(tile: &Tile, photo: PhotoView) {
    if tile.photo.with_untracked(|old| *old != photo) {
        tile.photo.set(photo);
    }
}

/// Puts photographs where the server's order has them. Unless the `whole` gallery is shown, what belongs behind the last
/// one comes when one gets there.
fn place(tiles: &mut Vec<Tile>, photos: Vec<PhotoView>, whole: bool) {
    for photo in photos {
        let tile = match tiles.iter().position(|tile| tile.id == photo.id) {
            Some(at) if tiles[at].photo.with_untracked(|old| (&old.sort, &old.name) == (&photo.sort, &photo.name)) => {
                renew(&tiles[at], photo);
                continue;
            }
            Some(at) => {
                let tile = tiles.remove(at);
                renew(&tile, photo);
                tile
            }
            None => tile(photo, &mut HashMap::new()),
        };
        let key = |tile: &Tile| tile.photo.with_untracked(|photo| (photo.sort.clone(), photo.name.clone(), photo.id));
        let mine = key(&tile);
        let at = tiles.partition_point(|other| key(other) < mine);
        if whole || at < tiles.len() {
            tiles.insert(at, tile);
        }
    }
}

fn set_if_new(signal: &ArcRwSignal<bool>, value: bool) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
