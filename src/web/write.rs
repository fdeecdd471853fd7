//! From the core's values to JavaScript's.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::error::{CheckoutError, Issue};
use crate::value::Value;

/// Plain objects and arrays, as `JSON.parse` would make them.
pub fn plain(value: &Value) -> JsValue {
    // Serialising a tree of plain values has no way to fail.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// The issues, as an array of plain objects.
pub fn issues(issues: &[Issue]) -> JsValue {
    plain(&Value::Array(issues.iter().map(Issue::to_value).collect()))
}

/// What the package's JavaScript makes its `CheckoutError` of: the class itself lives there, so
/// that errors have a stack and can be told by their class.
pub fn error(mut error: CheckoutError) -> JsValue {
    let record = plain(&error.to_value());
    let cause = error.cause.take().and_then(|cause| cause.0.downcast::<JsValue>().ok());
    if let Some(cause) = cause {
        // Setting a property of a fresh plain object has no way to fail either.
        let _ = js_sys::Reflect::set(&record, &JsValue::from_str("cause"), &cause);
    }
    record
}
