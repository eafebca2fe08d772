//! One picture worked on in a process of its own, seen from inside: `lumora develop-child`.
//!
//! An [`Order`] and the file come in by standard input; a [`Report`] and the bytes of what was made go out by standard output.
//! The process gives up whatever it does not need before it looks at the file: it can open nothing, neither file nor
//! socket, and is ended when it takes more memory or time than it was allowed.

use std::error::Error;
use std::fs;
use std::io::{BufRead, Write, stdin, stdout};
use std::process::ExitCode;

use bytes::Bytes;
use nix::sys::resource::{Resource, setrlimit};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Developed, Logo, LogoPlace, Marked, Refused, Stamp, develop, mark, take_logo};

/// The subcommand by which a program becomes a child.
pub const COMMAND: &str = "develop-child";

/// What is wanted: the first line in.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    /// How long the file is that follows.
    pub(super) file_bytes: usize,
    /// Memory it may take beyond that of the program itself, in bytes.
    pub(super) memory: u64,
    /// Seconds of a processor it may take.
    pub(super) seconds: u64,
    /// What is to be done with it.
    pub(super) work: Work,
}

/// What a picture is wanted for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Work {
    /// To be developed, with this text on the marked rendition.
    Develop { watermark: String },
    /// To be marked; the last bytes of the file are the logo's.
    Mark { stamp: Stamp, logo_bytes: usize },
    /// To be a studio's logo.
    Logo { place: LogoPlace },
}

/// What is made of a picture.
pub(super) trait Made: Serialize + DeserializeOwned + Send + 'static {
    /// The files among it, in their order.
    fn files(&mut self) -> Vec<&mut Bytes>;
}

impl Made for Developed {
    fn files(&mut self) -> Vec<&mut Bytes> {
        self.renditions.iter_mut().map(|made| &mut made.bytes).collect()
    }
}

impl Made for Vec<Marked> {
    fn files(&mut self) -> Vec<&mut Bytes> {
        self.iter_mut().map(|made| &mut made.bytes).collect()
    }
}

impl Made for Logo {
    fn files(&mut self) -> Vec<&mut Bytes> {
        vec![&mut self.bytes]
    }
}

/// What came of it: the first line out.
#[derive(Serialize, Deserialize)]
pub(super) struct Report<T> {
    pub(super) outcome: Result<T, Refused>,
    /// How long each file is that follows, in their order.
    pub(super) lengths: Vec<usize>,
}

/// Does what its input orders. The program's `main` calls this before it starts anything else.
pub fn run() -> ExitCode {
    match work(stdin().lock(), stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{COMMAND}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn work(mut input: impl BufRead, output: impl Write) -> Result<(), Box<dyn Error>> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    confine(&order)?;
    let mut file = Vec::with_capacity(order.file_bytes);
    input.read_to_end(&mut file)?;
    if file.len() != order.file_bytes {
        return Err("the file did not come whole".into());
    }
    match order.work {
        Work::Develop { watermark } => answer(output, develop(file, &watermark)),
        Work::Mark { stamp, logo_bytes } => {
            let logo = file.split_off(file.len().saturating_sub(logo_bytes));
            answer(output, mark(&file, &stamp, &logo))
        }
        Work::Logo { place } => answer(output, take_logo(&file, place)),
    }
}

fn answer<T: Made>(mut output: impl Write, mut outcome: Result<T, Refused>) -> Result<(), Box<dyn Error>> {
    let files = outcome.as_mut().map(|made| made.files().into_iter().map(|file| file.clone()).collect());
    let files: Vec<Bytes> = files.unwrap_or_default();
    let lengths = files.iter().map(Bytes::len).collect();
    serde_json::to_writer(&mut output, &Report { outcome, lengths })?;
    output.write_all(b"\n")?;
    for file in files {
        output.write_all(&file)?;
    }
    Ok(output.flush()?)
}

/// Sets the limits, of which none can be lifted again.
fn confine(order: &Order) -> Result<(), Box<dyn Error>> {
    let memory = mapped()? + order.memory;
    setrlimit(Resource::RLIMIT_AS, memory, memory)?;
    // At the first the process is told, by a signal that ends it; at the second it is killed.
    setrlimit(Resource::RLIMIT_CPU, order.seconds, order.seconds + 1)?;
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    setrlimit(Resource::RLIMIT_NOFILE, 0, 0)?;
    Ok(())
}

/// The address space taken by the program as it is, in bytes.
fn mapped() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    Ok(kilobytes.ok_or("the system does not say how much memory is mapped")?.parse::<u64>()? * 1024)
}
