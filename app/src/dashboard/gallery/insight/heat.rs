//! The map of attention: which photograph was opened on which day.

use domain::{GalleryId, RenditionKind};
use leptos::prelude::*;

use super::api::HeatRow;
use crate::{dashboard::words, paths, say};

/// A cell's own units; what is left of it parts it from its neighbours.
const CELL: f64 = 0.9;

/// The map, and the same as a table. Nothing while no photograph was opened.
#[component]
pub fn HeatMap(
    /// The most opened first.
    rows: Vec<HeatRow>,
    /// In words, the first first.
    days: Vec<String>,
    /// The gallery and its access epoch.
    place: (GalleryId, i32),
) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let most = rows.iter().flat_map(|row| &row.openings).copied().max().unwrap_or_default().max(1);
    let ends = [days.first(), days.last()].map(|day| day.cloned().unwrap_or_default());
    let label = move |row: &HeatRow| {
        view! {
            <li>
                <a href=paths::photographs(place.0, false, Some(row.photo)) title=row.name.clone()>
                    <img
                        src=paths::rendition(place.0, place.1, row.photo, RenditionKind::Thumb)
                        alt=""
                        width="24"
                        height="24"
                        loading="lazy"
                        decoding="async"
                    />
                    <span class="clip">{row.name.clone()}</span>
                </a>
            </li>
        }
    };
    let labels = rows.iter().map(label).collect_view();
    let cells = cells(&rows, &days, most);
    let (wide, high) = (days.len(), rows.len());
    view! {
        <figure class="chart heat" style=format!("--rows:{high}")>
            <figcaption>
                <h2>{say!(dashboard.heat)}</h2>
                <p class="hint">{say!(dashboard.heat_hint, most = words::number(i64::from(most))).to_string()}</p>
            </figcaption>
            <div class="map">
                <ol role="list">{labels}</ol>
                <div>
                    <svg
                        viewBox=format!("0 0 {wide} {high}")
                        preserveAspectRatio="none"
                        role="img"
                        aria-label=say!(dashboard.heat)
                    >
                        {cells}
                    </svg>
                    <p class="ends"><span>{ends[0].clone()}</span><span>{ends[1].clone()}</span></p>
                </div>
            </div>
            <AsTable rows days/>
        </figure>
    }
    .into_any()
}

/// A cell for each day on which a photograph was opened: the more often, the fuller its colour.
fn cells(rows: &[HeatRow], days: &[String], most: i32) -> AnyView {
    let cell = |at: usize, (day, count): (usize, i32), row: &HeatRow| {
        let full = 0.2 + 0.8 * f64::from(count) / f64::from(most);
        let words = days.get(day).cloned().unwrap_or_default();
        let told = say!(
            dashboard.opened_on,
            count = words::count(count.into()),
            number = words::number(count.into()),
            name = row.name.clone(),
            day = words
        )
        .to_string();
        view! {
            <rect
                x=format!("{day}.05")
                y=format!("{at}.05")
                width=CELL.to_string()
                height=CELL.to_string()
                fill-opacity=format!("{full:.2}")
            >
                <title>{told}</title>
            </rect>
        }
    };
    let of_row = |(at, row): (usize, &HeatRow)| {
        let opened = row.openings.iter().copied().enumerate().filter(|(_, count)| *count > 0);
        opened.map(|day| cell(at, day, row)).collect_view()
    };
    rows.iter().enumerate().map(of_row).collect_view().into_any()
}

/// What the map shows, in numbers.
#[component]
fn AsTable(rows: Vec<HeatRow>, days: Vec<String>) -> impl IntoView {
    let row = move |row: HeatRow| {
        let all: i64 = row.openings.iter().copied().map(i64::from).sum();
        let busy = row.openings.iter().filter(|count| **count > 0).count();
        let best = row.openings.iter().enumerate().max_by_key(|(day, count)| (**count, std::cmp::Reverse(*day)));
        let best = best.and_then(|(day, _)| days.get(day)).cloned().unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{row.name}</th>
                <td class="numbers" data-label=say!(dashboard.figure_openings)>{words::number(all)}</td>
                <td class="numbers" data-label=say!(dashboard.busy_days)>
                    {words::number(i64::try_from(busy).unwrap_or(i64::MAX))}
                </td>
                <td data-label=say!(dashboard.best_day)>{best}</td>
            </tr>
        }
    };
    view! {
        <details>
            <summary>{say!(dashboard.as_table)}</summary>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say!(dashboard.figure_photo)}</th>
                        <th scope="col">{say!(dashboard.figure_openings)}</th>
                        <th scope="col">{say!(dashboard.busy_days)}</th>
                        <th scope="col">{say!(dashboard.best_day)}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </details>
    }
    .into_any()
}
