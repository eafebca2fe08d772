//! The keys, on `?`.

use leptos::prelude::*;

use crate::{say, ui::Dialog};

/// Whether they are shown.
#[derive(Clone, Copy)]
pub struct Help(pub RwSignal<bool>);

/// The keys and what they do.
#[component]
pub fn HelpSheet(
    /// Whether they are shown.
    help: Help,
) -> impl IntoView {
    let key = |key: &'static str, does: &'static str| view! { <dt><kbd>{key}</kbd></dt><dd>{does}</dd> };
    view! {
        <Dialog open=help.0 title=say!(dashboard.cull_keys)>
            <dl class="keys">
                {key("← →", say!(dashboard.cull_key_step))}
                {key("P", say!(dashboard.cull_key_pick))}
                {key("X", say!(dashboard.cull_key_reject))}
                {key("U", say!(dashboard.cull_key_unflag))}
                {key("0 – 5", say!(dashboard.cull_key_stars))}
                {key("Ctrl Z", say!(dashboard.cull_key_undo))}
                {key("Z", say!(dashboard.cull_key_zoom))}
                {key("C", say!(dashboard.cull_key_compare))}
                {key("Space", say!(dashboard.cull_key_side))}
                {key("Enter", say!(dashboard.cull_key_keep))}
                {key("B", say!(dashboard.cull_key_burst))}
                {key("Shift P", say!(dashboard.cull_key_keep_one))}
                {key("A", say!(dashboard.cull_key_advance))}
                {key("Esc", say!(dashboard.cull_key_away))}
                {key("?", say!(dashboard.cull_keys))}
            </dl>
        </Dialog>
    }
    .into_any()
}
