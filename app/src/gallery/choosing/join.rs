//! A mailed link was opened: whoever follows it goes on with their lists in this browser. Programs that look into mails
//! open links too, so opening it does nothing yet: the button does.

use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    error::AppError,
    gallery::{album::use_album, device},
    say,
    ui::{Dialog, FormProblem, toast, use_toasts},
};

/// Asks.
#[component]
pub fn Join(
    /// Set to false when it was closed.
    open: RwSignal<bool>,
) -> impl IntoView {
    let album = use_album();
    let toasts = use_toasts();
    let secret = StoredValue::new(None);
    // Not before somebody can be asked: a page that is loaded again begins anew.
    Effect::new(move |_| secret.set_value(device::take_secret()));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let join = move |_| {
        let Some(secret) = secret.get_value() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = api::join_device(album.token.get_value(), device::visitor_key(), secret).await;
            busy.try_set(false);
            match answer {
                Ok(view) => {
                    album.hearts.settle(view);
                    toast(toasts, say!(gallery.joined));
                    open.try_set(false);
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
        });
    };
    view! {
        <Dialog open title=say!(gallery.join)>
            <p>{say!(gallery.join_words)}</p>
            <FormProblem error=problem/>
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                    {say!(common.cancel)}
                </button>
                <button
                    class="button primary"
                    type="button"
                    disabled=busy
                    aria-busy=move || busy.get().then_some("true")
                    on:click=join
                >
                    {say!(gallery.join_button)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
