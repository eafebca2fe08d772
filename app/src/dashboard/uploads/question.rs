//! Other bytes of the same name are in the gallery: asked once for all such files.

use leptos::prelude::*;

use super::{Uploads, queue::Choice};
use crate::{dashboard::words, say};

/// The question, while a file waits for its answer.
#[component]
pub fn Question(
    /// The studio's uploads.
    uploads: Uploads,
) -> impl IntoView {
    let asking = Memo::new(move |_| uploads.shown.with(|shown| shown.summary.asking));
    let title = move || {
        let number = words::number(i64::try_from(asking.get()).unwrap_or(i64::MAX));
        say!(dashboard.same_title, count = asking.get(), number = number).to_string()
    };
    view! {
        <Show when=move || { asking.get() > 0 }>
            <section class="question" role="alert">
                <p><b>{title}</b> " " {say!(dashboard.same_words)}</p>
                <div class="row">
                    <button class="button small" type="button" on:click=move |_| uploads.decide(Choice::KeepBoth)>
                        {say!(dashboard.same_keep)}
                    </button>
                    <button class="button small" type="button" on:click=move |_| uploads.decide(Choice::Replace)>
                        {say!(dashboard.same_replace)}
                    </button>
                    <button class="button quiet small" type="button" on:click=move |_| uploads.decide(Choice::Skip)>
                        {say!(dashboard.same_skip)}
                    </button>
                </div>
            </section>
        </Show>
    }
    .into_any()
}
