//! Picking just some photographs, shown already or not.

use std::collections::HashSet;

use domain::PhotoId;
use leptos::prelude::*;

use super::super::{
    api,
    grid::{Grid, Tile},
};
use crate::error::AppError;

/// Picks these photographs and no others, and fetches more until all of them are shown. Answers how many are picked: the
/// others are not among those looked at.
pub async fn pick(grid: Grid, ids: &[PhotoId]) -> Result<usize, AppError> {
    let wanted: HashSet<PhotoId> = ids.iter().copied().collect();
    let shown = || {
        let here = |tiles: &Vec<Tile>| tiles.iter().filter(|tile| wanted.contains(&tile.id)).count();
        grid.tiles.try_with_untracked(here).unwrap_or(wanted.len())
    };
    grid.fetching.try_set(true);
    let fetched = fetch(grid, || shown() < wanted.len()).await;
    grid.fetching.try_set(false);
    fetched?;
    grid.tiles.try_with_untracked(|tiles| {
        grid.pick_all(false);
        tiles.iter().filter(|tile| wanted.contains(&tile.id)).for_each(|tile| tile.picked.set(true));
    });
    let picked = shown();
    grid.picked.try_set(picked);
    Ok(picked)
}

/// Fetches page after page while `more` are wanted and there are any.
async fn fetch(grid: Grid, more: impl Fn() -> bool) -> Result<(), AppError> {
    while more() {
        let next = grid.next.try_get_untracked().flatten();
        let Some((gallery, next)) = grid.gallery().zip(next) else { break };
        let Some(only) = grid.only.try_get_value() else { break };
        grid.append(api::photos(gallery, next.into(), only).await?);
    }
    Ok(())
}
