//! What an option must be.

use super::{address, read};
use crate::scan::{self, Shape};

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
pub const SIGNALS: &str = "signal";

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
pub fn held(value: &str, kind: &str) -> Option<u32> {
    number(scan::member(&scan::members(value), kind)?).map(|place| place as u32)
}

/// The origin that an entry of a list of them is.
pub fn origin(entry: &str) -> Option<String> {
    address::origin(&scan::characters_of(entry)?)
}
