//! Every limit that is a choice, with its reason.

use std::time::Duration;

use chrono::TimeDelta;

use crate::files::Patience;

/// Failed sign-ins for one e-mail address before it is locked, and for how long.
pub const SIGN_IN_BY_EMAIL: Limit = Limit { attempts: 10, window: TimeDelta::minutes(15) };

/// Failed sign-ins from one source: a studio behind one address may have several people mistyping.
pub const SIGN_IN_BY_SOURCE: Limit = Limit { attempts: 50, window: TimeDelta::minutes(15) };

/// Registrations and mailed links from one source: each costs a mail to somebody.
pub const MAIL_BY_SOURCE: Limit = Limit { attempts: 20, window: TimeDelta::hours(1) };

/// Mailed links to one address: nobody's inbox is flooded through us.
pub const MAIL_BY_EMAIL: Limit = Limit { attempts: 5, window: TimeDelta::hours(1) };

/// What argon2id takes for one password: OWASP's first recommendation, 19 MiB and two passes.
pub const HASH_KIB: u32 = 19 * 1024;

/// Passes over that memory.
pub const HASH_PASSES: u32 = 2;

/// Passwords hashed at once: 76 MiB, and a rush of sign-ins leaves the other threads alone.
pub const HASHES_AT_ONCE: usize = 4;

/// Tokens of one person that work at the same time: a few machines and a few programs on each.
pub const TOKENS: i64 = 20;

/// The name of a token, in characters; the table says the same.
pub const TOKEN_NAME_CHARS: usize = 60;

/// A token that expired stays in its person's list for this long, to tell why a script is refused.
pub const EXPIRED_TOKENS: TimeDelta = TimeDelta::days(30);

/// Requests with a wrong token from one source. 256 bits are not guessed, so the right one is taken all the same: a script
/// that was left running with a revoked token does not stop the others in the studio.
pub const TOKEN_BY_SOURCE: Limit = Limit { attempts: 50, window: TimeDelta::minutes(15) };

/// Answers that must not tell whether an address is known take at least this long: well above what the longer way takes
/// on a slow disk, well below what a person minds.
pub const EVEN_ANSWER: Duration = Duration::from_millis(300);

/// The names of people and studios, in characters; the tables say the same.
pub const NAME_CHARS: usize = 120;

/// The name of a time zone, in characters; the longest there is has 32.
pub const ZONE_CHARS: usize = 64;

/// Wrong codes for one gallery from one source.
pub const CODE_BY_SOURCE: Limit = Limit { attempts: 10, window: TimeDelta::minutes(15) };

/// Wrong codes for one gallery from everywhere together: many sources guessing are still one attack.
pub const CODE_BY_GALLERY: Limit = Limit { attempts: 200, window: TimeDelta::minutes(15) };

/// A verification link lives this long.
pub const VERIFICATION: TimeDelta = TimeDelta::hours(24);

/// A registration that nobody verifies is kept this long: a month of holidays, then the address is free of it.
pub const UNVERIFIED: TimeDelta = TimeDelta::days(30);

/// A reset link lives this long.
pub const RESET: TimeDelta = TimeDelta::hours(1);

/// A session lives this long after it was last used.
pub const SESSION: TimeDelta = TimeDelta::days(7);

/// A session's use is noted no more often than this: reading pages should not write.
pub const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A logo, in bytes: what a form may bring. Drawings of that size are larger than any picture they are laid over.
pub const LOGO: usize = 2 * 1024 * 1024;

/// What is deleted can be restored for this long.
pub const TRASH: TimeDelta = TimeDelta::days(30);

/// Live messages are kept this long for those who missed them; later they load the page again.
pub const CHANGES: TimeDelta = TimeDelta::days(2);

/// Visitors with hearts in one gallery: a wedding has hundreds of guests, a script has no end.
pub const VISITORS_PER_GALLERY: i32 = 5_000;

/// Lists a studio gives the visitors of one gallery, hearts aside: more than anybody keeps apart.
pub const STUDIO_LISTS: i64 = 20;

/// Lists one visitor makes in one gallery.
pub const OWN_LISTS: i64 = 10;

/// What a visitor writes when they send a list, in characters; the table says the same.
pub const MESSAGE_CHARS: usize = 1_000;

/// A comment, in characters; the table says the same.
pub const COMMENT_CHARS: usize = 1_000;

/// What one wrote can be changed or taken back for this long: a slip is seen at once, and later somebody has read it.
pub const COMMENT_CHANGE: TimeDelta = TimeDelta::minutes(15);

/// Comments in one gallery from one source: a family around one table writes less.
pub const COMMENTS_BY_SOURCE: Limit = Limit { attempts: 30, window: TimeDelta::minutes(10) };

/// Lists sent to the studio of one gallery from one source: each is a mail to everybody in it.
pub const SENDS_BY_SOURCE: Limit = Limit { attempts: 30, window: TimeDelta::minutes(10) };

/// Visitors of one gallery who say who they are, from one source: a wedding's guests share the network of their hotel.
pub const ARRIVALS_BY_SOURCE: Limit = Limit { attempts: 300, window: TimeDelta::hours(1) };

/// Invitations a studio mails in a day: several weddings with all their guests, and no list that was bought.
pub const INVITATIONS_BY_STUDIO: Limit = Limit { attempts: 500, window: TimeDelta::hours(24) };

/// Invitations to one address from one studio: a mail may get lost, and nobody's inbox is flooded through us.
pub const INVITATIONS_BY_EMAIL: Limit = Limit { attempts: 5, window: TimeDelta::hours(1) };

/// What a studio writes with an invitation, in characters.
pub const NOTE_CHARS: usize = 1_000;

/// Invitations shown to the studio.
pub const INVITATIONS_LISTED: i64 = 200;

/// Comments in one visitor's conversation.
pub const COMMENTS_PER_VISITOR: usize = 300;

/// Comments shown to the studio on one page.
pub const COMMENTS_LISTED: i64 = 5_000;

/// A link that joins a device to a visitor's lists lives this long: people open a gallery's mail at the weekend.
pub const VISITOR_LINK: TimeDelta = TimeDelta::days(7);

/// Galleries in one list: a studio with more searches.
pub const GALLERIES_LISTED: i64 = 500;

/// Photographs in one page of the grid: a few screens.
pub const PHOTOS_PER_PAGE: i64 = 60;

/// Photographs in one answer, for those who come back to a place far down.
pub const PHOTOS_AT_ONCE: i64 = 240;

/// Photographs in one deed of the studio: a day of a wedding picked at once, and one statement stays short.
pub const PHOTOS_IN_ONE_DEED: usize = 1_000;

/// Seconds by which the clock of a camera may be off, ten years: one that was never set begins in another decade. The table
/// says the same.
pub const CLOCK_SHIFT: i32 = 315_360_000;

/// Hearts shown to the studio on one page: a wedding has thousands, a script has no end.
pub const HEARTS_LISTED: i64 = 20_000;

/// Visitors whose choices are looked up at once for a file of all of them.
pub const VISITORS_AT_ONCE: i64 = 100;

/// Lines that are looked up at once for such a file: a few megabytes, however much a visitor chose.
pub const LINES_AT_ONCE: i64 = 5_000;

/// Live messages told one by one to those who missed them; with more, loading the page again is less.
pub const CHANGES_TOLD: i64 = 500;

/// A file that comes in pieces is forgotten when nothing more came for this long: until the next working day, over a
/// holiday.
pub const UPLOAD: TimeDelta = TimeDelta::days(3);

/// Bytes of the staging folder's disk that archives leave free: for photographs on their way, and whatever else is there.
pub const STAGING_RESERVE: u64 = 2_000_000_000;

/// Entries of one archive: twice the photographs of the largest wedding, folders included.
pub const ARCHIVE_ENTRIES: usize = 20_000;

/// Bytes of an archive's directory that are read: what [`ARCHIVE_ENTRIES`] entries with long names take.
pub const ARCHIVE_DIRECTORY: u64 = 16_000_000;

/// How many times its packed size a file of an archive may grow. Photographs hardly do.
pub const UNPACKED_TIMES: u64 = 100;

/// How many times its size all of an archive may grow, and how many bytes on top of that. What is read counts as well as what
/// comes out: photographs take two of the four.
pub const UNPACKED_IN_ALL: (u64, u64) = (4, 100_000_000);

/// Files of an import that were refused and are named.
pub const REFUSALS_KEPT: usize = 200;

/// Imports shown to a studio.
pub const IMPORTS_LISTED: i64 = 20;

/// An import that is over and that nobody dismissed is forgotten after this time.
pub const IMPORT_KEPT: TimeDelta = TimeDelta::days(14);

/// A source gets this long to say what is in a folder; somebody waits for it.
pub const SOURCE_ANSWERS: Duration = Duration::from_secs(20);

/// A source that says nothing for so long is away. More than a bucket takes with all its repetitions.
pub const SOURCE_STALLS: Duration = Duration::from_secs(120);

/// Threads that read a source's folder at once. When its disk hangs they hang with it, and no others.
pub const SOURCE_HANDS: usize = 8;

/// Folders of a source in one answer.
pub const FOLDERS_LISTED: usize = 100;

/// Names that are read to count the photographs in the folders of one answer: a second's work on a slow network.
pub const SOURCE_COUNTED: usize = 20_000;

/// So often a file of a source is read that does not come whole. What buckets repeat by themselves is not counted.
pub const SOURCE_TRIES: usize = 2;

/// Files a studio has under way: several people with a dozen at once, and what broke off in the last days.
pub const OPEN_UPLOADS: i64 = 5_000;

/// So many attempts in so much time, counted from the first.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// How many are taken.
    pub attempts: i32,
    /// In which time.
    pub window: TimeDelta,
}

/// Originals moved to the cold shelf in an hour: 48,000 in a day, and what else the house has to do waits for minutes at most.
pub const COOLED_AT_ONCE: i64 = 2_000;

/// The row of a photograph is held no longer than this while its original moves: others wait ten seconds for it.
pub const HELD: Duration = Duration::from_secs(8);

/// Originals read by the comparison of every week; whether they are there is asked of all. About ten gigabytes.
pub const VERIFY_SAMPLE: u32 = 500;

/// What one comparison found is kept to so many findings: with more, something larger is wrong than a list tells.
pub const FINDINGS_KEPT: usize = 200;

/// Comparisons are remembered this long.
pub const VERIFICATIONS: TimeDelta = TimeDelta::days(365);

/// A mail server gets this long to take a mail; one that stalls holds up one of two hands for no longer.
pub const MAIL_SERVER: Duration = Duration::from_secs(60);

/// A job whose database, store or disk was away is tried again after this long: a restart is over by then, and a disk
/// that somebody cleared is soon noticed.
pub const AWAY: Duration = Duration::from_secs(15);

/// And so long after it was asked for this counts as an attempt: what is away for a week does not come back by itself.
pub const LONGEST_AWAY: TimeDelta = TimeDelta::days(7);

/// A bucket: a part of 8 MiB gets through within a stall on a line of 2.5 Mbit/s, and a visitor hears of one that is away
/// after some seconds of asking again.
pub const BUCKET: Patience = Patience {
    connect: Duration::from_secs(5),
    stall: Duration::from_secs(30),
    retries: 5,
    budget: Duration::from_secs(60),
    pause: Duration::from_millis(200),
    longest_pause: Duration::from_secs(5),
};

/// Wrong PINs for downloads of one gallery from one source.
pub const PIN_BY_SOURCE: Limit = Limit { attempts: 10, window: TimeDelta::minutes(15) };

/// Wrong PINs of one gallery from everywhere together: four digits, known to be asked of those who gave the code already.
pub const PIN_BY_GALLERY: Limit = Limit { attempts: 50, window: TimeDelta::minutes(15) };

/// Downloads planned from one source in one gallery: a hundred guests behind one address, one photograph after another.
pub const DOWNLOADS_BY_SOURCE: Limit = Limit { attempts: 2_000, window: TimeDelta::hours(1) };

/// The addresses of a download lead somewhere for this long: a large one on a slow line, broken off and gone on with.
pub const DOWNLOAD: TimeDelta = TimeDelta::hours(12);

/// Bytes of one part of a download: below 4 GiB every program opens an archive, and every memory card takes it.
pub const DOWNLOAD_PART: u64 = 4_000_000_000;

/// Downloads shown to the studio.
pub const DOWNLOADS_LISTED: i64 = 100;

/// Objects whose size is asked for at once: a bucket takes a moment for each.
pub const ASKED_AT_ONCE: usize = 32;

/// Files read whole at once to learn of them, 50 MB each at most, of all downloads together.
pub const READ_AT_ONCE: usize = 3;

/// What was looked at and is not written down yet, in different things: 5,000 visitors with ten photographs each, about
/// 10 MB. What comes on top while the database is away is not counted.
pub const COUNTED_AT_MOST: usize = 50_000;

/// What was looked at is written down this often: a studio sees it soon, and a night of the busiest gallery is not one
/// statement for each photograph.
pub const COUNTED_EVERY: Duration = Duration::from_secs(5);

/// Photographs a browser reports as opened at once: nobody opens more in the ten seconds it gathers them.
pub const OPENED_AT_ONCE: usize = 100;

/// Who was counted on a day is forgotten so many days later: when a day ends in the last time zone, and was written down.
pub const DAY_VISITORS: TimeDelta = TimeDelta::days(2);

/// Photographs in a ranking.
pub const RANKED: i64 = 12;

/// Photographs in the map of attention: as many rows as one still reads.
pub const HEAT_PHOTOS: i64 = 40;

/// Days in the map of attention, today included.
pub const HEAT_DAYS: i64 = 30;

/// An open page counts as open for this long after it was last heard of.
pub const PRESENT: TimeDelta = TimeDelta::seconds(20);

/// Entries of the audit log on one page.
pub const AUDIT_LISTED: i64 = 100;

/// Entries of the audit log that are looked up at once for a file of all of them.
pub const AUDIT_AT_ONCE: i64 = 2_000;

/// So many photographs that changed at once are each told to those who look; of more they are told that there were many.
/// A burst is seldom longer.
pub const PHOTOS_TOLD_ALONE: usize = 20;

/// Photographs in one answer to somebody who sorts them: several screens of the strip, and a second's work with a key held
/// down.
pub const PHOTOS_TO_CULL: i64 = 60;

/// Photographs that are picked or rejected, in one answer: more than any gallery has.
pub const PHOTOS_FLAGGED: i64 = 50_000;
