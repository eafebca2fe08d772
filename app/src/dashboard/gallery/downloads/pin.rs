//! The PIN for downloads, where the studio shares a gallery.

use domain::{GalleryId, Role};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    say,
    ui::{Copy, Icon, toast, use_toasts},
    viewer::boot,
};

/// The PIN and how to have another; nothing where none is asked. Fetched by the browser once the page is there.
#[component]
pub fn DownloadPin(id: GalleryId) -> impl IntoView {
    let toasts = use_toasts();
    let pin = RwSignal::new(String::new());
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(found) = api::downloads(id).await {
                pin.try_set(found.pin);
            }
        });
    });
    let reset = move |_| {
        spawn_local(async move {
            match api::reset_pin(id).await {
                Ok(new) => {
                    pin.try_set(new);
                    toast(toasts, say!(dashboard.pin_is_new));
                }
                Err(error) => toast(toasts, error.sentence()),
            }
        });
    };
    view! {
        <div class="field" hidden=move || pin.with(String::is_empty)>
            <span class="label">{say!(dashboard.pin)}</span>
            <Copy text=pin large=true/>
            <p class="hint">{say!(dashboard.pin_hint)}</p>
            {boot().may(Role::Editor).then(|| view! {
                <div class="row">
                    <button class="button small" type="button" on:click=reset>
                        <Icon name="rotate-ccw"/>
                        {say!(dashboard.reset_pin)}
                    </button>
                </div>
            })}
        </div>
    }
    .into_any()
}
