//! Where one is signed in, and signing out there.

use leptos::prelude::*;

use super::api::{DeviceView, SignOutDevice, SignOutOthers};
use crate::{
    say,
    ui::{Dialog, FormProblem, Icon, LocalTime, SubmitButton, toast, use_toasts},
};

/// The list of devices; `again` reads it anew.
#[component]
pub fn Devices(devices: Vec<DeviceView>, again: Callback<()>) -> impl IntoView {
    let one = ServerAction::<SignOutDevice>::new();
    let error = Signal::derive(move || one.value().get().and_then(Result::err));
    let toasts = use_toasts();
    let others = devices.iter().any(|device| !device.current);
    let gone = StoredValue::new(String::new());
    Effect::new(move |_| {
        if let Some(Ok(())) = one.value().get() {
            toast(toasts, say!(account.device_signed_out, device = gone.get_value()).to_string());
            again.run(());
        }
    });
    let sign_out = Callback::new(move |(id, words)| {
        gone.set_value(words);
        one.dispatch(SignOutDevice { id });
    });
    view! {
        <section class="section">
            <header><h2>{say!(account.devices)}</h2><p>{say!(account.devices_words)}</p></header>
            <div class="stack">
                <FormProblem error/>
                <ul class="rows" role="list" style="justify-self:stretch">
                    {devices
                        .into_iter()
                        .map(|device| view! { <Device device sign_out pending=one.pending()/> })
                        .collect_view()}
                </ul>
                {others.then(|| view! { <Others again/> })}
            </div>
        </section>
    }
    .into_any()
}

/// `Firefox on Windows` in the page's language.
fn device_words(device: &str) -> String {
    match device.split_once(" on ") {
        Some((browser, system)) => {
            say!(account.device_on, browser = browser.to_owned(), system = system.to_owned()).to_string()
        }
        None if device.is_empty() => say!(account.device_unknown).to_owned(),
        None => device.to_owned(),
    }
}

#[component]
fn Device(
    device: DeviceView,
    sign_out: Callback<(uuid::Uuid, String)>,
    #[prop(into)] pending: Signal<bool>,
) -> impl IntoView {
    let words = device_words(&device.device);
    let held = ["iPhone", "iPad", "Android"].iter().any(|name| device.device.contains(name));
    let DeviceView { id, source, seen, current, .. } = device;
    let said = words.clone();
    view! {
        <li>
            <Icon name=if held { "smartphone" } else { "laptop" }/>
            <div>
                <b>{words.clone()}</b>
                <p class="facts">
                    {if current {
                        view! { <span class="chip ok">{say!(account.this_device)}</span> }.into_any()
                    } else {
                        view! { <span>{say!(account.seen)}" "<LocalTime at=seen/></span> }.into_any()
                    }}
                    <span>{source}</span>
                </p>
            </div>
            {(!current).then(|| view! {
                <button
                    class="button small"
                    type="button"
                    aria-label=say!(account.sign_out_device, device = words).to_string()
                    disabled=move || pending.get()
                    on:click=move |_| sign_out.run((id, said.clone()))
                >
                    {say!(account.sign_out)}
                </button>
            })}
        </li>
    }
    .into_any()
}

#[component]
fn Others(again: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let action = ServerAction::<SignOutOthers>::new();
    let error = Signal::derive(move || action.value().get().and_then(Result::err));
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            open.set(false);
            toast(toasts, say!(account.others_signed_out));
            again.run(());
        }
    });
    view! {
        <button class="button" type="button" on:click=move |_| open.set(true)>{say!(account.sign_out_others)}</button>
        <Dialog open title=say!(account.sign_out_others)>
            <form on:submit=move |event| {
                event.prevent_default();
                action.dispatch(SignOutOthers {});
            }>
                <FormProblem error/>
                <p>{say!(account.sign_out_others_words)}</p>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(common.cancel)}
                    </button>
                    <SubmitButton words=say!(account.sign_out_others) pending=action.pending() class="danger"/>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
