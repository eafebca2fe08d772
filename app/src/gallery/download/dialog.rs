//! The dialog of a download: what, how large, and then the links.

use std::collections::BTreeSet;

use domain::{DownloadSize, DownloadWhat, PhotoId};
use leptos::prelude::*;

use super::{
    super::{album::use_album, device},
    Downloads,
    api::{OfferView, PartView},
    panel::Panel,
    share::{Ask, Sharing},
};
use crate::{
    say,
    ui::{self, Icon},
};

/// The dialog.
#[component]
pub fn Dialog(
    /// What is asked for at first.
    asked: DownloadWhat,
    /// Run when it was closed.
    close: Callback<()>,
) -> impl IntoView {
    let Downloads { policy, .. } = expect_context();
    let album = use_album();
    let (token, hearts) = (album.token.get_value(), album.hearts.given(album.id));
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            close.run(());
        }
    });
    let several = asked == DownloadWhat::All;
    let one = matches!(asked, DownloadWhat::Photo { .. });
    let some = hearts.with_untracked(|hearts| !hearts.is_empty());
    let first = match asked {
        DownloadWhat::All if policy.all => Some(DownloadWhat::All),
        DownloadWhat::All => some.then(favourites),
        one => Some(one),
    };
    let title = if one { say!(gallery.download_this) } else { say!(gallery.download) };
    let inside = match first {
        None => view! { <p>{say!(gallery.download_hearts_first)}</p> }.into_any(),
        Some(first) => {
            let panel = Panel::new(token, first);
            let both = several && policy.all && some;
            view! {
                {both.then(|| view! { <What panel hearts/> })}
                {move || match panel.parts.get() {
                    Some(parts) if panel.shared.get_untracked() => view! { <Sharing panel parts/> }.into_any(),
                    Some(parts) => view! { <Parts parts/> }.into_any(),
                    None => view! { <Question panel/> }.into_any(),
                }}
            }
            .into_any()
        }
    };
    view! { <ui::Dialog open title=title>{inside}</ui::Dialog> }.into_any()
}

fn favourites() -> DownloadWhat {
    DownloadWhat::Favourites { key: device::visitor_key() }
}

/// All, or those with a heart.
#[component]
fn What(panel: Panel, hearts: Signal<BTreeSet<PhotoId>>) -> impl IntoView {
    let all = move || panel.what.with(|what| *what == DownloadWhat::All);
    let choose = move |what: DownloadWhat| {
        panel.parts.set(None);
        panel.what.set(what);
    };
    view! {
        <div class="segmented" role="group" aria-label=say!(gallery.download_what)>
            <button type="button" aria-pressed=move || all().to_string() on:click=move |_| choose(DownloadWhat::All)>
                {say!(gallery.all)}
            </button>
            <button type="button" aria-pressed=move || (!all()).to_string() on:click=move |_| choose(favourites())>
                <Icon name="heart"/>
                {say!(gallery.favourites)}" "{move || hearts.with(BTreeSet::len)}
            </button>
        </div>
    }
    .into_any()
}

/// How large, the PIN, and the button.
#[component]
fn Question(panel: Panel) -> impl IntoView {
    let offer = move || match panel.offer.get() {
        Some(offer) => view! { <Offered panel offer/> }.into_any(),
        None if panel.problem.with(Option::is_some) => ().into_any(),
        None => view! { <p role="status">{say!(gallery.download_measuring)}</p> }.into_any(),
    };
    let problem = move || panel.problem.get().map(|error| error.on("pin").unwrap_or_else(|| error.sentence()));
    // Where the share sheet leads to the photographs of the phone, it comes first.
    let sheet = device::share_sheet();
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            panel.go(sheet == Some(true) && panel.few());
        }>
            {offer}
            {move || problem().map(|words| view! {
                <div class="banner bad" role="alert"><Icon name="circle-alert"/><p>{words}</p></div>
            })}
            <div class="dialog-actions" hidden=move || panel.offer.with(Option::is_none)>
                <Ask panel sheet/>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Offered(panel: Panel, offer: OfferView) -> impl IntoView {
    let choice = move |(size, bytes): (DownloadSize, String)| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="download-size"
                    checked=panel.size.get_untracked() == Some(size)
                    on:change=move |_| panel.size.set(Some(size))
                />
                <span>{words(size)}<span class="hint">{say!(gallery.download_about, size = bytes).to_string()}</span></span>
            </label>
        }
    };
    let quota = offer.quota.map(|(used, of)| {
        view! { <p class="hint">{say!(gallery.download_quota, used = used, of = of).to_string()}</p> }
    });
    view! {
        <div class="stack" role="radiogroup" aria-label=say!(gallery.download_size)>
            {offer.sizes.into_iter().map(choice).collect_view()}
        </div>
        {quota}
        {offer.pin.then(|| view! { <Pin panel/> })}
    }
    .into_any()
}

#[component]
fn Pin(panel: Panel) -> impl IntoView {
    view! {
        <div class="field">
            <label for="download-pin">{say!(gallery.download_pin)}</label>
            <input
                class="input code-input"
                id="download-pin"
                inputmode="numeric"
                autocomplete="off"
                maxlength="8"
                required
                aria-describedby="download-pin-hint"
                prop:value=panel.pin
                on:input:target=move |event| panel.pin.set(event.target().value())
            />
            <p class="hint" id="download-pin-hint">{say!(gallery.download_pin_hint)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Parts(parts: Vec<PartView>) -> impl IntoView {
    let hint = if parts.len() == 1 { say!(gallery.download_begun) } else { say!(gallery.download_parts) };
    let link = |part: PartView| {
        view! {
            <li>
                <a class="button wide" href=part.address rel="external" download="">
                    <Icon name="download"/>
                    <span class="clip">{part.name}</span>
                    <span class="muted small">{part.size}</span>
                </a>
            </li>
        }
    };
    view! {
        <p role="status">{hint}</p>
        <ul class="stack" role="list">{parts.into_iter().map(link).collect_view()}</ul>
        <p class="hint">{say!(gallery.download_hours)}</p>
    }
    .into_any()
}

fn words(size: DownloadSize) -> &'static str {
    match size {
        DownloadSize::Web => say!(gallery.download_web),
        DownloadSize::High => say!(gallery.download_high),
        DownloadSize::Original => say!(gallery.download_original),
    }
}
