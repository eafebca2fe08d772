//! `/dashboard/galleries`

use domain::{GalleryTab, Role};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    api::{self, GalleriesView, GalleryCard},
    bar::{Asked, ListBar},
    card::{Card, TrashedCard},
    create::NewGallery,
    skeleton::CardsSkeleton,
};
use crate::{
    area::Page,
    dashboard::{deed::attempt, shell::GalleryTally, words},
    error::AppError,
    paths, say,
    ui::{Dialog, Empty, Failure, Icon, toast, toast_with_undo, use_toasts},
    viewer::boot,
};

/// What the list shows.
pub type Found = Resource<Result<GalleriesView, AppError>>;

/// The list of galleries.
pub struct GalleriesPage {
    asked: Memo<Asked>,
    found: Found,
}

impl Page for GalleriesPage {
    fn data() -> Self {
        let asked = Asked::of_address();
        let found = Resource::new(
            move || asked.get(),
            |asked| {
                let status = asked.status.map(GalleryTab::as_str).unwrap_or_default();
                api::galleries(asked.search, status.to_owned(), asked.sort.as_str().to_owned())
            },
        );
        Self { asked, found }
    }

    fn view(this: Self) -> AnyView {
        let GalleriesPage { asked, found } = this;
        let creating = RwSignal::new(false);
        let deeds = Deeds::new(found);
        let draw = move |found: Result<GalleriesView, AppError>| match found {
            Ok(found) => view! { <Cards found asked deeds creating/> }.into_any(),
            Err(error) => view! { <Failure error retry=move |()| deeds.found.refetch()/> }.into_any(),
        };
        view! {
            <Title text=say!(dashboard.galleries_title)/>
            <header class="page-head">
                <div>
                    <h1>{say!(dashboard.galleries)}</h1>
                    <p class="facts">
                        <Transition>
                            {move || Suspend::new(async move {
                                found.await.ok().map(|found| view! { <span>{words::galleries(found.all)}</span> })
                            })}
                        </Transition>
                    </p>
                </div>
                <NewButton creating/>
            </header>
            <ListBar asked found/>
            <ListProblem deeds/>
            <Transition fallback=CardsSkeleton>
                {move || Suspend::new(async move { draw(found.await) })}
            </Transition>
            <NewGallery open=creating/>
            <DeleteDialog deeds/>
        }
        .into_any()
    }
}

#[component]
fn NewButton(creating: RwSignal<bool>) -> impl IntoView {
    boot().may(Role::Editor).then(|| {
        view! {
            <div class="row">
                <button
                    class="button primary"
                    type="button"
                    data-key="n"
                    on:click=move |_| creating.set(true)
                >
                    <Icon name="plus"/>
                    {say!(dashboard.new_gallery)}
                </button>
            </div>
        }
    })
}

/// What can be done from the list.
#[derive(Clone, Copy)]
struct Deeds {
    found: Found,
    tally: Option<GalleryTally>,
    problem: RwSignal<Option<AppError>>,
    /// The gallery somebody is asked about before it is deleted.
    doomed: RwSignal<Option<GalleryCard>>,
    asking: RwSignal<bool>,
    toasts: crate::ui::Toasts,
}

impl Deeds {
    fn new(found: Found) -> Self {
        Self {
            found,
            tally: use_context(),
            problem: RwSignal::new(None),
            doomed: RwSignal::new(None),
            asking: RwSignal::new(false),
            toasts: use_toasts(),
        }
    }

    fn look_again(self) {
        self.found.refetch();
        if let Some(GalleryTally(tally)) = self.tally {
            tally.refetch();
        }
    }

    fn ask(self, card: GalleryCard) {
        self.doomed.set(Some(card));
        self.asking.set(true);
    }

    fn delete(self, card: GalleryCard) {
        attempt(self.problem, api::trash_gallery(card.id), move |()| {
            self.look_again();
            let words = say!(dashboard.is_in_trash, title = card.title.clone()).to_string();
            toast_with_undo(self.toasts, words, move || self.restore(card.clone()));
        });
    }

    fn restore(self, card: GalleryCard) {
        attempt(self.problem, api::restore_gallery(card.id), move |()| {
            self.look_again();
            toast(self.toasts, say!(dashboard.is_back, title = card.title).to_string());
        });
    }
}

#[component]
fn ListProblem(deeds: Deeds) -> impl IntoView {
    move || {
        deeds.problem.get().map(|error| {
            view! { <Failure error retry=move |()| { deeds.problem.set(None); deeds.look_again(); }/> }
        })
    }
}

#[component]
fn Cards(found: GalleriesView, asked: Memo<Asked>, deeds: Deeds, creating: RwSignal<bool>) -> impl IntoView {
    let trash = asked.get_untracked().status == Some(GalleryTab::Trash);
    if found.cards.is_empty() {
        return view! { <NoCards all=found.all asked creating/> }.into_any();
    }
    let note = trash.then(|| {
        view! {
            <div class="banner" style="margin-bottom:24px">
                <Icon name="info"/>
                <p>{say!(dashboard.trash_note)}</p>
            </div>
        }
    });
    let card = move |card| {
        if trash {
            view! { <TrashedCard card restore=Callback::new(move |card| deeds.restore(card))/> }.into_any()
        } else {
            view! { <Card card delete=Callback::new(move |card| deeds.ask(card))/> }.into_any()
        }
    };
    view! {
        {note}
        <ul class="gallery-cards" role="list">{found.cards.into_iter().map(card).collect_view()}</ul>
    }
    .into_any()
}

#[component]
fn NoCards(all: i64, asked: Memo<Asked>, creating: RwSignal<bool>) -> impl IntoView {
    let Asked { search, status, .. } = asked.get_untracked();
    if !search.is_empty() {
        let words = say!(dashboard.no_match_words, search = search).to_string();
        return view! {
            <Empty icon="search" title=say!(dashboard.no_match) words>
                <a class="button" href=paths::GALLERIES>{say!(dashboard.show_all)}</a>
            </Empty>
        }
        .into_any();
    }
    if status == Some(GalleryTab::Trash) {
        return view! { <Empty icon="trash-2" title=say!(dashboard.trash_empty) words=say!(dashboard.trash_note)/> }
            .into_any();
    }
    if all > 0 {
        return view! {
            <Empty icon="images" title=say!(dashboard.none_such) words=say!(dashboard.none_such_words)>
                <a class="button" href=paths::GALLERIES>{say!(dashboard.show_all)}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon="images" title=say!(dashboard.first_gallery) words=say!(dashboard.first_gallery_words)>
            <NewButton creating/>
        </Empty>
    }
    .into_any()
}

#[component]
fn DeleteDialog(deeds: Deeds) -> impl IntoView {
    let words = move || {
        deeds.doomed.get().map(|card| {
            let (photos, hearts) = (words::photographs(card.photos), words::hearts(card.hearts));
            let words = say!(dashboard.delete_words, photos = photos, hearts = hearts).to_string();
            view! { <p><b>{card.title}</b></p><p>{words}</p> }
        })
    };
    let delete = move |_| {
        deeds.asking.set(false);
        if let Some(card) = deeds.doomed.get_untracked() {
            deeds.delete(card);
        }
    };
    view! {
        <Dialog open=deeds.asking title=say!(dashboard.delete_gallery)>
            {words}
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| deeds.asking.set(false)>
                    {say!(dashboard.keep_it)}
                </button>
                <button class="button danger primary" type="button" on:click=delete>{say!(dashboard.delete)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
