//! Keywords of the picked photographs: one is given to all of them, or taken from all.

use leptos::{ev, html, prelude::*};

use super::{
    super::{
        grid::Grid,
        parts::{Done, as_far, parts_of},
    },
    api,
    menu::{PART, freshened, photographs},
};
use crate::{
    dashboard::deed::attempt,
    error::AppError,
    say,
    ui::{Dialog, Toasts, toast, toast_with_undo, use_toasts},
};

/// The dialog.
#[component]
pub fn Keywords(
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
            && let Some(input) = field.get()
        {
            problem.set(None);
            input.set_value("");
        }
    });
    let go = move |on: bool| {
        let Some(typed) = field.get_untracked().map(|input| input.value()) else { return };
        let picks = grid.picks();
        let done = Callback::new(move |()| {
            open.set(false);
            grid.pick_all(false);
        });
        change(grid, (picks, typed, on), problem, done, toasts);
    };
    let said = move || {
        let error = problem.get()?;
        let words = error.on("keyword").unwrap_or_else(|| error.sentence());
        Some(view! { <p class="error" role="alert">{words}</p> })
    };
    view! {
        <Dialog open title=say!(dashboard.keywords)>
            <form on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                go(true);
            }>
                <div class="field" class:invalid=move || problem.with(Option::is_some)>
                    <label for="keyword">{say!(dashboard.deeds_keyword)}</label>
                    <input class="input" id="keyword" node_ref=field maxlength="64" autocomplete="off"/>
                    {said}
                    <p class="hint">{say!(dashboard.deeds_keyword_hint)}</p>
                </div>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| go(false)>
                        {say!(dashboard.deeds_keyword_remove)}
                    </button>
                    <button class="button primary" type="submit">{say!(dashboard.deeds_keyword_add)}</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Photographs, a keyword, and whether they are to have it.
type Change = (Vec<domain::PhotoId>, String, bool);

fn change(
    grid: Grid,
    (photos, keyword, on): Change,
    problem: RwSignal<Option<AppError>>,
    done: Callback<()>,
    toasts: Toasts,
) {
    let Some(gallery) = grid.gallery() else { return };
    let (parts, asked) = (parts_of(&photos, PART), keyword.clone());
    let work =
        async move { as_far(parts, async |part| api::keyword_photos(gallery, part, asked.clone(), on).await).await };
    attempt(problem, freshened(grid, work), move |(parts, trouble): Done<Vec<domain::PhotoId>>| {
        done.run(());
        grid.current.problem.try_set(trouble);
        let changed = parts.concat();
        let (photos, name) = (photographs(changed.len()), keyword.clone());
        let words = if on {
            say!(dashboard.deeds_keyword_added, keyword = name, photos = photos).to_string()
        } else {
            say!(dashboard.deeds_keyword_removed, keyword = name, photos = photos).to_string()
        };
        if changed.is_empty() {
            return toast(toasts, words);
        }
        toast_with_undo(toasts, words, move || {
            let back = (changed.clone(), keyword.clone(), !on);
            change(grid, back, grid.current.problem, Callback::new(|()| {}), toasts);
        });
    });
}
