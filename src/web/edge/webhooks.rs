//! `POST /webhooks`: verify the raw bytes, write down, answer, then work.
//!
//! Deliveries are repeated and reordered, and a captured one stays valid for ever; so each only
//! moves the ledger forward, and a success counts when the API confirms it.

use super::body::Unread;
use super::digest;
use super::handler::Edge;
use super::hmac;
use super::merchant::Note;
use super::pointer::Found;
use super::settle::{self, Told};
use crate::edge::answer::{self, Answer};
use crate::edge::event::{self, Event};
use crate::edge::order::{Attempt, Order};
use crate::edge::signature;
use crate::error::{CheckoutError, ErrorCode};
use crate::json;
use crate::value::Value;
use crate::web::js;

pub async fn webhook(edge: &Edge, note: &mut Note) -> Result<Answer, CheckoutError> {
    let signature = edge.incoming.header(SIGNATURE).and_then(|header| signature::read(&header));
    // A body that nobody has signed is not even read.
    let Some(signature) = signature else { return Ok(answer::empty(401)) };
    let body = match edge.incoming.body(MAX_BYTES, edge.merchant.config.timeout_ms).await {
        Ok(body) => body,
        Err(Unread::TooLarge) => return Ok(answer::empty(413)),
        Err(Unread::Broken) => return Ok(answer::empty(400)),
        Err(Unread::Slow) => return Ok(answer::empty(408)),
    };
    if !is_signed(&body, &signature, &edge.merchant.config.credentials.secrets).await? {
        return Ok(answer::empty(401));
    }
    let parsed = parse(&body);
    if parsed.is_none() {
        note.code = Some("unreadable");
        note.message = Some("a webhook with the right signature is no JSON that can be read".to_owned());
    }
    match event::read(&parsed.unwrap_or(Value::Null)) {
        Event::Checkout { checkout_id, status } => {
            note.checkout_id = Some(checkout_id.clone());
            checkout(edge, checkout_id, &status, note).await
        }
        other => {
            let digest = digest::of(&body).await.unwrap_or_default();
            let key = format!("{}:{digest}", other.kind());
            edge.merchant.config.ledger.keep(&key, &json::write(&other.kept(), js::spell)).await?;
            Ok(answer::empty(204))
        }
    }
}

pub const SIGNATURE: &str = "x-jeel-signature";

/// The largest delivery that is read. A draft's metadata comes back in it, and may have become six times as long by
/// the provider's way of escaping.
pub const MAX_BYTES: u32 = 1_000_000;

/// A creation has ended after so long, in ms: a status that was left for it has been found, or nobody knows it.
const CREATION_MS: f64 = 120_000.0;

async fn checkout(edge: &Edge, id: String, status: &str, note: &mut Note) -> Result<Answer, CheckoutError> {
    let ledger = &edge.merchant.config.ledger;
    let now = js_sys::Date::now();
    let found = match ledger.order_or_leave(&id, status, now).await? {
        Found::Order(found) => found,
        // Its creation may be on its way, and fail to settle what was left for it.
        Found::Early { since } if !ledger.has_alarms() && now - since < CREATION_MS => {
            return Ok(answer::empty(503));
        }
        Found::Early { .. } | Found::Nothing => return Ok(answer::empty(204)),
    };
    let hear = |order: &mut Order| {
        let is_contradicted = order.heard(&id, status, false, now);
        (is_contradicted, order.attempt(&id).is_some_and(Attempt::is_open))
    };
    let (is_contradicted, is_open) = ledger.update(&found.order, hear).await?;
    if is_contradicted {
        note.contradicted();
    }
    let told = Told { order: found.order, checkout_id: id, status: Some(status.to_owned()) };
    if !is_open || settle::later_told(&edge.merchant, &told) {
        return Ok(answer::empty(204));
    }
    match settle::at_once(&edge.merchant, &told, note).await {
        Ok(true) => Ok(answer::empty(204)),
        // It is delivered again then, and settled perhaps.
        Ok(false) => Ok(answer::empty(503)),
        Err(error) => {
            note.failed(error);
            Ok(answer::empty(503))
        }
    }
}

/// Whether the body was signed so under any of the secrets.
pub async fn is_signed(body: &[u8], signature: &[u8], secrets: &[String]) -> Result<bool, CheckoutError> {
    for secret in secrets {
        let verified = hmac::verify(secret.as_bytes(), body, signature).await;
        let verified = verified.map_err(|cause| {
            CheckoutError::new(ErrorCode::Unavailable, "WebCrypto failed; see `cause`").because(cause)
        })?;
        if verified {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The body as JSON, if it is any. A delivery is not lost for half a character, or a byte, that is none, nor for a byte
/// order mark, which JSON has no place for.
pub fn parse(body: &[u8]) -> Option<Value<'static>> {
    let text = String::from_utf8_lossy(body);
    super::ledger::parse(text.strip_prefix('\u{feff}').unwrap_or(&text))
}
