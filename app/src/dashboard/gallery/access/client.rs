//! Where the studio shares a gallery: the client's own address and code.

use domain::{GalleryId, Role};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    say,
    ui::{Copy, Dialog, Icon, toast, use_toasts},
    viewer::boot,
};

/// The client's address and code, and how to have another; nothing while there is no such code. Fetched by the
/// browser once the page is there.
#[component]
pub fn ClientShare(
    /// Of which gallery.
    id: GalleryId,
    /// The absolute address for everybody.
    link: String,
) -> impl IntoView {
    let toasts = use_toasts();
    let code = RwSignal::new(String::new());
    Effect::new(move |_| {
        spawn_local(async move {
            match api::access(id).await {
                Ok(found) => drop(code.try_set(found.client_code)),
                Err(error) => toast(toasts, error.sentence()),
            }
        });
    });
    let asking = RwSignal::new(false);
    let draw = move |_| {
        asking.set(false);
        spawn_local(async move {
            match api::draw_client_code(id).await {
                Ok(new) => {
                    code.try_set(new);
                    toast(toasts, say!(dashboard.client_code_is_new));
                }
                Err(error) => toast(toasts, error.sentence()),
            }
        });
    };
    view! {
        <div class="field" hidden=move || code.with(String::is_empty)>
            <span class="label">{say!(dashboard.client_share)}</span>
            <Copy text=format!("{link}?client")/>
            <Copy text=code large=true/>
            <p class="hint">{say!(dashboard.client_share_hint)}</p>
            {boot().may(Role::Editor).then(|| view! {
                <div class="row">
                    <button class="button small" type="button" on:click=move |_| asking.set(true)>
                        <Icon name="rotate-ccw"/>
                        {say!(dashboard.draw_client_code)}
                    </button>
                </div>
            })}
        </div>
        <Dialog open=asking title=say!(dashboard.draw_client_code)>
            <p>{say!(dashboard.draw_client_code_words)}</p>
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| asking.set(false)>
                    {say!(common.cancel)}
                </button>
                <button class="button primary" type="button" on:click=draw>{say!(dashboard.draw_client_code)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
