//! `/dashboard/audit`

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    api::{self, AuditView, Line},
    filters::{Asked, Filters},
    words,
};
use crate::{
    area::Page,
    error::AppError,
    paths, say,
    ui::{Empty, Failure, LocalTime},
};

/// The audit log.
pub struct AuditPage {
    asked: Memo<Asked>,
    found: Resource<Result<AuditView, AppError>>,
}

impl Page for AuditPage {
    fn data() -> Self {
        let asked = Asked::of_address();
        let found = Resource::new(
            move || asked.get(),
            |Asked { person, action, day, after }| api::read_audit(person, action, day, after),
        );
        Self { asked, found }
    }

    fn view(this: Self) -> AnyView {
        let AuditPage { asked, found } = this;
        let draw = move |answer: Result<AuditView, AppError>| match answer {
            Ok(found) => view! { <Log found asked=asked.get_untracked()/> }.into_any(),
            Err(error) => view! { <Failure error retry=move |()| found.refetch()/> }.into_any(),
        };
        view! {
            <Title text=format!("{} · Lumora", say!(dashboard.audit))/>
            <header class="page-head">
                <div>
                    <h1>{say!(dashboard.audit)}</h1>
                    <p class="facts"><span>{say!(dashboard.audit_words)}</span></p>
                </div>
            </header>
            <Filters asked found/>
            <Transition fallback=move || view! { <p role="status">{say!(common.loading)}</p> }>
                {move || Suspend::new(async move { draw(found.await) })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Log(found: AuditView, asked: Asked) -> impl IntoView {
    if found.lines.is_empty() {
        let all = (!asked.is_all()).then(|| {
            view! {
                <a class="button" href=paths::AUDIT>{say!(dashboard.audit_show_all)}</a>
            }
        });
        return view! {
            <Empty icon="list-checks" title=say!(dashboard.audit_none) words=say!(dashboard.audit_none_words)>
                {all}
            </Empty>
        }
        .into_any();
    }
    let newest = (!asked.after.is_empty()).then(|| Asked { after: String::new(), ..asked.clone() }.address());
    let older = (!found.next.is_empty()).then(|| Asked { after: found.next, ..asked }.address());
    view! {
        <table class="table">
            <caption class="visually-hidden">{say!(dashboard.audit)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(dashboard.audit_when)}</th>
                    <th scope="col">{say!(dashboard.audit_who)}</th>
                    <th scope="col">{say!(dashboard.audit_what)}</th>
                    <th scope="col">{say!(dashboard.audit_record)}</th>
                    <th scope="col">{say!(dashboard.audit_from)}</th>
                </tr>
            </thead>
            <tbody>{found.lines.into_iter().map(|line| view! { <Row line/> }).collect_view()}</tbody>
        </table>
        <nav class="pager" aria-label=say!(dashboard.audit)>
            {newest.map(|address| view! { <a class="button" href=address>{say!(dashboard.audit_newest)}</a> })}
            {older.map(|address| view! { <a class="button" href=address>{say!(dashboard.audit_older)}</a> })}
        </nav>
    }
    .into_any()
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let record = match (line.gallery, line.photo) {
        (Some((_, title)), None) if !line.there => title.into_any(),
        (Some((_, title)), Some((_, name))) if !line.there => {
            view! { {name}" "<span class="hint">{title}</span> }.into_any()
        }
        (Some((gallery, title)), Some((photo, name))) => {
            let address = paths::photographs(gallery, false, Some(photo));
            view! { <a href=address>{name}</a>" "<span class="hint">{title}</span> }.into_any()
        }
        (Some((gallery, title)), None) => view! { <a href=paths::gallery(gallery, "")>{title}</a> }.into_any(),
        (None, _) => view! { <span class="muted">"–"</span> }.into_any(),
    };
    view! {
        <tr>
            <td data-label=say!(dashboard.audit_when)><LocalTime at=line.at/></td>
            <td data-label=say!(dashboard.audit_who)>
                {line.member.unwrap_or_else(|| say!(dashboard.audit_visitor).to_owned())}
            </td>
            <td data-label=say!(dashboard.audit_what)>{words::deed(&line.action)}</td>
            <td data-label=say!(dashboard.audit_record)><div>{record}</div></td>
            <td data-label=say!(dashboard.audit_from)>{line.source}</td>
        </tr>
    }
    .into_any()
}
