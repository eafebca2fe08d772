//! The operator's page about files: whether each photograph has its own, and what else there is. It reads anew every ten
//! seconds while somebody looks.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    api::{FilesView, RunView, Stage, VerifyFiles, files},
    found::Found,
    history::History,
};
use crate::{
    area::Page,
    dashboard::{operator::watch::every_ten_seconds, words},
    error::AppError,
    say,
    ui::{Empty, Failure, Icon, toast, use_toasts},
};

/// `/operator/files`
pub struct FilesPage {
    files: Resource<Result<FilesView, AppError>>,
}

/// Asking for a comparison, and what became of it.
type Verify = ServerAction<VerifyFiles>;

impl Page for FilesPage {
    fn data() -> Self {
        Self { files: Resource::new(|| (), |()| files()) }
    }

    fn view(this: Self) -> AnyView {
        let files = this.files;
        let again = Callback::new(move |()| files.refetch());
        let verify = Verify::new();
        let toasts = use_toasts();
        Effect::new(move |_| match verify.value().get() {
            Some(Ok(())) => again.run(()),
            Some(Err(error)) => toast(toasts, error.sentence()),
            None => {}
        });
        every_ten_seconds(again);
        view! {
            <Title text=format!("{} · Lumora", say!(operator.files))/>
            <Transition fallback=Skeleton>
                {move || files.get().map(|read| match read {
                    Ok(files) => view! { <Files files verify/> }.into_any(),
                    Err(error) => view! { <h1>{say!(operator.files)}</h1><Failure error retry=again/> }.into_any(),
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Files(files: FilesView, verify: Verify) -> impl IntoView {
    let FilesView { runs, findings } = files;
    let open = runs.iter().find(|run| run.is_open()).cloned();
    let last = runs.iter().find(|run| !run.is_open()).cloned();
    let (busy, never) = (open.is_some(), runs.is_empty());
    view! {
        <header class="page-head">
            <div>
                <h1>{say!(operator.files)}</h1>
                <p class="facts">{facts(last.as_ref())}</p>
            </div>
            <div class="row">
                <Ask words=say!(operator.check_all) whole=true busy verify/>
                <Ask words=say!(operator.check_some) whole=false busy verify/>
            </div>
        </header>
        {never.then(|| view! {
            <Empty icon="list-checks" title=say!(operator.never_checked) words=say!(operator.never_checked_words)/>
        })}
        <div class="checks">
            {open.map(|run| view! { <Progress run/> })}
            {last.map(|run| view! { <Outcome run=run.clone()/><Found run findings/> })}
            {(!never).then(|| view! { <History runs/> })}
        </div>
    }
    .into_any()
}

fn facts(last: Option<&RunView>) -> AnyView {
    let Some(last) = last else {
        return view! { <span>{say!(operator.not_checked)}</span> }.into_any();
    };
    let photographs = words::number(last.photographs);
    let read = words::number(last.read);
    view! {
        <span>{say!(operator.looked_at, count = words::count(last.photographs), number = photographs).to_string()}</span>
        <span>{say!(operator.read_whole, count = words::count(last.read), number = read).to_string()}</span>
        <span>{found(last.findings())}</span>
    }
    .into_any()
}

/// `3 findings`
fn found(findings: i64) -> String {
    say!(operator.findings, count = words::count(findings), number = words::number(findings)).to_string()
}

#[component]
fn Ask(words: &'static str, whole: bool, busy: bool, verify: Verify) -> impl IntoView {
    view! {
        <button class="button" type="button" disabled=move || busy || verify.pending().get() on:click=move |_| {
            verify.dispatch(VerifyFiles { whole });
        }>{words}</button>
    }
    .into_any()
}

#[component]
fn Progress(run: RunView) -> impl IntoView {
    if run.stage == Stage::Waiting {
        return view! {
            <div class="banner" role="status"><Icon name="hourglass"/><p>{say!(operator.check_waits)}</p></div>
        }
        .into_any();
    }
    let (done, all) = (words::number(run.photographs), words::number(run.expected));
    view! {
        <div class="banner live" role="status">
            <Icon name="clock"/>
            <div>
                <strong>{say!(operator.check_runs)}</strong>
                <p>{say!(operator.check_so_far, done = done, all = all).to_string()}", "{found(run.findings())}</p>
                <progress
                    class="progress"
                    max=run.expected.max(1)
                    value=run.photographs.min(run.expected)
                    aria-label=say!(operator.check_runs)
                ></progress>
            </div>
        </div>
    }
    .into_any()
}

/// How the last one ended.
#[component]
fn Outcome(run: RunView) -> impl IntoView {
    match run.stage {
        Stage::Failed => {
            let words = say!(operator.check_failed);
            view! {
                <div class="banner bad">
                    <Icon name="circle-alert"/>
                    <div><strong>{words}</strong><p class="object">{run.failure}</p></div>
                </div>
            }
            .into_any()
        }
        Stage::Interrupted => view! {
            <div class="banner warn"><Icon name="triangle-alert"/><p>{say!(operator.check_interrupted)}</p></div>
        }
        .into_any(),
        _ if run.findings() == 0 => {
            let words = if run.whole { say!(operator.all_well_whole) } else { say!(operator.all_well_some) };
            view! {
                <div class="banner ok">
                    <Icon name="circle-check"/>
                    <div><strong>{say!(operator.all_well)}</strong><p>{words}</p></div>
                </div>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <header class="page-head">
            <div><h1>{say!(operator.files)}</h1><span class="skeleton" style="width:32ch"></span></div>
        </header>
        <div class="stack" aria-busy="true">
            {(0..4).map(|_| view! { <span class="skeleton" style="width:100%;height:48px"></span> }).collect_view()}
        </div>
    }
    .into_any()
}
