//! Money, in whole halalas (1 SAR = 100 halalas).
//!
//! The API takes and shows SAR as JSON numbers with at most two decimals. Sums and products of
//! binary fractions drift (0.1 × 3 is 0.30000000000000004), so nothing is computed in them here.

use crate::digits;
use crate::value::Value;

/// The largest amount that is read: ten thousand million SAR. Far above any fee, and far below
/// where a double could no longer tell two halalas apart.
pub const MAX_HALALAS: i64 = 1_000_000_000_000;

/// Of an amount with more digits it is said that it is too large, and not that it is negative.
const LARGEST_READ: i64 = 10_000_000_000_000;

/// Why a value is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Neither a number nor decimal digits in text.
    NotANumber,
    Negative,
    /// More than two decimals.
    TooFine,
    TooLarge,
}

/// Reads SAR, given as a number (`350.5`) or as decimal text (`"350.50"`), into halalas.
pub fn halalas(value: &Value<'_>) -> Result<i64, AmountError> {
    match value {
        Value::Halalas(halalas) => Ok(*halalas),
        Value::Number(sar) => from_number(*sar),
        Value::String(text) => from_text(text),
        _ => Err(AmountError::NotANumber),
    }
}

/// A double is taken for the amount it was meant to be: what arithmetic leaves in its last bits
/// (a few units in the last place) is no third decimal.
pub fn from_number(sar: f64) -> Result<i64, AmountError> {
    let scaled = sar * 100.0;
    if !scaled.is_finite() {
        return Err(AmountError::NotANumber);
    }
    let whole = scaled.round_ties_even();
    let noise = scaled.abs().max(1.0) * f64::EPSILON * 16.0;
    match whole {
        _ if (scaled - whole).abs() > noise => Err(AmountError::TooFine),
        _ if whole < 0.0 => Err(AmountError::Negative),
        _ if whole > MAX_HALALAS as f64 => Err(AmountError::TooLarge),
        _ => Ok(whole as i64),
    }
}

/// Digits, and at most one point with at most two decimals that count (`"10.500"` is 10.50).
pub fn from_text(text: &str) -> Result<i64, AmountError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let point = unsigned.bytes().position(|byte| byte == b'.').unwrap_or(unsigned.len());
    let whole = unsigned.get(..point).unwrap_or_default();
    let decimals = unsigned.get(point + 1..).unwrap_or("0");
    if whole.is_empty() || decimals.is_empty() || !digits::are_all(whole) || !digits::are_all(decimals) {
        return Err(AmountError::NotANumber);
    }
    let mut decimals = decimals.bytes();
    let mut halalas = 0;
    let cents = [decimals.next(), decimals.next()].map(|digit| digit.unwrap_or(b'0'));
    for digit in whole.bytes().chain(cents) {
        // What is too large stays so, however it goes on.
        if halalas < LARGEST_READ {
            halalas = halalas * 10 + i64::from(digit - b'0');
        }
    }
    match halalas {
        _ if decimals.any(|digit| digit != b'0') => Err(AmountError::TooFine),
        1..LARGEST_READ if text != unsigned => Err(AmountError::Negative),
        0..=MAX_HALALAS => Ok(halalas),
        _ => Err(AmountError::TooLarge),
    }
}

/// Appends halalas as SAR in the shortest JSON spelling: `350`, `350.5`, `350.55`.
pub fn push_sar(text: &mut String, halalas: i64) {
    if halalas < 0 {
        text.push('-');
    }
    let (whole, cents) = (halalas.unsigned_abs() / 100, halalas.unsigned_abs() % 100);
    digits::push(text, whole);
    if cents > 0 {
        text.push('.');
        digits::push(text, cents / 10);
    }
    if cents % 10 > 0 {
        digits::push(text, cents % 10);
    }
}

/// Halalas as SAR, alone.
pub fn sar(halalas: i64) -> String {
    let mut text = String::new();
    push_sar(&mut text, halalas);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers() {
        for (sar, expected) in [
            (0.0, Ok(0)),
            (-0.0, Ok(0)),
            (350.0, Ok(35000)),
            (0.1 * 3.0, Ok(30)),
            (0.07 * 100.0, Ok(700)),
            (1.1 + 2.2, Ok(330)),
            (19.99 * 3.0, Ok(5997)),
            (9_999_999_999.99, Ok(999_999_999_999)),
            (10_000_000_000.0, Ok(MAX_HALALAS)),
            (10_000_000_000.01, Err(AmountError::TooLarge)),
            (1e300, Err(AmountError::TooLarge)),
            (10.005, Err(AmountError::TooFine)),
            (0.001, Err(AmountError::TooFine)),
            (0.000001, Err(AmountError::TooFine)),
            (-1.0, Err(AmountError::Negative)),
            (f64::NAN, Err(AmountError::NotANumber)),
            (f64::INFINITY, Err(AmountError::NotANumber)),
            (f64::MAX, Err(AmountError::NotANumber)),
        ] {
            assert_eq!(halalas(&Value::Number(sar)), expected, "{sar:?}");
        }
    }

    #[test]
    fn reads_every_halala_up_to_ten_thousand_sar() {
        for expected in 0..1_000_000_i64 {
            assert_eq!(from_number(expected as f64 / 100.0), Ok(expected));
            assert_eq!(from_text(&sar(expected)), Ok(expected));
        }
    }

    #[test]
    fn reads_decimal_text() {
        for (text, expected) in [
            ("350", Ok(35000)),
            ("350.5", Ok(35050)),
            ("350.500", Ok(35050)),
            ("0.30", Ok(30)),
            ("00012.01", Ok(1201)),
            ("0", Ok(0)),
            ("-0", Ok(0)),
            ("-5", Err(AmountError::Negative)),
            ("0.125", Err(AmountError::TooFine)),
            ("99999999999999999999999999", Err(AmountError::TooLarge)),
            ("", Err(AmountError::NotANumber)),
            (".", Err(AmountError::NotANumber)),
            (".5", Err(AmountError::NotANumber)),
            ("5.", Err(AmountError::NotANumber)),
            ("1,000", Err(AmountError::NotANumber)),
            ("1e3", Err(AmountError::NotANumber)),
            ("+1", Err(AmountError::NotANumber)),
            (" 1", Err(AmountError::NotANumber)),
            ("1.2.3", Err(AmountError::NotANumber)),
            ("٣", Err(AmountError::NotANumber)),
        ] {
            assert_eq!(halalas(&Value::from(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn nothing_else_is_an_amount() {
        for value in [Value::Null, Value::Bool(true), Value::Array(vec![]), Value::Object(vec![])] {
            assert_eq!(halalas(&value), Err(AmountError::NotANumber));
        }
    }
}
