//! What an answer meant: a checkout, its details, or an error.
//!
//! Answers are judged by status and body, never by media type; every response field is formally
//! optional, so a success that lacks what its caller lives on is an `invalid_response`. Errors come
//! as `{"errors":[{"id","message","description"}]}`, or as anything at all from a gateway: what
//! cannot be read must hide neither the status nor the `tx_id`.

use std::borrow::Cow;

use crate::ascii;
use crate::contact;
use crate::digits;
use crate::error::{ApiError, CheckoutError, ErrorCode, Issue};
use crate::json::Object;
use crate::scan::{self, Member, Shape};
use crate::status::Status;
use crate::value::MAX_DEPTH;

/// An answer whose body was read to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpReply {
    pub status: u16,
    /// The `tx_id` header; some proxies drop it.
    pub tx_id: Option<String>,
    /// How long the `Retry-After` header asks to wait, in ms.
    pub retry_after_ms: Option<u32>,
    /// The body, if it was JSON: as it came, to be looked at by [`crate::scan`].
    pub body: Option<String>,
}

/// What came of a create call.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkout {
    pub checkout_id: String,
    /// The hosted page. Not yet judged: see [`crate::redirect`].
    pub redirect_url: String,
    pub creation_date: Option<String>,
    pub reference_id: Option<String>,
    /// The merchant's own, as JSON.
    pub metadata: Option<String>,
    pub tx_id: Option<String>,
    /// The key that this checkout was created under.
    pub idempotency_key: String,
}

/// What the API tells of a checkout. No amount, items, or address: those the merchant keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckoutDetails {
    pub checkout_id: String,
    /// `ITEMS` or `SCHOOLING`.
    pub checkout_type: Option<String>,
    /// As the API spells it: see [`crate::status::Status`].
    pub status: Option<String>,
    pub reference_id: Option<String>,
    /// The merchant's own, as JSON.
    pub metadata: Option<String>,
    pub tx_id: Option<String>,
}

type Members<'a> = [Member<'a>];

/// Reads the answer to a create call.
pub fn checkout(reply: &HttpReply, idempotency_key: &str) -> Result<Checkout, CheckoutError> {
    let body = success(reply)?;
    let required = |key| text(&body, key).ok_or_else(|| invalid(reply, &ascii::joined(&["has no ", key])));
    Ok(Checkout {
        checkout_id: uuid(required("checkout_id")?, reply)?,
        redirect_url: required("redirect_url")?,
        creation_date: text(&body, "creation_date"),
        reference_id: reference_id(&body),
        metadata: metadata(&body),
        tx_id: reply.tx_id.clone(),
        idempotency_key: idempotency_key.to_owned(),
    })
}

/// Reads the answer to `GET /v3/checkout/{checkout_id}`.
pub fn details(reply: &HttpReply, checkout_id: &str) -> Result<CheckoutDetails, CheckoutError> {
    let body = success(reply)?;
    let status = text(&body, "status");
    match text(&body, "checkout_id") {
        Some(other) if !other.eq_ignore_ascii_case(checkout_id) => {
            return Err(invalid(reply, "is about another checkout"));
        }
        None if status.is_none() => return Err(invalid(reply, "has no status")),
        _ => {}
    }
    Ok(CheckoutDetails {
        checkout_id: checkout_id.to_owned(),
        checkout_type: text(&body, "checkout_type"),
        status,
        reference_id: reference_id(&body),
        metadata: metadata(&body),
        tx_id: reply.tx_id.clone(),
    })
}

/// The body of a success, or the error that the answer is.
fn success(reply: &HttpReply) -> Result<Vec<Member<'_>>, CheckoutError> {
    if !is_success(reply) {
        return Err(failure(reply));
    }
    let body = body(reply);
    match scan::shape(body) {
        Shape::Object => Ok(scan::members(body)),
        _ => Err(invalid(reply, "is not a JSON object")),
    }
}

/// Nothing of what is nested beyond all sense: whoever reads it after us may have a stack that overflows.
fn body(reply: &HttpReply) -> &str {
    let body = reply.body.as_deref().unwrap_or_default();
    if scan::is_deeper_than(MAX_DEPTH, body) { "" } else { body.trim_ascii() }
}

/// Whether the API did what was asked; what it then answered is another matter.
pub fn is_success(reply: &HttpReply) -> bool {
    (200..=299).contains(&reply.status)
}

/// The error that an answer other than 2xx is.
pub fn failure(reply: &HttpReply) -> CheckoutError {
    let body = scan::members(body(reply));
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

fn list<T>(body: &Members<'_>, key: &str, read: fn(&Members<'_>) -> Option<T>) -> Vec<T> {
    let mut list = Vec::new();
    for entry in scan::entries(scan::member(body, key).unwrap_or_default()) {
        if scan::shape(entry) == Shape::Object && list.len() < MAX_ENTRIES {
            list.extend(read(&scan::members(entry)));
        }
    }
    list
}

fn api_error(entry: &Members<'_>) -> Option<ApiError> {
    Some(ApiError {
        id: text(entry, "id").unwrap_or_default(),
        message: text(entry, "message").unwrap_or_default(),
        description: text(entry, "description"),
    })
}

/// Reads what [`Issue::to_json`] wrote. The merchant's edge, which checks with the same code, adds `issues` to its
/// `errors`.
pub fn issue(entry: &Members<'_>) -> Option<Issue> {
    Some(Issue {
        path: scan::member(entry, "path").and_then(scan::characters_of)?.into_owned(),
        code: Issue::known_code(&text(entry, "code")?),
        message: text(entry, "message")?,
    })
}

fn invalid(reply: &HttpReply, what: &str) -> CheckoutError {
    located(ErrorCode::InvalidResponse, reply, &[": the answer ", what, "; is the address right?"])
}

fn located(code: ErrorCode, reply: &HttpReply, what: &[&str]) -> CheckoutError {
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

fn uuid(text: String, reply: &HttpReply) -> Result<String, CheckoutError> {
    if contact::is_uuid(&text) { Ok(text) } else { Err(invalid(reply, "has a checkout_id that is no UUID")) }
}

fn text(body: &Members<'_>, key: &str) -> Option<String> {
    scan::text(body, key).map(Cow::into_owned)
}

/// An older page of the API's documentation spells it in camel case; both are read.
fn reference_id(body: &Members<'_>) -> Option<String> {
    text(body, "reference_id").or_else(|| text(body, "referenceId"))
}

fn metadata(body: &Members<'_>) -> Option<String> {
    let metadata = scan::member(body, "metadata")?;
    (scan::shape(metadata) == Shape::Object).then(|| metadata.to_owned())
}

impl Checkout {
    pub fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("checkout_id", &self.checkout_id);
        object.text("redirect_url", &self.redirect_url);
        object.maybe("creation_date", self.creation_date.as_deref());
        put_echo(&mut object, &self.reference_id, &self.metadata, &self.tx_id);
        object.text("idempotency_key", &self.idempotency_key);
        object.done()
    }
}

impl CheckoutDetails {
    /// Whether nothing can come of it any more.
    pub fn has_ended(&self) -> bool {
        self.status.as_deref().is_some_and(|status| Status::read(status).is_terminal())
    }

    pub fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("checkout_id", &self.checkout_id);
        object.maybe("checkout_type", self.checkout_type.as_deref());
        object.maybe("status", self.status.as_deref());
        put_echo(&mut object, &self.reference_id, &self.metadata, &self.tx_id);
        object.done()
    }
}

fn put_echo(
    object: &mut Object,
    reference_id: &Option<String>,
    metadata: &Option<String>,
    tx_id: &Option<String>,
) {
    object.maybe("reference_id", reference_id.as_deref());
    if let Some(metadata) = metadata {
        object.put("metadata", metadata);
    }
    object.maybe("tx_id", tx_id.as_deref());
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;
