//! Who may know a status: signs and verifies status cookies and return tokens, see [`crate::edge::claim`].

use super::config::Config;
use super::incoming::Incoming;
use super::seal::{is_signed, sign};
use crate::edge::claim;
use crate::edge::cookie::{self, Right};
use crate::error::CheckoutError;
use crate::hex;

/// The `Set-Cookie` header that gives a browser the right to a status.
pub async fn grant(config: &Config, checkout_id: &str) -> Result<String, CheckoutError> {
    let until = now() + u64::from(cookie::MAX_AGE_S);
    let signature = sign(config, &claim::status(checkout_id, until)).await?;
    Ok(cookie::set(checkout_id, Right { until, signature: &signature }, &config.base_path))
}

/// Whether the browser has the right.
pub async fn has(config: &Config, incoming: &Incoming, checkout_id: &str) -> Result<bool, CheckoutError> {
    let cookies = incoming.cookies();
    for right in cookie::shown(&cookies, checkout_id, now()) {
        if is_signed(config, &claim::status(checkout_id, right.until), right.signature).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// In s since 1970.
fn now() -> u64 {
    (js_sys::Date::now() / 1000.0) as u64
}

/// A new return token.
pub async fn return_token(config: &Config, random: [u8; 16]) -> Result<String, CheckoutError> {
    let random = hex::encode(&random);
    let signature = sign(config, &claim::comeback(&random)).await?;
    Ok(random + &signature)
}

/// Whether a return token is one of ours.
pub async fn is_return_token(config: &Config, token: &str) -> Result<bool, CheckoutError> {
    match claim::split_token(token) {
        Some((random, signature)) => is_signed(config, &claim::comeback(random), signature).await,
        None => Ok(false),
    }
}
