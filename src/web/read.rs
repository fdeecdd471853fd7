//! From whatever a caller gave to a [`Value`], in one pass, without ever throwing.
//!
//! serde-wasm-bindgen would stop at the first thing it cannot take, without saying where, and would
//! copy text of any size. Here `stringify.js` spells what was given as JSON text, every unreadable place
//! of it becomes an issue with its path, and reading goes on beside it.

use wasm_bindgen::prelude::*;

use crate::error::Issue;
use crate::parse::{self, Unread};
use crate::value::Value;

#[wasm_bindgen(module = "/src/web/stringify.js")]
extern "C" {
    /// Never throws. UTF-8: a text would be copied letter by letter.
    fn stringify(value: &JsValue) -> Vec<u8>;
}

/// What is said of a place that `stringify.js` has marked.
const UNREADABLE: [(&str, &str); 7] = [
    ("unreadable", "must be a finite number"),
    ("unreadable", "is too large a BigInt"),
    ("unreadable", "must be plain data: text, numbers, arrays, objects"),
    ("unreadable", "threw when it was read"),
    ("too_large", "is too much text"),
    ("too_large", "has too many entries"),
    ("too_large", "is too large, too deep, or contains itself"),
];
const HALF_CHARACTER: (&str, &str) = ("unreadable", "holds half of a character (a lone surrogate)");
const TOO_MANY_ISSUES: (&str, &str) = ("too_large", "has too many issues");

/// At most so many bytes of paths in all: a long key is repeated in the path of every unreadable place
/// below it.
const MAX_PATHS: usize = 4_000_000;
/// The longest text of anybody else's that is read, in bytes.
const MAX_TEXT: usize = 4_000_000;

/// What was given, as JSON with its marks, for [`tree`].
pub fn text(value: &JsValue) -> String {
    String::from_utf8(stringify(value)).unwrap_or_default()
}

/// The tree, and what of it could not be read (which is null in the tree).
pub fn tree(text: &str) -> (Value<'_>, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut left = MAX_PATHS;
    let tree = parse::parse_marked(text, read_number, &mut |path, why| {
        if left == 0 {
            return;
        }
        let path = path.to_string();
        left = left.saturating_sub(path.len() + 1);
        let (code, message) = if left == 0 { TOO_MANY_ISSUES } else { said_of(why) };
        issues.push(Issue { path, code, message: message.to_owned() });
    });
    (tree.unwrap_or(Value::Null), issues)
}

fn said_of(why: Unread) -> (&'static str, &'static str) {
    match why {
        Unread::Marked(reason) => UNREADABLE.get(usize::from(reason)).copied().unwrap_or(HALF_CHARACTER),
        Unread::HalfCharacter => HALF_CHARACTER,
    }
}

/// The tree of a JSON text; `None` if it is none, or is beyond all sense.
pub fn json(text: &str) -> Option<Value<'_>> {
    if text.len() > MAX_TEXT {
        return None;
    }
    parse::parse(text, read_number)
}

/// As the engine reads it.
fn read_number(text: &str) -> f64 {
    js_sys::Number::parse_float(text)
}
