//! A gallery in the list: its cover, its facts, and what can be done with it from here.

use domain::{Role, Standing};
use leptos::prelude::*;

use super::api::{Cover, GalleryCard};
use crate::{
    dashboard::{
        device,
        words::{self, HeartsCount, StandingChip},
    },
    paths, say,
    ui::{Icon, toast, use_toasts},
    viewer::boot,
};

/// A gallery.
#[component]
pub fn Card(
    /// Which.
    card: GalleryCard,
    /// Asked to delete it.
    delete: Callback<GalleryCard>,
) -> impl IntoView {
    let address = paths::gallery(card.id, "");
    let taken = (!card.taken_on.is_empty()).then(|| view! { <span>{card.taken_on.clone()}</span> });
    view! {
        <li class="gallery-card">
            <CoverPicture card=card.clone()/>
            <div class="gallery-words">
                <h2><a href=address>{words::titled(&card.title)}</a></h2>
                <StandingChip standing=card.standing/>
                <p class="facts">
                    <span>{words::photographs(card.photos)}</span>
                    <HeartsCount hearts=card.hearts/>
                    {taken}
                </p>
            </div>
            <Menu card delete/>
        </li>
    }
    .into_any()
}

#[component]
fn CoverPicture(card: GalleryCard) -> impl IntoView {
    let Some(Cover { id, epoch, width, height, placeholder, focus: (x, y) }) = card.cover else {
        return view! { <div class="gallery-cover"><Icon name="image"/></div> }.into_any();
    };
    let src = paths::rendition(card.id, epoch, id, domain::RenditionKind::Medium);
    let back = (!placeholder.is_empty()).then(|| format!("background-image:url({placeholder})"));
    view! {
        <div class="gallery-cover" style=back>
            <img
                src=src
                style=format!("object-position:{x}% {y}%")
                width=width
                height=height
                alt=""
                loading="lazy"
                decoding="async"
            />
        </div>
    }
    .into_any()
}

#[component]
fn Menu(card: GalleryCard, delete: Callback<GalleryCard>) -> impl IntoView {
    let toasts = use_toasts();
    let id = format!("menu-{}", card.id);
    let close = {
        let id = id.clone();
        move || device::hide_popover(&id)
    };
    let link = card.link.clone();
    let copy = {
        let close = close.clone();
        move |_| {
            device::copy(&link, move || toast(toasts, say!(dashboard.link_copied)));
            close();
        }
    };
    let label = say!(dashboard.more_for, title = card.title.clone()).to_string();
    let (open, link) = (paths::gallery(card.id, ""), card.link.clone());
    let deletes = boot().may(Role::Editor).then(|| {
        view! {
            <hr/>
            <button
                class="item danger"
                type="button"
                on:click=move |_| {
                    close();
                    delete.run(card.clone());
                }
            >
                <Icon name="trash-2"/>
                {say!(dashboard.delete)}
            </button>
        }
    });
    view! {
        <button class="icon-button" type="button" popovertarget=id.clone() aria-label=label>
            <Icon name="ellipsis"/>
        </button>
        <div class="menu" id=id popover="auto">
            <a class="item" href=open><Icon name="pencil"/>{say!(dashboard.open)}</a>
            <button class="item" type="button" on:click=copy><Icon name="link"/>{say!(dashboard.copy_link)}</button>
            <a class="item" href=link target="_blank" rel="noopener">
                <Icon name="eye"/>
                {say!(dashboard.view_as_client)}
            </a>
            {deletes}
        </div>
    }
    .into_any()
}

/// A gallery in the trash.
#[component]
pub fn TrashedCard(
    /// Which.
    card: GalleryCard,
    /// Asked to take it out.
    restore: Callback<GalleryCard>,
) -> impl IntoView {
    debug_assert_eq!(card.standing, Standing::Trashed, "only what is in the trash is shown so");
    let days = words::count(card.days_left);
    let label = say!(dashboard.restore_named, title = card.title.clone()).to_string();
    let asked = card.clone();
    let button = boot().may(Role::Editor).then(|| {
        view! {
            <button class="button" type="button" aria-label=label on:click=move |_| restore.run(asked.clone())>
                <Icon name="rotate-ccw"/>
                {say!(dashboard.restore)}
            </button>
        }
    });
    view! {
        <li class="gallery-card gone">
            <div class="gallery-cover"><Icon name="image"/></div>
            <div class="gallery-words">
                <h2>{words::titled(&card.title)}</h2>
                <p class="facts">
                    <span>{words::photographs(card.photos)}</span>
                    <span>{say!(dashboard.gone_in, count = days).to_string()}</span>
                </p>
            </div>
            {button}
        </li>
    }
    .into_any()
}
