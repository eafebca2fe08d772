//! `/dashboard/galleries/:id/insight`

use std::time::Duration;

use domain::{GalleryId, Period};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{self, InsightView},
    figures::FiguresRow,
    heat::HeatMap,
    lines::{Lines, Series},
    ranking::Ranking,
};
use crate::{
    area::Page,
    dashboard::gallery::{
        context::{id_of_address, use_current},
        live::seldom,
    },
    error::AppError,
    paths, say,
    ui::{Empty, Failure},
};

/// Read again no more often than this, however much happens: it is counted as seldom.
const REFRESH: Duration = Duration::from_secs(5);

/// How a gallery is looked at.
pub struct InsightPage {
    id: Memo<Option<GalleryId>>,
    period: Memo<Period>,
    found: Resource<Result<InsightView, AppError>>,
}

impl Page for InsightPage {
    fn data() -> Self {
        let (id, query) = (id_of_address(), use_query_map());
        let period = Memo::new(move |_| {
            query.with(|query| query.get_str("days").and_then(|days| days.parse().ok())).unwrap_or_default()
        });
        let found = Resource::new(
            move || (id.get(), period.get()),
            |(id, period)| async move {
                match id {
                    Some(id) => api::insight(id, period).await,
                    None => Err(AppError::Refused(domain::Refusal::NotFound)),
                }
            },
        );
        Self { id, period, found }
    }

    fn view(this: Self) -> AnyView {
        let InsightPage { id, period, found } = this;
        let current = use_current();
        let refresh = seldom(REFRESH, move || found.refetch());
        Effect::new(move |seen: Option<bool>| {
            if current.news.with(|news| news.hearts) && seen.is_some() {
                refresh();
            }
            true
        });
        let draw = move |answer: Result<InsightView, AppError>| match (id.get_untracked(), answer) {
            (Some(id), Ok(found)) => view! { <Found id period=period.get_untracked() found/> }.into_any(),
            // The head tells that there is no such gallery.
            (_, Err(AppError::Refused(domain::Refusal::NotFound))) | (None, _) => ().into_any(),
            (_, Err(error)) => view! { <Failure error retry=move |()| found.refetch()/> }.into_any(),
        };
        view! {
            <PeriodChoice id period/>
            <Transition fallback=Skeleton>
                {move || Suspend::new(async move { draw(found.await) })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn PeriodChoice(id: Memo<Option<GalleryId>>, period: Memo<Period>) -> impl IntoView {
    let link = move |choice: Period| {
        let address = move || id.get().map(|id| paths::insight(id, choice));
        let current = move || (period.get() == choice).then_some("true");
        view! { <a href=address aria-current=current>{words(choice)}</a> }
    };
    view! {
        <nav class="filters" style="margin-bottom:24px" aria-label=say!(dashboard.period)>
            {Period::ALL.map(link).collect_view()}
        </nav>
    }
    .into_any()
}

fn words(period: Period) -> &'static str {
    match period {
        Period::Week => say!(dashboard.last_7),
        Period::Month => say!(dashboard.last_30),
        Period::Quarter => say!(dashboard.last_90),
        Period::All => say!(dashboard.all_days),
    }
}

#[component]
fn Found(id: GalleryId, period: Period, found: InsightView) -> impl IntoView {
    let nothing = found.figures.is_nothing() && found.opened.is_empty() && found.taken.is_empty();
    if nothing && found.heat.is_empty() {
        return view! { <Nothing id period/> }.into_any();
    }
    let place = (id, found.epoch);
    let looks = [
        Series { label: say!(dashboard.figure_views), of: |figures| figures.views },
        Series { label: say!(dashboard.figure_visitors), of: |figures| figures.visitors },
    ];
    let deeds = [
        Series { label: say!(dashboard.figure_hearts), of: |figures| figures.hearts },
        Series { label: say!(dashboard.figure_downloads), of: |figures| figures.downloads },
    ];
    view! {
        <div class="insight">
            <FiguresRow figures=found.figures/>
            <div class="charts">
                <Lines title=say!(dashboard.looks) points=found.points.clone() step=found.step series=looks/>
                <Lines title=say!(dashboard.deeds) points=found.points step=found.step series=deeds/>
            </div>
            <div class="rankings">
                <Ranking title=say!(dashboard.most_loved) photos=found.loved place/>
                <Ranking title=say!(dashboard.most_opened) photos=found.opened place/>
                <Ranking
                    title=say!(dashboard.most_taken)
                    hint=say!(dashboard.most_taken_hint)
                    photos=found.taken
                    place
                />
            </div>
            <HeatMap rows=found.heat days=found.heat_days place/>
            <p class="muted small">{say!(dashboard.insight_privacy)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(id: GalleryId, period: Period) -> impl IntoView {
    if period == Period::All {
        return view! {
            <Empty icon="eye" title=say!(dashboard.no_insight) words=say!(dashboard.no_insight_words)>
                <a class="button" href=paths::gallery(id, "share")>{say!(dashboard.share_gallery)}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon="eye" title=say!(dashboard.quiet_days) words=say!(dashboard.no_insight_words)>
            <a class="button" href=paths::insight(id, Period::All)>{say!(dashboard.all_days)}</a>
        </Empty>
    }
    .into_any()
}

#[component]
fn Skeleton() -> impl IntoView {
    let cells = || {
        let cell = |_| view! { <span class="skeleton" style="width:100%;height:64px"></span> };
        (0..6).map(cell).collect_view()
    };
    view! {
        <div class="insight" aria-busy="true">
            <span class="visually-hidden" role="status">{say!(common.loading)}</span>
            <div class="figures">{cells()}</div>
            <span class="skeleton" style="width:100%;height:220px"></span>
        </div>
    }
    .into_any()
}
