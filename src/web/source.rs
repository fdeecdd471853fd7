//! An options object, read from own properties only: what a polluted prototype supplies must not
//! decide where orders go. A key that is not an option is refused, not ignored: a misspelt `timeout`
//! would be missed only when it is needed.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::limit::Signal;
use super::{address, js, page};
use crate::error::{CheckoutError, ErrorCode};

/// Of one attempt, in ms.
pub const DEFAULT_TIMEOUT_MS: u32 = 15_000;
/// Of a whole call, in ms: room for the three attempts of the other defaults with their pauses.
const DEFAULT_DEADLINE_MS: u32 = 60_000;
const DEFAULT_MAX_RETRIES: u32 = 2;

pub type Read<T> = Result<T, CheckoutError>;

/// An options object.
pub struct Source(JsValue);

impl Source {
    pub fn new(object: &JsValue, allowed: &[&[&str]]) -> Read<Source> {
        if !object.is_object() {
            return Err(CheckoutError::options("options must be an object with baseUrl or environment"));
        }
        let keys = js::keys(object)
            .map_err(|cause| CheckoutError::options("the options cannot be read").because(cause))?;
        for key in keys.iter() {
            let key = js::short_text(&key, 100).unwrap_or_else(|| "a key of over 100 characters".to_owned());
            if is_secret(&key) && page::is_browser() {
                let message = "a page was given a secret; use jeelpay-checkout/edge on a server, and replace the secret";
                return Err(CheckoutError::new(ErrorCode::SecretInBrowser, message));
            }
            if !allowed.iter().any(|keys| keys.contains(&key.as_str())) {
                return Err(CheckoutError::options(format!("{key} is not an option here")));
            }
        }
        Ok(Source(object.clone()))
    }

    /// Undefined when it is absent or null.
    pub fn get(&self, key: &str) -> Read<JsValue> {
        match js::own(&self.0, key) {
            Ok(value) if value.is_null() => Ok(JsValue::UNDEFINED),
            Ok(value) => Ok(value),
            Err(cause) => Err(CheckoutError::options(format!("{key} threw when it was read")).because(cause)),
        }
    }

    pub fn read<T>(&self, key: &str, expected: &str, read: impl Fn(JsValue) -> Option<T>) -> Read<Option<T>> {
        let value = self.get(key)?;
        if value.is_undefined() {
            return Ok(None);
        }
        read(value).map(Some).ok_or_else(|| must_be(key, expected))
    }

    pub fn text(&self, key: &str) -> Read<Option<String>> {
        self.read(key, "text", |value| js::short_text(&value, 4096))
    }

    pub fn function(&self, key: &str) -> Read<Option<Function>> {
        self.read(key, "a function", |value| value.dyn_into().ok())
    }

    /// An object with these methods.
    #[cfg(feature = "edge")]
    pub fn object_with(&self, key: &str, methods: [&str; 2]) -> Read<Option<JsValue>> {
        let has = |value: &JsValue, method| js::get(value, method).is_ok_and(|method| method.is_function());
        let expected = format!("an object with {} and {}", methods[0], methods[1]);
        self.read(key, &expected, |value| {
            (value.is_object() && methods.iter().all(|method| has(&value, method))).then_some(value)
        })
    }

    pub fn is_true(&self, key: &str) -> Read<bool> {
        Ok(self.read(key, "true or false", |value| value.as_bool())?.unwrap_or(false))
    }

    /// A number of ms that a timer can wait.
    pub fn positive(&self, key: &str) -> Read<Option<f64>> {
        let fits = |ms: &f64| *ms >= 1.0 && *ms <= f64::from(i32::MAX);
        self.read(key, "a number of ms, at least 1", |value| value.as_f64().filter(fits))
    }

    /// Of one attempt, in ms.
    pub fn timeout(&self) -> Read<u32> {
        Ok(self.positive("timeout")?.map_or(DEFAULT_TIMEOUT_MS, |ms| ms as u32))
    }

    /// Of the whole call, in ms.
    pub fn deadline(&self) -> Read<u32> {
        Ok(self.positive("deadline")?.map_or(DEFAULT_DEADLINE_MS, |ms| ms as u32))
    }

    pub fn max_retries(&self) -> Read<u32> {
        let fits = |count: &f64| (0.0..=10.0).contains(count) && count.round_ties_even() == *count;
        let count =
            self.read("maxRetries", "a whole number from 0 to 10", |value| value.as_f64().filter(fits))?;
        Ok(count.map_or(DEFAULT_MAX_RETRIES, |count| count as u32))
    }

    #[cfg(feature = "edge")]
    pub fn origin(&self, key: &str) -> Read<Option<String>> {
        let read = |value: JsValue| address::origin(&js::short_text(&value, 4096)?);
        self.read(key, "an origin such as \"https://shop.example\"", read)
    }

    pub fn origins(&self, key: &str) -> Read<Vec<String>> {
        let read = |value: JsValue| {
            let entries = js::list(&value)?;
            entries.iter().map(|entry| address::origin(&js::short_text(entry, 4096)?)).collect()
        };
        Ok(self.read(key, "an array of origins such as \"https://pay.example\"", read)?.unwrap_or_default())
    }

    pub fn signal(&self) -> Read<Option<Signal>> {
        self.read("signal", "an AbortSignal", Signal::new)
    }
}

/// In the module once, and not for each kind of value.
#[inline(never)]
fn must_be(key: &str, expected: &str) -> CheckoutError {
    CheckoutError::options(format!("{key} must be {expected}"))
}

fn is_secret(key: &str) -> bool {
    let letters: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    // Not `str::contains`: its search for long texts would weigh two kilobytes of a page.
    letters.as_bytes().windows(6).any(|part| part.eq_ignore_ascii_case(b"secret"))
}
