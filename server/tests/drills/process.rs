//! The program, running.

use std::{
    fs::File,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, ExitStatus},
    time::{Duration, Instant},
};

use super::line::Request;

/// Where a server works, one after the other.
#[derive(Clone)]
pub struct Place {
    /// The address of its database.
    pub database: String,
    /// Its data folder.
    pub data: PathBuf,
    /// What it writes into its log.
    pub log: PathBuf,
}

/// A server. Dropped, it is killed.
pub struct Running {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    log: PathBuf,
}

impl Running {
    /// Starts one with these settings besides, and waits until it is ready.
    pub async fn start(place: &Place, settings: &[(&str, &str)]) -> Self {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            let mut running = Self::spawn(place, settings);
            // Another test may have taken the port meanwhile; then the program ends at once.
            while running.ended().is_none() {
                if running.ready().await {
                    return running;
                }
                assert!(began.elapsed() < Duration::from_secs(60), "the server is not ready");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        panic!("the server does not start");
    }

    fn spawn(place: &Place, settings: &[(&str, &str)]) -> Self {
        let port =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|taken| taken.local_addr()).expect("a port").port();
        let log = File::options().create(true).append(true).open(&place.log).expect("a log");
        let child = Command::new(env!("CARGO_BIN_EXE_lumora"))
            .env("DATABASE_URL", &place.database)
            .env("DATA_DIR", &place.data)
            .env("PORT", port.to_string())
            .env("LEPTOS_OUTPUT_NAME", "lumora")
            .envs(settings.iter().copied())
            .current_dir(place.log.parent().expect("a folder"))
            .stderr(log)
            .spawn()
            .expect("the program");
        Self { child, address: (Ipv4Addr::LOCALHOST, port).into(), log: place.log.clone() }
    }

    /// Whether it can serve requests.
    pub async fn ready(&self) -> bool {
        Request::new("GET", "/health/ready", "").send(self.address).await.is_some_and(|answer| answer.status == 200)
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("its state")
    }

    /// Waits for its end for so long.
    pub async fn ends_within(&mut self, patience: Duration) -> bool {
        let began = Instant::now();
        while self.ended().is_none() && began.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.ended().is_some()
    }

    /// SIGKILL: nothing is told, nothing is tidied.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// Memory in bytes, as the system counts it under this name (proc(5): `VmRSS` now, `VmHWM` at its most).
    pub fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its state");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().expect("kilobytes") * 1024
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            let lines: Vec<_> = log.lines().filter(|line| !line.contains("\"level\":\"INFO\"")).collect();
            eprintln!("the end of the server's log:\n{}", lines[lines.len().saturating_sub(40)..].join("\n"));
        }
    }
}
