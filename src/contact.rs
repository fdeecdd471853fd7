//! How people and places are written: mobile numbers, e-mail addresses, national ids, UUIDs, URLs.
//!
//! Each rule is the API's, told apart without a regular-expression engine, which a page cannot
//! afford.

use crate::digits;

/// A Saudi mobile number as the API wants it: `5` and eight digits (`512345678`), from any usual
/// spelling: `+966 51 234 5678`, `00966…`, `966…`, `05…`, with spaces, hyphens, parentheses, and
/// in Arabic-Indic or Persian digits. `None` if it is no Saudi mobile number; nothing is cut.
pub fn mobile_number(spelled: &str) -> Option<String> {
    let compact = in_ascii(spelled, true);
    let national =
        ["+966", "00966", "966"].iter().find_map(|prefix| compact.strip_prefix(prefix)).unwrap_or(&compact);
    let number = national.strip_prefix("0").unwrap_or(national);
    let is_mobile = number.len() == 9 && number.starts_with("5") && digits::are_all(number);
    is_mobile.then(|| number.to_owned())
}

/// Ten digits of which the first is 1 (citizen) or 2 (resident); `None` otherwise. Blanks around them are none of it.
pub fn national_id(spelled: &str) -> Option<String> {
    let id = in_ascii(spelled.trim_ascii(), false);
    let is_id = id.len() == 10 && (id.starts_with("1") || id.starts_with("2")) && digits::are_all(&id);
    is_id.then_some(id)
}

/// An e-mail address that could be delivered to: before the `@` what RFC 5321 lets stand there without
/// quotes; behind it a dotted domain. In ASCII, because the API documents no more than "valid e-mail", which
/// validators read so: other scripts have addresses by an extension (RFC 6531).
pub fn is_email(address: &str) -> bool {
    let Some((local, domain)) = split(address.as_bytes(), b'@') else {
        return false;
    };
    local.len() <= 64 && parts_are(local, is_atom) && is_dotted(domain)
}

/// A UUID in its usual form of 8-4-4-4-12 hexadecimal digits (RFC 9562).
pub fn is_uuid(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    text.len() == 36
        && bytes.all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// An absolute `https` address; `http` is accepted for this machine itself, so that a sandbox can
/// be used. No user names or backslashes, which readers of addresses disagree about; and only what
/// RFC 3986 lets stand in an address: other letters have an encoding there.
pub fn is_web_address(address: &str) -> bool {
    let (secure, plain) = (address.strip_prefix("https://"), address.strip_prefix("http://"));
    let Some(rest) = secure.or(plain).map(str::as_bytes) else {
        return false;
    };
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let (authority, behind) = rest.split_at_checked(end).unwrap_or_default();
    let (host, port) = split_port(authority);
    let port_is_fine = port.is_none_or(|port| number(port).is_some_and(|port| port <= 65_535));
    let host_is_fine = is_this_machine(host) || (secure.is_some() && host.len() <= 253 && is_dotted(host));
    port_is_fine && host_is_fine && is_encoded(behind)
}

/// Whether a host name (lower case, without a port) means this machine itself.
pub fn is_loopback(host: &str) -> bool {
    is_this_machine(host.as_bytes())
}

fn is_this_machine(host: &[u8]) -> bool {
    let is_byte = |part: &[u8]| number(part).is_some_and(|value| value <= 255);
    let is_ipv4 = host.starts_with(b"127.") && parts_are(host, is_byte);
    let is_name = host == b"localhost" || host.ends_with(b".localhost") && parts_are(host, is_domain_label);
    host == b"[::1]" || is_name || is_ipv4 && host.iter().filter(|byte| **byte == b'.').count() == 3
}

/// Whether a path with a query and a fragment is spelled as RFC 3986 says.
fn is_encoded(text: &[u8]) -> bool {
    let is_hexadecimal = |at: usize| text.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut fragments = 0;
    text.iter().enumerate().all(|(at, byte)| match byte {
        b'#' => {
            fragments += 1;
            fragments == 1
        }
        b'%' => is_hexadecimal(at + 1) && is_hexadecimal(at + 2),
        b'!' | b'$'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' => true,
        _ => false,
    })
}

/// Before and behind the first such byte.
fn split(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|other| *other == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The last colon; those between brackets are of an address of IPv6.
fn split_port(authority: &[u8]) -> (&[u8], Option<&[u8]>) {
    let colon = authority.iter().rposition(|byte| matches!(byte, b':' | b']'));
    let port = colon.filter(|at| authority.get(*at) == Some(&b':'));
    match port.and_then(|at| authority.split_at_checked(at)) {
        Some((host, port)) => (host, port.get(1..)),
        None => (authority, None),
    }
}

/// A number of digits alone; one that is large beyond use is merely large.
fn number(text: &[u8]) -> Option<u32> {
    let mut read = 0_u32;
    for byte in text {
        read = read.saturating_mul(10).saturating_add(char::from(*byte).to_digit(10)?);
    }
    (!text.is_empty()).then_some(read)
}

/// Whether all that is between the dots is such a part.
fn parts_are(text: &[u8], part: fn(&[u8]) -> bool) -> bool {
    let mut rest = text;
    while let Some((first, behind)) = split(rest, b'.') {
        if !part(first) {
            return false;
        }
        rest = behind;
    }
    part(rest)
}

fn is_dotted(domain: &[u8]) -> bool {
    split(domain, b'.').is_some() && parts_are(domain, is_domain_label)
}

/// A part of a domain name between its dots.
fn is_domain_label(label: &[u8]) -> bool {
    let is_letter = |byte: &u8| *byte == b'-' || byte.is_ascii_alphanumeric();
    (1..=63).contains(&label.len())
        && !label.starts_with(b"-")
        && !label.ends_with(b"-")
        && label.iter().all(is_letter)
}

/// A part of what is before the `@` of an e-mail address (RFC 5322, section 3.2.3).
fn is_atom(part: &[u8]) -> bool {
    let is_letter = |byte: &u8| matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'/'..=b'9' | b'=' | b'?' | b'A'..=b'Z' | b'^'..=b'~');
    !part.is_empty() && part.iter().all(is_letter)
}

/// Arabic-Indic (٠-٩) and Persian (۰-۹) digits as ASCII ones; anything else as it is, but for separators where
/// there may be some.
fn in_ascii(spelled: &str, may_be_separated: bool) -> String {
    let mut text = String::new();
    for character in spelled.chars() {
        let zero = match character {
            '\u{660}'..='\u{669}' => '\u{660}',
            '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
            _ if may_be_separated && is_separator(character) => continue,
            _ => '0',
        };
        let digit = u32::from(character).wrapping_sub(u32::from(zero));
        text.push(char::from_digit(digit, 10).unwrap_or(character));
    }
    text
}

/// Whether two addresses are of one page: with another fragment, in other letter case, or with a slash at the end, they
/// still are, as far as anybody would want to have two.
pub fn is_same_page(one: &str, other: &str) -> bool {
    page(one.as_bytes()).eq_ignore_ascii_case(page(other.as_bytes()))
}

fn page(address: &[u8]) -> &[u8] {
    let mut page = split(address, b'#').map_or(address, |(page, _)| page);
    while let [rest @ .., b'/'] = page {
        page = rest;
    }
    page
}

/// What people and keyboards put between digits: blanks and hyphens of all kinds, and direction marks.
fn is_separator(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r' | ' ' | '-' | '(' | ')' | '.' | '/' | '\u{85}' | '\u{a0}' | '\u{61c}' | '\u{1680}'
            | '\u{2000}'..='\u{2015}' | '\u{2028}'..='\u{202f}' | '\u{205f}' | '\u{2066}'..='\u{2069}'
            | '\u{2212}' | '\u{3000}' | '\u{feff}'
    )
}

#[cfg(test)]
#[path = "contact_tests.rs"]
mod tests;
