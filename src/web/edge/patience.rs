//! Waits for others, but not for ever: the merchant's functions, the ledger, a body on its way.

use std::future::Future;

use wasm_bindgen::JsValue;

use crate::error::{CheckoutError, ErrorCode};
use crate::web::js;
use crate::web::limit::Limit;

/// What comes of the work, unless it takes longer than `ms`; then the error says `who` was waited for.
pub async fn wait<T>(work: impl Future<Output = T>, ms: u32, who: &str) -> Result<T, CheckoutError> {
    let done = Limit::after(ms, None).race(work).await;
    done.map_err(|_| CheckoutError::new(ErrorCode::Timeout, format!("{who} did not answer within {ms} ms")))
}

/// The same for whatever a function of the merchant's returned; an error of its own is told by `threw`.
pub async fn settled(
    value: JsValue,
    ms: u32,
    who: &str,
    threw: impl FnOnce(JsValue) -> CheckoutError,
) -> Result<JsValue, CheckoutError> {
    wait(js::settled(value), ms, who).await?.map_err(threw)
}
