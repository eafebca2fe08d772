//! What the studio asks the server about choosing.

#[cfg(feature = "ssr")]
use backend::choices::{self, VisitorChoice};
use domain::{Asks, GalleryId, ListId, PhotoId, SubmissionId};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{server, viewer::locale};

/// A visitor and what they chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// "Visitor 3".
    pub number: i32,
    /// What they call themselves, or their address; empty when neither is known.
    pub name: String,
    /// An address that nobody has confirmed.
    pub unconfirmed: bool,
    /// The day they came, in words.
    pub first: String,
    /// The day they last changed something, in words.
    pub last: String,
    /// Their lists.
    pub lists: Vec<Choice>,
}

/// What one visitor has on one list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which list.
    pub list: ListId,
    /// Its name; hearts have none.
    pub name: String,
    /// How many it takes.
    pub most: Option<u32>,
    /// That they sent it.
    pub sent: Option<Sent>,
    /// What they chose, in the gallery's order.
    pub photos: Vec<ChosenView>,
}

/// A list that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Which time.
    pub id: SubmissionId,
    /// The day, in words.
    pub day: String,
    /// What they wrote.
    pub message: String,
}

/// A photograph somebody chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenView {
    /// Which.
    pub id: PhotoId,
    /// What it was called when it came.
    pub name: String,
}

/// What visitors chose.
#[server(name = GalleryChoices, prefix = "/api", endpoint = "dashboard/choices", input = GetUrl)]
pub async fn choices(gallery: GalleryId) -> Result<Vec<Person>, AppError> {
    let chosen = server::backend()?.choices().chosen(&server::viewer(), gallery).await?;
    Ok(Person::all(chosen))
}

/// Opens a list again that was sent.
#[server(name = ReopenList, prefix = "/api", endpoint = "dashboard/reopen_list", input = Json)]
pub async fn reopen_list(gallery: GalleryId, submission: SubmissionId) -> Result<(), AppError> {
    Ok(server::backend()?.choices().reopen(&server::viewer(), gallery, submission).await?)
}

/// How visitors choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What is asked for at the first heart.
    pub asks: Asks,
    /// Whether visitors may make lists.
    pub own_lists: bool,
    /// Whether they may write to the studio.
    pub comments: bool,
    /// Names these very rules.
    pub version: String,
    /// The studio's lists, hearts first.
    pub lists: Vec<StudioList>,
}

/// A list that every visitor has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioList {
    /// Which.
    pub id: ListId,
    /// Its name; hearts have none.
    pub name: String,
    /// How many it takes.
    pub most: Option<u32>,
}

/// What the studio has set.
#[server(name = ChoosingOf, prefix = "/api", endpoint = "dashboard/choosing", input = GetUrl)]
pub async fn settings(gallery: GalleryId) -> Result<Settings, AppError> {
    Ok(server::backend()?.choices().settings(&server::viewer(), gallery).await?.into())
}

/// Sets what visitors are asked and allowed, unless the rules are no longer those `loaded`; answers their new version.
#[server(name = EditChoosing, prefix = "/api", endpoint = "dashboard/edit_choosing")]
pub async fn edit_choosing(
    gallery: GalleryId,
    asks: Asks,
    #[server(default)] own_lists: bool,
    #[server(default)] comments: bool,
    #[server(default)] loaded: String,
) -> Result<String, AppError> {
    let rules = choices::Rules { asks, own_lists, comments };
    server::backend()?.choices().edit_since(&server::viewer(), gallery, rules, &loaded).await?;
    Ok(rules.version())
}

/// Makes a list, or changes the one that `list` names.
#[server(name = DefineList, prefix = "/api", endpoint = "dashboard/define_list")]
pub async fn define_list(
    gallery: GalleryId,
    #[server(default)] list: Option<ListId>,
    name: String,
    most: String,
) -> Result<(), AppError> {
    Ok(server::backend()?.choices().define(&server::viewer(), gallery, list, &name, &most).await?)
}

/// Takes a list away on which nobody has anything.
#[server(name = UndefineList, prefix = "/api", endpoint = "dashboard/undefine_list", input = Json)]
pub async fn undefine_list(gallery: GalleryId, list: ListId) -> Result<(), AppError> {
    Ok(server::backend()?.choices().undefine(&server::viewer(), gallery, list).await?)
}

#[cfg(feature = "ssr")]
impl Person {
    /// Lists stand together under whose they are.
    fn all(chosen: Vec<VisitorChoice>) -> Vec<Self> {
        let words = |day| domain::format::date(locale(), day);
        let mut people: Vec<Self> = Vec::new();
        for choice in chosen {
            let list = Choice {
                list: choice.list,
                name: choice.list_name,
                most: choice.most.0,
                sent: choice.sent.map(|sent| Sent {
                    id: sent.id,
                    day: words(sent.at.date_naive()),
                    message: sent.message,
                }),
                photos: choice.photos.into_iter().map(|p| ChosenView { id: p.id, name: p.file_name }).collect(),
            };
            match people.last_mut().filter(|person| person.number == choice.number) {
                Some(person) => person.lists.push(list),
                None => people.push(Self {
                    number: choice.number,
                    unconfirmed: choice.name.is_empty() && choice.email.is_some() && !choice.confirmed,
                    name: Some(choice.name).filter(|name| !name.is_empty()).or(choice.email).unwrap_or_default(),
                    first: words(choice.created_at.date_naive()),
                    last: words(choice.seen_at.date_naive()),
                    lists: vec![list],
                }),
            }
        }
        people
    }
}

#[cfg(feature = "ssr")]
impl From<choices::ChoosingSettings> for Settings {
    fn from(settings: choices::ChoosingSettings) -> Self {
        let lists = settings.lists.into_iter();
        Self {
            asks: settings.rules.asks,
            own_lists: settings.rules.own_lists,
            comments: settings.rules.comments,
            version: settings.rules.version(),
            lists: lists.map(|list| StudioList { id: list.id, name: list.name, most: list.most.0 }).collect(),
        }
    }
}
