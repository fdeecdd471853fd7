//! JSON text, taken apart where it stands: what `web/stringify.js` has spelled, and what the engine has found to be JSON.
//! An order of ten thousand items is looked at in its text; no tree is made of it, and what is sent, or told, as it
//! came is copied from there.
//!
//! A value is a piece of such a text, without the blanks around it. Text that is no JSON is cut somewhere, and does no
//! harm. A key is compared as it is spelled: `"\u0069d"` is not found by `id`.

use std::borrow::Cow;

use crate::parse::{self, ReadNumber};

/// A key, as it is spelled between its quotes, and its value.
pub type Member<'a> = (&'a str, &'a str);

/// What a piece of the text is, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Object,
    Array,
    Text,
    Number,
    /// `!` and a digit, where `web/stringify.js` could not read what was given.
    Mark,
    /// `null`, `true` or `false`.
    Word,
}

pub fn shape(value: &str) -> Shape {
    match value.as_bytes().first() {
        Some(b'{') => Shape::Object,
        Some(b'[') => Shape::Array,
        Some(b'"') => Shape::Text,
        Some(b'!') => Shape::Mark,
        Some(b'-' | b'0'..=b'9') => Shape::Number,
        _ => Shape::Word,
    }
}

/// What counts as not given: nothing, an empty text, an empty object.
pub fn is_absent(value: &str) -> bool {
    matches!(value, "null" | "\"\"" | "{}")
}

/// The members of an object; none of anything else.
pub fn members(object: &str) -> Vec<Member<'_>> {
    let mut object = object.trim_ascii();
    if shape(object) == Shape::Object { take_members(&mut object) } else { Vec::new() }
}

/// The member called `key`, which needs no escapes; of several the last one, as for `JSON.parse`.
pub fn member<'a>(members: &[Member<'a>], key: &str) -> Option<&'a str> {
    members.iter().rev().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

/// The text of the member `key`, unless it is empty or not a text.
pub fn text<'a>(members: &[Member<'a>], key: &str) -> Option<Cow<'a, str>> {
    member(members, key).and_then(characters_of).filter(|text| !text.is_empty())
}

/// The same, to keep.
pub fn owned_text(members: &[Member<'_>], key: &str) -> Option<String> {
    text(members, key).map(Cow::into_owned)
}

/// The entries of an array; none of anything else.
pub fn entries(array: &str) -> Vec<&str> {
    let (mut entries, mut rest) = (Vec::new(), inside(array).trim_ascii());
    while shape(array) == Shape::Array && !rest.is_empty() {
        entries.push(take(&mut rest));
    }
    entries
}

/// The members of the object that stands before the other entries of a list. To cut it off first would be to look
/// at all of it twice.
pub fn take_members<'a>(entries: &mut &'a str) -> Vec<Member<'a>> {
    let mut members = Vec::with_capacity(8);
    let mut rest = entries.get(1..).unwrap_or_default();
    loop {
        let (key, end) = cut(&mut rest);
        if end != Some(b':') {
            break;
        }
        let (value, end) = cut(&mut rest);
        members.push((inside(key), value));
        if end != Some(b',') {
            break;
        }
    }
    *entries = rest.strip_prefix(",").unwrap_or(rest);
    members
}

/// The first of the entries of a list, which is cut off.
pub fn take<'a>(entries: &mut &'a str) -> &'a str {
    cut(entries).0
}

/// What is between the quotes or brackets.
pub fn inside(value: &str) -> &str {
    value.get(1..value.len().saturating_sub(1)).unwrap_or_default()
}

/// The number that is spelled, as JSON has it; nothing of anything else. Up to fifteen digits are exact in a double, and
/// so are the powers of ten up to there: their quotient is the nearest one. What is longer, or has an exponent, is for
/// `read`.
pub fn number(value: &str, read: ReadNumber) -> Option<f64> {
    if shape(value) != Shape::Number {
        return None;
    }
    let (mut digits, mut scale) = (0.0, None);
    for (index, byte) in value.bytes().enumerate() {
        match byte {
            b'-' if index == 0 => {}
            b'0'..=b'9' if index < 15 => {
                digits = digits * 10.0 + f64::from(byte - b'0');
                scale = scale.map(|scale| scale * 10.0);
            }
            b'.' if scale.is_none() => scale = Some(1.0),
            _ => return Some(read(value)).filter(|number| number.is_finite()),
        }
    }
    let number = digits / scale.unwrap_or(1.0);
    Some(if value.starts_with('-') { -number } else { number })
}

/// The characters of a text; nothing of anything else.
pub fn characters_of(value: &str) -> Option<Cow<'_, str>> {
    (shape(value) == Shape::Text).then(|| characters(inside(value)))
}

/// The characters that are spelled between quotes. Those that need no escapes are not copied.
pub fn characters(spelled: &str) -> Cow<'_, str> {
    match spelled.bytes().any(|byte| byte == b'\\') {
        true => parse::unescaped(spelled).unwrap_or_default(),
        false => Cow::Borrowed(spelled),
    }
}

/// Cuts off what is before the next comma, colon or closing bracket that is in no text and between no other brackets,
/// and says which it was.
fn cut<'a>(rest: &mut &'a str) -> (&'a str, Option<u8>) {
    let bytes = rest.as_bytes();
    let (mut at, mut depth) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = closing_quote(bytes, at + 1),
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' | b':' if depth == 0 => break,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    let first = rest.get(..at).unwrap_or_default().trim_ascii();
    *rest = rest.get(at + 1..).unwrap_or_default();
    (first, bytes.get(at).copied())
}

/// Whether more than `max` arrays and objects are around one.
pub fn is_deeper_than(max: usize, value: &str) -> bool {
    let bytes = value.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = closing_quote(bytes, at + 1),
            b'{' | b'[' if depth > max => return true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    false
}

fn closing_quote(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: &str = r#"{"a":[1,{"b":"}]"},!3],"c\"d":"x,:\\","e":{},"":-1.5}"#;

    #[test]
    fn an_object_is_taken_apart() {
        let expected = [("a", r#"[1,{"b":"}]"},!3]"#), (r#"c\"d"#, r#""x,:\\""#), ("e", "{}"), ("", "-1.5")];
        assert_eq!(members(OBJECT), expected);
        assert_eq!(member(&members(OBJECT), "e"), Some("{}"));
        assert_eq!(characters(r#"c\"d"#), "c\"d");
        for none in ["{}", "[]", "", "null", "\"a\""] {
            assert_eq!(members(none), [], "{none}");
        }
    }

    #[test]
    fn a_list_is_taken_entry_by_entry() {
        let mut entries = inside(r#"[{},{"a":1},[2,3],"]",!0,{}]"#);
        assert_eq!(take_members(&mut entries), []);
        assert_eq!(take_members(&mut entries), [("a", "1")]);
        for expected in ["[2,3]", "\"]\"", "!0", "{}"] {
            assert_eq!(take(&mut entries), expected);
        }
        assert_eq!(entries, "");
    }

    #[test]
    fn blanks_are_nothing() {
        let members = members(" {\n\"a\" : [ 1 , \"x y\" ]\t, \"b\":{ } ,\r\n\"a\": 2 } ");
        assert_eq!(members, [("a", "[ 1 , \"x y\" ]"), ("b", "{ }"), ("a", "2")]);
        assert_eq!(member(&members, "a"), Some("2"), "the last one counts");
        assert_eq!(entries("[ 1 , \"x y\" ]"), ["1", "\"x y\""]);
        assert_eq!([entries("[ ]"), entries("{}"), entries("7")], [[""; 0]; 3]);
    }

    #[test]
    fn a_text_is_told_from_other_values() {
        let members = members(r#"{"a":"x\ny","b":"","c":5,"d":"\ud800"}"#);
        assert_eq!(text(&members, "a").as_deref(), Some("x\ny"));
        for key in ["b", "c", "d", "e"] {
            assert_eq!(text(&members, key), None, "{key}");
        }
    }

    #[test]
    fn numbers_are_read_to_the_last_bit() {
        let read = |value| number(value, |text| text.parse().unwrap_or(f64::NAN));
        for value in [
            "0",
            "-0",
            "7",
            "-12",
            "350.5",
            "0.1",
            "1.005",
            "0.000001",
            "123456789012.34",
            "99999999999999",
            "999999999999999",
            "9007199254740993",
            "0.1234567890123456",
            "1e3",
            "-1.5E-7",
            "1e308",
        ] {
            let expected: f64 = serde_json::from_str(value).unwrap();
            assert_eq!(read(value).map(f64::to_bits), Some(expected.to_bits()), "{value}");
        }
        for value in ["", "\"1\"", "null", "[1]", "{}", "!0", "1e999", "1.2.3", "1-2", "0x10"] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    #[test]
    fn depth_is_counted_outside_of_texts() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(!is_deeper_than(3, &nested(4)) && is_deeper_than(3, &nested(5)));
        assert!(!is_deeper_than(0, r#"{"a":"[[[","b":"\"[["}"#));
        assert!(!is_deeper_than(1, "[[],[],[],{}]"));
    }

    #[test]
    fn what_is_no_json_is_cut_somewhere() {
        for text in ["]", "}}", "{", "[", "\"", "{\"a", "{\"a\\", "}{", "{:}", "{,", "é", "{\"é"] {
            assert!(!is_deeper_than(1, text) && number(text, |_| 0.0).is_none());
            let (mut entries, mut objects) = (text, text);
            while !entries.is_empty() {
                take(&mut entries);
            }
            while !objects.is_empty() {
                take_members(&mut objects);
            }
        }
    }
}
