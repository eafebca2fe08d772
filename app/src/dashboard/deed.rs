//! Doing something on the server because a button was pressed.

use leptos::prelude::*;

use crate::error::AppError;

/// Does `work`; what goes wrong stands in `problem` until the next deed, what came of it goes to `done`.
pub fn attempt<T: 'static>(
    problem: RwSignal<Option<AppError>>,
    work: impl Future<Output = Result<T, AppError>> + 'static,
    done: impl FnOnce(T) + 'static,
) {
    leptos::task::spawn_local(async move {
        let answer = work.await;
        // The page may be gone by now.
        problem.try_set(None);
        match answer {
            Ok(answer) => done(answer),
            Err(error) => drop(problem.try_set(Some(error))),
        }
    });
}
