//! The head of a gallery: name, how it stands, what can be done with it as a whole, and its tabs.

use domain::{GalleryId, Role, Standing};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{
    api::{self, GalleryView},
    context::Current,
    presence::Avatars,
};
use crate::{
    dashboard::{
        deed::attempt,
        watermark::ProofingChip,
        words::{self, StandingChip},
    },
    error::AppError,
    paths, say,
    ui::{Failure, Icon, toast, use_toasts},
    viewer::boot,
};

/// The head.
#[component]
pub fn GalleryHead(
    /// The gallery.
    detail: GalleryView,
    /// For what is done with it.
    current: Current,
) -> impl IntoView {
    let problem = move || {
        current.problem.get().map(|error| {
            view! { <Failure error retry=move |()| { current.problem.set(None); current.detail.refetch(); }/> }
        })
    };
    view! {
        <Title text=format!("{} · Lumora", detail.title)/>
        <header class="page-head">
            <div>
                <a class="crumb" href=paths::GALLERIES><Icon name="chevron-left"/>{say!(dashboard.galleries)}</a>
                <h1>{words::titled(&detail.title)}</h1>
                <Facts detail=detail.clone()/>
            </div>
            <Buttons detail=detail.clone() current/>
        </header>
        <Tabs detail/>
        {problem}
    }
    .into_any()
}

#[component]
fn Facts(detail: GalleryView) -> impl IntoView {
    let open = detail.standing == Standing::Open;
    let failed = (detail.failed > 0).then(|| {
        let (count, number) = (words::count(detail.failed), words::number(detail.failed));
        view! { <span>{say!(dashboard.need_attention, count = count, number = number).to_string()}</span> }
    });
    let processing = (detail.processing > 0).then(|| {
        let (count, number) = (words::count(detail.processing), words::number(detail.processing));
        view! { <span>{say!(dashboard.in_preparation, count = count, number = number).to_string()}</span> }
    });
    let closes = (!detail.expires_words.is_empty()).then(|| {
        let day = detail.expires_words.clone();
        let words = if detail.standing == Standing::Expired {
            say!(dashboard.closed_on, day = day).to_string()
        } else {
            say!(dashboard.closes_on, day = day).to_string()
        };
        view! { <span>{words}</span> }
    });
    view! {
        <p class="facts">
            <StandingChip standing=detail.standing/>
            {detail.proofing.then(|| view! { <ProofingChip/> })}
            {(open && detail.gate.code).then(|| view! { <span>{say!(dashboard.code_fact)}" "<b>{detail.code.clone()}</b></span> })}
            {(detail.standing == Standing::Draft).then(|| view! { <span>{say!(dashboard.only_you)}</span> })}
            {closes}
            <span>{words::photographs(detail.photos)}</span>
            {processing}
            {failed}
        </p>
    }
    .into_any()
}

#[component]
fn Buttons(detail: GalleryView, current: Current) -> impl IntoView {
    let editor = boot().may(Role::Editor);
    let (id, standing) = (detail.id, detail.standing);
    let preview = if standing == Standing::Open { say!(dashboard.view_as_client) } else { say!(dashboard.preview) };
    let main = match standing {
        Standing::Open => {
            view! { <a class="button primary" href=paths::gallery(id, "share")>{say!(dashboard.share)}</a> }.into_any()
        }
        Standing::Draft if editor => view! { <PublishButton id current/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="row">
            <Avatars current/>
            <a class="button" href=detail.link target="_blank" rel="noopener"><Icon name="eye"/>{preview}</a>
            {main}
            {editor.then(|| view! { <More id standing current/> })}
        </div>
    }
    .into_any()
}

/// Publishes the gallery.
#[component]
pub fn PublishButton(
    /// Which.
    id: GalleryId,
    /// For what comes of it.
    current: Current,
) -> impl IntoView {
    let toasts = use_toasts();
    let publish = move |_| {
        attempt(current.problem, api::publish_gallery(id), move |()| {
            current.detail.refetch();
            toast(toasts, say!(dashboard.is_published));
        });
    };
    view! { <button class="button primary" type="button" on:click=publish>{say!(dashboard.publish)}</button> }
}

/// Does one of the quiet deeds, and looks again.
pub fn turn(
    current: Current,
    work: impl Future<Output = Result<(), AppError>> + 'static,
    words: &'static str,
    toasts: crate::ui::Toasts,
) {
    attempt(current.problem, work, move |()| {
        current.detail.refetch();
        toast(toasts, words);
    });
}

#[component]
fn More(id: GalleryId, standing: Standing, current: Current) -> impl IntoView {
    let toasts = use_toasts();
    let hide = || crate::dashboard::device::hide_popover("gallery-menu");
    let unpublish = move |_| {
        hide();
        turn(current, api::unpublish_gallery(id), say!(dashboard.is_draft), toasts);
    };
    let archive = move |_| {
        hide();
        if standing == Standing::Archived {
            turn(current, api::unarchive_gallery(id), say!(dashboard.is_draft), toasts);
        } else {
            turn(current, api::archive_gallery(id), say!(dashboard.is_archived), toasts);
        }
    };
    let published = matches!(standing, Standing::Open | Standing::Expired);
    let words = if standing == Standing::Archived { say!(dashboard.unarchive) } else { say!(dashboard.archive) };
    view! {
        <button class="icon-button" type="button" popovertarget="gallery-menu" aria-label=say!(dashboard.more)>
            <Icon name="ellipsis"/>
        </button>
        <div class="menu" id="gallery-menu" popover="auto">
            {published.then(|| view! {
                <button class="item" type="button" on:click=unpublish>
                    <Icon name="eye-off"/>
                    {say!(dashboard.unpublish)}
                </button>
            })}
            <button class="item" type="button" on:click=archive><Icon name="archive"/>{words}</button>
            <a class="item" href=paths::gallery(id, "settings")><Icon name="settings"/>{say!(dashboard.settings)}</a>
        </div>
    }
    .into_any()
}

#[component]
fn Tabs(detail: GalleryView) -> impl IntoView {
    let id = detail.id;
    let hearts = (detail.hearts > 0).then(|| {
        view! { " "<span class="count">"♥ "{words::number(detail.hearts)}</span> }
    });
    view! {
        <nav class="tabs" aria-label=say!(dashboard.gallery)>
            <A href=paths::gallery(id, "") exact=true>
                {say!(dashboard.photographs_tab)}" "<span class="count">{words::number(detail.photos)}</span>
            </A>
            <A href=paths::gallery(id, "choices")>{say!(dashboard.choices)}{hearts}</A>
            <A href=paths::gallery(id, "look")>{say!(dashboard.look)}</A>
            <A href=paths::gallery(id, "insight")>{say!(dashboard.insight)}</A>
            <A href=paths::gallery(id, "share")>{say!(dashboard.share)}</A>
            <A href=paths::gallery(id, "settings")>{say!(dashboard.settings)}</A>
        </nav>
    }
    .into_any()
}

/// The head while it is fetched.
#[component]
pub fn HeadSkeleton() -> impl IntoView {
    view! {
        <header class="page-head">
            <div>
                <a class="crumb" href=paths::GALLERIES><Icon name="chevron-left"/>{say!(dashboard.galleries)}</a>
                <h1>
                    <span class="skeleton" style="width:8ch"></span>
                    <span class="visually-hidden">{say!(common.loading)}</span>
                </h1>
                <p class="facts"><span class="skeleton" style="width:24ch"></span></p>
            </div>
        </header>
        <div class="tabs" aria-hidden="true"><span class="skeleton" style="width:32ch"></span></div>
    }
    .into_any()
}
