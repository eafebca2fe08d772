//! The studio's logo: what it looks like, and how another comes in its place.

use domain::Role;
use leptos::prelude::*;

use crate::{
    dashboard::device::{self, LogoTrouble},
    paths, say,
    ui::Icon,
    viewer::boot,
};

/// The logo, and for those who may a button to choose a file. `logo` names it, and is another after each.
#[component]
pub fn LogoField(
    /// Names the logo; empty while there is none.
    logo: RwSignal<String>,
    /// Told when there is another.
    changed: Callback<()>,
) -> impl IntoView {
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<LogoTrouble>));
    let choose = move |event| {
        busy.set(true);
        trouble.set(None);
        device::send_logo(&event, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => changed.run(()),
                Err(why) => drop(trouble.try_set(Some(why))),
            }
        });
    };
    let may = boot().may(Role::Admin);
    let words =
        move || if logo.with(String::is_empty) { say!(dashboard.logo_choose) } else { say!(dashboard.logo_other) };
    view! {
        <div class="field" class:invalid=move || trouble.get().is_some()>
            <span class="label">{say!(dashboard.mark_logo)}</span>
            {move || (!logo.with(String::is_empty)).then(|| view! {
                <img class="logo-shown" src=paths::logo(&logo.get()) alt=say!(dashboard.mark_logo)/>
            })}
            {may.then(|| view! {
                <div class="row">
                    <label class="button small" aria-busy=move || busy.get().then_some("true")>
                        <Icon name="upload"/>
                        {words}
                        <input
                            class="visually-hidden"
                            type="file"
                            accept="image/png,image/webp,image/jpeg"
                            disabled=busy
                            on:change=choose
                        />
                    </label>
                </div>
            })}
            <p class="error" role="alert" hidden=move || trouble.get().is_none()>{move || trouble.get().map(why)}</p>
            <p class="hint">{if may { say!(dashboard.logo_hint) } else { say!(dashboard.logo_ask_admin) }}</p>
        </div>
    }
    .into_any()
}

fn why(trouble: LogoTrouble) -> &'static str {
    match trouble {
        LogoTrouble::TooLarge => say!(dashboard.logo_too_large),
        LogoTrouble::Unsupported => say!(dashboard.logo_unsupported),
        LogoTrouble::Damaged => say!(dashboard.logo_damaged),
        LogoTrouble::Other => say!(dashboard.logo_failed),
    }
}
