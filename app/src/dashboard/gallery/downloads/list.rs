//! The last downloads of a gallery.

use domain::DownloadSize;
use leptos::prelude::*;

use super::api::RecentView;
use crate::{dashboard::words, say};

/// Who took what, newest first.
#[component]
pub fn DownloadsList(recent: Vec<RecentView>) -> impl IntoView {
    if recent.is_empty() {
        return view! { <p class="muted">{say!(dashboard.downloads_none)}</p> }.into_any();
    }
    let row = |recent: RecentView| {
        let taker = match recent.taker {
            Ok(name) => name,
            Err(number) => say!(dashboard.download_browser, number = words::number(number)).to_string(),
        };
        let what = format!("{} · {} · {}", words::photographs(recent.photos), size(recent.size), recent.bytes);
        view! {
            <tr>
                <td data-label=say!(dashboard.download_who)>{taker}</td>
                <td data-label=say!(dashboard.download_what)>{kind(&recent.kind)}<span class="hint">{what}</span></td>
                <td data-label=say!(dashboard.download_when)>{recent.at}</td>
                <td data-label=say!(dashboard.download_outcome)><span class=class(&recent.outcome)>{outcome(&recent.outcome)}</span></td>
            </tr>
        }
    };
    view! {
        <div>
            <table class="table">
                <caption class="visually-hidden">{say!(dashboard.downloads)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(dashboard.download_who)}</th>
                        <th scope="col">{say!(dashboard.download_what)}</th>
                        <th scope="col">{say!(dashboard.download_when)}</th>
                        <th scope="col">{say!(dashboard.download_outcome)}</th>
                    </tr>
                </thead>
                <tbody>{recent.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn kind(kind: &str) -> &'static str {
    match kind {
        "photo" => say!(dashboard.took_photo),
        "some" => say!(dashboard.took_some),
        "favourites" => say!(dashboard.took_favourites),
        _ => say!(dashboard.took_all),
    }
}

fn size(size: DownloadSize) -> &'static str {
    match size {
        DownloadSize::Web => say!(dashboard.size_web),
        DownloadSize::High => say!(dashboard.size_high),
        DownloadSize::Original => say!(dashboard.size_original),
    }
}

fn outcome(outcome: &str) -> &'static str {
    match outcome {
        "finished" => say!(dashboard.download_finished),
        "broken" => say!(dashboard.download_broken),
        _ => say!(dashboard.download_begun),
    }
}

fn class(outcome: &str) -> &'static str {
    match outcome {
        "finished" => "chip ok",
        "broken" => "chip bad",
        _ => "chip",
    }
}
