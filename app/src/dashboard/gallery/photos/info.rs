//! What is known of the photograph that is looked at alone: for the studio, never for its clients.

use domain::{PhotoId, PhotoState};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, DetailsView},
    grid::Grid,
};
use crate::{dashboard::words, error::AppError, paths, say, ui::Icon};

/// The button that opens and closes it.
#[component]
pub fn InfoButton(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=say!(dashboard.details)
            aria-keyshortcuts="i"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="info"/>
        </button>
    }
    .into_any()
}

/// The panel beside the photograph.
#[component]
pub fn Info(
    /// The photographs.
    grid: Grid,
    /// The one looked at, and in which state it is: with new sizes come new words.
    photo: Memo<Option<(PhotoId, PhotoState)>>,
) -> impl IntoView {
    let known = RwSignal::new(None::<Result<DetailsView, AppError>>);
    Effect::new(move |_| {
        known.set(None);
        let wanted = photo.get();
        let (Some((id, _)), Some(gallery)) = (wanted, grid.gallery()) else { return };
        spawn_local(async move {
            let answer = api::photo_details(gallery, id).await;
            // One may look at another by now, or at none.
            if photo.try_get_untracked() == Some(wanted) {
                known.try_set(Some(answer));
            }
        });
    });
    let content = move || match known.get() {
        None if photo.with(Option::is_none) => ().into_any(),
        None => view! { <span class="spinner"></span> }.into_any(),
        Some(Ok(details)) => view! { <Facts details/> }.into_any(),
        Some(Err(error)) => view! { <p class="bad" role="alert">{error.sentence()}</p> }.into_any(),
    };
    view! {
        <aside
            class="lightbox-info"
            // It scrolls by the keyboard, too.
            tabindex="0"
            aria-label=say!(dashboard.details)
            // Texts can be marked and copied here.
            on:mousedown=|event| event.stop_propagation()
        >
            {content}
        </aside>
    }
    .into_any()
}

#[component]
fn Facts(details: DetailsView) -> impl IntoView {
    let size = details.size.map(|(width, height)| format!("{width} × {height}")).unwrap_or_default();
    let stars = (details.rating > 0).then(|| say!(dashboard.rating_stars, stars = details.rating).to_string());
    let before = [
        (say!(dashboard.photo_title), details.title),
        (say!(dashboard.caption), details.caption),
        (say!(dashboard.keywords), details.keywords.join(", ")),
        (say!(dashboard.rating), stars.unwrap_or_default()),
        (say!(dashboard.creator), details.creator),
        (say!(dashboard.copyright), details.copyright),
        (say!(dashboard.taken), details.taken),
    ];
    let after = [
        (say!(dashboard.camera), details.camera),
        (say!(dashboard.lens), details.lens),
        (say!(dashboard.exposure), details.exposure.join(" · ")),
        (say!(dashboard.dimensions), size),
        (say!(dashboard.file_size), words::bytes(words::count(details.bytes))),
        (say!(dashboard.file), details.name),
    ];
    let fact = |(name, text): (&'static str, String)| {
        (!text.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
    };
    view! {
        <dl>
            {before.map(fact).into_iter().collect_view()}
            <Place names=details.place coordinates=details.coordinates/>
            {after.map(fact).into_iter().collect_view()}
        </dl>
    }
    .into_any()
}

#[component]
fn Place(names: Vec<String>, coordinates: Option<(f64, f64)>) -> impl IntoView {
    if names.is_empty() && coordinates.is_none() {
        return ().into_any();
    }
    let names = (!names.is_empty()).then(|| view! { <span>{names.join(", ")}</span> });
    let link = coordinates.map(|(latitude, longitude)| {
        view! {
            <a href=paths::map((latitude, longitude)) target="_blank" rel="noopener noreferrer">
                {format!("{latitude:.5}, {longitude:.5}")}
                <Icon name="external-link"/>
                <span class="visually-hidden">{say!(dashboard.on_a_map)}</span>
            </a>
        }
    });
    view! {
        <div>
            <dt>{say!(dashboard.place)}</dt>
            <dd>{names}{link}<small>{say!(dashboard.place_is_yours)}</small></dd>
        </div>
    }
    .into_any()
}
