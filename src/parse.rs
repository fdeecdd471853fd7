//! Reads JSON text (RFC 8259): on the merchant's side into a [`Value`], in a page what is spelled with escapes.
//!
//! `JSON.parse` and a walk over what it gives would cross into JavaScript several times for each value, and serde_json
//! would weigh more than the rest of a page's module.

use std::borrow::Cow;

use crate::value::{MAX_DEPTH, Member, Value};

/// How a number that is not a short decimal is read. A page passes the engine's own reading, because
/// Rust's would weigh several kilobytes there.
pub type ReadNumber = fn(&str) -> f64;

/// The tree of a JSON text of anybody's; `None` if it is none, is nested too deeply, has an object of
/// more than [`MAX_MEMBERS`], or holds half a character. Of members of one name the last one counts, as
/// it does for `JSON.parse`.
pub fn parse(text: &str, number: ReadNumber) -> Option<Value<'_>> {
    Parser { text, at: 0, number, is_foreign: true }.whole()
}

/// The tree of a text of our own, in which no object has two members of one name.
#[cfg(any(test, feature = "edge"))]
pub fn parse_own(text: &str, number: ReadNumber) -> Option<Value<'_>> {
    Parser { text, at: 0, number, is_foreign: false }.whole()
}

/// The characters that are spelled with escapes between quotes.
pub fn unescaped(spelled: &str) -> Option<Cow<'_, str>> {
    Parser { text: spelled, at: 0, number: |_| 0.0, is_foreign: false }.characters()
}

/// Of an object in a text of anybody's, whose names have to be compared with each other.
pub const MAX_MEMBERS: usize = 1000;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    number: ReadNumber,
    /// Whether names may come twice.
    is_foreign: bool,
}

impl<'a> Parser<'a> {
    fn whole(mut self) -> Option<Value<'a>> {
        let tree = self.value(0)?;
        self.blanks();
        (self.at == self.text.len()).then_some(tree)
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        match self.next()? {
            b'"' => self.string().map(Value::String),
            b'{' if depth <= MAX_DEPTH => self.object(depth),
            b'[' if depth <= MAX_DEPTH => self.array(depth),
            b't' => self.word("rue", Value::Bool(true)),
            b'f' => self.word("alse", Value::Bool(false)),
            b'n' => self.word("ull", Value::Null),
            _ => {
                self.at -= 1;
                self.number().map(Value::Number)
            }
        }
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

    /// Whether `byte` comes next; it is passed over.
    fn passes(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn word(&mut self, rest: &str, value: Value<'a>) -> Option<Value<'a>> {
        rest.bytes().all(|byte| self.passes(byte)).then_some(value)
    }

    fn array(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut elements = Vec::new();
        self.blanks();
        if self.passes(b']') {
            return Some(Value::Array(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            match self.next()? {
                b',' => {}
                b']' => return Some(Value::Array(elements)),
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        self.blanks();
        if self.passes(b'}') {
            return Some(Value::Object(members));
        }
        loop {
            let key = if self.next()? == b'"' { self.string()? } else { return None };
            if self.next()? != b':' {
                return None;
            }
            let value = self.value(depth + 1)?;
            self.add(&mut members, (key, value))?;
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

    /// The text up to the closing quote. Text without escapes is not copied.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let text = self.characters()?;
        self.passes(b'"').then_some(text)
    }

    fn characters(&mut self) -> Option<Cow<'a, str>> {
        let mut read = Cow::Borrowed("");
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            let plain = self.text.get(start..self.at)?;
            match &mut read {
                Cow::Owned(read) => read.push_str(plain),
                Cow::Borrowed(_) => read = Cow::Borrowed(plain),
            }
            if !self.passes(b'\\') {
                return Some(read);
            }
            read.to_mut().push(self.escape()?);
        }
    }

    /// The character that an escape stands for.
    fn escape(&mut self) -> Option<char> {
        Some(match self.byte()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'u' => return self.unicode(),
            _ => return None,
        })
    }

    /// Beyond the first 65,536 characters it takes two escapes: surrogates, of which none stands alone.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let is_followed = self.passes(b'\\') && self.passes(b'u');
        let second = self.hex4().filter(|second| is_followed && (0xdc00..0xe000).contains(second))?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
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
    fn number(&mut self) -> Option<f64> {
        let start = self.at;
        let is_negative = self.passes(b'-');
        let leads_with_zero = self.peek() == Some(b'0');
        let (mut mantissa, mut digits) = self.digits(0)?;
        if digits > 1 && leads_with_zero {
            return None;
        }
        let mut scale = 1.0;
        if self.passes(b'.') {
            let (longer, decimals) = self.digits(mantissa)?;
            mantissa = longer;
            digits += decimals;
            for _ in 0..decimals.min(15) {
                scale *= 10.0;
            }
        }
        if self.passes(b'e') || self.passes(b'E') {
            let _ = self.passes(b'+') || self.passes(b'-');
            self.digits(0)?;
            digits = usize::MAX;
        }
        if digits > 15 {
            let number = (self.number)(self.text.get(start..self.at)?);
            return number.is_finite().then_some(number);
        }
        let number = mantissa as f64 / scale;
        Some(if is_negative { -number } else { number })
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
