//! An options object, read from own members only: what a polluted prototype supplies must not
//! decide where orders go. A key that is not an option is refused, not ignored: a misspelt `timeout`
//! would be missed only when it is needed.
//!
//! Tables say which options there are, and what each must be. Once there is a [`Source`], each of its options is
//! that, and is read without further ado.

use std::borrow::Cow;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::limit::Signal;
use super::{address, page, read};
use crate::ascii;
use crate::error::{CheckoutError, ErrorCode};
use crate::scan::{self, Member, Shape};

#[wasm_bindgen(module = "/src/web/stringify.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn members(one: &JsValue, other: &JsValue) -> Result<Array, JsValue>;
}

pub type Read<T> = Result<T, CheckoutError>;

/// What two options objects have, whether they may or not: a client's and a call's, or the only one and undefined.
pub struct Members {
    json: String,
    held: Array,
}

impl Members {
    pub fn read(one: &JsValue, other: &JsValue) -> Read<Members> {
        let held = members(one, other)
            .map_err(|cause| CheckoutError::options("the options cannot be read").because(cause))?;
        Ok(Members { json: held.get(0).as_string().unwrap_or_default(), held })
    }

    /// Both, in their JSON: null where there is none.
    pub fn objects(&self) -> (&str, &str) {
        let mut objects = scan::inside(&self.json);
        (scan::take(&mut objects), scan::take(&mut objects))
    }
}

/// A table of options: their names, and what they must be.
pub type Table = [(&'static str, OptionType)];

/// What an option must be: in words, and whether a value of JSON is that. What is no plain data has its type there,
/// as `stringify.js` writes it.
pub struct OptionType {
    pub expected: &'static str,
    pub fits: fn(&str) -> bool,
}

/// For what is looked at later, if at all.
pub const ANYTHING: OptionType = OptionType { expected: "", fits: |_| true };
/// Nobody's address or name is longer.
pub const TEXT: OptionType =
    OptionType { expected: "text", fits: |value| is_text(value, |text| text.len() <= 4096) };
pub const FLAG: OptionType = OptionType { expected: "true or false", fits: is_flag };
pub const FUNCTION: OptionType = OptionType { expected: "a function", fits: is_function };
/// So many ms as a timer can wait.
pub const MS: OptionType = OptionType {
    expected: "a number of ms, at least 1",
    fits: |value| number(value).is_some_and(|ms| ms >= 1.0 && ms <= f64::from(i32::MAX)),
};
pub const RETRIES: OptionType = OptionType {
    expected: "a whole number from 0 to 10",
    fits: |value| number(value).is_some_and(|count| f64::from(count as u8) == count && count <= 10.0),
};
pub const ORIGINS: OptionType = OptionType {
    expected: "an array of origins such as \"https://pay.example\"",
    fits: |value| {
        scan::shape(value) == Shape::Array
            && scan::entries(value).into_iter().all(|entry| origin(entry).is_some())
    },
};
pub const SIGNAL: OptionType =
    OptionType { expected: "an AbortSignal", fits: |value| held(value, SIGNALS).is_some() };
/// The type of one in an array, as `stringify.js` has it.
const SIGNALS: &str = "signal";

#[cfg(feature = "edge")]
pub const ORIGIN: OptionType = OptionType {
    expected: "an origin such as \"https://shop.example\"",
    fits: |value| origin(value).is_some(),
};

/// For what is looked at when it is read.
#[cfg(feature = "edge")]
pub fn is_readable(value: &str) -> bool {
    held(value, "threw").is_none()
}

pub fn is_function(value: &str) -> bool {
    held(value, "function").is_some()
}

pub fn is_flag(value: &str) -> bool {
    matches!(value, "true" | "false")
}

/// Whether it is text of which that holds.
pub fn is_text(value: &str, holds: impl Fn(&str) -> bool) -> bool {
    scan::characters_of(value).is_some_and(|text| holds(&text))
}

/// The number that it is.
pub fn number(value: &str) -> Option<f64> {
    scan::number(value, read::read_number)
}

/// The place of what is no plain data, if it is of this type.
fn held(value: &str, kind: &str) -> Option<u32> {
    number(scan::member(&scan::members(value), kind)?).map(|place| place as u32)
}

/// Of one attempt, in ms.
pub const DEFAULT_TIMEOUT_MS: u32 = 15_000;
/// Of a whole call, in ms: room for the three attempts of the other defaults with their pauses.
const DEFAULT_DEADLINE_MS: u32 = 60_000;
const DEFAULT_MAX_RETRIES: u32 = 2;

/// An options object that has nothing but options, each of its kind.
pub struct Source<'a> {
    members: Vec<Member<'a>>,
    held: &'a Array,
}

impl<'a> Source<'a> {
    /// Of one of the objects of these members.
    pub fn new(object: &'a str, members: &'a Members, tables: &[&Table]) -> Read<Source<'a>> {
        if scan::shape(object) != Shape::Object {
            return Err(CheckoutError::options("the options must be an object"));
        }
        let source = Source { members: scan::members(object), held: &members.held };
        for (key, _) in &source.members {
            let key = &*scan::characters(key);
            if is_secret(key) && page::is_browser() {
                let message = "a page was given a secret; use jeelpay-checkout/edge on a server, and replace the secret";
                return Err(CheckoutError::new(ErrorCode::SecretInBrowser, message));
            }
            let known = tables.iter().find_map(|table| table.iter().find(|(name, _)| *name == key));
            match known {
                Some((_, kind)) => source.check(key, kind)?,
                None => return Err(CheckoutError::options(ascii::joined(&[key, " is not an option here"]))),
            }
        }
        Ok(source)
    }

    /// An option that is of this kind, if it was given at all.
    pub fn check(&self, key: &str, kind: &OptionType) -> Read<()> {
        match self.get(key) {
            Some(value) if !(kind.fits)(value) => Err(self.refused(key, kind)),
            _ => Ok(()),
        }
    }

    fn refused(&self, key: &str, kind: &OptionType) -> CheckoutError {
        match self.held(key, "threw") {
            Some(cause) => {
                CheckoutError::options(ascii::joined(&[key, " threw when it was read"])).because(cause)
            }
            None => CheckoutError::options(ascii::joined(&[key, " must be ", kind.expected])),
        }
    }

    /// Nothing when it is absent or null.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        scan::member(&self.members, key).filter(|value| *value != "null")
    }

    /// What is no plain data, if it is of this type.
    pub fn held(&self, key: &str, kind: &str) -> Option<JsValue> {
        held(self.get(key)?, kind).map(|place| self.held.get(place))
    }

    pub fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        scan::characters_of(self.get(key)?)
    }

    pub fn is_true(&self, key: &str) -> bool {
        self.get(key) == Some("true")
    }

    pub fn function(&self, key: &str) -> Option<Function> {
        self.held(key, "function").map(JsCast::unchecked_into)
    }

    pub fn signal(&self) -> Option<Signal> {
        self.held("signal", SIGNALS).map(|signals| Signal(signals.unchecked_into()))
    }

    /// Whatever it is.
    #[cfg(feature = "edge")]
    pub fn value(&self, key: &str) -> JsValue {
        let Some(value) = self.get(key) else { return JsValue::UNDEFINED };
        match scan::members(value).as_slice() {
            [(kind, _)] => self.held(key, kind).unwrap_or_default(),
            _ => super::write::plain(value),
        }
    }

    /// What is made of an option, if it was given; an error if nothing can be.
    #[cfg(feature = "edge")]
    pub fn read<T>(
        &self,
        key: &str,
        kind: &OptionType,
        read: impl FnOnce(JsValue) -> Option<T>,
    ) -> Read<Option<T>> {
        match self.get(key) {
            Some(_) => read(self.value(key)).map(Some).ok_or_else(|| self.refused(key, kind)),
            None => Ok(None),
        }
    }

    #[cfg(feature = "edge")]
    pub fn origin(&self, key: &str) -> Option<String> {
        origin(self.get(key)?)
    }

    pub fn origins(&self, key: &str) -> Vec<String> {
        let entries = scan::entries(self.get(key).unwrap_or_default());
        entries.into_iter().filter_map(origin).collect()
    }

    pub fn number(&self, key: &str) -> Option<u32> {
        number(self.get(key)?).map(|number| number as u32)
    }

    /// Of one attempt, in ms.
    pub fn timeout(&self) -> u32 {
        self.number("timeout").unwrap_or(DEFAULT_TIMEOUT_MS)
    }

    /// Of the whole call, in ms.
    pub fn deadline(&self) -> u32 {
        self.number("deadline").unwrap_or(DEFAULT_DEADLINE_MS)
    }

    pub fn max_retries(&self) -> u32 {
        self.number("maxRetries").unwrap_or(DEFAULT_MAX_RETRIES)
    }
}

fn origin(entry: &str) -> Option<String> {
    address::origin(&scan::characters_of(entry)?)
}

fn is_secret(key: &str) -> bool {
    let letters: Vec<u8> = key.bytes().filter(u8::is_ascii_alphanumeric).collect();
    // Not `str::contains`: its search for long texts would weigh two kilobytes of a page.
    letters.windows(6).any(|part| part.eq_ignore_ascii_case(b"secret"))
}
