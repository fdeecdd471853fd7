//! The formats that text may have to have, each with what is said of text that has not.

use std::borrow::Cow;

use crate::contact;

/// A format that text may have to have.
pub struct Format {
    pub max: usize,
    /// The text in the API's spelling: borrowed, if that is how it came.
    pub read: fn(&str) -> Option<Cow<'_, str>>,
    pub expected: &'static str,
}

pub const MOBILE: Format = Format {
    max: 255,
    read: |text| contact::mobile_number(text).map(Cow::Owned),
    expected: "must be a Saudi mobile number, such as 512345678 or +966 51 234 5678",
};
pub const NATIONAL_ID: Format = Format {
    max: 255,
    read: |text| contact::national_id(text).map(Cow::Owned),
    expected: "must be ten digits, the first of them 1 or 2",
};
pub const EMAIL: Format = Format {
    max: 255,
    // Keyboards that fill an address in put a blank behind it.
    read: |text| match text.trim_ascii() {
        address if !contact::is_email(address) => None,
        address if address.len() < text.len() => Some(Cow::Owned(address.to_owned())),
        address => Some(Cow::Borrowed(address)),
    },
    expected: "must be an e-mail address (or left out)",
};
pub const UUID: Format = Format {
    max: 255,
    read: |text| contact::is_uuid(text).then_some(Cow::Borrowed(text)),
    expected: "must be a UUID",
};
pub const WEB_ADDRESS: Format = Format {
    max: 2048,
    read: |text| contact::is_web_address(text).then_some(Cow::Borrowed(text)),
    expected: "must be an absolute https address (http only for localhost)",
};
