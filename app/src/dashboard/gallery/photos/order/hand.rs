//! The order made by hand: dragged with the mouse, moved with the keyboard or with buttons, undone.

use domain::{PhotoId, SetId};
use leptos::{ev, prelude::*};

use super::{super::grid::Grid, api::place_photo};
use crate::{
    dashboard::{deed::attempt, device},
    say,
    ui::{Icon, Toasts, toast_with_undo, use_toasts},
};

/// What moves photographs, while the gallery is ordered by hand and the viewer may.
#[derive(Clone, Copy)]
pub struct Hand {
    grid: Grid,
    /// Whether it is of use.
    pub on: Signal<bool>,
    /// The photograph that is dragged.
    dragged: RwSignal<Option<PhotoId>>,
    /// The one it hangs over.
    over: RwSignal<Option<PhotoId>>,
    toasts: Toasts,
}

/// Where a photograph can be moved from where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before the first of its set.
    First,
    /// One to the front.
    Back,
    /// One to the end.
    On,
    /// Behind the last of its set.
    Last,
}

impl Hand {
    /// Follows the keys: Shift with an arrow, Home or End moves the one photograph that is picked.
    pub fn new(grid: Grid, on: Signal<bool>) -> Self {
        let hand = Self { grid, on, dragged: RwSignal::new(None), over: RwSignal::new(None), toasts: use_toasts() };
        Effect::new(move |_| {
            let listener = window_event_listener(ev::keydown, move |event| {
                if !event.shift_key() || !on.get_untracked() || device::is_busy(&event) {
                    return;
                }
                let step = match event.key().as_str() {
                    "ArrowLeft" => Step::Back,
                    "ArrowRight" => Step::On,
                    "Home" => Step::First,
                    "End" => Step::Last,
                    _ => return,
                };
                if hand.step(step) {
                    event.prevent_default();
                }
            });
            on_cleanup(move || listener.remove());
        });
        hand
    }

    /// Whether the photograph hangs over this one.
    pub fn is_over(self, photo: PhotoId) -> bool {
        self.over.get() == Some(photo)
    }

    /// A photograph is taken up.
    pub fn take(self, photo: PhotoId) {
        self.dragged.set(Some(photo));
    }

    /// It hangs over another one; whether it may be let go there.
    pub fn hang(self, photo: PhotoId) -> bool {
        let may = self.on.get_untracked() && self.dragged.get_untracked().is_some();
        if may && self.over.get_untracked() != Some(photo) {
            self.over.set(Some(photo));
        }
        may
    }

    /// It is let go over this one: it takes its place.
    pub fn drop_on(self, target: PhotoId) {
        let dragged = self.dragged.get_untracked();
        self.let_go();
        let Some(photo) = dragged.filter(|photo| *photo != target && self.on.get_untracked()) else { return };
        let (from, to) = (self.grid.index(photo), self.grid.index(target));
        // Coming from before it, it stands behind it, as people expect of what they drag on.
        let before = match (from, to) {
            (Some(from), Some(to)) if from < to && self.grid.set_at(from) == self.grid.set_at(to) => {
                self.grid.id_at(to + 1).filter(|_| self.grid.set_at(to + 1) == self.grid.set_at(to))
            }
            _ => Some(target),
        };
        if let Some(to) = to
            && (before.is_some() || !self.cut_off(to))
        {
            self.place(photo, self.grid.set_at(to), before);
        }
    }

    /// Nothing is dragged any more.
    pub fn let_go(self) {
        self.dragged.set(None);
        self.over.set(None);
    }

    /// Moves the one photograph that is picked; whether there is one.
    pub fn step(self, step: Step) -> bool {
        let [photo] = self.grid.picks()[..] else { return false };
        let Some(at) = self.grid.index(photo) else { return false };
        let set = self.grid.set_at(at);
        let same = |index: usize| self.grid.set_at(index) == set && self.grid.id_at(index).is_some();
        let before = match step {
            Step::First => self.grid.first_of(set).and_then(|first| self.grid.id_at(first)).map(Some),
            Step::Back => at.checked_sub(1).filter(|before| same(*before)).map(|before| self.grid.id_at(before)),
            Step::On if !same(at + 1) => None,
            Step::On if same(at + 2) => Some(self.grid.id_at(at + 2)),
            // What follows has not been fetched.
            Step::On if self.cut_off(at + 1) => {
                self.grid.more();
                None
            }
            Step::On | Step::Last => Some(None),
        };
        if let Some(before) = before.filter(|before| *before != Some(photo)) {
            self.place(photo, set, before);
        }
        true
    }

    /// Whether more of the set may follow behind this place that is not on the page.
    fn cut_off(self, at: usize) -> bool {
        self.grid.id_at(at + 1).is_none() && self.grid.next.with_untracked(Option::is_some)
    }

    /// On the page at once, then on the server; what is refused goes back.
    fn place(self, photo: PhotoId, set: Option<SetId>, before: Option<PhotoId>) {
        let (Some(gallery), Some(former)) = (self.grid.gallery(), self.grid.place_of(photo)) else { return };
        let grid = self.grid;
        grid.move_before(photo, set, before);
        let work = async move {
            let answer = place_photo(gallery, photo, set, before).await;
            if answer.is_err() {
                grid.reload();
            }
            answer
        };
        attempt(grid.current.problem, work, move |()| {
            toast_with_undo(self.toasts, say!(dashboard.hand_moved), move || self.place(photo, former.0, former.1));
        });
    }
}

/// The steps as buttons, while one photograph is picked: on a phone there is no other way.
#[component]
pub fn MoveButtons(
    /// What moves them.
    hand: Hand,
    /// The photographs.
    grid: Grid,
) -> impl IntoView {
    let button = move |step: Step, icon: &'static str, words: &'static str, keys: &'static str| {
        view! {
            <button
                class="icon-button"
                type="button"
                aria-label=words
                title=words
                aria-keyshortcuts=keys
                on:click=move |_| { hand.step(step); }
            >
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <Show when=move || hand.on.get() && grid.picked.get() == 1>
            {button(Step::First, "chevron-left", say!(dashboard.hand_first), "Shift+Home")}
            {button(Step::Back, "arrow-left", say!(dashboard.hand_back), "Shift+ArrowLeft")}
            {button(Step::On, "arrow-right", say!(dashboard.hand_on), "Shift+ArrowRight")}
            {button(Step::Last, "chevron-right", say!(dashboard.hand_last), "Shift+End")}
        </Show>
    }
    .into_any()
}
