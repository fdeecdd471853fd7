//! The control API: what moves the sandbox from outside.

use super::app::Shared;
use super::inspector::SandboxCheckout;
use super::reply;
use crate::core::fault::Rule;
use crate::core::status::Status;
use crate::core::world::ChangeRefused;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// 366 days: enough for every deadline there is, and far from overflowing anything.
const MAX_ADVANCE: i64 = 366 * 24 * crate::core::clock::HOUR;

/// A foreign page can send a form here, but not JSON: that takes a preflight, which is not answered.
pub async fn json_only(request: Request, next: Next) -> Response {
    match reply::has_media_type(request.headers(), "application/json") {
        true => next.run(request).await,
        false => reply::control_error(415, "Content-Type must be application/json"),
    }
}

#[derive(Deserialize)]
struct StatusChange {
    status: Status,
}

pub async fn set_status(State(app): State<Shared>, Path(id): Path<String>, body: Bytes) -> Response {
    let Ok(id) = id.parse() else { return reply::control_error(404, "no such checkout") };
    let status = match serde_json::from_slice(&body) {
        Ok(StatusChange { status }) if status.is_terminal() => status,
        _ => return reply::control_error(400, "status must be SUCCEEDED, REJECTED or EXPIRED"),
    };
    app.world(|world, now, rng| {
        world.expire(now, rng);
        match world.end(id, status, now, rng) {
            Ok(()) => inspect(world, id),
            Err(ChangeRefused::NotFound) => reply::control_error(404, "no such checkout"),
            Err(ChangeRefused::AlreadyEnded(status)) => {
                reply::control_error(409, &format!("the checkout is already {}", status.as_str()))
            }
        }
    })
}

fn inspect(world: &crate::core::World, id: Uuid) -> Response {
    match world.checkout(id) {
        Some(checkout) => reply::ok(&SandboxCheckout::new(world, checkout)),
        None => reply::control_error(404, "no such checkout"),
    }
}

#[derive(Deserialize)]
struct ClockAdvance {
    advance_ms: i64,
}

pub async fn advance_clock(State(app): State<Shared>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(ClockAdvance { advance_ms }) if (0..=MAX_ADVANCE).contains(&advance_ms) => {
            reply::ok(&json!({ "now": app.advance(advance_ms) }))
        }
        _ => reply::control_error(400, "advance_ms must be a whole number from 0 to 31622400000"),
    }
}

pub async fn add_faults(State(app): State<Shared>, body: Bytes) -> Response {
    let rules: Vec<Rule> = match read_rules(&body) {
        Ok(rules) => rules,
        Err(error) => return reply::control_error(400, &error.to_string()),
    };
    if let Some(objection) = rules.iter().find_map(Rule::objection) {
        return reply::control_error(400, objection);
    }
    app.world(|world, _, _| {
        rules.into_iter().for_each(|rule| world.faults.add(rule));
        reply::ok(&world.faults.rules())
    })
}

/// One rule, or an array of them. Not an untagged enum, whose errors do not say what is wrong.
fn read_rules(body: &[u8]) -> serde_json::Result<Vec<Rule>> {
    match body.trim_ascii_start().first() {
        Some(b'[') => serde_json::from_slice(body),
        _ => serde_json::from_slice(body).map(|rule| vec![rule]),
    }
}

pub async fn clear_faults(State(app): State<Shared>) -> Response {
    app.world(|world, _, _| world.faults.clear());
    StatusCode::NO_CONTENT.into_response()
}

pub async fn reset(State(app): State<Shared>) -> Response {
    app.reset();
    StatusCode::NO_CONTENT.into_response()
}
