//! From one photograph to another, and two beside each other.

use domain::PhotoId;
use leptos::prelude::*;

use super::{api::CullItem, window::Cull};

impl Cull {
    /// Goes to the next photograph, or the one before; while two are compared, the one beside changes.
    pub fn step(self, forward: bool) {
        let comparing = self.beside.get_untracked();
        let Some(here) = comparing.or(self.at.get_untracked()) else { return };
        match self.neighbour(here, forward) {
            Some(next) if comparing.is_some() => {
                // Nothing is compared with itself.
                let next =
                    if Some(next) == self.at.get_untracked() { self.neighbour(next, forward) } else { Some(next) };
                if next.is_some() {
                    self.beside.set(next);
                }
            }
            Some(next) => self.at.set(Some(next)),
            None => {}
        }
        self.follow();
    }

    /// Whether one could go on, or back.
    pub fn ends(self, forward: bool) -> bool {
        let Some(here) = self.beside.get().or(self.at.get()) else { return true };
        let more = if forward { self.after.get() } else { self.before.get() };
        !more && self.neighbour(here, forward).is_none()
    }

    /// The next one that is shown. Of a burst that is folded, one is.
    pub fn neighbour(self, here: PhotoId, forward: bool) -> Option<PhotoId> {
        let folded = |photo| {
            let burst = untrack(|| self.burst(photo))?;
            self.folded.with_untracked(|folded| folded.contains(burst.first()?).then_some(burst.first().copied()))?
        };
        let stack = folded(here);
        self.items.with_untracked(|items| {
            let at = items.iter().position(|item| item.id == here)?;
            let other = |item: &&CullItem| stack.is_none() || folded(item.id) != stack;
            let next = if forward { items[at + 1..].iter().find(other) } else { items[..at].iter().rev().find(other) };
            next.map(|item| item.id)
        })
    }

    /// Compares the photograph with the next one, or looks at one alone again.
    pub fn compare(self) {
        let beside = match self.beside.get_untracked() {
            Some(_) => None,
            None => {
                self.at.get_untracked().and_then(|at| self.neighbour(at, true).or_else(|| self.neighbour(at, false)))
            }
        };
        self.right.set(beside.is_some());
        self.beside.set(beside);
    }

    /// The one of two of which something is said stays; the next one comes beside it.
    pub fn keep(self) {
        let (Some(kept), Some(other)) = (self.focused(), self.beside.get_untracked()) else { return };
        self.at.set(Some(kept));
        let next = self.neighbour(other, true).filter(|next| *next != kept);
        self.right.set(next.is_some());
        self.beside.set(next);
        self.follow();
    }

    /// Shows one of a burst alone, or all of it again.
    pub fn fold(self) {
        let burst = self.at.get_untracked().and_then(|at| untrack(|| self.burst(at)));
        let Some(first) = burst.and_then(|burst| burst.first().copied()) else { return };
        self.folded.update(|folded| {
            if !folded.remove(&first) {
                folded.insert(first);
            }
        });
    }
}
