//! Pages that show what goes on while nobody clicks.

use std::time::Duration;

use leptos::prelude::*;

/// Calls `again` every ten seconds while somebody looks.
pub fn every_ten_seconds(again: Callback<()>) {
    Effect::new(move |_| {
        let look = move || {
            // What is being read is not folded up under one's eyes.
            #[cfg(feature = "hydrate")]
            if crate::browser::page::visible() && !crate::browser::page::has("details[open]") {
                again.run(());
            }
            #[cfg(not(feature = "hydrate"))]
            let _ = again;
        };
        if let Ok(handle) = set_interval_with_handle(look, Duration::from_secs(10)) {
            on_cleanup(move || handle.clear());
        }
    });
}
