//! What files cost that nobody should have sent: broken, cut, bombs, or of another kind than they say.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use backend::media::Darkroom;
use nix::sys::resource::{UsageWho, getrusage};

/// Develops every file of the folders, one after the other, and says what the dearest ones took.
pub fn measure(folders: &[PathBuf]) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a thread");
    let darkroom = Darkroom::with_children("/proc/self/exe");
    let (mut developed, mut refused) = (Vec::new(), Vec::new());
    for path in folders.iter().flat_map(|folder| files_under(folder)) {
        let file = fs::read(&path).expect("a file");
        let began = Instant::now();
        let outcome = runtime.block_on(darkroom.develop(file.into(), "Atelier Mirna"));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let took = (began.elapsed().as_secs_f64(), name);
        match outcome {
            Ok(_) => developed.push(took),
            Err(refusal) => {
                assert!(!refusal.to_string().is_empty());
                refused.push(took);
            }
        }
    }
    let largest = getrusage(UsageWho::RUSAGE_CHILDREN).expect("a figure").max_rss() / 1000;
    let slowest = |files: &[(f64, String)]| {
        let slowest = files.iter().max_by(|one, other| one.0.total_cmp(&other.0));
        slowest.map_or_else(String::new, |(seconds, name)| format!("{seconds:.2} s ({name})"))
    };
    format!(
        "Of {} hostile files {} were developed and {} refused. The slowest took {} and {}; no process took more than \
         {largest} MB.\n",
        developed.len() + refused.len(),
        developed.len(),
        refused.len(),
        slowest(&developed),
        slowest(&refused),
    )
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files
}
