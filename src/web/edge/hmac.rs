//! HMAC-SHA256 by WebCrypto, whose `verify` compares in constant time.

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::edge::signature;
use crate::web::js;

/// The base64 text of 32 bytes, padded.
const SIGNATURE_LENGTH: u32 = 44;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = btoa)]
    fn encode_base64(text: &str) -> Result<JsValue, JsValue>;
}

/// The HMAC of `message` under `key`.
pub async fn sign(key: &[u8], message: &[u8]) -> Result<Vec<u8>, JsValue> {
    let subtle = subtle()?;
    let key = import(&subtle, key).await?;
    let signature = js::settled(subtle.sign_with_str_and_u8_array("HMAC", &key, message)?.into()).await?;
    Ok(Uint8Array::new(&signature).to_vec())
}

/// Whether `signature` is the HMAC of `message` under `key`.
pub async fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> Result<bool, JsValue> {
    let subtle = subtle()?;
    let key = import(&subtle, key).await?;
    let verified = subtle.verify_with_str_and_u8_array_and_u8_array("HMAC", &key, signature, message)?;
    Ok(js::settled(verified.into()).await?.is_truthy())
}

/// The signature that a header spells; `None` for anything but padded base64 of 32 bytes.
pub fn from_base64(header: &JsValue) -> Option<Vec<u8>> {
    signature::read(&js::short_text(header, SIGNATURE_LENGTH)?)
}

/// The header that spells a signature.
pub fn to_base64(bytes: &[u8]) -> Option<String> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    encode_base64(&text).ok()?.as_string()
}

/// The asynchronous part of WebCrypto.
pub fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = js::get(&js_sys::global(), "crypto")?;
    let subtle = js::get(&crypto, "subtle")?;
    match subtle.is_object() {
        true => Ok(subtle.unchecked_into()),
        false => Err(JsValue::from_str("no WebCrypto here")),
    }
}

/// A shop has a few secrets, and what is derived from them. More than these are not kept.
const MAX_KEPT: usize = 8;

thread_local! {
    /// Importing a key takes longer than using it.
    static KEPT: RefCell<Vec<(Vec<u8>, CryptoKey)>> = const { RefCell::new(Vec::new()) };
}

async fn import(subtle: &SubtleCrypto, bytes: &[u8]) -> Result<CryptoKey, JsValue> {
    let find = |kept: &Vec<(Vec<u8>, CryptoKey)>| kept.iter().find(|(known, _)| known == bytes).cloned();
    if let Some((_, key)) = KEPT.with_borrow(find) {
        return Ok(key);
    }
    let key = import_anew(subtle, bytes).await?;
    KEPT.with_borrow_mut(|kept| {
        kept.truncate(MAX_KEPT - 1);
        kept.insert(0, (bytes.to_vec(), key.clone()));
    });
    Ok(key)
}

async fn import_anew(subtle: &SubtleCrypto, key: &[u8]) -> Result<CryptoKey, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"HMAC".into())?;
    Reflect::set(&algorithm, &"hash".into(), &"SHA-256".into())?;
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let bytes = Uint8Array::from(key);
    let imported = subtle.import_key_with_object("raw", &bytes, &algorithm, false, &usages)?;
    Ok(js::settled(imported.into()).await?.unchecked_into())
}
