//! One visitor and their lists.

use domain::{GalleryId, Role};
use leptos::prelude::*;

use super::{
    api::{self, Choice, ChosenView, Person, Sent},
    exports::Exports,
};
use crate::{
    dashboard::{deed::attempt, device, gallery::context::Current, words},
    paths, say,
    ui::{Icon, toast, use_toasts},
    viewer::boot,
};

/// Photographs shown of a list before one asks for all.
const FEW: usize = 14;

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A visitor.
#[component]
pub fn Visitor(person: Person, place: (GalleryId, i32), current: Current) -> impl IntoView {
    let number = i64::from(person.number);
    let title = if person.name.is_empty() {
        say!(dashboard.visitor, number = words::number(number)).to_string()
    } else {
        person.name.clone()
    };
    let first = say!(dashboard.first_here, day = person.first.clone()).to_string();
    let last = say!(dashboard.last_here, day = person.last.clone()).to_string();
    let whose = person.number;
    let lists = person.lists.into_iter();
    view! {
        <li class="visitor">
            <header>
                <span class="avatar" aria-hidden="true">{words::number(number)}</span>
                <div>
                    <h2>{title}</h2>
                    <p class="facts">
                        {person.unconfirmed.then(|| view! { <span>{say!(dashboard.not_confirmed)}</span> })}
                        <span>{first}</span>
                        <span>{last}</span>
                    </p>
                </div>
            </header>
            {lists.map(|choice| view! { <List choice whose place current/> }).collect_view()}
        </li>
    }
    .into_any()
}

/// One of a visitor's lists.
#[component]
fn List(choice: Choice, whose: i32, place: (GalleryId, i32), current: Current) -> impl IntoView {
    let toasts = use_toasts();
    let names = choice.photos.iter().map(|photo| photo.name.clone()).collect::<Vec<_>>().join("\n");
    let copy = move |_| device::copy(&names, move || toast(toasts, say!(dashboard.names_copied)));
    let name = if choice.name.is_empty() { say!(dashboard.hearts_list).to_owned() } else { choice.name.clone() };
    let count = words::number(signed(choice.photos.len()));
    let count = match choice.most {
        Some(most) => say!(dashboard.tally, count = count, most = words::number(i64::from(most))).to_string(),
        None => count,
    };
    let menu = format!("export-{whose}-{}", choice.list);
    let (gallery, list) = (place.0, choice.list);
    view! {
        <div class="visitor-list">
            <div class="row">
                <b>{name}</b>
                <span class="hearts-count row numbers" style="--space:6px">
                    <Icon name="heart"/>
                    <span class="visually-hidden">{say!(dashboard.hearts_label)}</span>
                    <b>{count}</b>
                </span>
                <button class="button small" type="button" on:click=copy>
                    <Icon name="copy"/>
                    {say!(dashboard.copy_names)}
                </button>
                <Exports gallery id=menu of=Some((whose, list))/>
            </div>
            {choice.sent.map(|sent| view! { <Round sent gallery current/> })}
            <Thumbs photos=choice.photos place/>
        </div>
    }
    .into_any()
}

/// That the list was sent, and the way to open it again.
#[component]
fn Round(sent: Sent, gallery: GalleryId, current: Current) -> impl IntoView {
    let toasts = use_toasts();
    let id = sent.id;
    let reopen = move |_| {
        attempt(current.problem, api::reopen_list(gallery, id), move |()| {
            // The page hears of it as everybody does.
            toast(toasts, say!(dashboard.is_reopened));
        });
    };
    view! {
        <div class="row">
            <span class="chip ok">{say!(dashboard.sent_on, day = sent.day.clone()).to_string()}</span>
            {boot().may(Role::Editor).then(|| view! {
                <button class="button small" type="button" on:click=reopen>
                    <Icon name="rotate-ccw"/>
                    {say!(dashboard.reopen)}
                </button>
            })}
        </div>
        {(!sent.message.is_empty()).then(|| view! { <blockquote>{sent.message.clone()}</blockquote> })}
    }
    .into_any()
}

#[component]
fn Thumbs(photos: Vec<ChosenView>, place: (GalleryId, i32)) -> impl IntoView {
    let open = RwSignal::new(photos.len() <= FEW + 1);
    let count = photos.len();
    let photos = StoredValue::new(photos);
    let thumb = move |photo: ChosenView| {
        let address = |kind| paths::rendition(place.0, place.1, photo.id, kind);
        view! {
            <li>
                <a href=paths::photographs(place.0, false, Some(photo.id))>
                    <img
                        src=address(domain::RenditionKind::Thumb)
                        alt=photo.name.clone()
                        title=photo.name.clone()
                        width="100"
                        height="100"
                        loading="lazy"
                        decoding="async"
                    />
                </a>
            </li>
        }
    };
    let shown = move || {
        let few = if open.get() { count } else { FEW };
        photos.with_value(|photos| photos.iter().take(few).cloned().map(thumb).collect_view())
    };
    let label = say!(dashboard.and_more, number = words::number(signed(count - FEW.min(count)))).to_string();
    view! {
        <ul class="thumbs" role="list">
            {shown}
            {move || (!open.get()).then(|| view! {
                <li>
                    <button class="more" type="button" on:click=move |_| open.set(true)>{label.clone()}</button>
                </li>
            })}
        </ul>
    }
    .into_any()
}
