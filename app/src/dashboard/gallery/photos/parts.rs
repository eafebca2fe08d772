//! A deed on more photographs than go into one request, part by part.

use crate::error::AppError;

/// What was done of the parts, and what went wrong with the next one.
pub type Done<T> = (Vec<T>, Option<AppError>);

/// In parts of so many at most.
pub fn parts_of<T: Clone>(all: &[T], most: usize) -> Vec<Vec<T>> {
    all.chunks(most).map(<[T]>::to_vec).collect()
}

/// One part after the other, as far as it goes: what was done can be undone, whatever became of the rest.
///
/// # Errors
/// What went wrong with the first part.
pub async fn as_far<T, D>(parts: Vec<T>, work: impl AsyncFn(T) -> Result<D, AppError>) -> Result<Done<D>, AppError> {
    let mut done = Vec::new();
    for part in parts {
        match work(part).await {
            Ok(did) => done.push(did),
            Err(error) if done.is_empty() => return Err(error),
            Err(error) => return Ok((done, Some(error))),
        }
    }
    Ok((done, None))
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::*;

    /// What comes of something that waits for nothing.
    fn at_once<T>(work: impl Future<Output = T>) -> T {
        match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => panic!("it waits"),
        }
    }

    async fn below_three(part: u32) -> Result<u32, AppError> {
        if part < 3 { Ok(part * 10) } else { Err(AppError::Conflict) }
    }

    #[test]
    fn what_was_done_before_it_failed_is_known() {
        let far = |parts: &[u32]| at_once(as_far(parts.to_vec(), below_three));
        assert_eq!(far(&[1, 2]), Ok((vec![10, 20], None)));
        assert_eq!(far(&[1, 2, 3, 1]), Ok((vec![10, 20], Some(AppError::Conflict))));
        assert_eq!(far(&[3, 1]), Err(AppError::Conflict));
    }

    #[test]
    fn no_part_has_more_than_goes_into_one_request() {
        assert_eq!(parts_of(&[1, 2, 3, 4, 5], 2), [vec![1, 2], vec![3, 4], vec![5]]);
        assert!(parts_of::<u32>(&[], 2).is_empty());
    }
}
