//! Theme and language.

use leptos::prelude::*;

use super::api::SetLocale;
use crate::{
    say,
    ui::{FormProblem, LanguageChoice, ThemeChoice, choose_language},
};

/// Theme and language; the language is remembered for mail too.
#[component]
pub fn Look() -> impl IntoView {
    let action = ServerAction::<SetLocale>::new();
    let value = action.value();
    let error = Signal::derive(move || value.get().and_then(Result::err));
    Effect::new(move |_| {
        if let Some(Ok(locale)) = value.get() {
            choose_language(locale);
        }
    });
    let remember = Callback::new(move |locale| {
        action.dispatch(SetLocale { locale });
    });
    view! {
        <section class="section">
            <header><h2>{say!(account.look)}</h2></header>
            <div class="stack">
                <FormProblem error/>
                <div class="row" style="--space:8px">
                    <ThemeChoice group="account-theme"/>
                    <LanguageChoice group="account-language" remember/>
                </div>
                <p class="hint">{say!(account.look_hint)}</p>
            </div>
        </section>
    }
    .into_any()
}
