//! Bindings that catch.
//!
//! A JavaScript exception that passes through WebAssembly unwinds it without running anything: what was under way
//! is left in the middle of it, and where that was a future, it is never woken again, and its promise stays pending for
//! ever. So whatever can throw (a getter, a Proxy, a caller's function) is called through a binding that catches.

use js_sys::{ArrayBuffer, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Throws for a revoked Proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[cfg(feature = "edge")]
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Uint8Array, js_name = Uint8Array)]
    type Bytes;

    /// Throws for a buffer that was detached, and for what only claims to be one.
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn new(of: &JsValue) -> Result<Bytes, JsValue>;
}

/// An own property, or undefined.
pub fn own(object: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    let key = JsValue::from_str(key);
    let descriptor = Reflect::get_own_property_descriptor(object.unchecked_ref::<Object>(), &key)?;
    if descriptor.is_undefined() {
        return Ok(JsValue::UNDEFINED);
    }
    Reflect::get(object, &key)
}

/// A property, inherited or not: for objects of the platform.
pub fn get(object: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(key))
}

/// The entries of an array, of which there may be a few.
pub fn list(value: &JsValue) -> Option<Vec<JsValue>> {
    if !is_array(value).ok()? {
        return None;
    }
    let length = get(value, "length").ok()?.as_f64().filter(|length| *length <= 1000.0)?;
    (0..length as u32).map(|index| Reflect::get_u32(value, index).ok()).collect()
}

/// The bytes of a `Uint8Array` or an `ArrayBuffer`: a copy, which nobody else can detach.
pub fn bytes(value: &JsValue) -> Option<Uint8Array> {
    let is_raw = value.has_type::<Uint8Array>() || value.has_type::<ArrayBuffer>();
    is_raw.then(|| Bytes::new(value).ok())?.map(JsCast::unchecked_into)
}

/// Calls a method of an object of the platform; an error if it has none.
pub fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method = get(object, method)?.dyn_into::<Function>()?;
    method.call1(object, argument)
}

/// Waits for whatever a merchant's function returned. A promise of our own adopts it: foreign
/// thenables, and promises whose `then` was tampered with, reject that one instead of throwing here.
#[cfg(feature = "edge")]
pub async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    let adopted = js_sys::Promise::new(&mut |resolve, _reject| {
        // `resolve` itself never throws.
        let _ = resolve.call1(&JsValue::UNDEFINED, &value);
    });
    wasm_bindgen_futures::JsFuture::from(adopted).await
}

/// Text of at most `max` UTF-16 units. Longer text is not even copied: it might not fit.
pub fn short_text(value: &JsValue, max: u32) -> Option<String> {
    let text = value.dyn_ref::<js_sys::JsString>()?;
    if text.length() > max {
        return None;
    }
    text.as_string()
}

/// How the engine spells a number: the shortest text that reads back as the same number.
pub fn spell(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}
