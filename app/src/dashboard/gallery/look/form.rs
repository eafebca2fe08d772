//! The choices of a look, and how they are saved.

use domain::{GalleryId, Look, Role};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{api, conflict::Conflict},
    brand::BrandLogo,
    choices::Choices,
    words::differing,
};
use crate::{
    error::AppError,
    say,
    ui::{FormProblem, LogoView, SubmitButton},
    viewer::boot,
};

/// The form.
#[component]
pub fn LookForm(
    /// Of which gallery.
    id: GalleryId,
    /// What is tried on.
    look: RwSignal<Look>,
    /// The studio's logo.
    logo: RwSignal<Option<LogoView>>,
    /// What went wrong with it.
    trouble: RwSignal<Option<AppError>>,
    /// Told when the logo became another.
    changed: Callback<()>,
) -> impl IntoView {
    // What the server has, or will have if it does not refuse.
    let kept = RwSignal::new(look.get_untracked());
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    // What somebody else chose meanwhile.
    let theirs = RwSignal::new(None::<Look>);
    let save = move || {
        let (wanted, before) = (look.get_untracked(), kept.get_untracked());
        kept.set(wanted);
        saved.set(true);
        busy.set(true);
        problem.set(None);
        theirs.set(None);
        spawn_local(async move {
            let answer = api::set_look(id, wanted, before).await;
            busy.try_set(false);
            let Err(error) = answer else { return };
            // It was not so after all.
            saved.try_set(false);
            kept.try_set(before);
            let newest = if error == AppError::Conflict { api::gallery(id).await.ok() } else { None };
            match newest {
                Some(newest) => drop(theirs.try_set(Some(newest.look))),
                None => drop(problem.try_set(Some(error))),
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
            kept.set(newest);
            look.set(newest);
            theirs.set(None);
        }
    });
    let conflict =
        move || theirs.get().map(|theirs| view! { <Conflict rows=differing(look.get(), theirs) keep take/> });
    let state = move || {
        if look.get() != kept.get() {
            say!(dashboard.look_not_saved)
        } else if saved.get() {
            say!(common.saved)
        } else {
            ""
        }
    };
    view! {
        <form class="look-form" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            <fieldset class="stack" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <Choices look/>
                <BrandLogo look logo problem=trouble changed/>
            </fieldset>
            <div class="look-save">
                <FormProblem error=problem/>
                {conflict}
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=busy/>
                    <span class="muted small" role="status">{state}</span>
                </div>
                <p class="hint">{say!(dashboard.look_hint)}</p>
            </div>
        </form>
    }
    .into_any()
}
