//! A connection that can be hung up from this side, whatever is spoken over it.

use std::{
    io::{Error, ErrorKind, Result},
    pin::Pin,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

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
}

impl Line {
    /// Over `stream`, with what ends it.
    pub fn new(stream: TcpStream) -> (Self, HangUp) {
        let hang_up = HangUp::default();
        (Self { stream, hung_up: Box::pin(hang_up.0.clone().cancelled_owned()) }, hang_up)
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
        Pin::new(&mut self.stream).poll_write(context, bytes)
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
        Pin::new(&mut self.stream).poll_write_vectored(context, pieces)
    }
}
