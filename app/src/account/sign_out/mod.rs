//! Signing out.

pub mod api;

use leptos::prelude::*;

use super::form::{form, proceed};
use crate::{say, ui::Icon};

/// The button that signs out, as a line of a menu.
#[component]
pub fn SignOutButton() -> impl IntoView {
    let form = form::<api::SignOut>();
    proceed(form.action);
    view! {
        <ActionForm action=form.action>
            <button class="item" type="submit" disabled=move || form.pending.get()>
                <Icon name="log-out"/>
                " "
                {say!(account.sign_out)}
            </button>
        </ActionForm>
    }
    .into_any()
}
