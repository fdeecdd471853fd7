//! From the core's answers to HTTP responses.

use crate::core::errors::{ApiError, Reply};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

pub fn json(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], reply.body).into_response()
}

pub fn ok(body: &impl Serialize) -> Response {
    json(Reply::json(200, body))
}

pub fn error(error: ApiError) -> Response {
    json(error.into())
}

/// An error of the control API.
pub fn control_error(status: u16, error: &str) -> Response {
    json(Reply::json(status, &serde_json::json!({ "error": error })))
}

/// Whether the request says that its body is of this media type, whatever parameters follow.
pub fn has_media_type(headers: &HeaderMap, expected: &str) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(expected)
}
