//! The dialog that makes a token and shows it once.

use domain::TokenLife;
use leptos::{form::ActionForm, prelude::*};

use super::api::MakeToken;
use crate::{
    say,
    ui::{Copy, Dialog, Field, FormProblem, Icon, SubmitButton},
};

/// The dialog. `again` is run when it was closed after a token was made: until then the list, and the secret with it, stays.
#[component]
pub fn MakeTokenDialog(open: RwSignal<bool>, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<MakeToken>::new();
    let value = action.value();
    let error = Signal::derive(move || value.get().and_then(Result::err));
    let made = Memo::new(move |_| value.get().and_then(Result::ok));
    Effect::new(move |_| {
        if !open.get() && made.get_untracked().is_some() {
            again.run(());
        }
    });
    view! {
        <Dialog open title=say!(account.new_token)>
            {move || match made.get() {
                Some(token) => view! { <Made token open/> }.into_any(),
                None => view! {
                    <ActionForm action attr:novalidate=true>
                        <FormProblem error/>
                        <Field
                            name="name"
                            id="token-name"
                            label=say!(account.token_name)
                            hint=say!(account.token_name_hint)
                            error
                        />
                        <Life/>
                        <div class="dialog-actions">
                            <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                                {say!(common.cancel)}
                            </button>
                            <SubmitButton words=say!(account.make_token) pending=action.pending()/>
                        </div>
                    </ActionForm>
                }
                .into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

/// How long it is to work.
#[component]
fn Life() -> impl IntoView {
    let option = |life: TokenLife| {
        let words = match life {
            TokenLife::Month => say!(account.life_month),
            TokenLife::Quarter => say!(account.life_quarter),
            TokenLife::Year => say!(account.life_year),
            TokenLife::Endless => say!(account.life_endless),
        };
        view! { <option value=life.as_str() selected=life == TokenLife::default()>{words}</option> }
    };
    view! {
        <div class="field">
            <label for="token-life">{say!(account.token_life)}</label>
            <span class="select">
                <select id="token-life" name="life">{TokenLife::ALL.map(option).collect_view()}</select>
                <Icon name="chevron-down"/>
            </span>
        </div>
    }
}

/// The secret, this once.
#[component]
fn Made(token: String, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="banner warn" role="status">
            <Icon name="key-round"/>
            <p><strong>{say!(account.token_made)}</strong>{say!(account.token_made_words)}</p>
        </div>
        <div class="field">
            <span class="label">{say!(account.token)}</span>
            <Copy text=token/>
        </div>
        <div class="dialog-actions">
            <button class="button primary" type="button" on:click=move |_| open.set(false)>
                {say!(account.token_kept)}
            </button>
        </div>
    }
    .into_any()
}
