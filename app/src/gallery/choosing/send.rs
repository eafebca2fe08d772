//! Sending a list to the studio: how many, and a word if one likes.

use leptos::{form::ActionForm, prelude::*};

use super::{api::SendList, lists::name};
use crate::{
    error::AppError,
    gallery::{album::use_album, device},
    say,
    ui::{Dialog, Field, FormProblem, SubmitButton, toast, use_toasts},
};

/// Asks once more, and sends.
#[component]
pub fn Send(open: RwSignal<bool>) -> impl IntoView {
    let album = use_album();
    let hearts = album.hearts;
    let toasts = use_toasts();
    let action = ServerAction::<SendList>::new();
    let answer: Signal<Option<AppError>> = Signal::derive(move || action.value().get().and_then(Result::err));
    // The list is no field of the form: what is wrong with it is said above.
    let whole = Signal::derive(move || answer.get().filter(|error| error.on("message").is_none()));
    let why = move || {
        whole.get().and_then(|error| error.on("list")).map(|words| view! { <p class="error" role="alert">{words}</p> })
    };
    let rest = Signal::derive(move || whole.get().filter(|error| error.on("list").is_none()));
    Effect::new(move |_| {
        if let Some(Ok(view)) = action.value().get() {
            hearts.settle(view);
            toast(toasts, say!(gallery.sent_words));
            open.set(false);
        }
    });
    // Hearts that are still under way are sent along.
    let pending = action.pending();
    let pending = Signal::derive(move || pending.get() || hearts.busy.get());
    let Some(list) = untrack(|| hearts.list()) else { return ().into_any() };
    let count = hearts.shown.with_untracked(|shown| shown.len() as u64);
    let words = say!(gallery.send_words, count = count, name = name(&list)).to_string();
    view! {
        <Dialog open title=say!(gallery.send)>
            <ActionForm action attr:class="form">
                <p>{words}</p>
                {why}
                <FormProblem error=rest/>
                <input type="hidden" name="token" value=album.token.get_value()/>
                <input type="hidden" name="key" value=device::visitor_key()/>
                <input type="hidden" name="list" value=list.id.to_string()/>
                <Field
                    name="message"
                    id="list-message"
                    label=say!(gallery.message)
                    multiline=true
                    optional=true
                    error=answer
                />
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(gallery.not_yet_send)}
                    </button>
                    <SubmitButton words=say!(gallery.send) pending=pending/>
                </div>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
