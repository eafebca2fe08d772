use domain::PhotoId;
use uuid::Uuid;

use super::*;

const ANA: GalleryId = GalleryId(Uuid::from_u128(1));
const NETWORK: Answer = Answer::Failed(Trouble::Network, None);

fn queue(sizes: &[u64]) -> Queue {
    let mut queue = Queue::default();
    for (id, size) in (1..).zip(sizes) {
        queue.add(id, ANA, file(id, *size), None);
    }
    queue
}

fn file(id: u32, size: u64) -> Found {
    Found { name: format!("DSC_{id}.jpg"), size, modified: 0 }
}

fn state(queue: &Queue, id: u32) -> Option<State> {
    queue.items.iter().find(|item| item.id == id).map(|item| item.state)
}

/// All that may be read is read at once.
fn begun(queue: &mut Queue, now: u64) -> Vec<u32> {
    while let Some(id) = queue.take_to_prepare() {
        queue.prepared(id, Ok(Some(format!("{id:064x}"))));
    }
    std::iter::from_fn(|| queue.take_next(now)).map(|task| task.id).collect()
}

#[test]
fn three_go_at_once_and_the_next_when_one_is_done() {
    let mut queue = queue(&[10; 5]);
    assert_eq!(begun(&mut queue, 0), [1, 2, 3]);
    queue.answer(2, Answer::Added, 1);
    assert_eq!(begun(&mut queue, 1), [4]);
}

#[test]
fn what_cannot_be_read_is_counted_with_the_rest() {
    let mut queue = queue(&[10]);
    queue.refuse(2, ANA, "Ceremony".to_owned(), Trouble::UnreadableFolder);
    assert_eq!(begun(&mut queue, 0), [1]);
    queue.answer(1, Answer::Added, 1);
    let summary = queue.summary(1);
    assert_eq!((summary.files, summary.added, summary.troubled, summary.open), (2, 1, 1, 0));
    queue.retry_failed();
    assert_eq!(begun(&mut queue, 2), [0; 0], "a folder is to be dropped again, not sent");
}

#[test]
fn what_cannot_be_taken_is_never_sent() {
    let mut queue = queue(&[0, MAX_PHOTO_BYTES, MAX_PHOTO_BYTES + 1]);
    assert_eq!(begun(&mut queue, 0), [2]);
    assert_eq!(state(&queue, 1), Some(State::Troubled(Trouble::Empty)));
    assert_eq!(state(&queue, 3), Some(State::Troubled(Trouble::TooLarge)));
    queue.retry_failed();
    assert_eq!(begun(&mut queue, 0), [0; 0]);
}

#[test]
fn a_file_for_the_place_of_a_photograph_says_so_and_asks_nothing() {
    let photo = PhotoId(Uuid::from_u128(7));
    let mut queue = queue(&[10]);
    queue.replace(2, ANA, file(2, 10), photo);
    queue.replace(3, ANA, file(3, 0), photo);
    begun(&mut queue, 0);
    let known = |id| queue.item(id).map(|item| (item.known.ask, item.known.replaces));
    assert_eq!((known(1), known(2)), (Some((true, None)), Some((false, Some(photo)))));
    assert_eq!(state(&queue, 3), Some(State::Troubled(Trouble::Empty)));
    queue.answer(2, Answer::Forgotten, 1);
    assert_eq!(begun(&mut queue, 1), [2]);
    assert_eq!(queue.item(2).and_then(|item| item.known.replaces), Some(photo), "announced anew, it says so again");
}

#[test]
fn a_broken_network_is_tried_again_after_one_two_and_four_seconds() {
    let mut queue = queue(&[10]);
    let mut now = 0;
    for pause in [1000, 2000, 4000] {
        assert_eq!(begun(&mut queue, now), [1]);
        queue.answer(1, NETWORK, now);
        assert_eq!(begun(&mut queue, now + pause - 1), [0; 0]);
        now += pause;
    }
    assert_eq!(begun(&mut queue, now), [1]);
    queue.answer(1, NETWORK, now);
    assert_eq!(state(&queue, 1), Some(State::Troubled(Trouble::Network)));
    queue.retry(1);
    assert_eq!(begun(&mut queue, now), [1]);
}

#[test]
fn the_server_may_ask_for_more_patience() {
    let mut queue = queue(&[10]);
    begun(&mut queue, 0);
    queue.answer(1, Answer::Failed(Trouble::Unavailable, Some(9_000)), 0);
    assert_eq!(state(&queue, 1), Some(State::Pausing(9_000)));
}

#[test]
fn who_is_told_to_wait_asks_for_no_other_file_meanwhile() {
    for trouble in [Trouble::TooMany, Trouble::Unavailable] {
        let mut queue = queue(&[10; 5]);
        assert_eq!(begun(&mut queue, 0), [1, 2, 3]);
        queue.answer(2, Answer::Failed(trouble, Some(7_000)), 0);
        queue.answer(1, Answer::Added, 1);
        assert_eq!(begun(&mut queue, 6_999), [0u32; 0], "{trouble:?}");
        assert_eq!(begun(&mut queue, 7_000), [2, 4]);
    }
}

#[test]
fn a_refusal_is_final() {
    let mut queue = queue(&[10]);
    begun(&mut queue, 0);
    queue.answer(1, Answer::Failed(Trouble::Damaged, None), 0);
    assert_eq!(state(&queue, 1), Some(State::Troubled(Trouble::Damaged)));
    assert!(!queue.is_busy());
}

#[test]
fn without_network_nothing_is_begun_and_no_attempt_is_lost() {
    let mut queue = queue(&[10, 10]);
    begun(&mut queue, 0);
    queue.set_online(false);
    queue.answer(1, NETWORK, 0);
    queue.answer(2, NETWORK, 0);
    assert_eq!(begun(&mut queue, 60_000), [0; 0]);
    queue.set_online(true);
    assert_eq!(begun(&mut queue, 60_000).len(), 2);
    queue.answer(1, NETWORK, 60_000);
    assert_eq!(state(&queue, 1), Some(State::Pausing(61_000)));
}

#[test]
fn a_cancelled_file_frees_its_place_and_a_late_answer_changes_nothing() {
    let mut queue = queue(&[10; 4]);
    begun(&mut queue, 0);
    assert!(queue.cancel(1));
    queue.answer(1, Answer::Added, 1);
    assert_eq!(state(&queue, 1), Some(State::Cancelled));
    assert_eq!(begun(&mut queue, 1), [4]);
    assert_eq!(queue.cancel_all().len(), 3);
    assert!(!queue.is_busy());
    assert_eq!(queue.summary(1).files, 0);
}

#[test]
fn what_does_not_move_for_thirty_seconds_is_stalled() {
    let mut queue = queue(&[100]);
    begun(&mut queue, 0);
    queue.progress(1, 10, 20_000);
    assert_eq!(queue.stalled(49_999), [0; 0]);
    assert_eq!(queue.stalled(50_000), [1]);
}

#[test]
fn the_summary_is_truthful() {
    let mut queue = queue(&[100, 100, 100, 0, 100]);
    begun(&mut queue, 0);
    queue.answer(1, Answer::Added, 0);
    queue.answer(2, Answer::AlreadyHere, 0);
    begun(&mut queue, 0);
    queue.progress(3, 40, 1_000);
    queue.progress(5, 60, 2_000);
    let summary = queue.summary(2_000);
    assert_eq!((summary.files, summary.added, summary.already_here, summary.troubled), (5, 1, 1, 1));
    assert_eq!((summary.bytes, summary.sent, summary.open), (400, 300, 2));
    assert_eq!((summary.speed, summary.seconds_left), (100, Some(1)));
    assert_eq!(queue.clear(), [1, 2, 4]);
}

#[test]
fn few_rows_are_shown_of_many_and_those_first_that_matter() {
    let mut queue = queue(&[10; 1000]);
    queue.add(1001, ANA, file(1001, 0), None);
    begun(&mut queue, 0);
    queue.answer(1, Answer::Added, 0);
    begun(&mut queue, 0);
    let rows: Vec<u32> = queue.rows(100).iter().map(|item| item.id).collect();
    assert_eq!(rows.len(), 100);
    assert_eq!(rows[..5], [2, 3, 4, 1001, 5]);
}

#[test]
fn a_few_are_read_ahead_one_at_a_time() {
    let mut queue = queue(&[10; 100]);
    assert_eq!(queue.take_to_prepare(), Some(1));
    assert_eq!(queue.take_to_prepare(), None, "one by one");
    queue.prepared(1, Err(Trouble::Unsupported));
    assert_eq!(state(&queue, 1), Some(State::Troubled(Trouble::Unsupported)));
    let mut read = 0;
    while let Some(id) = queue.take_to_prepare() {
        queue.prepared(id, Ok(None));
        read += 1;
    }
    assert_eq!(read, AHEAD);
}

#[test]
fn an_interrupted_file_goes_on_where_it_stopped() {
    let mut queue = queue(&[100]);
    begun(&mut queue, 0);
    queue.announced(1, "/uploads/x".into(), 0, 0);
    queue.progress(1, 60, 10);
    queue.answer(1, NETWORK, 10);
    queue.take_to_prepare();
    let task = queue.take_next(1_010).expect("its turn");
    assert_eq!(task.known.upload.as_deref(), Some("/uploads/x"));
    queue.announced(1, "/uploads/x".into(), 50, 1_010);
    assert_eq!(queue.item(1).map(|item| item.sent), Some(50), "what the server has counts");
    queue.answer(1, Answer::Forgotten, 1_020);
    assert_eq!(queue.take_next(1_030).expect("its turn").known.upload, None, "it is announced anew");
}

#[test]
fn a_file_known_from_before_is_asked_after() {
    let mut queue = Queue::default();
    queue.add(1, ANA, file(1, 10), Some("/uploads/x".into()));
    queue.take_to_prepare();
    queue.prepared(1, Ok(None));
    assert_eq!(queue.take_next(0).expect("its turn").known.upload.as_deref(), Some("/uploads/x"));
}

#[test]
fn a_pause_keeps_places_and_order() {
    let mut queue = queue(&[10; 5]);
    begun(&mut queue, 0);
    assert_eq!(queue.pause(), [1, 2, 3]);
    assert_eq!(begun(&mut queue, 0), [0; 0]);
    queue.answer(1, NETWORK, 0);
    assert_eq!(state(&queue, 1), Some(State::Waiting), "a late answer changes nothing");
    queue.resume();
    assert_eq!(begun(&mut queue, 0), [1, 2, 3]);
}

#[test]
fn one_question_is_asked_for_all_names_that_are_taken() {
    let old = PhotoId(Uuid::from_u128(7));
    let mut queue = queue(&[10; 4]);
    begun(&mut queue, 0);
    queue.answer(1, Answer::SameName(Some(old)), 0);
    queue.answer(2, Answer::SameName(None), 0);
    assert_eq!(queue.summary(0).asking, 2);
    queue.decide(Choice::Replace);
    queue.answer(3, Answer::SameName(Some(old)), 0);
    assert_eq!(queue.summary(0).asking, 0, "the answer holds for those to come");
    let tasks: Vec<Task> = std::iter::from_fn(|| queue.take_next(0)).collect();
    let said: Vec<_> = tasks.iter().map(|task| (task.id, task.known.replaces, task.known.ask)).collect();
    assert_eq!(said, [(4, None, true), (1, Some(old), false), (2, None, false)], "nothing is guessed");
}

#[test]
fn what_is_left_out_is_not_sent() {
    let mut queue = queue(&[10]);
    begun(&mut queue, 0);
    queue.answer(1, Answer::SameName(None), 0);
    queue.decide(Choice::Skip);
    assert_eq!(state(&queue, 1), Some(State::Cancelled));
    assert!(!queue.is_busy());
}

#[test]
fn a_slow_line_gets_one_file_at_a_time() {
    let mut queue = queue(&[10; 3]);
    queue.set_slow(true);
    assert_eq!(begun(&mut queue, 0), [1]);
}

#[test]
fn an_archive_may_be_large_and_is_taken_apart() {
    let mut queue = Queue::default();
    let archive = Found { name: "Day.ZIP".to_owned(), size: MAX_PHOTO_BYTES * 100, modified: 0 };
    queue.add(1, ANA, archive, None);
    queue.add(2, ANA, file(2, 10), None);
    for id in [1, 2] {
        queue.unpack(id, Unpack::Sets);
    }
    assert_eq!(begun(&mut queue, 0), [1, 2]);
    let unpack = |id| queue.item(id).and_then(|item| item.known.unpack);
    assert_eq!((unpack(1), unpack(2)), (Some(Unpack::Sets), None));
    queue.answer(1, Answer::Unpacking, 1);
    queue.answer(2, Answer::Added, 1);
    let summary = queue.summary(1);
    assert_eq!((summary.files, summary.archives, summary.added, summary.open), (2, 1, 1, 0));
}
