//! `/dashboard/galleries/:id/choices`: the hearts, visitor by visitor.

use leptos::prelude::*;

use super::{
    api::{self, Choice, ChosenView, GalleryView},
    context::{id_of_address, use_current},
};
use crate::{
    area::Page,
    dashboard::{device, words},
    error::AppError,
    paths, say,
    ui::{Empty, Failure, Icon, toast, use_toasts},
};

/// Photographs shown of a visitor before one asks for all.
const FEW: usize = 14;

/// The visitors' hearts.
pub struct ChoicesPage {
    choices: Resource<Result<Vec<Choice>, AppError>>,
}

impl Page for ChoicesPage {
    fn data() -> Self {
        let id = id_of_address();
        let choices = Resource::new(
            move || id.get(),
            |id| async move {
                match id {
                    Some(id) => api::choices(id).await,
                    None => Err(AppError::Refused(domain::Refusal::NotFound)),
                }
            },
        );
        Self { choices }
    }

    fn view(this: Self) -> AnyView {
        let choices = this.choices;
        let current = use_current();
        Effect::new(move |seen: Option<bool>| {
            let news = current.news.get();
            if seen.is_some() && (news.hearts || news.moved) {
                choices.refetch();
            }
            true
        });
        view! {
            <Transition fallback=move || view! { <p role="status">{say!(common.loading)}</p> }>
                {move || Suspend::new(async move {
                    let found = choices.await;
                    let detail = untrack(|| current.detail.into_future()).await;
                    match (detail, found) {
                        (Ok(detail), Ok(choices)) => view! { <Visitors choices detail/> }.into_any(),
                        (Err(_), _) => ().into_any(),
                        (_, Err(error)) => view! { <Failure error retry=move |()| choices.refetch()/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Visitors(choices: Vec<Choice>, detail: GalleryView) -> impl IntoView {
    if choices.is_empty() {
        return view! {
            <Empty icon="heart" title=say!(dashboard.no_hearts) words=say!(dashboard.no_hearts_words)>
                <a class="button" href=paths::gallery(detail.id, "share")>{say!(dashboard.share_gallery)}</a>
            </Empty>
        }
        .into_any();
    }
    let hearts: usize = choices.iter().map(|choice| choice.photos.len()).sum();
    let photos: std::collections::HashSet<_> =
        choices.iter().flat_map(|choice| &choice.photos).map(|photo| photo.id).collect();
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let visitors = words::count(signed(choices.len()));
    let on = say!(
        dashboard.hearts_on,
        hearts = words::hearts(signed(hearts)),
        photos = words::photographs(signed(photos.len()))
    )
    .to_string();
    let epoch = detail.epoch;
    let id = detail.id;
    view! {
        <p class="facts" style="margin-bottom:24px">
            <b>{say!(dashboard.visitors, count = visitors).to_string()}</b>
            <span>{on}</span>
        </p>
        <ul role="list">
            {choices.into_iter().map(|choice| view! { <Visitor choice place=(id, epoch)/> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Visitor(choice: Choice, place: (domain::GalleryId, i32)) -> impl IntoView {
    let toasts = use_toasts();
    let count = choice.photos.len();
    let number = i64::from(choice.number);
    let names = choice.photos.iter().map(|photo| photo.name.clone()).collect::<Vec<_>>().join("\n");
    let copy = move |_| device::copy(&names, move || toast(toasts, say!(dashboard.names_copied)));
    let title = say!(dashboard.visitor, number = words::number(number)).to_string();
    let first = say!(dashboard.first_here, day = choice.first.clone()).to_string();
    let last = say!(dashboard.last_here, day = choice.last.clone()).to_string();
    view! {
        <li class="visitor">
            <header>
                <span class="avatar" aria-hidden="true">{words::number(number)}</span>
                <div>
                    <h2>{title}</h2>
                    <p class="facts"><span>{first}</span><span>{last}</span></p>
                </div>
                <span class="hearts-count row numbers" style="--space:6px">
                    <Icon name="heart"/>
                    <span class="visually-hidden">{say!(dashboard.hearts_label)}</span>
                    <b>{words::number(i64::try_from(count).unwrap_or(i64::MAX))}</b>
                </span>
                <button class="button small" type="button" on:click=copy>
                    <Icon name="copy"/>
                    {say!(dashboard.copy_names)}
                </button>
            </header>
            <Thumbs photos=choice.photos place/>
        </li>
    }
    .into_any()
}

#[component]
fn Thumbs(photos: Vec<ChosenView>, place: (domain::GalleryId, i32)) -> impl IntoView {
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
    let label = say!(dashboard.and_more, number = words::number(i64::try_from(count - FEW.min(count)).unwrap_or(0)));
    let label = label.to_string();
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
