//! A logo of the studio: what it looks like, and how another comes in its place.

use domain::Role;
use leptos::prelude::*;

use crate::{
    dashboard::device::{self, LogoTrouble},
    say,
    ui::Icon,
    viewer::boot,
};

/// The logo, and for those who may a button to choose a file.
#[component]
pub fn LogoField(
    /// Where the file is sent to.
    address: &'static str,
    /// What it is called.
    label: &'static str,
    /// What it may be.
    hint: &'static str,
    /// The address of the one there is.
    #[prop(into)]
    shown: Signal<Option<String>>,
    /// Told when there is another.
    changed: Callback<()>,
    /// Further buttons, for those who may.
    #[prop(optional, into)]
    more: ViewFn,
) -> impl IntoView {
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<LogoTrouble>));
    let choose = move |event| {
        busy.set(true);
        trouble.set(None);
        device::send_logo(&event, address, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => changed.run(()),
                Err(why) => drop(trouble.try_set(Some(why))),
            }
        });
    };
    let may = boot().may(Role::Admin);
    let words =
        move || if shown.with(Option::is_none) { say!(dashboard.logo_choose) } else { say!(dashboard.logo_other) };
    view! {
        <div class="field" class:invalid=move || trouble.get().is_some()>
            <span class="label">{label}</span>
            {move || shown.get().map(|source| view! { <img class="logo-shown" src=source alt=label/> })}
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
                    {more.run()}
                </div>
            })}
            <p class="error" role="alert" hidden=move || trouble.get().is_none()>{move || trouble.get().map(why)}</p>
            <p class="hint">{if may { hint } else { say!(dashboard.logo_ask_admin) }}</p>
        </div>
    }
    .into_any()
}

fn why(trouble: LogoTrouble) -> &'static str {
    match trouble {
        LogoTrouble::TooLarge => say!(dashboard.logo_too_large),
        LogoTrouble::Unsupported => say!(dashboard.logo_unsupported),
        LogoTrouble::Damaged => say!(dashboard.logo_damaged),
        LogoTrouble::SignedOut => say!(dashboard.logo_signed_out),
        LogoTrouble::Forbidden => say!(dashboard.logo_ask_admin),
        LogoTrouble::TooMany => say!(dashboard.logo_too_many),
        LogoTrouble::Other => say!(dashboard.logo_failed),
    }
}
