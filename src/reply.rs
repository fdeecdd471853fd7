//! What an answer meant: a checkout, its details, or an error.
//!
//! Answers are judged by status and body, never by media type; every response field is formally
//! optional, so a success that lacks what its caller lives on is an `invalid_response`. Errors come
//! as `{"errors":[{"id","message","description"}]}`, or as anything at all from a gateway: what
//! cannot be read must hide neither the status nor the `tx_id`.

use crate::contact;
use crate::digits;
use crate::error::{ApiError, CheckoutError, ErrorCode, Issue};
use crate::status::Status;
use crate::value::{Object, Value};

/// An answer whose body was read to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpReply {
    pub status: u16,
    /// The `tx_id` header; some proxies drop it.
    pub tx_id: Option<String>,
    /// How long the `Retry-After` header asks to wait, in ms.
    pub retry_after_ms: Option<u32>,
    /// The body, if it was JSON.
    pub body: Option<Value<'static>>,
}

/// What came of a create call.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkout {
    pub checkout_id: String,
    /// The hosted page. Not yet judged: see [`crate::redirect`].
    pub redirect_url: String,
    pub creation_date: Option<String>,
    pub reference_id: Option<String>,
    pub metadata: Option<Value<'static>>,
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
    pub metadata: Option<Value<'static>>,
    pub tx_id: Option<String>,
}

/// Reads the answer to a create call.
pub fn checkout(reply: &HttpReply, idempotency_key: &str) -> Result<Checkout, CheckoutError> {
    let body = success(reply)?;
    let required = |key| body.text(key).ok_or_else(|| invalid(reply, &["has no ", key].concat()));
    Ok(Checkout {
        checkout_id: uuid(required("checkout_id")?, reply)?,
        redirect_url: required("redirect_url")?.to_owned(),
        creation_date: owned(body.text("creation_date")),
        reference_id: reference_id(body),
        metadata: metadata(body),
        tx_id: reply.tx_id.clone(),
        idempotency_key: idempotency_key.to_owned(),
    })
}

/// Reads the answer to `GET /v3/checkout/{checkout_id}`.
pub fn details(reply: &HttpReply, checkout_id: &str) -> Result<CheckoutDetails, CheckoutError> {
    let body = success(reply)?;
    match body.text("checkout_id") {
        Some(other) if !other.eq_ignore_ascii_case(checkout_id) => {
            return Err(invalid(reply, "is about another checkout"));
        }
        None if body.text("status").is_none() => return Err(invalid(reply, "has no status")),
        _ => {}
    }
    Ok(CheckoutDetails {
        checkout_id: checkout_id.to_owned(),
        checkout_type: owned(body.text("checkout_type")),
        status: owned(body.text("status")),
        reference_id: reference_id(body),
        metadata: metadata(body),
        tx_id: reply.tx_id.clone(),
    })
}

/// The body of a success, or the error that the answer is.
fn success(reply: &HttpReply) -> Result<&Value<'static>, CheckoutError> {
    match &reply.body {
        _ if !is_success(reply) => Err(failure(reply)),
        Some(body @ Value::Object(_)) => Ok(body),
        _ => Err(invalid(reply, "is not a JSON object")),
    }
}

/// Whether the API did what was asked; what it then answered is another matter.
pub fn is_success(reply: &HttpReply) -> bool {
    (200..=299).contains(&reply.status)
}

/// The error that an answer other than 2xx is.
pub fn failure(reply: &HttpReply) -> CheckoutError {
    let errors = reply.body.as_ref().map(api_errors).unwrap_or_default();
    let issues = reply.body.as_ref().map(issues).unwrap_or_default();
    let code = code(reply.status, &errors, &issues);
    let in_flight = is_in_flight(&errors);
    let hint = if in_flight { "the first call with this key is still under way" } else { hint(code) };
    let mut error = located(code, reply, &[&ids(&errors), ": ", hint]);
    error.retryable |= in_flight;
    error.errors = errors;
    error.issues = issues;
    error
}

/// What the API called its errors: ` (VALIDATION_ERROR, IDEMPOTENCY-001)`.
fn ids(errors: &[ApiError]) -> String {
    let mut ids = String::new();
    for error in errors.iter().filter(|error| !error.id.is_empty()) {
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

/// At most this many entries of an error body are kept: a gateway may send anything.
const MAX_ENTRIES: usize = 100;

fn entries<'v>(body: &'v Value<'_>, key: &str) -> impl Iterator<Item = &'v Value<'v>> {
    let entries = body.get(key).map(Value::elements).unwrap_or_default();
    entries.iter().filter(|entry| matches!(entry, Value::Object(_))).take(MAX_ENTRIES)
}

fn api_errors(body: &Value<'_>) -> Vec<ApiError> {
    let mut errors = Vec::new();
    for entry in entries(body, "errors") {
        errors.push(ApiError {
            id: owned(entry.text("id")).unwrap_or_default(),
            message: owned(entry.text("message")).unwrap_or_default(),
            description: owned(entry.text("description")),
        });
    }
    errors
}

/// The merchant's edge, which checks with the same code, adds `issues` to its `errors`.
fn issues(body: &Value<'_>) -> Vec<Issue> {
    let mut issues = Vec::new();
    for entry in entries(body, "issues") {
        issues.extend(issue(entry));
    }
    issues
}

/// Reads what [`Issue::to_value`] wrote.
pub fn issue(entry: &Value<'_>) -> Option<Issue> {
    Some(Issue {
        path: owned(entry.get("path")?.as_str())?,
        code: Issue::known_code(entry.text("code")?),
        message: owned(entry.text("message"))?,
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

fn uuid(text: &str, reply: &HttpReply) -> Result<String, CheckoutError> {
    match contact::is_uuid(text) {
        true => Ok(text.to_owned()),
        false => Err(invalid(reply, "has a checkout_id that is no UUID")),
    }
}

/// An older page of the API's documentation spells it in camel case; both are read.
fn reference_id(body: &Value<'_>) -> Option<String> {
    owned(body.text("reference_id").or_else(|| body.text("referenceId")))
}

fn metadata(body: &Value<'static>) -> Option<Value<'static>> {
    body.get("metadata").filter(|metadata| matches!(metadata, Value::Object(_))).map(Value::owned)
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

impl Checkout {
    pub fn to_value(&self) -> Value<'_> {
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

    pub fn to_value(&self) -> Value<'_> {
        let mut object = Object::default();
        object.text("checkout_id", &self.checkout_id);
        object.maybe("checkout_type", self.checkout_type.as_deref());
        object.maybe("status", self.status.as_deref());
        put_echo(&mut object, &self.reference_id, &self.metadata, &self.tx_id);
        object.done()
    }
}

fn put_echo<'a>(
    object: &mut Object<'a>,
    reference_id: &'a Option<String>,
    metadata: &'a Option<Value<'static>>,
    tx_id: &'a Option<String>,
) {
    object.maybe("reference_id", reference_id.as_deref());
    if let Some(metadata) = metadata {
        object.put("metadata", metadata.owned());
    }
    object.maybe("tx_id", tx_id.as_deref());
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;
