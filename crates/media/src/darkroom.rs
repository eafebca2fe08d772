//! Where photographs are developed: one process for each, within limits, and no more at once than there is memory for.

use std::io::Cursor;
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nix::fcntl::{FcntlArg, fcntl};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::child::{self, Made, Order, Report, Work};
use super::{Developed, Header, Logo, LogoPlace, Marked, Refused, Stamp, develop, inspect, mark, take_logo};

/// Memory, in bytes, that photographs being developed may be estimated to take together: on a machine with 2 GB the
/// server and the database keep the rest.
const DEVELOPING: u64 = 1536 * 1024 * 1024;

/// The unit in which memory is admitted, in bytes.
const MEBIBYTE: u64 = 1 << 20;

/// What a child may take beyond the estimate: what allocators keep for themselves.
const SLACK: u64 = 64 * MEBIBYTE;

/// The longest report and renditions taken, in bytes: several times those of any picture.
const LONGEST_ANSWER: u64 = 128 * MEBIBYTE;

/// From this size on, in bytes, memory that a child's C code frees goes back to the system at once, as all memory of its
/// Rust does: allocators would come to keep tens of megabytes, while two children share a machine.
const GIVEN_BACK: u64 = MEBIBYTE;

/// How much a pipe holds, in bytes: as much as anybody may ask for. Whenever one is full or empty the other side must get
/// its turn, which on a busy machine takes longer than the copying.
const PIPE: i32 = 1 << 20;

/// Develops photographs, marks them, takes logos. Cloning shares the memory they are admitted to.
#[derive(Clone, Debug)]
pub struct Darkroom {
    /// What is started for each; without it the work is done in this process.
    program: Option<Arc<PathBuf>>,
    memory: Arc<Semaphore>,
}

impl Darkroom {
    /// One in which `program`, called with [`child::COMMAND`], develops each photograph.
    pub fn with_children(program: impl Into<PathBuf>) -> Self {
        Self { program: Some(Arc::new(program.into())), ..Self::in_process() }
    }

    /// One that develops in this process, under no limits: for tests that have no program.
    pub fn in_process() -> Self {
        Self { program: None, memory: Arc::new(Semaphore::new((DEVELOPING / MEBIBYTE) as usize)) }
    }

    /// Develops a file as [`develop`] does, as soon as there is memory for it.
    ///
    /// # Errors
    /// As [`develop`]; also [`Refused::Exhausted`] when the process went over its limits, crashed or stalled, and
    /// [`Refused::Failed`] when it could not be started or was ended from outside.
    pub async fn develop(&self, file: Bytes, watermark: &str) -> Result<Developed, Refused> {
        let work = Work::Develop { watermark: watermark.to_owned() };
        let watermark = watermark.to_owned();
        self.make(&file.clone(), file, work, move |file| develop(file, &watermark)).await
    }

    /// Makes the marked sizes of a photograph as [`mark`] does, as soon as there is memory for it.
    ///
    /// # Errors
    /// As [`Darkroom::develop`].
    pub async fn mark(&self, full: Bytes, stamp: Stamp, logo: Bytes) -> Result<Vec<Marked>, Refused> {
        let work = Work::Mark { stamp: stamp.clone(), logo_bytes: logo.len() };
        let both = if logo.is_empty() { full.clone() } else { [&full[..], &logo[..]].concat().into() };
        let length = full.len();
        self.make(&full, both, work, move |both| mark(&both[..length], &stamp, &both[length..])).await
    }

    /// Makes a logo of a file as [`take_logo`] does, as soon as there is memory for it.
    ///
    /// # Errors
    /// As [`Darkroom::develop`].
    pub async fn take_logo(&self, file: Bytes, place: LogoPlace) -> Result<Logo, Refused> {
        self.make(&file.clone(), file, Work::Logo { place }, move |file| take_logo(&file, place)).await
    }

    /// Has `work` done with `file`, whose `picture` costs the most; `here` does it in this process.
    #[tracing::instrument(name = "media::make", skip_all)]
    async fn make<T: Made>(
        &self,
        picture: &Bytes,
        file: Bytes,
        work: Work,
        here: impl FnOnce(Bytes) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let inspected = picture.clone();
        let header = blocking(move || inspect(Cursor::new(inspected))).await?;
        let budget = Budget::of(&header, file.len());
        let permit = self.memory.acquire_many(budget.mebibytes()).await.map_err(Refused::failed)?;
        let made = match &self.program {
            Some(program) => {
                let order = Order { file_bytes: file.len(), memory: budget.memory, seconds: budget.seconds, work };
                let answer = start(program)?.work(order, file);
                match tokio::time::timeout(budget.deadline, answer).await {
                    Ok(answer) => answer,
                    Err(_) => Err(Refused::exhausted("it stalled")),
                }
            }
            None => blocking(move || here(file)).await,
        };
        drop(permit);
        made
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    spawn_blocking(work).await.map_err(Refused::failed)?
}

/// What one file may cost.
struct Budget {
    /// In bytes.
    memory: u64,
    /// Of a processor.
    seconds: u64,
    /// By the clock on the wall, however busy the machine is.
    deadline: Duration,
}

impl Budget {
    fn of(header: &Header, file_bytes: usize) -> Self {
        let megapixels = u64::from(header.width) * u64::from(header.height) / 1_000_000;
        // Ten times what a picture takes; unoptimised, much of that is needed.
        let seconds = (2 + megapixels / 8) * if cfg!(debug_assertions) { 10 } else { 1 };
        Self {
            memory: header.decoding_bytes + file_bytes as u64 + SLACK,
            seconds,
            deadline: Duration::from_secs(30 + 10 * seconds),
        }
    }

    /// Never more than there is: the largest file then has the darkroom to itself.
    fn mebibytes(&self) -> u32 {
        (self.memory.min(DEVELOPING) / MEBIBYTE) as u32
    }
}

/// A process that waits for its order. Dropped, it is killed.
struct Working(Child);

fn start(program: &PathBuf) -> Result<Working, Refused> {
    let mut command = Command::new(program);
    // Nothing of this process is its business, least of all what the environment says.
    command.arg(child::COMMAND).env_clear().kill_on_drop(true);
    command.env("MALLOC_MMAP_THRESHOLD_", GIVEN_BACK.to_string());
    // Pages of two megabytes: a picture is a few large buffers, and touching them first costs time.
    command.env("_RJEM_MALLOC_CONF", "narenas:1,tcache:false,dirty_decay_ms:0,muzzy_decay_ms:0,thp:always");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().map(Working).map_err(Refused::failed)
}

impl Working {
    async fn work<T: Made>(mut self, order: Order, file: Bytes) -> Result<T, Refused> {
        if let Some(mut input) = self.0.stdin.take() {
            widen(&input);
            let mut line = serde_json::to_vec(&order).map_err(Refused::failed)?;
            line.push(b'\n');
            // A child that dies stops reading; how it ended says why.
            if input.write_all(&line).await.is_ok() {
                let _ = input.write_all(&file).await;
            }
        }
        drop(file);
        let answer = match self.0.stdout.take() {
            Some(output) => {
                widen(&output);
                read(output).await
            }
            None => Err(Refused::failed("no answer")),
        };
        let status = self.0.wait().await.map_err(Refused::failed)?;
        if status.success() { answer } else { Err(ended(status)) }
    }
}

/// A system that refuses leaves the pipe as it is.
fn widen(pipe: &impl AsFd) {
    let _ = fcntl(pipe.as_fd(), FcntlArg::F_SETPIPE_SZ(PIPE));
}

/// A report, with the bytes of its files put in their places. What it says of itself is not believed: a file may have
/// taken over the process that it comes from.
async fn read<T: Made>(answer: impl AsyncRead + Unpin) -> Result<T, Refused> {
    let mut answer = BufReader::new(answer.take(LONGEST_ANSWER));
    let mut line = Vec::new();
    answer.read_until(b'\n', &mut line).await.map_err(Refused::failed)?;
    let report: Report<T> = serde_json::from_slice(&line).map_err(Refused::failed)?;
    let mut made = report.outcome?;
    for (file, length) in made.files().into_iter().zip(report.lengths) {
        if length as u64 > LONGEST_ANSWER {
            return Err(Refused::failed("a file too long"));
        }
        let mut bytes = vec![0; length];
        answer.read_exact(&mut bytes).await.map_err(Refused::failed)?;
        *file = bytes.into();
    }
    Ok(made)
}

/// Why there is no report. What a crash or a limit ends is the file's doing, and doing it again changes nothing; whoever
/// kills a process has other reasons.
fn ended(status: ExitStatus) -> Refused {
    use nix::libc::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP, SIGXCPU};
    let reason = status.to_string();
    match status.signal() {
        Some(SIGXCPU | SIGABRT | SIGSEGV | SIGBUS | SIGILL | SIGFPE | SIGSYS | SIGTRAP) => Refused::exhausted(reason),
        _ => Refused::failed(reason),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::pictures::{Scene, draw};

    /// A program that does `script` instead of developing.
    fn darkroom(folder: &std::path::Path, script: &str) -> Darkroom {
        let program = folder.join("child");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).expect("made a program");
        Darkroom::with_children(program)
    }

    async fn outcome(script: &str) -> Result<Developed, Refused> {
        let folder = tempfile::tempdir().expect("a folder");
        let darkroom = darkroom(folder.path(), script);
        let picture = Bytes::from(draw(Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00"));
        let outcome = darkroom.develop(picture, "").await;
        assert_eq!(darkroom.memory.available_permits(), (DEVELOPING / MEBIBYTE) as usize, "the memory is given back");
        outcome
    }

    #[tokio::test]
    async fn a_crash_is_the_files_doing_and_a_kill_is_not() {
        for signal in ["ABRT", "SEGV", "XCPU"] {
            let outcome = outcome(&format!("kill -{signal} $$")).await;
            assert!(matches!(outcome, Err(Refused::Exhausted { .. })), "{signal}: {outcome:?}");
        }
        for script in ["kill -KILL $$", "cat > /dev/null; kill -TERM $$", "exit 1", "exit 0", "echo {}"] {
            let outcome = outcome(script).await;
            assert!(matches!(outcome, Err(Refused::Failed { .. })), "{script}: {outcome:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_stalls_is_given_up() {
        let outcome = outcome("exec sleep 1000").await;
        assert_eq!(outcome, Err(Refused::exhausted("it stalled")));
    }

    #[tokio::test]
    async fn a_refusal_passes_through_whole() {
        let report: Report<Developed> =
            Report { outcome: Err(Refused::Unsupported { found: Some("HEIC".into()) }), lengths: vec![] };
        let line = serde_json::to_string(&report).expect("a report");
        let outcome = outcome(&format!("cat > /dev/null; echo '{line}'")).await;
        assert_eq!(outcome, Err(Refused::Unsupported { found: Some("HEIC".into()) }));
    }

    #[tokio::test]
    async fn a_picture_passes_through_whole() {
        let developed = develop(draw(Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00"), "Mirna").expect("developed");
        let lengths = developed.renditions.iter().map(|rendition| rendition.bytes.len()).collect();
        let report = Report { outcome: Ok(developed.clone()), lengths };
        let mut answer = serde_json::to_vec(&report).expect("a report");
        answer.push(b'\n');
        developed.renditions.iter().for_each(|rendition| answer.extend_from_slice(&rendition.bytes));
        assert_eq!(read(answer.as_slice()).await, Ok(developed.clone()));
        answer.pop();
        assert!(matches!(read::<Developed>(answer.as_slice()).await, Err(Refused::Failed { .. })), "cut short");

        let report = Report { outcome: Ok(developed), lengths: vec![usize::MAX] };
        let line = serde_json::to_vec(&report).expect("a report");
        assert!(matches!(read::<Developed>(line.as_slice()).await, Err(Refused::Failed { .. })), "too long");
    }
}
