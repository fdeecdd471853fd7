//! The road that every call takes: what to send → transport → what it meant, again if need be.
//!
//! [`Host`] is all that the road asks of the place it runs in; the one in `web` is made of fetch
//! and timers, the one in the tests below of a script.

use std::pin::Pin;

use crate::call::{self, HttpRequest};
use crate::error::CheckoutError;
use crate::reply::{self, Checkout, CheckoutDetails, HttpReply};
use crate::retry::{self, Budget, Step, Tries};

/// The place that calls are made from.
// One thread is all there is in WebAssembly: no future needs to be `Send`.
#[allow(async_fn_in_trait)]
pub trait Host {
    /// The access token, if the far side wants one; a `new` one when the last was refused.
    async fn token(&self, new: bool) -> Result<Option<String>, CheckoutError>;
    /// One attempt, from connecting to the end of the body, within its own time and the call's.
    async fn send(&self, request: &HttpRequest, token: Option<&str>) -> Result<HttpReply, CheckoutError>;
    /// Waits; an error if the caller gives up meanwhile.
    async fn pause(&self, ms: u32) -> Result<(), CheckoutError>;
    /// From 0 up to 1.
    fn random(&self) -> f64;
    /// What the call may still cost.
    fn budget(&self) -> Budget;
    /// Whether a refused token can be replaced.
    fn can_renew_token(&self) -> bool;
}

/// Creates a checkout.
pub async fn create(host: &impl Host, request: &HttpRequest) -> Result<Checkout, CheckoutError> {
    let key = request.idempotency_key.as_deref().unwrap_or_default();
    let created = send(host, request).await.and_then(|reply| reply::checkout(&reply, key));
    created.map_err(|error| error.of_attempt(key))
}

/// Asks what became of a checkout.
pub async fn get(host: &impl Host, checkout_id: &str) -> Result<CheckoutDetails, CheckoutError> {
    let reply = send(host, &call::get(checkout_id)).await?;
    reply::details(&reply, checkout_id)
}

/// Boxed, so that the road is in a page's module once, and not in each of the calls.
fn send<'a>(host: &'a impl Host, request: &'a HttpRequest) -> Road<'a> {
    Box::pin(send_until_answered(host, request))
}

type Road<'a> = Pin<Box<dyn Future<Output = Result<HttpReply, CheckoutError>> + 'a>>;

/// The first answer that is a success, or the failure that is not worth another try.
async fn send_until_answered(host: &impl Host, request: &HttpRequest) -> Result<HttpReply, CheckoutError> {
    let mut tries = Tries { repeated: 0, renewed: !host.can_renew_token() };
    let mut token = None;
    loop {
        let error = match attempt(host, request, &mut token, tries.renewed).await {
            Ok(reply) if reply::is_success(&reply) => return Ok(reply),
            Ok(reply) => reply::failure(&reply),
            Err(error) => error,
        };
        match retry::next(&error, tries, host.budget(), host.random()) {
            Step::GiveUp => return Err(error),
            Step::RenewToken => {
                tries.renewed = true;
                token = None;
            }
            Step::Repeat { after_ms } => {
                tries.repeated += 1;
                host.pause(after_ms).await?;
            }
        }
    }
}

/// One attempt. What there was a token for before is not asked for another.
async fn attempt(
    host: &impl Host,
    request: &HttpRequest,
    token: &mut Option<Option<String>>,
    new: bool,
) -> Result<HttpReply, CheckoutError> {
    let token = match token {
        Some(token) => token,
        None => token.insert(host.token(new).await?),
    };
    host.send(request, token.as_deref()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::scripted::{ID, Scripted, now};

    fn created() -> String {
        format!(r#"{{"checkout_id":"{ID}","redirect_url":"https://checkout.jeel.co/x"}}"#)
    }

    fn create_request() -> HttpRequest {
        HttpRequest {
            method: "POST",
            path: "/v3/checkout".into(),
            body: Some("{}".into()),
            idempotency_key: Some("k".into()),
        }
    }

    #[test]
    fn a_call_that_works_is_made_once() {
        let host = Scripted::new(&[(200, &created())]);
        let checkout = now(create(&host, &create_request())).unwrap();
        assert_eq!((checkout.checkout_id.as_str(), checkout.idempotency_key.as_str()), (ID, "k"));
        assert_eq!(host.log(), ["token false", "POST /v3/checkout k first"]);
    }

    #[test]
    fn passing_failures_are_repeated_with_the_same_key() {
        let host = Scripted::new(&[(0, ""), (503, "<html>"), (200, &created())]);
        assert!(now(create(&host, &create_request())).is_ok());
        let post = "POST /v3/checkout k first";
        assert_eq!(host.log(), ["token false", post, "pause 500", post, "pause 1000", post]);
    }

    #[test]
    fn a_refused_token_is_replaced_once() {
        let host = Scripted::new(&[(401, ""), (200, r#"{"status":"PENDING"}"#)]);
        assert_eq!(now(get(&host, ID)).unwrap().status.as_deref(), Some("PENDING"));
        let get_with = |token| format!("GET /v3/checkout/{ID} - {token}");
        let expected = ["token false".into(), get_with("first"), "token true".into(), get_with("second")];
        assert_eq!(host.log(), expected);

        let host = Scripted::new(&[(401, ""), (401, "")]);
        assert_eq!(now(get(&host, ID)).unwrap_err().code, ErrorCode::Unauthorized);
    }

    #[test]
    fn a_token_that_fails_to_come_is_asked_for_again() {
        let host = Scripted::new(&[(503, ""), (200, &created())]).without_token(&[ErrorCode::Unavailable]);
        assert!(now(create(&host, &create_request())).is_ok());
        let post = "POST /v3/checkout k first";
        assert_eq!(host.log(), ["token false", "pause 500", "token false", post, "pause 1000", post]);

        let host = Scripted::new(&[]).without_token(&[ErrorCode::Unauthorized]);
        assert_eq!(now(create(&host, &create_request())).unwrap_err().code, ErrorCode::Unauthorized);
        assert_eq!(host.log(), ["token false"]);
    }

    #[test]
    fn nothing_is_repeated_beyond_the_time_of_the_call() {
        let host = Scripted::new(&[(503, ""), (503, ""), (200, &created())]).within(2, 1_400);
        let error = now(create(&host, &create_request())).unwrap_err();
        assert_eq!((error.code, error.status), (ErrorCode::Unavailable, Some(503)));
        let post = "POST /v3/checkout k first";
        assert_eq!(host.log(), ["token false", post, "pause 500", post], "a pause of 1000 is too long");
    }

    #[test]
    fn the_last_failure_is_told_with_the_key_of_the_attempt() {
        let host = Scripted::new(&[(500, ""), (500, ""), (502, "")]);
        let error = now(create(&host, &create_request())).unwrap_err();
        assert_eq!((error.code, error.status), (ErrorCode::Unavailable, Some(502)));
        assert_eq!(error.idempotency_key.as_deref(), Some("k"));
    }
}
