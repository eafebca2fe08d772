//! One job: a row, on phones a card.

use leptos::prelude::*;

use super::api::{JobState, JobView, RetryJobs};
use crate::{
    say,
    ui::{Icon, LocalTime},
};

/// One job.
#[component]
pub fn Job(job: JobView, retry: ServerAction<RetryJobs>) -> impl IntoView {
    let JobView { id, task, payload, state, attempts, max_attempts, error, asked, next } = job;
    let words = task_words(&task);
    let (label, when) = match state {
        JobState::Waiting => (say!(operator.next_try), next),
        JobState::Dead | JobState::Running => (say!(operator.asked), asked),
    };
    let what = format!("{words}, {id}");
    view! {
        <tr>
            <td data-label=say!(operator.job)>
                <div><b>{words}</b><br/><span class="muted small">{payload}</span></div>
            </td>
            <td data-label=say!(operator.error)><div><Error error/></div></td>
            <td data-label=say!(operator.tries) class="end">
                {say!(operator.tries_of, done = attempts, most = max_attempts).to_string()}
            </td>
            <td data-label=label><LocalTime at=when/></td>
            {(state == JobState::Dead).then(|| view! {
                <td class="end">
                    <button
                        class="button small"
                        type="button"
                        aria-label=say!(operator.retry_one, what = what).to_string()
                        disabled=move || retry.pending().get()
                        on:click=move |_| {
                            retry.dispatch(RetryJobs { id: Some(id) });
                        }
                    >
                        <Icon name="rotate-ccw"/>
                        {say!(operator.retry)}
                    </button>
                </td>
            })}
        </tr>
    }
    .into_any()
}

/// What it does, in words; a task that has none keeps its name.
fn task_words(task: &str) -> String {
    match task {
        "send_mail" => say!(operator.send_mail).to_owned(),
        "develop_photo" => say!(operator.develop_photo).to_owned(),
        "mark_gallery" | "mark_photo" => say!(operator.mark_photo).to_owned(),
        "delete_objects" | "delete_logo" => say!(operator.delete_objects).to_owned(),
        "sweep" | "sweep_store" => say!(operator.sweep).to_owned(),
        "cool_originals" => say!(operator.cool_originals).to_owned(),
        "verify_store" | "schedule_verification" => say!(operator.verify_store).to_owned(),
        "draw_demo_photo" => say!(operator.draw_demo_photo).to_owned(),
        other => other.to_owned(),
    }
}

/// The first line; the whole when asked for.
#[component]
fn Error(error: Option<String>) -> impl IntoView {
    let Some(error) = error else {
        return view! { <span class="muted">{say!(operator.no_error)}</span> }.into_any();
    };
    let first: String = error.lines().next().unwrap_or_default().chars().take(80).collect();
    if first == error {
        return view! { <span>{error}</span> }.into_any();
    }
    view! {
        <details>
            <summary class="text-button">{first}"…"</summary>
            <pre>{error}</pre>
        </details>
    }
    .into_any()
}
