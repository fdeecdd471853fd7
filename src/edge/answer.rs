//! What the handler answers. Errors have the API's own shape, so that one client reads both; they
//! tell the page no more than it can use.

use crate::error::{CheckoutError, ErrorCode, Issue};
use crate::json::{self, Object, Spell};
use crate::value::Value;

/// An answer, ready to be sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    /// What a refusal says, for those who cannot read JSON.
    pub refusal: Option<Refusal>,
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub id: &'static str,
    pub message: &'static str,
    pub issues: Vec<Issue>,
    /// Whether the issues are in the merchant's own words, in whatever language.
    pub is_merchants: bool,
}

impl Answer {
    /// With a header more.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// JSON, which nobody may keep.
pub fn json(status: u16, body: &Value, spell: Spell) -> Answer {
    json_text(status, json::write(body, spell))
}

fn json_text(status: u16, body: String) -> Answer {
    let answer = Answer { status, body, ..Answer::default() };
    answer
        .with("Content-Type", "application/json")
        .with("Cache-Control", "no-store")
        .with("X-Content-Type-Options", "nosniff")
}

/// An error in the API's shape.
pub fn error(status: u16, id: &'static str, message: &'static str) -> Answer {
    refused(status, Refusal { id, message, issues: Vec::new(), is_merchants: false })
}

/// Nothing but a status: what webhooks, and whoever pretends to send one, are answered.
pub fn empty(status: u16) -> Answer {
    Answer { status, ..Answer::default() }.with("Cache-Control", "no-store")
}

/// 303: the browser goes on there by GET.
pub fn see_other(location: &str) -> Answer {
    empty(303).with("Location", location).with("Referrer-Policy", "no-referrer")
}

/// The one answer for a checkout that is unknown, or none of the asker's business.
pub fn not_found() -> Answer {
    error(404, "NOT-FOUND", "no such checkout")
}

/// The order has as many checkouts as there may be: to ask again at once helps nobody.
pub fn order_full() -> Answer {
    let message = "this order was changed too often; try again when an earlier checkout of it has expired";
    error(409, "ORDER-FULL", message)
}

/// For a route that exists, by another method.
pub fn wrong_method(allow: &'static str) -> Answer {
    error(405, "METHOD-NOT-ALLOWED", "this address is not opened in this way").with("Allow", allow)
}

/// So many issues are told: nobody mends more at once, and an answer must stay small.
const MAX_ISSUES: usize = 100;

/// The page's draft was not valid, or the merchant does not take it.
pub fn invalid(issues: &[Issue], is_merchants: bool) -> Answer {
    let message = "the request is not valid";
    let issues = issues.iter().take(MAX_ISSUES).cloned().collect();
    refused(400, Refusal { id: "VALIDATION_ERROR", message, issues, is_merchants })
}

/// What a page is told when a call upstream failed. Its status and errors are the merchant's
/// business, but the `tx_id` is what everybody asks for.
pub fn upstream(failure: &CheckoutError) -> Answer {
    let (status, id, message) = match failure.code {
        ErrorCode::IdempotencyConflict => {
            (409, "IDEMPOTENCY-CONFLICT", "this idempotency key was used with another body")
        }
        ErrorCode::RateLimited => (429, "UPSTREAM-BUSY", "too many calls; try again later"),
        ErrorCode::Unavailable => (503, "UNAVAILABLE", "try again"),
        ErrorCode::Timeout => (503, "TIMEOUT", "no answer in time; try again"),
        // The first call with this key is still under way.
        ErrorCode::RejectedByApi if failure.retryable => (503, "UNAVAILABLE", "try again"),
        ErrorCode::RejectedByApi | ErrorCode::NotFound => (422, "UPSTREAM-REFUSED", "the order was refused"),
        ErrorCode::InvalidResponse | ErrorCode::UnsafeRedirect => {
            (502, "UPSTREAM-INVALID", "the payment provider gave an undocumented answer")
        }
        _ => (500, "MISCONFIGURED", "the shop cannot take payments now"),
    };
    let mut answer = error(status, id, message);
    if let Some(tx_id) = &failure.tx_id {
        answer = answer.with("tx_id", tx_id);
    }
    match failure.retry_after_ms {
        Some(ms) if matches!(status, 429 | 503) => answer.with("Retry-After", ms.div_ceil(1000).to_string()),
        _ => answer,
    }
}

fn refused(status: u16, refusal: Refusal) -> Answer {
    let Refusal { id, message, issues, .. } = &refusal;
    let mut entry = Object::default();
    entry.text("id", id);
    entry.text("message", message);
    let mut body = Object::default();
    body.list("errors", &[entry.done()], String::clone);
    if !issues.is_empty() {
        body.list("issues", issues, Issue::to_json);
    }
    let answer = json_text(status, body.done());
    Answer { refusal: Some(refusal), ..answer }
}

/// Lets the page of a named origin read the answer, cookies included.
pub fn readable_by(answer: Answer, origin: &str) -> Answer {
    answer
        .with("Access-Control-Allow-Origin", origin)
        .with("Access-Control-Allow-Credentials", "true")
        .with("Access-Control-Expose-Headers", "tx_id, Retry-After")
}

/// The answer to a preflight of a named origin.
pub fn preflight(origin: &str) -> Answer {
    readable_by(empty(204), origin)
        .with("Access-Control-Allow-Methods", "GET, POST")
        .with("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
        .with("Access-Control-Max-Age", "600")
        .with("Vary", "Origin")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure;
    use crate::reply::HttpReply;

    #[test]
    fn a_failed_call_upstream_has_a_status_and_an_id() {
        for (code, status, id) in [
            (ErrorCode::IdempotencyConflict, 409, "IDEMPOTENCY-CONFLICT"),
            (ErrorCode::RateLimited, 429, "UPSTREAM-BUSY"),
            (ErrorCode::Unavailable, 503, "UNAVAILABLE"),
            (ErrorCode::Timeout, 503, "TIMEOUT"),
            (ErrorCode::RejectedByApi, 422, "UPSTREAM-REFUSED"),
            (ErrorCode::NotFound, 422, "UPSTREAM-REFUSED"),
            (ErrorCode::InvalidResponse, 502, "UPSTREAM-INVALID"),
            (ErrorCode::UnsafeRedirect, 502, "UPSTREAM-INVALID"),
            (ErrorCode::Unauthorized, 500, "MISCONFIGURED"),
        ] {
            let answer = upstream(&CheckoutError::new(code, ""));
            let refusal = answer.refusal.expect("a refusal");
            assert_eq!((answer.status, refusal.id), (status, id), "{code:?}");
            assert!(answer.body.contains(&format!("\"{id}\"")), "{}", answer.body);
        }
    }

    #[test]
    fn our_client_reads_our_errors() {
        let issue = Issue { path: "buyer".into(), code: "required", message: "is required".into() };
        let read = |answer: &Answer| {
            let body = Some(answer.body.clone());
            failure::of(&HttpReply { status: answer.status, tx_id: None, retry_after_ms: None, body })
        };
        let invalid = read(&invalid(std::slice::from_ref(&issue), false));
        assert_eq!(
            (invalid.code, invalid.issues.as_slice()),
            (ErrorCode::InvalidRequest, [issue].as_slice())
        );
        for (code, told) in [
            (ErrorCode::IdempotencyConflict, "idempotency_conflict"),
            (ErrorCode::RateLimited, "rate_limited"),
            (ErrorCode::Unavailable, "unavailable"),
            (ErrorCode::Timeout, "unavailable"),
            (ErrorCode::RejectedByApi, "rejected_by_api"),
            (ErrorCode::Unauthorized, "unavailable"),
        ] {
            assert_eq!(read(&upstream(&CheckoutError::new(code, ""))).code.as_str(), told);
        }
        let waiting = |code, ms| upstream(&CheckoutError::new(code, "").retry_after(ms)).headers;
        let asked = |seconds: &str| ("Retry-After", seconds.to_owned());
        assert!(waiting(ErrorCode::RateLimited, 6_001).contains(&asked("7")));
        assert!(waiting(ErrorCode::Unavailable, 0).contains(&asked("0")));
        assert!(!waiting(ErrorCode::NotFound, 1_000).contains(&asked("1")));
        let mut in_flight = CheckoutError::new(ErrorCode::RejectedByApi, "");
        in_flight.retryable = true;
        assert!(read(&upstream(&in_flight)).retryable, "the page is to ask again");
        assert_eq!(read(&not_found()).code, ErrorCode::NotFound);
        let full = read(&order_full());
        assert_eq!((full.code, full.retryable), (ErrorCode::RejectedByApi, false));
    }
}
