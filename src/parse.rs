//! Reads JSON text (RFC 8259) into a [`Value`]: replies, what a tab has kept, and what a caller gave,
//! which `web/stringify.js` spells as JSON with a mark in each place that it could not read.
//!
//! `JSON.parse` and a walk over what it gives would cross into JavaScript several times for each value.
//! serde_json would weigh more than the rest of a page's module.

use std::borrow::Cow;

use crate::path::Path;
use crate::value::{MAX_DEPTH, Member, Value};

/// How a number that is not a short decimal is read. A page passes the engine's own reading, because
/// Rust's would weigh several kilobytes there.
pub type ReadNumber = fn(&str) -> f64;

/// Why a place holds no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Marked by who wrote the text: `!` and a digit.
    Marked(u8),
    /// A string with a lone surrogate, which UTF-8 cannot hold.
    HalfCharacter,
}

/// The tree of a JSON text of anybody's; `None` if it is none, is nested too deeply, has an object of
/// more than [`MAX_MEMBERS`], or holds half a character. Of members of one name the last one counts, as
/// it does for `JSON.parse`.
pub fn parse(text: &str, number: ReadNumber) -> Option<Value<'_>> {
    let mut complete = true;
    let tree = Parser { text, at: 0, number, is_foreign: true, unread: &mut |_, _| complete = false }.whole();
    tree.filter(|_| complete)
}

/// The tree of a text of `web/stringify.js`: JSON, in which the places that hold no value are null, and
/// told to `unread`.
pub fn parse_marked<'a>(text: &'a str, number: ReadNumber, unread: Unreadable<'_>) -> Option<Value<'a>> {
    Parser { text, at: 0, number, is_foreign: false, unread }.whole()
}

/// Of an object in a text of anybody's, whose names have to be compared with each other.
pub const MAX_MEMBERS: usize = 1000;

type Unreadable<'u> = &'u mut dyn FnMut(&Path<'_>, Unread);

struct Parser<'a, 'u> {
    text: &'a str,
    at: usize,
    number: ReadNumber,
    /// Whether names may come twice.
    is_foreign: bool,
    unread: Unreadable<'u>,
}

impl<'a> Parser<'a, '_> {
    fn whole(mut self) -> Option<Value<'a>> {
        let tree = self.value(&Path::Root, 0)?;
        self.blanks();
        (self.at == self.text.len()).then_some(tree)
    }

    fn value(&mut self, path: &Path<'_>, depth: usize) -> Option<Value<'a>> {
        match self.next()? {
            b'"' => Some(match self.string()? {
                Some(text) => Value::String(text),
                None => self.nothing(path, Unread::HalfCharacter),
            }),
            b'{' if depth <= MAX_DEPTH => self.object(path, depth),
            b'[' if depth <= MAX_DEPTH => self.array(path, depth),
            b't' => self.word("rue", Value::Bool(true)),
            b'f' => self.word("alse", Value::Bool(false)),
            b'n' => self.word("ull", Value::Null),
            b'!' => {
                let reason = self.byte()?.checked_sub(b'0')?;
                Some(self.nothing(path, Unread::Marked(reason)))
            }
            b'-' | b'0'..=b'9' => self.decimal(),
            _ => None,
        }
    }

    fn nothing(&mut self, path: &Path<'_>, why: Unread) -> Value<'a> {
        (self.unread)(path, why);
        Value::Null
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The first byte after blanks.
    fn next(&mut self) -> Option<u8> {
        self.blanks();
        self.byte()
    }

    fn word(&mut self, rest: &str, value: Value<'a>) -> Option<Value<'a>> {
        let is_there = self.text.get(self.at..)?.starts_with(rest);
        self.at += rest.len();
        is_there.then_some(value)
    }

    /// Whether `close` comes next; it is passed over.
    fn closes(&mut self, close: u8) -> bool {
        self.blanks();
        let is_there = self.peek() == Some(close);
        self.at += usize::from(is_there);
        is_there
    }

    fn array(&mut self, path: &Path<'_>, depth: usize) -> Option<Value<'a>> {
        let mut elements = Vec::new();
        if self.closes(b']') {
            return Some(Value::Array(elements));
        }
        loop {
            let path = Path::Index(path, elements.len());
            elements.push(self.value(&path, depth + 1)?);
            match self.next()? {
                b',' => {}
                b']' => return Some(Value::Array(elements)),
                _ => return None,
            }
        }
    }

    fn object(&mut self, path: &Path<'_>, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        if self.closes(b'}') {
            return Some(Value::Object(members));
        }
        loop {
            if let Some(member) = self.member(path, depth)? {
                self.add(&mut members, member)?;
            }
            match self.next()? {
                b',' => {}
                b'}' => return Some(Value::Object(members)),
                _ => return None,
            }
        }
    }

    fn add(&self, members: &mut Vec<Member<'a>>, member: Member<'a>) -> Option<()> {
        if self.is_foreign {
            if let Some(known) = members.iter_mut().find(|(name, _)| *name == member.0) {
                *known = member;
                return Some(());
            }
            if members.len() >= MAX_MEMBERS {
                return None;
            }
        }
        members.push(member);
        Some(())
    }

    /// A key and its value; no member if the key holds half a character.
    fn member(&mut self, path: &Path<'_>, depth: usize) -> Option<Option<Member<'a>>> {
        let key = match self.next()? {
            b'"' => self.string()?,
            _ => return None,
        };
        if self.next()? != b':' {
            return None;
        }
        let Some(key) = key else {
            self.nothing(path, Unread::HalfCharacter);
            self.value(path, depth + 1)?;
            return Some(None);
        };
        let value = self.value(&Path::Key(path, &key), depth + 1)?;
        Some(Some((key, value)))
    }

    /// The text up to the closing quote; nothing if it holds half a character. Text without escapes is
    /// not copied.
    fn string(&mut self) -> Option<Option<Cow<'a, str>>> {
        let mut read = Cow::Borrowed("");
        let mut is_whole = true;
        loop {
            let plain = self.plain()?;
            match self.byte()? {
                b'"' if read.is_empty() => return Some(is_whole.then_some(Cow::Borrowed(plain))),
                b'"' => {
                    read.to_mut().push_str(plain);
                    return Some(is_whole.then_some(read));
                }
                b'\\' => {
                    read.to_mut().push_str(plain);
                    match self.escape()? {
                        Some(character) => read.to_mut().push(character),
                        None => is_whole = false,
                    }
                }
                _ => return None,
            }
        }
    }

    /// Text up to what cannot stand for itself in a string.
    fn plain(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))?;
        self.at += length;
        rest.get(..length)
    }

    /// The character that an escape stands for; nothing for half of one.
    fn escape(&mut self) -> Option<Option<char>> {
        let character = match self.byte()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'u' => return self.unicode(),
            _ => return None,
        };
        Some(Some(character))
    }

    fn unicode(&mut self) -> Option<Option<char>> {
        let first = self.hex4()?;
        let is_high = (0xd800..0xdc00).contains(&first);
        if !is_high || self.text.as_bytes().get(self.at..self.at + 2) != Some(b"\\u") {
            return Some(char::from_u32(first));
        }
        let low_at = self.at;
        self.at += 2;
        let second = self.hex4()?;
        if !(0xdc00..0xe000).contains(&second) {
            // It is a character of its own.
            self.at = low_at;
            return Some(None);
        }
        Some(char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)))
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut read = 0;
        for _ in 0..4 {
            read = read << 4 | char::from(self.byte()?).to_digit(16)?;
        }
        Some(read)
    }

    /// The digits of the mantissa up to 2^53, divided by a power of ten up to 10^22: all are exact in
    /// a double, so the quotient is the nearest one. What is longer, or has an exponent, is for `number`.
    fn decimal(&mut self) -> Option<Value<'a>> {
        let start = self.at - 1;
        self.at = start + usize::from(self.text.as_bytes().get(start) == Some(&b'-'));
        let is_negative = self.at > start;
        let (whole, digits) = self.digits(0)?;
        // A leading zero stands alone.
        if digits > 1 && self.text.as_bytes().get(self.at - digits) == Some(&b'0') {
            return None;
        }
        let mut mantissa = whole;
        let mut scale = 1.0;
        let mut is_short = digits <= 15;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let (longer, decimals) = self.digits(mantissa)?;
            mantissa = longer;
            is_short = digits + decimals <= 15;
            for _ in 0..decimals.min(15) {
                scale *= 10.0;
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            is_short = false;
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits(0)?;
        }
        if !is_short {
            let number = (self.number)(self.text.get(start..self.at)?);
            return number.is_finite().then_some(Value::Number(number));
        }
        let number = mantissa as f64 / scale;
        Some(Value::Number(if is_negative { -number } else { number }))
    }

    /// At least one digit, appended to `number`, and how many there were.
    fn digits(&mut self, mut number: u64) -> Option<(u64, usize)> {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        (self.at > start).then_some((number, self.at - start))
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
