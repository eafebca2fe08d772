//! Brings what happens in the gallery to its pages.

use std::time::Duration;

use domain::{
    GalleryId,
    live::{GalleryEvent, Missed, Present},
};
use leptos::prelude::*;

use super::{
    context::{Current, News},
    deeds,
};
use crate::dashboard::{device, uploads::use_uploads};

/// Messages are gathered for this long: a hundred photographs are asked for at once, not a hundred times.
const GATHER: Duration = Duration::from_millis(300);

/// The facts above the tabs are fetched no more often than this while photographs pour in.
const FACTS: Duration = Duration::from_secs(2);

/// Listens for as long as the gallery's page stands.
pub fn follow(current: Current) {
    let gathered = StoredValue::new(News::default());
    let waiting = StoredValue::new(false);
    let heard = move |missed: Missed| {
        gathered.try_update_value(|news| gather(news, missed));
        if waiting.try_get_value() == Some(false) {
            waiting.set_value(true);
            let tell = move || {
                waiting.try_set_value(false);
                if let Some(news) = gathered.try_update_value(std::mem::take) {
                    current.news.try_set(news);
                }
            };
            set_timeout(tell, GATHER);
        }
    };
    // The detail says from which number on; it is fetched again and again, the gallery is joined once.
    let joined = StoredValue::new(None::<GalleryId>);
    Effect::new(move |_| {
        let Some(Ok(detail)) = current.detail.get() else { return };
        if joined.get_value() != Some(detail.id) {
            joined.set_value(Some(detail.id));
            current.present.set(Vec::new());
            let present = move |present: Present| drop(current.present.try_set(present.people));
            device::listen(detail.id, detail.change_seq, heard, present);
        }
    });
    on_cleanup(device::leave);
    refresh_facts(current);
    deeds::tell(current);
}

fn gather(news: &mut News, missed: Missed) {
    if missed.reload {
        *news = News { moved: true, hearts: true, gallery: true, ..News::default() };
    }
    for change in missed.changes {
        news.deeds.extend(change.deed);
        match change.event {
            GalleryEvent::PhotoAdded { photo }
            | GalleryEvent::PhotoReady { photo }
            | GalleryEvent::PhotoFailed { photo }
            | GalleryEvent::PhotoChanged { photo } => {
                if !news.photos.contains(&photo) {
                    news.photos.push(photo);
                }
            }
            GalleryEvent::PhotosMoved => news.moved = true,
            GalleryEvent::HeartsChanged => news.hearts = true,
            GalleryEvent::GalleryChanged | GalleryEvent::AccessChanged => news.gallery = true,
        }
    }
}

/// What does `act` a pause after it was asked for, once however often that was.
pub fn seldom(
    pause: Duration,
    act: impl Fn() + Copy + Send + Sync + 'static,
) -> impl Fn() + Copy + Send + Sync + 'static {
    let due = StoredValue::new(false);
    move || {
        if due.try_get_value() == Some(false) {
            due.set_value(true);
            set_timeout(
                move || {
                    if due.try_set_value(false).is_none() {
                        act()
                    }
                },
                pause,
            );
        }
    }
}

fn refresh_facts(current: Current) {
    let uploads = use_uploads();
    let refresh = seldom(FACTS, move || current.detail.refetch());
    Effect::new(move |_| {
        let news = current.news.get();
        if news == News::default() {
            return;
        }
        if news.gallery {
            current.detail.refetch();
            // Perhaps an archive for it came, or is taken apart.
            if let Some(uploads) = uploads {
                uploads.look_for_imports();
            }
        } else {
            refresh();
        }
    });
}
