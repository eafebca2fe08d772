//! `/dashboard/watermark`: what is laid over the pictures of all galleries that have no watermark of their own.

use domain::Role;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use super::{
    api::{self, MarkForm, StudioMarkView},
    differs::differing,
    editor::Editor,
};
use crate::{
    area::Page,
    dashboard::gallery::conflict::Conflict,
    error::AppError,
    say,
    ui::{Failure, FormProblem, SubmitButton},
    viewer::boot,
};

/// The studio's watermark.
pub struct WatermarkPage {
    stored: Resource<Result<StudioMarkView, AppError>>,
}

impl Page for WatermarkPage {
    fn data() -> Self {
        Self { stored: Resource::new(|| (), |()| api::studio_watermark()) }
    }

    fn view(this: Self) -> AnyView {
        let stored = this.stored;
        view! {
            <Title text=format!("{} · Lumora", say!(dashboard.watermark))/>
            <header class="page-head"><div><h1>{say!(dashboard.watermark)}</h1></div></header>
            <Transition fallback=move || view! { <p role="status">{say!(common.loading)}</p> }>
                {move || stored.get().map(|answer| match answer {
                    Ok(mark) => view! { <StudioForm mark/> }.into_any(),
                    Err(error) => view! { <Failure error retry=move |()| stored.refetch()/> }.into_any(),
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn StudioForm(mark: StudioMarkView) -> impl IntoView {
    // What the server has, and what somebody else saved meanwhile.
    let (kept, theirs) = (RwSignal::new(mark.form.clone()), RwSignal::new(None::<MarkForm>));
    let (form, logo) = (RwSignal::new(mark.form), RwSignal::new(mark.logo));
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    let save = move || {
        busy.set(true);
        theirs.set(None);
        let (wanted, before) = (form.get_untracked(), kept.get_untracked());
        spawn_local(async move {
            let answer = api::set_studio_watermark(wanted, before).await;
            busy.try_set(false);
            saved.try_set(answer.is_ok());
            let late = matches!(answer, Err(AppError::Conflict));
            let newest = if late { api::studio_watermark().await.ok() } else { None };
            theirs.try_set(newest.map(|newest| newest.form));
            let known = theirs.try_with_untracked(Option::is_some) == Some(true);
            match answer {
                Ok(now) => {
                    kept.try_set(now);
                    problem.try_set(None);
                }
                Err(error) => drop(problem.try_set(Some(error).filter(|_| !known))),
            }
        });
    };
    let keep = Callback::new(move |()| {
        if let Some(newest) = theirs.get_untracked() {
            kept.set(newest);
            save();
        }
    });
    let take = Callback::new(move |()| {
        if let Some(newest) = theirs.get_untracked() {
            kept.set(newest.clone());
            form.set(newest);
            theirs.set(None);
        }
    });
    let conflict = move || {
        let rows = theirs.with(|theirs| theirs.as_ref().map(|theirs| form.with(|form| differing(form, theirs))));
        rows.map(|rows| view! { <Conflict rows keep take/> })
    };
    // The form stays as it is: only the logo is another.
    let logo_changed = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(mark) = api::studio_watermark().await {
                logo.try_set(mark.logo);
            }
        });
    });
    let general = Signal::derive(move || problem.get().filter(|error| error.on("mark").or(error.on("text")).is_none()));
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.mark_of_studio)}</h2><p>{say!(dashboard.watermark_words)}</p></header>
            <form class="form" on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                <fieldset class="form bare" disabled=!boot().may(Role::Admin) on:change=move |_| saved.set(false)>
                    <Editor form name=mark.name logo logo_changed ground=Signal::stored(None) error=problem/>
                    <FormProblem error=general/>
                    {conflict}
                    <div class="form-actions">
                        <SubmitButton words=say!(common.save) pending=busy/>
                        <span class="muted small" role="status">{move || saved.get().then(|| say!(common.saved))}</span>
                    </div>
                </fieldset>
            </form>
        </section>
    }
    .into_any()
}
