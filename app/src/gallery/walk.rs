//! Walking from one photograph of an open gallery to the next, also to those the grid has not loaded yet.

use std::sync::Arc;

use domain::{PhotoId, RenditionKind};
use leptos::{prelude::*, task::spawn_local};

use super::{
    album::{Album, Place},
    api, device,
    hearts::turned_away,
    views::TileView,
};
use crate::{
    error::AppError,
    lightbox::{Key, Shot, Showing},
};

/// So many before the last one that is loaded, the next are asked for.
const AHEAD: u32 = 8;

/// Where one is among the photographs, and where one wants to go.
#[derive(Clone, Copy)]
pub struct Walk {
    album: Album,
    /// The photograph and its neighbours; `None` until they are known.
    pub place: Memo<Option<Place>>,
    /// The photograph alone, so that a neighbour becoming known draws nothing anew.
    pub here: Memo<Option<PhotoId>>,
    /// Why it is not known.
    pub problem: RwSignal<Option<AppError>>,
    /// Whether what is known of it stands beside it.
    pub informed: RwSignal<bool>,
    want: RwSignal<Option<Want>>,
}

/// A step that waits for photographs to be loaded.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Next,
    Last,
}

impl Walk {
    /// Begins where the address says.
    pub fn new(album: Album) -> Self {
        let place = Memo::new(move |_| album.current.get().and_then(|photo| album.place(photo)));
        let walk = Self {
            album,
            place,
            here: Memo::new(move |_| place.get().map(|place| place.tile.id)),
            problem: RwSignal::new(None),
            informed: RwSignal::new(false),
            want: RwSignal::new(None),
        };
        Effect::new(move |_| walk.find());
        Effect::new(move |_| walk.look_ahead());
        Effect::new(move |_| walk.go_on());
        walk
    }

    /// For the lightbox.
    pub fn showing(self) -> Showing {
        let album = self.album;
        let shot = Memo::new(move |_| self.place.get().map(|place| Arc::new(shot(album, &place.tile))));
        let beside = move || {
            let place = self.place.get();
            let before = place.as_ref().is_some_and(|place| place.previous.is_some());
            (before, place.is_some_and(|place| place.next.is_some() || self.more()))
        };
        Showing {
            shot: shot.into(),
            place: Signal::derive(move || self.place.get().map(|place| (place.position, place.count))),
            beside: Memo::new(move |_| beside()).into(),
            step: Callback::new(move |forward| self.step(forward)),
            leave: Callback::new(move |()| album.leave()),
            key: Callback::new(move |key: Key| self.key(&key)),
            failed: Callback::new(move |()| album.picture_failed()),
        }
    }

    fn more(self) -> bool {
        self.album.kept.with(Option::is_none) && self.album.next.with(Option::is_some)
    }

    /// To the photograph after this one, or before it.
    fn step(self, forward: bool) {
        let Some(place) = self.place.get_untracked() else { return };
        match if forward { place.next } else { place.previous } {
            Some(photo) => self.album.turn(photo),
            None if forward => self.want.set(Some(Want::Next)),
            None => {}
        }
    }

    fn key(self, key: &Key) -> bool {
        match key.name.as_str() {
            "Home" => {
                if let Some(first) = self.album.first() {
                    self.album.turn(first);
                }
            }
            "End" => self.want.set(Some(Want::Last)),
            "i" | "I" if !key.repeat => self.informed.update(|informed| *informed = !*informed),
            "h" | "H" | " " if !key.repeat => {
                if let Some(photo) = self.here.get_untracked() {
                    self.album.hearts.toggle(photo);
                }
            }
            _ => return false,
        }
        true
    }

    /// Asks for a photograph that is not among those loaded.
    pub fn find(self) {
        self.problem.set(None);
        let Some(photo) = self.album.current.get().filter(|_| self.place.with(Option::is_none)) else { return };
        let token = self.album.token.get_value();
        spawn_local(async move {
            match api::photo(token, photo).await {
                Ok(far) => drop(self.album.far.try_set(Some(far))),
                Err(error) if turned_away(&error) => device::reload(),
                Err(error) => drop(self.problem.try_set(Some(error))),
            }
        });
    }

    /// Fetches what is likely to be wanted next: the neighbours' pictures, and more photographs near the end.
    fn look_ahead(self) {
        let Some(place) = self.place.get() else { return };
        let tiles = self.album.tiles.read();
        for tile in tiles.iter().filter(|tile| place.next == Some(tile.id) || place.previous == Some(tile.id)) {
            device::preload(&self.album.source(tile, RenditionKind::Preview));
        }
        let loaded = tiles.len() as u32;
        drop(tiles);
        let near = (loaded.saturating_sub(AHEAD)..=loaded).contains(&place.position);
        if near && self.more() && self.album.problem.with(Option::is_none) {
            self.album.load_more(false);
        }
    }

    /// Goes where one wanted to go as soon as that is known.
    fn go_on(self) {
        let Some(want) = self.want.get() else { return };
        let (more, failed) = (self.more(), self.album.problem.with(Option::is_some));
        let to = match want {
            Want::Next => self.place.get().and_then(|place| place.next),
            Want::Last if more => None,
            Want::Last => self.album.last(),
        };
        match to {
            Some(photo) => {
                self.want.set(None);
                self.album.turn(photo);
            }
            None if more && !failed => self.album.load_more(false),
            None => self.want.set(None),
        }
    }
}

fn shot(album: Album, tile: &TileView) -> Shot {
    Shot {
        name: tile.name.clone(),
        width: tile.width,
        height: tile.height,
        placeholder: tile.placeholder.clone(),
        tone: tile.tone.clone(),
        preview: album.source(tile, RenditionKind::Preview),
        full: album.source(tile, RenditionKind::Full),
    }
}
