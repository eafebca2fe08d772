//! Search, status and order: all three stand in the page's address, so that it can be kept and gone back to.

use domain::{GallerySort, GalleryTab};
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::page::Found;
use crate::{
    dashboard::words,
    paths, say,
    ui::{Icon, SearchField},
};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// A part of a title.
    pub search: String,
    /// One kind only.
    pub status: Option<GalleryTab>,
    /// The order.
    pub sort: GallerySort,
}

impl Asked {
    /// What the current address asks for.
    pub fn of_address() -> Memo<Self> {
        let query = use_query_map();
        Memo::new(move |_| {
            query.with(|query| Self {
                search: query.get_str("q").unwrap_or_default().to_owned(),
                status: query.get_str("status").and_then(|word| word.parse().ok()),
                sort: query.get_str("sort").and_then(|word| word.parse().ok()).unwrap_or_default(),
            })
        })
    }

    /// The address that asks for this.
    pub fn address(&self) -> String {
        let mut query = leptos_router::params::ParamsMap::new();
        if !self.search.is_empty() {
            query.insert("q", self.search.clone());
        }
        if let Some(status) = self.status {
            query.insert("status", status.as_str().to_owned());
        }
        if self.sort != GallerySort::default() {
            query.insert("sort", self.sort.as_str().to_owned());
        }
        format!("{}{}", paths::GALLERIES, query.to_query_string())
    }
}

/// The bar.
#[component]
pub fn ListBar(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// What it asks is answered with the counts of all kinds.
    found: Found,
) -> impl IntoView {
    view! {
        <div class="list-bar">
            <Search asked/>
            <Filters asked found/>
            <Sort asked/>
        </div>
    }
    .into_any()
}

fn replace() -> NavigateOptions {
    NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() }
}

#[component]
fn Search(asked: Memo<Asked>) -> impl IntoView {
    let go = StoredValue::new(use_navigate());
    let look = Callback::new(move |search| {
        let asked = Asked { search, ..asked.get_untracked() };
        go.with_value(|go| go(&asked.address(), replace()));
    });
    let search = Signal::derive(move || asked.with(|asked| asked.search.clone()));
    view! { <SearchField search look label=say!(dashboard.search_galleries) placeholder=say!(dashboard.search)/> }
}

#[component]
fn Filters(asked: Memo<Asked>, found: Found) -> impl IntoView {
    let tab = move |status: Option<GalleryTab>, at: Option<usize>| {
        let words = status.map_or(say!(dashboard.all), |tab| words::standing(tab.standing()));
        let count = move || {
            Suspend::new(async move {
                let found = found.await.ok()?;
                Some(words::number(at.map_or(found.all, |at| found.tabs[at])))
            })
        };
        view! {
            <a
                href=move || Asked { status, ..asked.get() }.address()
                aria-current=move || (asked.get().status == status).then_some("page")
            >
                {words}" "<span class="count"><Transition>{count}</Transition></span>
            </a>
        }
    };
    view! {
        <nav class="filters" aria-label=say!(dashboard.status)>
            {tab(None, None)}
            {(0..).zip(GalleryTab::ALL).map(|(at, status)| tab(Some(status), Some(at))).collect_view()}
        </nav>
    }
    .into_any()
}

#[component]
fn Sort(asked: Memo<Asked>) -> impl IntoView {
    let go = StoredValue::new(use_navigate());
    let change = move |event: ev::Event| {
        let sort = event_target_value(&event).parse().unwrap_or_default();
        go.with_value(|go| go(&Asked { sort, ..asked.get_untracked() }.address(), replace()));
    };
    let option = move |sort: GallerySort| {
        let words = match sort {
            GallerySort::Newest => say!(dashboard.sort_newest),
            GallerySort::Oldest => say!(dashboard.sort_oldest),
            GallerySort::Title => say!(dashboard.sort_title),
            GallerySort::Date => say!(dashboard.sort_date),
        };
        view! { <option value=sort.as_str() selected=move || asked.get().sort == sort>{words}</option> }
    };
    view! {
        <label class="select pill">
            <span class="visually-hidden">{say!(dashboard.sort)}</span>
            <select name="sort" on:change=change>{GallerySort::ALL.map(option).collect_view()}</select>
            <Icon name="chevron-down"/>
        </label>
    }
    .into_any()
}
