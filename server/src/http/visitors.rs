//! The live connection of those who look at a gallery by its link: one word, without content, when the studio opened a
//! list again or shut the gallery. What it means for them they ask, and are answered as they may be.

use std::convert::Infallible;

use backend::{Backend, Error};
use domain::{GalleryId, Viewer};
use serde::Deserialize;
use socketioxide::{
    SocketIo,
    extract::{AckSender, Data, SocketRef, State},
    handler::ConnectHandler,
};

use super::sockets::{crowded, current, disconnect, expect_to_join, hang_up, viewer};

/// Where they are.
const SPACE: &str = "/visit";

/// What a page says to follow a gallery.
#[derive(Clone, Deserialize)]
struct Follow {
    /// Of the gallery's link.
    token: String,
}

/// Opens the place.
pub fn open(io: &SocketIo) {
    io.ns(SPACE, connected.with(prepare));
}

async fn prepare(socket: SocketRef) -> Result<(), Infallible> {
    socket.on("join", join);
    socket.on_disconnect(hang_up);
    Ok(())
}

async fn connected(socket: SocketRef, io: SocketIo) {
    if crowded(&socket, &io, SPACE) {
        return disconnect(socket);
    }
    expect_to_join(socket);
}

async fn join(socket: SocketRef, Data(follow): Data<Follow>, State(backend): State<Backend>, ack: AckSender) {
    // A page follows one gallery, and asks once.
    if socket.extensions.get::<Follow>().is_some() {
        return disconnect(socket);
    }
    socket.extensions.insert(follow.clone());
    let answer = match may(&backend, &socket, &follow).await {
        Ok(gallery) => {
            socket.join(gallery.to_string());
            "joined"
        }
        Err(Error::Refused(_)) => "refused",
        // It is sent away for being in no room, and comes back.
        Err(_) => "unavailable",
    };
    // The page is gone if it does not hear this.
    let _ = ack.send(answer);
}

/// Which gallery the socket may follow, as its viewer is now.
async fn may(backend: &Backend, socket: &SocketRef, follow: &Follow) -> backend::Result<GalleryId> {
    let then = viewer(socket);
    // A session may have ended meanwhile; what this browser was let into hangs on another cookie.
    let now = Viewer { visitor: then.visitor, source: then.source, ..current(backend, socket).await? };
    backend.live().may_follow(&now, &follow.token).await
}

/// Tells those who follow a gallery. Who may not follow it any more is told this last time, so that their page finds out.
pub async fn tell(backend: &Backend, io: &SocketIo, gallery: GalleryId) {
    for socket in io.of(SPACE).map(|space| space.within(gallery.to_string()).sockets()).unwrap_or_default() {
        if let Err(error) = socket.emit("news", &()) {
            tracing::debug!(%error, "a live message did not reach a visitor's page");
        }
        let Some(follow) = socket.extensions.get::<Follow>() else { continue };
        if let Err(Error::Refused(_)) = may(backend, &socket, &follow).await {
            disconnect(socket);
        }
    }
}
