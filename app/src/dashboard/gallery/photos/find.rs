//! Finding photographs: by name and keyword, by day, camera and state.

use domain::{Flag, PhotoState};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    api::{self, FacetsView},
    asked::{Only, stars, stars_word},
};
use crate::{
    dashboard::{gallery::context::Current, words},
    say,
    ui::{Empty, Icon, SearchField},
};

/// Leads to what is asked for.
type Go = Callback<Only>;

/// The bar. Stands above what it finds, so that it stays while that is drawn anew.
#[component]
pub fn FindBar(
    /// What the address asks for.
    only: Memo<Only>,
    /// The gallery.
    current: Current,
    /// Whether there is anything to find.
    #[prop(into)]
    of_use: Signal<bool>,
) -> impl IntoView {
    let go = StoredValue::new(use_navigate());
    let go: Go = Callback::new(move |only: Only| {
        if let Some(gallery) = current.id.get_untracked() {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            go.with_value(|go| go(&only.address(gallery, None), options));
        }
    });
    let facets = RwSignal::new(FacetsView::default());
    // What there is to choose from is asked for when somebody is about to choose.
    let look = move || {
        let Some(gallery) = current.id.get_untracked() else { return };
        spawn_local(async move {
            if let Ok(found) = api::photo_facets(gallery).await {
                facets.try_set(found);
            }
        });
    };
    Effect::new(move |_| {
        if of_use.get() {
            look();
        }
    });
    // Behind a button, but for those who came with some: there are more of them than of anything else above the photographs.
    let open = RwSignal::new(only.with_untracked(|only| only.filters() > 0));
    view! {
        <div class="list-bar" hidden=move || !of_use.get()>
            <Search only go/>
            <FiltersButton only open/>
        </div>
        <div class="list-bar" id="filters" hidden=move || !(open.get() && of_use.get())>
            <Choices only go facets/>
        </div>
    }
    .into_any()
}

#[component]
fn FiltersButton(only: Memo<Only>, open: RwSignal<bool>) -> impl IntoView {
    let words = move || match only.with(Only::filters) {
        0 => say!(dashboard.filters).to_owned(),
        some => {
            let number = words::number(some as i64);
            say!(dashboard.find_counted, name = say!(dashboard.filters).to_owned(), number = number).to_string()
        }
    };
    view! {
        <button
            class="button quiet"
            type="button"
            aria-controls="filters"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {words}
            <Icon name="chevron-down"/>
        </button>
    }
    .into_any()
}

#[component]
fn Search(only: Memo<Only>, go: Go) -> impl IntoView {
    let look = Callback::new(move |search| go.run(Only { search, ..only.get_untracked() }));
    let search = Signal::derive(move || only.with(|only| only.search.clone()));
    view! { <SearchField search look label=say!(dashboard.find_photographs) placeholder=say!(dashboard.search)/> }
}

#[component]
fn Choices(only: Memo<Only>, go: Go, facets: RwSignal<FacetsView>) -> impl IntoView {
    let days = move || facets.with(|facets| facets.days.clone());
    let cameras = move || {
        let names = facets.with(|facets| facets.cameras.clone());
        names.into_iter().map(|camera| (camera.clone(), camera)).collect::<Vec<_>>()
    };
    let states = || {
        let state = |state: PhotoState, words: &'static str| (state.as_str().to_owned(), words.to_owned());
        vec![
            state(PhotoState::Ready, say!(dashboard.find_ready)),
            state(PhotoState::Processing, say!(dashboard.being_prepared)),
            state(PhotoState::Failed, say!(dashboard.failed)),
        ]
    };
    view! {
        <Choice
            label=say!(dashboard.find_day)
            all=say!(dashboard.find_any_day)
            options=Signal::derive(days)
            now=Signal::derive(move || only.get().day)
            choose=Callback::new(move |day| go.run(Only { day, ..only.get_untracked() }))
        />
        <Choice
            label=say!(dashboard.camera)
            all=say!(dashboard.find_any_camera)
            options=Signal::derive(cameras)
            now=Signal::derive(move || only.get().camera)
            choose=Callback::new(move |camera| go.run(Only { camera, ..only.get_untracked() }))
        />
        <Choice
            label=say!(dashboard.find_state)
            all=say!(dashboard.find_any_state)
            options=Signal::derive(states)
            now=Signal::derive(move || only.get().state)
            choose=Callback::new(move |state| go.run(Only { state, ..only.get_untracked() }))
        />
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || only.get().hidden
                on:change=move |event| go.run(Only { hidden: event_target_checked(&event), ..only.get_untracked() })
            />
            <span>{say!(dashboard.find_hidden)}</span>
        </label>
        <Verdicts only go facts=facets/>
    }
    .into_any()
}

/// By what the studio thinks of them, and what visitors do.
#[component]
fn Verdicts(only: Memo<Only>, go: Go, facts: RwSignal<FacetsView>) -> impl IntoView {
    let counted = |name: &str, number: i64| {
        say!(dashboard.find_counted, name = name.to_owned(), number = words::number(number)).to_string()
    };
    let flags = move || {
        let (picks, rejects) = facts.with(|facts| (facts.picks, facts.rejects));
        let option = |flag: Flag, name: &'static str, number| (flag.as_str().to_owned(), counted(name, number));
        vec![
            option(Flag::Pick, say!(dashboard.cull_picks), picks),
            option(Flag::Reject, say!(dashboard.cull_rejects), rejects),
        ]
    };
    let from = move || {
        let counts = facts.with(|facts| facts.stars);
        let option = |(least, number): (u8, i64)| {
            let name = say!(dashboard.cull_stars_from, stars = least).to_string();
            (least.to_string(), counted(&name, number))
        };
        (1..=5).zip(counts).map(option).collect::<Vec<_>>()
    };
    let lists = move || {
        let lists = facts.with(|facts| facts.lists.clone());
        lists.into_iter().map(|(list, name, number)| (list.to_string(), counted(&name, number))).collect::<Vec<_>>()
    };
    let any_lists =
        Memo::new(move |_| facts.with(|facts| !facts.lists.is_empty()) || only.with(|only| only.list.is_some()));
    view! {
        <Choice
            label=say!(dashboard.find_flag)
            all=say!(dashboard.find_any_flag)
            options=Signal::derive(flags)
            now=Signal::derive(move || only.get().flag)
            choose=Callback::new(move |flag| go.run(Only { flag, ..only.get_untracked() }))
        />
        <Choice
            label=say!(dashboard.find_stars)
            all=say!(dashboard.find_any_stars)
            options=Signal::derive(from)
            now=Signal::derive(move || stars_word(only.get().stars))
            choose=Callback::new(move |word: String| go.run(Only { stars: stars(&word), ..only.get_untracked() }))
        />
        <Show when=move || any_lists.get()>
            <Choice
                label=say!(dashboard.find_list)
                all=say!(dashboard.find_any_list)
                options=Signal::derive(lists)
                now=Signal::derive(move || only.get().list.map(|list| list.to_string()).unwrap_or_default())
                choose=Callback::new(move |list: String| go.run(Only { list: list.parse().ok(), ..only.get_untracked() }))
            />
        </Show>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || only.get().liked
                on:change=move |event| go.run(Only { liked: event_target_checked(&event), ..only.get_untracked() })
            />
            <span>{move || {
                say!(dashboard.find_liked, number = words::number(facts.with(|facts| facts.liked))).to_string()
            }}</span>
        </label>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || only.get().commented
                on:change=move |event| go.run(Only { commented: event_target_checked(&event), ..only.get_untracked() })
            />
            <span>{move || {
                say!(dashboard.find_commented, number = words::number(facts.with(|facts| facts.commented))).to_string()
            }}</span>
        </label>
    }
    .into_any()
}

/// One of some, or any. What is chosen is offered even when nothing has it.
#[component]
fn Choice(
    label: &'static str,
    all: &'static str,
    options: Signal<Vec<(String, String)>>,
    now: Signal<String>,
    choose: Callback<String>,
) -> impl IntoView {
    let each = move || {
        let (mut options, now) = (options.get(), now.get());
        if !now.is_empty() && options.iter().all(|(word, _)| *word != now) {
            options.push((now.clone(), now.clone()));
        }
        let option = move |(word, words): (String, String)| {
            let selected = word == now;
            view! { <option value=word selected=selected>{words}</option> }
        };
        options.into_iter().map(option).collect_view()
    };
    view! {
        <label class="select pill">
            <span class="visually-hidden">{label}</span>
            <select on:change=move |event| choose.run(event_target_value(&event))>
                <option value="" selected=move || now.with(String::is_empty)>{all}</option>
                {each}
            </select>
            <Icon name="chevron-down"/>
        </label>
    }
    .into_any()
}

/// What a search that found nothing says, and the way back.
#[component]
pub fn NothingFound(
    /// What was asked for.
    only: Only,
    /// The gallery.
    current: Current,
) -> impl IntoView {
    let back = move || current.id.get().map(|gallery| only.whole().address(gallery, None));
    view! {
        <Empty icon="search" title=say!(dashboard.find_none) words=say!(dashboard.find_none_words)>
            <a class="button" href=back>{say!(dashboard.all_photographs)}</a>
        </Empty>
    }
    .into_any()
}
