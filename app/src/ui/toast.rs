//! Short messages at the bottom left, one at a time, with undo where there is one. Never the only place of an error.

use std::time::Duration;

use leptos::prelude::*;

use super::Icon;
use crate::say;

#[derive(Clone)]
struct Toast {
    words: String,
    undo: Option<Callback<()>>,
}

/// Where toasts are shown. Lives as long as the application.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<Toast>>);

/// Makes room for toasts.
pub fn provide_toasts() {
    provide_context(Toasts(RwSignal::new(None)));
}

/// The place for toasts; taken while drawing, used in handlers.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts(RwSignal::new(None)))
}

/// Says something for six seconds.
pub fn toast(toasts: Toasts, words: impl Into<String>) {
    show(toasts, Toast { words: words.into(), undo: None }, Duration::from_secs(6));
}

/// Says what was done and offers to undo it, for ten seconds.
pub fn toast_with_undo(toasts: Toasts, words: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
    let undo = Callback::new(move |()| undo());
    show(toasts, Toast { words: words.into(), undo: Some(undo) }, Duration::from_secs(10));
}

fn show(toasts: Toasts, toast: Toast, time: Duration) {
    let words = toast.words.clone();
    toasts.0.set(Some(toast));
    set_timeout(
        move || {
            let same = toasts.0.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.words == words));
            if same {
                toasts.0.set(None);
            }
        },
        time,
    );
}

/// Where they appear.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || {
                toasts.0.get().map(|toast| {
                    view! {
                        <div class="toast">
                            <p>{toast.words}</p>
                            {toast.undo.map(|undo| {
                                view! {
                                    <button class="text-button" type="button" on:click=move |_| {
                                        toasts.0.set(None);
                                        undo.run(());
                                    }>{say!(common.undo)}</button>
                                }
                            })}
                            <button
                                class="icon-button"
                                type="button"
                                aria-label=say!(common.close)
                                on:click=move |_| toasts.0.set(None)
                            >
                                <Icon name="x"/>
                            </button>
                        </div>
                    }
                })
            }}
        </div>
    }
    .into_any()
}
