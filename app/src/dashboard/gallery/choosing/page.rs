//! `/dashboard/galleries/:id/choices`: what visitors chose, visitor by visitor or together.

use leptos::prelude::*;

use super::{
    api::{self, Person},
    combined::Combined,
    exports::Exports,
    person::Visitor,
};
use crate::{
    area::Page,
    dashboard::{
        gallery::{
            access::Guests,
            api::GalleryView,
            comments::Comments,
            context::{Current, id_of_address, use_current},
        },
        words,
    },
    error::AppError,
    paths, say,
    ui::{Empty, Failure},
};

/// The visitors' choices.
pub struct ChoicesPage {
    choices: Resource<Result<Vec<Person>, AppError>>,
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
        // Outlives what is drawn anew when somebody chooses.
        let together = RwSignal::new(false);
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
                        (Ok(detail), Ok(people)) => view! {
                            <People people detail=detail.clone() current together/>
                        }
                        .into_any(),
                        (Err(_), _) => ().into_any(),
                        (_, Err(error)) => view! { <Failure error retry=move |()| choices.refetch()/> }.into_any(),
                    }
                })}
            </Transition>
            // Apart, and drawn but once: an answer that is being written stays whatever happens meanwhile.
            {move || current.id.get().map(|gallery| view! { <Comments gallery/> <Guests gallery/> })}
        }
        .into_any()
    }
}

#[component]
fn People(people: Vec<Person>, detail: GalleryView, current: Current, together: RwSignal<bool>) -> impl IntoView {
    if people.is_empty() {
        return view! {
            <Empty icon="heart" title=say!(dashboard.no_hearts) words=say!(dashboard.no_hearts_words)>
                <a class="button" href=paths::gallery(detail.id, "share")>{say!(dashboard.share_gallery)}</a>
            </Empty>
        }
        .into_any();
    }
    let place = (detail.id, detail.epoch);
    let people = StoredValue::new(people);
    let shown = move || {
        let people = people.get_value();
        if together.get() {
            return view! { <Combined people place/> }.into_any();
        }
        let people = people.into_iter();
        view! {
            <ul role="list">{people.map(|person| view! { <Visitor person place current/> }).collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <div class="row" style="margin-bottom:24px">
            <Facts people=people.get_value()/>
            <div class="filters" role="group" aria-label=say!(dashboard.choices)>
                <button
                    type="button"
                    aria-pressed=move || (!together.get()).to_string()
                    on:click=move |_| together.set(false)
                >
                    {say!(dashboard.per_person)}
                </button>
                <button
                    type="button"
                    aria-pressed=move || together.get().to_string()
                    on:click=move |_| together.set(true)
                >
                    {say!(dashboard.together)}
                </button>
            </div>
            <Exports gallery=detail.id id="export-all".to_owned() of=None/>
        </div>
        {shown}
    }
    .into_any()
}

#[component]
fn Facts(people: Vec<Person>) -> impl IntoView {
    let chosen = || people.iter().flat_map(|person| &person.lists).flat_map(|list| &list.photos);
    let photos: std::collections::HashSet<_> = chosen().map(|photo| photo.id).collect();
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let visitors = words::count(signed(people.len()));
    let on = say!(
        dashboard.hearts_on,
        hearts = words::hearts(signed(chosen().count())),
        photos = words::photographs(signed(photos.len()))
    )
    .to_string();
    view! {
        <p class="facts">
            <b>{say!(dashboard.visitors, count = visitors).to_string()}</b>
            <span>{on}</span>
        </p>
    }
    .into_any()
}
