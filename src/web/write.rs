//! From the core's values to JavaScript's.

use wasm_bindgen::prelude::*;

use crate::error::{CheckoutError, Issue};
use crate::json;
#[cfg(feature = "edge")]
use crate::value::Value;

#[wasm_bindgen(module = "/src/web/stringify.js")]
extern "C" {
    /// Plain objects and arrays, made by `JSON.parse`: it defines members, where assigning them one by one
    /// would run into whatever a page has put on `Object.prototype`, or has frozen there. A member called
    /// `__proto__` would become the prototype of whatever the caller copies the object to: it is left out.
    /// Undefined for what is no JSON.
    pub fn plain(json: &str) -> JsValue;
}

#[wasm_bindgen(module = "/src/web/waiting.js")]
extern "C" {
    #[wasm_bindgen(js_name = rejected)]
    fn reject(record: &JsValue) -> JsValue;
}

/// What a tree of ours says, for JavaScript.
#[cfg(feature = "edge")]
pub fn tree(value: &Value<'_>) -> JsValue {
    plain(&json::write(value, super::js::spell))
}

/// The issues, as an array of plain objects.
pub fn issues(issues: &[Issue]) -> JsValue {
    plain(&json::list(issues, Issue::to_json))
}

/// What the package's JavaScript makes its `CheckoutError` of: the class itself lives there, so
/// that errors have a stack and can be told by their class.
pub fn error(mut error: CheckoutError) -> JsValue {
    let record = plain(&error.to_json());
    let cause = error.cause.take().and_then(|cause| cause.0.downcast::<JsValue>().ok());
    if let Some(cause) = cause {
        // Where a page has put a setter of that name on `Object.prototype`, the cause is lost.
        let _ = js_sys::Reflect::set(&record, &JsValue::from_str("cause"), &cause);
    }
    record
}

/// A promise of it.
pub fn rejected(failure: CheckoutError) -> JsValue {
    reject(&error(failure))
}
