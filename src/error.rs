//! What can go wrong, in the form in which the caller is told.
//!
//! Every failure of every call is one [`CheckoutError`]: a stable `code` to branch on, a message
//! that says what to do next, and what support asks for. Neither holds a secret, a token, or
//! anything of what the caller sent.

use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::digits;
use crate::json::Object;

/// The stable name of a kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The request breaks the rules, or the merchant's; `issues` holds what is wrong. Nothing was sent, unless there is a
    /// `status`: then whoever was asked has refused it.
    InvalidRequest,
    /// The options cannot work. Nothing was sent.
    InvalidOptions,
    /// A page would have talked to the API itself, or was given a secret. Nothing was sent.
    SecretInBrowser,
    /// 401: the access token was refused, or none could be had.
    Unauthorized,
    /// 404: no such checkout (or, creating a schooling checkout, no such entity).
    NotFound,
    /// Any other 4xx; `errors` holds what the API said.
    RejectedByApi,
    /// The idempotency key was used with another body before.
    IdempotencyConflict,
    /// 429.
    RateLimited,
    /// 5xx, or the network failed.
    Unavailable,
    /// No complete answer came in time.
    Timeout,
    /// The caller's signal aborted the call, or the page was left and has come back.
    Aborted,
    /// The answer is not what the API documents.
    InvalidResponse,
    /// The address to send the buyer to is not one of the provider's or of `redirectOrigins`, or
    /// the page is not allowed to go there.
    UnsafeRedirect,
}

impl ErrorCode {
    /// The name that users of the package see.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorCode::InvalidRequest => "invalid_request",
            ErrorCode::InvalidOptions => "invalid_options",
            ErrorCode::SecretInBrowser => "secret_in_browser",
            ErrorCode::Unauthorized => "unauthorized",
            ErrorCode::NotFound => "not_found",
            ErrorCode::RejectedByApi => "rejected_by_api",
            ErrorCode::IdempotencyConflict => "idempotency_conflict",
            ErrorCode::RateLimited => "rate_limited",
            ErrorCode::Unavailable => "unavailable",
            ErrorCode::Timeout => "timeout",
            ErrorCode::Aborted => "aborted",
            ErrorCode::InvalidResponse => "invalid_response",
            ErrorCode::UnsafeRedirect => "unsafe_redirect",
        }
    }

    /// Whether the same call may well succeed when it is made again.
    fn is_passing(self) -> bool {
        matches!(self, ErrorCode::RateLimited | ErrorCode::Unavailable | ErrorCode::Timeout)
    }
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Where: `items[0].quantity`; empty for the request as a whole.
    pub path: String,
    /// What kind: see [`ISSUE_CODES`].
    pub code: &'static str,
    /// What is expected there. Never holds the value that was given.
    pub message: String,
}

/// Every code that an issue may have.
pub const ISSUE_CODES: [&str; 12] = [
    "required",
    "type",
    "too_short",
    "too_long",
    "format",
    "minimum",
    "maximum",
    "decimals",
    "mismatch",
    "misspelt",
    "unreadable",
    "too_large",
];

impl Issue {
    /// The code of that name; what is not known is the vaguest of ours.
    pub fn known_code(code: &str) -> &'static str {
        ISSUE_CODES.into_iter().find(|known| *known == code).unwrap_or("format")
    }

    pub fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("path", &self.path);
        object.text("code", self.code);
        object.text("message", &self.message);
        object.done()
    }
}

/// One entry of the `errors` in an API error body. The API documents no top-level `message`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiError {
    /// `VALIDATION_ERROR`, `IDEMPOTENCY-001`, …: AREA-NNN in general.
    pub id: String,
    pub message: String,
    pub description: Option<String>,
}

impl ApiError {
    pub fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("id", &self.id);
        object.text("message", &self.message);
        object.maybe("description", self.description.as_deref());
        object.done()
    }
}

/// What lay behind an error: an object of the host's, which the core only carries.
pub struct Cause(pub Box<dyn Any>);

impl fmt::Debug for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Cause")
    }
}

/// Why a call failed. Boxed: as a bare struct it would be moved, and its dropping spelled out,
/// at every `?` of the road, which is a tenth of a page's module.
#[derive(Debug)]
pub struct CheckoutError(Box<Failure>);

/// What a [`CheckoutError`] holds.
#[derive(Debug)]
pub struct Failure {
    pub code: ErrorCode,
    /// For the developer who reads the log; says what to do next.
    pub message: String,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The API's `tx_id` header: what its support asks for.
    pub tx_id: Option<String>,
    /// What the API said, in its own words.
    pub errors: Vec<ApiError>,
    /// What is wrong with the request, for `invalid_request`.
    pub issues: Vec<Issue>,
    /// Whether the same call may succeed when it is made again, with the same idempotency key.
    pub retryable: bool,
    /// How long the far side asks to wait before that, in ms.
    pub retry_after_ms: Option<u32>,
    /// The key of the attempt, if one was sent.
    pub idempotency_key: Option<String>,
    pub cause: Option<Cause>,
}

impl Deref for CheckoutError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl DerefMut for CheckoutError {
    fn deref_mut(&mut self) -> &mut Failure {
        &mut self.0
    }
}

impl CheckoutError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        CheckoutError(Box::new(Failure {
            code,
            message: message.into(),
            status: None,
            tx_id: None,
            errors: Vec::new(),
            issues: Vec::new(),
            retryable: code.is_passing(),
            retry_after_ms: None,
            idempotency_key: None,
            cause: None,
        }))
    }

    /// `invalid_options`: what is wrong with them.
    pub fn options(message: impl Into<String>) -> Self {
        CheckoutError::new(ErrorCode::InvalidOptions, message)
    }

    /// `invalid_request` with everything that is wrong.
    pub fn invalid(issues: Vec<Issue>) -> Self {
        let mut message = String::from("the request is not valid: ");
        if let Some(first) = issues.first() {
            message.push_str(&first.path);
            message.push_str(if first.path.is_empty() { "" } else { ": " });
            message.push_str(&first.message);
        }
        if issues.len() > 1 {
            message.push_str(" (and ");
            digits::push(&mut message, issues.len() as u64 - 1);
            message.push_str(" more; see `issues`)");
        }
        let mut error = CheckoutError::new(ErrorCode::InvalidRequest, message);
        error.issues = issues;
        error
    }

    /// Of the attempt that was made under this key.
    pub fn of_attempt(mut self, idempotency_key: &str) -> Self {
        self.idempotency_key = Some(idempotency_key.to_owned());
        self
    }

    /// That is worth another try after so many ms, and not before.
    pub fn retry_after(mut self, ms: u32) -> Self {
        self.retry_after_ms = Some(ms);
        self
    }

    /// With the host's object that lay behind it.
    pub fn because(mut self, cause: impl Any) -> Self {
        self.cause = Some(Cause(Box::new(cause)));
        self
    }

    /// Everything but the cause and the pause that was asked for, as the package's error class takes it.
    pub fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("code", self.code.as_str());
        object.text("message", &self.message);
        if let Some(status) = self.status {
            object.number("status", status.into());
        }
        object.maybe("txId", self.tx_id.as_deref());
        object.list("errors", &self.errors, ApiError::to_json);
        object.list("issues", &self.issues, Issue::to_json);
        object.put("retryable", if self.retryable { "true" } else { "false" });
        object.maybe("idempotencyKey", self.idempotency_key.as_deref());
        object.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_request_names_its_first_issue_and_counts_the_rest() {
        let issue = |path: &str| Issue { path: path.into(), code: "required", message: "is required".into() };
        let one = CheckoutError::invalid(vec![issue("buyer")]);
        assert_eq!(one.message, "the request is not valid: buyer: is required");
        let three = CheckoutError::invalid(vec![issue(""), issue("a"), issue("b")]);
        assert_eq!(three.message, "the request is not valid: is required (and 2 more; see `issues`)");
        assert_eq!(three.issues.len(), 3);
    }

    #[test]
    fn only_passing_failures_are_retryable() {
        let retryable = |code| CheckoutError::new(code, "").retryable;
        assert!(retryable(ErrorCode::Unavailable) && retryable(ErrorCode::Timeout));
        assert!(retryable(ErrorCode::RateLimited));
        assert!(!retryable(ErrorCode::Aborted) && !retryable(ErrorCode::Unauthorized));
    }
}
