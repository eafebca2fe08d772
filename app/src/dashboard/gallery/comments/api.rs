//! What the studio asks the server about comments.

use domain::{GalleryId, PhotoId};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{server, viewer::locale};

/// What one visitor and the studio wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Whose, by number.
    pub visitor: i32,
    /// What they call themselves, or their address; empty when neither is known.
    pub name: String,
    /// Oldest first.
    pub comments: Vec<Comment>,
}

/// Something that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// About which photograph; the gallery as a whole without.
    pub photo: Option<PhotoId>,
    /// Who of the studio wrote it; the visitor without.
    pub member: Option<String>,
    /// What.
    pub body: String,
    /// The day, in words.
    pub day: String,
}

/// All conversations of a gallery.
#[server(name = GalleryComments, prefix = "/api", endpoint = "dashboard/comments", input = GetUrl)]
pub async fn comments(gallery: GalleryId) -> Result<Vec<Conversation>, AppError> {
    let all = server::backend()?.comments().conversations(&server::viewer(), gallery).await?;
    let comment = |comment: backend::comments::Comment| Comment {
        photo: comment.photo,
        member: comment.member,
        body: comment.body,
        day: domain::format::date(locale(), comment.written_at.date_naive()),
    };
    let conversation = |found: backend::comments::Conversation| Conversation {
        visitor: found.visitor,
        name: found.name,
        comments: found.comments.into_iter().map(comment).collect(),
    };
    Ok(all.into_iter().map(conversation).collect())
}

/// Answers a visitor.
#[server(name = AnswerComment, prefix = "/api", endpoint = "dashboard/answer_comment", input = Json)]
pub async fn answer_comment(
    gallery: GalleryId,
    visitor: i32,
    photo: Option<PhotoId>,
    body: String,
) -> Result<(), AppError> {
    Ok(server::backend()?.comments().answer(&server::viewer(), gallery, visitor, photo, &body).await?)
}
