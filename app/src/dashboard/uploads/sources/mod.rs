//! Taking photographs in from a source: a folder of the server, or a bucket, that the operator named.

pub mod api;
mod dialog;
mod folders;

use leptos::{prelude::*, task::spawn_local};

use self::api::LevelView;
use crate::error::AppError;

pub use dialog::{ImportButton, ImportFrom};

/// Where one stands in a source, and what is there.
#[derive(Clone, Copy)]
struct Browser {
    source: RwSignal<String>,
    /// From the outermost, with slashes between; empty for the source itself.
    folder: RwSignal<String>,
    /// `None` until it was looked at.
    shown: RwSignal<Option<Result<LevelView, AppError>>>,
    /// Whether more of it is on its way.
    fetching: RwSignal<bool>,
    /// How often something was asked.
    turn: StoredValue<u32>,
}

impl Browser {
    /// Nowhere yet.
    fn new() -> Self {
        Self {
            source: RwSignal::default(),
            folder: RwSignal::default(),
            shown: RwSignal::new(None),
            fetching: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    /// Goes to a folder of a source.
    fn go(self, source: String, folder: String) {
        self.source.set(source);
        self.folder.set(folder);
        self.shown.set(None);
        self.fetch(String::new());
    }

    /// Looks at the same folder once more.
    fn again(self) {
        self.shown.set(None);
        self.fetch(String::new());
    }

    /// Fetches more of it.
    fn more(self) {
        let next = self.shown.with_untracked(|shown| shown.as_ref()?.as_ref().ok()?.next.clone());
        if let Some(next) = next.filter(|_| !self.fetching.get_untracked()) {
            self.fetch(next);
        }
    }

    fn fetch(self, after: String) {
        let (source, folder) = (self.source.get_untracked(), self.folder.get_untracked());
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        self.fetching.set(true);
        spawn_local(async move {
            let answer = api::browse_source(source, folder, after).await;
            // One may have gone elsewhere meanwhile, or away.
            if turn.is_none() || self.turn.try_get_value() != turn {
                return;
            }
            self.fetching.try_set(false);
            self.shown.try_update(|shown| *shown = Some(continued(shown.take(), answer)));
        });
    }
}

/// What was shown with what follows it; what was asked anew stands for itself.
fn continued(
    before: Option<Result<LevelView, AppError>>,
    answer: Result<LevelView, AppError>,
) -> Result<LevelView, AppError> {
    match (before, answer) {
        (Some(Ok(before)), Ok(more)) => {
            let folders = [before.folders, more.folders].concat();
            Ok(LevelView { folders, photographs: before.photographs, next: more.next })
        }
        (_, answer) => answer,
    }
}
