//! Choosing: limits, rounds, who somebody is on their second device.

mod exports;
mod lists;
mod rounds;
mod who;

use domain::{GalleryId, ListId, PhotoId, Role, Viewer, problem::Problem};

use super::Choosing;
use crate::{
    error::{Error, Result},
    testing::{Delivered, TestBackend},
};

const ANA: &str = "ana-ana-ana-ana-1";
const LUKA: &str = "luka_luka_luka_2";

/// A published gallery of Mirna's with photographs `a`, `b`, `c`, an album for two, and a visitor who gave the code.
struct Wedding {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
    photos: Vec<PhotoId>,
    album: ListId,
    guest: Viewer,
}

async fn wedding() -> Wedding {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let Delivered { gallery, token, photos, guest } = backend.delivered(&mirna, &["a.jpg", "b.jpg", "c.jpg"]).await;
    backend.choices().define(&mirna, gallery, None, "Album", "2").await.expect("a list");
    let lists = backend.choices().settings(&mirna, gallery).await.expect("the lists").lists;
    let album = lists.iter().find(|list| list.name == "Album").expect("the album").id;
    Wedding { backend, mirna, gallery, token, photos, album, guest }
}

impl Wedding {
    async fn set(&self, key: &str, list: Option<ListId>, photo: PhotoId, on: bool) -> Result<Vec<PhotoId>> {
        self.backend.choices().set(&self.guest, &self.token, key, list, (photo, on)).await
    }

    async fn look(&self, key: &str) -> Choosing {
        self.backend.choices().look(&self.guest, &self.token, key).await.expect("the lists")
    }

    /// The photographs this key has on a list.
    async fn on(&self, key: &str, list: ListId) -> Vec<PhotoId> {
        let lists = self.look(key).await.lists;
        lists.into_iter().find(|there| there.id == list).expect("the list").photos
    }

    async fn count(&self, table: &str) -> i64 {
        let mut tx = self.backend.db.system().await.expect("a transaction");
        let count = format!("SELECT count(*) FROM {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&mut *tx).await.expect("counted")
    }
}

/// The broken rules, as field and problem.
fn problems<T>(result: Result<T>) -> Vec<(String, Problem)> {
    match result {
        Err(Error::Invalid(problems)) => problems.into_iter().map(|p| (p.field, p.problem)).collect(),
        _ => Vec::new(),
    }
}

fn broken(field: &str, problem: Problem) -> Vec<(String, Problem)> {
    vec![(field.to_owned(), problem)]
}
