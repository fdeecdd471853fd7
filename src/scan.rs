//! JSON text of our own, taken apart where it stands: what `web/stringify.js` and [`crate::json`] have spelled, without
//! blanks. An order of ten thousand items is looked at in its text; no tree is made of it, and what is sent as
//! it came is copied from there.
//!
//! A value is a piece of such a text. Text that is no JSON is cut somewhere, and does no harm.

use std::borrow::Cow;

use crate::parse;

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
pub fn members(mut object: &str) -> Vec<Member<'_>> {
    if shape(object) == Shape::Object { take_members(&mut object) } else { Vec::new() }
}

/// The member called `key`, which needs no escapes.
pub fn member<'a>(members: &[Member<'a>], key: &str) -> Option<&'a str> {
    members.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
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
    let first = rest.get(..at).unwrap_or_default();
    *rest = rest.get(at + 1..).unwrap_or_default();
    (first, bytes.get(at).copied())
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
    fn what_is_no_json_is_cut_somewhere() {
        for text in ["{", "[", "\"", "{\"a", "{\"a\\", "}{", "{:}", "{,", "é", "{\"é"] {
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
