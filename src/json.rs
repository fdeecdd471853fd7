//! Writes JSON text: records member by member, and on the merchant's side a [`Value`].
//!
//! `JSON.stringify` would do in a browser, but it asks `Object.prototype.toJSON`, which a page may
//! have polluted, and it cannot be tested without an engine. The body that a page sends is written by [`crate::request`].

use crate::amount;
use crate::digits;
use crate::value::Value;

/// An object that is being written, member by member.
pub struct Object(String);

impl Default for Object {
    fn default() -> Self {
        Object("{".to_owned())
    }
}

impl Object {
    /// A member whose value is JSON already. Keys need no escapes.
    pub fn put(&mut self, key: &str, json: &str) {
        comma(&mut self.0);
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
        self.0.push_str(json);
    }

    pub fn text(&mut self, key: &str, text: &str) {
        self.put(key, "");
        push_text(&mut self.0, text);
    }

    /// An absent optional is a key left out.
    pub fn maybe(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    pub fn number(&mut self, key: &str, number: u64) {
        self.put(key, "");
        digits::push(&mut self.0, number);
    }

    pub fn list<T>(&mut self, key: &str, entries: &[T], json: fn(&T) -> String) {
        self.put(key, &list(entries, json));
    }

    pub fn done(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// An array of what each of the entries is in JSON.
pub fn list<T>(entries: &[T], json: fn(&T) -> String) -> String {
    let mut list = String::from("[");
    for entry in entries {
        comma(&mut list);
        list.push_str(&json(entry));
    }
    list.push(']');
    list
}

/// Between two entries: only what has just been opened ends in a bracket that opens.
fn comma(json: &mut String) {
    if !matches!(json.as_bytes().last(), Some(b'[' | b'{')) {
        json.push(',');
    }
}

/// A JSON string (RFC 8259, section 7): only what must be escaped is, and what is between is copied whole.
fn push_text(json: &mut String, text: &str) {
    json.push('"');
    let mut rest = text;
    while let Some((plain, byte, behind)) = split_at_special(rest) {
        json.push_str(plain);
        push_escape(json, byte);
        rest = behind;
    }
    json.push_str(rest);
    json.push('"');
}

fn push_escape(json: &mut String, byte: u8) {
    let short = match byte {
        b'\n' => 'n',
        b'\r' => 'r',
        b'\t' => 't',
        0..=0x1f => {
            json.push_str("\\u00");
            digits::push_hex(json, byte);
            return;
        }
        _ => char::from(byte),
    };
    json.push('\\');
    json.push(short);
}

/// What comes before the first byte that must be escaped, that byte, and what comes behind it.
fn split_at_special(text: &str) -> Option<(&str, u8, &str)> {
    let is_special = |byte: u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let at = text.bytes().position(is_special)?;
    Some((text.get(..at)?, *text.as_bytes().get(at)?, text.get(at + 1..)?))
}

/// How a number with a fraction is spelled, which is the engine's business where there is one.
pub type Spell = fn(f64) -> String;

/// Whole numbers up to here are exact in a double: 2^53 - 1.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The tree as JSON text, its keys in their own order.
pub fn write(value: &Value<'_>, spell: Spell) -> String {
    let mut writer = Writer { out: String::new(), spell };
    writer.value(value);
    writer.out
}

struct Writer {
    out: String,
    spell: Spell,
}

impl Writer {
    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(number) => self.number(*number),
            Value::Halalas(halalas) => amount::push_sar(&mut self.out, *halalas),
            Value::String(text) => push_text(&mut self.out, text),
            Value::Array(elements) => {
                self.out.push('[');
                for element in elements {
                    comma(&mut self.out);
                    self.value(element);
                }
                self.out.push(']');
            }
            Value::Object(members) => {
                self.out.push('{');
                for (key, value) in members {
                    comma(&mut self.out);
                    push_text(&mut self.out, key);
                    self.out.push(':');
                    self.value(value);
                }
                self.out.push('}');
            }
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
    fn a_record_is_written_member_by_member() {
        assert_eq!(Object::default().done(), "{}");
        let mut object = Object::default();
        object.text("a", "x\"y");
        object.maybe("b", None);
        object.number("c", 5);
        object.list("d", &["p", "q"], |entry| format!("[{entry:?}]"));
        object.list("e", &[], |entry: &&str| (*entry).to_owned());
        assert_eq!(object.done(), r#"{"a":"x\"y","c":5,"d":[["p"],["q"]],"e":[]}"#);
    }

    #[test]
    fn writes_amounts_in_sar() {
        let amounts = Value::Array([35000, 35050, 35055, 5, 0].map(Value::Halalas).to_vec());
        assert_eq!(write(&amounts, spell), "[350,350.5,350.55,0.05,0]");
    }
}
