//! The way to where one stands, and the folders there.

use leptos::prelude::*;

use super::{Browser, api::SubfolderView};
use crate::{
    dashboard::words,
    say,
    ui::{Failure, FormProblem, Icon},
};

/// The way, and what is there: its folders, that it is being fetched, or why it cannot be.
#[component]
pub fn Folders(browser: Browser) -> impl IntoView {
    let there = Memo::new(move |_| browser.shown.with(|shown| shown.as_ref().map(Result::is_ok)));
    let failure = move || {
        let error = browser.shown.get()?.err()?;
        Some(view! { <Failure error retry=move |()| browser.again()/> })
    };
    let content = move || match there.get() {
        None => view! { <FoldersSkeleton/> }.into_any(),
        Some(false) => failure().into_any(),
        Some(true) => view! { <Level browser/> }.into_any(),
    };
    view! {
        <div class="source">
            <Trail browser/>
            {content}
        </div>
    }
    .into_any()
}

/// From the source to where one stands; each step leads back there.
#[component]
fn Trail(browser: Browser) -> impl IntoView {
    let steps = move || {
        let (source, folder) = (browser.source.get(), browser.folder.get());
        let mut steps = vec![(source, String::new())];
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            let path = joined(&steps[steps.len() - 1].1, part);
            steps.push((part.to_owned(), path));
        }
        let last = steps.len() - 1;
        let step = move |(at, (name, path)): (usize, (String, String))| {
            let go = move |_| browser.go(browser.source.get_untracked(), path.clone());
            view! {
                <li>
                    <button class="crumb" type="button" aria-current=(at == last).then_some("location") on:click=go>{name}</button>
                </li>
            }
        };
        steps.into_iter().enumerate().map(step).collect_view()
    };
    view! { <nav aria-label=say!(dashboard.source_trail)><ol class="trail" role="list">{steps}</ol></nav> }.into_any()
}

#[component]
fn Level(browser: Browser) -> impl IntoView {
    let folders = Memo::new(move |_| match &*browser.shown.read() {
        Some(Ok(level)) => level.folders.clone(),
        _ => Vec::new(),
    });
    let none = Memo::new(move |_| folders.with(Vec::is_empty));
    let facts = Memo::new(move |_| match &*browser.shown.read() {
        Some(Ok(level)) => (level.photographs, level.next.is_some()),
        _ => (None, false),
    });
    let here = move || {
        let photographs = facts.get().0?;
        let words = say!(dashboard.source_here, photos = words::photographs(whole(photographs))).to_string();
        Some(view! { <p class="hint" role="status">{words}</p> })
    };
    let more = move || facts.get().1;
    view! {
        <Show when=move || none.get() && !more()>
            <p class="hint">{say!(dashboard.source_no_folders)}</p>
        </Show>
        <Show when=move || !none.get()>
            <ul class="folders" role="list" aria-label=say!(dashboard.source_folders)>
                <For each=move || folders.get() key=|folder| folder.name.clone() let:folder>
                    <Folder browser folder/>
                </For>
            </ul>
        </Show>
        {here}
        <Show when=more>
            <FormProblem error=browser.problem/>
            <button
                class="button quiet small"
                type="button"
                aria-busy=move || browser.fetching.get().then_some("true")
                on:click=move |_| browser.more()
            >
                {say!(dashboard.source_more)}
            </button>
        </Show>
    }
    .into_any()
}

#[component]
fn Folder(browser: Browser, folder: SubfolderView) -> impl IntoView {
    let SubfolderView { name, photographs } = folder;
    // One whose photographs lie deeper is not to look empty.
    let some = photographs.filter(|photographs| *photographs > 0);
    let count = some.map(|photographs| view! { <span class="count">{words::photographs(whole(photographs))}</span> });
    let go = {
        let name = name.clone();
        move |_| browser.go(browser.source.get_untracked(), joined(&browser.folder.get_untracked(), &name))
    };
    view! {
        <li>
            <button type="button" on:click=go>
                <span class="clip">{name}</span>
                {count}
                <Icon name="chevron-right"/>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn FoldersSkeleton() -> impl IntoView {
    let row = |_| view! { <li aria-hidden="true"><span class="skeleton" style="width:16ch"></span></li> };
    view! {
        <p class="visually-hidden" role="status">{say!(dashboard.source_looking)}</p>
        <ul class="folders" role="list" aria-busy="true">{[(); 4].map(row).collect_view()}</ul>
    }
    .into_any()
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
