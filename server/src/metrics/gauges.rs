//! How things stand at the moment somebody asks: queue, mail, pools, disk, memory, open pages.

use std::{path::Path, sync::atomic::AtomicU64};

use backend::{Backend, mailer};
use nix::sys::statvfs::statvfs;
use prometheus_client::{
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};
use socketioxide::SocketIo;

type Seconds = Gauge<f64, AtomicU64>;

/// The gauges. What could not be looked at is left out rather than told as it was.
#[derive(Debug, Default)]
pub struct Gauges {
    jobs: Family<[(&'static str, String); 2], Gauge>,
    oldest: Family<[(&'static str, String); 1], Seconds>,
    mails: Family<[(&'static str, &'static str); 1], Gauge>,
    connections: Family<[(&'static str, &'static str); 2], Gauge>,
    connections_most: Family<[(&'static str, &'static str); 1], Gauge>,
    disk: Family<[(&'static str, &'static str); 1], Gauge>,
    memory: Gauge,
    files: Gauge,
    live: Family<[(&'static str, &'static str); 1], Gauge>,
    blind: Gauge,
}

impl Gauges {
    /// Lets `registry` show them.
    pub(super) fn expose(&self, registry: &mut Registry) {
        registry.register("queue_jobs", "Jobs in the queue, by kind and state", self.jobs.clone());
        let words = "For how long the oldest job that is due has waited, by kind";
        registry.register("queue_oldest_seconds", words, self.oldest.clone());
        let words = "Messages no mail server has taken, and those of them that failed the last time";
        registry.register("mails", words, self.mails.clone());
        let words = "Connections to the database, by pool and state";
        registry.register("database_connections", words, self.connections.clone());
        let words = "Connections to the database there may be, by pool";
        registry.register("database_connections_most", words, self.connections_most.clone());
        registry.register("data_bytes", "The disk of the data folder: free, and in all", self.disk.clone());
        registry.register("process_memory_bytes", "Memory of this process", self.memory.clone());
        registry.register("process_open_files", "Files and sockets this process has open", self.files.clone());
        let words = "Pages that hear what happens in a gallery, by space: the studio's live, its visitors' visit";
        registry.register("live_connections", words, self.live.clone());
        registry.register("blind", "1 when the database could not be asked for queue and mail", self.blind.clone());
    }

    /// Looks at all of it anew.
    pub(super) async fn look(&self, backend: &Backend, data: &Path, io: &SocketIo) {
        for (space, path) in [("live", "/live"), ("visit", "/visit")] {
            let pages = io.of(path).map_or(0, |pages| count(pages.sockets().len()));
            self.live.get_or_create(&[("space", space)]).set(pages);
        }
        for standing in backend.db.pools() {
            let pool = ("pool", standing.pool);
            self.connections.get_or_create(&[pool, ("state", "used")]).set(standing.used.into());
            self.connections.get_or_create(&[pool, ("state", "idle")]).set(standing.idle.into());
            self.connections_most.get_or_create(&[pool]).set(standing.most.into());
        }
        self.look_at_machine(data).await;
        let queue = self.look_at_queue(backend).await;
        let mail = self.look_at_mail(backend).await;
        self.blind.set(i64::from(queue.is_err() || mail.is_err()));
    }

    async fn look_at_queue(&self, backend: &Backend) -> backend::Result<()> {
        self.jobs.clear();
        self.oldest.clear();
        for standing in backend.queue().standing().await? {
            let kind = || ("kind", standing.kind.clone());
            let states = [("running", standing.running), ("waiting", standing.waiting), ("dead", standing.dead)];
            for (state, number) in states {
                self.jobs.get_or_create(&[kind(), ("state", state.to_owned())]).set(number);
            }
            self.oldest.get_or_create(&[kind()]).set(standing.oldest);
        }
        Ok(())
    }

    async fn look_at_mail(&self, backend: &Backend) -> backend::Result<()> {
        self.mails.clear();
        if let Some(standing) = mailer::standing(backend).await? {
            self.mails.get_or_create(&[("state", "waiting")]).set(standing.waiting);
            self.mails.get_or_create(&[("state", "failed")]).set(standing.failed);
        }
        Ok(())
    }

    /// A disk may take its time, so not on a thread that answers.
    async fn look_at_machine(&self, data: &Path) {
        self.disk.clear();
        let data = data.to_owned();
        let looked = tokio::task::spawn_blocking(move || (statvfs(&data), memory(), open_files())).await;
        let Ok((disk, memory, files)) = looked else { return };
        self.memory.set(memory.unwrap_or_default());
        self.files.set(files.unwrap_or_default());
        match disk {
            Ok(disk) => {
                let room = |blocks: u64| i64::try_from(blocks.saturating_mul(disk.fragment_size())).unwrap_or(i64::MAX);
                self.disk.get_or_create(&[("room", "free")]).set(room(disk.blocks_available()));
                self.disk.get_or_create(&[("room", "all")]).set(room(disk.blocks()));
            }
            Err(error) => tracing::warn!(%error, "the disk of the data folder cannot be looked at"),
        }
    }
}

/// Resident memory in bytes (`proc_pid_status(5)`).
fn memory() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok().map(|kibibytes: i64| kibibytes * 1024)
}

fn open_files() -> Option<i64> {
    Some(count(std::fs::read_dir("/proc/self/fd").ok()?.count()))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
