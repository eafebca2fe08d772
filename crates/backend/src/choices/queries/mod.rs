//! The SQL of choosing.

mod chosen;
mod lines;
mod lists;
mod sent;
mod visitors;

pub(super) use chosen::chosen;
pub(super) use lines::{Line, LinePlace, lines_after, visitors_from};
pub(super) use lists::{
    NewList, add, count_lists, delete_own_list, delete_studio_list, entries, in_use, insert_list, is_on, list_name,
    lists, not_on, remove, rules, set_rules, standing, studio_lists, update_list,
};
pub(super) use sent::{Round, insert_submission, reopen, sent};
pub(super) use visitors::{
    bring, confirm, confirmed, guests, insert_link, insert_visitor, join, next_number, only_arrived, seen, set_email,
    set_name, sweep_links, take_link, visitor, who,
};

use domain::Most;

use crate::error::{Error, Result};

/// What the database says in a word of ours.
fn word<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::internal(format!("the database holds an unknown word: {text}")))
}

/// A limit that a constraint keeps positive.
fn limit(most: Option<i32>) -> Most {
    Most(most.and_then(|most| u32::try_from(most).ok()))
}

/// The same the other way round.
fn stored(most: Most) -> Option<i32> {
    most.0.and_then(|most| i32::try_from(most).ok())
}
