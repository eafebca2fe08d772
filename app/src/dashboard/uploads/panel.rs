//! The panel at the corner of every page of the studio: how far the uploads are, and what became of each file. Closing
//! it changes nothing but its size.

use leptos::prelude::*;

use super::{
    Uploads,
    imports::ImportList,
    left::LeftBehind,
    question::Question,
    queue::{Item, State},
    words,
};
use crate::{
    dashboard::device,
    say,
    ui::{Icon, toast, use_toasts},
};

/// The panel, once there is something to tell.
#[component]
pub fn UploadsPanel(
    /// The studio's uploads.
    uploads: Uploads,
) -> impl IntoView {
    let any = Memo::new(move |_| uploads.shown.with(|shown| !shown.rows.is_empty()));
    let left = move || uploads.left.get().into_iter().map(|left| view! { <LeftBehind uploads left/> }).collect_view();
    let ids = Memo::new(move |_| uploads.shown.with(|shown| shown.rows.iter().map(|row| row.id).collect::<Vec<_>>()));
    let imports = uploads.imports;
    let waits = move || uploads.left.with(|left| !left.is_empty()) || imports.any();
    view! {
        <Show when=move || !any.get() && waits()>
            <aside class="uploads" aria-label=say!(dashboard.uploads)>{left}<ImportList imports/></aside>
        </Show>
        <Show when=move || any.get()>
            <aside aria-label=say!(dashboard.uploads)>
                <details class="uploads" open>
                    <PanelHead uploads/>
                    {left}
                    <ImportList imports/>
                    <Question uploads/>
                    <ul role="list" aria-label=say!(dashboard.up_files) tabindex="0">
                        <For each=move || ids.get() key=|id| *id let:id>
                            <Row uploads id/>
                        </For>
                    </ul>
                    <PanelFoot uploads/>
                </details>
            </aside>
        </Show>
    }
    .into_any()
}

#[component]
fn PanelHead(uploads: Uploads) -> impl IntoView {
    let summary = Memo::new(move |_| uploads.shown.with(|shown| shown.summary.clone()));
    let percent = Memo::new(move |_| {
        summary.with(|summary| match summary.bytes {
            0 if summary.open == 0 => 100,
            bytes => (summary.sent * 100).checked_div(bytes).unwrap_or_default(),
        })
    });
    let busy = Memo::new(move |_| summary.with(|summary| summary.open > 0));
    let facts = move || {
        let facts = summary.with(|summary| words::facts(summary, uploads.online.get()));
        facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()
    };
    view! {
        <summary>
            <b aria-live="polite">{move || summary.with(words::headline)}</b>
            <b>{move || busy.get().then(|| say!(dashboard.up_percent, percent = percent.get()).to_string())}</b>
            <Icon name="chevron-down"/>
            <span class="facts">{facts}</span>
            <progress class="progress" max="100" value=percent aria-label=say!(dashboard.up_total)></progress>
        </summary>
    }
    .into_any()
}

#[component]
fn PanelFoot(uploads: Uploads) -> impl IntoView {
    let busy = Memo::new(move |_| uploads.shown.with(|shown| shown.summary.open > 0));
    let failed = Memo::new(move |_| {
        let again = |row: &Item| matches!(row.state, State::Troubled(trouble) if trouble.worth_another_try());
        uploads.shown.with(|shown| shown.rows.iter().any(again))
    });
    let troubled = Memo::new(move |_| uploads.shown.with(|shown| shown.summary.troubled > 0));
    let toasts = use_toasts();
    let copy = move |_| {
        let lines = uploads.queue.with_value(|queue| {
            queue
                .troubled()
                .map(|(name, trouble, size)| format!("{name}\t{}", words::reason(trouble, size)))
                .collect::<Vec<_>>()
        });
        device::copy(&lines.join("\n"), move || toast(toasts, say!(dashboard.up_list_copied)));
    };
    view! {
        <footer>
            <Show when=move || busy.get()>
                <Course uploads/>
            </Show>
            <Show when=move || failed.get()>
                <button class="button quiet small" type="button" on:click=move |_| uploads.retry_failed()>
                    {say!(dashboard.up_retry_failed)}
                </button>
            </Show>
            <Show when=move || troubled.get() && !busy.get()>
                <button class="button quiet small" type="button" on:click=copy>{say!(dashboard.up_copy_list)}</button>
            </Show>
            <Show
                when=move || busy.get()
                fallback=move || {
                    view! {
                        <button class="button quiet small" type="button" on:click=move |_| uploads.clear()>
                            {say!(dashboard.up_close)}
                        </button>
                    }
                }
            >
                <button class="button quiet small" type="button" on:click=move |_| uploads.cancel_all()>
                    {say!(dashboard.up_cancel_all)}
                </button>
            </Show>
        </footer>
    }
    .into_any()
}

/// Stopping for a while, and going gently.
#[component]
fn Course(uploads: Uploads) -> impl IntoView {
    let paused = Memo::new(move |_| uploads.shown.with(|shown| shown.summary.paused));
    let slow = Memo::new(move |_| uploads.shown.with(|shown| shown.summary.slow));
    let label = move || if paused.get() { say!(dashboard.up_resume) } else { say!(dashboard.up_pause) };
    let stop_or_go = move |_| if paused.get_untracked() { uploads.resume() } else { uploads.pause() };
    view! {
        <label class="check small" title=say!(dashboard.up_slow_words)>
            <input type="checkbox" prop:checked=slow on:change=move |event| uploads.set_slow(event_target_checked(&event))/>
            {say!(dashboard.up_slow)}
        </label>
        <button class="button quiet small" type="button" on:click=stop_or_go>{label}</button>
    }
    .into_any()
}

#[component]
fn Row(uploads: Uploads, id: u32) -> impl IntoView {
    let row = move || uploads.shown.with(|shown| shown.rows.iter().find(|row| row.id == id).cloned());
    let Some(first) = untrack(row) else { return ().into_any() };
    let (name, size) = (StoredValue::new(first.file.name), first.file.size);
    let state = Memo::new(move |_| row().map_or(State::Cancelled, |row| row.state));
    let percent = Memo::new(move |_| row().map_or(0, |row| row.sent * 100 / row.file.size.max(1)));
    let tone = move || match state.get() {
        State::Added | State::Replaced | State::Unpacking => "state ok",
        State::Troubled(_) => "state bad",
        _ => "state",
    };
    let reason = move || match state.get() {
        State::Troubled(trouble) => Some(view! { <p class="reason">{words::reason(trouble, size)}</p> }),
        _ => None,
    };
    let bar = Memo::new(move |_| state.get() == State::Sending);
    view! {
        <li class="upload">
            <span class="name clip" title=name.get_value()>{name.get_value()}</span>
            <span class=tone>{move || words::state(state.get(), percent.get())}</span>
            {reason}
            <Show when=move || bar.get()>
                <progress class="progress" max="100" value=percent aria-label=name.get_value()></progress>
            </Show>
            <RowButton uploads id state name/>
        </li>
    }
    .into_any()
}

#[component]
fn RowButton(uploads: Uploads, id: u32, state: Memo<State>, name: StoredValue<String>) -> impl IntoView {
    // What can be done changes less often than the state: the button keeps its focus.
    let offer = Memo::new(move |_| match state.get() {
        State::Waiting | State::Sending | State::Pausing(_) | State::Asking => Some("x"),
        State::Troubled(trouble) if !trouble.worth_another_try() => Some("check"),
        State::Troubled(_) | State::Cancelled => Some("rotate-ccw"),
        State::Added | State::Replaced | State::AlreadyHere | State::Unpacking => None,
    });
    move || {
        let name = name.get_value();
        let (icon, label) = match offer.get()? {
            "rotate-ccw" => ("rotate-ccw", say!(dashboard.up_retry_one, name = name).to_string()),
            "check" => ("x", say!(dashboard.up_dismiss_one, name = name).to_string()),
            _ => ("x", say!(dashboard.up_cancel_one, name = name).to_string()),
        };
        let act = move |_| match offer.get_untracked() {
            Some("rotate-ccw") => uploads.retry(id),
            Some("check") => uploads.dismiss(id),
            _ => uploads.cancel(id),
        };
        Some(view! {
            <button class="icon-button" type="button" aria-label=label on:click=act><Icon name=icon/></button>
        })
    }
}
