//! What choosing asks of the server, beyond single hearts.

#[cfg(feature = "ssr")]
use backend::choices::{Choosing, VisitorList};
use domain::{Asks, ListId, ListStanding, Most, PhotoId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// All that a visitor chooses with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoosingView {
    /// Hearts first, then the studio's, then their own.
    pub lists: Vec<ListView>,
    /// What to ask for at the next heart.
    pub asks: Asks,
    /// Whether they may make lists of their own.
    pub own_lists: bool,
    /// Whether they may write to the studio.
    pub comments: bool,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// Which.
    pub id: ListId,
    /// Its name; hearts have none.
    pub name: String,
    /// How many it takes.
    pub most: Most,
    /// Whether the visitor made it.
    pub own: bool,
    /// Whether the studio has it.
    pub sent: bool,
    /// What is on it, first chosen first.
    pub photos: Vec<PhotoId>,
}

impl ListView {
    /// How it stands with `count` on it.
    pub fn standing(&self, count: usize) -> ListStanding {
        ListStanding { most: self.most, count: count as u32, sent: self.sent }
    }
}

/// The visitor's lists.
#[server(name = GetChoosing, prefix = "/api", endpoint = "gallery/choosing", input = Json)]
pub async fn choosing(token: String, key: String) -> Result<ChoosingView, AppError> {
    Ok(server::backend()?.choices().look(&server::viewer(), &token, &key).await?.into())
}

/// Puts photographs on a list, all of them or none; answers all that is on it.
#[server(name = AddToList, prefix = "/api", endpoint = "gallery/add_to_list", input = Json)]
pub async fn add_to_list(
    token: String,
    key: String,
    list: ListId,
    photos: Vec<PhotoId>,
) -> Result<Vec<PhotoId>, AppError> {
    Ok(server::backend()?.choices().add(&server::viewer(), &token, &key, list, &photos).await?)
}

/// Makes a list of the visitor's own.
#[server(name = MakeList, prefix = "/api", endpoint = "gallery/make_list")]
pub async fn make_list(token: String, key: String, name: String) -> Result<ChoosingView, AppError> {
    Ok(server::backend()?.choices().make(&server::viewer(), &token, &key, &name).await?.into())
}

/// Takes a list of the visitor's own away.
#[server(name = DiscardList, prefix = "/api", endpoint = "gallery/discard_list", input = Json)]
pub async fn discard_list(token: String, key: String, list: ListId) -> Result<ChoosingView, AppError> {
    Ok(server::backend()?.choices().discard(&server::viewer(), &token, &key, list).await?.into())
}

/// Sends a list to the studio.
#[server(name = SendList, prefix = "/api", endpoint = "gallery/send_list")]
pub async fn send_list(token: String, key: String, list: ListId, message: String) -> Result<ChoosingView, AppError> {
    Ok(server::backend()?.choices().send(&server::viewer(), &token, &key, list, &message).await?.into())
}

/// Says who the visitor is: a name or an address, as the studio asks.
#[server(name = Introduce, prefix = "/api", endpoint = "gallery/introduce")]
pub async fn introduce(token: String, key: String, who: String) -> Result<(), AppError> {
    Ok(server::backend()?.choices().introduce(&server::viewer(), &token, &key, &who).await?)
}

/// Takes the secret of a mailed link: this browser goes on with the lists it leads to.
#[server(name = JoinDevice, prefix = "/api", endpoint = "gallery/join_device", input = Json)]
pub async fn join_device(token: String, key: String, secret: String) -> Result<ChoosingView, AppError> {
    Ok(server::backend()?.choices().join(&server::viewer(), &token, &key, &secret).await?.into())
}

#[cfg(feature = "ssr")]
impl From<Choosing> for ChoosingView {
    fn from(choosing: Choosing) -> Self {
        Self {
            lists: choosing.lists.into_iter().map(Into::into).collect(),
            asks: if choosing.known { Asks::Nothing } else { choosing.rules.asks },
            own_lists: choosing.rules.own_lists,
            comments: choosing.rules.comments,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<VisitorList> for ListView {
    fn from(list: VisitorList) -> Self {
        Self {
            id: list.id,
            name: list.name,
            most: list.most,
            own: list.own,
            sent: list.sent_at.is_some(),
            photos: list.photos,
        }
    }
}
