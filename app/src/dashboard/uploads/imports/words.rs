//! What is said of an import.

use domain::{ImportFailure, ImportKind, ImportState, Refused};

use super::api::ImportView;
use crate::{dashboard::words, say};

/// How it stands, in a word or two.
pub fn state(import: &ImportView) -> String {
    let number = |count: u32| words::number(count.into());
    match import.state {
        ImportState::Waiting => say!(dashboard.import_waiting).to_owned(),
        ImportState::Running if import.total == 0 => say!(dashboard.import_counting).to_owned(),
        ImportState::Running => {
            say!(dashboard.import_running, done = number(import.done), total = number(import.total)).to_string()
        }
        ImportState::Done if import.kind == ImportKind::Folder => say!(dashboard.import_folder_done).to_owned(),
        ImportState::Done => say!(dashboard.import_done).to_owned(),
        ImportState::Failed => say!(dashboard.import_failed).to_owned(),
        ImportState::Cancelled => say!(dashboard.import_cancelled).to_owned(),
    }
}

/// Where it goes, and what came of it until now.
pub fn facts(import: &ImportView) -> String {
    let number = |count: u32| words::number(count.into());
    let mut facts = vec![say!(dashboard.import_into, gallery = import.title.clone()).to_string()];
    if import.added > 0 {
        facts.push(say!(dashboard.import_added, number = number(import.added)).to_string());
    }
    if import.already_here > 0 {
        facts.push(say!(dashboard.import_already, number = number(import.already_here)).to_string());
    }
    if import.refused > 0 {
        facts.push(say!(dashboard.import_refused, number = number(import.refused)).to_string());
    }
    facts.join(" · ")
}

/// Why it came to no end, and what to do.
pub fn failure(kind: ImportKind, failure: ImportFailure) -> &'static str {
    match failure {
        ImportFailure::Forbidden if kind == ImportKind::Folder => say!(dashboard.import_folder_forbidden),
        ImportFailure::Lost if kind == ImportKind::Folder => say!(dashboard.import_folder_lost),
        ImportFailure::Gone => say!(dashboard.import_folder_gone),
        ImportFailure::Damaged => say!(dashboard.import_is_damaged),
        ImportFailure::TooMany => say!(dashboard.import_too_many),
        ImportFailure::Forbidden => say!(dashboard.import_forbidden),
        ImportFailure::Lost => say!(dashboard.import_lost),
    }
}

/// Why a file was not taken.
pub fn why(why: Refused) -> &'static str {
    match why {
        Refused::Path => say!(dashboard.import_why_path),
        Refused::Link => say!(dashboard.import_why_link),
        Refused::Encrypted => say!(dashboard.import_why_encrypted),
        Refused::Nested => say!(dashboard.import_why_nested),
        Refused::Bomb => say!(dashboard.import_why_bomb),
        Refused::TooLarge => say!(dashboard.import_why_too_large),
        Refused::Damaged => say!(dashboard.import_why_damaged),
        Refused::Method => say!(dashboard.import_why_method),
        Refused::Unsupported => say!(dashboard.import_why_unsupported),
        Refused::TooManyPixels => say!(dashboard.import_why_too_many_pixels),
        Refused::Unread => say!(dashboard.import_why_unread),
    }
}
