//! A merchant's webhook receiver that answers as it is told.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// In place of a status: no answer, ever.
pub const NEVER: u16 = 0;

pub struct Hook {
    pub url: String,
    received: UnboundedReceiver<Received>,
}

#[derive(Debug)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Hook {
    /// Answers the first calls with `answers`, all later ones with 204.
    pub async fn start(answers: &[u16]) -> Self {
        let (sender, received) = unbounded_channel();
        let answers = Arc::new(Mutex::new(VecDeque::from(answers.to_vec())));
        let receive = move |uri: Uri, headers: HeaderMap, body: Bytes| async move {
            let _ = sender.send(Received { path: uri.path().to_owned(), headers, body });
            let status = answers.lock().expect("unpoisoned").pop_front().unwrap_or(204);
            if status == NEVER {
                std::future::pending::<()>().await;
            }
            answer(StatusCode::from_u16(status).expect("a status"))
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://localhost:{}/hook", listener.local_addr().expect("bound").port());
        tokio::spawn(async { axum::serve(listener, Router::new().fallback(receive)).await });
        Self { url, received }
    }

    pub async fn next(&mut self) -> Received {
        let received = tokio::time::timeout(Duration::from_secs(10), self.received.recv()).await;
        received.expect("a webhook in time").expect("the receiver runs")
    }

    pub fn nothing_more(&mut self) -> bool {
        self.received.try_recv().is_err()
    }
}

fn answer(status: StatusCode) -> Response {
    (status, [("location", "/elsewhere")]).into_response()
}
