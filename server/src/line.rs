//! A connection that can be hung up from this side, whatever is spoken over it, and that waits only so long for a reader
//! who takes nothing.

use std::{
    io::{Error, ErrorKind, Result},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// While there is more to send than the line takes, so many bytes go out in so much time: as little as of senders is asked.
const ENOUGH: usize = 60 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

/// Hangs up. An extension of every request: what outlives its request, as a socket does, is ended with it.
#[derive(Clone, Debug, Default)]
pub struct HangUp(CancellationToken);

impl HangUp {
    /// Ends the connection; nothing more is read from it.
    pub fn now(&self) {
        self.0.cancel();
    }
}

/// A connection, until somebody hangs up.
pub struct Line {
    stream: TcpStream,
    hung_up: Pin<Box<WaitForCancellationFutureOwned>>,
    /// Runs while the other side takes less than there is.
    patience: Option<Pin<Box<Sleep>>>,
    /// What it took since.
    taken: usize,
}

impl Line {
    /// Over `stream`, with what ends it.
    pub fn new(stream: TcpStream) -> (Self, HangUp) {
        let hang_up = HangUp::default();
        let hung_up = Box::pin(hang_up.0.clone().cancelled_owned());
        (Self { stream, hung_up, patience: None, taken: 0 }, hang_up)
    }

    /// Judges how writing `wanted` bytes went.
    fn judge(&mut self, context: &mut Context<'_>, wanted: usize, written: Poll<Result<usize>>) -> Poll<Result<usize>> {
        if let Poll::Ready(written) = written {
            let written = written?;
            self.taken += written;
            if written == wanted || self.taken >= ENOUGH {
                (self.patience, self.taken) = (None, 0);
            }
            return Poll::Ready(Ok(written));
        }
        let patience = self.patience.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        ready!(patience.as_mut().poll(context));
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the reader takes nothing")))
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        if self.hung_up.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(Error::new(ErrorKind::ConnectionAborted, "hung up")));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, bytes.len(), written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.judge(context, pieces.iter().map(|piece| piece.len()).sum(), written)
    }
}
