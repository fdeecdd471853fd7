//! Texts taken apart at a letter of ASCII. The standard library's searches are made for any character, and would weigh
//! a kilobyte of a page's module.

/// What is before the first such letter, and what is behind it, if there is one.
pub fn split(text: &str, letter: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == letter) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

/// Without such letters at its end.
pub fn trim_end(text: &str, letter: u8) -> &str {
    let end = text.bytes().rposition(|byte| byte != letter).map_or(0, |at| at + 1);
    text.get(..end).unwrap_or_default()
}

/// The whole number that the text is, if it is digits and nothing else; one that is large beyond use is merely large.
pub fn number(text: &str) -> Option<u32> {
    let mut read = 0_u32;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        read = read.saturating_mul(10).saturating_add(digit.into());
    }
    (!text.is_empty()).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart_at_a_letter() {
        assert_eq!(split("a\nب\n", b'\n'), ("a", Some("ب\n")));
        assert_eq!(split("ب\n", b'\n'), ("ب", Some("")));
        assert_eq!(split("ب", b'\n'), ("ب", None));
        for (text, trimmed) in [("a//", "a"), ("/a", "/a"), ("//", ""), ("", ""), ("ب/", "ب")] {
            assert_eq!(trim_end(text, b'/'), trimmed);
        }
    }

    #[test]
    fn numbers_are_digits_and_nothing_else() {
        for (text, read) in [("0", Some(0)), ("007", Some(7)), ("99999999999", Some(u32::MAX))] {
            assert_eq!(number(text), read);
        }
        for text in ["", "-1", "+1", "1.5", " 1", "1e3", "٣"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
