//! The imports in the panel.

use domain::{ImportId, ImportState};
use leptos::prelude::*;

use super::{Imports, api::ImportView, words};
use crate::{
    dashboard::{device, words as dashboard_words},
    say,
    ui::{Icon, toast, use_toasts},
};

/// All of them; nothing while there are none.
#[component]
pub fn ImportList(
    /// The studio's imports.
    imports: Imports,
) -> impl IntoView {
    let any = Memo::new(move |_| imports.any());
    let ids = Memo::new(move |_| imports.shown.with(|shown| shown.iter().map(|import| import.id).collect::<Vec<_>>()));
    let problem = move || imports.problem.get().map(|error| view! { <p class="bad">{error.sentence()}</p> });
    view! {
        <Show when=move || any.get()>
            <section class="imports" aria-label=say!(dashboard.imports)>
                {problem}
                <ul role="list">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <Row imports id/>
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(imports: Imports, id: ImportId) -> impl IntoView {
    let row = move || imports.shown.with(|shown| shown.iter().find(|import| import.id == id).cloned());
    let Some(first) = untrack(row) else { return ().into_any() };
    let (gallery, name) = (first.gallery, StoredValue::new(first.name.clone()));
    let import = Memo::new(move |_| row().unwrap_or_else(|| first.clone()));
    let state = Memo::new(move |_| import.with(|import| import.state));
    let tone = move || match state.get() {
        ImportState::Done => "state ok",
        ImportState::Failed => "state bad",
        _ => "state",
    };
    let percent = move || import.with(|import| import.done * 100 / import.total.max(1));
    let failure = move || import.with(|import| import.failure.map(|failure| words::failure(import.kind, failure)));
    let label = move || {
        let name = name.get_value();
        match state.get().is_open() {
            true => say!(dashboard.import_cancel, name = name).to_string(),
            false => say!(dashboard.import_dismiss, name = name).to_string(),
        }
    };
    let away = move |_| imports.put_away(gallery, id, state.get_untracked());
    view! {
        <li>
            <span class="name clip" title=name.get_value()>{name.get_value()}</span>
            <span class=tone role="status">{move || import.with(words::state)}</span>
            <button class="icon-button" type="button" aria-label=label on:click=away><Icon name="x"/></button>
            <p>{move || import.with(words::facts)}</p>
            {move || failure().map(|words| view! { <p class="bad">{words}</p> })}
            <Show when=move || state.get().is_open()>
                <progress class="progress" max="100" value=percent aria-label=name.get_value()></progress>
            </Show>
            <NotTaken import/>
        </li>
    }
    .into_any()
}

/// The files that were not taken, each with its reason, to be copied.
#[component]
fn NotTaken(import: Memo<ImportView>) -> impl IntoView {
    let toasts = use_toasts();
    let lines = Memo::new(move |_| import.with(lines));
    let refused = Memo::new(move |_| import.with(|import| import.refused));
    let title =
        move || say!(dashboard.import_not_taken, number = dashboard_words::number(refused.get().into())).to_string();
    let copy = move |_| device::copy(&lines.get_untracked(), move || toast(toasts, say!(dashboard.import_copied)));
    view! {
        <Show when=move || refused.get() != 0>
            <details class="names">
                <summary>{title}</summary>
                <pre tabindex="0">{move || lines.get()}</pre>
                <button class="button quiet small" type="button" on:click=copy>{say!(dashboard.import_copy)}</button>
            </details>
        </Show>
    }
    .into_any()
}

fn lines(import: &ImportView) -> String {
    let mut lines: Vec<String> =
        import.refusals.iter().map(|file| format!("{}: {}", file.name, words::why(file.why))).collect();
    let named = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    if import.refused > named {
        let number = dashboard_words::number((import.refused - named).into());
        lines.push(say!(dashboard.import_more, number = number).to_string());
    }
    lines.join("\n")
}
