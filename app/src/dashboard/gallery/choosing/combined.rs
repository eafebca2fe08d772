//! What all visitors chose together: what most of them love comes first.

use std::collections::{BTreeMap, BTreeSet};

use domain::{GalleryId, PhotoId, RenditionKind};
use leptos::prelude::*;

use super::api::Person;
use crate::{dashboard::words, paths, say};

/// A photograph, its name, and how many people chose it.
struct Loved {
    photo: PhotoId,
    name: String,
    people: usize,
}

/// Each photograph once. However many lists somebody put it on, they are one.
fn together(people: &[Person]) -> Vec<Loved> {
    let mut by: BTreeMap<PhotoId, (String, BTreeSet<i32>)> = BTreeMap::new();
    for (person, photo) in
        people.iter().flat_map(|person| person.lists.iter().flat_map(|l| &l.photos).map(move |p| (person, p)))
    {
        by.entry(photo.id).or_insert_with(|| (photo.name.clone(), BTreeSet::new())).1.insert(person.number);
    }
    let mut loved: Vec<_> =
        by.into_iter().map(|(photo, (name, who))| Loved { photo, name, people: who.len() }).collect();
    loved.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.name.cmp(&b.name)));
    loved
}

/// All photographs that anybody chose.
#[component]
pub fn Combined(people: Vec<Person>, place: (GalleryId, i32)) -> impl IntoView {
    let thumb = move |loved: Loved| {
        let number = i64::try_from(loved.people).unwrap_or(i64::MAX);
        let chosen =
            say!(dashboard.chosen_by, count = words::count(number), number = words::number(number)).to_string();
        let label = format!("{}: {chosen}", loved.name);
        view! {
            <li>
                <a href=paths::photographs(place.0, false, Some(loved.photo)) title=label>
                    <img
                        src=paths::rendition(place.0, place.1, loved.photo, RenditionKind::Thumb)
                        alt=loved.name
                        width="100"
                        height="100"
                        loading="lazy"
                        decoding="async"
                    />
                    <span class="hearts-count numbers" aria-hidden="true">{words::number(number)}</span>
                </a>
            </li>
        }
    };
    view! {
        <div class="visitor">
            <ul class="thumbs" role="list">{together(&people).into_iter().map(thumb).collect_view()}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dashboard::gallery::choosing::api::{Choice, ChosenView};

    #[test]
    fn a_person_counts_once_for_a_photograph() {
        let photo = |n: u128| ChosenView { id: PhotoId(uuid::Uuid::from_u128(n)), name: format!("{n}.jpg") };
        let list = |photos| Choice {
            list: domain::ListId(uuid::Uuid::nil()),
            name: String::new(),
            most: None,
            sent: None,
            photos,
        };
        let person = |number, lists| Person {
            number,
            name: String::new(),
            unconfirmed: false,
            first: String::new(),
            last: String::new(),
            lists,
        };
        let people = [
            person(1, vec![list(vec![photo(1), photo(2)]), list(vec![photo(1)])]),
            person(2, vec![list(vec![photo(2)])]),
        ];
        let loved: Vec<_> = together(&people).into_iter().map(|loved| (loved.name, loved.people)).collect();
        assert_eq!(loved, [("2.jpg".to_owned(), 2), ("1.jpg".to_owned(), 1)]);
    }
}
