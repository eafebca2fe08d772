//! What a studio does with its galleries and what its clients see, against a real database.

mod browsing;
mod client;
mod code;
mod door;
mod duplicates;
mod gate;
mod letters;
mod roles;
mod settings;
mod states;
mod trash;

use domain::{GalleryId, Refusal, Viewer, problem::Problem};
use sqlx::Row;

use super::{Door, GallerySettings};
use crate::{
    error::{Error, Result},
    testing::TestBackend,
};

/// The settings as the form shows them.
async fn settings(backend: &TestBackend, viewer: &Viewer, id: GalleryId) -> GallerySettings {
    let now = backend.galleries().get(viewer, id).await.expect("a gallery");
    GallerySettings {
        title: now.title,
        description: now.description,
        taken_on: now.taken_on.map(|day| day.to_string()).unwrap_or_default(),
        expires_on: now.expires_on.map(|day| day.to_string()).unwrap_or_default(),
        access_code: now.access_code.to_string(),
        loaded: String::new(),
    }
}

/// Published, with one photograph.
async fn open_gallery(backend: &TestBackend, mirna: &Viewer, title: &str) -> GalleryId {
    let gallery = backend.gallery(mirna, title).await;
    backend.photo(mirna, gallery, "DSC_1.jpg").await;
    backend.publish(mirna, gallery).await;
    gallery
}

async fn door(backend: &TestBackend, viewer: &Viewer, gallery: GalleryId) -> Result<&'static str> {
    let token = backend.link_token(gallery).await;
    Ok(match backend.galleries().visit(viewer, &token).await?.door {
        Door::NotPublished => "not published",
        Door::Ended => "ended",
        Door::Locked(_) => "locked",
        Door::Open(_) => "open",
    })
}

/// What was done to the gallery, in order.
async fn audit(backend: &TestBackend, gallery: GalleryId) -> Vec<String> {
    let mut tx = backend.db.system().await.expect("a transaction");
    sqlx::query_scalar("SELECT action FROM audit_entries WHERE subject = $1 ORDER BY at, id")
        .bind(gallery.0)
        .fetch_all(&mut *tx)
        .await
        .expect("the log")
}

/// Everything the galleries' tables and the log hold, as text.
async fn everything(backend: &TestBackend) -> String {
    let mut tx = backend.db.system().await.expect("a transaction");
    sqlx::query(
        "SELECT concat((SELECT string_agg(g::text, E'\\n' ORDER BY id) FROM galleries g),
                       (SELECT string_agg(p::text, E'\\n' ORDER BY id) FROM photos p),
                       (SELECT string_agg(a::text, E'\\n' ORDER BY id) FROM audit_entries a),
                       (SELECT string_agg(v::text, E'\\n' ORDER BY id) FROM visitors v),
                       (SELECT count(*) FROM favorites), ' ', (SELECT count(*) FROM gallery_unlocks), ' ',
                       (SELECT count(*) FROM gallery_changes))",
    )
    .fetch_one(&mut *tx)
    .await
    .expect("everything")
    .get(0)
}

fn refusal<T>(result: Result<T>) -> Option<Refusal> {
    match result {
        Err(Error::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

/// The broken rules, as `field: Problem`.
fn problems<T>(result: Result<T>) -> Vec<(String, Problem)> {
    match result {
        Err(Error::Invalid(problems)) => problems.into_iter().map(|p| (p.field, p.problem)).collect(),
        _ => Vec::new(),
    }
}
