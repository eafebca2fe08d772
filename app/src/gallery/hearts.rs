//! A visitor's hearts: on the list they choose for, which is at first the gallery's own. They answer the finger at once
//! and are sent one after another in the order they were given; what the server answers last is the truth, with what still
//! waits laid over it.

use std::{collections::BTreeSet, time::Duration};

use domain::{Asks, GalleryId, ListError, ListId, PhotoId, Refusal, problem::Problem};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    api,
    choosing::api::{ChoosingView, ListView, choosing},
    comments::About,
    device,
    hearted::Hearted,
};
use crate::{
    error::AppError,
    paths, say,
    ui::{Toasts, toast, use_toasts},
};

/// When the list did not come, it is asked for again after these pauses; then a person is asked to.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9)];

/// A photograph that is to come onto a list, or to leave it.
type Wish = (ListId, PhotoId, bool);

/// The hearts of this browser in one gallery.
#[derive(Clone, Copy)]
pub struct Hearts {
    token: StoredValue<String>,
    /// The list one chooses for.
    pub active: RwSignal<ListId>,
    /// All lists, as the server said last; empty until it did.
    pub lists: RwSignal<Vec<ListView>>,
    /// What is on the one, as the visitor sees it.
    pub shown: RwSignal<BTreeSet<PhotoId>>,
    /// The same, told to each photograph alone.
    pub hearted: Hearted,
    /// The photograph for which there was no room.
    pub full: RwSignal<Option<PhotoId>>,
    /// What to ask for at the next heart.
    pub asks: RwSignal<Asks>,
    /// Whether that is being asked.
    pub asking: RwSignal<bool>,
    /// Whether the visitor may make lists.
    pub own_lists: RwSignal<bool>,
    /// Whether they may write to the studio.
    pub comments: RwSignal<bool>,
    /// What they write about just now.
    pub about: RwSignal<Option<About>>,
    /// For those who listen: how many there are now.
    pub said: RwSignal<String>,
    /// Whether they may be given; a gallery that is not open to clients takes none.
    pub allowed: bool,
    /// Whether the hearts of earlier visits are known: until then none can be said to be missing.
    pub listed: RwSignal<bool>,
    /// Why they are not, once asking again by itself has not helped.
    pub problem: RwSignal<Option<AppError>>,
    asked: StoredValue<usize>,
    waiting: StoredValue<Vec<Wish>>,
    /// The one that was sent and has no answer yet.
    under_way: StoredValue<Option<Wish>>,
    /// Whether the lists are to be asked for anew: the studio did something.
    stale: StoredValue<bool>,
    /// Whether some are being sent.
    pub busy: RwSignal<bool>,
    toasts: Toasts,
}

impl Hearts {
    /// None yet; asks for them once the browser has taken over.
    pub fn new(token: String, gallery: GalleryId, allowed: bool) -> Self {
        let shown = RwSignal::default();
        let hearts = Self {
            token: StoredValue::new(token),
            active: RwSignal::new(ListId::hearts(gallery)),
            lists: RwSignal::default(),
            shown,
            hearted: Hearted::of(shown),
            full: RwSignal::new(None),
            asks: RwSignal::new(Asks::Nothing),
            asking: RwSignal::new(false),
            own_lists: RwSignal::new(false),
            comments: RwSignal::new(false),
            about: RwSignal::new(None),
            said: RwSignal::default(),
            allowed,
            listed: RwSignal::new(false),
            problem: RwSignal::new(None),
            asked: StoredValue::new(0),
            waiting: StoredValue::default(),
            under_way: StoredValue::default(),
            stale: StoredValue::new(false),
            busy: RwSignal::new(false),
            toasts: use_toasts(),
        };
        Effect::new(move |_| {
            hearts.send();
            let online = window_event_listener(ev::online, move |_| hearts.ask_again());
            let leaving = window_event_listener_untyped("pagehide", move |_| hearts.go_along());
            on_cleanup(move || {
                online.remove();
                leaving.remove();
            });
        });
        hearts
    }

    /// Whether a photograph has one.
    pub fn has(self, photo: PhotoId) -> bool {
        self.shown.with(|shown| shown.contains(&photo))
    }

    /// The photographs with a heart, whichever list one chooses for just now.
    pub fn given(self, gallery: GalleryId) -> Signal<BTreeSet<PhotoId>> {
        Signal::derive(move || {
            if self.active.get().is_hearts(gallery) {
                return self.shown.get();
            }
            let hearts = |lists: &Vec<ListView>| {
                let list = lists.iter().find(|list| list.id.is_hearts(gallery));
                list.map(|list| list.photos.iter().copied().collect()).unwrap_or_default()
            };
            self.lists.with(hearts)
        })
    }

    /// The list one chooses for, once it is known.
    pub fn list(self) -> Option<ListView> {
        let active = self.active.get();
        self.lists.with(|lists| lists.iter().find(|list| list.id == active).cloned())
    }

    /// How much is on it: `12`, or `12 of 40`.
    pub fn tally(self) -> String {
        let count = self.shown.with(BTreeSet::len);
        self.list().map_or_else(|| count.to_string(), |list| super::choosing::tally(&list, count))
    }

    /// Chooses for another list from now on.
    pub fn choose(self, list: ListId) {
        self.active.set(list);
        self.lay_over();
    }

    /// Gives a heart or takes it back.
    pub fn toggle(self, photo: PhotoId) {
        if !self.allowed {
            return toast(self.toasts, say!(gallery.hearts_closed));
        }
        let (count, on) = self.shown.with_untracked(|shown| (shown.len(), !shown.contains(&photo)));
        // What the list says as far as is known here; the server says it for good.
        let answer = untrack(|| self.list()).map(|list| list.standing(count));
        match answer.map(|standing| if on { standing.add() } else { standing.remove() }) {
            Some(Err(ListError::Full)) => return self.full.set(Some(photo)),
            Some(Err(_)) => return toast(self.toasts, say!(common.problem_list_sent)),
            Some(Ok(())) | None => {}
        }
        self.give(self.active.get_untracked(), photo, on);
        let count = self.shown.with_untracked(BTreeSet::len) as u64;
        self.said.set(say!(gallery.said, count = count).to_string());
        if on && self.asks.get_untracked() != Asks::Nothing {
            self.asking.set(true);
        }
    }

    /// Takes one photograph from the list and puts another on it.
    pub fn swap(self, out: PhotoId, photo: PhotoId) {
        let list = self.active.get_untracked();
        self.give(list, out, false);
        self.give(list, photo, true);
    }

    /// Puts a photograph on a list, or takes it away.
    pub fn give(self, list: ListId, photo: PhotoId, on: bool) {
        self.waiting.update_value(|waiting| {
            waiting.retain(|(there, other, _)| (*there, *other) != (list, photo));
            waiting.push((list, photo, on));
        });
        // What is under way just now waits no more and is not settled yet: nothing is drawn anew but this one.
        if self.active.get_untracked() == list {
            self.shown.update(|shown| mark(shown, photo, on));
        }
        self.send();
    }

    /// Asks how the lists stand now: the studio did something.
    pub fn look_again(self) {
        self.stale.try_set_value(true);
        self.send();
    }

    /// Begins anew with asking for the list, if it is still unknown, and sends what waits.
    pub fn ask_again(self) {
        self.asked.set_value(0);
        self.problem.set(None);
        self.send();
    }

    /// Asks for the lists while they are unknown, then sends what waits.
    pub fn send(self) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let (token, key) = (self.token.get_value(), device::visitor_key());
            if self.listed.try_get_untracked() == Some(false) {
                match choosing(token.clone(), key.clone()).await {
                    Ok(view) => self.settle(view),
                    Err(error) => self.not_listed(error),
                }
            }
            // Between two wishes: what is under way is in no answer yet.
            if self.stale.try_update_value(std::mem::take) == Some(true) {
                match choosing(token.clone(), key.clone()).await {
                    Ok(view) => self.settle(view),
                    // In the trash, or another link.
                    Err(AppError::Refused(_)) => device::reload(),
                    // What comes next asks again.
                    Err(_) => {}
                }
            }
            while let Some(Some(wish)) = self.waiting.try_update_value(take_first) {
                let (list, photo, on) = wish;
                self.under_way.try_set_value(Some(wish));
                let answer = api::set_heart(token.clone(), key.clone(), photo, on, Some(list)).await;
                self.under_way.try_set_value(None);
                match answer {
                    Ok(photos) => self.settle_one(list, photos),
                    Err(AppError::Offline) if !device::online() => {
                        self.put_back(wish);
                        break;
                    }
                    Err(error) => self.roll_back(wish, &error),
                }
            }
            self.busy.try_set(false);
            if self.stale.try_get_value() == Some(true) {
                self.send();
            }
        });
    }

    /// The page is left: what is not surely kept is told without waiting for an answer. Told twice, it is kept once.
    fn go_along(self) {
        let (token, key) = (self.token.get_value(), device::visitor_key());
        let waiting = self.waiting.get_value();
        let under_way = self
            .under_way
            .get_value()
            .filter(|(list, photo, _)| waiting.iter().all(|(other, another, _)| (other, another) != (list, photo)));
        for (list, photo, on) in under_way.into_iter().chain(waiting) {
            // None of these has anything to escape.
            let wish = format!(r#""photo":"{photo}","on":{on},"list":"{list}""#);
            device::report(paths::SET_HEART, format!(r#"{{"token":"{token}","key":"{key}",{wish}}}"#));
        }
    }

    fn not_listed(self, error: AppError) {
        if turned_away(&error) {
            return device::reload();
        }
        // Without a network that is said elsewhere, and its return asks again.
        if !device::online() {
            return;
        }
        match self.asked.try_update_value(|asked| std::mem::replace(asked, *asked + 1)) {
            Some(asked) if asked < PAUSES.len() => set_timeout(move || self.send(), PAUSES[asked]),
            Some(_) => drop(self.problem.try_set(Some(error))),
            None => {}
        }
    }

    /// Takes what the server says of all lists.
    pub fn settle(self, view: ChoosingView) {
        let ChoosingView { lists, asks, own_lists, comments } = view;
        let active = self.active.try_get_untracked();
        // The one that was chosen for may be gone: the first is always there.
        let first = lists.first().map(|list| list.id);
        if let Some(first) = first.filter(|_| lists.iter().all(|list| Some(list.id) != active)) {
            self.active.try_set(first);
        }
        self.lists.try_set(lists);
        self.asks.try_set(asks);
        self.own_lists.try_set(own_lists);
        self.comments.try_set(comments && self.allowed);
        self.listed.try_set(true);
        self.problem.try_set(None);
        self.lay_over();
    }

    /// Takes what the server says of one list.
    pub fn settle_one(self, list: ListId, photos: Vec<PhotoId>) {
        self.lists.try_update(|lists| {
            if let Some(settled) = lists.iter_mut().find(|settled| settled.id == list) {
                settled.photos = photos;
            }
        });
        self.lay_over();
    }

    /// What is settled, and over it what waits.
    fn lay_over(self) {
        let (Some(active), Some(waiting)) = (self.active.try_get_untracked(), self.waiting.try_get_value()) else {
            return;
        };
        let settled =
            |lists: &Vec<ListView>| lists.iter().find(|list| list.id == active).map(|list| list.photos.clone());
        let Some(settled) = self.lists.try_with_untracked(settled) else { return };
        let mut shown: BTreeSet<_> = settled.unwrap_or_default().into_iter().collect();
        for (_, photo, on) in waiting.into_iter().filter(|(list, ..)| *list == active) {
            mark(&mut shown, photo, on);
        }
        self.shown.try_set(shown);
    }

    fn put_back(self, wish: Wish) {
        self.waiting.try_update_value(|waiting| {
            if waiting.iter().all(|(list, photo, _)| (*list, *photo) != (wish.0, wish.1)) {
                waiting.insert(0, wish);
            }
        });
    }

    fn roll_back(self, (list, photo, _): Wish, error: &AppError) {
        if turned_away(error) {
            return device::reload();
        }
        // It was filled or sent from another device.
        if error.has(Problem::ListSent) {
            self.lists
                .try_update(|lists| lists.iter_mut().filter(|sent| sent.id == list).for_each(|sent| sent.sent = true));
        }
        self.lay_over();
        if error.has(Problem::ListFull) && self.active.try_get_untracked() == Some(list) {
            self.full.try_set(Some(photo));
            return;
        }
        let why = error.on("list").unwrap_or_else(|| error.sentence());
        toast(self.toasts, format!("{} {why}", say!(gallery.heart_refused)));
    }
}

/// Whether the door has closed: the page drawn anew says which way.
pub fn turned_away(error: &AppError) -> bool {
    matches!(error, AppError::Refused(Refusal::Locked | Refusal::NotPublished | Refusal::Ended))
}

fn mark(set: &mut BTreeSet<PhotoId>, photo: PhotoId, on: bool) {
    if on {
        set.insert(photo);
    } else {
        set.remove(&photo);
    }
}

fn take_first(waiting: &mut Vec<Wish>) -> Option<Wish> {
    (!waiting.is_empty()).then(|| waiting.remove(0))
}
