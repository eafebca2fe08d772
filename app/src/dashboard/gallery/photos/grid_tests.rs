use domain::{Flag, PhotoState, Stars};
use uuid::Uuid;

use super::*;

fn photo(id: u128, sort: i64) -> PhotoView {
    PhotoView {
        id: PhotoId(Uuid::from_u128(id)),
        name: format!("DSC_{id}.jpg"),
        width: 3,
        height: 2,
        placeholder: String::new(),
        tone: String::new(),
        state: PhotoState::Ready,
        failure: String::new(),
        hearts: 0,
        time: String::new(),
        set: None,
        hidden: false,
        flag: Flag::None,
        stars: Stars::default(),
        sort: format!("{sort:04}"),
    }
}

fn shown(sorts: &[(u128, i64)]) -> Vec<Tile> {
    sorts.iter().map(|(id, sort)| tile(photo(*id, *sort), &mut HashMap::new())).collect()
}

fn order(tiles: &[Tile]) -> Vec<u128> {
    tiles.iter().map(|tile| tile.id.0.as_u128()).collect()
}

#[test]
fn what_comes_takes_its_place_by_time() {
    let mut tiles = shown(&[(1, 10), (2, 20), (3, 30)]);
    place(&mut tiles, vec![photo(4, 25), photo(5, 5), photo(6, 40)], true);
    assert_eq!(order(&tiles), [5, 1, 2, 4, 3, 6]);
}

#[test]
fn what_turns_out_to_be_older_moves_and_keeps_its_pick() {
    let mut tiles = shown(&[(1, 10), (2, 20), (3, 30)]);
    tiles[2].picked.set(true);
    place(&mut tiles, vec![photo(3, 15)], true);
    assert_eq!(order(&tiles), [1, 3, 2]);
    assert!(tiles[1].picked.get_untracked());
}

#[test]
fn what_belongs_behind_the_part_that_is_shown_waits() {
    let mut tiles = shown(&[(1, 10), (2, 20)]);
    place(&mut tiles, vec![photo(3, 15), photo(4, 30)], false);
    assert_eq!(order(&tiles), [1, 3, 2]);
}
