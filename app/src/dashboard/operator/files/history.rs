//! The comparisons of late, one a row; on phones a card.

use leptos::prelude::*;

use super::api::{Origin, RunView, Stage};
use crate::{dashboard::words, say, ui::LocalTime};

/// The comparisons of late.
#[component]
pub fn History(
    /// The newest first.
    runs: Vec<RunView>,
) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="checks">
            <h2 id="checks">{say!(operator.checks)}</h2>
            <table class="table">
                <caption class="visually-hidden">{say!(operator.checks)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(operator.asked)}</th>
                        <th scope="col">{say!(operator.asked_by)}</th>
                        <th scope="col">{say!(operator.stands)}</th>
                        <th scope="col" class="end">{say!(operator.photographs)}</th>
                        <th scope="col" class="end">{say!(operator.originals_read)}</th>
                        <th scope="col" class="end">{say!(operator.found)}</th>
                    </tr>
                </thead>
                <tbody>{runs.into_iter().map(|run| view! { <Run run/> }).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

#[component]
fn Run(run: RunView) -> impl IntoView {
    let (class, stands) = match run.stage {
        Stage::Waiting => ("chip", say!(operator.stage_waiting)),
        Stage::Running => ("chip live busy", say!(operator.stage_running)),
        Stage::Done => ("chip ok", say!(operator.stage_done)),
        Stage::Failed => ("chip bad", say!(operator.stage_failed)),
        Stage::Interrupted => ("chip warn", say!(operator.stage_interrupted)),
    };
    let origin = match run.origin {
        Origin::Clock => say!(operator.by_clock),
        Origin::Operator => say!(operator.by_operator),
        Origin::Terminal => say!(operator.by_terminal),
    };
    let findings = words::number(run.findings());
    view! {
        <tr>
            <td data-label=say!(operator.asked)><LocalTime at=run.asked/></td>
            <td data-label=say!(operator.asked_by)>{origin}</td>
            <td data-label=say!(operator.stands)><span class=class>{stands}</span></td>
            <td data-label=say!(operator.photographs) class="end">{words::number(run.photographs)}</td>
            <td data-label=say!(operator.originals_read) class="end">{words::number(run.read)}</td>
            <td data-label=say!(operator.found) class="end">{findings}</td>
        </tr>
    }
    .into_any()
}
