//! What came of a list of names.

use leptos::prelude::*;

use super::api::NamedView;
use crate::{
    dashboard::{device, words},
    say,
    ui::{toast, use_toasts},
};

/// How many are selected, and what was not found or not plainly.
#[component]
pub fn Told(
    /// What the list means.
    named: NamedView,
    /// How many of that are selected.
    selected: usize,
    /// Emptied, one may write another list.
    outcome: RwSignal<Option<(NamedView, usize)>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let head = match selected {
        0 if named.photos.is_empty() => say!(dashboard.named_nothing).to_owned(),
        _ => say!(dashboard.named_selected, photos = words::photographs(whole(selected))).to_string(),
    };
    let elsewhere = named.photos.len() - selected.min(named.photos.len());
    let elsewhere = (elsewhere > 0).then(|| {
        let words = say!(dashboard.named_elsewhere, number = words::number(whole(elsewhere))).to_string();
        view! { <p class="hint">{words}</p> }
    });
    let by_number = named.by_number.iter().map(|(number, name)| format!("{number} → {name}")).collect::<Vec<_>>();
    let number = |names: &[String]| words::number(whole(names.len()));
    let unmatched = say!(dashboard.named_unmatched, number = number(&named.unmatched)).to_string();
    let unclear = say!(dashboard.named_unclear, number = number(&named.unclear)).to_string();
    let several = say!(dashboard.named_several, number = number(&named.several)).to_string();
    let numbered = say!(dashboard.named_by_number, number = number(&by_number)).to_string();
    view! {
        <p role="status"><b>{head}</b></p>
        {elsewhere}
        <Names title=unmatched names=named.unmatched open=true/>
        <Names title=unclear names=named.unclear open=true/>
        <Names title=several names=named.several open=false/>
        <Names title=numbered names=by_number open=false/>
        <div class="dialog-actions">
            <button class="button quiet" type="button" on:click=move |_| outcome.set(None)>
                {say!(dashboard.named_again)}
            </button>
            <button class="button primary" type="button" on:click=move |_| open.set(false)>
                {say!(dashboard.named_done)}
            </button>
        </div>
    }
    .into_any()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Names under a heading, to be copied; nothing where there are none.
#[component]
fn Names(title: String, names: Vec<String>, open: bool) -> impl IntoView {
    if names.is_empty() {
        return ().into_any();
    }
    let toasts = use_toasts();
    let text = names.join("\n");
    let copy = {
        let text = text.clone();
        move |_| device::copy(&text, move || toast(toasts, say!(dashboard.named_copied)))
    };
    view! {
        <details class="names" open=open>
            <summary>{title}</summary>
            <pre tabindex="0">{text}</pre>
            <button class="button quiet small" type="button" on:click=copy>{say!(dashboard.named_copy)}</button>
        </details>
    }
    .into_any()
}
