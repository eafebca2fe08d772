//! A question or a small form in front of the page, on the browser's own `<dialog>`: focus, Esc and the backdrop are its.

use leptos::{html, prelude::*, web_sys::HtmlDialogElement};

use super::Icon;
use crate::say;

/// A dialog that is open while `open` is true; closing it in any way sets `open` to false.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// From the side, from below on phones.
    #[prop(optional)]
    sheet: bool,
    /// What is in it; a `<form>` or text with `.dialog-actions`.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // One whose code has just come is made before it stands in the page, and could not be opened yet.
            if dialog.is_connected() {
                show(&dialog);
            } else {
                request_animation_frame(move || show(&dialog));
            }
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class=if sheet { "sheet" } else { "dialog" }
            node_ref=node
            aria-label=title.clone()
            on:close=move |_| open.set(false)
        >
            <div class="dialog-body">
                <h2>{title.clone()}</h2>
                {children()}
            </div>
            <button
                class="icon-button dialog-close"
                type="button"
                aria-label=say!(common.close)
                on:click=move |_| open.set(false)
            >
                <Icon name="x"/>
            </button>
        </dialog>
    }
    .into_any()
}

fn show(dialog: &HtmlDialogElement) {
    // Refused only when it stands open already.
    let _ = dialog.show_modal();
}
