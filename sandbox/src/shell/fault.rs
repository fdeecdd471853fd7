//! Carries out the faults that the control API has ordered.

use super::log::Note;
use super::reply;
use super::severable::Knife;
use crate::core::errors::ApiError;
use crate::core::fault::Fault;
use axum::Extension;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http_body_util::channel::Channel;
use serde_json::Value;
use std::time::Duration;

const JUNK_BYTES: usize = 1 << 20;

/// How long processing is to take; handed to the handlers, so that an idempotency key is in flight meanwhile.
#[derive(Clone, Copy, Default)]
pub struct Hold(Duration);

impl Hold {
    pub async fn wait(self) {
        if !self.0.is_zero() {
            tokio::time::sleep(self.0).await;
        }
    }
}

/// Where every API request passes on its way to its handler.
pub async fn pass(fault: Option<Fault>, mut request: Request, next: Next) -> Response {
    let knife =
        request.extensions().get::<ConnectInfo<Knife>>().map(|info| info.0.clone()).unwrap_or_default();
    let hold = match &fault {
        Some(Fault::Delay { delay_ms }) => Duration::from_millis(*delay_ms),
        _ => Duration::ZERO,
    };
    request.extensions_mut().insert(Hold(hold));
    match fault {
        None | Some(Fault::Delay { .. }) => next.run(request).await,
        Some(Fault::Status { status, retry_after }) => refusal(status, retry_after),
        Some(Fault::InFlight) => reply::error(ApiError::in_flight()),
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::Reset) => severed(&knife),
        Some(Fault::Junk) => (StatusCode::OK, vec![b'!'; JUNK_BYTES]).into_response(),
        Some(processed) => spoil(processed, next.run(request).await, &knife).await,
    }
}

/// Marks a response that never reaches its caller.
#[derive(Clone, Copy)]
pub struct Unsent;

fn severed(knife: &Knife) -> Response {
    knife.cut();
    (StatusCode::INTERNAL_SERVER_ERROR, Extension(Unsent), Extension(Note("connection-reset")))
        .into_response()
}

/// Gateways answer in HTML, the API in its own way.
fn refusal(status: u16, retry_after: Option<String>) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match status {
        300..400 => (code, [(header::LOCATION, "/elsewhere")]).into_response(),
        502..=504 => (code, Html(format!("<html><body><h1>{code}</h1></body></html>"))).into_response(),
        _ => reply::error(ApiError::new(status, "SANDBOX-001", "failed on demand")),
    };
    let retry_after = retry_after.and_then(|value| HeaderValue::try_from(value).ok());
    response.headers_mut().extend(retry_after.map(|value| (header::RETRY_AFTER, value)));
    response
}

async fn spoil(fault: Fault, response: Response, knife: &Knife) -> Response {
    let (mut parts, body) = response.into_parts();
    // The answer was made in this process and is small.
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = whole.slice(..whole.len() / 2);
    let body = match fault {
        Fault::LostReply => return severed(knife),
        Fault::ResetMidBody => {
            parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
            return Response::from_parts(parts, broken_off(half));
        }
        Fault::TruncatedJson => half,
        Fault::WrongTypes => edited(&whole, |fields| fields.values_mut().for_each(mistype)),
        Fault::MissingField { field } => edited(&whole, |fields| drop(fields.remove(&field))),
        _ => whole,
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}

/// A body of which more was promised than comes.
fn broken_off(half: Bytes) -> Body {
    let (mut sender, body) = Channel::<Bytes, std::io::Error>::new(1);
    tokio::spawn(async move {
        // A caller that has gone needs no breaking off.
        let _ = sender.send_data(half).await;
        // The half is written while the body has nothing more to give; an error at once would discard it.
        tokio::time::sleep(Duration::from_millis(20)).await;
        sender.abort(std::io::ErrorKind::ConnectionReset.into());
    });
    Body::new(body)
}

fn edited(json: &[u8], edit: impl FnOnce(&mut serde_json::Map<String, Value>)) -> Bytes {
    match serde_json::from_slice(json) {
        Ok(Value::Object(mut fields)) => {
            edit(&mut fields);
            Value::Object(fields).to_string().into()
        }
        _ => Bytes::copy_from_slice(json),
    }
}

fn mistype(value: &mut Value) {
    *value = match value {
        Value::String(_) => Value::from(7),
        Value::Number(number) => Value::from(number.to_string()),
        _ => Value::from("mistyped"),
    };
}
