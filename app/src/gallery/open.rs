//! A gallery one may look at, from its cover to its end.

use std::time::Duration;

use domain::{Standing, format};
use leptos::{ev, prelude::*};
use leptos_meta::Title;
#[cfg(feature = "ssr")]
use leptos_router::hooks::use_location;

#[cfg(feature = "ssr")]
use super::album::named;
use super::{
    album::Album,
    card::Card,
    comments::GalleryComments,
    cover::Cover,
    device,
    download::{DownloadPlace, provide_downloads},
    grid::Grid,
    later::{Later, Part},
    proofing::ProofingNote,
    selecting::SelectPlace,
    sets::SetNav,
    toolbar::Toolbar,
    views::GalleryView,
};
use crate::{
    paths, say,
    ui::{Empty, Icon, LogoView},
    viewer::locale,
};

/// The first pictures come first.
const SETTLED: Duration = Duration::from_secs(1);

/// An open gallery.
#[component]
pub fn Open(token: String, studio: String, logo: Option<LogoView>, gallery: GalleryView) -> impl IntoView {
    let album = Album::new(&token, &gallery);
    provide_context(album);
    provide_downloads(gallery.downloads);
    #[cfg(feature = "ssr")]
    if gallery.place.is_none() && named(&use_location().pathname.get_untracked()).is_some() {
        crate::server::set_status(http::StatusCode::NOT_FOUND);
    }
    let settled = RwSignal::new(false);
    Effect::new(move |_| {
        let settle = move || {
            settled.try_set(true);
        };
        set_timeout(settle, SETTLED);
    });
    let title = format!("{} · {studio}", gallery.title);
    let inside = Memo::new(move |_| album.current.get().is_some());
    let (own, empty, proofing) = (gallery.own, gallery.count == 0, gallery.proofing);
    view! {
        <Title text=title.clone()/>
        <Card title description=gallery.description.clone() picture=gallery.card.clone()/>
        <a class="skip-link" href="#photographs">{say!(gallery.skip)}</a>
        <OfflineBar/>
        <Cover gallery studio=studio.clone() logo/>
        <main>
            <Toolbar/>
            <SetNav/>
            <section class="gallery-body" id="photographs" tabindex="-1" aria-label=say!(gallery.photographs)>
                {own.map(|standing| view! { <OwnBanner standing/> })}
                {proofing.then(|| view! { <ProofingNote studio=studio.clone()/> })}
                <HeartsUnknown/>
                {if empty {
                    view! {
                        <Empty
                            icon="images"
                            title=say!(gallery.empty)
                            words=say!(gallery.empty_words, studio = studio.clone()).to_string()
                        />
                    }
                    .into_any()
                } else {
                    view! { <Grid/><SelectPlace/> }.into_any()
                }}
                <GalleryComments/>
            </section>
        </main>
        <End studio empty/>
        <p class="visually-hidden" role="status">{album.hearts.said}</p>
        <Show when=move || inside.get()><Later part=Part::Photograph close=move |()| album.leave()/></Show>
        <Show when=move || settled.get()><Later part=Part::News/></Show>
        <DownloadPlace/>
    }
    .into_any()
}

#[component]
fn OfflineBar() -> impl IntoView {
    let offline = RwSignal::new(false);
    Effect::new(move |_| {
        offline.set(!device::online());
        let gone = window_event_listener(ev::offline, move |_| offline.set(true));
        let back = window_event_listener(ev::online, move |_| offline.set(false));
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    view! {
        <p class="offline-bar" role="status" hidden=move || !offline.get()>
            <Icon name="wifi-off"/>
            <span class="clip">{move || offline.get().then(|| say!(gallery.offline))}</span>
        </p>
    }
}

/// The hearts of earlier visits did not come: nobody is to believe they are lost.
#[component]
fn HeartsUnknown() -> impl IntoView {
    let hearts = super::album::use_album().hearts;
    move || {
        hearts.problem.get().map(|error| {
            view! {
                <div class="banner warn" role="alert">
                    <Icon name="heart"/>
                    <p>{say!(gallery.hearts_unknown)}" "{error.sentence()}</p>
                    <button class="button small" type="button" on:click=move |_| hearts.ask_again()>
                        {say!(common.try_again)}
                    </button>
                </div>
            }
        })
    }
}

#[component]
fn OwnBanner(standing: Standing) -> impl IntoView {
    let album = super::album::use_album();
    let words = match standing {
        Standing::Draft => say!(gallery.own_draft),
        Standing::Expired => say!(gallery.own_expired),
        Standing::Archived | Standing::Trashed => say!(gallery.own_archived),
        Standing::Open => say!(gallery.own),
    };
    view! {
        <div class="banner" class:warn=standing != Standing::Open>
            <Icon name="eye"/>
            <p>{words}</p>
            <a class="button small" href=paths::gallery(album.id, "")>{say!(gallery.own_back)}</a>
        </div>
    }
    .into_any()
}

#[component]
fn End(studio: String, empty: bool) -> impl IntoView {
    let album = super::album::use_album();
    let number = format::number(locale(), u64::from(album.count));
    let words = say!(gallery.end_words, count = u64::from(album.count), number = number, studio = studio).to_string();
    let all = move || !empty && album.next.with(Option::is_none) && album.kept.with(Option::is_none) && !album.seeks();
    view! {
        <footer class="gallery-end">
            <p class="title" hidden=move || !all()>{say!(gallery.end)}</p>
            <p hidden=move || !all()>{words}</p>
            <p>{say!(common.delivered_with)}</p>
        </footer>
    }
    .into_any()
}
