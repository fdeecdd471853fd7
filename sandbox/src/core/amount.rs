//! Amounts of money, exactly: the digits that were sent, never a binary floating-point number.

use rust_decimal::Decimal;
use serde_json::value::RawValue;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// More digits, or a larger exponent, than any price has.
    OutOfRange,
    TooManyDecimals,
}

/// SAR in integer halalas.
pub fn halalas(number: &RawValue) -> Result<i64, AmountFault> {
    let scaled = decimal(number)?.checked_mul(Decimal::ONE_HUNDRED).ok_or(AmountFault::OutOfRange)?;
    if !scaled.fract().is_zero() {
        return Err(AmountFault::TooManyDecimals);
    }
    i64::try_from(scaled).map_err(|_| AmountFault::OutOfRange)
}

/// A whole number, in whichever way JSON allows to write it (`3`, `3.0`, `3e0`).
pub fn whole(number: &RawValue) -> Option<i64> {
    let value = decimal(number).ok()?;
    value.fract().is_zero().then(|| i64::try_from(value).ok()).flatten()
}

fn decimal(number: &RawValue) -> Result<Decimal, AmountFault> {
    let text = number.get();
    let parsed = match text.contains(['e', 'E']) {
        true => Decimal::from_scientific(text),
        false => Decimal::from_str_exact(text),
    };
    parsed.map_err(|_| AmountFault::OutOfRange)
}

/// `123456` as `1,234.56`.
pub fn display(halalas: i64) -> String {
    let whole = (halalas / 100).to_string();
    let groups: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().filter_map(|digits| std::str::from_utf8(digits).ok()).collect();
    format!("{}.{:02}", groups.join(","), halalas % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<i64, AmountFault> {
        halalas(&RawValue::from_string(text.to_owned()).expect("a JSON number"))
    }

    #[test]
    fn reads_the_digits_that_were_sent() {
        let cases = [
            ("0", Ok(0)),
            ("0.3", Ok(30)),
            ("1.10", Ok(110)),
            ("19.99", Ok(1999)),
            ("1e2", Ok(10_000)),
            ("1.5E+1", Ok(1500)),
            ("99.990", Ok(9999)),
            ("0.30000000000000004", Err(AmountFault::TooManyDecimals)),
            ("1.005", Err(AmountFault::TooManyDecimals)),
            ("1e-3", Err(AmountFault::TooManyDecimals)),
            ("1e300", Err(AmountFault::OutOfRange)),
            ("99999999999999999999", Err(AmountFault::OutOfRange)),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn groups_thousands() {
        for (halalas, text) in [(0, "0.00"), (5, "0.05"), (99_900, "999.00"), (123_456_789, "1,234,567.89")] {
            assert_eq!(display(halalas), text);
        }
    }
}
