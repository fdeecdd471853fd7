//! Hexadecimal digits of bytes, lower case.

use crate::digits;

pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        digits::push_hex(&mut text, *byte);
    }
    text
}

/// `None` unless it is an even number of digits.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    digits?
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(high << 4 | low),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_there_and_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)).as_deref(), Some(all.as_slice()));
        assert_eq!(encode(&[0, 0xff, 0x0a]), "00ff0a");
        for text in ["0", "0g", "é0", "0x00"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
