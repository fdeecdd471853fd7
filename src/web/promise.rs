//! The one place where a future becomes a promise.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::write;
use crate::error::CheckoutError;

type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// The promise of some work; its error is told as the package's JavaScript takes it. The work is
/// boxed, so that the machinery of promises is in the module once and not once for each export.
pub fn promise(work: impl Future<Output = Result<JsValue, CheckoutError>> + 'static) -> Promise {
    let work: Work = Box::pin(async move { work.await.map_err(write::error) });
    future_to_promise(work)
}
