//! Which photographs have a heart, each told alone: of ten thousand in sight of the page, one is drawn anew.

use std::collections::{BTreeSet, HashMap};

use domain::PhotoId;
use leptos::prelude::*;

/// One sign for each photograph that was asked about.
#[derive(Clone, Copy)]
pub struct Hearted {
    shown: RwSignal<BTreeSet<PhotoId>>,
    each: StoredValue<HashMap<PhotoId, ArcRwSignal<bool>>>,
}

impl Hearted {
    /// Those of what is shown, and of what will be.
    pub fn of(shown: RwSignal<BTreeSet<PhotoId>>) -> Self {
        let hearted = Self { shown, each: StoredValue::default() };
        Effect::new(move |before: Option<BTreeSet<PhotoId>>| {
            let now = shown.get();
            hearted.each.with_value(|each| {
                for photo in before.unwrap_or_default().symmetric_difference(&now) {
                    if let Some(mark) = each.get(photo) {
                        mark.set(now.contains(photo));
                    }
                }
            });
            now
        });
        hearted
    }

    /// Whether a photograph has one.
    pub fn has(self, photo: PhotoId) -> bool {
        let mark = self.each.try_update_value(|each| {
            let now = || ArcRwSignal::new(self.shown.with_untracked(|shown| shown.contains(&photo)));
            each.entry(photo).or_insert_with(now).clone()
        });
        mark.is_some_and(|mark| mark.get())
    }
}
