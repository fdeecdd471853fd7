//! SHA-256 by WebCrypto.

use js_sys::Uint8Array;

use super::hmac;
use crate::hex;
use crate::web::js;

/// In hexadecimal digits; nothing where there is no WebCrypto.
pub async fn of(bytes: &[u8]) -> Option<String> {
    let pending = hmac::subtle().ok()?.digest_with_str_and_u8_array("SHA-256", bytes).ok()?;
    let digest = js::settled(pending.into()).await.ok()?;
    Some(hex::encode(&Uint8Array::new(&digest).to_vec()))
}
