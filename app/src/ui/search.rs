//! A field to search with: looked for when typing pauses, or at once with Enter.

use std::time::Duration;

use leptos::{ev, prelude::*};

use super::Icon;

/// Typing is over when nothing came for this long.
const PAUSE: Duration = Duration::from_millis(250);

/// The field.
#[component]
pub fn SearchField(
    /// What is looked for; it may be changed from elsewhere, as by going back.
    #[prop(into)]
    search: Signal<String>,
    /// Looks for another text, trimmed.
    look: Callback<String>,
    /// What it searches.
    label: &'static str,
    /// What stands in it while it is empty.
    placeholder: &'static str,
) -> impl IntoView {
    let typed = RwSignal::new(search.get_untracked());
    let go = move || {
        let wanted = typed.get_untracked().trim().to_owned();
        if wanted != search.get_untracked() {
            look.run(wanted);
        }
    };
    let strokes = StoredValue::new(0_u32);
    let input = move |event: ev::Event| {
        typed.set(event_target_value(&event));
        strokes.update_value(|strokes| *strokes += 1);
        let mine = strokes.get_value();
        set_timeout(
            move || {
                if strokes.try_get_value() == Some(mine) {
                    go();
                }
            },
            PAUSE,
        );
    };
    Effect::new(move |_| {
        let search = search.get();
        if typed.get_untracked().trim() != search {
            typed.set(search);
        }
    });
    view! {
        <form
            class="control search"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <span class="prefix"><Icon name="search"/></span>
            <input
                type="search"
                name="q"
                prop:value=typed
                value=typed.get_untracked()
                placeholder=placeholder
                aria-label=label
                maxlength="200"
                autocomplete="off"
                on:input=input
            />
        </form>
    }
    .into_any()
}
