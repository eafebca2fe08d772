//! Inviting people by mail, and who was invited.

use domain::{GalleryId, Role, Standing};
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use super::api::{self, InvitationView};
use crate::{
    dashboard::gallery::context::Current,
    error::AppError,
    say,
    ui::{Failure, Field, FormProblem, SubmitButton},
    viewer::boot,
};

/// The form and the list. Only an open gallery invites.
#[component]
pub fn Invite(
    /// To which gallery.
    id: GalleryId,
    /// To hear how it stands.
    current: Current,
) -> impl IntoView {
    let invited = RwSignal::new(None::<Result<Vec<InvitationView>, AppError>>);
    let fetch = Callback::new(move |()| {
        spawn_local(async move {
            let answer = api::invitations(id).await;
            // The page may have been left meanwhile.
            invited.try_set(Some(answer));
        });
    });
    Effect::new(move |_| fetch.run(()));
    let now = RwSignal::new(None::<Standing>);
    Effect::new(move |_| {
        if let Some(Ok(detail)) = current.detail.get() {
            now.set(Some(detail.standing));
        }
    });
    let open = Memo::new(move |_| now.get().is_none_or(|now| now == Standing::Open));
    let form = move || {
        if !open.get() {
            view! { <p class="muted">{say!(dashboard.invite_closed)}</p> }.into_any()
        } else if boot().may(Role::Editor) {
            view! { <InviteForm id sent=fetch/> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <section class="section invite">
            <header><h2>{say!(dashboard.invite)}</h2><p>{say!(dashboard.invite_words)}</p></header>
            <div class="stack">
                {form}
                {move || match invited.get() {
                    None => view! { <p role="status">{say!(common.loading)}</p> }.into_any(),
                    Some(Err(error)) => view! { <Failure error retry=fetch/> }.into_any(),
                    Some(Ok(invited)) if invited.is_empty() => {
                        view! { <p class="muted">{say!(dashboard.invited_none)}</p> }.into_any()
                    }
                    Some(Ok(invited)) => view! { <Invited invited/> }.into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn InviteForm(id: GalleryId, sent: Callback<()>) -> impl IntoView {
    let invite = ServerAction::<api::Invite>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || invite.value().get().and_then(Result::err));
    let whole = Signal::derive(move || error.get().filter(|e| e.on("to").or_else(|| e.on("note")).is_none()));
    // Fields of their own for the next invitation: those written to are done.
    let turn = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if let Some(Ok(_)) = invite.value().get() {
            turn.update(|turn| *turn += 1);
            sent.run(());
        }
    });
    let said = move || {
        let count = invite.value().get()?.ok()?;
        (!invite.pending().get()).then(|| say!(dashboard.invited, count = u64::from(count)).to_string())
    };
    view! {
        <ActionForm action=invite attr:class="form">
            <FormProblem error=whole/>
            <input type="hidden" name="gallery" value=id.to_string()/>
            <For each=move || [turn.get()] key=|turn| *turn let:_turn>
                <Field
                    name="to"
                    id="invite-to"
                    label=say!(dashboard.invite_to)
                    hint=say!(dashboard.invite_to_hint)
                    multiline=true
                    error
                />
                <Field
                    name="note"
                    id="invite-note"
                    label=say!(dashboard.invite_note)
                    hint=say!(dashboard.invite_note_hint)
                    multiline=true
                    optional=true
                    error
                />
            </For>
            <div class="form-actions">
                <SubmitButton words=say!(dashboard.invite_send) pending=invite.pending() class="small"/>
                <span class="muted small" role="status">{said}</span>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Invited(invited: Vec<InvitationView>) -> impl IntoView {
    let rows = invited.into_iter().map(|invited| {
        view! {
            <tr>
                <td data-label=say!(dashboard.guest_email)>{invited.email}</td>
                <td data-label=say!(dashboard.invited_when)>{invited.sent_at}</td>
                <td data-label=say!(dashboard.invited_by)>{invited.member}</td>
            </tr>
        }
    });
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{say!(dashboard.guest_email)}</th>
                    <th scope="col">{say!(dashboard.invited_when)}</th>
                    <th scope="col">{say!(dashboard.invited_by)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
