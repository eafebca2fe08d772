//! `/dashboard/galleries/:id`

use domain::{PhotoOrder, Role, SetId};
use leptos::{html, prelude::*};

use super::{
    api::{self, PhotosView},
    asked::Only,
    cull::CullLink,
    find::{FindBar, NothingFound},
    grid::Grid,
    keys::follow_keys,
    lightbox::PhotoLightbox,
    named::SelectByNames,
    order::{Hand, OrderChoice},
    selection::{DeletePhotos, SelectionBar},
    sets::SetBar,
    tile::PhotoTile,
};
use crate::{
    area::Page,
    dashboard::{
        device,
        gallery::{
            api::{self as gallery_api, GalleryView},
            context::{Current, id_of_address, use_current},
        },
        uploads::{DropZone, use_uploads},
        words,
    },
    error::AppError,
    paths, say,
    ui::{Empty, Failure, Icon},
    viewer::boot,
};

/// The gallery and its first photographs, as they were when the page was opened.
type First = Resource<Result<(GalleryView, PhotosView), AppError>>;

/// The photographs of a gallery, or of its trash.
pub struct PhotosPage {
    only: Memo<Only>,
    first: First,
}

impl Page for PhotosPage {
    fn data() -> Self {
        let (id, only) = (id_of_address(), Only::of_address());
        let first = Resource::new(
            move || (id.get(), only.get()),
            |(id, only)| async move {
                let id = id.ok_or(AppError::Refused(domain::Refusal::NotFound))?;
                // Not the detail around the tabs: that is fetched anew whenever something happens, and would draw the
                // grid anew each time, which brings itself up to date.
                Ok((gallery_api::gallery(id).await?, api::photos(id, String::new(), only).await?))
            },
        );
        Self { only, first }
    }

    fn view(this: Self) -> AnyView {
        let PhotosPage { only, first } = this;
        let current = use_current();
        let any = RwSignal::new(false);
        view! {
            <FindBar only current of_use=any/>
            <Transition fallback=PhotosSkeleton>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok((detail, page)) => {
                            let only = only.get_untracked();
                            view! { <Photographs detail page current only any/> }.into_any()
                        }
                        // The head says so already.
                        Err(AppError::Refused(domain::Refusal::NotFound)) => ().into_any(),
                        Err(error) => view! { <Failure error retry=move |()| first.refetch()/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Photographs(
    detail: GalleryView,
    page: PhotosView,
    current: Current,
    only: Only,
    any: RwSignal<bool>,
) -> impl IntoView {
    let (trash, set, sifts) = (only.trash, only.set, only.sifts());
    let grid = Grid::new(current, only.clone());
    grid.epoch.set(detail.epoch);
    grid.show(page.photos, page.next);
    let facts = RwSignal::new(detail);
    Effect::new(move |_| any.set(!trash && facts.with(|facts| facts.photos > 0)));
    keep_fresh(grid, facts);
    let asking = RwSignal::new(false);
    follow_keys(grid, asking);
    let none = Memo::new(move |_| grid.tiles.with(Vec::is_empty));
    // Where nothing was found there may be a lot.
    let empty = Memo::new(move |_| none.get() && !sifts);
    let all = Signal::derive(move || match sifts {
        false => facts.with(|facts| count(facts, trash, set)),
        true => grid.tiles.with(|tiles| i64::try_from(tiles.len()).unwrap_or(i64::MAX)),
    });
    let only = StoredValue::new(only);
    let nothing = move || match sifts {
        true => view! { <NothingFound only=only.get_value() current/> }.into_any(),
        false => view! { <NoPhotographs trash set=set.is_some()/> }.into_any(),
    };
    let by_hand = Memo::new(move |_| facts.with(|facts| facts.order == PhotoOrder::Manual));
    let hand = Hand::new(grid, Signal::derive(move || by_hand.get() && !trash && !sifts && boot().may(Role::Editor)));
    let gallery = Signal::derive(move || current.id.get());
    let adds = (!trash && boot().may(Role::Editor)).then(use_uploads).flatten();
    let label = if trash { say!(dashboard.deleted_photographs) } else { say!(dashboard.photographs_tab) };
    view! {
        {adds.map(|uploads| view! { <DropZone uploads gallery set tall=empty/> })}
        <Filters facts grid empty/>
        {(!trash).then(|| view! { <SetBar facts here=set current/> })}
        {trash.then(|| view! {
            <div class="banner" style="margin-bottom:24px"><Icon name="info"/><p>{say!(dashboard.photo_trash_note)}</p></div>
        })}
        <Show
            when=move || !none.get()
            fallback=nothing
        >
            <ul class="photos" role="list" aria-label=label>
                <For each=move || grid.tiles.get() key=|tile| tile.id let:tile>
                    <PhotoTile grid tile hand/>
                </For>
            </ul>
        </Show>
        <Pager grid all/>
        <SelectionBar grid asking all hand facts/>
        <DeletePhotos grid asking/>
        <PhotoLightbox grid all/>
    }
    .into_any()
}

/// How many photographs there are where one looks.
fn count(facts: &GalleryView, trash: bool, set: Option<SetId>) -> i64 {
    match set {
        _ if trash => facts.trashed,
        None => facts.photos,
        Some(here) => facts.sets.iter().find(|set| set.id == here).map_or(0, |set| set.photos),
    }
}

/// Follows what happens in the gallery.
fn keep_fresh(grid: Grid, facts: RwSignal<GalleryView>) {
    let current = grid.current;
    Effect::new(move |_| {
        if let Some(Ok(detail)) = current.detail.get() {
            grid.epoch.set(detail.epoch);
            facts.set(detail);
        }
    });
    Effect::new(move |seen: Option<bool>| {
        let news = current.news.get();
        // What was said before the grid stood is in it already.
        if seen.is_none() {
            return true;
        }
        if !news.photos.is_empty() {
            grid.look_at(&news.photos);
        }
        if news.moved || news.hearts {
            grid.reload();
        }
        true
    });
}

#[component]
fn Filters(facts: RwSignal<GalleryView>, grid: Grid, empty: Memo<bool>) -> impl IntoView {
    let trash = grid.trash;
    let id = facts.with_untracked(|facts| facts.id);
    let trashed = move || facts.with(|facts| facts.trashed);
    let link = move |address: String, words: &'static str, here: bool, count: Signal<i64>| {
        view! {
            <a href=address aria-current=here.then_some("page")>
                {words}" "<span class="count">{move || words::number(count.get())}</span>
            </a>
        }
    };
    let all = Signal::derive(move || facts.with(|facts| facts.photos));
    view! {
        <Show when=move || trash || !empty.get() || (trashed() > 0)>
            <div class="list-bar">
                <nav class="filters" aria-label=say!(dashboard.show)>
                    {link(paths::gallery(id, ""), say!(dashboard.all), !trash, all)}
                    {link(paths::photographs(id, true, None), say!(dashboard.trash), trash, Signal::derive(trashed))}
                </nav>
                <SelectByNames grid/>
                <CullLink grid facts/>
                <OrderChoice grid facts/>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn NoPhotographs(trash: bool, set: bool) -> impl IntoView {
    if set {
        return view! { <Empty icon="images" title=say!(dashboard.sets_empty) words=say!(dashboard.sets_empty_words)/> }
            .into_any();
    }
    if trash {
        return view! { <Empty icon="trash-2" title=say!(dashboard.trash_empty) words=say!(dashboard.photo_trash_note)/> }
            .into_any();
    }
    // Those who may add photographs see the large zone above.
    if boot().may(Role::Editor) {
        return ().into_any();
    }
    view! { <Empty icon="images" title=say!(dashboard.no_photographs) words=say!(dashboard.no_photographs_words)/> }
        .into_any()
}

/// Fetches more when one comes near the end, and has a button for those who do not scroll.
#[component]
fn Pager(grid: Grid, all: Signal<i64>) -> impl IntoView {
    let node = NodeRef::<html::Nav>::new();
    Effect::new(move |_| {
        // Watched anew after every page: what is still in sight is seen again.
        grid.tiles.track();
        if let Some(nav) = node.get() {
            device::watch(&nav, move || grid.more());
        }
    });
    on_cleanup(device::unwatch);
    let shown = move || {
        let shown = i64::try_from(grid.tiles.with(Vec::len)).unwrap_or(i64::MAX);
        say!(dashboard.shown_of, shown = words::number(shown), all = words::number(all.get())).to_string()
    };
    let failed = move || grid.failed.get().map(|error| view! { <p class="bad">{error.sentence()}</p> });
    view! {
        <Show when=move || grid.next.with(Option::is_some)>
            <nav class="pager" aria-label=say!(dashboard.more_photographs) node_ref=node>
                <span role="status">{shown}</span>
                {failed}
                <button
                    class="button"
                    type="button"
                    aria-busy=move || grid.fetching.get().then_some("true")
                    on:click=move |_| grid.more()
                >
                    {say!(dashboard.show_more)}
                </button>
            </nav>
        </Show>
    }
    .into_any()
}

#[component]
fn PhotosSkeleton() -> impl IntoView {
    let photo = |_| {
        view! {
            <li class="photo" aria-hidden="true">
                <div class="well skeleton"></div>
                <div><span class="skeleton" style="width:12ch"></span></div>
            </li>
        }
    };
    view! {
        <p class="visually-hidden" role="status">{say!(dashboard.fetching_photographs)}</p>
        <ul class="photos" role="list" aria-busy="true">{[(); 12].map(photo).collect_view()}</ul>
    }
    .into_any()
}
