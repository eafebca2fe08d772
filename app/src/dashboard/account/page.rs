//! The account page.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    api::{Me, me},
    devices::Devices,
    look::Look,
    name::Name,
    password::Password,
    tokens::Tokens,
};
use crate::{area::Page, error::AppError, say, ui::Failure};

/// `/dashboard/account`
pub struct AccountPage {
    me: Resource<Result<Me, AppError>>,
}

impl Page for AccountPage {
    fn data() -> Self {
        Self { me: Resource::new(|| (), |()| me()) }
    }

    fn view(this: Self) -> AnyView {
        let me = this.me;
        let again = Callback::new(move |()| me.refetch());
        view! {
            <Title text=format!("{} · Lumora", say!(account.me_title))/>
            <Transition fallback=Skeleton>
                {move || me.get().map(|read| match read {
                    Ok(me) => view! { <Account me again/> }.into_any(),
                    Err(error) => view! { <Head email=String::new()/><Failure error retry=again/> }.into_any(),
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Account(me: Me, again: Callback<()>) -> impl IntoView {
    view! {
        <Head email=me.email.clone()/>
        <Name name=me.name/>
        <Look/>
        <Password email=me.email again/>
        <Devices devices=me.devices again/>
        <Tokens tokens=me.tokens again/>
    }
    .into_any()
}

#[component]
fn Head(email: String) -> impl IntoView {
    let known = !email.is_empty();
    view! {
        <header class="page-head">
            <div>
                <h1>{say!(account.me_title)}</h1>
                {known.then(|| view! {
                    <p class="facts">
                        <span class="chip ok">{say!(account.email_confirmed)}</span>
                        <span>{email}</span>
                    </p>
                })}
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn Skeleton() -> impl IntoView {
    let line =
        |width: &'static str| view! { <span class="skeleton" style=format!("width:{width};height:40px")></span> };
    view! {
        <header class="page-head"><div><h1>{say!(account.me_title)}</h1></div></header>
        <section class="section" aria-busy="true" aria-label=say!(common.loading)>
            <header><h2>{say!(account.you)}</h2></header>
            <div class="stack">{line("100%")}{line("12ch")}</div>
        </section>
    }
    .into_any()
}
