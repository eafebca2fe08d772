//! Killed without warning, at a moment the dice choose: what was answered as stored is there, byte for byte; whoever
//! sends again gets in once; nothing else is left.

use std::{collections::HashSet, time::Duration};

use backend::Clock;
use bytes::Bytes;
use futures::future::join_all;
use tokio::join;

use super::{
    dice::{Dice, setting},
    picture::{Picture, comments},
    process::Running,
    sending::Sending,
    studio::Studio,
};

/// Rounds without a word from outside: all moments twice, in a minute or two.
const ROUNDS: u64 = 50;

/// How much of a body, in per cent, is sent before the kill.
const SENT: [usize; 6] = [0, 1, 25, 50, 99, 100];

/// Where uploads may be killed, in their order.
const STORING: [&str; 10] = [
    "uploads::announced",
    "uploads::piece",
    "uploads::complete",
    "photos::staged",
    LARGE,
    "photos::object",
    "photos::row",
    "photos::job",
    "photos::committed",
    "uploads::stored",
];

/// Reached by files of more than one part alone.
const LARGE: &str = "files::part";

/// Where a worker may be killed, in their order.
const DEVELOPING: [&str; 4] = ["photos::developing", "photos::rendition", "photos::renditions", "photos::ready"];

/// When to kill.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// After so much of a body, in per cent; of one that can be gone on with, or not.
    Sent { percent: usize, pieces: bool },
    /// At a place, the first time or one of the next.
    At(&'static str),
}

fn moments() -> Vec<Moment> {
    let sent = SENT.iter().flat_map(|percent| [true, false].map(|pieces| Moment::Sent { percent: *percent, pieces }));
    sent.chain(STORING.into_iter().chain(DEVELOPING).map(Moment::At)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_survives_every_kill() {
    let rounds = setting("DRILL_ROUNDS").unwrap_or(ROUNDS);
    let seed = setting("DRILL_SEED").unwrap_or_else(|| Clock::System.now().timestamp_millis() as u64);
    eprintln!("DRILL_SEED={seed} DRILL_ROUNDS={rounds}");
    let mut drill = Drill { dice: Dice(seed), studio: Studio::start().await, under_way: Vec::new(), there: Vec::new() };
    let mut coming = Vec::new();
    for round in 0..rounds {
        if coming.is_empty() {
            coming = drill.dice.shuffled(moments());
        }
        let moment = coming.pop().expect("a moment");
        eprintln!("round {round}: {moment:?}, {} under way, {} there", drill.under_way.len(), drill.there.len());
        drill.round(round, moment).await;
        drill.look().await;
    }
    drill.end().await;
}

struct Drill {
    dice: Dice,
    studio: Studio,
    /// What nobody answered yet.
    under_way: Vec<Sending>,
    /// What was answered.
    there: Vec<Sending>,
}

impl Drill {
    /// Sends some photographs, and what was left of earlier rounds, to a server that is killed meanwhile.
    async fn round(&mut self, round: u64, moment: Moment) {
        for number in 0..4 {
            let large = matches!(moment, Moment::At(LARGE)) && number == 0;
            let padding = if large { 9 << 20 } else { 60_000 + self.dice.below(500_000) as usize };
            let picture = self.picture(round * 8 + number, comments(padding));
            let new = if number % 2 == 0 { Sending::whole } else { Sending::pieces };
            self.under_way.push(new(&format!("MIR_{number}.jpg"), picture));
        }
        let studio = &self.studio;
        match moment {
            Moment::At(place) => {
                let pass = self.dice.below(3);
                let action = if pass == 0 { "return".to_owned() } else { format!("{pass}*off->return") };
                let places = format!("{place}={action}");
                let mut running = Running::start(&studio.place, &[("FAILPOINTS", &places)]).await;
                let server = running.address;
                join_all(self.under_way.iter_mut().map(|sending| sending.send(studio, server))).await;
                // The worker comes to its places later, and to some not as often as we let pass.
                if !running.ends_within(Duration::from_secs(4)).await {
                    assert!(pass > 0 || !STORING.contains(&place), "{place} is nowhere");
                    running.kill();
                }
            }
            Moment::Sent { percent, pieces } => {
                let mut running = Running::start(&studio.place, &[]).await;
                let server = running.address;
                let new = if pieces { Sending::pieces } else { Sending::whole };
                let mut victim = new("victim.jpg", self.picture(round * 8 + 7, comments(300_000)));
                let pause = Duration::from_millis(self.dice.below(400));
                let wait = Duration::from_millis(if percent == 100 { self.dice.below(60) } else { 0 });
                let killing = async {
                    tokio::time::sleep(pause).await;
                    let sent = victim.send_some(studio, server, percent).await;
                    tokio::time::sleep(wait).await;
                    running.kill();
                    drop(sent);
                };
                join!(killing, join_all(self.under_way.iter_mut().map(|sending| sending.send(studio, server))));
                self.under_way.push(victim);
            }
        }
        let (there, under_way): (Vec<_>, Vec<_>) =
            self.under_way.drain(..).partition(|sending| sending.photo.is_some());
        self.under_way = under_way;
        self.there.extend(there);
    }

    fn picture(&self, seed: u64, comments: Bytes) -> Picture {
        Picture::new(seed, (300, 200), &comments)
    }

    /// Whether everything that was answered is there, once, and nothing that was never sent.
    async fn look(&self) {
        let rows = self.studio.rows().await;
        let hashes: HashSet<_> = rows.iter().map(|row| row.sha256.clone()).collect();
        assert_eq!(hashes.len(), rows.len(), "no bytes are there twice");
        for sending in &self.there {
            let row = rows.iter().find(|row| Some(row.photo()) == sending.photo).expect("what was answered is there");
            assert_eq!(row.sha256, sending.picture.sha256);
        }
        let sent = self.there.iter().chain(&self.under_way).map(|sending| sending.picture.sha256.to_vec()).collect();
        assert!(hashes.is_subset(&sent), "something is there that nobody sent");
        // Those of this round; of all at the end.
        for sending in self.there.iter().rev().take(8) {
            let row = rows.iter().find(|row| row.sha256 == sending.picture.sha256).expect("a row");
            assert!(self.studio.is_whole(row).await, "what was answered is there to the last byte");
        }
    }

    /// Whoever sends again gets in, everything is developed, and the sweeps leave nothing else.
    async fn end(mut self) {
        let count = self.there.len() + self.under_way.len();
        let running = Running::start(&self.studio.place, &[]).await;
        for sending in &mut self.under_way {
            sending.insist(&self.studio, running.address).await;
        }
        self.there.append(&mut self.under_way);
        self.look().await;
        // One whose worker was killed at each of its attempts has failed. Its bytes are there; sent again, it is made.
        let rows = self.studio.developed(count).await;
        let failed: HashSet<_> =
            rows.iter().filter(|row| row.state == "failed").map(|row| row.sha256.clone()).collect();
        eprintln!("{count} photographs; {} had no attempt left", failed.len());
        for sending in self.there.iter_mut().filter(|sending| failed.contains(&sending.picture.sha256[..])) {
            let photo = sending.photo.take();
            let again = Picture { pieces: sending.picture.pieces.clone(), ..sending.picture };
            let mut again = Sending::whole("again.jpg", again);
            again.insist(&self.studio, running.address).await;
            assert_eq!(again.photo, photo);
            sending.photo = photo;
        }
        let rows = self.studio.developed(count).await;
        assert!(rows.iter().all(|row| row.state == "ready"), "{rows:?}");
        drop(running);
        self.studio.is_well(count).await;
    }
}
