//! A refusal that comes before the body was read would be lost on the way: a connection closed with unread bytes in it is
//! reset, and the browser tells its page of a network error instead of the status. So what is still coming is read and
//! thrown away first.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{Response, header::EXPECT},
    middleware::Next,
};
use domain::MAX_PHOTO_BYTES;
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};

use crate::http::pace::Pace;

/// A photograph too large by a little still hears why; who sends more than this may as well hear nothing.
const MOST: u64 = MAX_PHOTO_BYTES + 10 * 1024 * 1024;

/// Reads what the answer left unread.
pub async fn drain(request: Request, next: Next) -> Response<Body> {
    // Who waits to be told to go on has sent nothing, and is not told.
    if request.body().is_end_stream() || request.headers().contains_key(EXPECT) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let body = Lent(Arc::new(Mutex::new(body)));
    let response = next.run(Request::from_parts(parts, Body::new(body.clone()))).await;
    if body.size_hint().lower() <= MOST {
        throw_away(body).await;
    }
    response
}

async fn throw_away(mut body: Lent) {
    let (mut pace, mut read) = (Pace::start(), 0);
    while let Ok(Some(Ok(frame))) = pace.next(body.frame()).await {
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        read += bytes as u64;
        if read > MOST || pace.count(bytes).is_err() {
            return;
        }
    }
}

/// A body that can be read on after whoever it was given to has let go of it.
#[derive(Clone)]
struct Lent(Arc<Mutex<Body>>);

impl Lent {
    fn with<T>(&self, look: impl FnOnce(&mut Body) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|body| Pin::new(body).poll_frame(cx))
    }

    fn is_end_stream(&self) -> bool {
        self.with(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|body| body.size_hint())
    }
}

#[cfg(test)]
mod tests {
    use std::{net::SocketAddr, time::Duration};

    use axum::{Router, http::StatusCode, middleware::from_fn, routing::post};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
        time::timeout,
    };
    use tokio_util::sync::CancellationToken;

    use super::*;

    async fn serving() -> SocketAddr {
        let router = Router::new()
            .route("/refused", post(|| async { StatusCode::UNAUTHORIZED }))
            .route("/read", post(|body: Bytes| async move { body.len().to_string() }))
            .layer(from_fn(drain));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { crate::connections::accept(listener, router, 8, &CancellationToken::new()).await });
        address
    }

    /// Sends all of the body before looking for an answer, as browsers do.
    async fn post_all(address: SocketAddr, path: &str, length: u64, chunk: usize) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address).await?;
        let head = format!("POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        let piece = vec![7; chunk];
        for _ in 0..length / chunk as u64 {
            stream.write_all(&piece).await?;
        }
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn a_refusal_arrives_though_nobody_read_the_photograph() {
        let address = serving().await;
        let answer = post_all(address, "/refused", MAX_PHOTO_BYTES, 1 << 16).await.expect("no reset");
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
        let answer = post_all(address, "/read", 1 << 20, 1 << 16).await.expect("no reset");
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("1048576"), "{answer}");
    }

    #[tokio::test]
    async fn who_says_how_much_too_much_it_is_or_waits_is_answered_at_once() {
        let address = serving().await;
        let too_much = format!("Content-Length: {}", MOST + 1);
        for header in [&*too_much, "Content-Length: 100\r\nExpect: 100-continue"] {
            let mut stream = TcpStream::connect(address).await.expect("connected");
            let head = format!("POST /refused HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.expect("asked");
            let mut answer = [0; 12];
            timeout(Duration::from_secs(5), stream.read_exact(&mut answer)).await.expect("soon").expect("answered");
            assert_eq!(&answer, b"HTTP/1.1 401", "{header}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_waited_for_who_sends_nothing() {
        let address = serving().await;
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let head = "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n";
        stream.write_all(head.as_bytes()).await.expect("asked");
        let began = tokio::time::Instant::now();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.expect("answered");
        assert_eq!((&answer, began.elapsed().as_secs()), (b"HTTP/1.1 401", 30));
    }
}
