//! A visitor's hearts. They answer the finger at once and are sent one after another in the order they were given; what
//! the server answers last is the truth, with what still waits laid over it.

use std::{collections::BTreeSet, time::Duration};

use domain::{PhotoId, Refusal};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{api, device};
use crate::{
    error::AppError,
    say,
    ui::{Toasts, toast, use_toasts},
};

/// When the list did not come, it is asked for again after these pauses; then a person is asked to.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9)];

/// The hearts of this browser in one gallery.
#[derive(Clone, Copy)]
pub struct Hearts {
    token: StoredValue<String>,
    /// As the visitor sees them.
    pub shown: RwSignal<BTreeSet<PhotoId>>,
    /// For those who listen: how many there are now.
    pub said: RwSignal<String>,
    /// Whether they may be given; a gallery that is not open to clients takes none.
    pub allowed: bool,
    /// Whether the hearts of earlier visits are known: until then none can be said to be missing.
    pub listed: RwSignal<bool>,
    /// Why they are not, once asking again by itself has not helped.
    pub problem: RwSignal<Option<AppError>>,
    asked: StoredValue<usize>,
    settled: StoredValue<BTreeSet<PhotoId>>,
    waiting: StoredValue<Vec<(PhotoId, bool)>>,
    busy: StoredValue<bool>,
    toasts: Toasts,
}

impl Hearts {
    /// None yet; asks for them once the browser has taken over.
    pub fn new(token: String, allowed: bool) -> Self {
        let hearts = Self {
            token: StoredValue::new(token),
            shown: RwSignal::default(),
            said: RwSignal::default(),
            allowed,
            listed: RwSignal::new(false),
            problem: RwSignal::new(None),
            asked: StoredValue::new(0),
            settled: StoredValue::default(),
            waiting: StoredValue::default(),
            busy: StoredValue::new(false),
            toasts: use_toasts(),
        };
        Effect::new(move |_| {
            hearts.send();
            let online = window_event_listener(ev::online, move |_| hearts.ask_again());
            on_cleanup(move || online.remove());
        });
        hearts
    }

    /// Whether a photograph has one.
    pub fn has(self, photo: PhotoId) -> bool {
        self.shown.with(|shown| shown.contains(&photo))
    }

    /// Gives a heart or takes it back.
    pub fn toggle(self, photo: PhotoId) {
        if !self.allowed {
            return toast(self.toasts, say!(gallery.hearts_closed));
        }
        let on = !self.shown.with_untracked(|shown| shown.contains(&photo));
        self.waiting.update_value(|waiting| {
            waiting.retain(|(other, _)| *other != photo);
            waiting.push((photo, on));
        });
        self.redraw(|shown| mark(shown, photo, on));
        let count = self.shown.with_untracked(BTreeSet::len) as u64;
        self.said.set(say!(gallery.said, count = count).to_string());
        self.send();
    }

    /// Begins anew with asking for the list, if it is still unknown, and sends what waits.
    pub fn ask_again(self) {
        self.asked.set_value(0);
        self.problem.set(None);
        self.send();
    }

    fn redraw(self, change: impl FnOnce(&mut BTreeSet<PhotoId>)) {
        self.shown.try_update(change);
    }

    /// Asks for the list while it is unknown, then sends what waits.
    fn send(self) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            let (token, key) = (self.token.get_value(), device::visitor_key());
            if self.listed.try_get_untracked() == Some(false) {
                match api::hearts(token.clone(), key.clone()).await {
                    Ok(list) => self.settle(list),
                    Err(error) => self.not_listed(error),
                }
            }
            while let Some(Some((photo, on))) = self.waiting.try_update_value(take_first) {
                match api::set_heart(token.clone(), key.clone(), photo, on).await {
                    Ok(list) => self.settle(list),
                    Err(AppError::Offline) if !device::online() => {
                        self.put_back(photo, on);
                        break;
                    }
                    Err(error) => self.roll_back(&error),
                }
            }
            self.busy.try_set_value(false);
        });
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

    fn settle(self, list: Vec<PhotoId>) {
        self.settled.try_update_value(|settled| *settled = list.into_iter().collect());
        self.listed.try_set(true);
        self.problem.try_set(None);
        self.lay_over();
    }

    /// What is settled, and over it what waits.
    fn lay_over(self) {
        let (Some(settled), Some(waiting)) = (self.settled.try_get_value(), self.waiting.try_get_value()) else {
            return;
        };
        let mut shown = settled;
        for (photo, on) in waiting {
            mark(&mut shown, photo, on);
        }
        self.shown.try_set(shown);
    }

    fn put_back(self, photo: PhotoId, on: bool) {
        self.waiting.try_update_value(|waiting| {
            if waiting.iter().all(|(other, _)| *other != photo) {
                waiting.insert(0, (photo, on));
            }
        });
    }

    fn roll_back(self, error: &AppError) {
        if turned_away(error) {
            return device::reload();
        }
        self.lay_over();
        toast(self.toasts, format!("{} {}", say!(gallery.heart_refused), error.sentence()));
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

fn take_first(waiting: &mut Vec<(PhotoId, bool)>) -> Option<(PhotoId, bool)> {
    (!waiting.is_empty()).then(|| waiting.remove(0))
}
