//! The signature that a webhook's header spells.

/// The base64 of 32 bytes has so many digits, and one `=` behind them.
const DIGITS: usize = 43;

/// The bytes of padded base64 (RFC 4648, section 4); `None` for anything but the one right spelling
/// of 32 bytes. Lenient decoders take many: blanks, no padding, bits beyond the end.
pub fn read(header: &str) -> Option<Vec<u8>> {
    let digits = header.strip_suffix('=').filter(|digits| digits.len() == DIGITS)?;
    let mut bytes = Vec::with_capacity(32);
    for group in digits.as_bytes().chunks(4) {
        let missing = 4 - group.len();
        let bits = group.iter().try_fold(0, |bits: u32, digit| Some(bits << 6 | value(*digit)?))?;
        let bits = bits << (6 * missing);
        let kept = 3 - missing;
        let [_, read @ ..] = bits.to_be_bytes();
        if read.iter().skip(kept).any(|beyond| *beyond != 0) {
            return None;
        }
        bytes.extend(read.iter().take(kept));
    }
    Some(bytes)
}

/// What a digit stands for, from 0 to 63.
fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_one_right_spelling() {
        assert_eq!(read("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").as_deref(), Some([0; 32].as_slice()));
        assert_eq!(
            read("//////////////////////////////////////////8=").as_deref(),
            Some([255; 32].as_slice())
        );
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (value, digit) in alphabet.bytes().enumerate() {
            assert_eq!(super::value(digit), Some(value as u32));
        }
    }

    #[test]
    fn reads_nothing_else() {
        for header in [
            "",
            "=",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
            " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==AAA=",
            "____________________________________________8=",
            "------------------------------------------8=",
            "ÀAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "00000000000000000000000000000000000000000000000000000000000000ff",
        ] {
            assert_eq!(read(header), None, "{header:?}");
        }
    }
}
