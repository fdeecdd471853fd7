//! What `jeelpay-checkout/edge` calls, beside the client that it shares with pages.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::config::Config;
use super::ledger::ORDER;
use super::merchant::{Merchant, Note};
use super::{handler, outgoing, reconcile, verify};
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
    verify::verify(&input, &secrets).await.map(|event| write::tree(&event)).map_err(write::error)
}

/// The `X-Jeel-Signature` of a body, for the merchant's own tests.
#[wasm_bindgen(js_name = signWebhook)]
pub async fn sign_webhook(body: JsValue, secret: JsValue) -> Result<JsValue, JsValue> {
    verify::sign(&body, &secret).await.map(JsValue::from).map_err(write::error)
}
