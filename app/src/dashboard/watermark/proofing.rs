//! Proofing, on and off: asked before, with what clients will see.

use domain::{GalleryId, Role};
use leptos::prelude::*;

use super::{
    ProofingChip,
    api::{self, ProgressView},
};
use crate::{
    dashboard::{deed::attempt, words},
    error::AppError,
    paths, say,
    ui::{Dialog, FormProblem, Icon, toast, use_toasts},
    viewer::boot,
};

/// How it stands, how far it is, and the button that changes it.
#[component]
pub fn Proofing(
    /// Of which gallery.
    id: GalleryId,
    /// How it stands.
    progress: RwSignal<ProgressView>,
    /// Told when it was turned on or off.
    turned: Callback<()>,
) -> impl IntoView {
    let (asking, problem) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let on = Memo::new(move |_| progress.get().on);
    let state = move || if on.get() { say!(dashboard.proofing_on) } else { say!(dashboard.proofing_off) };
    let verb = move || if on.get() { say!(dashboard.proofing_turn_off) } else { say!(dashboard.proofing_turn_on) };
    view! {
        <div class="stack">
            {move || on.get().then(|| view! { <div class="facts"><ProofingChip/></div> })}
            <p>{state}</p>
            <Progress id progress/>
            <FormProblem error=problem/>
            {boot().may(Role::Editor).then(|| view! {
                <button class="button" type="button" on:click=move |_| asking.set(true)>{verb}</button>
            })}
        </div>
        {move || view! { <Ask id on=on.get() asking problem turned/> }}
    }
    .into_any()
}

/// `12 of 300 photographs are marked`
#[component]
fn Progress(id: GalleryId, progress: RwSignal<ProgressView>) -> impl IntoView {
    let words = move || {
        let ProgressView { marked, photos, .. } = progress.get();
        say!(dashboard.proofing_progress, marked = words::number(marked), of = words::number(photos)).to_string()
    };
    let waits = move || progress.with(|progress| progress.marked + progress.failed < progress.photos);
    // Answers come every two seconds: what is said of the same is not said again.
    let failed = Memo::new(move |_| progress.with(|progress| if progress.on { progress.failed } else { 0 }));
    view! {
        <div class="stack" style="--space:8px" hidden=move || !progress.get().on>
            <p class="numbers" role="status">{words}</p>
            <progress
                class="progress"
                max=move || progress.get().photos.max(1).to_string()
                value=move || progress.get().marked.to_string()
                hidden=move || !waits()
                aria-label=say!(dashboard.proofing)
            ></progress>
            <p class="hint" hidden=move || !waits()>{say!(dashboard.proofing_waits)}</p>
            {move || (failed.get() > 0).then(|| view! {
                <div class="banner warn" role="alert">
                    <Icon name="triangle-alert"/>
                    <p>{say!(dashboard.proofing_failed, photos = words::photographs(failed.get())).to_string()}</p>
                    <a class="button small" href=paths::failed(id)>{say!(dashboard.proofing_failed_show)}</a>
                </div>
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Ask(
    id: GalleryId,
    on: bool,
    asking: RwSignal<bool>,
    problem: RwSignal<Option<AppError>>,
    turned: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let turn = move |_| {
        asking.set(false);
        attempt(problem, api::set_proofing(id, !on), move |()| {
            turned.run(());
            toast(toasts, if on { say!(dashboard.proofing_is_off) } else { say!(dashboard.proofing_is_on) });
        });
    };
    let (title, will, verb) = if on {
        (say!(dashboard.proofing_turn_off), say!(dashboard.proofing_off_will), say!(dashboard.proofing_turn_off))
    } else {
        (say!(dashboard.proofing_turn_on), say!(dashboard.proofing_on_will), say!(dashboard.proofing_turn_on))
    };
    view! {
        <Dialog open=asking title=title>
            <p>{will}</p>
            <p class="muted">{say!(dashboard.proofing_seen_before)}</p>
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| asking.set(false)>
                    {say!(common.cancel)}
                </button>
                <button class="button primary" type="button" on:click=turn>{verb}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
