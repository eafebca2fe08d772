//! The dialog in which names are pasted.

use leptos::{ev, html, prelude::*, task::spawn_local};

use super::{super::grid::Grid, api, pick::pick, told::Told};
use crate::{
    error::AppError,
    say,
    ui::{Dialog, Icon, SubmitButton},
};

/// What came of a list: what it means, and how many of them are selected.
type Outcome = Option<(api::NamedView, usize)>;

/// The button, and the dialog that it opens.
#[component]
pub fn SelectByNames(
    /// The photographs.
    grid: Grid,
) -> impl IntoView {
    if grid.trash {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let outcome = RwSignal::new(None::<(api::NamedView, usize)>);
    Effect::new(move |_| {
        if open.get() {
            outcome.set(None);
        }
    });
    view! {
        <button class="button quiet small" type="button" on:click=move |_| open.set(true)>
            <Icon name="list-checks"/>
            {say!(dashboard.named)}
        </button>
        <Dialog open title=say!(dashboard.named)>
            <Show when=move || outcome.with(Option::is_none)>
                <NamesForm grid outcome/>
            </Show>
            {move || outcome.get().map(|(named, selected)| view! { <Told named selected outcome open/> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn NamesForm(grid: Grid, outcome: RwSignal<Outcome>) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let (problem, pending) = (RwSignal::new(None::<AppError>), RwSignal::new(false));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let names = field.get_untracked().map(|area| area.value()).unwrap_or_default();
        let Some(gallery) = grid.gallery().filter(|_| !pending.get_untracked()) else { return };
        pending.set(true);
        spawn_local(async move {
            let answer = async {
                let named = api::select_by_names(gallery, names).await?;
                let selected = pick(grid, &named.photos).await?;
                Ok((named, selected))
            };
            let answer: Result<_, AppError> = answer.await;
            pending.try_set(false);
            problem.try_set(answer.as_ref().err().cloned());
            if let Ok(found) = answer {
                outcome.try_set(Some(found));
            }
        });
    };
    let said = move || {
        let error = problem.get()?;
        let words = error.on("names").unwrap_or_else(|| error.sentence());
        Some(view! { <p class="error" id="names-error" role="alert"><Icon name="circle-alert"/>{words}</p> })
    };
    let invalid = move || problem.with(Option::is_some);
    view! {
        <form on:submit=send>
            <div class="field" class:invalid=invalid>
                <label for="names">{say!(dashboard.named_label)}</label>
                <textarea
                    class="input"
                    id="names"
                    rows="8"
                    spellcheck="false"
                    autocapitalize="off"
                    node_ref=field
                    aria-describedby="names-hint names-error"
                    aria-invalid=move || invalid().then_some("true")
                ></textarea>
                {said}
                <p class="hint" id="names-hint">{say!(dashboard.named_hint)}</p>
            </div>
            <div class="dialog-actions">
                <SubmitButton words=say!(dashboard.named_go) pending/>
            </div>
        </form>
    }
    .into_any()
}
