//! Amounts: what is accepted has at most two decimals, and is the very number that was given.

use jeelpay_checkout::amount::{AmountError, MAX_HALALAS, halalas, sar};
use jeelpay_checkout::value::Value;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The bytes as text, and the first eight as a double.
pub fn holds(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        text_holds(text);
    }
    if let Some(bytes) = data.first_chunk() {
        number_holds(f64::from_le_bytes(*bytes));
    }
}

/// Text is read as exactly the reference reads it.
pub fn text_holds(text: &str) {
    let read = halalas(&Value::from(text));
    assert_eq!(read, reference(text), "{text:?}");
    if let Ok(halalas) = read {
        amount_holds(halalas);
    }
}

/// `-?[0-9]+(\.[0-9]+)?`, computed in whole numbers of any size.
fn reference(text: &str) -> Result<i64, AmountError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(AmountError::NotANumber);
    }
    let scale = BigInt::from(10).pow(u32::try_from(fraction.len()).expect("short"));
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    let halalas = BigRational::new(digits * 100, scale);
    if !halalas.is_integer() {
        return Err(AmountError::TooFine);
    }
    let halalas = halalas.to_integer();
    match halalas {
        _ if text.starts_with('-') && !halalas.is_zero() && halalas < BigInt::from(10).pow(13) => {
            Err(AmountError::Negative)
        }
        _ if halalas > BigInt::from(MAX_HALALAS) => Err(AmountError::TooLarge),
        _ => Ok(i64::try_from(halalas).expect("small")),
    }
}

/// A double is accepted if it is as near to an amount as arithmetic leaves it, and no other is nearer.
pub fn number_holds(number: f64) {
    let Ok(halalas) = halalas(&Value::Number(number)) else { return };
    amount_holds(halalas);
    let given = BigRational::from_float(number).expect("finite") * BigInt::from(100);
    let off = (given.clone() - BigInt::from(halalas)).abs();
    let noise = BigRational::from_float(f64::EPSILON * 32.0).expect("finite");
    let size = given.abs().max(BigRational::from_integer(BigInt::from(1)));
    assert!(off <= noise * size, "{number:?} is not {halalas} halalas");
}

/// In range, at most two decimals on the wire, and read back in both spellings.
pub fn amount_holds(amount: i64) {
    assert!((0..=MAX_HALALAS).contains(&amount));
    let text = sar(amount);
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    assert!(decimals <= 2, "{text}");
    assert_eq!(reference(&text), Ok(amount));
    assert_eq!(halalas(&Value::from(text.as_str())), Ok(amount));
    let number: f64 = text.parse().expect("a number");
    assert_eq!(halalas(&Value::Number(number)), Ok(amount));
    assert_eq!(halalas(&Value::Halalas(amount)), Ok(amount));
}
