//! What is said of a file in the queue.

use super::queue::{State, Summary, Trouble};
use crate::{dashboard::words, say};

/// The state in a word or two; `percent` of it is out.
pub fn state(state: State, percent: u64) -> String {
    match state {
        State::Waiting => say!(dashboard.up_waiting).to_owned(),
        State::Sending => say!(dashboard.up_percent, percent = percent).to_string(),
        State::Pausing(_) => say!(dashboard.up_again).to_owned(),
        State::Asking => say!(dashboard.up_asking).to_owned(),
        State::Added => say!(dashboard.up_done).to_owned(),
        State::Replaced => say!(dashboard.up_replaced).to_owned(),
        State::AlreadyHere => say!(dashboard.up_already).to_owned(),
        State::Unpacking => say!(dashboard.up_unpacking).to_owned(),
        State::Troubled(trouble) if trouble.worth_another_try() => say!(dashboard.up_failed).to_owned(),
        State::Troubled(_) => say!(dashboard.up_refused).to_owned(),
        State::Cancelled => say!(dashboard.up_cancelled).to_owned(),
    }
}

/// Why, and what to do.
pub fn reason(trouble: Trouble, size: u64) -> String {
    match trouble {
        Trouble::Empty => say!(dashboard.why_empty).to_owned(),
        Trouble::TooLarge => say!(dashboard.why_too_large, size = words::bytes(size)).to_string(),
        Trouble::ArchiveTooLarge => say!(dashboard.why_archive_too_large, size = words::bytes(size)).to_string(),
        Trouble::Unsupported => say!(dashboard.why_unsupported).to_owned(),
        Trouble::Damaged => say!(dashboard.why_damaged).to_owned(),
        Trouble::TooManyPixels => say!(dashboard.why_too_many_pixels).to_owned(),
        Trouble::Unreadable => say!(dashboard.why_unreadable).to_owned(),
        Trouble::UnreadableFolder => say!(dashboard.why_unreadable_folder).to_owned(),
        Trouble::Forbidden => say!(dashboard.why_forbidden).to_owned(),
        Trouble::SignedOut => say!(dashboard.why_signed_out).to_owned(),
        Trouble::NotFound => say!(dashboard.why_not_found).to_owned(),
        Trouble::StorageFull => say!(dashboard.why_storage_full).to_owned(),
        Trouble::TooMany => say!(dashboard.why_too_many).to_owned(),
        Trouble::Unavailable => say!(dashboard.why_unavailable).to_owned(),
        Trouble::Network => say!(dashboard.why_network).to_owned(),
        Trouble::Stalled => say!(dashboard.why_stalled).to_owned(),
    }
}

/// The head of the panel: how far it is, or what came of it.
pub fn headline(summary: &Summary) -> String {
    if summary.open > 0 {
        let done = summary.files - summary.open;
        return say!(dashboard.up_progress, done = number(done), files = number(summary.files)).to_string();
    }
    if summary.asking > 0 {
        return say!(dashboard.up_asks).to_owned();
    }
    if summary.files == 0 {
        return say!(dashboard.up_cancelled_all).to_owned();
    }
    if summary.added == 0 && summary.archives > 0 {
        return say!(dashboard.up_archive_here).to_owned();
    }
    say!(dashboard.up_added, count = summary.added, number = number(summary.added)).to_string()
}

/// The line under it: speed and time while it runs, and everything that is not plainly added.
pub fn facts(summary: &Summary, online: bool) -> Vec<String> {
    let mut facts = Vec::new();
    if summary.open > 0 && summary.paused {
        facts.push(say!(dashboard.up_paused).to_owned());
    } else if summary.open > 0 && !online {
        facts.push(say!(dashboard.up_no_network).to_owned());
    } else if summary.open > 0 && summary.speed > 0 {
        facts.push(say!(dashboard.up_speed, speed = words::bytes(summary.speed)).to_string());
        facts.extend(summary.seconds_left.map(time_left));
    }
    if summary.replaced > 0 {
        let (count, number) = (summary.replaced, number(summary.replaced));
        facts.push(say!(dashboard.up_were_replaced, count = count, number = number).to_string());
    }
    if summary.already_here > 0 {
        let (count, number) = (summary.already_here, number(summary.already_here));
        facts.push(say!(dashboard.up_were_here, count = count, number = number).to_string());
    }
    if summary.troubled > 0 {
        let (count, number) = (summary.troubled, number(summary.troubled));
        facts.push(say!(dashboard.up_troubled, count = count, number = number).to_string());
    }
    if summary.cancelled > 0 {
        let (count, number) = (summary.cancelled, number(summary.cancelled));
        facts.push(say!(dashboard.up_were_cancelled, count = count, number = number).to_string());
    }
    if summary.open == 0 && summary.sent > 0 {
        facts.push(words::bytes(summary.sent));
    }
    facts
}

fn time_left(seconds: u64) -> String {
    match seconds {
        0..60 => say!(dashboard.up_seconds_left, count = seconds.max(1)).to_string(),
        60..3600 => say!(dashboard.up_minutes_left, count = seconds.div_ceil(60)).to_string(),
        _ => say!(dashboard.up_hours_left, count = seconds.div_ceil(3600)).to_string(),
    }
}

fn number(number: u64) -> String {
    words::number(i64::try_from(number).unwrap_or(i64::MAX))
}
