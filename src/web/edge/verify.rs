//! `verifyWebhook` and `signWebhook`, for those who take webhooks without the handler.
//!
//! Strangers post there, too. What is wrong with what they send is told as theirs, by a code that is answered with
//! 401; as an error of the options it would be the merchant's, and answered with 500.

use wasm_bindgen::prelude::*;

use super::body::{self, Unread};
use super::webhooks::{self, MAX_BYTES};
use super::{credentials, hmac};
use crate::edge::event;
use crate::error::{CheckoutError, ErrorCode};
use crate::value::Value;
use crate::web::js;
use crate::web::source::DEFAULT_TIMEOUT_MS;

const UNSIGNED: &str =
    "the webhook's signature is missing or wrong; answer 401. (Is the body raw, as it came?)";
const TOO_LARGE: &str = "the webhook's body is too large for one; answer 401";
const BROKEN: &str = "the webhook's body broke off; answer 401";
const SLOW: &str = "the webhook's body did not come to its end in time; answer 401";

/// The event of a delivery whose signature is right under one of the secrets.
pub async fn verify(input: &JsValue, secrets: &JsValue) -> Result<Value<'static>, CheckoutError> {
    let secrets = credentials::secrets(secrets)?;
    let headers = js::get(input, "headers").ok().filter(JsValue::is_object);
    let header = match &headers {
        Some(headers) => js::call(headers, "get", &webhooks::SIGNATURE.into()).map_err(no_input)?,
        None => part(input, "signature")?,
    };
    // A body that nobody has signed is not even read.
    let signature = hmac::from_base64(&header).ok_or_else(|| refused(UNSIGNED))?;
    let body = match headers {
        Some(_) => body_of(input).await?,
        None => bytes(&part(input, "body")?)?.ok_or_else(|| refused(TOO_LARGE))?,
    };
    match webhooks::is_signed(&body, &signature, &secrets).await? {
        true => Ok(event::told(webhooks::parse(&body).unwrap_or(Value::Null))),
        false => Err(refused(UNSIGNED)),
    }
}

/// The header that a delivery of the body has.
pub async fn sign(body: &JsValue, secret: &JsValue) -> Result<String, CheckoutError> {
    let secrets = credentials::secrets(secret)?;
    let secret = secrets.first().map(String::as_str).unwrap_or_default();
    let body = bytes(body)?.ok_or_else(|| CheckoutError::options("a webhook has at most 1 MB"))?;
    let signature = hmac::sign(secret.as_bytes(), &body).await.ok();
    let header = signature.and_then(|signature| hmac::to_base64(&signature));
    header.ok_or_else(|| CheckoutError::options("this runtime has no WebCrypto"))
}

async fn body_of(request: &JsValue) -> Result<Vec<u8>, CheckoutError> {
    let is = |object: &JsValue, key| js::get(object, key).is_ok_and(|value| value.is_truthy());
    let stream = js::get(request, "body").map_err(no_input)?;
    if is(request, "bodyUsed") || is(&stream, "locked") {
        return Err(CheckoutError::options("the request's body was read before; verify it first"));
    }
    body::read(request, MAX_BYTES, DEFAULT_TIMEOUT_MS).await.map_err(|unread| match unread {
        Unread::TooLarge => refused(TOO_LARGE),
        Unread::Broken => refused(BROKEN),
        Unread::Slow => refused(SLOW),
    })
}

fn part(input: &JsValue, key: &str) -> Result<JsValue, CheckoutError> {
    match input.is_object() {
        true => js::own(input, key).map_err(no_input),
        false => Err(no_input(JsValue::UNDEFINED)),
    }
}

/// Raw bytes, from text, a `Uint8Array` or an `ArrayBuffer`; `None` if there are too many of them.
fn bytes(body: &JsValue) -> Result<Option<Vec<u8>>, CheckoutError> {
    if body.is_string() {
        return Ok(js::short_text(body, MAX_BYTES).map(String::into_bytes));
    }
    let array = js::bytes(body).ok_or_else(|| {
        let message = "the body must be the raw text or bytes as they came, not a parsed object";
        CheckoutError::options(message)
    })?;
    Ok((array.length() <= MAX_BYTES).then(|| array.to_vec()))
}

fn refused(message: &'static str) -> CheckoutError {
    CheckoutError::new(ErrorCode::Unauthorized, message)
}

fn no_input(_: JsValue) -> CheckoutError {
    CheckoutError::options("give a Request, or { body, signature }")
}
