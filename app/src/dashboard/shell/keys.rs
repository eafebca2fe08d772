//! The keys of the studio's pages: `g` and a letter lead elsewhere, `?` shows what there is where one stands.

use std::time::Duration;

use leptos::{ev, prelude::*};
use leptos_router::hooks::{use_location, use_navigate};

use crate::{
    dashboard::device,
    paths, say,
    ui::{KeyGroup, KeySheet, is_typing, key_help},
};

/// The second key comes so soon after `g`, or it is one by itself.
const SOON: Duration = Duration::from_millis(1_500);

/// The button that makes a gallery.
const NEW: &str = "main [data-key='n']";

/// The field to search in.
const SEARCH: &str = "main input[type='search']";

/// Where one stands, as far as keys are concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// The list of galleries.
    Galleries,
    /// The photographs of one.
    Photographs,
    /// Anywhere else.
    Else,
}

impl Place {
    fn of(path: &str) -> Self {
        match path.strip_prefix(paths::GALLERIES).map(|rest| rest.trim_matches('/')) {
            Some("") => Self::Galleries,
            Some(rest) if !rest.contains('/') => Self::Photographs,
            Some(_) | None => Self::Else,
        }
    }
}

/// Waits for keys.
#[component]
pub fn Keys() -> impl IntoView {
    let path = use_location().pathname;
    let go = StoredValue::new(use_navigate());
    let led = StoredValue::new(false);
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            let command = event.ctrl_key() || event.meta_key() || event.alt_key();
            // A dialog, a menu, a photograph that fills the screen: they have keys of their own.
            if command || event.repeat() || event.default_prevented() || is_typing(&event) || device::is_busy(&event) {
                return;
            }
            let second = led.try_update_value(std::mem::take) == Some(true);
            let to = |address: &str| go.with_value(|go| go(address, Default::default()));
            let here = Place::of(&path.get_untracked());
            match event.key().as_str() {
                "g" if second => to(paths::GALLERIES),
                "a" if second => to(paths::ACCOUNT),
                "g" => {
                    led.set_value(true);
                    let forget = move || {
                        led.try_set_value(false);
                    };
                    set_timeout(forget, SOON);
                }
                "n" if here == Place::Galleries => device::press(NEW),
                "/" if here != Place::Else => device::focus(SEARCH),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || keys.remove());
    });
    key_help(move |close| {
        let groups = groups(Place::of(&path.get_untracked()));
        view! { <KeySheet groups close/> }.into_any()
    })
}

/// What there is at a place.
fn groups(place: Place) -> Vec<KeyGroup> {
    let mut groups = match place {
        Place::Galleries => {
            let keys = vec![("N", say!(dashboard.new_gallery)), ("/", say!(dashboard.keys_search))];
            vec![(say!(dashboard.keys_galleries), keys)]
        }
        Place::Photographs => {
            let grid = vec![
                ("/", say!(dashboard.keys_search)),
                ("Ctrl A", say!(dashboard.keys_pick_all)),
                ("Shift", say!(dashboard.keys_pick_range)),
                ("Esc", say!(dashboard.keys_let_go)),
                ("Delete", say!(dashboard.keys_delete)),
            ];
            let open = vec![
                ("← →", say!(dashboard.keys_step)),
                ("+ − 0", say!(dashboard.keys_zoom)),
                ("S", say!(dashboard.keys_slideshow)),
                ("I", say!(dashboard.keys_info)),
                ("F", say!(dashboard.keys_full_screen)),
                ("Esc", say!(dashboard.keys_close)),
            ];
            vec![(say!(dashboard.keys_photographs), grid), (say!(dashboard.keys_lightbox), open)]
        }
        Place::Else => Vec::new(),
    };
    let keys = vec![
        ("G G", say!(dashboard.keys_go_galleries)),
        ("G A", say!(dashboard.keys_go_account)),
        ("?", say!(common.keys)),
    ];
    groups.push((say!(dashboard.keys_everywhere), keys));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_by_its_path() {
        for (path, place) in [
            ("/dashboard/galleries", Place::Galleries),
            ("/dashboard/galleries/", Place::Galleries),
            ("/dashboard/galleries/0190", Place::Photographs),
            ("/dashboard/galleries/0190/settings", Place::Else),
            ("/dashboard/account", Place::Else),
        ] {
            assert_eq!(Place::of(path), place, "{path}");
        }
    }
}
