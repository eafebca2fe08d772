//! The tokens of one's scripts.

use domain::Role;
use leptos::prelude::*;

use super::{api::TokenView, make_token::MakeTokenDialog, revoke_token::RevokeTokenDialog};
use crate::{
    say,
    ui::{Icon, LocalTime},
    viewer::boot,
};

/// The list of tokens, and the button that makes one; `again` reads the list anew.
#[component]
pub fn Tokens(tokens: Vec<TokenView>, again: Callback<()>) -> impl IntoView {
    let making = RwSignal::new(false);
    let revoking = RwSignal::new(None);
    let may = boot().may(Role::Editor);
    let words = match tokens.is_empty() {
        false => None,
        true if may => Some(say!(account.tokens_none)),
        true => Some(say!(account.tokens_not_for_you)),
    };
    view! {
        <section class="section">
            <header><h2>{say!(account.tokens)}</h2><p>{say!(account.tokens_words)}</p></header>
            <div class="stack">
                {words.map(|words| view! { <p class="muted">{words}</p> })}
                {(!tokens.is_empty()).then(|| view! {
                    <ul class="rows" role="list">
                        {tokens.into_iter().map(|token| view! { <Token token revoking/> }).collect_view()}
                    </ul>
                })}
                {may.then(|| view! {
                    <button class="button" type="button" on:click=move |_| making.set(true)>
                        <Icon name="plus"/>
                        {say!(account.new_token)}
                    </button>
                    <MakeTokenDialog open=making again/>
                })}
                <RevokeTokenDialog token=revoking again/>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Token(token: TokenView, revoking: RwSignal<Option<TokenView>>) -> impl IntoView {
    let asked = token.clone();
    let TokenView { name, studio, made, used, ends, expired, .. } = token;
    // Most people have one studio, which need not be told.
    let elsewhere = boot().member.is_none_or(|member| member.studio != studio).then_some(studio);
    let used = match used {
        Some(at) => view! { <span>{say!(account.token_used)}" "<LocalTime at/></span> }.into_any(),
        None => view! { <span>{say!(account.token_unused)}</span> }.into_any(),
    };
    let ends = match ends {
        Some(_) if expired => ().into_any(),
        Some(at) => view! { <span>{say!(account.token_until)}" "<LocalTime at/></span> }.into_any(),
        None => view! { <span>{say!(account.token_endless)}</span> }.into_any(),
    };
    view! {
        <li>
            <Icon name="key-round"/>
            <div>
                <b>{name.clone()}</b>
                <p class="facts">
                    {expired.then(|| view! { <span class="chip warn">{say!(account.token_expired)}</span> })}
                    {elsewhere.map(|studio| view! { <span>{studio}</span> })}
                    <span>{say!(account.token_since)}" "<LocalTime at=made/></span>
                    {used}
                    {ends}
                </p>
            </div>
            <button
                class="button small"
                type="button"
                aria-label=say!(account.revoke_named, name = name).to_string()
                on:click=move |_| revoking.set(Some(asked.clone()))
            >
                {say!(account.revoke)}
            </button>
        </li>
    }
    .into_any()
}
