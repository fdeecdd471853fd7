//! Texts taken apart at a letter of ASCII, and put together. The standard library's ways of doing so are made for any
//! character and any type, and would weigh a kilobyte of a page's module.

/// What is before the first such letter, and what is behind it, if there is one.
pub fn split(text: &str, letter: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == letter) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

/// The first line of what is left, which is cut off.
pub fn take_line<'a>(rest: &mut Option<&'a str>) -> Option<&'a str> {
    let (line, behind) = split((*rest)?, b'\n');
    *rest = behind;
    Some(line)
}

/// The parts, one after the other.
pub fn joined(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts {
        joined.push_str(part);
    }
    joined
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
        let mut rest = Some("a\n\nb");
        let lines = [(); 4].map(|()| take_line(&mut rest));
        assert_eq!(lines, [Some("a"), Some(""), Some("b"), None]);
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
