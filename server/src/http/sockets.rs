//! The live connection: one room for each gallery, told what the database tells. Websocket only, and only from our own
//! pages: a handshake carries cookies whoever opens it.

use std::sync::Arc;

use backend::Backend;
use domain::{GalleryId, StudioId, Viewer, live::Change};
use serde::{Deserialize, Serialize};
use socketioxide::{
    SocketIo, TransportType,
    extract::{AckSender, Data, SocketRef, State},
    layer::SocketIoLayer,
};
use tokio_util::sync::CancellationToken;

/// What a page says to hear of a gallery.
#[derive(Deserialize)]
struct Join {
    gallery: GalleryId,
}

/// And what it is answered.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Joined {
    Seq(i64),
    Error(&'static str),
}

/// The layer that answers `/socket.io/`, and what speaks into the rooms.
pub fn layer(backend: Backend) -> (SocketIoLayer, SocketIo) {
    let (layer, io) = SocketIo::builder()
        .with_state(backend)
        .transports([TransportType::Websocket])
        // Pages say a room's name; there is nothing long to say.
        .max_payload(4 * 1024)
        .build_layer();
    io.ns("/live", async |socket: SocketRef| {
        socket.on("join", join);
        socket.on("leave", leave);
    });
    (layer, io)
}

/// Lets a socket into a gallery's room if its viewer may hear it. Who they are was worked out at the handshake, by the
/// same layers as for pages; whether they still may is asked here.
async fn join(socket: SocketRef, Data(Join { gallery }): Data<Join>, State(backend): State<Backend>, ack: AckSender) {
    let viewer = socket.req_parts().extensions.get::<Viewer>().cloned().unwrap_or_default();
    let answer = match current(&backend, viewer).await {
        Ok(viewer) => match backend.live().may_join(&viewer, gallery).await {
            Ok(()) => {
                socket.join(gallery.to_string());
                match backend.live().changes(&viewer, gallery, i64::MAX).await {
                    Ok(missed) => Joined::Seq(missed.seq),
                    Err(_) => Joined::Error("unavailable"),
                }
            }
            Err(_) => Joined::Error("refused"),
        },
        Err(_) => Joined::Error("unavailable"),
    };
    // The page is gone if it does not hear this.
    let _ = ack.send(&answer);
}

/// The page has turned to something else.
async fn leave(socket: SocketRef, Data(Join { gallery }): Data<Join>) {
    socket.leave(gallery.to_string());
}

/// The viewer as they are now: a role may have been taken away since the handshake.
async fn current(backend: &Backend, viewer: Viewer) -> backend::Result<Viewer> {
    let Some(person) = &viewer.person else { return Ok(Viewer::default()) };
    let studio = viewer.membership.as_ref().map(|membership| membership.studio);
    let found = backend.accounts().viewer(person.id, studio).await?;
    let (person, membership) = found.map_or((None, None), |(person, membership)| (Some(person), membership));
    Ok(Viewer { person, membership, ..viewer })
}

/// Speaks into the rooms what the database tells, until `stop`.
pub async fn speak(backend: Backend, io: SocketIo, stop: CancellationToken) {
    let io = Arc::new(io);
    let sink = move |_studio: StudioId, gallery: GalleryId, changes: Vec<Change>| {
        let io = io.clone();
        tokio::spawn(async move {
            for change in changes {
                let Some(namespace) = io.of("/live") else { return };
                if let Err(error) = namespace.to(gallery.to_string()).emit("change", &change).await {
                    tracing::debug!(%error, "a live message did not reach everybody");
                }
            }
        });
    };
    backend.live().listen(stop, sink).await;
}
