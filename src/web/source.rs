//! An options object, read from own members only: what a polluted prototype supplies must not
//! decide where orders go. A key that is not an option is refused, not ignored: a misspelt `timeout`
//! would be missed only when it is needed.
//!
//! Once there is a [`Source`], each of its options is what its table says that it must be, and is read without further ado.

use std::borrow::Cow;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::limit::Signal;
use super::option_type::{OptionType, SIGNALS, Table, held, number, origin};
use super::page;
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

fn is_secret(key: &str) -> bool {
    let letters: Vec<u8> = key.bytes().filter(u8::is_ascii_alphanumeric).collect();
    // Not `str::contains`: its search for long texts would weigh two kilobytes of a page.
    letters.windows(6).any(|part| part.eq_ignore_ascii_case(b"secret"))
}
