//! The sidebar: beside the page on a desk, a sheet on smaller screens.

use domain::Role;
use leptos::prelude::*;
use leptos_router::components::A;

use super::api::OperatorTallies;
use crate::{
    dashboard::words,
    error::AppError,
    paths, say,
    ui::{Icon, LanguageChoice, ThemeChoice},
    viewer::boot,
};

/// Its id, for the button that opens it.
pub const SIDEBAR: &str = "sidebar";

/// The sidebar.
#[component]
pub fn Sidebar(
    /// How many galleries there are.
    galleries: Resource<Result<i64, AppError>>,
    /// What waits for the operator.
    operator: Resource<Result<OperatorTallies, AppError>>,
) -> impl IntoView {
    let boot = boot();
    let tallies = operator;
    let operator = boot.member.as_ref().is_some_and(|member| member.operator);
    view! {
        <aside class="sidebar" id=SIDEBAR popover="auto" aria-label="Lumora">
            <a class="brand" href=paths::GALLERIES>"Lumora"</a>
            <nav aria-label=say!(dashboard.main)>
                <A href=paths::GALLERIES>{say!(dashboard.galleries)}<Tally galleries/></A>
                <A href=paths::WATERMARK>{say!(dashboard.watermark)}</A>
                {boot.may(Role::Owner).then(|| view! { <A href=paths::AUDIT>{say!(dashboard.audit)}</A> })}
                {(operator || boot.outbox).then(|| view! { <h2>{say!(dashboard.operation)}</h2> })}
                {boot.outbox.then(|| view! { <A href=paths::OUTBOX>{say!(dashboard.outbox)}<Waiting tallies count=mails/></A> })}
                {operator.then(|| view! { <A href=paths::JOBS>{say!(dashboard.jobs)}<Waiting tallies count=dead bad=true/></A> })}
                {operator.then(|| view! { <A href=paths::FILES>{say!(dashboard.files)}</A> })}
                <h2>{say!(dashboard.you)}</h2>
                <A href=paths::ACCOUNT>{say!(dashboard.account)}</A>
            </nav>
            <footer>
                <div class="row" style="--space:8px">
                    <ThemeChoice group="side-theme"/>
                    <LanguageChoice group="side-language"/>
                </div>
                <PersonMenu/>
            </footer>
        </aside>
    }
    .into_any()
}

#[component]
fn Tally(galleries: Resource<Result<i64, AppError>>) -> impl IntoView {
    view! {
        <span class="count">
            <Transition>
                {move || Suspend::new(async move { galleries.await.ok().map(words::number) })}
            </Transition>
        </span>
    }
    .into_any()
}

/// A number that matters to the operator; none when it is nothing.
#[component]
fn Waiting(
    tallies: Resource<Result<OperatorTallies, AppError>>,
    count: fn(OperatorTallies) -> i64,
    #[prop(optional)] bad: bool,
) -> impl IntoView {
    view! {
        <span class="count" class:bad=bad>
            <Transition>
                {move || Suspend::new(async move { tallies.await.ok().map(count).filter(|count| *count > 0).map(words::number) })}
            </Transition>
        </span>
    }
    .into_any()
}

fn mails(tallies: OperatorTallies) -> i64 {
    tallies.mails
}

fn dead(tallies: OperatorTallies) -> i64 {
    tallies.dead
}

#[component]
fn PersonMenu() -> impl IntoView {
    let Some(member) = boot().member else { return ().into_any() };
    let initials: String = member.studio.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    view! {
        <button class="person" type="button" popovertarget="person-menu">
            <span class="avatar" aria-hidden="true">{initials}</span>
            <span>
                <b class="clip">{member.studio}</b>
                <small class="clip">{member.email}</small>
            </span>
            <Icon name="ellipsis"/>
        </button>
        <div class="menu" id="person-menu" popover="auto">
            <a class="item" href=paths::ACCOUNT><Icon name="user"/>{say!(dashboard.account)}</a>
            <hr/>
            <form method="post" action="/api/account/sign_out">
                <button class="item" type="submit"><Icon name="log-out"/>{say!(dashboard.sign_out)}</button>
            </form>
            <p class="for-mouse">{say!(dashboard.keys_hint)}</p>
        </div>
    }
    .into_any()
}
