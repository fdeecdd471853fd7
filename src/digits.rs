//! Whole numbers as text. The standard library's formatting would weigh several kilobytes of a page's module,
//! so the core puts its texts together by hand.

/// Appends a number in decimal digits.
pub fn push(text: &mut String, number: u64) {
    if number > 9 {
        push(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends two hexadecimal digits, lower case.
pub fn push_hex(text: &mut String, byte: u8) {
    for digit in [byte >> 4, byte & 15] {
        text.push(char::from(digit + if digit < 10 { b'0' } else { b'a' - 10 }));
    }
}

/// Whether there is nothing else.
pub fn are_all(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agree_with_the_standard_library() {
        for number in [0, 7, 10, 99, 100, 1234567890, u64::MAX] {
            let mut text = String::from("x");
            push(&mut text, number);
            assert_eq!(text, format!("x{number}"));
        }
        for byte in 0..=255 {
            let mut text = String::new();
            push_hex(&mut text, byte);
            assert_eq!(text, format!("{byte:02x}"));
        }
    }
}
