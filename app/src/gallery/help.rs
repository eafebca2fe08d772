//! The keys, on `?`. Loaded when somebody asks for them.

use leptos::{ev, prelude::*};

use crate::{lightbox::is_typing, say, ui::Dialog};

/// Waits for the question mark, in the grid and in front of it.
#[component]
pub fn Help() -> impl IntoView {
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            if event.key() == "?" && !is_typing(&event) {
                event.prevent_default();
                asked.set(true);
            }
        });
        on_cleanup(move || keys.remove());
    });
    move || {
        asked.get().then(|| {
            let close = Callback::new(move |()| asked.set(false));
            view! { <Suspense>{Suspend::new(async move { keys(close).await })}</Suspense> }
        })
    }
}

/// The keys and what they do. `close` is run when they were closed.
#[lazy]
fn keys(close: Callback<()>) -> AnyView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            close.run(());
        }
    });
    let key = |key: &'static str, does: &'static str| view! { <dt><kbd>{key}</kbd></dt><dd>{does}</dd> };
    view! {
        <Dialog open title=say!(gallery.keys)>
            <p class="muted">{say!(gallery.keys_words)}</p>
            <dl class="keys">
                {key("← →", say!(gallery.key_step))}
                {key("Home End", say!(gallery.key_ends))}
                {key("H", say!(gallery.key_heart))}
                {key("S", say!(gallery.key_slideshow))}
                {key("I", say!(gallery.key_info))}
                {key("F", say!(gallery.key_full_screen))}
                {key("+ − 0", say!(gallery.key_zoom))}
                {key("Esc", say!(gallery.key_close))}
                {key("?", say!(gallery.keys))}
            </dl>
        </Dialog>
    }
    .into_any()
}
