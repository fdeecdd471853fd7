//! Who may know a status: signs and verifies the cookies of [`crate::edge::cookie`].

use wasm_bindgen::JsValue;

use super::config::Config;
use super::hmac;
use super::incoming::Incoming;
use crate::edge::cookie;
use crate::error::{CheckoutError, ErrorCode};
use crate::hex;

/// The `Set-Cookie` header that gives a browser the right to a status.
pub async fn grant(config: &Config, checkout_id: &str) -> Result<String, CheckoutError> {
    let key = key(config.credentials.secret()).await.map_err(failed)?;
    let signature = hmac::sign(&key, cookie::claim(checkout_id).as_bytes()).await.map_err(failed)?;
    Ok(cookie::set(checkout_id, &hex::encode(&signature), &config.base_path))
}

/// Whether the browser has the right, under any of the secrets.
pub async fn has(config: &Config, incoming: &Incoming, checkout_id: &str) -> Result<bool, CheckoutError> {
    let cookies = incoming.header("cookie").unwrap_or_default();
    let shown = cookie::shown(&cookies, checkout_id).and_then(hex::decode);
    let Some(signature) = shown else { return Ok(false) };
    for secret in &config.credentials.secrets {
        let key = key(secret).await.map_err(failed)?;
        let claim = cookie::claim(checkout_id);
        if hmac::verify(&key, claim.as_bytes(), &signature).await.map_err(failed)? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn key(secret: &str) -> Result<Vec<u8>, JsValue> {
    hmac::sign(secret.as_bytes(), cookie::KEY_CONTEXT.as_bytes()).await
}

fn failed(cause: JsValue) -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "WebCrypto failed; see `cause`").because(cause)
}
