//! What a field may hold: text, numbers, money.

use std::borrow::Cow;

use super::Checker;
use crate::amount::{self, AmountError};
use crate::digits;
use crate::format::Format;
use crate::json::MAX_SAFE_INTEGER;
use crate::path::Path;
use crate::scan::{self, Shape};

impl Checker {
    pub(super) fn text(&mut self, path: &Path<'_>, value: &str, max: usize) {
        if scan::shape(value) != Shape::Text {
            return self.mistaken(path, value, "must be a string");
        }
        // Bytes are never fewer than UTF-16 units, and counted already.
        let spelled = scan::inside(value);
        if spelled.len() > max && scan::characters(spelled).encode_utf16().count() > max {
            let mut message = String::from("must have at most ");
            digits::push(&mut message, max as u64);
            message.push_str(" characters (UTF-16 units)");
            self.issue(path, "too_long", &message);
        }
        self.body.push_str(value);
    }

    /// Text in a format of its own, put into the API's spelling.
    pub(super) fn spelled(&mut self, path: &Path<'_>, value: &str, format: &Format) {
        let start = self.body.len();
        self.text(path, value, format.max);
        if scan::shape(value) != Shape::Text {
            return;
        }
        match (format.read)(&scan::characters(scan::inside(value))) {
            Some(Cow::Borrowed(_)) => {}
            Some(Cow::Owned(spelled)) => {
                self.body.truncate(start);
                self.body.push('"');
                self.body.push_str(&spelled);
                self.body.push('"');
            }
            None => self.issue(path, "format", format.expected),
        }
    }

    pub(super) fn quantity(&mut self, path: &Path<'_>, value: &str) {
        let (code, message) = match scan::number(value, self.number) {
            Some(number) if number.round_ties_even() != number => ("format", "must be a whole number"),
            Some(number) if number < 1.0 => ("minimum", "must be at least 1"),
            Some(number) if number > MAX_SAFE_INTEGER => ("maximum", "is too large"),
            None => return self.mistaken(path, value, "must be a whole number, such as 2 (and not \"2\")"),
            number => {
                self.quantity = number;
                return self.body.push_str(value);
            }
        };
        self.issue(path, code, message);
    }

    pub(super) fn amount(&mut self, path: &Path<'_>, value: &str) -> Option<i64> {
        let read = match scan::shape(value) {
            Shape::Text => amount::from_text(&scan::characters(scan::inside(value))),
            _ => {
                scan::number(value, self.number).ok_or(AmountError::NotANumber).and_then(amount::from_number)
            }
        };
        let (code, message) = match read {
            Ok(halalas) => return Some(halalas),
            Err(AmountError::NotANumber) => {
                self.mistaken(path, value, "must be SAR, as a number or as decimal text like \"350.50\"");
                return None;
            }
            Err(AmountError::Negative) => ("minimum", "must not be negative"),
            Err(AmountError::TooFine) => ("decimals", "must have at most two decimals (SAR, not halalas)"),
            Err(AmountError::TooLarge) => ("maximum", "is too large (is it in halalas? SAR is expected)"),
        };
        self.issue(path, code, message);
        None
    }

    /// In halalas. Both are whole, so it is exact as long as it is not too large.
    pub(super) fn product(&self) -> Option<f64> {
        Some(self.price? as f64 * self.quantity?)
    }

    /// What the total must be is taken, and compared with what is given.
    pub(super) fn total(&mut self, path: &Path<'_>, value: Option<&str>) {
        let Some(product) = self.product().filter(|product| *product <= amount::MAX_HALALAS as f64) else {
            return self.issue(path, "maximum", "unit_price × quantity is too large");
        };
        let total = product as i64;
        if let Some(value) = value
            && self.amount(path, value).is_some_and(|given| given != total)
        {
            self.issue(path, "mismatch", "must be unit_price × quantity");
        }
        amount::push_sar(&mut self.body, total);
    }
}
