//! The live connection: one room for each gallery, told what the database tells. Websocket only, and only from our own
//! pages: a handshake carries cookies whoever opens it.

use std::{convert::Infallible, time::Duration};

use backend::{Backend, Error};
use domain::{GalleryId, StudioId, Viewer, live::Change};
use serde::{Deserialize, Serialize};
use socketioxide::{
    SocketIo, TransportType,
    extract::{AckSender, Data, SocketRef, State},
    handler::ConnectHandler,
    layer::SocketIoLayer,
};
use tokio::{sync::mpsc, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use tower_sessions::Session;

use super::{presence, visitors};
use crate::{line::HangUp, sessions};

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

/// Whoever listens to nothing for so long is sent away.
const JOIN_WITHIN: Duration = Duration::from_secs(5);
/// The pages of one person that listen at once.
const PER_PERSON: usize = 40;
/// Those of one source: a studio's people share an address.
const PER_SOURCE: usize = 400;
/// Pages say a room's name; there is nothing long to say. In bytes.
const MESSAGE: usize = 4 * 1024;
/// How often those who listen are asked whether they still may, though nothing happens.
const ASK_ANEW: Duration = Duration::from_secs(30);
/// How often a page is asked whether it is still there, and how long it has to say so: one whose network is gone is not
/// shown as present for long.
const PING: Duration = Duration::from_secs(10);

/// The layer that answers `/socket.io/`, and what speaks into the rooms.
pub fn layer(backend: Backend) -> (SocketIoLayer, SocketIo) {
    let (layer, io) = SocketIo::builder()
        .with_state(backend)
        .transports([TransportType::Websocket])
        .connect_timeout(JOIN_WITHIN)
        .ping_interval(PING)
        .ping_timeout(PING)
        .max_payload(MESSAGE as u64)
        .ws_max_message_size(MESSAGE)
        .ws_max_frame_size(MESSAGE)
        .build_layer();
    io.ns("/live", connected.with(prepare));
    visitors::open(&io);
    (layer, io)
}

/// Before the page hears that it is connected: what it says at once must find somebody.
async fn prepare(socket: SocketRef) -> Result<(), Infallible> {
    socket.on("join", join);
    socket.on("leave", leave);
    socket.on_disconnect(hang_up);
    Ok(())
}

async fn connected(socket: SocketRef, io: SocketIo) {
    if crowded(&socket, &io, "/live") {
        return disconnect(socket);
    }
    expect_to_join(socket);
}

/// Who opened the socket.
pub(super) fn viewer(socket: &SocketRef) -> Viewer {
    socket.req_parts().extensions.get::<Viewer>().cloned().unwrap_or_default()
}

/// Whether this one is too many for its person or its source.
pub(super) fn crowded(socket: &SocketRef, io: &SocketIo, space: &'static str) -> bool {
    let own = viewer(socket);
    let (mut of_person, mut of_source) = (0, 0);
    let id = |viewer: &Viewer| viewer.person.as_ref().map(|person| person.id);
    for other in io.of(space).map(|space| space.sockets()).unwrap_or_default() {
        let Some(other) = other.req_parts().extensions.get::<Viewer>() else { continue };
        of_source += usize::from(other.source == own.source);
        of_person += usize::from(id(&own).is_some() && id(other) == id(&own));
    }
    of_person > PER_PERSON || of_source > PER_SOURCE
}

/// Sends away whoever is in no room after a while.
pub(super) fn expect_to_join(socket: SocketRef) {
    tokio::spawn(async move {
        tokio::time::sleep(JOIN_WITHIN).await;
        if socket.rooms().is_empty() {
            disconnect(socket);
        }
    });
}

pub(super) fn disconnect(socket: SocketRef) {
    if let Err(error) = socket.disconnect() {
        tracing::debug!(%error, "a socket was gone already");
    }
}

/// Leaving the namespace leaves the connection open; it is of no use any more. The page first hears that it was sent away,
/// and does not come back by itself.
pub(super) async fn hang_up(socket: SocketRef, io: SocketIo, State(backend): State<Backend>) {
    presence::depart(&backend, &io, &socket).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    if let Some(hang_up) = socket.req_parts().extensions.get::<HangUp>() {
        hang_up.now();
    }
}

/// Lets a socket into a gallery's room if its viewer may hear it. Whose session it is was worked out at the handshake, by
/// the same layers as for pages; what that is worth now is asked here.
async fn join(
    socket: SocketRef,
    io: SocketIo,
    Data(Join { gallery }): Data<Join>,
    State(backend): State<Backend>,
    ack: AckSender,
) {
    let answer = match current(&backend, &socket).await {
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
    if matches!(answer, Joined::Seq(_)) {
        presence::arrive(&backend, &io, &socket, gallery).await;
    }
}

/// The page has turned to something else.
async fn leave(socket: SocketRef, io: SocketIo, Data(Join { gallery }): Data<Join>, State(backend): State<Backend>) {
    socket.leave(gallery.to_string());
    presence::depart(&backend, &io, &socket).await;
    expect_to_join(socket);
}

/// The viewer as they are now: since the handshake they may have signed out or lost a role.
pub(super) async fn current(backend: &Backend, socket: &SocketRef) -> backend::Result<Viewer> {
    let viewer = viewer(socket);
    let session = socket.req_parts().extensions.get::<Session>().and_then(Session::id);
    match session {
        Some(id) => backend.accounts().still(&viewer, sessions::hash(&id)).await,
        None => Ok(Viewer::default()),
    }
}

/// Whether a socket may still hear a gallery. Whoever may not is sent away; when it cannot be found out they hear nothing,
/// and ask later for what they missed.
pub(super) async fn may_hear(backend: &Backend, socket: &SocketRef, gallery: GalleryId) -> bool {
    let asked = async { backend.live().may_join(&current(backend, socket).await?, gallery).await };
    match asked.await {
        Ok(()) => true,
        Err(Error::Refused(_)) => {
            disconnect(socket.clone());
            false
        }
        Err(error) => {
            tracing::warn!(%error, "whether a socket may listen cannot be known");
            false
        }
    }
}

/// Speaks into the rooms what the database tells, in its order, until `stop`; and each time asks anew who may hear it.
pub async fn speak(backend: Backend, io: SocketIo, stop: CancellationToken) {
    let (sender, mut told) = mpsc::unbounded_channel();
    let sink = move |_studio: StudioId, gallery: GalleryId, changes: Vec<Change>| {
        // Nobody listens when we are stopping.
        let _ = sender.send((gallery, changes));
    };
    let speaking = async {
        let (mut pause, mut beat) = (tokio::time::interval(ASK_ANEW), tokio::time::interval(presence::BEAT));
        // After a while in which the database was away, once is enough.
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some((gallery, changes)) = told.recv() => tell(&backend, &io, gallery, &changes).await,
                _ = pause.tick() => ask_anew(&backend, &io).await,
                _ = beat.tick() => presence::beat(&backend, &io).await,
            }
        }
    };
    let live = backend.live();
    tokio::select! {
        () = live.listen(stop, sink) => {}
        () = speaking => {}
    }
}

async fn tell(backend: &Backend, io: &SocketIo, gallery: GalleryId, changes: &[Change]) {
    for socket in io.of("/live").map(|live| live.within(gallery.to_string()).sockets()).unwrap_or_default() {
        if !may_hear(backend, &socket, gallery).await {
            continue;
        }
        for change in changes {
            if let Err(error) = socket.emit("change", change) {
                tracing::debug!(%error, "a live message did not reach a page");
            }
        }
    }
    if changes.iter().any(Change::concerns_visitors) {
        // They may be hundreds, and the studio is not to wait for them.
        let (backend, io) = (backend.clone(), io.clone());
        tokio::spawn(async move { visitors::tell(&backend, &io, gallery).await });
    }
}

/// Sends away those who may not listen any more.
async fn ask_anew(backend: &Backend, io: &SocketIo) {
    for socket in io.of("/live").map(|live| live.sockets()).unwrap_or_default() {
        for room in socket.rooms() {
            if let Ok(gallery) = room.parse() {
                may_hear(backend, &socket, gallery).await;
            }
        }
    }
}
