//! After the first heart, the studio may ask who gives it. Whoever does not say so chooses all the same.

use domain::Asks;
use leptos::{form::ActionForm, prelude::*};

use super::api::Introduce;
use crate::{
    error::AppError,
    gallery::{album::use_album, device},
    say,
    ui::{Dialog, Field, FormProblem, SubmitButton, toast, use_toasts},
};

/// Asks once.
#[component]
pub fn Who() -> impl IntoView {
    let album = use_album();
    let hearts = album.hearts;
    let toasts = use_toasts();
    let email = hearts.asks.get_untracked() == Asks::Email;
    // Asked is asked, whatever comes of it.
    hearts.asks.set(Asks::Nothing);
    let action = ServerAction::<Introduce>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || action.value().get().and_then(Result::err));
    let rest = Signal::derive(move || error.get().filter(|error| error.on("who").is_none()));
    let open = hearts.asking;
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            if email {
                toast(toasts, say!(gallery.who_mailed));
            }
            open.set(false);
        }
    });
    let (title, words) = if email {
        (say!(gallery.who_email), say!(gallery.who_email_words))
    } else {
        (say!(gallery.who_name), say!(gallery.who_name_words))
    };
    let (kind, label, autocomplete) =
        if email { ("email", say!(gallery.email), "email") } else { ("text", say!(gallery.name), "name") };
    view! {
        <Dialog open title>
            <ActionForm action attr:class="form" attr:novalidate=true>
                <p>{words}</p>
                <FormProblem error=rest/>
                <input type="hidden" name="token" value=album.token.get_value()/>
                <input type="hidden" name="key" value=device::visitor_key()/>
                <Field name="who" kind label autocomplete error/>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(gallery.who_skip)}
                    </button>
                    <SubmitButton words=say!(common.save) pending=action.pending()/>
                </div>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
