//! What a comparison found, one object a row; on phones a card.

use leptos::prelude::*;

use super::api::{FindingView, RunView, Trouble};
use crate::{dashboard::words, say};

/// What it found; nothing when it found nothing.
#[component]
pub fn Found(
    /// The comparison.
    run: RunView,
    /// The first of it.
    findings: Vec<FindingView>,
) -> impl IntoView {
    if findings.is_empty() {
        return ().into_any();
    }
    let shown = i64::try_from(findings.len()).unwrap_or(i64::MAX);
    let kinds = [
        (Trouble::Missing, run.missing),
        (Trouble::Damaged, run.damaged),
        (Trouble::Orphaned, run.orphaned),
        (Trouble::Lost, run.lost),
    ];
    let troubles = kinds.into_iter().filter(|(_, count)| *count > 0);
    view! {
        <section class="stack" aria-labelledby="found">
            <h2 id="found">{say!(operator.found)}</h2>
            <ul class="kinds" role="list">
                {troubles.map(|(trouble, count)| view! { <Kind trouble count/> }).collect_view()}
            </ul>
            <table class="table">
                <caption class="visually-hidden">{say!(operator.found)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(operator.trouble)}</th>
                        <th scope="col">{say!(operator.photograph)}</th>
                        <th scope="col">{say!(operator.object)}</th>
                    </tr>
                </thead>
                <tbody>{findings.into_iter().map(|finding| view! { <Finding finding/> }).collect_view()}</tbody>
            </table>
            {(shown < run.findings()).then(|| view! {
                <p class="hint">{say!(operator.findings_at_most, number = words::number(shown)).to_string()}</p>
            })}
        </section>
    }
    .into_any()
}

/// How many of a kind, and what it means.
#[component]
fn Kind(trouble: Trouble, count: i64) -> impl IntoView {
    let words = match trouble {
        Trouble::Missing => say!(operator.missing_words),
        Trouble::Damaged => say!(operator.damaged_words),
        Trouble::Orphaned => say!(operator.orphaned_words),
        Trouble::Lost => say!(operator.lost_words),
    };
    view! {
        <li>
            <Chip trouble/>
            " "<span class="count">{words::number(count)}</span>
            <p class="small muted">{words}</p>
        </li>
    }
    .into_any()
}

#[component]
fn Chip(trouble: Trouble) -> impl IntoView {
    let (class, word) = match trouble {
        Trouble::Missing => ("chip bad", say!(operator.missing)),
        Trouble::Damaged => ("chip bad", say!(operator.damaged)),
        Trouble::Orphaned => ("chip", say!(operator.orphaned)),
        Trouble::Lost => ("chip warn", say!(operator.lost)),
    };
    view! { <span class=class>{word}</span> }
}

#[component]
fn Finding(finding: FindingView) -> impl IntoView {
    let FindingView { trouble, object, photo, gallery, studio } = finding;
    let place = [gallery, studio].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (nameless, none) = (photo.is_none() && place.is_empty(), object.is_empty());
    view! {
        <tr>
            <td data-label=say!(operator.trouble)><Chip trouble/></td>
            <td data-label=say!(operator.photograph)>
                <div class="object">
                    {photo.map(|photo| view! { <b>{photo}</b><br/> })}
                    <span class="muted small">{place}</span>
                    {nameless.then(|| view! { <span class="muted">{say!(operator.unknown)}</span> })}
                </div>
            </td>
            <td data-label=say!(operator.object)>
                <div class="object small">{object}{none.then(|| view! { <span class="muted">{say!(operator.no_error)}</span> })}</div>
            </td>
        </tr>
    }
    .into_any()
}
