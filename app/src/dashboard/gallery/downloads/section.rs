//! The section of the settings: which sizes, how many, with or without a PIN.

use domain::{DownloadPolicy, GalleryId, Role};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, RecentView},
    list::DownloadsList,
};
use crate::{
    dashboard::gallery::{
        conflict::{Conflict, Differs, Draft},
        context::use_current,
    },
    error::AppError,
    say,
    ui::{Failure, FormProblem, SubmitButton},
    viewer::boot,
};

/// What clients may take, and what they took. Fetched by the browser once the page is there, and again when somebody
/// takes something or a colleague allows something else.
#[component]
pub fn DownloadsSection(id: GalleryId) -> impl IntoView {
    let current = use_current();
    let (recent, problem) = (RwSignal::new(None::<Vec<RecentView>>), RwSignal::new(None::<AppError>));
    let draft = Draft::new();
    let fetch = move || {
        spawn_local(async move {
            let answer = api::downloads(id).await;
            // The page may have been left meanwhile.
            problem.try_set(answer.as_ref().err().cloned());
            if let Ok(found) = answer {
                recent.try_set(Some(found.recent));
                draft.offer(found.policy, found.version);
            }
        });
    };
    Effect::new(move |seen: Option<bool>| {
        let news = current.news.get();
        if seen.is_none() || news.gallery || news.hearts {
            fetch();
        }
        true
    });
    let waiting = move || {
        let nothing = draft.filled.with(Option::is_none) && problem.with(Option::is_none);
        nothing.then(|| view! { <p role="status">{say!(common.loading)}</p> })
    };
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.downloads)}</h2><p>{say!(dashboard.downloads_words)}</p></header>
            <div class="stack">
                {move || problem.get().map(|error| view! { <Failure error retry=move |()| fetch()/> })}
                {waiting}
                <For each=move || draft.filled.get() key=|(turn, _)| *turn let:filled>
                    <PolicyForm id policy=filled.1 draft/>
                </For>
                {move || recent.get().map(|recent| view! { <DownloadsList recent/> })}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn PolicyForm(id: GalleryId, policy: DownloadPolicy, draft: Draft<DownloadPolicy>) -> impl IntoView {
    let quota = RwSignal::new(policy.quota.map(|quota| quota.to_string()).unwrap_or_default());
    let policy = RwSignal::new(policy);
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    // What is typed while a save is under way is not saved by its answer.
    let later = StoredValue::new(false);
    let theirs = RwSignal::new(None::<(DownloadPolicy, String)>);
    let typed = move || {
        let typed = quota.get_untracked();
        // What is no number is for the server to refuse.
        let quota = (!typed.trim().is_empty()).then(|| typed.trim().parse().unwrap_or(0));
        DownloadPolicy { quota, ..policy.get_untracked() }
    };
    let save = Callback::new(move |()| {
        let (wanted, version) = (typed(), draft.version.get_untracked());
        busy.set(true);
        later.set_value(false);
        spawn_local(async move {
            let answer = api::set_downloads(id, wanted, version).await;
            if answer == Err(AppError::Conflict)
                && let Ok(newest) = api::downloads(id).await
            {
                busy.try_set(false);
                return drop(theirs.try_set(Some((newest.policy, newest.version))));
            }
            busy.try_set(false);
            saved.try_set(answer.is_ok());
            problem.try_set(answer.as_ref().err().cloned());
            if let Ok(version) = answer {
                draft.saved(version, later.try_get_value().unwrap_or_default());
            }
        });
    });
    let keep = Callback::new(move |()| {
        if let Some((_, version)) = theirs.get_untracked() {
            theirs.set(None);
            draft.version.set(version);
            save.run(());
        }
    });
    let take = Callback::new(move |()| {
        if let Some((policy, version)) = theirs.get_untracked() {
            draft.fill(policy, version);
        }
    });
    let conflict =
        move || theirs.get().map(|(newest, _)| view! { <Conflict rows=differing(&typed(), &newest) keep take/> });
    let general = Signal::derive(move || problem.get().filter(|error| error.on("quota").is_none()));
    view! {
        <form class="form" on:submit=move |event| {
            event.prevent_default();
            save.run(());
        }>
            <fieldset class="stack" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <div
                    class="stack"
                    on:change=move |_| saved.set(false)
                    on:input=move |_| {
                        draft.touched.set(true);
                        later.set_value(true);
                    }
                >
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
                {conflict}
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=busy/>
                    <span class="muted small" role="status">{move || saved.get().then(|| say!(common.saved))}</span>
                </div>
            </fieldset>
        </form>
    }
    .into_any()
}

fn differing(mine: &DownloadPolicy, theirs: &DownloadPolicy) -> Vec<Differs> {
    let quota = |policy: &DownloadPolicy| policy.quota.map(|quota| quota.to_string()).unwrap_or_default();
    let rows = [
        Differs::of_switch(say!(dashboard.download_web), mine.web, theirs.web),
        Differs::of_switch(say!(dashboard.download_high), mine.high, theirs.high),
        Differs::of_switch(say!(dashboard.download_original), mine.original, theirs.original),
        Differs::of_switch(say!(dashboard.download_all), mine.all, theirs.all),
        Differs::of_switch(say!(dashboard.download_pin), mine.pin, theirs.pin),
        Differs::of_switch(say!(dashboard.download_place), mine.place, theirs.place),
        Differs::of(say!(dashboard.download_quota), &quota(mine), &quota(theirs)),
    ];
    rows.into_iter().flatten().collect()
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
