//! Hearing what other transactions, here and on other nodes, announce.

use std::{collections::HashMap, convert::Infallible, time::Duration};

use domain::{GalleryId, StudioId, live::Change};
use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

use super::{Live, queries};
use crate::{
    error::{Error, Result},
    limits::CHANGES_TOLD,
};

/// How long to wait before the database is asked again after it went away.
const PAUSE: Duration = Duration::from_secs(1);

/// The last number handed on, by gallery. A gallery that is not in it had none when the listening began.
type Seen = HashMap<GalleryId, i64>;

impl Live<'_> {
    /// Hands every change to `sink` until `stop`: of each gallery in order, without gaps, beginning with the first after
    /// this was called. When the database was away, what was missed follows once it is back.
    pub async fn listen(&self, stop: CancellationToken, sink: impl Fn(StudioId, GalleryId, Vec<Change>) + Send + Sync) {
        let mut seen = None;
        let mut round = async || {
            let Err(error) = self.follow(&mut seen, &sink).await;
            tracing::warn!(%error, "live messages are late: the database cannot be heard");
            tokio::time::sleep(PAUSE).await;
        };
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = round() => {}
            }
        }
    }

    /// Follows one connection until it breaks.
    async fn follow(
        &self,
        seen: &mut Option<Seen>,
        sink: &(impl Fn(StudioId, GalleryId, Vec<Change>) + Send + Sync),
    ) -> Result<Infallible> {
        let mut listener = PgListener::connect_with(self.0.db.queue()).await?;
        listener.eager_reconnect(false);
        listener.listen(queries::CHANNEL).await?;
        // Only now: what is announced from here on is also heard.
        let newest = queries::positions(&mut self.0.db.system().await?).await?;
        let seen = match seen {
            None => seen.insert(newest),
            Some(seen) => {
                for (gallery, seq) in newest {
                    if seen.get(&gallery).is_none_or(|last| *last < seq) {
                        self.tell(seen, gallery, sink).await?;
                    }
                }
                seen
            }
        };
        while let Some(notification) = listener.try_recv().await? {
            if let Ok(gallery) = notification.payload().parse() {
                self.tell(seen, gallery, sink).await?;
            }
        }
        Err(Error::Unavailable("the connection was closed".into()))
    }

    /// Hands on what is new in one gallery.
    async fn tell(
        &self,
        seen: &mut Seen,
        gallery: GalleryId,
        sink: &(impl Fn(StudioId, GalleryId, Vec<Change>) + Send + Sync),
    ) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        let Some(studio) = queries::studio_of(&mut tx, gallery).await? else {
            seen.remove(&gallery);
            return Ok(());
        };
        loop {
            let after = seen.get(&gallery).copied().unwrap_or_default();
            let changes = queries::after(&mut tx, gallery, after, CHANGES_TOLD).await?;
            let Some(last) = changes.last() else { return Ok(()) };
            seen.insert(gallery, last.seq);
            sink(studio, gallery, changes);
        }
    }
}
