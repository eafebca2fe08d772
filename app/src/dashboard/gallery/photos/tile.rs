//! One photograph of the grid, in whichever state it is.

use domain::{PhotoId, PhotoState, RenditionKind, Role};
use leptos::{ev, prelude::*};

use super::{
    api::{self, PhotoView},
    cull::{FlagMark, StarsMark},
    grid::{Grid, Tile},
    order::Hand,
};
use crate::{
    dashboard::{
        deed::attempt,
        device,
        uploads::{TAKEN, use_uploads},
        words::HeartsCount,
    },
    paths, say,
    ui::{Icon, plain_press},
    viewer::boot,
};

/// The photograph.
#[component]
pub fn PhotoTile(
    /// All of them.
    grid: Grid,
    /// This one.
    tile: Tile,
    /// What moves it.
    hand: Hand,
) -> impl IntoView {
    let id = tile.id;
    let (photo, picked) = (tile.photo, tile.picked);
    // Another file may take its place.
    let name = {
        let photo = photo.clone();
        Signal::derive(move || photo.with(|photo| photo.name.clone()))
    };
    let toggle = {
        let picked = picked.clone();
        move |event: ev::MouseEvent| grid.pick(id, !picked.get_untracked(), event.shift_key())
    };
    let label = move || say!(dashboard.pick, name = name.get()).to_string();
    let is_picked = {
        let picked = picked.clone();
        move || picked.get()
    };
    let veiled = {
        let photo = photo.clone();
        move || photo.with(|photo| photo.hidden)
    };
    let facts = {
        let photo = photo.clone();
        move || facts(grid, &photo.get())
    };
    view! {
        <li
            class="photo"
            class:picked=is_picked
            class:gone=grid.trash
            class:veiled=veiled
            class:over=move || hand.is_over(id)
            id=format!("photo-{id}")
            draggable=move || hand.on.get().to_string()
            on:dragstart=move |_| hand.take(id)
            on:dragover=move |event| {
                if hand.hang(id) {
                    event.prevent_default();
                }
            }
            on:drop=move |event| {
                if hand.hang(id) {
                    event.prevent_default();
                    hand.drop_on(id);
                }
            }
            on:dragend=move |_| hand.let_go()
        >
            <div class="well">{move || well(grid, &photo.get())}</div>
            <label class="pick">
                <input type="checkbox" aria-label=label prop:checked=move || picked.get() on:click=toggle/>
                <span class="tick" aria-hidden="true"></span>
            </label>
            <div>
                <span class="photo-name clip" title=move || name.get()>{move || name.get()}</span>
                <p class="facts">{facts}</p>
            </div>
        </li>
    }
    .into_any()
}

fn facts(grid: Grid, photo: &PhotoView) -> AnyView {
    match photo.state {
        PhotoState::Processing => view! { <span>{say!(dashboard.being_prepared)}</span> }.into_any(),
        PhotoState::Failed => view! { <span>{say!(dashboard.failed)}</span> }.into_any(),
        PhotoState::Ready => {
            let time = (!photo.time.is_empty()).then(|| view! { <span>{photo.time.clone()}</span> });
            let hidden =
                photo.hidden.then(|| view! { <span><Icon name="eye-off"/>{say!(dashboard.deeds_is_hidden)}</span> });
            let unmarked = (!photo.failure.is_empty()).then(|| view! { <Unmarked grid photo=photo.clone()/> });
            view! {
                {unmarked}
                {time}
                <FlagMark flag=photo.flag/>
                <StarsMark stars=photo.stars.count()/>
                <HeartsCount hearts=photo.hearts/>
                {hidden}
            }
            .into_any()
        }
    }
}

fn well(grid: Grid, photo: &PhotoView) -> AnyView {
    match photo.state {
        PhotoState::Processing => view! {
            <div class="well-note"><Icon name="hourglass"/><span>{say!(dashboard.being_prepared)}</span></div>
        }
        .into_any(),
        PhotoState::Failed => view! { <FailedNote grid photo=photo.clone()/> }.into_any(),
        PhotoState::Ready => view! { <Picture grid photo=photo.clone()/> }.into_any(),
    }
}

#[component]
fn Picture(grid: Grid, photo: PhotoView) -> impl IntoView {
    let (id, width, height) = (photo.id, photo.width.max(1), photo.height.max(1));
    let address = move |kind| {
        grid.gallery()
            .map(|gallery| paths::rendition(gallery, grid.epoch.try_get().unwrap_or_default(), id, kind))
            .unwrap_or_default()
    };
    let srcset = move || {
        let sizes = [RenditionKind::Thumb, RenditionKind::Medium];
        let size = |kind: RenditionKind| format!("{} {}w", address(kind), kind.size_of(width, height).0);
        sizes.map(size).join(", ")
    };
    view! {
        <a
            class="photo-open"
            href=grid.viewing.address(Some(id))
            aria-label=say!(dashboard.open_photo, name = photo.name.clone()).to_string()
            on:click=move |event| {
                if plain_press(&event) {
                    event.prevent_default();
                    grid.viewing.enter(id);
                }
            }
        >
            <img
                src=move || address(RenditionKind::Thumb)
                srcset=srcset
                sizes="(max-width: 47.9375rem) 45vw, 220px"
                width=width
                height=height
                alt=""
                loading="lazy"
                decoding="async"
            />
        </a>
    }
    .into_any()
}

/// It is to be seen, but not with its mark.
#[component]
fn Unmarked(grid: Grid, photo: PhotoView) -> impl IntoView {
    let (id, reason) = (photo.id, reason(&photo.failure));
    let again = say!(dashboard.retry_photo, name = photo.name).to_string();
    let may = !grid.trash && boot().may(Role::Editor);
    view! {
        <span class="bad"><Icon name="triangle-alert"/>{reason}</span>
        {may.then(|| view! {
            <button class="button small" type="button" aria-label=again on:click=move |_| retry(grid, id)>
                {say!(common.try_again)}
            </button>
        })}
    }
    .into_any()
}

fn retry(grid: Grid, id: PhotoId) {
    if let Some(gallery) = grid.gallery() {
        attempt(grid.current.problem, api::retry_photo(gallery, id), move |()| grid.look_at(&[id]));
    }
}

#[component]
fn FailedNote(grid: Grid, photo: PhotoView) -> impl IntoView {
    let (id, reason) = (photo.id, reason(&photo.failure));
    let uploads = (!grid.trash && boot().may(Role::Editor)).then(use_uploads).flatten();
    let name = photo.name;
    let ways = uploads.map(|uploads| {
        let replace = move |event| {
            if let Some(gallery) = grid.gallery() {
                uploads.replace(gallery, id, device::chosen_in(&event));
            }
        };
        let again = say!(dashboard.retry_photo, name = name.clone()).to_string();
        let other = say!(dashboard.replace_photo, name = name).to_string();
        view! {
            <div class="row">
                <button class="button small" type="button" aria-label=again on:click=move |_| retry(grid, id)>
                    {say!(common.try_again)}
                </button>
                <label class="button small">
                    {say!(dashboard.replace)}
                    <input class="visually-hidden" type="file" accept=TAKEN aria-label=other on:change=replace/>
                </label>
            </div>
        }
    });
    view! {
        <div class="well-note">
            <Icon name="triangle-alert"/>
            <span class="bad">{reason}</span>
            {ways}
        </div>
    }
    .into_any()
}

/// Why the sizes of a photograph could not be made.
pub fn reason(failure: &str) -> &'static str {
    match failure {
        "damaged" => say!(dashboard.failed_damaged),
        "too_many_pixels" => say!(dashboard.failed_too_many_pixels),
        "unsupported" => say!(dashboard.failed_unsupported),
        "exhausted" => say!(dashboard.failed_exhausted),
        "unmarked" => say!(dashboard.failed_unmarked),
        _ => say!(dashboard.failed_otherwise),
    }
}
