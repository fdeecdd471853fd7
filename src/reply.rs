//! What an answer meant: a checkout, or its details. What is neither is a [`failure`].
//!
//! Answers are judged by status and body, never by media type; every response field is formally
//! optional, so a success that lacks what its caller lives on is an `invalid_response`.

use crate::ascii;
use crate::contact;
use crate::error::{CheckoutError, ErrorCode};
use crate::failure;
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

impl HttpReply {
    /// Its body, but for what is nested beyond all sense: whoever reads that after us may have a stack that overflows.
    pub fn json(&self) -> &str {
        let body = self.body.as_deref().unwrap_or_default();
        if scan::is_deeper_than(MAX_DEPTH, body) { "" } else { body.trim_ascii() }
    }
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

/// Reads the answer to a create call.
pub fn checkout(reply: &HttpReply, idempotency_key: &str) -> Result<Checkout, CheckoutError> {
    let body = success(reply)?;
    let required =
        |key| scan::owned_text(&body, key).ok_or_else(|| invalid(reply, &ascii::joined(&["has no ", key])));
    Ok(Checkout {
        checkout_id: uuid(required("checkout_id")?, reply)?,
        redirect_url: required("redirect_url")?,
        creation_date: scan::owned_text(&body, "creation_date"),
        reference_id: reference_id(&body),
        metadata: metadata(&body),
        tx_id: reply.tx_id.clone(),
        idempotency_key: idempotency_key.to_owned(),
    })
}

/// Reads the answer to `GET /v3/checkout/{checkout_id}`.
pub fn details(reply: &HttpReply, checkout_id: &str) -> Result<CheckoutDetails, CheckoutError> {
    let body = success(reply)?;
    let status = scan::owned_text(&body, "status");
    match scan::owned_text(&body, "checkout_id") {
        Some(other) if !other.eq_ignore_ascii_case(checkout_id) => {
            return Err(invalid(reply, "is about another checkout"));
        }
        None if status.is_none() => return Err(invalid(reply, "has no status")),
        _ => {}
    }
    Ok(CheckoutDetails {
        checkout_id: checkout_id.to_owned(),
        checkout_type: scan::owned_text(&body, "checkout_type"),
        status,
        reference_id: reference_id(&body),
        metadata: metadata(&body),
        tx_id: reply.tx_id.clone(),
    })
}

/// The body of a success, or the error that the answer is.
fn success(reply: &HttpReply) -> Result<Vec<Member<'_>>, CheckoutError> {
    if !is_success(reply) {
        return Err(failure::of(reply));
    }
    let body = reply.json();
    match scan::shape(body) {
        Shape::Object => Ok(scan::members(body)),
        _ => Err(invalid(reply, "is not a JSON object")),
    }
}

/// Whether the API did what was asked; what it then answered is another matter.
pub fn is_success(reply: &HttpReply) -> bool {
    (200..=299).contains(&reply.status)
}

fn invalid(reply: &HttpReply, what: &str) -> CheckoutError {
    failure::located(ErrorCode::InvalidResponse, reply, &[": the answer ", what, "; is the address right?"])
}

fn uuid(text: String, reply: &HttpReply) -> Result<String, CheckoutError> {
    if contact::is_uuid(&text) { Ok(text) } else { Err(invalid(reply, "has a checkout_id that is no UUID")) }
}

/// An older page of the API's documentation spells it in camel case; both are read.
fn reference_id(body: &[Member<'_>]) -> Option<String> {
    scan::owned_text(body, "reference_id").or_else(|| scan::owned_text(body, "referenceId"))
}

fn metadata(body: &[Member<'_>]) -> Option<String> {
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
