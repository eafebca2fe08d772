//! Whose deeds, of which kind, on which day: all stand in the page's address, so that it can be kept and gone back to.

use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
    params::ParamsMap,
};

use super::{api::AuditView, words};
use crate::{
    paths, say,
    ui::{Icon, SubmitButton},
};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// An identity, or `visitors`; everybody without.
    pub person: String,
    /// A kind; all without.
    pub action: String,
    /// A day; all without.
    pub day: String,
    /// Where the page before ended.
    pub after: String,
}

impl Asked {
    /// What the current address asks for.
    pub fn of_address() -> Memo<Self> {
        let query = use_query_map();
        Memo::new(move |_| {
            query.with(|query| {
                let text = |name| query.get_str(name).unwrap_or_default().to_owned();
                Self { person: text("person"), action: text("action"), day: text("day"), after: text("after") }
            })
        })
    }

    /// The page that shows this.
    pub fn address(&self) -> String {
        format!("{}{}", paths::AUDIT, self.query(&self.after))
    }

    /// The file that has all of it.
    pub fn file(&self) -> String {
        format!("{}{}", paths::AUDIT_FILE, self.query(""))
    }

    /// Whether it narrows anything.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    fn query(&self, after: &str) -> String {
        let mut query = ParamsMap::new();
        let fields = [("person", &*self.person), ("action", &self.action), ("day", &self.day), ("after", after)];
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.insert(name, value.to_owned());
        }
        query.to_query_string()
    }
}

/// The fields, and the way to the file.
#[component]
pub fn Filters(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// What there is to choose from.
    found: Resource<Result<AuditView, crate::error::AppError>>,
) -> impl IntoView {
    let go = StoredValue::new(use_navigate());
    let lead = move |asked: Asked| {
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        go.with_value(|go| go(&asked.address(), options));
    };
    let narrow = move |change: fn(&mut Asked, String)| {
        move |event: ev::Event| {
            let mut asked = Asked { after: String::new(), ..asked.get_untracked() };
            change(&mut asked, event_target_value(&event));
            lead(asked);
        }
    };
    let lists = move || found.get().and_then(Result::ok).map(|found| (found.people, found.actions)).unwrap_or_default();
    view! {
        <form class="list-bar" method="get" action=paths::AUDIT>
            <label class="select pill">
                <span class="visually-hidden">{say!(dashboard.audit_who)}</span>
                <select name="person" on:change=narrow(|asked, value| asked.person = value)>
                    <Choice value=String::new() words=say!(dashboard.audit_everybody).to_owned() chosen=Signal::derive(move || asked.get().person)/>
                    <Choice value="visitors".to_owned() words=say!(dashboard.audit_visitors).to_owned() chosen=Signal::derive(move || asked.get().person)/>
                    <Transition>
                        {move || lists().0.into_iter().map(|(id, name)| view! {
                            <Choice value=id words=name chosen=Signal::derive(move || asked.get().person)/>
                        }).collect_view()}
                    </Transition>
                </select>
                <Icon name="chevron-down"/>
            </label>
            <label class="select pill">
                <span class="visually-hidden">{say!(dashboard.audit_what)}</span>
                <select name="action" on:change=narrow(|asked, value| asked.action = value)>
                    <Choice value=String::new() words=say!(dashboard.audit_all_kinds).to_owned() chosen=Signal::derive(move || asked.get().action)/>
                    <Transition>
                        {move || lists().1.into_iter().map(|action| {
                            let words = words::deed(&action);
                            view! { <Choice value=action words chosen=Signal::derive(move || asked.get().action)/> }
                        }).collect_view()}
                    </Transition>
                </select>
                <Icon name="chevron-down"/>
            </label>
            <label class="day">
                <span class="visually-hidden">{say!(dashboard.figure_day)}</span>
                <input
                    class="input"
                    type="date"
                    name="day"
                    value=asked.get_untracked().day
                    prop:value=move || asked.get().day
                    on:change=narrow(|asked, value| asked.day = value)
                />
            </label>
            <noscript><SubmitButton words=say!(dashboard.show) pending=false class="small"/></noscript>
            <a class="button small" href=move || asked.get().file() rel="external" download="audit.csv">
                <Icon name="download"/>
                {say!(dashboard.export_sheet)}
            </a>
        </form>
    }
    .into_any()
}

#[component]
fn Choice(value: String, words: String, chosen: Signal<String>) -> impl IntoView {
    let own = value.clone();
    view! { <option value=value selected=move || chosen.get() == own>{words}</option> }
}
