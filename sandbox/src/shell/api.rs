//! The three endpoints.

use super::app::Shared;
use super::fault::Hold;
use super::log::Note;
use super::reply;
use crate::core::errors::ApiError;
use crate::core::group::CheckoutType;
use crate::core::world::{Admission, Ticket};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;

pub async fn create_items(
    State(app): State<Shared>,
    Extension(hold): Extension<Hold>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    create(app, CheckoutType::Items, hold, headers, body).await
}

pub async fn create_schooling(
    State(app): State<Shared>,
    Extension(hold): Extension<Hold>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    create(app, CheckoutType::Schooling, hold, headers, body).await
}

pub async fn details(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Extension(hold): Extension<Hold>,
    headers: HeaderMap,
) -> Response {
    hold.wait().await;
    app.world(|world, now, rng| world.details(&id, authorization(&headers), now, rng))
        .map_or_else(reply::error, reply::json)
}

pub async fn no_such_path() -> Response {
    reply::error(ApiError::new(404, "HTTP-404", "there is nothing at this path"))
}

pub async fn no_such_method() -> Response {
    reply::error(ApiError::new(405, "HTTP-405", "this path does not have this method"))
}

async fn create(
    app: Shared,
    endpoint: CheckoutType,
    hold: Hold,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let key = headers.get("Idempotency-Key").map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
    let keyless = key.is_none();
    let admitted = app.world(|world, now, _| world.admit(endpoint, authorization(&headers), key, now));
    let mut response = match admitted {
        Err(error) => reply::error(error),
        Ok(Admission::Replay(kept)) => reply::json(kept),
        Ok(Admission::Process(ticket)) if !reply::has_media_type(&headers, "application/json") => {
            app.world(|world, now, _| world.give_up(ticket, now));
            reply::error(ApiError::malformed("the body must be application/json"))
        }
        Ok(Admission::Process(ticket)) => process(app, ticket, hold, body).await,
    };
    if keyless {
        response.extensions_mut().insert(Note("no-idempotency-key"));
    }
    response
}

/// In a task of its own: a caller that hangs up does not undo what it has asked for.
async fn process(app: Shared, ticket: Ticket, hold: Hold, body: Bytes) -> Response {
    let work = tokio::spawn(async move {
        hold.wait().await;
        app.world(|world, now, rng| world.create(ticket, &body, now, rng))
    });
    match work.await {
        Ok(answer) => reply::json(answer),
        Err(_) => reply::error(ApiError::new(500, "HTTP-500", "the sandbox failed")),
    }
}

fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()
}
