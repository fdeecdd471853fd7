//! What is said of a place that `web/stringify.js` could not read, and has marked.

const MARKS: [(&str, &str); 8] = [
    ("unreadable", "must be a finite number"),
    ("unreadable", "is too large a BigInt"),
    ("unreadable", "must be plain data: text, numbers, arrays, objects"),
    ("unreadable", "threw when it was read"),
    ("too_large", "is too much text"),
    ("too_large", "has too many entries"),
    ("too_large", "is too large, too deep, or contains itself"),
    HALF_CHARACTER,
];
const HALF_CHARACTER: (&str, &str) = ("unreadable", "holds half of a character (a lone surrogate)");

/// The code and the message of an issue for a mark: `!` and a digit.
pub fn said_of(mark: &str) -> (&'static str, &'static str) {
    let digit = mark.as_bytes().get(1).copied().unwrap_or_default().wrapping_sub(b'0');
    MARKS.get(usize::from(digit)).copied().unwrap_or(HALF_CHARACTER)
}
