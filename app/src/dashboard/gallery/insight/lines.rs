//! Two lines over time, drawn by ourselves: the picture stretches with the page, its words stand beside it as text.

use leptos::prelude::*;

use super::api::{Figures, Point};
use crate::{dashboard::words, say};

/// A line.
#[derive(Clone, Copy)]
pub struct Series {
    /// What it shows.
    pub label: &'static str,
    /// Which of the figures that is.
    pub of: fn(&Figures) -> i64,
}

/// The picture's own units.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 100.0;

/// The lines, and the same as a table for those who cannot see them.
#[component]
pub fn Lines(
    /// What it is about.
    title: &'static str,
    /// The first first.
    points: Vec<Point>,
    /// How many days a point has.
    step: u32,
    /// What is drawn.
    series: [Series; 2],
) -> impl IntoView {
    let values = |series: Series| points.iter().map(|point| (series.of)(&point.figures)).collect::<Vec<i64>>();
    let [first, second] = series.map(values);
    let most = first.iter().chain(&second).copied().max().unwrap_or_default().max(1);
    let (begins, ends) = (points.first(), points.last());
    let days = [begins, ends].map(|point| point.map(|point| point.day.clone()).unwrap_or_default());
    let label = format!("{title}: {}, {}", series[0].label, series[1].label);
    let legend = series.map(|series| view! { <li>{series.label}</li> });
    let spots = spots(&points, series);
    view! {
        <figure class="chart">
            <figcaption>
                <h2>{title}</h2>
                <ul class="legend" role="list">{legend.collect_view()}</ul>
            </figcaption>
            <div class="plot">
                <span class="numbers">{words::number(most)}</span>
                <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label=label>
                    <path class="grid" d="M0 0.5H1000M0 50H1000M0 99.5H1000"/>
                    <polyline points=path(&first, most)/>
                    <polyline points=path(&second, most)/>
                    {spots}
                </svg>
                <p class="ends"><span>{days[0].clone()}</span><span>{days[1].clone()}</span></p>
            </div>
            {(step > 1).then(|| view! {
                <p class="hint">{say!(dashboard.days_in_point, number = words::number(i64::from(step))).to_string()}</p>
            })}
            <AsTable points series/>
        </figure>
    }
    .into_any()
}

/// Where a pointer is told the numbers of a point.
fn spots(points: &[Point], series: [Series; 2]) -> AnyView {
    let wide = WIDTH / count(points.len().max(1));
    let spot = |(at, point): (usize, &Point)| {
        let [first, second] =
            series.map(|series| format!("{} {}", series.label, words::number((series.of)(&point.figures))));
        view! {
            <rect x=format!("{:.1}", wide * count(at)) y="0" width=format!("{wide:.1}") height="100">
                <title>{format!("{}: {first}, {second}", point.day)}</title>
            </rect>
        }
    };
    points.iter().enumerate().map(spot).collect_view().into_any()
}

/// The corners of a line, in the picture's units. Each point stands in the middle of its days.
fn path(values: &[i64], most: i64) -> String {
    let wide = WIDTH / count(values.len().max(1));
    #[expect(clippy::cast_precision_loss, reason = "nobody sees a difference of one in 2^53")]
    let height = |value: i64| HEIGHT - value as f64 / most as f64 * HEIGHT;
    let corner = |(at, value): (usize, &i64)| format!("{:.1},{:.1}", wide * (count(at) + 0.5), height(*value));
    values.iter().enumerate().map(corner).collect::<Vec<_>>().join(" ")
}

#[expect(clippy::cast_precision_loss, reason = "a page has some hundred points")]
fn count(number: usize) -> f64 {
    number as f64
}

/// The same in numbers; days on which nothing happened are left out.
#[component]
fn AsTable(points: Vec<Point>, series: [Series; 2]) -> impl IntoView {
    let busy = points.into_iter().filter(move |point| series.iter().any(|series| (series.of)(&point.figures) > 0));
    let row = move |point: Point| {
        let cells = series.map(|series| {
            let number = words::number((series.of)(&point.figures));
            view! { <td class="numbers" data-label=series.label>{number}</td> }
        });
        view! {
            <tr>
                <th scope="row">{point.day}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    let head = series.map(|series| view! { <th scope="col">{series.label}</th> });
    view! {
        <details>
            <summary>{say!(dashboard.as_table)}</summary>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say!(dashboard.figure_day)}</th>
                        {head.collect_view()}
                    </tr>
                </thead>
                <tbody>{busy.map(row).collect_view()}</tbody>
            </table>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_the_ground_to_the_most() {
        assert_eq!(path(&[0, 4], 4), "250.0,100.0 750.0,0.0");
        assert_eq!(path(&[2], 4), "500.0,50.0");
        assert_eq!(path(&[], 1), "");
    }
}
