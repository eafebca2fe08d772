//! Visitors who left an address, whether they chose anything or not.

use domain::GalleryId;
use leptos::{prelude::*, task::spawn_local};

use super::api::{self, GuestView};
use crate::{
    error::AppError,
    say,
    ui::{Copy, Failure},
};

/// The list; nothing while nobody left an address. Fetched by the browser once the page is there.
#[component]
pub fn Guests(
    /// Of which gallery.
    gallery: GalleryId,
) -> impl IntoView {
    let stored = RwSignal::new(None::<Result<Vec<GuestView>, AppError>>);
    let fetch = Callback::new(move |()| {
        spawn_local(async move {
            let answer = api::guests(gallery).await;
            // The page may have been left meanwhile.
            stored.try_set(Some(answer));
        });
    });
    Effect::new(move |_| fetch.run(()));
    move || match stored.get() {
        None => ().into_any(),
        Some(Err(error)) => view! { <Failure error retry=fetch/> }.into_any(),
        Some(Ok(guests)) if guests.is_empty() => ().into_any(),
        Some(Ok(guests)) => {
            let all = guests.iter().map(|guest| guest.email.clone()).collect::<Vec<_>>().join(", ");
            view! {
                <section class="stack">
                    <h2>{say!(dashboard.guests)}</h2>
                    <Copy text=all/>
                    <GuestTable guests/>
                </section>
            }
            .into_any()
        }
    }
}

#[component]
fn GuestTable(guests: Vec<GuestView>) -> impl IntoView {
    let rows = guests.into_iter().map(|guest| {
        let confirmed = guest.confirmed.then(|| say!(dashboard.guest_confirmed));
        view! {
            <tr>
                <td data-label=say!(dashboard.guest_email)>{guest.email}" "<span class="muted small">{confirmed}</span></td>
                <td data-label=say!(dashboard.guest_name)>{guest.name}</td>
                <td data-label=say!(dashboard.guest_came)>{guest.came_at}</td>
            </tr>
        }
    });
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{say!(dashboard.guest_email)}</th>
                    <th scope="col">{say!(dashboard.guest_name)}</th>
                    <th scope="col">{say!(dashboard.guest_came)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
