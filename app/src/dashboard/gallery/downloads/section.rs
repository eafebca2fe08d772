//! The section of the settings: which sizes, how many, with or without a PIN.

use domain::{DownloadPolicy, GalleryId, Role};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, DownloadsView},
    list::DownloadsList,
};
use crate::{
    error::AppError,
    say,
    ui::{Failure, FormProblem, SubmitButton},
    viewer::boot,
};

/// What clients may take, and what they took. Fetched by the browser once the page is there.
#[component]
pub fn DownloadsSection(id: GalleryId) -> impl IntoView {
    let stored = RwSignal::new(None::<Result<DownloadsView, AppError>>);
    let fetch = move || {
        spawn_local(async move {
            let answer = api::downloads(id).await;
            // The page may have been left meanwhile.
            stored.try_set(Some(answer));
        });
    };
    Effect::new(move |_| fetch());
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.downloads)}</h2><p>{say!(dashboard.downloads_words)}</p></header>
            <div class="stack">
                {move || match stored.get() {
                    None => view! { <p role="status">{say!(common.loading)}</p> }.into_any(),
                    Some(Err(error)) => view! { <Failure error retry=move |()| fetch()/> }.into_any(),
                    Some(Ok(found)) => view! {
                        <PolicyForm id policy=found.policy/>
                        <DownloadsList recent=found.recent/>
                    }
                    .into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn PolicyForm(id: GalleryId, policy: DownloadPolicy) -> impl IntoView {
    let policy = RwSignal::new(policy);
    let quota = RwSignal::new(policy.get_untracked().quota.map(|quota| quota.to_string()).unwrap_or_default());
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    let save = move || {
        let typed = quota.get_untracked();
        // What is no number is for the server to refuse.
        let quota = (!typed.trim().is_empty()).then(|| typed.trim().parse().unwrap_or(0));
        let wanted = DownloadPolicy { quota, ..policy.get_untracked() };
        busy.set(true);
        spawn_local(async move {
            let answer = api::set_downloads(id, wanted).await;
            busy.try_set(false);
            saved.try_set(answer.is_ok());
            problem.try_set(answer.err());
        });
    };
    let general = Signal::derive(move || problem.get().filter(|error| error.on("quota").is_none()));
    view! {
        <form class="form" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            <fieldset class="stack" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <div class="stack" on:change=move |_| saved.set(false)>
                    <Tick policy words=say!(dashboard.download_web) field=|policy| &mut policy.web/>
                    <Tick policy words=say!(dashboard.download_high) field=|policy| &mut policy.high/>
                    <Tick
                        policy
                        words=say!(dashboard.download_original)
                        hint=say!(dashboard.download_original_hint)
                        field=|policy| &mut policy.original
                    />
                    <Tick policy words=say!(dashboard.download_all) field=|policy| &mut policy.all/>
                    <Tick
                        policy
                        words=say!(dashboard.download_pin)
                        hint=say!(dashboard.download_pin_hint)
                        field=|policy| &mut policy.pin
                    />
                    <Tick
                        policy
                        words=say!(dashboard.download_place)
                        hint=say!(dashboard.download_place_hint)
                        field=|policy| &mut policy.place
                    />
                    <Quota quota problem/>
                </div>
                <FormProblem error=general/>
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=busy/>
                    <span class="muted small" role="status">{move || saved.get().then(|| say!(common.saved))}</span>
                </div>
            </fieldset>
        </form>
    }
    .into_any()
}

/// One thing that is allowed or not.
#[component]
fn Tick(
    policy: RwSignal<DownloadPolicy>,
    words: &'static str,
    #[prop(optional)] hint: &'static str,
    field: fn(&mut DownloadPolicy) -> &mut bool,
) -> impl IntoView {
    let mut now = policy.get_untracked();
    view! {
        <label class="check">
            <input
                type="checkbox"
                checked=*field(&mut now)
                on:change:target=move |event| policy.update(|policy| *field(policy) = event.target().checked())
            />
            <span>{words}<span class="hint">{hint}</span></span>
        </label>
    }
    .into_any()
}

#[component]
fn Quota(quota: RwSignal<String>, problem: RwSignal<Option<AppError>>) -> impl IntoView {
    let wrong = move || problem.get().and_then(|error| error.on("quota"));
    view! {
        <div class="field" class:invalid=move || wrong().is_some()>
            <label for="download-quota">
                {say!(dashboard.download_quota)}" "<span class="optional">{say!(common.optional)}</span>
            </label>
            <input
                class="input"
                id="download-quota"
                inputmode="numeric"
                autocomplete="off"
                prop:value=quota
                aria-describedby="download-quota-hint"
                aria-invalid=move || wrong().is_some().then_some("true")
                on:input:target=move |event| quota.set(event.target().value())
            />
            <p class="error" role="alert" hidden=move || wrong().is_none()>{wrong}</p>
            <p class="hint" id="download-quota-hint">{say!(dashboard.download_quota_hint)}</p>
        </div>
    }
    .into_any()
}
