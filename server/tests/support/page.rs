//! A page that listens to what happens, over a real socket.

use std::{net::SocketAddr, time::Duration};

use domain::GalleryId;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

/// A page's line to the server.
pub struct Page(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Page {
    /// A page, connected.
    pub async fn open(server: SocketAddr, cookie: &str) -> Self {
        let mut page = Self::line(server, cookie).await;
        page.say("40/live,").await;
        assert!(page.hear().await.is_some_and(|text| text.starts_with("40/live,")));
        page
    }

    /// A connection that has said nothing yet.
    pub async fn line(server: SocketAddr, cookie: &str) -> Self {
        let address = format!("ws://{server}/socket.io/?EIO=4&transport=websocket");
        let mut request = address.into_client_request().expect("a request");
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().expect("a value"));
        request.headers_mut().insert("cookie", cookie.parse().expect("a value"));
        let (line, _) = connect_async(request).await.expect("a connection");
        let mut page = Self(line);
        assert!(page.hear().await.is_some_and(|text| text.starts_with('0')), "engine.io opens");
        page
    }

    /// Says something in engine.io's words.
    pub async fn say(&mut self, text: impl Into<String>) {
        self.0.send(Message::text(text.into())).await.expect("said");
    }

    /// The next thing said to the page, pings answered; `None` when the connection has ended.
    pub async fn hear(&mut self) -> Option<String> {
        let heard = tokio::time::timeout(Duration::from_secs(60), async {
            loop {
                match self.0.next().await? {
                    Ok(Message::Text(text)) if text.as_str() == "2" => self.say("3").await,
                    Ok(Message::Text(text)) => return Some(text.to_string()),
                    Ok(Message::Close(_)) | Err(_) => return None,
                    Ok(_) => {}
                }
            }
        });
        heard.await.expect("something in time")
    }

    /// The next thing that is said of the gallery itself, not of who is there.
    async fn of_gallery(&mut self) -> Option<String> {
        loop {
            let heard = self.hear().await?;
            if !heard.starts_with("42/live,[\"present\"") {
                return Some(heard);
            }
        }
    }

    /// The identities of the others who are there, as soon as that changes.
    pub async fn present(&mut self) -> Vec<String> {
        let heard = loop {
            let heard = self.hear().await.expect("somebody comes or goes");
            if let Some(heard) = heard.strip_prefix("42/live,") {
                let heard: Value = serde_json::from_str(heard).expect("JSON");
                if heard[0] == "present" {
                    break heard;
                }
            }
        };
        let people = heard[1]["people"].as_array().expect("people");
        people.iter().filter_map(|person| Some(person["id"].as_str()?.to_owned())).collect()
    }

    /// Joins the room of a gallery; the answer.
    pub async fn join(&mut self, gallery: GalleryId) -> Value {
        self.say(format!("42/live,1[\"join\",{}]", json!({ "gallery": gallery }))).await;
        let answer = self.of_gallery().await.expect("an answer");
        let answer = answer.strip_prefix("43/live,1").unwrap_or_else(|| panic!("no acknowledgement: {answer}"));
        serde_json::from_str(answer).expect("JSON")
    }

    /// The number of the next change.
    pub async fn change(&mut self) -> Option<i64> {
        let heard = self.of_gallery().await?;
        let heard: Value = serde_json::from_str(heard.strip_prefix("42/live,")?).expect("JSON");
        heard[1]["seq"].as_i64()
    }

    /// Sent away without another change, and the connection is closed.
    pub async fn ends(mut self) {
        while let Some(heard) = self.hear().await {
            assert!(!heard.contains("photo"), "nothing of the gallery is told any more: {heard}");
        }
    }
}
