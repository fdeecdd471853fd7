//! Only requests that were addressed to this machine by a loopback name.
//!
//! A page of a stranger can point its own name at 127.0.0.1 and then read answers as same-origin; its `Host` gives it
//! away.

use crate::core::loopback::is_loopback_authority;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub async fn loopback_only(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if host.is_some_and(is_loopback_authority) {
        return next.run(request).await;
    }
    (StatusCode::MISDIRECTED_REQUEST, "the sandbox answers to loopback hosts only\n").into_response()
}
