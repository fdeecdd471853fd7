//! HMACs under a key that is derived of the client secret, see [`crate::edge::claim`]; all in hexadecimal
//! digits.

use wasm_bindgen::JsValue;

use super::config::Config;
use super::hmac;
use crate::edge::claim;
use crate::error::{CheckoutError, ErrorCode};
use crate::hex;

/// Under the current secret.
pub async fn sign(config: &Config, claim: &str) -> Result<String, CheckoutError> {
    under(config.credentials.secret(), claim).await.map_err(failed)
}

/// Under each of the secrets, the current one first.
pub async fn sign_by_each(config: &Config, claim: &str) -> Result<Vec<String>, CheckoutError> {
    let mut signatures = Vec::with_capacity(config.credentials.secrets.len());
    for secret in &config.credentials.secrets {
        signatures.push(under(secret, claim).await.map_err(failed)?);
    }
    Ok(signatures)
}

/// Under any of the secrets: what was given out outlives a change of the secret.
pub async fn is_signed(config: &Config, claim: &str, signature: &str) -> Result<bool, CheckoutError> {
    let Some(signature) = hex::decode(signature) else { return Ok(false) };
    for secret in &config.credentials.secrets {
        let key = key(secret).await.map_err(failed)?;
        if hmac::verify(&key, claim.as_bytes(), &signature).await.map_err(failed)? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn under(secret: &str, claim: &str) -> Result<String, JsValue> {
    Ok(hex::encode(&hmac::sign(&key(secret).await?, claim.as_bytes()).await?))
}

async fn key(secret: &str) -> Result<Vec<u8>, JsValue> {
    hmac::sign(secret.as_bytes(), claim::KEY_CONTEXT.as_bytes()).await
}

fn failed(cause: JsValue) -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "WebCrypto failed; see `cause`").because(cause)
}
