//! The watermark of one gallery: the studio's, or one of its own.

use domain::{GalleryId, Role};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, GalleryMarkView, MarkForm},
    differs::differing_of_gallery,
    editor::{Editor, Ground},
};
use crate::{
    dashboard::gallery::conflict::Conflict,
    error::AppError,
    say,
    ui::{FormProblem, SubmitButton},
    viewer::boot,
};

/// Whose watermark it has, and its own.
#[component]
pub fn MarkOfGallery(
    /// Of which gallery.
    id: GalleryId,
    /// What it has.
    found: GalleryMarkView,
    /// Names the studio's logo; empty while there is none.
    logo: RwSignal<String>,
    /// What it is shown on.
    ground: RwSignal<Ground>,
    /// Told when it is another, or there is another logo.
    turned: Callback<()>,
) -> impl IntoView {
    let studio = StoredValue::new(found.studio.form.clone());
    // What the server has, and what somebody else saved meanwhile.
    let (kept, theirs) = (RwSignal::new(found.own.clone()), RwSignal::new(None::<Option<MarkForm>>));
    let own = RwSignal::new(found.own.is_some());
    let form = RwSignal::new(found.own.unwrap_or(found.studio.form));
    let shown = RwSignal::new(own.get_untracked());
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    let wanted = move || own.get().then(|| form.get());
    let save = move || {
        busy.set(true);
        theirs.set(None);
        let (wanted, before) = (untrack(wanted), kept.get_untracked());
        spawn_local(async move {
            let answer = api::set_watermark(id, wanted, before).await;
            busy.try_set(false);
            saved.try_set(answer.is_ok());
            let late = matches!(answer, Err(AppError::Conflict));
            let newest = if late { api::watermark(id).await.ok() } else { None };
            // What is shown of the studio's mark has to be the one there is now.
            if let Some(newest) = &newest {
                studio.try_set_value(newest.studio.form.clone());
            }
            theirs.try_set(newest.map(|newest| newest.own));
            let known = theirs.try_with_untracked(Option::is_some) == Some(true);
            match answer {
                Ok(now) => {
                    kept.try_set(now);
                    problem.try_set(None);
                    turned.run(());
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
            own.set(newest.is_some());
            shown.set(newest.is_some());
            form.set(newest.clone().unwrap_or_else(|| studio.get_value()));
            kept.set(newest);
            theirs.set(None);
        }
    });
    let conflict = move || {
        let rows = theirs
            .get()
            .map(|theirs| studio.with_value(|studio| differing_of_gallery(studio, wanted().as_ref(), theirs.as_ref())));
        rows.map(|rows| view! { <Conflict rows keep take/> })
    };
    let choose = move |wanted: bool| {
        own.set(wanted);
        shown.set(wanted);
        if !wanted {
            form.set(studio.get_value());
        }
    };
    let general = Signal::derive(move || problem.get().filter(|error| error.on("mark").or(error.on("text")).is_none()));
    let choice = move |wanted: bool, words: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="mark-whose"
                    prop:checked=move || own.get() == wanted
                    on:change=move |_| choose(wanted)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <form class="form" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            <fieldset class="form bare" disabled=!boot().may(Role::Editor) on:change=move |_| saved.set(false)>
                <div class="stack" style="--space:0">
                    {choice(false, say!(dashboard.mark_of_studio))}
                    {choice(true, say!(dashboard.mark_of_gallery))}
                </div>
                {move || shown.get().then(|| {
                    let name = found.studio.name.clone();
                    view! { <Editor form name logo logo_changed=turned ground error=problem/> }
                })}
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
