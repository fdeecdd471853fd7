//! From the core's values to JavaScript's.

use wasm_bindgen::prelude::*;

use super::js;
use crate::error::{CheckoutError, Issue};
use crate::json;
use crate::value::Value;

/// Plain objects and arrays, made by `JSON.parse`: it defines members, where assigning them one by one
/// would run into whatever a page has put on `Object.prototype`, or has frozen there. A member called
/// `__proto__` would become the prototype of whatever the caller copies the object to: it is left out.
pub fn plain(value: &Value<'_>) -> JsValue {
    let text = json::write_without("__proto__", value, js::spell);
    // What was written as JSON is read again; there is no way to fail.
    js::parse_json(&JsValue::from_str(&text)).unwrap_or(JsValue::UNDEFINED)
}

/// The issues, as an array of plain objects.
pub fn issues(issues: &[Issue]) -> JsValue {
    plain(&Issue::list(issues))
}

/// What the package's JavaScript makes its `CheckoutError` of: the class itself lives there, so
/// that errors have a stack and can be told by their class.
pub fn error(mut error: CheckoutError) -> JsValue {
    let record = plain(&error.to_value());
    let cause = error.cause.take().and_then(|cause| cause.0.downcast::<JsValue>().ok());
    if let Some(cause) = cause {
        // Where a page has put a setter of that name on `Object.prototype`, the cause is lost.
        let _ = js_sys::Reflect::set(&record, &JsValue::from_str("cause"), &cause);
    }
    record
}
