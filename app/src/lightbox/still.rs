//! Stillness: controls fade when nobody has moved for a while.

use std::time::Duration;

use leptos::prelude::*;

use super::device;

/// Whether nothing moved for three seconds, and what to call when something did. Controls stay for those who asked for
/// less motion.
pub fn stillness() -> (RwSignal<bool>, Callback<()>) {
    let idle = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let stir = Callback::new(move |()| {
        stop();
        if idle.get_untracked() {
            idle.set(false);
        }
        if !device::calm() {
            let fade = move || {
                idle.try_set(true);
            };
            timer.set_value(set_timeout_with_handle(fade, Duration::from_secs(3)).ok());
        }
    });
    (idle, stir)
}
