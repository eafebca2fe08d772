use uuid::Uuid;

use super::*;

const ANA: GalleryId = GalleryId(Uuid::from_u128(1));
const NETWORK: Answer = Answer::Failed(Trouble::Network, None);

fn queue(sizes: &[u64]) -> Queue {
    let mut queue = Queue::default();
    for (id, size) in (1..).zip(sizes) {
        queue.add(id, ANA, format!("DSC_{id}.jpg"), *size);
    }
    queue
}

fn state(queue: &Queue, id: u32) -> Option<State> {
    queue.items.iter().find(|item| item.id == id).map(|item| item.state)
}

fn begun(queue: &mut Queue, now: u64) -> Vec<u32> {
    std::iter::from_fn(|| queue.take_next(now)).map(|(id, _)| id).collect()
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
    queue.add(1001, ANA, "scan.tif".into(), 0);
    begun(&mut queue, 0);
    queue.answer(1, Answer::Added, 0);
    begun(&mut queue, 0);
    let rows: Vec<u32> = queue.rows(100).iter().map(|item| item.id).collect();
    assert_eq!(rows.len(), 100);
    assert_eq!(rows[..5], [2, 3, 4, 1001, 5]);
}
