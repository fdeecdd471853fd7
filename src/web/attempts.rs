//! What this tab remembers between pages: the keys of its attempts, and the checkout it left for
//! the hosted page. Keys, digests and ids only: nothing of the buyer.

use wasm_bindgen::prelude::*;

use super::{page, random, read, write};
use crate::error::{CheckoutError, ErrorCode};
use crate::idempotency::{self, Attempts, MAX_AGE_MS};
use crate::json::Object;
use crate::reply::{Checkout, CheckoutDetails};
use crate::scan;

const ATTEMPTS: &str = "jeelpay-checkout:attempts";
const PENDING: &str = "jeelpay-checkout:pending";

/// The key to send an order under, by the digest of where it is sent and its body; remembered from now on, unless this
/// is a rehearsal. On a server there is no tab, and no digest: every call is an attempt of its own, unless the caller
/// gives it a key.
pub fn key_for(
    digest: Option<&str>,
    given: Option<String>,
    is_rehearsal: bool,
) -> Result<String, CheckoutError> {
    let Some(digest) = digest else {
        return given.map_or_else(fresh, Ok);
    };
    let kept = recall();
    let (mut attempts, now) = (read(&kept), js_sys::Date::now());
    let key = match (given, attempts.key_for(digest, now)) {
        (Some(key), _) if attempts.is_reuse(&key, digest, now) => return Err(conflict(&key)),
        (Some(key), _) => key,
        (None, Some(key)) => key.to_owned(),
        (None, None) => fresh()?,
    };
    attempts.begin(&key, digest, now);
    let text = attempts.write();
    if !is_rehearsal {
        page::keep_soon(ATTEMPTS, &text);
    }
    Ok(key)
}

/// The attempt has its checkout. What was overtaken by another order is not what the buyer comes back from.
pub fn created(checkout: &Checkout, is_overtaken: bool) {
    let kept = recall();
    let mut attempts = read(&kept);
    attempts.created(&checkout.idempotency_key, &checkout.checkout_id);
    page::keep(ATTEMPTS, &attempts.write());
    if is_overtaken {
        return;
    }
    let mut pending = Object::default();
    pending.text("checkout_id", &checkout.checkout_id);
    pending.maybe("reference_id", checkout.reference_id.as_deref());
    pending.number("created_at", js_sys::Date::now() as u64);
    page::keep(PENDING, &pending.done());
}

/// A checkout that has ended ends its attempt: the same order again is a new one.
pub fn seen(details: &CheckoutDetails) {
    if details.has_ended() {
        let kept = recall();
        let mut attempts = read(&kept);
        attempts.ended(&details.checkout_id);
        page::keep(ATTEMPTS, &attempts.write());
    }
}

/// What this tab left for the hosted page, or null.
pub fn pending() -> JsValue {
    let kept = page::recall(PENDING).unwrap_or_default();
    let created_at = scan::member(&scan::members(&kept), "created_at")
        .and_then(|created_at| scan::number(created_at, read::read_number));
    let is_young = |created_at: f64| (js_sys::Date::now() - created_at).abs() < MAX_AGE_MS;
    let told = created_at.filter(|created_at| is_young(*created_at)).map(|_| write::plain(&kept));
    told.filter(|told| !told.is_undefined()).unwrap_or(JsValue::NULL)
}

fn recall() -> String {
    page::recall(ATTEMPTS).unwrap_or_default()
}

fn read(kept: &str) -> Attempts<'_> {
    Attempts::read(kept, js_sys::Number::parse_float)
}

fn fresh() -> Result<String, CheckoutError> {
    let bytes = random::bytes().ok_or_else(|| {
        CheckoutError::options(
            "this runtime has no crypto.getRandomValues; pass an idempotencyKey of your own",
        )
    })?;
    Ok(idempotency::new_key(bytes))
}

pub fn conflict(key: &str) -> CheckoutError {
    let message = "this idempotency key was used with another body; use a new one for a changed order";
    CheckoutError::new(ErrorCode::IdempotencyConflict, message).of_attempt(key)
}
