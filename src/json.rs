//! Writes a [`Value`] as JSON text: the body that goes on the wire.
//!
//! `JSON.stringify` would do in a browser, but it asks `Object.prototype.toJSON`, which a page may
//! have polluted, and it cannot be tested without an engine. What is written here is what is sent.

use crate::amount;
use crate::value::Value;

/// How a number with a fraction is spelled. A page passes the engine's own spelling, because
/// Rust's float formatting would weigh several kilobytes there.
pub type Spell = fn(f64) -> String;

/// Whole numbers up to here are exact in a double: 2^53 - 1.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The tree as JSON text, its keys in their own order.
pub fn write(value: &Value, spell: Spell) -> String {
    let mut out = String::new();
    Writer { spell, sorted: false }.value(&mut out, value);
    out
}

/// The tree as JSON text with every object's keys sorted, so that two objects which differ only in
/// the order of their keys are the same text. This is what an idempotency key is bound to.
pub fn canonical(value: &Value, spell: Spell) -> String {
    let mut out = String::new();
    Writer { spell, sorted: true }.value(&mut out, value);
    out
}

struct Writer {
    spell: Spell,
    sorted: bool,
}

impl Writer {
    fn value(&self, out: &mut String, value: &Value) {
        match value {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Number(number) => self.number(out, *number),
            Value::Halalas(halalas) => out.push_str(&amount::sar(*halalas)),
            Value::String(text) => string(out, text),
            Value::Array(elements) => self.array(out, elements),
            Value::Object(members) if self.sorted => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                self.object(out, members.into_iter());
            }
            Value::Object(members) => self.object(out, members.iter()),
        }
    }

    fn number(&self, out: &mut String, number: f64) {
        if !number.is_finite() {
            out.push_str("null");
        } else if number as i64 as f64 == number && number.abs() <= MAX_SAFE_INTEGER {
            out.push_str(&(number as i64).to_string());
        } else {
            out.push_str(&(self.spell)(number));
        }
    }

    fn array(&self, out: &mut String, elements: &[Value]) {
        out.push('[');
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            self.value(out, element);
        }
        out.push(']');
    }

    fn object<'a>(&self, out: &mut String, members: impl Iterator<Item = &'a (String, Value)>) {
        out.push('{');
        for (index, (key, value)) in members.enumerate() {
            if index > 0 {
                out.push(',');
            }
            string(out, key);
            out.push(':');
            self.value(out, value);
        }
        out.push('}');
    }
}

/// A JSON string (RFC 8259, section 7): only what must be escaped is.
fn string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => control(out, character as u8),
            _ => out.push(character),
        }
    }
    out.push('"');
}

fn control(out: &mut String, byte: u8) {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    out.push_str("\\u00");
    out.push(digit(byte >> 4));
    out.push(digit(byte & 15));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    fn spell(number: f64) -> String {
        number.to_string()
    }

    #[test]
    fn writes_what_was_read() {
        for json in [
            "null",
            "[true,false,-3,0.5,1.25]",
            r#"{"b":1,"a":{"x":[]},"":"é 😀 \" \\ \n \r \t \u0001 \u001f"}"#,
            "9007199254740991",
        ] {
            assert_eq!(write(&tree(json), spell), json);
        }
    }

    #[test]
    fn agrees_with_an_independent_parser() {
        let text: String = (0..0x3000).filter_map(char::from_u32).collect();
        let written = write(&Value::String(text.clone()), spell);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn writes_amounts_in_sar() {
        let amounts = Value::Array([35000, 35050, 35055, 5, 0].map(Value::Halalas).to_vec());
        assert_eq!(write(&amounts, spell), "[350,350.5,350.55,0.05,0]");
    }

    #[test]
    fn sorts_keys_at_every_level_when_canonical() {
        let one = canonical(&tree(r#"{"b":{"z":1,"y":[{"q":1,"p":2}]},"a":2}"#), spell);
        assert_eq!(one, r#"{"a":2,"b":{"y":[{"p":2,"q":1}],"z":1}}"#);
    }
}
