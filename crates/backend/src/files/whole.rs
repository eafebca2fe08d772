//! A read is all of what was asked for, or an error. A connection that breaks is an error by itself; a store that sends
//! fewer bytes than the range it announced would else be believed.

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use object_store::Error;

/// What a store sends.
type Pieces = BoxStream<'static, Result<Bytes, Error>>;

/// `pieces`, and an error after them if they are not `expected` bytes.
pub(super) fn or_error(pieces: Pieces, expected: u64) -> Pieces {
    stream::try_unfold((pieces, 0), move |(mut pieces, came)| async move {
        let Some(piece) = pieces.try_next().await? else {
            return check(came, expected).map(|()| None);
        };
        let came = came + piece.len() as u64;
        Ok(Some((piece, (pieces, came))))
    })
    .boxed()
}

/// An error if `came` is not `expected`, both in bytes.
pub(super) fn check(came: u64, expected: u64) -> Result<(), Error> {
    if came == expected {
        return Ok(());
    }
    Err(Error::Generic { store: "files", source: format!("{came} bytes came instead of {expected}").into() })
}
