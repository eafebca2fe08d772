//! Archives that the server takes apart, and folders that it takes in: how far it is, and what it did not take. They are the
//! studio's, so they are asked for wherever one is; the photographs themselves appear in their gallery as they come.

mod api;
mod list;
mod words;

use std::time::Duration;

use domain::{GalleryId, ImportId, ImportState, Role, SourceName, Unpack};
use leptos::{prelude::*, task::spawn_local};

use self::api::ImportView;
use super::sources::api::import_sources;
use crate::{error::AppError, viewer::boot};

pub use list::ImportList;

/// While something is still to come of one of them, all are asked for this often.
const LOOK: Duration = Duration::from_secs(2);

/// The studio's imports. Lives as long as the shell.
#[derive(Clone, Copy)]
pub struct Imports {
    shown: RwSignal<Vec<ImportView>>,
    /// What went wrong with the last deed on one of them.
    problem: RwSignal<Option<AppError>>,
    asking: StoredValue<bool>,
    /// What becomes of the folders of what is taken from now on.
    pub folders: RwSignal<Unpack>,
    /// Where photographs may be taken in from.
    pub sources: RwSignal<Vec<SourceName>>,
}

impl Imports {
    /// None yet, and a clock that asks for them.
    pub fn begin() -> Self {
        let imports = Self {
            shown: RwSignal::default(),
            problem: RwSignal::new(None),
            asking: StoredValue::new(false),
            folders: RwSignal::new(Unpack::Flat),
            sources: RwSignal::default(),
        };
        Effect::new(move |_| {
            if !boot().may(Role::Editor) {
                return;
            }
            imports.look();
            imports.look_for_sources();
            let clock = set_interval_with_handle(move || imports.tick(), LOOK);
            on_cleanup(move || {
                if let Ok(clock) = clock {
                    clock.clear();
                }
            });
        });
        imports
    }

    /// Whether there is one to tell of.
    pub fn any(self) -> bool {
        self.shown.with(|shown| !shown.is_empty())
    }

    /// Asks for all of them.
    pub fn look(self) {
        if self.asking.try_update_value(|asking| std::mem::replace(asking, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let answer = api::imports().await;
            self.asking.try_set_value(false);
            // Without an answer what was shown stays; the clock asks again.
            if let Ok(imports) = answer
                && self.shown.try_with_untracked(|shown| *shown != imports) == Some(true)
            {
                self.shown.set(imports);
            }
        });
    }

    /// Without an answer there are none, until the studio is looked at again.
    fn look_for_sources(self) {
        spawn_local(async move {
            if let Ok(sources) = import_sources().await {
                self.sources.try_set(sources);
            }
        });
    }

    fn tick(self) {
        let open = |shown: &Vec<ImportView>| shown.iter().any(|import| import.state.is_open());
        if self.shown.try_with_untracked(open) == Some(true) {
            self.look();
        }
    }

    /// Stops one, or forgets it when it is over.
    fn put_away(self, gallery: GalleryId, import: ImportId, state: ImportState) {
        let work = async move {
            if state.is_open() {
                api::cancel_import(gallery, import).await
            } else {
                api::dismiss_import(gallery, import).await
            }
        };
        crate::dashboard::deed::attempt(self.problem, work, move |()| self.look());
    }
}
