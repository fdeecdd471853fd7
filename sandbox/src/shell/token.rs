//! `POST /oauth2/token`.

use super::app::Shared;
use super::fault::Hold;
use super::reply;
use crate::core::token::refusal;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

pub async fn issue(
    State(app): State<Shared>,
    Extension(hold): Extension<Hold>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    hold.wait().await;
    let answer = match reply::has_media_type(&headers, "application/x-www-form-urlencoded") {
        true => {
            let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
            app.world(|world, now, rng| world.issue_token(&form, now, rng))
        }
        false => refusal(400, "invalid_request", "the body must be application/x-www-form-urlencoded"),
    };
    let mut response = reply::json(answer);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
