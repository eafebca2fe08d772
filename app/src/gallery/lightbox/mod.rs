//! One photograph, edge to edge in the dark, and the ways to the next: keys, swipes, buttons.

use std::time::Duration;

use domain::{PhotoId, RenditionKind};
use leptos::{ev, html, prelude::*, task::spawn_local, web_sys};

use super::{
    album::{Album, Place, use_album},
    api, device,
    hearts::turned_away,
    tile::Heart,
};
use crate::{
    error::AppError,
    say,
    ui::{Icon, ToastRegion},
};
use stage::Stage;

mod gesture;
mod picture;
mod stage;

/// So many before the last one that is loaded, the next are asked for.
const AHEAD: u32 = 8;

/// The photograph the address names, in front of everything.
#[component]
pub fn Lightbox() -> impl IntoView {
    let album = use_album();
    let dialog = NodeRef::<html::Dialog>::new();
    let walk = Walk::new(album);
    let (idle, stir) = stillness();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            device::show_modal(&dialog);
        }
        stir.run(());
        let keys = window_event_listener(ev::keydown, move |event| {
            stir.run(());
            walk.key(&event);
        });
        on_cleanup(move || keys.remove());
    });
    let last = StoredValue::new(None::<PhotoId>);
    Effect::new(move |_| {
        if let Some(photo) = album.current.get() {
            last.set_value(Some(photo));
        }
    });
    on_cleanup(move || {
        album.entered.set_value(false);
        if let Some(Some(photo)) = last.try_get_value() {
            device::focus_photo(photo);
        }
    });
    view! {
        <dialog
            class="lightbox"
            class:idle=idle
            data-theme="dark"
            tabindex="-1"
            open
            node_ref=dialog
            aria-label=move || walk.label()
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                album.leave();
            }
            on:close=move |_| album.leave()
            on:pointermove=move |_| stir.run(())
            on:pointerdown=move |_| stir.run(())
            on:focusin=move |_| stir.run(())
            // A press leaves the focus where it is, so that Space stays the heart's.
            on:mousedown=move |event| event.prevent_default()
        >
            <Bar walk/>
            <Stage walk/>
            <Steps walk/>
            <footer class="lightbox-caption">
                <p class="clip">{move || walk.place.get().map(|place| place.tile.name.clone())}</p>
            </footer>
            <ToastRegion/>
        </dialog>
    }
    .into_any()
}

#[component]
fn Bar(walk: Walk) -> impl IntoView {
    let album = use_album();
    let heart = move || {
        let place = walk.here.get()?;
        let label = Signal::derive(move || {
            say!(gallery.favourite, number = walk.place.get().map_or(0, |place| place.position)).to_string()
        });
        Some(view! { <Heart photo=place label/> })
    };
    view! {
        <header class="lightbox-bar">
            <p class="lightbox-count" role="status">
                <span class="visually-hidden">{move || walk.label()}</span>
                <span aria-hidden="true">
                    {move || walk.place.get().map(|place| format!("{} / {}", place.position, place.count))}
                </span>
            </p>
            <div class="row">
                {heart}
                <button
                    class="icon-button"
                    type="button"
                    aria-label=say!(common.close)
                    on:click=move |_| album.leave()
                >
                    <Icon name="x"/>
                </button>
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn Steps(walk: Walk) -> impl IntoView {
    view! {
        <button
            class="lightbox-step previous"
            type="button"
            aria-label=say!(gallery.previous)
            disabled=move || walk.place.get().is_none_or(|place| place.previous.is_none())
            on:click=move |_| walk.step(false)
        >
            <Icon name="chevron-left"/>
        </button>
        <button
            class="lightbox-step next"
            type="button"
            aria-label=say!(gallery.next)
            disabled=move || walk.place.get().is_none_or(|place| place.next.is_none() && !walk.more())
            on:click=move |_| walk.step(true)
        >
            <Icon name="chevron-right"/>
        </button>
    }
    .into_any()
}

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
    want: RwSignal<Option<Want>>,
}

/// A step that waits for photographs to be loaded.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Next,
    Last,
}

impl Walk {
    fn new(album: Album) -> Self {
        let place = Memo::new(move |_| album.current.get().and_then(|photo| album.place(photo)));
        let walk = Self {
            album,
            place,
            here: Memo::new(move |_| place.get().map(|place| place.tile.id)),
            problem: RwSignal::new(None),
            want: RwSignal::new(None),
        };
        Effect::new(move |_| walk.find());
        Effect::new(move |_| walk.look_ahead());
        Effect::new(move |_| walk.go_on());
        walk
    }

    /// What the lightbox shows, in words.
    fn label(self) -> String {
        let words = |place: Place| say!(gallery.of, number = place.position, count = place.count).to_string();
        self.place.get().map_or_else(|| say!(common.loading).to_owned(), words)
    }

    fn more(self) -> bool {
        self.album.kept.with(Option::is_none) && self.album.next.with(Option::is_some)
    }

    /// To the photograph after this one, or before it.
    pub fn step(self, forward: bool) {
        let Some(place) = self.place.get_untracked() else { return };
        match if forward { place.next } else { place.previous } {
            Some(photo) => self.album.turn(photo),
            None if forward => self.want.set(Some(Want::Next)),
            None => {}
        }
    }

    fn key(self, event: &web_sys::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let target =
            event.target().and_then(|target| leptos::wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok());
        let on = |what: &str| target.as_ref().is_some_and(|target| target.matches(what).unwrap_or_default());
        if on("input, textarea, select, [contenteditable]") {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => self.step(true),
            "ArrowLeft" => self.step(false),
            "Home" => {
                if let Some(first) = self.album.first() {
                    self.album.turn(first);
                }
            }
            "End" => self.want.set(Some(Want::Last)),
            // A button under the focus keeps its Space.
            " " if on("button, a") => return,
            "h" | "H" | " " if !event.repeat() => {
                if let Some(photo) = self.here.get_untracked() {
                    self.album.hearts.toggle(photo);
                }
            }
            _ => return,
        }
        event.prevent_default();
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

/// Whether nothing moved for three seconds, and what to call when something did. Controls stay for those who asked for
/// less motion.
fn stillness() -> (RwSignal<bool>, Callback<()>) {
    let idle = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let stir = Callback::new(move |()| {
        stop();
        if idle.get_untracked() {
            idle.set(false);
        }
        if !device::calm() {
            let fade = move || {
                idle.try_set(true);
            };
            timer.set_value(set_timeout_with_handle(fade, Duration::from_secs(3)).ok());
        }
    });
    (idle, stir)
}
