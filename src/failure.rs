//! What an answer meant that is no success.
//!
//! Errors come as `{"errors":[{"id","message","description"}]}`, or as anything at all from a gateway: what cannot be
//! read must hide neither the status nor the `tx_id`.

use crate::digits;
use crate::error::{ApiError, CheckoutError, ErrorCode, Issue};
use crate::reply::HttpReply;
use crate::scan::{self, Member, Shape};

/// The error that an answer other than 2xx is.
pub fn of(reply: &HttpReply) -> CheckoutError {
    let body = scan::members(reply.json());
    let errors = list(&body, "errors", api_error);
    let issues = list(&body, "issues", issue);
    let code = code(reply.status, &errors, &issues);
    let in_flight = is_in_flight(&errors);
    let hint = if in_flight { "the first call with this key is still under way" } else { hint(code) };
    let mut error = located(code, reply, &[&ids(&errors), ": ", hint]);
    error.retryable |= in_flight;
    error.errors = errors;
    error.issues = issues;
    error
}

/// What is longer is no name of an error: a gateway may send anything.
const MAX_ID: usize = 40;
/// With so many bytes of them the message has enough; `errors` has them all.
const MAX_IDS: usize = 400;

/// What the API called its errors: ` (VALIDATION_ERROR, IDEMPOTENCY-001)`.
fn ids(errors: &[ApiError]) -> String {
    let mut ids = String::new();
    for error in errors.iter().filter(|error| (1..=MAX_ID).contains(&error.id.len())) {
        if ids.len() > MAX_IDS {
            break;
        }
        ids.push_str(if ids.is_empty() { " (" } else { ", " });
        ids.push_str(&error.id);
    }
    ids.push_str(if ids.is_empty() { "" } else { ")" });
    ids
}

fn code(status: u16, errors: &[ApiError], issues: &[Issue]) -> ErrorCode {
    match status {
        400 | 422 if !issues.is_empty() => ErrorCode::InvalidRequest,
        409 if has_id(errors, "IDEMPOTENCY-CONFLICT") => ErrorCode::IdempotencyConflict,
        401 => ErrorCode::Unauthorized,
        404 => ErrorCode::NotFound,
        408 => ErrorCode::Timeout,
        429 => ErrorCode::RateLimited,
        400..=499 => ErrorCode::RejectedByApi,
        500..=599 => ErrorCode::Unavailable,
        _ => ErrorCode::InvalidResponse,
    }
}

/// What to do next.
fn hint(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::InvalidRequest => "the request is not valid; see `issues`",
        ErrorCode::IdempotencyConflict => "this idempotency key was used with another body; use a new one",
        ErrorCode::Unauthorized => {
            "the access token was refused; check it, and that it is for this environment"
        }
        ErrorCode::NotFound => "no such checkout or entity here; check the id and the environment",
        ErrorCode::RateLimited => "too many calls; try again later",
        ErrorCode::RejectedByApi => "the API refused the request; see `errors`",
        ErrorCode::InvalidResponse => "an answer that the API does not document; is the address right?",
        _ => "the API could not answer; try again with the same idempotency key",
    }
}

/// Whether the API says that the first call with this key is still under way.
fn is_in_flight(errors: &[ApiError]) -> bool {
    has_id(errors, "IDEMPOTENCY-001")
}

fn has_id(errors: &[ApiError], id: &str) -> bool {
    errors.iter().any(|error| error.id == id)
}

/// At most this many entries of an error body are kept.
const MAX_ENTRIES: usize = 100;

fn list<T>(body: &[Member<'_>], key: &str, read: fn(&[Member<'_>]) -> Option<T>) -> Vec<T> {
    let mut list = Vec::new();
    for entry in scan::entries(scan::member(body, key).unwrap_or_default()) {
        if scan::shape(entry) == Shape::Object && list.len() < MAX_ENTRIES {
            list.extend(read(&scan::members(entry)));
        }
    }
    list
}

fn api_error(entry: &[Member<'_>]) -> Option<ApiError> {
    Some(ApiError {
        id: scan::owned_text(entry, "id").unwrap_or_default(),
        message: scan::owned_text(entry, "message").unwrap_or_default(),
        description: scan::owned_text(entry, "description"),
    })
}

/// Reads what [`Issue::to_json`] wrote. The merchant's edge, which checks with the same code, adds `issues` to its
/// `errors`.
pub fn issue(entry: &[Member<'_>]) -> Option<Issue> {
    Some(Issue {
        path: scan::member(entry, "path").and_then(scan::characters_of)?.into_owned(),
        code: Issue::known_code(&scan::owned_text(entry, "code")?),
        message: scan::owned_text(entry, "message")?,
    })
}

/// An error that says which answer it is of, and what of that.
pub fn located(code: ErrorCode, reply: &HttpReply, what: &[&str]) -> CheckoutError {
    let mut message = String::from("HTTP ");
    digits::push(&mut message, reply.status.into());
    for part in what {
        message.push_str(part);
    }
    let mut error = CheckoutError::new(code, message);
    error.status = Some(reply.status);
    error.tx_id.clone_from(&reply.tx_id);
    error.retry_after_ms = reply.retry_after_ms;
    error
}

#[cfg(test)]
#[path = "failure_tests.rs"]
mod tests;
