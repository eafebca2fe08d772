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
    /// Why no more of it came.
    problem: RwSignal<Option<AppError>>,
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
            problem: RwSignal::new(None),
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

    /// Whether what is there is to be seen.
    fn seen(self) -> bool {
        self.shown.with(|shown| matches!(shown, Some(Ok(_))))
    }

    /// Whether one stands at the outermost and there are folders, of which only the names are seen.
    fn is_all(self) -> bool {
        let deeper = |level: &LevelView| !level.folders.is_empty() || level.next.is_some();
        self.folder.with(String::is_empty) && self.shown.with(|shown| matches!(shown, Some(Ok(level)) if deeper(level)))
    }

    fn fetch(self, after: String) {
        let (source, folder) = (self.source.get_untracked(), self.folder.get_untracked());
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        self.fetching.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = api::browse_source(source, folder, after).await;
            // One may have gone elsewhere meanwhile, or away.
            if turn.is_none() || self.turn.try_get_value() != turn {
                return;
            }
            self.fetching.try_set(false);
            let problem = self.shown.try_update(|shown| {
                let (now, problem) = continued(shown.take(), answer);
                *shown = Some(now);
                problem
            });
            self.problem.try_set(problem.flatten());
        });
    }
}

/// What was shown with what follows it, or with why that did not come; what was asked anew stands for itself.
fn continued(
    before: Option<Result<LevelView, AppError>>,
    answer: Result<LevelView, AppError>,
) -> (Result<LevelView, AppError>, Option<AppError>) {
    match (before, answer) {
        (Some(Ok(before)), Ok(more)) => {
            let folders = [before.folders, more.folders].concat();
            (Ok(LevelView { folders, photographs: before.photographs, next: more.next }), None)
        }
        (Some(Ok(before)), Err(problem)) => (Ok(before), Some(problem)),
        (_, answer) => (answer, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{api::SubfolderView, *};

    fn level(names: &[&str], next: Option<&str>) -> LevelView {
        let folder = |name: &&str| SubfolderView { name: (*name).to_owned(), photographs: None };
        LevelView { folders: names.iter().map(folder).collect(), photographs: None, next: next.map(str::to_owned) }
    }

    #[test]
    fn what_was_shown_stays_when_more_of_it_does_not_come() {
        let before = level(&["Ana"], Some("Ana/"));
        let kept = continued(Some(Ok(before.clone())), Err(AppError::Unavailable));
        assert_eq!(kept, (Ok(before.clone()), Some(AppError::Unavailable)));
        let more = continued(Some(Ok(before)), Ok(level(&["Iva"], None)));
        assert_eq!(more, (Ok(level(&["Ana", "Iva"], None)), None));
        assert_eq!(continued(None, Err(AppError::Unavailable)), (Err(AppError::Unavailable), None));
    }
}
