//! What the keys do, for mouse and fingers.

use domain::{Flag, Stars};
use leptos::prelude::*;

use super::{help::Help, sides::Zoom, window::Cull};
use crate::{say, ui::Icon};

/// The bar below the photograph.
#[component]
pub fn Bar(
    /// The photographs.
    cull: Cull,
    /// How large.
    zoom: Zoom,
    /// The keys.
    help: Help,
) -> impl IntoView {
    let none = move || cull.at.get().is_none();
    let tool = move |icon: &'static str,
                     name: &'static str,
                     key: &'static str,
                     on: Signal<Option<bool>>,
                     act: Callback<()>| {
        view! {
            <button
                class="icon-button"
                type="button"
                aria-label=name
                title=name
                aria-keyshortcuts=key
                aria-pressed=move || on.get().map(|on| on.to_string())
                on:click=move |_| act.run(())
            >
                <Icon name=icon/>
            </button>
        }
    };
    let state = |on: Signal<bool>| Signal::derive(move || Some(on.get()));
    let burst = Memo::new(move |_| cull.at.get().and_then(|at| cull.burst(at)));
    let folded = Signal::derive(move || {
        burst.with(|burst| {
            burst
                .as_ref()
                .and_then(|burst| burst.first())
                .is_some_and(|first| cull.folded.with(|folded| folded.contains(first)))
        })
    });
    let stack = move || {
        burst.with(Option::is_some).then(|| {
            view! {
                {tool("layers", say!(dashboard.cull_key_burst), "b", state(folded), Callback::new(move |()| cull.fold()))}
                {cull.may_say().then(|| tool(
                    "check",
                    say!(dashboard.cull_key_keep_one),
                    "Shift+p",
                    Signal::derive(|| None),
                    Callback::new(move |()| cull.keep_of_burst()),
                ))}
            }
        })
    };
    let two = Signal::derive(move || cull.beside.get().is_some());
    let keep = move || {
        two.get().then(|| {
            view! {
                <button class="button small" type="button" aria-keyshortcuts="Enter" on:click=move |_| cull.keep()>
                    {say!(dashboard.cull_keep)}
                </button>
            }
        })
    };
    view! {
        // A press leaves the focus where it is, so that Space and Enter stay the desk's.
        <footer class="cull-bar" role="toolbar" aria-label=say!(dashboard.cull_tools) on:mousedown=|event| event.prevent_default()>
            <div class="cull-tools">
                {step(cull, false)}
                {tool("columns-2", say!(dashboard.cull_key_compare), "c", state(two), Callback::new(move |()| cull.compare()))}
                {tool(
                    "zoom-in",
                    say!(dashboard.cull_key_zoom),
                    "z",
                    Signal::derive(move || Some(zoom.on())),
                    Callback::new(move |()| zoom.turn(cull)),
                )}
                {stack}
                {keep}
            </div>
            {cull.may_say().then(|| view! { <Verdicts cull none=Signal::derive(none)/> })}
            <div class="cull-tools">
                {cull.may_say().then(|| view! {
                    <button
                        class="icon-button"
                        type="button"
                        aria-label=say!(common.undo)
                        title=say!(common.undo)
                        aria-keyshortcuts="Control+z"
                        disabled=move || cull.said.steps.get() == 0
                        on:click=move |_| cull.undo()
                    >
                        <Icon name="rotate-ccw"/>
                    </button>
                    {tool(
                        "chevrons-right",
                        say!(dashboard.cull_key_advance),
                        "a",
                        state(cull.advances.into()),
                        Callback::new(move |()| cull.advances.update(|advances| *advances = !*advances)),
                    )}
                })}
                {tool(
                    "keyboard",
                    say!(dashboard.cull_keys),
                    "?",
                    Signal::derive(|| None),
                    Callback::new(move |()| help.0.set(true)),
                )}
                {step(cull, true)}
            </div>
        </footer>
    }
    .into_any()
}

fn step(cull: Cull, forward: bool) -> AnyView {
    let (icon, name) = match forward {
        true => ("chevron-right", say!(common.next_photograph)),
        false => ("chevron-left", say!(common.previous_photograph)),
    };
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=name
            title=name
            disabled=move || cull.ends(forward)
            on:click=move |_| cull.step(forward)
        >
            <Icon name=icon/>
        </button>
    }
    .into_any()
}

/// Flags and stars.
#[component]
fn Verdicts(cull: Cull, none: Signal<bool>) -> impl IntoView {
    let now = Memo::new(move |_| {
        let right = cull.beside.get().is_some() && cull.right.get();
        cull.item(right).map(|item| (item.flag, item.stars)).unwrap_or_default()
    });
    let flag = move |flag: Flag, icon: &'static str, name: &'static str, key: &'static str| {
        view! {
            <button
                class=format!("icon-button flag-{}", flag.as_str())
                type="button"
                aria-label=name
                title=name
                aria-keyshortcuts=key
                aria-pressed=move || (now.get().0 == flag).to_string()
                disabled=move || none.get()
                on:click=move |_| cull.flag(flag)
            >
                <Icon name=icon/>
            </button>
        }
    };
    let star = move |stars: Stars| {
        let count = stars.count();
        let lit = move || now.get().1 >= stars;
        let rate = move |_| {
            // The stars it has already are taken away.
            let same = now.get_untracked().1 == stars;
            cull.rate(if same { Stars::default() } else { stars });
        };
        view! {
            <button
                class="icon-button star"
                class:lit=lit
                type="button"
                aria-label=say!(dashboard.rating_stars, stars = count).to_string()
                aria-keyshortcuts=count.to_string()
                aria-pressed=move || (now.get().1 == stars).to_string()
                disabled=move || none.get()
                on:click=rate
            >
                <Icon name="star"/>
            </button>
        }
    };
    view! {
        <div class="cull-verdicts">
            <div class="cull-flags" role="group" aria-label=say!(dashboard.cull_flag)>
                {flag(Flag::Reject, "x", say!(dashboard.cull_key_reject), "x")}
                {flag(Flag::None, "flag-off", say!(dashboard.cull_key_unflag), "u")}
                {flag(Flag::Pick, "flag", say!(dashboard.cull_key_pick), "p")}
            </div>
            <div class="cull-stars" role="group" aria-label=say!(dashboard.cull_stars)>
                {Stars::ALL.into_iter().skip(1).map(star).collect_view()}
            </div>
        </div>
    }
    .into_any()
}
