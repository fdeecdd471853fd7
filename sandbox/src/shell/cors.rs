//! `--cors`: pages of loopback origins may call the API and the control API, for tests that run in a browser.

use super::app::Shared;
use crate::core::loopback::is_loopback_authority;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What a page may read beside the headers that it always may.
const EXPOSED: &str = "tx_id, retry-after";

pub async fn allow(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if !app.config.cors {
        return next.run(request).await;
    }
    let origin = request.headers().get(header::ORIGIN).filter(|origin| is_loopback_origin(origin)).cloned();
    let mut response = match origin.is_some() && is_preflight(&request) {
        true => preflight(),
        false => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
    response
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

fn preflight() -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE"));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type, idempotency-key"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    (StatusCode::NO_CONTENT, headers).into_response()
}

fn is_loopback_origin(origin: &HeaderValue) -> bool {
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    authority.is_some_and(|(scheme, authority)| {
        matches!(scheme, "http" | "https") && is_loopback_authority(authority)
    })
}
