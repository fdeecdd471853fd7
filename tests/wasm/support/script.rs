//! JavaScript, written where it is needed.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

/// What an expression is.
pub fn js(expression: &str) -> JsValue {
    let value = js_sys::eval(&format!("({expression})"));
    value.unwrap_or_else(|thrown| panic!("{expression}: {thrown:?}"))
}

/// Does what statements say.
pub fn run(statements: &str) {
    js(&format!("() => {{ {statements} }}"))
        .unchecked_into::<Function>()
        .call0(&JsValue::NULL)
        .expect(statements);
}

/// A member of an object.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).expect(name)
}

pub fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

pub fn number(object: &JsValue, name: &str) -> Option<f64> {
    get(object, name).as_f64()
}

/// As JSON, with the keys in their order; `undefined` if there is none.
pub fn json(value: &JsValue) -> String {
    match js_sys::JSON::stringify(value) {
        Ok(text) => text.as_string().unwrap_or_else(|| "undefined".to_owned()),
        Err(thrown) => panic!("no JSON: {thrown:?}"),
    }
}

/// Whether there is a window, and so somewhere to send a buyer from.
pub fn is_page() -> bool {
    js("typeof window === 'object'").is_truthy()
}

/// A global that is something else until this is dropped.
pub struct Replaced {
    name: &'static str,
    original: JsValue,
}

impl Replaced {
    /// `replacement` is an expression in which `original` is what was there.
    pub fn new(name: &'static str, replacement: &str) -> Self {
        let original = get(&js_sys::global(), name);
        let replacement = js(&format!("(original) => ({replacement})")).unchecked_into::<Function>();
        let replacement = replacement.call1(&JsValue::NULL, &original).expect(name);
        Reflect::set(&js_sys::global(), &name.into(), &replacement).expect(name);
        Self { name, original }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &self.name.into(), &self.original).expect(self.name);
    }
}
