//! Writes a [`Value`] as JSON text: the body that goes on the wire.
//!
//! `JSON.stringify` would do in a browser, but it asks `Object.prototype.toJSON`, which a page may
//! have polluted, and it cannot be tested without an engine. What is written here is what is sent.

use crate::amount;
use crate::digits;
use crate::value::Value;

/// How a number with a fraction is spelled. A page passes the engine's own spelling, because
/// Rust's float formatting would weigh several kilobytes there.
pub type Spell = fn(f64) -> String;

/// Whole numbers up to here are exact in a double: 2^53 - 1.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The tree as JSON text, its keys in their own order.
pub fn write(value: &Value<'_>, spell: Spell) -> String {
    let mut writer = Writer { out: String::new(), spell, left_out: None };
    writer.value(value);
    writer.out
}

/// The same, without the members of one name at every level.
pub fn write_without(name: &str, value: &Value<'_>, spell: Spell) -> String {
    let mut writer = Writer { out: String::new(), spell, left_out: Some(name) };
    writer.value(value);
    writer.out
}

struct Writer<'a> {
    out: String,
    spell: Spell,
    left_out: Option<&'a str>,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(number) => self.number(*number),
            Value::Halalas(halalas) => amount::push_sar(&mut self.out, *halalas),
            Value::String(text) => self.string(text),
            Value::Array(elements) => {
                self.out.push('[');
                for element in elements {
                    self.comma();
                    self.value(element);
                }
                self.out.push(']');
            }
            Value::Object(members) => {
                self.out.push('{');
                for (key, value) in members {
                    self.member(key, value);
                }
                self.out.push('}');
            }
        }
    }

    fn member(&mut self, key: &str, value: &Value<'_>) {
        if self.left_out != Some(key) {
            self.comma();
            self.string(key);
            self.out.push(':');
            self.value(value);
        }
    }

    /// Between two entries: only what has just been opened ends in a bracket that opens.
    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), Some(b'[' | b'{')) {
            self.out.push(',');
        }
    }

    fn number(&mut self, number: f64) {
        let whole = number as i64;
        if !number.is_finite() {
            self.out.push_str("null");
        } else if whole as f64 != number || number.abs() > MAX_SAFE_INTEGER {
            self.out.push_str(&(self.spell)(number));
        } else {
            if whole < 0 {
                self.out.push('-');
            }
            digits::push(&mut self.out, whole.unsigned_abs());
        }
    }

    /// A JSON string (RFC 8259, section 7): only what must be escaped is, and what is between is copied whole.
    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some((plain, byte, behind)) = split_at_special(rest) {
            self.out.push_str(plain);
            self.escape(byte);
            rest = behind;
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            0..=0x1f => {
                self.out.push_str("\\u00");
                digits::push_hex(&mut self.out, byte);
                return;
            }
            _ => char::from(byte),
        };
        self.out.push('\\');
        self.out.push(short);
    }
}

/// What comes before the first byte that must be escaped, that byte, and what comes behind it.
fn split_at_special(text: &str) -> Option<(&str, u8, &str)> {
    let is_special = |byte: u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let at = text.bytes().position(is_special)?;
    Some((text.get(..at)?, *text.as_bytes().get(at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Value<'static> {
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
        let written = write(&Value::from(text.as_str()), spell);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn leaves_members_of_one_name_out() {
        let written = write_without("x", &tree(r#"{"x":1,"a":[{"x":{"b":2}},{"c":"{","x":3}]}"#), spell);
        assert_eq!(written, r#"{"a":[{},{"c":"{"}]}"#);
    }

    #[test]
    fn writes_amounts_in_sar() {
        let amounts = Value::Array([35000, 35050, 35055, 5, 0].map(Value::Halalas).to_vec());
        assert_eq!(write(&amounts, spell), "[350,350.5,350.55,0.05,0]");
    }
}
