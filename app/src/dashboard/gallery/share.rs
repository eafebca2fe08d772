//! `/dashboard/galleries/:id/share`: the link, the code, and what clients will see.

use domain::{Role, Standing};
use leptos::prelude::*;

use super::{
    access::{ClientShare, Invite},
    api::{self, GalleryView, Qr},
    context::{Current, id_of_address, use_current},
    downloads::DownloadPin,
    header::{PublishButton, turn},
};
use crate::{
    area::Page,
    dashboard::device,
    error::AppError,
    paths, say,
    ui::{Copy, Failure, Icon, toast, use_toasts},
    viewer::boot,
};

/// Sharing a gallery.
pub struct SharePage {
    qr: Resource<Result<Qr, AppError>>,
}

impl Page for SharePage {
    fn data() -> Self {
        let id = id_of_address();
        let qr = Resource::new(
            move || id.get(),
            |id| async move {
                match id {
                    Some(id) => api::gallery_qr(id).await,
                    None => Err(AppError::Refused(domain::Refusal::NotFound)),
                }
            },
        );
        Self { qr }
    }

    fn view(this: Self) -> AnyView {
        let qr = this.qr;
        let current = use_current();
        let waiting = || view! { <p role="status">{say!(common.loading)}</p> };
        view! {
            <div class="share">
                <Transition fallback=waiting>
                    {move || Suspend::new(async move {
                        // The head tells what is wrong.
                        current.detail.await.ok().map(|detail| view! { <Invitation detail current/> })
                    })}
                </Transition>
                <Suspense fallback=|| view! { <div class="qr"><div class="skeleton" style="width:220px;height:220px"></div></div> }>
                    {move || Suspend::new(async move {
                        match qr.await {
                            Ok(code) => view! { <QrFigure code/> }.into_any(),
                            Err(AppError::Refused(_)) => ().into_any(),
                            Err(error) => view! { <Failure error retry=move |()| qr.refetch()/> }.into_any(),
                        }
                    })}
                </Suspense>
            </div>
            // Apart, and drawn but once: a note that is being written stays when something happens meanwhile.
            {move || current.id.get().map(|id| view! { <Invite id current/> })}
        }
        .into_any()
    }
}

#[component]
fn Invitation(detail: GalleryView, current: Current) -> impl IntoView {
    let toasts = use_toasts();
    let both = if detail.gate.code {
        say!(dashboard.link_and_code, link = detail.link.clone(), code = detail.code.clone()).to_string()
    } else {
        detail.link.clone()
    };
    let (verb, done) = if detail.gate.code {
        (say!(dashboard.copy_link_and_code), say!(dashboard.link_and_code_copied))
    } else {
        (say!(dashboard.copy_all), say!(common.copied))
    };
    let copy = move |_| device::copy(&both, move || toast(toasts, done));
    let (link, code) = (detail.link.clone(), detail.code.clone());
    view! {
        <div class="stack" style="--space:24px">
            <HowItStands detail=detail.clone() current/>
            <div class="field">
                <span class="label">{say!(dashboard.link)}</span>
                <Copy text=link/>
            </div>
            {detail.gate.code.then(|| view! {
                <div class="field">
                    <span class="label">{say!(dashboard.code)}</span>
                    <Copy text=code large=true/>
                    <p class="hint">{say!(dashboard.code_hint)}</p>
                </div>
            })}
            <ClientShare id=detail.id link=detail.link.clone()/>
            <DownloadPin id=detail.id/>
            <div class="row">
                <button class="button" type="button" on:click=copy>
                    <Icon name="copy"/>
                    {verb}
                </button>
                {(detail.gate.code && boot().may(Role::Editor)).then(|| view! {
                    <a class="button quiet" href=paths::gallery(detail.id, "settings")>
                        <Icon name="key-round"/>
                        {say!(dashboard.change_code)}
                    </a>
                })}
            </div>
        </div>
    }
    .into_any()
}

/// What clients see now, and the button that changes it.
#[component]
fn HowItStands(detail: GalleryView, current: Current) -> impl IntoView {
    let toasts = use_toasts();
    let (id, editor) = (detail.id, boot().may(Role::Editor));
    let (class, icon, title, words) = match detail.standing {
        Standing::Open if detail.gate.is_none() => {
            ("banner ok", "circle-check", say!(dashboard.published), say!(dashboard.open_by_link))
        }
        Standing::Open if !detail.gate.code => {
            ("banner ok", "circle-check", say!(dashboard.published), say!(dashboard.open_asks))
        }
        Standing::Open => ("banner ok", "circle-check", say!(dashboard.published), say!(dashboard.open_words)),
        Standing::Expired => ("banner warn", "clock", say!(dashboard.expired), say!(dashboard.expired_words)),
        Standing::Archived => ("banner", "archive", say!(dashboard.archived), say!(dashboard.archived_words)),
        _ => ("banner", "eye-off", say!(dashboard.a_draft), say!(dashboard.draft_words)),
    };
    let unpublish = move |_| turn(current, api::unpublish_gallery(id), say!(dashboard.is_draft), toasts);
    let button = match detail.standing {
        _ if !editor => ().into_any(),
        Standing::Open => view! {
            <button class="button small" type="button" on:click=unpublish>{say!(dashboard.unpublish)}</button>
        }
        .into_any(),
        Standing::Expired => view! {
            <a class="button small" href=paths::gallery(id, "settings")>{say!(dashboard.change_day)}</a>
        }
        .into_any(),
        _ => view! { <PublishButton id current/> }.into_any(),
    };
    view! {
        <div class=class>
            <Icon name=icon/>
            <p><strong>{title}</strong>{words}</p>
            {button}
        </div>
    }
    .into_any()
}

#[component]
fn QrFigure(code: Qr) -> impl IntoView {
    // Scanners want four squares of white around; the frame of the figure is wider still.
    let edge = code.modules + 8;
    let id = use_current().id;
    let file = format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='-4 -4 {edge} {edge}' width='1024' \
         height='1024' shape-rendering='crispEdges'%3E%3Cpath fill='%23fff' d='M-4-4h{edge}v{edge}h-{edge}z'/%3E%3Cpath \
         d='{}'/%3E%3C/svg%3E",
        code.path
    );
    view! {
        <figure class="qr">
            <svg
                viewBox=format!("0 0 {0} {0}", code.modules)
                role="img"
                aria-label=say!(dashboard.qr_label)
                shape-rendering="crispEdges"
            >
                <path fill="currentColor" d=code.path></path>
            </svg>
            <figcaption class="small muted">{say!(dashboard.qr_words)}</figcaption>
            <a class="button small" href=file download="lumora-qr.svg" rel="external">
                <Icon name="download"/>
                {say!(dashboard.download)}
            </a>
            <a class="button small quiet" href=move || id.get().map(paths::qr_png) download="lumora-qr.png" rel="external">
                <Icon name="download"/>
                {say!(dashboard.qr_png)}
            </a>
        </figure>
    }
    .into_any()
}
