//! Who of a studio has a gallery's pages open, told to the others who have. Every process keeps alive the pages that hang
//! on it, and looks now and then at those of the others.

use std::{collections::BTreeSet, time::Duration};

use backend::Backend;
use domain::{GalleryId, live::Present};
use socketioxide::{SocketIo, extract::SocketRef};

use super::sockets::{current, may_hear, viewer};

/// How often that is: well within what a page counts as open after it was last heard of.
pub const BEAT: Duration = Duration::from_secs(5);

/// The gallery that a socket shows.
#[derive(Clone)]
struct Shows(GalleryId);

/// Whom its page was told of.
#[derive(Clone, Default)]
struct Told(Present);

/// A page that may hear the gallery has come.
pub async fn arrive(backend: &Backend, io: &SocketIo, socket: &SocketRef, gallery: GalleryId) {
    socket.extensions.insert(Shows(gallery));
    socket.extensions.insert(Told::default());
    note(backend, socket, gallery).await;
    tell(backend, io, &[gallery]).await;
}

/// A page has turned to something else, or is closed.
pub async fn depart(backend: &Backend, io: &SocketIo, socket: &SocketRef) {
    let Some(Shows(gallery)) = socket.extensions.remove::<Shows>() else { return };
    if let Err(error) = backend.live().depart(socket.id.as_str()).await {
        tracing::debug!(%error, "a page that is closed counts as open for some seconds");
    }
    tell(backend, io, &[gallery]).await;
}

/// Says of all pages that hang on this process that they are still open, and tells what changed elsewhere.
pub async fn beat(backend: &Backend, io: &SocketIo) {
    let sockets = io.of("/live").map(|live| live.sockets()).unwrap_or_default();
    let open: Vec<_> =
        sockets.iter().filter_map(|socket| Some((socket, socket.extensions.get::<Shows>()?.0))).collect();
    if open.is_empty() {
        return;
    }
    let names: Vec<String> = open.iter().map(|(socket, _)| socket.id.as_str().to_owned()).collect();
    match backend.live().stay(&names).await {
        // What the database forgot in a crash, it learns again.
        Ok(known) => {
            for (socket, gallery) in open.iter().filter(|(socket, _)| !known.contains(socket.id.as_str())) {
                note(backend, socket, *gallery).await;
            }
        }
        Err(error) => return tracing::debug!(%error, "who is there cannot be said"),
    }
    let galleries: BTreeSet<GalleryId> = open.iter().map(|(_, gallery)| *gallery).collect();
    tell(backend, io, &galleries.into_iter().collect::<Vec<_>>()).await;
}

async fn note(backend: &Backend, socket: &SocketRef, gallery: GalleryId) {
    let noted = async {
        let viewer = current(backend, socket).await?;
        backend.live().arrive(&viewer, gallery, socket.id.as_str()).await
    };
    if let Err(error) = noted.await {
        tracing::debug!(%error, "that somebody is there cannot be noted");
    }
}

/// Tells the pages of these galleries who else is there, where that is not what they were told before.
async fn tell(backend: &Backend, io: &SocketIo, galleries: &[GalleryId]) {
    let present = match backend.live().present(galleries).await {
        Ok(present) => present,
        Err(error) => return tracing::debug!(%error, "who is there cannot be told"),
    };
    for gallery in galleries {
        let people = present.get(gallery).map(Vec::as_slice).unwrap_or_default();
        for socket in io.of("/live").map(|live| live.within(gallery.to_string()).sockets()).unwrap_or_default() {
            let own = viewer(&socket).person.map(|person| person.id);
            let others = Present { people: people.iter().filter(|other| Some(other.id) != own).cloned().collect() };
            let told = socket.extensions.get::<Told>().unwrap_or_default().0;
            if told == others || !may_hear(backend, &socket, *gallery).await {
                continue;
            }
            match socket.emit("present", &others) {
                Ok(()) => drop(socket.extensions.insert(Told(others))),
                Err(error) => tracing::debug!(%error, "who is there did not reach a page"),
            }
        }
    }
}
