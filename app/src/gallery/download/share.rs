//! The share sheet of a phone, which puts photographs where a phone keeps its photographs. They are fetched and handed
//! over in batches; the browser wants a press for each.

use std::ops::Range;

use domain::share_batches;
use leptos::{prelude::*, task::spawn_local};

use super::{super::device, api::PartView, panel::Panel};
use crate::{
    say,
    ui::{Icon, SubmitButton},
};

/// Where a batch stands.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// So many of it are here.
    Fetching(usize),
    /// All of it is here.
    Ready,
    /// The sheet is open.
    Open,
    /// It could not be fetched.
    Missing,
    /// The device did not take it.
    Refused,
    /// The last one was taken.
    Done,
}

/// The buttons of the question: what is usual on this device first. `sheet` is whether the share sheet comes first;
/// `None` where there is none.
#[component]
pub fn Ask(panel: Panel, sheet: Option<bool>) -> impl IntoView {
    let other = move || {
        let first = sheet?;
        let words = if first { say!(gallery.share_file) } else { say!(gallery.share) };
        panel.few().then(|| {
            view! {
                <button
                    class="button"
                    type="button"
                    disabled=move || panel.busy.get()
                    on:click=move |_| panel.go(!first)
                >
                    {words}
                </button>
            }
        })
    };
    let main = move || {
        let words = if sheet == Some(true) && panel.few() { say!(gallery.share) } else { say!(gallery.download) };
        view! { <SubmitButton words pending=panel.busy/> }
    };
    view! {
        {other}
        {main}
    }
    .into_any()
}

/// Hands `parts` over, batch by batch.
#[component]
pub fn Sharing(panel: Panel, parts: Vec<PartView>) -> impl IntoView {
    let sizes: Vec<u64> = parts.iter().map(|part| part.bytes).collect();
    let batches = StoredValue::new(share_batches(&sizes));
    let (parts, count) = (StoredValue::new(parts), batches.with_value(Vec::len));
    let (at, state) = (RwSignal::new(0_usize), RwSignal::new(State::Fetching(0)));
    let batch = move || batches.with_value(|batches| batches.get(at.get_untracked()).cloned().unwrap_or_default());
    let fetch = move || {
        state.set(State::Fetching(0));
        spawn_local(async move {
            let files = parts.with_value(|parts| files(parts, batch()));
            // Back to the question, or closed: what comes then is for nobody.
            let there = device::fetch_files(files, move |count| state.try_set(State::Fetching(count)).is_none()).await;
            state.try_set(if there { State::Ready } else { State::Missing });
        });
    };
    let hand_over = move || {
        state.set(State::Open);
        spawn_local(async move {
            let taken = device::hand_over().await;
            // Closed meanwhile: nobody waits for the rest.
            let Some(now) = at.try_get_untracked() else { return };
            match taken {
                Some(true) if now + 1 < count => {
                    at.set(now + 1);
                    fetch();
                }
                Some(true) => state.set(State::Done),
                // Whoever closed the sheet may open it again.
                Some(false) => state.set(State::Ready),
                None => state.set(State::Refused),
            }
        });
    };
    Effect::new(move |_| untrack(fetch));
    on_cleanup(device::let_go);
    let inside = move || match state.get() {
        State::Fetching(here) => {
            let words = say!(gallery.share_fetching, number = here as u64, of = batch().len() as u64).to_string();
            view! { <p role="status"><span class="spinner"></span>" "{words}</p> }.into_any()
        }
        State::Ready | State::Open => {
            let number = at.get() as u64 + 1;
            let words = match count {
                1 => say!(gallery.share).to_owned(),
                _ => say!(gallery.share_batch, number = number, of = count as u64).to_string(),
            };
            view! {
                <p role="status">{say!(gallery.share_words)}</p>
                <button
                    class="button primary wide"
                    type="button"
                    disabled=move || state.get() == State::Open
                    on:click=move |_| hand_over()
                >
                    <Icon name="share-2"/>
                    {words}
                </button>
            }
            .into_any()
        }
        State::Missing => problem(say!(gallery.share_missing), fetch),
        State::Refused => problem(say!(gallery.share_refused), move || state.set(State::Ready)),
        State::Done => view! { <p role="status">{say!(gallery.share_done)}</p> }.into_any(),
    };
    let instead = move || {
        panel.shared.set(false);
        panel.parts.set(None);
    };
    view! {
        <div class="stack">{inside}</div>
        <div class="dialog-actions">
            <button class="button quiet" type="button" on:click=move |_| instead()>{say!(gallery.share_instead)}</button>
        </div>
    }
    .into_any()
}

fn problem(words: &'static str, again: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <div class="banner bad" role="alert">
            <Icon name="circle-alert"/>
            <p>{words}</p>
            <button class="button small" type="button" on:click=move |_| again()>{say!(common.try_again)}</button>
        </div>
    }
    .into_any()
}

/// Where the files of a batch are, and what they are called.
fn files(parts: &[PartView], batch: Range<usize>) -> Vec<(String, String)> {
    let part = |part: &PartView| (part.address.clone(), part.name.clone());
    parts.get(batch).unwrap_or_default().iter().map(part).collect()
}
