//! Which of a gallery's photographs are looked at. It stands in the page's address, so that it can be kept and gone back to.

use domain::{GalleryId, ListId, PhotoId, SetId, Stars};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use serde::{Deserialize, Serialize};

use crate::paths;

/// Only some of the photographs; texts are empty where nothing is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Only {
    /// Those in the trash instead of the others.
    pub trash: bool,
    /// Those of one set.
    pub set: Option<SetId>,
    /// Those with this in their names, titles or keywords.
    pub search: String,
    /// Those of one day: `2026-09-12`.
    pub day: String,
    /// Those of one camera.
    pub camera: String,
    /// Those in one state, in its word.
    pub state: String,
    /// Those that visitors do not see.
    pub hidden: bool,
    /// Those that a visitor hearted.
    pub liked: bool,
    /// Those on one list.
    pub list: Option<ListId>,
    /// Those that something was written about.
    pub commented: bool,
    /// Those with one flag, in its word.
    pub flag: String,
    /// Those with so many stars or more.
    pub stars: Stars,
}

impl Only {
    /// What the current address asks for.
    pub fn of_address() -> Memo<Self> {
        let query = use_query_map();
        Memo::new(move |_| {
            query.with(|query| {
                let text = |name| query.get_str(name).unwrap_or_default().to_owned();
                Self {
                    trash: query.get_str("show") == Some("trash"),
                    set: query.get_str("set").and_then(|set| set.parse().ok()),
                    search: text("q"),
                    day: text("day"),
                    camera: text("camera"),
                    state: text("state"),
                    hidden: query.get_str("hidden").is_some(),
                    liked: query.get_str("liked").is_some(),
                    list: query.get_str("list").and_then(|list| list.parse().ok()),
                    commented: query.get_str("commented").is_some(),
                    flag: text("flag"),
                    stars: stars(query.get_str("stars").unwrap_or_default()),
                }
            })
        })
    }

    /// The address that asks for this, with one photograph in front of the others.
    pub fn address(&self, gallery: GalleryId, photo: Option<PhotoId>) -> String {
        let mut query = ParamsMap::new();
        let mut add = |name: &'static str, text: &str| {
            if !text.is_empty() {
                query.insert(name, text.to_owned());
            }
        };
        add("show", if self.trash { "trash" } else { "" });
        add("set", &self.set.map(|set| set.to_string()).unwrap_or_default());
        add("q", &self.search);
        add("day", &self.day);
        add("camera", &self.camera);
        add("state", &self.state);
        add("hidden", if self.hidden { "yes" } else { "" });
        add("liked", if self.liked { "yes" } else { "" });
        add("list", &self.list.map(|list| list.to_string()).unwrap_or_default());
        add("commented", if self.commented { "yes" } else { "" });
        add("flag", &self.flag);
        add("stars", &stars_word(self.stars));
        add("photo", &photo.map(|photo| photo.to_string()).unwrap_or_default());
        format!("{}{}", paths::gallery(gallery, ""), query.to_query_string())
    }

    /// Whether something is asked for beside a set or the trash.
    pub fn sifts(&self) -> bool {
        !self.search.is_empty() || self.filters() > 0
    }

    /// By how many filters beside the words that are searched.
    pub fn filters(&self) -> usize {
        let Self { day, camera, state, flag, .. } = self;
        let texts = [day, camera, state, flag].map(|text| !text.is_empty());
        let others = [self.hidden, self.liked, self.commented, self.list.is_some(), self.stars > Stars::default()];
        texts.into_iter().chain(others).filter(|asked| *asked).count()
    }

    /// The same without what [`Only::sifts`] speaks of.
    pub fn whole(&self) -> Self {
        Self { trash: self.trash, set: self.set, ..Self::default() }
    }
}

/// Stars as an address has them; nothing for what is no number of stars.
pub fn stars(word: &str) -> Stars {
    word.parse::<u8>().ok().and_then(|count| Stars::try_from(count).ok()).unwrap_or_default()
}

/// Stars for an address, nothing for none.
pub fn stars_word(stars: Stars) -> String {
    if stars == Stars::default() { String::new() } else { stars.count().to_string() }
}
