//! Another name for one photograph.

use leptos::{ev, html, prelude::*};

use super::{super::grid::Grid, api, menu::freshened};
use crate::{
    dashboard::deed::attempt,
    error::AppError,
    say,
    ui::{Dialog, Toasts, toast_with_undo, use_toasts},
};

/// The dialog, for the photograph that is picked when it is opened.
#[component]
pub fn Rename(
    /// The photographs.
    grid: Grid,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let field = NodeRef::<html::Input>::new();
    let problem = RwSignal::new(None::<AppError>);
    Effect::new(move |_| {
        if open.get()
            && let (Some(input), Some(name)) = (field.get(), picked_name(grid))
        {
            problem.set(None);
            input.set_value(&name);
        }
    });
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(typed) = field.get_untracked().map(|input| input.value()) else { return };
        rename(grid, typed, open, problem, toasts);
    };
    let said = move || {
        let error = problem.get()?;
        let words = error.on("name").unwrap_or_else(|| error.sentence());
        Some(view! { <p class="error" role="alert">{words}</p> })
    };
    view! {
        <Dialog open title=say!(dashboard.deeds_rename)>
            <form on:submit=save>
                <div class="field" class:invalid=move || problem.with(Option::is_some)>
                    <label for="photo-name">{say!(dashboard.name)}</label>
                    <input class="input" id="photo-name" node_ref=field maxlength="200" autocomplete="off"/>
                    {said}
                    <p class="hint">{say!(dashboard.deeds_rename_hint)}</p>
                </div>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(common.cancel)}
                    </button>
                    <button class="button primary" type="submit">{say!(common.save)}</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn picked_name(grid: Grid) -> Option<String> {
    let [photo] = grid.picks()[..] else { return None };
    grid.name_of(photo)
}

fn rename(grid: Grid, typed: String, open: RwSignal<bool>, problem: RwSignal<Option<AppError>>, toasts: Toasts) {
    let (Some(gallery), Some(former)) = (grid.gallery(), picked_name(grid)) else { return };
    let [photo] = grid.picks()[..] else { return };
    attempt(problem, freshened(grid, api::rename_photo(gallery, photo, typed)), move |name: String| {
        open.set(false);
        grid.pick_all(false);
        let words = say!(dashboard.deeds_renamed, name = name).to_string();
        toast_with_undo(toasts, words, move || {
            let back = api::rename_photo(gallery, photo, former.clone());
            attempt(grid.current.problem, freshened(grid, back), |_| {});
        });
    });
}
