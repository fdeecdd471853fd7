//! What `jeelpay-checkout/edge` calls, beside the client that it shares with pages.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::config::Config;
use super::ledger::ORDER;
use super::merchant::{Merchant, Note};
use super::webhooks::{self, MAX_BYTES};
use super::{credentials, handler, hmac, outgoing, reconcile};
use crate::edge::event;
use crate::error::{CheckoutError, ErrorCode};
use crate::value::Value;
use crate::web::{js, write};

/// The answer to a request, as a `Response`.
#[wasm_bindgen(js_name = handleRequest)]
pub async fn handle_request(config: JsValue, request: JsValue, context: JsValue) -> Result<JsValue, JsValue> {
    let answer = handler::handle(&config, request, context).await?;
    outgoing::response(&answer)
}

/// What an alarm does for the order whose record is under `key`; tells when to come again, in ms
/// since 1970, or null when the order, or what is no order, is to be forgotten. What fails is in the log.
#[wasm_bindgen]
pub async fn reconcile(config: JsValue, key: JsValue, context: JsValue) -> Result<JsValue, JsValue> {
    let config = Config::read(&config).map_err(write::error)?;
    let merchant = Merchant { config: Rc::new(config), context };
    let next = match js::short_text(&key, 4096).as_deref().and_then(|key| key.strip_prefix(ORDER)) {
        Some(order) => reconcile::reconcile(&merchant, order).await,
        None => Ok(None),
    };
    next.map(|next| next.map_or(JsValue::NULL, JsValue::from_f64)).map_err(|error| {
        let mut note = Note::new("reconcile");
        note.failed(error);
        merchant.log(&note, None);
        note.error.unwrap_or(JsValue::UNDEFINED)
    })
}

/// Since when pointers to orders are kept, in ms since 1970: those that are older lead to orders that
/// are forgotten.
#[wasm_bindgen(js_name = keptSince)]
pub fn kept_since(config: JsValue) -> Result<f64, JsValue> {
    let config = Config::read(&config).map_err(write::error)?;
    Ok(js_sys::Date::now() - config.keep_ms)
}

/// The event of a delivery whose signature is right under one of the secrets.
#[wasm_bindgen(js_name = verifyWebhook)]
pub async fn verify_webhook(input: JsValue, secrets: JsValue) -> Result<JsValue, JsValue> {
    verify(&input, &secrets).await.map(|event| write::tree(&event)).map_err(write::error)
}

/// The `X-Jeel-Signature` of a body, for the merchant's own tests.
#[wasm_bindgen(js_name = signWebhook)]
pub async fn sign_webhook(body: JsValue, secret: JsValue) -> Result<JsValue, JsValue> {
    let signed = async {
        let secrets = credentials::secrets(&secret)?;
        let secret = secrets.first().map(String::as_str).unwrap_or_default();
        let signature = hmac::sign(secret.as_bytes(), &bytes(&body)?).await.ok();
        signature.and_then(|signature| hmac::to_base64(&signature)).ok_or_else(no_crypto)
    };
    signed.await.map(JsValue::from).map_err(write::error)
}

async fn verify(input: &JsValue, secrets: &JsValue) -> Result<Value<'static>, CheckoutError> {
    let secrets = credentials::secrets(secrets)?;
    let (body, signature) = match js::get(input, "headers") {
        Ok(headers) if headers.is_object() => from_request(input, &headers).await?,
        _ => (bytes(&part(input, "body")?)?, part(input, "signature")?),
    };
    let is_signed = match hmac::from_base64(&signature) {
        Some(signature) => webhooks::is_signed(&body, &signature, &secrets).await?,
        None => false,
    };
    if !is_signed {
        let message =
            "the webhook's signature is missing or wrong; answer 401. (Is the body raw, as it came?)";
        return Err(CheckoutError::new(ErrorCode::Unauthorized, message));
    }
    let body = webhooks::parse(&body).unwrap_or(Value::Null);
    let kind = event::read(&body).kind();
    let mut members = match body {
        Value::Object(members) => members,
        _ => Vec::new(),
    };
    members.retain(|(key, _)| key != "type");
    members.insert(0, ("type".into(), Value::from(kind)));
    Ok(Value::Object(members))
}

async fn from_request(request: &JsValue, headers: &JsValue) -> Result<(Vec<u8>, JsValue), CheckoutError> {
    let unreadable =
        |cause| CheckoutError::options("the request's body was read before; verify it first").because(cause);
    let signature = js::call(headers, "get", &webhooks::SIGNATURE.into()).unwrap_or(JsValue::NULL);
    let pending = js::call(request, "arrayBuffer", &JsValue::UNDEFINED).map_err(unreadable)?;
    let buffer = js::settled(pending).await.map_err(unreadable)?;
    Ok((bytes(&buffer)?, signature))
}

fn part(input: &JsValue, key: &str) -> Result<JsValue, CheckoutError> {
    let wrong = |_| CheckoutError::options("give a Request, or { body, signature }");
    if !input.is_object() {
        return Err(wrong(JsValue::UNDEFINED));
    }
    js::own(input, key).map_err(wrong)
}

/// Raw bytes, from text, a `Uint8Array` or an `ArrayBuffer`.
fn bytes(body: &JsValue) -> Result<Vec<u8>, CheckoutError> {
    if let Some(text) = js::short_text(body, MAX_BYTES) {
        return Ok(text.into_bytes());
    }
    let array = js::bytes(body).filter(|array| array.length() <= MAX_BYTES);
    array.map(|array| array.to_vec()).ok_or_else(|| {
        let message = "the body must be the raw text or bytes as they came, not a parsed object";
        CheckoutError::options(message)
    })
}

fn no_crypto() -> CheckoutError {
    CheckoutError::options("this runtime has no WebCrypto")
}
