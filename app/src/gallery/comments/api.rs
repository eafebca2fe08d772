//! What writing asks of the server.

#[cfg(feature = "ssr")]
use backend::comments::Comment;
use domain::{CommentId, PhotoId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// Something that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    /// Which.
    pub id: CommentId,
    /// About which photograph; the gallery as a whole without.
    pub photo: Option<PhotoId>,
    /// Who of the studio wrote it; the visitor without.
    pub member: Option<String>,
    /// What.
    pub body: String,
    /// The day, in words.
    pub day: String,
    /// Whether it was changed since.
    pub changed: bool,
    /// Whether the visitor may still change it.
    pub fresh: bool,
}

/// The visitor's conversation with the studio.
#[server(name = ReadComments, prefix = "/api", endpoint = "gallery/comments", input = Json)]
pub async fn comments(token: String, key: String) -> Result<Vec<CommentView>, AppError> {
    Ok(views(server::backend()?.comments().read(&server::viewer(), &token, &key).await?))
}

/// Writes about a photograph, or the gallery as a whole.
#[server(name = WriteComment, prefix = "/api", endpoint = "gallery/write_comment", input = Json)]
pub async fn write_comment(
    token: String,
    key: String,
    photo: Option<PhotoId>,
    body: String,
) -> Result<Vec<CommentView>, AppError> {
    Ok(views(server::backend()?.comments().write(&server::viewer(), &token, &key, photo, &body).await?))
}

/// Changes what the visitor wrote a moment ago; without a text it is taken back.
#[server(name = ChangeComment, prefix = "/api", endpoint = "gallery/change_comment", input = Json)]
pub async fn change_comment(
    token: String,
    key: String,
    comment: CommentId,
    body: String,
) -> Result<Vec<CommentView>, AppError> {
    Ok(views(server::backend()?.comments().change(&server::viewer(), &token, &key, comment, &body).await?))
}

#[cfg(feature = "ssr")]
fn views(comments: Vec<Comment>) -> Vec<CommentView> {
    let now = server::backend().map(|backend| backend.clock.now()).unwrap_or_default();
    let locale = crate::viewer::locale();
    let view = |comment: Comment| CommentView {
        id: comment.id,
        photo: comment.photo,
        fresh: comment.is_fresh(now),
        member: comment.member,
        body: comment.body,
        day: domain::format::date(locale, comment.written_at.date_naive()),
        changed: comment.changed,
    };
    comments.into_iter().map(view).collect()
}
