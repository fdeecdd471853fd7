//! From whatever a caller gave to a [`Value`], in one pass, without ever throwing.
//!
//! serde-wasm-bindgen would stop at the first thing it cannot take, without saying where, and would
//! copy text of any size. Here every unreadable place becomes an issue with its path; reading goes
//! on beside it, and stops for good only when there is too much: more than fits a request of any
//! sense could exhaust the module's memory, which is a trap.

use js_sys::{Array, JsString, Reflect, Symbol};
use wasm_bindgen::prelude::*;

use super::js;
use crate::error::Issue;
use crate::json::MAX_SAFE_INTEGER;
use crate::path::Path;
use crate::value::{MAX_DEPTH, Value};

/// At most so many values in all.
const MAX_VALUES: u32 = 200_000;
/// At most so many UTF-16 units of text in all.
const MAX_TEXT: u32 = 4_000_000;

/// The tree, and what of it could not be read (which is null in the tree).
pub fn read(value: &JsValue) -> (Value, Vec<Issue>) {
    let mut reader = Reader { values: MAX_VALUES, text: MAX_TEXT, issues: Vec::new() };
    let tree = reader.value(value, &Path::Root, 0);
    (tree, reader.issues)
}

/// The tree of a JSON text; `None` if it is none, or is beyond all sense.
pub fn json(text: &JsValue) -> Option<Value> {
    let (tree, unread) = read(&js::parse_json(text).ok()?);
    unread.is_empty().then_some(tree)
}

struct Reader {
    /// What may still be read.
    values: u32,
    text: u32,
    issues: Vec<Issue>,
}

impl Reader {
    fn issue(&mut self, path: &Path<'_>, code: &'static str, message: &str) -> Value {
        let path = path.to_string();
        // A long key is repeated in the path of every unreadable place below it, so paths count as text.
        let left = self.text.checked_sub(path.len() as u32);
        let (code, message) =
            if left.is_some() { (code, message) } else { ("too_large", "has too many issues") };
        self.text = left.unwrap_or_default();
        // Once there is too much, one issue says so; the rest is not looked at.
        if code != "too_large" || self.values > 0 {
            self.issues.push(Issue { path, code, message: message.to_owned() });
        }
        if code == "too_large" {
            self.values = 0;
        }
        Value::Null
    }

    fn value(&mut self, value: &JsValue, path: &Path<'_>, depth: usize) -> Value {
        if self.values == 0 {
            return Value::Null;
        }
        self.values -= 1;
        if self.values == 0 || depth > MAX_DEPTH {
            self.values = 1;
            return self.issue(path, "too_large", "the request is too large, too deep, or contains itself");
        }
        if value.is_null() || value.is_undefined() {
            return Value::Null;
        }
        if let Some(yes) = value.as_bool() {
            return Value::Bool(yes);
        }
        if value.is_bigint() {
            return self.big_number(value, path);
        }
        if let Some(number) = value.as_f64() {
            return self.number(number, path);
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            return self.string(text, path);
        }
        match value.is_object() {
            true => self.read_object(value, path, depth),
            false => self.issue(path, "unreadable", NOT_JSON),
        }
    }

    fn number(&mut self, number: f64, path: &Path<'_>) -> Value {
        match number.is_finite() {
            true => Value::Number(number),
            false => self.issue(path, "unreadable", "must be a finite number"),
        }
    }

    fn big_number(&mut self, value: &JsValue, path: &Path<'_>) -> Value {
        match js::number(value) {
            Ok(number) if number.abs() <= MAX_SAFE_INTEGER => Value::Number(number),
            _ => self.issue(path, "unreadable", "is too large a BigInt"),
        }
    }

    fn string(&mut self, text: &JsString, path: &Path<'_>) -> Value {
        let Some(left) = self.text.checked_sub(text.length()) else {
            return self.issue(path, "too_large", "is too much text");
        };
        self.text = left;
        match text.is_valid_utf16() {
            true => Value::String(String::from(text)),
            false => self.issue(path, "unreadable", "holds half of a character (a lone surrogate)"),
        }
    }

    fn read_object(&mut self, value: &JsValue, path: &Path<'_>, depth: usize) -> Value {
        let read = match js::is_array(value) {
            Ok(true) => self.array(value, path, depth),
            Ok(false) => self.object(value, path, depth),
            Err(thrown) => Err(thrown),
        };
        // The thrown value is the caller's own, and may hold anything: it is not repeated.
        read.unwrap_or_else(|_thrown| self.issue(path, "unreadable", "threw when it was read"))
    }

    fn array(&mut self, value: &JsValue, path: &Path<'_>, depth: usize) -> Result<Value, JsValue> {
        let length = js::get(value, "length")?.as_f64().unwrap_or(0.0);
        if length > f64::from(self.values) {
            return Ok(self.issue(path, "too_large", "has too many entries"));
        }
        let mut elements = Vec::with_capacity(length as usize);
        for index in 0..length as u32 {
            let path = Path::Index(path, index as usize);
            let element = match Reflect::get_u32(value, index) {
                Ok(element) => self.value(&element, &path, depth + 1),
                Err(_thrown) => self.issue(&path, "unreadable", "threw when it was read"),
            };
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn object(&mut self, value: &JsValue, path: &Path<'_>, depth: usize) -> Result<Value, JsValue> {
        if value.has_type::<web_sys::Url>() {
            let address = js::get(value, "href")?;
            return Ok(self.value(&address, path, depth + 1));
        }
        if value.has_type::<js_sys::Date>() {
            let date = js::call(value, "toISOString", &JsValue::UNDEFINED)?;
            return Ok(self.value(&date, path, depth + 1));
        }
        if !Reflect::get(value, &Symbol::iterator())?.is_undefined() {
            return Ok(self.issue(path, "unreadable", NOT_JSON));
        }
        let keys = js::keys(value)?;
        if keys.length() > self.values {
            return Ok(self.issue(path, "too_large", "has too many keys"));
        }
        Ok(self.members(value, &keys, path, depth))
    }

    fn members(&mut self, value: &JsValue, keys: &Array, path: &Path<'_>, depth: usize) -> Value {
        let mut members = Vec::with_capacity(keys.length() as usize);
        for key in keys.iter() {
            let Value::String(name) = self.value(&key, path, depth) else {
                break;
            };
            let path = Path::Key(path, &name);
            let member = match Reflect::get(value, &key) {
                Ok(member) => self.value(&member, &path, depth + 1),
                Err(_thrown) => self.issue(&path, "unreadable", "threw when it was read"),
            };
            members.push((name, member));
        }
        Value::Object(members)
    }
}

const NOT_JSON: &str = "must be plain data: text, numbers, arrays, objects";
