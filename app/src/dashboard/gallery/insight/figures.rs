//! The sums of a period.

use leptos::prelude::*;

use super::api::Figures;
use crate::{dashboard::words, say};

/// Six numbers in a row.
#[component]
pub fn FiguresRow(figures: Figures) -> impl IntoView {
    let figure = |words: &'static str, hint: &'static str, number: i64| {
        view! {
            <div>
                <dt>{words}</dt>
                <dd class="numbers">{words::number(number)}</dd>
                {(!hint.is_empty()).then(|| view! { <dd class="hint">{hint}</dd> })}
            </div>
        }
    };
    view! {
        <dl class="figures">
            {figure(say!(dashboard.figure_views), "", figures.views)}
            {figure(say!(dashboard.figure_visitors), say!(dashboard.once_a_day), figures.visitors)}
            {figure(say!(dashboard.figure_hearts), "", figures.hearts)}
            {figure(say!(dashboard.figure_picks), "", figures.picks)}
            {figure(say!(dashboard.figure_comments), "", figures.comments)}
            {figure(say!(dashboard.figure_downloads), "", figures.downloads)}
        </dl>
    }
    .into_any()
}
