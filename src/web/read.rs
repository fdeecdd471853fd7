//! From whatever a caller gave to text, in one pass, without ever throwing.
//!
//! serde-wasm-bindgen would stop at the first thing it cannot take, without saying where, and would
//! copy text of any size. Here `stringify.js` spells what was given as JSON text, every unreadable place
//! of it becomes an issue with its path, and reading goes on beside it.

use wasm_bindgen::prelude::*;

#[cfg(feature = "edge")]
use crate::error::Issue;
#[cfg(feature = "edge")]
use crate::value::Value;
#[cfg(feature = "edge")]
use crate::{parse, request};

#[wasm_bindgen(module = "/src/web/stringify.js")]
extern "C" {
    /// Never throws. UTF-8: a text would be copied letter by letter.
    fn stringify(value: &JsValue) -> Vec<u8>;
}

/// The longest text of anybody else's that is read, in bytes.
#[cfg(feature = "edge")]
const MAX_TEXT: usize = 4_000_000;

/// What was given, as JSON with its marks: see [`crate::scan`].
pub fn text(value: &JsValue) -> String {
    String::from_utf8(stringify(value)).unwrap_or_default()
}

/// The tree of what was given; null if some of it could not be read.
#[cfg(feature = "edge")]
pub fn tree(value: &JsValue) -> Result<Value<'static>, Vec<Issue>> {
    let text = request::untouched(&text(value), read_number)?;
    Ok(parse::parse_own(&text, read_number).unwrap_or(Value::Null).into_owned())
}

/// The tree of a JSON text; `None` if it is none, or is beyond all sense.
#[cfg(feature = "edge")]
pub fn json(text: &str) -> Option<Value<'_>> {
    if text.len() > MAX_TEXT {
        return None;
    }
    parse::parse(text, read_number)
}

/// As the engine reads it.
pub fn read_number(text: &str) -> f64 {
    js_sys::Number::parse_float(text)
}
