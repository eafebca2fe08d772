//! Photographs handed to a phone's share sheet: some at a time, since all of them stand in its memory together.

use std::ops::Range;

/// Photographs of one download that are handed over one by one; more come as an archive.
pub const MAX_SHARED: usize = 100;

/// Files of one batch.
const FILES: usize = 10;

/// Bytes of one batch; a file that has more is a batch by itself.
const BYTES: u64 = 100_000_000;

/// How files of these sizes, in bytes, are shared out into batches, in order.
pub fn share_batches(sizes: &[u64]) -> Vec<Range<usize>> {
    let mut batches: Vec<Range<usize>> = Vec::new();
    let mut room = 0;
    for (at, bytes) in sizes.iter().enumerate() {
        match batches.last_mut().filter(|batch| batch.len() < FILES && *bytes <= room) {
            Some(batch) => batch.end = at + 1,
            None => {
                batches.push(at..at + 1);
                room = BYTES;
            }
        }
        room = room.saturating_sub(*bytes);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_ten_files_or_a_hundred_megabytes() {
        assert_eq!(share_batches(&[]), []);
        assert_eq!(share_batches(&[1; 25]), [0..10, 10..20, 20..25]);
        assert_eq!(share_batches(&[60_000_000, 40_000_000, 1, 200_000_000, 1]), [0..2, 2..3, 3..4, 4..5]);
    }
}
