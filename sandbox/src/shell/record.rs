//! The one place where every API and token request passes: it gets its `tx_id`, is kept for the inspector, and fails if
//! that was ordered.

use super::app::Shared;
use super::fault::{self, Unsent};
use super::reply;
use crate::core::Timestamp;
use crate::core::errors::ApiError;
use crate::core::fault::{Call, Fault, Faults};
use crate::core::world::random_uuid;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

pub const TX_ID: &str = "tx_id";

const MAX_BODY: usize = 1 << 20;
const KEPT: usize = 1_000;

pub async fn pass(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let read = to_bytes(body, MAX_BODY).await;
    let body = read.as_ref().map_or(Bytes::new(), Bytes::clone);
    let (tx_id, fault) =
        app.world(|world, _, rng| (random_uuid(rng), due_fault(&mut world.faults, &parts, &body)));
    let seq = app.recorder.arrived(app.now(), &parts, &body, tx_id);
    let mut response = match read {
        Ok(_) => fault::pass(fault, Request::from_parts(parts, Body::from(body)), next).await,
        Err(_) => reply::error(ApiError::new(413, "HTTP-413", "the body is too large, or did not arrive")),
    };
    if let Ok(value) = HeaderValue::from_str(&tx_id.to_string()) {
        response.headers_mut().insert(TX_ID, value);
    }
    if response.extensions().get::<Unsent>().is_none() {
        app.recorder.answered(seq, response.status().as_u16());
    }
    response
}

fn due_fault(faults: &mut Faults, parts: &Parts, body: &[u8]) -> Option<Fault> {
    if faults.rules().is_empty() {
        return None;
    }
    let template = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    faults.take(&Call::new(parts.method.as_str(), parts.uri.path(), template, body))
}

#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    pub seq: u64,
    pub at: Timestamp,
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// None until answered.
    pub status: Option<u16>,
    pub tx_id: Uuid,
}

/// The newest requests, oldest first.
#[derive(Default)]
pub struct Recorder {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    last_seq: u64,
    kept: VecDeque<Recorded>,
}

impl Recorder {
    fn arrived(&self, at: Timestamp, parts: &Parts, body: &[u8], tx_id: Uuid) -> u64 {
        let mut inner = self.lock();
        inner.last_seq += 1;
        let recorded = Recorded {
            seq: inner.last_seq,
            at,
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: headers(parts),
            body: String::from_utf8_lossy(body).into_owned(),
            status: None,
            tx_id,
        };
        inner.kept.push_back(recorded);
        if inner.kept.len() > KEPT {
            inner.kept.pop_front();
        }
        inner.last_seq
    }

    fn answered(&self, seq: u64, status: u16) {
        let mut inner = self.lock();
        // Searched from the end: what is being answered came lately.
        if let Some(recorded) = inner.kept.iter_mut().rev().find(|recorded| recorded.seq == seq) {
            recorded.status = Some(status);
        }
    }

    pub fn since(&self, seq: u64) -> Vec<Recorded> {
        self.lock().kept.iter().filter(|recorded| recorded.seq > seq).cloned().collect()
    }

    /// `seq` goes on counting, so that a reader's `since` stays right.
    pub fn clear(&self) {
        self.lock().kept.clear();
    }

    pub fn len(&self) -> usize {
        self.lock().kept.len()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn headers(parts: &Parts) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
