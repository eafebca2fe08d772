//! The operator's page about the queue. It reads anew every ten seconds while somebody looks.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::{JobState, QueueView, RetryJobs, jobs},
    row::Job,
};
use crate::{
    area::Page,
    dashboard::operator::watch::every_ten_seconds,
    error::AppError,
    say,
    ui::{Empty, Failure, Icon, toast, use_toasts},
};

/// `/operator/jobs?state=…`
pub struct JobsPage {
    queue: Resource<Result<QueueView, AppError>>,
}

/// Retries, and what became of it.
type Retry = ServerAction<RetryJobs>;

impl Page for JobsPage {
    fn data() -> Self {
        Self { queue: Resource::new(|| (), |()| jobs()) }
    }

    fn view(this: Self) -> AnyView {
        let queue = this.queue;
        let again = Callback::new(move |()| queue.refetch());
        let retry = Retry::new();
        let toasts = use_toasts();
        Effect::new(move |_| match retry.value().get() {
            Some(Ok(count)) => {
                toast(toasts, say!(operator.retried, count = count).to_string());
                again.run(());
            }
            Some(Err(error)) => toast(toasts, error.sentence()),
            None => {}
        });
        every_ten_seconds(again);
        view! {
            <Title text=format!("{} · Lumora", say!(operator.jobs))/>
            <Transition fallback=Skeleton>
                {move || queue.get().map(|read| match read {
                    Ok(queue) => view! { <Queue queue retry again/> }.into_any(),
                    Err(error) => view! { <h1>{say!(operator.jobs)}</h1><Failure error retry=again/> }.into_any(),
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Queue(queue: QueueView, retry: Retry, again: Callback<()>) -> impl IntoView {
    let query = use_query_map();
    let QueueView { running, waiting, dead, jobs } = queue;
    view! {
        <header class="page-head">
            <div>
                <h1>{say!(operator.jobs)}</h1>
                <p class="facts">
                    <span>{facts_dead(dead)}</span>
                    <span>{say!(operator.facts_waiting, count = waiting).to_string()}</span>
                    <span>{say!(operator.facts_running, count = running).to_string()}</span>
                </p>
            </div>
            <div class="row">
                {(dead > 0).then(|| view! {
                    <button class="button" type="button" disabled=move || retry.pending().get() on:click=move |_| {
                        retry.dispatch(RetryJobs { id: None });
                    }><Icon name="rotate-ccw"/>{say!(operator.retry_all)}</button>
                })}
                <button class="button" type="button" on:click=move |_| again.run(())>{say!(operator.refresh)}</button>
            </div>
        </header>
        <Tabs counts=[dead, waiting, running]/>
        {move || {
            let state = chosen(query.get().get_str("state"));
            let chosen: Vec<_> = jobs.iter().filter(|job| job.state == state).cloned().collect();
            if chosen.is_empty() {
                return view! { <Nothing state/> }.into_any();
            }
            view! {
                <table class="table">
                    <caption class="visually-hidden">{tab_words(state)}</caption>
                    <Columns state/>
                    <tbody>{chosen.into_iter().map(|job| view! { <Job job retry/> }).collect_view()}</tbody>
                </table>
                {(jobs.len() >= 200).then(|| view! { <p class="hint">{say!(operator.at_most)}</p> })}
            }
            .into_any()
        }}
    }
    .into_any()
}

fn facts_dead(dead: i64) -> String {
    if dead == 0 { say!(operator.facts_well).to_owned() } else { say!(operator.facts_dead, count = dead).to_string() }
}

fn chosen(state: Option<&str>) -> JobState {
    match state {
        Some("waiting") => JobState::Waiting,
        Some("running") => JobState::Running,
        _ => JobState::Dead,
    }
}

fn tab_words(state: JobState) -> &'static str {
    match state {
        JobState::Dead => say!(operator.tab_dead),
        JobState::Waiting => say!(operator.tab_waiting),
        JobState::Running => say!(operator.tab_running),
    }
}

#[component]
fn Tabs(counts: [i64; 3]) -> impl IntoView {
    let query = use_query_map();
    let [dead, waiting, running] = counts;
    let tab = move |state: JobState, address: &'static str, count: i64| {
        let current = move || (chosen(query.get().get_str("state")) == state).then_some("page");
        view! {
            <a href=address aria-current=current>{tab_words(state)}" "<span class="count">{count}</span></a>
        }
    };
    view! {
        <nav class="tabs" aria-label=say!(operator.jobs)>
            {tab(JobState::Dead, "?state=dead", dead)}
            {tab(JobState::Waiting, "?state=waiting", waiting)}
            {tab(JobState::Running, "?state=running", running)}
        </nav>
    }
    .into_any()
}

#[component]
fn Columns(state: JobState) -> impl IntoView {
    let when = if state == JobState::Waiting { say!(operator.next_try) } else { say!(operator.asked) };
    view! {
        <thead>
            <tr>
                <th scope="col">{say!(operator.job)}</th>
                <th scope="col">{say!(operator.error)}</th>
                <th scope="col" class="end">{say!(operator.tries)}</th>
                <th scope="col">{when}</th>
                {(state == JobState::Dead).then(|| view! {
                    <th scope="col"><span class="visually-hidden">{say!(operator.action)}</span></th>
                })}
            </tr>
        </thead>
    }
    .into_any()
}

#[component]
fn Nothing(state: JobState) -> impl IntoView {
    let (icon, title, words) = match state {
        JobState::Dead => ("circle-check", say!(operator.well_title), say!(operator.well_words)),
        JobState::Waiting => ("hourglass", say!(operator.none_waiting), say!(operator.none_waiting_words)),
        JobState::Running => ("clock", say!(operator.none_running), say!(operator.none_running_words)),
    };
    view! { <Empty icon title words/> }
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <header class="page-head">
            <div><h1>{say!(operator.jobs)}</h1><span class="skeleton" style="width:32ch"></span></div>
        </header>
        <div class="stack" aria-busy="true">
            {(0..4).map(|_| view! { <span class="skeleton" style="width:100%;height:48px"></span> }).collect_view()}
        </div>
    }
    .into_any()
}
