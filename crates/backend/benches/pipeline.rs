//! The image pipeline beside `sharp` with the same sizes, qualities and mark: two pictures at a time, in turns, so that
//! whatever else the machine does hits both. `make bench` runs it and it writes its part of docs/benchmarks.md.
//!
//! Ours runs as in production, a process for each picture; it makes the 800 pixel size and the placeholder besides.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use backend::media::{Darkroom, Developed, child};
use bytes::Bytes;
use domain::RenditionKind;
use nix::sys::resource::{UsageWho, getrusage};
use tokio::runtime::{Builder, Runtime};

#[path = "pipeline/hostile.rs"]
mod hostile;
#[path = "shared/page.rs"]
mod page;
#[path = "pipeline/similarity.rs"]
mod similarity;

use similarity::{Grey, similarity};

/// The argument by which this program tries hostile files.
const HOSTILE: &str = "hostile";
/// The argument by which this program develops a photograph [`PICTURES`] times, in a process of its own as sharp has one.
const OURS: &str = "ours";
const MARK: &str = "Atelier Mirna";
const ROUNDS: usize = 15;
const PICTURES: usize = 4;
const SIZES: [RenditionKind; 4] =
    [RenditionKind::Full, RenditionKind::Watermarked, RenditionKind::Preview, RenditionKind::Thumb];

#[expect(clippy::disallowed_methods, reason = "a benchmark has no other configuration")]
fn main() -> ExitCode {
    let argument = env::args().nth(1).unwrap_or_default();
    if argument == child::COMMAND {
        return child::run();
    }
    if argument == HOSTILE || argument == OURS {
        let paths: Vec<PathBuf> = env::args_os().skip(2).map(PathBuf::from).collect();
        let said = match paths.first() {
            Some(photo) if argument == OURS => develop(photo, PICTURES).to_string(),
            _ => hostile::measure(&paths),
        };
        return if std::io::stdout().write_all(said.as_bytes()).is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    let Some(photo) = env::var_os("LUMORA_BENCH_PHOTO") else {
        eprintln!("pipeline: skipped; LUMORA_BENCH_PHOTO names no photograph");
        return ExitCode::SUCCESS;
    };
    let mut hostile: Vec<PathBuf> = Path::new(&photo).parent().map(Path::to_owned).into_iter().collect();
    hostile.extend(env::var_os("LUMORA_TEST_DATA").map(|data| Path::new(&data).join("images/hostile")));
    // In a process of its own: what it waited for is then only what developed, and its memory is not counted below.
    let hostile =
        Command::new("/proc/self/exe").arg(HOSTILE).args(hostile).output().expect("the hostile files' figures");
    assert!(hostile.status.success(), "{}", String::from_utf8_lossy(&hostile.stderr));
    let hostile = String::from_utf8_lossy(&hostile.stdout);
    eprintln!("{hostile}");
    page::write("hostile", &hostile);
    let pipeline = measure(Path::new(&photo));
    eprintln!("{pipeline}");
    page::write("pipeline", &pipeline);
    ExitCode::SUCCESS
}

/// What one round gave.
#[derive(Clone, Copy)]
struct Round {
    /// Pictures per second.
    speed: f64,
    /// Seconds of a processor for one picture.
    processor: f64,
    /// The most memory of all processes together, in MB.
    memory: f64,
    /// How many processors everything else on the machine kept busy.
    others: f64,
}

/// The table of figures.
fn measure(photo: &Path) -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let peer = tempfile::tempdir().expect("a folder");
    // Warm, and the pictures to compare.
    let file = Bytes::from(fs::read(photo).expect("the photograph"));
    let developed =
        runtime().block_on(Darkroom::with_children("/proc/self/exe").develop(file, MARK)).expect("developed");
    sharp(photo, 1, Some(peer.path()));
    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        let both = (ours(photo), sharp(photo, PICTURES, None));
        eprintln!("round {round}: Lumora {:.2}, sharp {:.2} pictures/s", both.0.speed, both.1.speed);
        rounds.push(both);
    }
    let of = |side: fn(&(Round, Round)) -> Round| rounds.iter().map(side).collect::<Vec<_>>();
    let (ours, theirs) = (of(|both| both.0), of(|both| both.1));
    let mut table = format!(
        "{ROUNDS} rounds of {PICTURES} pictures each in turns, two at a time; medians. Load average at the start {load}.\n\n\
         | | Lumora | sharp | ratio |\n|---|---|---|---|\n"
    );
    table += &row("pictures per second", median(&ours, |r| r.speed), median(&theirs, |r| r.speed), 2);
    table += &row("processor, seconds a picture", median(&ours, |r| r.processor), median(&theirs, |r| r.processor), 2);
    table += &row("processors busy with other things", median(&ours, |r| r.others), median(&theirs, |r| r.others), 2);
    table += &row("peak memory of all processes, MB", median(&ours, |r| r.memory), median(&theirs, |r| r.memory), 0);
    table + &compare(photo, peer.path(), &developed)
}

/// The rows about what was made: `folder` has sharp's.
fn compare(photo: &Path, folder: &Path, developed: &Developed) -> String {
    let mut table = String::new();
    let original = Grey::of(&fs::read(photo).expect("the photograph"));
    for kind in SIZES {
        let rendition = developed.renditions.iter().find(|rendition| rendition.kind == kind).expect("every kind");
        let theirs = fs::read(folder.join(format!("{}.jpg", kind.as_str()))).expect("sharp's picture");
        let mut reference = original.resized(rendition.width as usize, rendition.height as usize);
        if kind == RenditionKind::Watermarked {
            // The marks differ; they are in the lower half.
            reference.height /= 2;
        }
        let ssim = |jpeg: &[u8]| similarity(&reference, &Grey::of(jpeg));
        table += &row(&format!("SSIM of {}", kind.as_str()), ssim(&rendition.bytes), ssim(&theirs), 4);
        table += &row(&format!("kB of {}", kind.as_str()), kilobytes(&rendition.bytes), kilobytes(&theirs), 0);
    }
    table
}

fn row(what: &str, ours: f64, theirs: f64, digits: usize) -> String {
    format!("| {what} | {ours:.digits$} | {theirs:.digits$} | {:.2} |\n", ours / theirs)
}

fn kilobytes(bytes: &[u8]) -> f64 {
    bytes.len() as f64 / 1000.0
}

fn median(rounds: &[Round], figure: fn(&Round) -> f64) -> f64 {
    let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Develops `count` pictures, two at a time, and says how many seconds it took: what the program does with [`OURS`].
fn develop(photo: &Path, count: usize) -> f64 {
    let file = Bytes::from(fs::read(photo).expect("the photograph"));
    let darkroom = Darkroom::with_children("/proc/self/exe");
    let left = Arc::new(AtomicUsize::new(count));
    runtime().block_on(async {
        let began = Instant::now();
        let workers = [0, 1].map(|_| {
            let (darkroom, file, left) = (darkroom.clone(), file.clone(), left.clone());
            tokio::spawn(async move {
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
                    darkroom.develop(file.clone(), MARK).await.expect("developed");
                }
            })
        });
        for worker in workers {
            worker.await.expect("a worker");
        }
        began.elapsed().as_secs_f64()
    })
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads")
}

fn ours(photo: &Path) -> Round {
    let mut command = Command::new("/proc/self/exe");
    command.arg(OURS).arg(photo);
    timed(command, PICTURES)
}

fn sharp(photo: &Path, count: usize, folder: Option<&Path>) -> Round {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../bench/sharp.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(photo).arg(count.to_string()).args(folder);
    timed(command, count)
}

/// Runs a program that develops `count` pictures and prints the seconds it took.
fn timed(mut command: Command, count: usize) -> Round {
    let program = command.stdout(Stdio::piped()).spawn().expect("the program; `npm ci --prefix bench` gets sharp");
    watched(count, program.id(), || {
        let output = program.wait_with_output().expect("its figure");
        assert!(output.status.success(), "it failed");
        String::from_utf8_lossy(&output.stdout).trim().parse().expect("seconds")
    })
}

/// Runs `work`, which tells how many seconds it took, and watches the process `root` and its children.
fn watched(count: usize, root: u32, work: impl FnOnce() -> f64) -> Round {
    let done = Arc::new(AtomicBool::new(false));
    let watcher = thread::spawn({
        let done = done.clone();
        move || {
            let mut most = 0;
            while !done.load(Ordering::Relaxed) {
                most = most.max(memory(root));
                thread::sleep(Duration::from_millis(10));
            }
            most
        }
    });
    let (began, before, busy_before) = (Instant::now(), processor(), busy());
    let seconds = work();
    let processor = processor() - before;
    let others = (busy() - busy_before - processor).max(0.0) / began.elapsed().as_secs_f64();
    done.store(true, Ordering::Relaxed);
    let memory = watcher.join().expect("a figure") as f64 / 1000.0;
    Round { speed: count as f64 / seconds, processor: processor / count as f64, memory, others }
}

/// Seconds of a processor used by this process and those it waited for.
fn processor() -> f64 {
    let of = |who| {
        let usage = getrusage(who).expect("a figure");
        let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        seconds(usage.user_time()) + seconds(usage.system_time())
    };
    of(UsageWho::RUSAGE_SELF) + of(UsageWho::RUSAGE_CHILDREN)
}

/// Seconds that the processors of this machine have worked since it started.
fn busy() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/stat").expect("a figure");
    let ticks = numbers(stat.lines().next().unwrap_or_default());
    // User, nice, system; then come idle and waiting; then interrupts.
    [0, 1, 2, 5, 6].iter().filter_map(|&kind| ticks.get(kind)).map(|&ticks| f64::from(ticks)).sum::<f64>() / TICKS
}

/// Of a process and its children, what they share counted once, in kB.
fn memory(process: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let own = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.parse().ok());
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> = children.flat_map(|line| numbers(&line)).collect();
    own.unwrap_or(0) + children.into_iter().map(memory).sum::<u64>()
}

fn numbers(line: &str) -> Vec<u32> {
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}
