//! The section of the settings: what is asked of those who come.

use domain::{GalleryId, Role};
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use super::api::{self, AccessView, SetGalleryPassword, SetGate};
use crate::{
    dashboard::gallery::context::Current,
    error::AppError,
    say,
    ui::{Failure, Field, FormProblem, PasswordField, SubmitButton},
    viewer::boot,
};

/// What is asked. Fetched by the browser once the page is there.
#[component]
pub fn AccessSection(
    /// Of which gallery.
    id: GalleryId,
    /// To look at it again when what it asks has changed.
    current: Current,
) -> impl IntoView {
    let stored = RwSignal::new(None::<Result<AccessView, AppError>>);
    let fetch = Callback::new(move |()| {
        spawn_local(async move {
            let answer = api::access(id).await;
            // The page may have been left meanwhile.
            stored.try_set(Some(answer));
        });
    });
    Effect::new(move |_| fetch.run(()));
    view! {
        <section class="section" id="who-comes-in">
            <header><h2>{say!(dashboard.gate)}</h2><p>{say!(dashboard.gate_words)}</p></header>
            <div class="stack">
                {move || match stored.get() {
                    None => view! { <p role="status">{say!(common.loading)}</p> }.into_any(),
                    Some(Err(error)) => view! { <Failure error retry=fetch/> }.into_any(),
                    Some(Ok(found)) => view! {
                        <GateForm id current found=found.clone() again=fetch/>
                        <PasswordForm id current has=found.gate.password/>
                    }
                    .into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn GateForm(id: GalleryId, current: Current, found: AccessView, again: Callback<()>) -> impl IntoView {
    let edit = ServerAction::<SetGate>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || edit.value().get().and_then(Result::err));
    let whole = Signal::derive(move || error.get().filter(|error| error.on("client_email").is_none()));
    let saved = Memo::new(move |_| matches!(edit.value().get(), Some(Ok(_))) && !edit.pending().get());
    let loaded = RwSignal::new(found.version);
    Effect::new(move |_| {
        if let Some(Ok(version)) = edit.value().get() {
            loaded.set(version);
            current.detail.refetch();
        }
    });
    let late = move || error.get() == Some(AppError::Conflict);
    view! {
        <ActionForm action=edit>
            <fieldset class="form" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <FormProblem error=whole/>
                <div class="row" hidden=move || !late()>
                    <button class="button small" type="button" on:click=move |_| again.run(())>
                        {say!(dashboard.take_theirs)}
                    </button>
                </div>
                <input type="hidden" name="gallery" value=id.to_string()/>
                <input type="hidden" name="loaded" value=loaded/>
                <label class="check">
                    <input type="checkbox" name="code" value="true" checked=found.gate.code/>
                    <span>{say!(dashboard.gate_code)}<span class="hint">{say!(dashboard.gate_code_hint)}</span></span>
                </label>
                <label class="check">
                    <input type="checkbox" name="email" value="true" checked=found.gate.email/>
                    <span>{say!(dashboard.gate_email)}<span class="hint">{say!(dashboard.gate_email_hint)}</span></span>
                </label>
                <Field
                    name="client_email"
                    label=say!(dashboard.client_email)
                    kind="email"
                    optional=true
                    hint=say!(dashboard.client_email_hint)
                    value=found.client_email
                    error
                />
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=edit.pending()/>
                    <span class="muted small" role="status">{move || saved.get().then(|| say!(common.saved))}</span>
                </div>
            </fieldset>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn PasswordForm(id: GalleryId, current: Current, has: bool) -> impl IntoView {
    let has = RwSignal::new(has);
    let set = ServerAction::<SetGalleryPassword>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || set.value().get().and_then(Result::err));
    let whole = Signal::derive(move || error.get().filter(|error| error.on("password").is_none()));
    let done = Memo::new(move |_| matches!(set.value().get(), Some(Ok(_))) && !set.pending().get());
    Effect::new(move |_| {
        if let Some(Ok(now)) = set.value().get() {
            has.set(now);
            current.detail.refetch();
        }
    });
    let remove = move |_| {
        set.dispatch(SetGalleryPassword { gallery: id, password: String::new() });
    };
    let label = move || if has.get() { say!(dashboard.new_password) } else { say!(dashboard.gallery_password) };
    view! {
        <ActionForm action=set>
            <fieldset class="form" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <FormProblem error=whole/>
                <input type="hidden" name="gallery" value=id.to_string()/>
                // Drawn anew when it was set: what was typed is not kept in the page.
                {move || view! {
                    <PasswordField
                        name="password"
                        label=label()
                        hint=say!(dashboard.gallery_password_hint)
                        autocomplete="new-password"
                        error
                    />
                }}
                <div class="form-actions">
                    <SubmitButton words=say!(dashboard.set_password) pending=set.pending() class="small"/>
                    <button class="button small quiet" type="button" hidden=move || !has.get() on:click=remove>
                        {say!(dashboard.remove_password)}
                    </button>
                    <span class="muted small" role="status">
                        {move || (done.get()).then(|| {
                            if has.get() { say!(dashboard.password_is_set) } else { say!(dashboard.password_is_gone) }
                        })}
                    </span>
                </div>
            </fieldset>
        </ActionForm>
    }
    .into_any()
}
