//! `lumora upload`: the photographs of a folder into a gallery, with a token, over HTTP like any other script.
//!
//! Nothing is remembered between two runs. The server knows bytes again that it has, whole or in part: a file that is
//! announced as it was before goes on where it stopped. So what was interrupted is continued by running it again, from any
//! machine that has the files.

mod answer;
mod delivery;
mod folder;
mod place;
mod sender;

use std::{
    error::Error,
    io::{Write, stdout},
    path::Path,
    process::ExitCode,
};

use domain::ApiToken;
use futures::{StreamExt, stream};

use self::{folder::Folder, sender::Sender};

pub use place::Place;

/// Files on their way at the same time: enough to hide the waiting between them. As many are in memory.
const AT_ONCE: usize = 4;

/// Files that failed one after the other: the next would, too.
const GIVE_UP: usize = 10;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is there, and was sent.
    Sent,
    /// Its bytes were there.
    AlreadyThere,
    /// It is none that is taken, however often it is sent.
    Refused(String),
    /// It is not there; another time it may be.
    Failed(String),
    /// Nothing will be there: the token or the gallery is not right.
    Stopped(String),
}

/// How many of which.
#[derive(Debug, Default)]
struct Tally {
    sent: usize,
    already_there: usize,
    /// What is not there, and why.
    missing: Vec<(String, String)>,
    /// Whether some of it may be another time.
    again: bool,
    stopped: Option<String>,
}

impl Tally {
    fn count(&mut self, name: &str, outcome: Outcome) {
        match outcome {
            Outcome::Sent => self.sent += 1,
            Outcome::AlreadyThere => self.already_there += 1,
            Outcome::Refused(why) => self.missing.push((name.to_owned(), why)),
            Outcome::Failed(why) => {
                self.again = true;
                self.missing.push((name.to_owned(), why));
            }
            Outcome::Stopped(why) => self.stopped = Some(why),
        }
    }

    fn done(&self) -> usize {
        self.sent + self.already_there + self.missing.len()
    }
}

/// The token in `LUMORA_TOKEN`. Never an argument: those are seen by everybody on the machine.
///
/// # Errors
/// When there is none, or it is none; without repeating it.
pub fn token_of_environment() -> Result<ApiToken, String> {
    #[expect(clippy::disallowed_methods, reason = "the one secret of a command that has no configuration")]
    let text = std::env::var("LUMORA_TOKEN")
        .map_err(|_| "set LUMORA_TOKEN to a token; you make one on your account page".to_owned())?;
    text.trim().parse().map_err(|_| "LUMORA_TOKEN is no token: lum_ and 64 hexadecimal digits".to_owned())
}

/// Sends what is in `folder` and not yet in the gallery, says how it goes, and at the end what is there. Success is all of
/// it.
///
/// # Errors
/// When it cannot begin: no such folder, no photograph in it.
pub async fn run(folder: &Path, place: Place, token: &ApiToken) -> Result<ExitCode, Box<dyn Error>> {
    if place.in_the_clear() {
        eprintln!("lumora: {} is spoken to in the clear; others on the way can read the token", place.server());
    }
    let root = folder.to_owned();
    let Folder { photographs, others, unread } = tokio::task::spawn_blocking(move || Folder::read(&root)).await??;
    let total = photographs.len() + unread.len();
    if total == 0 {
        return Err(format!("there is no JPEG, PNG or WebP in {}", folder.display()).into());
    }
    let sender = Sender::new(place, token)?;
    let mut tally = Tally::default();
    for (path, why) in unread {
        tell(folder, &path, total, &mut tally, Outcome::Failed(why))?;
    }
    let mut in_a_row = 0;
    let mut sending = stream::iter(photographs)
        .map(|path| {
            let sender = &sender;
            async move {
                let outcome = sender.send(&path).await;
                (path, outcome)
            }
        })
        .buffer_unordered(AT_ONCE);
    while let Some((path, outcome)) = sending.next().await {
        in_a_row = if matches!(outcome, Outcome::Failed(_)) { in_a_row + 1 } else { 0 };
        tell(folder, &path, total, &mut tally, outcome)?;
        if in_a_row == GIVE_UP {
            tally.stopped = Some("nothing gets through; run the command again when the server is back".to_owned());
        }
        if tally.stopped.is_some() {
            break;
        }
    }
    sum_up(&tally, total, others)
}

/// Counts one file, and prints a line about it.
fn tell(folder: &Path, path: &Path, total: usize, tally: &mut Tally, outcome: Outcome) -> std::io::Result<()> {
    let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let words = match &outcome {
        Outcome::Sent => "sent".to_owned(),
        Outcome::AlreadyThere => "already there".to_owned(),
        Outcome::Refused(why) | Outcome::Failed(why) => format!("NOT THERE: {why}"),
        Outcome::Stopped(_) => String::new(),
    };
    tally.count(&name, outcome);
    if words.is_empty() {
        return Ok(());
    }
    writeln!(stdout(), "[{}/{total}] {name}: {words}", tally.done())
}

fn sum_up(tally: &Tally, total: usize, others: usize) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = stdout();
    let Tally { sent, already_there, missing, again, stopped } = tally;
    writeln!(
        out,
        "\n{total} photographs: {sent} sent, {already_there} already there, {} not there.",
        total - sent - already_there
    )?;
    if others > 0 {
        writeln!(out, "{others} other files were passed over: only JPEG, PNG and WebP are photographs here.")?;
    }
    for (name, why) in missing {
        writeln!(out, "  {name}: {why}")?;
    }
    if let Some(why) = stopped {
        writeln!(out, "Stopped: {why}")?;
    } else if *again {
        writeln!(out, "Run the command again to go on.")?;
    }
    let whole = sent + already_there == total;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
