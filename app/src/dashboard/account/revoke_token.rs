//! The question before a token is revoked.

use leptos::prelude::*;

use super::api::{RevokeToken, TokenView};
use crate::{
    say,
    ui::{Dialog, FormProblem, SubmitButton, toast, use_toasts},
};

/// Asks about `token` while there is one; `again` reads the list anew.
#[component]
pub fn RevokeTokenDialog(token: RwSignal<Option<TokenView>>, again: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let action = ServerAction::<RevokeToken>::new();
    let error = Signal::derive(move || action.value().get().and_then(Result::err));
    let toasts = use_toasts();
    // What was asked about last: its name stands there while the dialog closes.
    let name = move || token.get().map(|token| token.name).unwrap_or_default();
    Effect::new(move |_| {
        if token.get().is_some() {
            action.clear();
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            open.set(false);
            let name = token.get_untracked().map(|token| token.name).unwrap_or_default();
            toast(toasts, say!(account.token_revoked, name = name).to_string());
            again.run(());
        }
    });
    view! {
        <Dialog open title=say!(account.revoke_title)>
            <form on:submit=move |event| {
                event.prevent_default();
                if let Some(token) = token.get_untracked() {
                    action.dispatch(RevokeToken { id: token.id });
                }
            }>
                <FormProblem error/>
                <p>{move || say!(account.revoke_words, name = name()).to_string()}</p>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(common.cancel)}
                    </button>
                    <SubmitButton words=say!(account.revoke) pending=action.pending() class="danger"/>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
