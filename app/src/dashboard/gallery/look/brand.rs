//! The studio's logo, where a look wants it in the place of the name.

use domain::{Brand, Look};
use leptos::prelude::*;

use super::api;
use crate::{
    dashboard::{deed::attempt, logo::LogoField},
    error::AppError,
    paths, say,
    ui::{Dialog, FormProblem, LogoView, toast, use_toasts},
};

/// The logo and how another comes in its place; nothing while the name is chosen.
#[component]
pub fn BrandLogo(
    /// What is tried on.
    look: RwSignal<Look>,
    /// The one there is.
    logo: RwSignal<Option<LogoView>>,
    /// What went wrong with it.
    problem: RwSignal<Option<AppError>>,
    /// Told when there is another, or none any more.
    changed: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let shown = Signal::derive(move || logo.get().map(|logo| logo.source));
    let remove = move || {
        view! {
            <button
                class="button small quiet"
                type="button"
                hidden=move || logo.with(Option::is_none)
                on:click=move |_| asking.set(true)
            >
                {say!(dashboard.brand_remove)}
            </button>
        }
    };
    view! {
        <div class="stack" hidden=move || look.get().brand != Brand::Logo>
            <LogoField
                address=paths::BRAND
                label=say!(dashboard.brand_logo)
                hint=say!(dashboard.brand_hint)
                shown
                changed
                more=remove
            />
            <p class="hint" role="status" hidden=move || logo.with(Option::is_some)>{say!(dashboard.brand_none)}</p>
            <FormProblem error=problem/>
        </div>
        <Ask asking problem changed/>
    }
    .into_any()
}

#[component]
fn Ask(asking: RwSignal<bool>, problem: RwSignal<Option<AppError>>, changed: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let remove = move |_| {
        asking.set(false);
        attempt(problem, api::remove_brand(), move |()| {
            changed.run(());
            toast(toasts, say!(dashboard.brand_is_gone));
        });
    };
    view! {
        <Dialog open=asking title=say!(dashboard.brand_remove)>
            <p>{say!(dashboard.brand_remove_words)}</p>
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| asking.set(false)>
                    {say!(common.cancel)}
                </button>
                <button class="button danger primary" type="button" on:click=remove>{say!(dashboard.brand_remove)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
