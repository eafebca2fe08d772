//! What stands where nothing is.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{say, ui::Leaf};

/// There is no page at this address.
#[component]
pub fn LostPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::server::set_status(http::StatusCode::NOT_FOUND);
    view! {
        <Title text=say!(common.lost_title)/>
        <Leaf title=say!(common.lost_title) words=say!(common.lost_words)>
            <a class="button primary" href="/">{say!(common.lost_home)}</a>
        </Leaf>
    }
    .into_any()
}
