//! How people and places are written: mobile numbers, e-mail addresses, national ids, UUIDs, URLs.
//!
//! Each rule is the API's, told apart without a regular-expression engine, which a page cannot
//! afford.

/// A Saudi mobile number as the API wants it: `5` and eight digits (`512345678`), from any usual
/// spelling: `+966 51 234 5678`, `00966…`, `966…`, `05…`, with spaces, hyphens, parentheses, and
/// in Arabic-Indic or Persian digits. `None` if it is no Saudi mobile number; nothing is cut.
pub fn mobile_number(spelled: &str) -> Option<String> {
    let compact: String = spelled.chars().filter(|c| !is_separator(*c)).map(ascii_digit).collect();
    let national =
        ["+966", "00966", "966"].iter().find_map(|prefix| compact.strip_prefix(prefix)).unwrap_or(&compact);
    let number = national.strip_prefix('0').unwrap_or(national);
    let is_mobile = number.len() == 9 && number.starts_with('5') && all_digits(number);
    is_mobile.then(|| number.to_owned())
}

/// Ten digits of which the first is 1 (citizen) or 2 (resident); `None` otherwise.
pub fn national_id(spelled: &str) -> Option<String> {
    let id: String = spelled.chars().map(ascii_digit).collect();
    (id.len() == 10 && id.starts_with(['1', '2']) && all_digits(&id)).then_some(id)
}

/// An e-mail address that could be delivered to: before the `@` what RFC 5321 lets stand there without
/// quotes; behind it a dotted domain. In ASCII, because the API documents no more than "valid e-mail", which
/// validators read so: other scripts have addresses by an extension (RFC 6531).
pub fn is_email(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@').filter(|_| address.is_ascii()) else {
        return false;
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_atom = |atom: &str| !atom.is_empty() && atom.chars().all(is_plain);
    let local_is_fine = local.len() <= 64 && local.split('.').all(is_atom);
    local_is_fine && domain.contains('.') && domain.split('.').all(is_domain_label)
}

/// A UUID in its usual form of 8-4-4-4-12 hexadecimal digits (RFC 9562).
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// An absolute `https` address; `http` is accepted for this machine itself, so that a sandbox can
/// be used. No user names or backslashes, which readers of addresses disagree about; and only what
/// RFC 3986 lets stand in an address: other letters have an encoding there.
pub fn is_web_address(address: &str) -> bool {
    let (secure, rest) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return false,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let behind = rest.strip_prefix(authority).unwrap_or_default();
    let (host, port) = split_port(authority);
    let port_is_fine = port.is_none_or(|port| port.parse::<u16>().is_ok() && all_digits(port));
    port_is_fine && is_encoded(behind) && (is_loopback(host) || (secure && is_host(host)))
}

/// Whether a path with a query and a fragment is spelled as RFC 3986 says.
fn is_encoded(text: &str) -> bool {
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    let is_escape = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    text.bytes().all(is_legal) && text.split('%').skip(1).all(is_escape) && text.matches('#').count() <= 1
}

/// Whether a host name (lower case, without a port) means this machine itself.
pub fn is_loopback(host: &str) -> bool {
    let is_byte = |part: &str| all_digits(part) && part.parse::<u8>().is_ok();
    let is_ipv4_loopback = || {
        let parts: Vec<_> = host.split('.').collect();
        parts.len() == 4 && parts.first() == Some(&"127") && parts.iter().all(|part| is_byte(part))
    };
    let is_name = || {
        let is_local = host == "localhost" || host.ends_with(".localhost");
        is_local && host.is_ascii() && host.split('.').all(is_domain_label)
    };
    host == "[::1]" || is_name() || is_ipv4_loopback()
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_host(host: &str) -> bool {
    host.is_ascii() && host.len() <= 253 && host.contains('.') && host.split('.').all(is_domain_label)
}

/// A part of a domain name between its dots; letters of other scripts are fine (they are encoded
/// when they are looked up).
fn is_domain_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric())
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Arabic-Indic (٠-٩) and Persian (۰-۹) digits as ASCII ones; anything else as it is.
fn ascii_digit(character: char) -> char {
    let zero = match character {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return character,
    };
    char::from_digit(u32::from(character) - zero, 10).unwrap_or(character)
}

/// What people and keyboards put between digits, direction marks included.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2015}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_mobile_numbers_in_every_usual_spelling() {
        for spelled in [
            "512345678",
            "0512345678",
            "+966512345678",
            "+966 51 234 5678",
            "+966 (0) 51-234-5678",
            "00966512345678",
            "966512345678",
            "9660512345678",
            "٠٥١٢٣٤٥٦٧٨",
            "+٩٦٦ ٥١ ٢٣٤ ٥٦٧٨",
            "۰۵۱۲۳۴۵۶۷۸",
            "\u{202a}+966 51 234 5678\u{202c}",
            " 051\u{a0}234\u{2011}5678 ",
        ] {
            assert_eq!(mobile_number(spelled).as_deref(), Some("512345678"), "{spelled:?}");
        }
    }

    #[test]
    fn never_cuts_what_is_no_saudi_mobile_number() {
        for spelled in [
            "",
            "5",
            "51234567",
            "5123456789",
            "412345678",
            "0112345678",
            "+971512345678",
            "00512345678",
            "+512345678",
            "51234567x",
            "966966512345678",
            "++966512345678",
            "512 345 67a",
            "+966",
            "512345678;512345678",
        ] {
            assert_eq!(mobile_number(spelled), None, "{spelled:?}");
        }
    }

    #[test]
    fn knows_national_ids() {
        assert_eq!(national_id("1098765432").as_deref(), Some("1098765432"));
        assert_eq!(national_id("٢٠٩٨٧٦٥٤٣٢").as_deref(), Some("2098765432"));
        for id in ["", "3098765432", "109876543", "10987654321", "1o98765432", "1098765 32"] {
            assert_eq!(national_id(id), None, "{id:?}");
        }
    }

    #[test]
    fn knows_email_addresses() {
        for address in ["a@b.co", "first.last+tag@school.edu.sa", "o'neil@x-y.sa", "a@xn--mgbh0fb.example"] {
            assert!(is_email(address), "{address:?}");
        }
        for address in [
            "",
            "a",
            "a@",
            "@b.co",
            "a@b",
            "a@b.",
            "a@.co",
            "a b@c.co",
            "a@b@c.co",
            "a@b..co",
            ".a@b.co",
            "a@-b.co",
            "a@b.co ",
            "a\n@b.co",
            "a@b.co,c@d.co",
            "a@b.co\u{200f}",
            "a@b\u{a0}c.co",
            "a@b\u{85}.co",
            "<a@b.co>",
            "a😀@b.co",
            "سعد@b.co",
            "a@مثال.السعودية",
            "a\u{200b}@b.co",
        ] {
            assert!(!is_email(address), "{address:?}");
        }
        assert!(!is_email(&format!("{}@b.co", "a".repeat(65))));
    }

    #[test]
    fn knows_uuids() {
        assert!(is_uuid("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"));
        assert!(is_uuid("0B5E7A52-6F0E-4D55-9B5B-3F1A5F0C1A01"));
        for text in [
            "",
            "0b5e7a526f0e4d559b5b3f1a5f0c1a01",
            "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a0",
            "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a0g",
            "{0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a}",
            "../../../../../../../../../../../../",
        ] {
            assert!(!is_uuid(text), "{text:?}");
        }
    }

    #[test]
    fn knows_web_addresses() {
        for address in [
            "https://shop.example/thanks",
            "https://shop.example:8443/a?b=c#d",
            "https://xn--mgbh0fb.example/%D8%B4?a=(b)&c=@'*,;!$~",
            "http://localhost:4020/return/abc",
            "http://127.0.0.1/x",
            "http://[::1]:80/x",
            "https://store.localhost",
        ] {
            assert!(is_web_address(address), "{address:?}");
        }
        for address in [
            "",
            "/thanks",
            "shop.example/thanks",
            "http://shop.example/thanks",
            "ftp://shop.example",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://user@shop.example",
            "https://user:pass@shop.example",
            "http://user@store.localhost",
            "http://evil.example;.localhost",
            "http://127.+1.0.1",
            "http://127.0.0.+1",
            "https://مثال.السعودية/",
            "https://shop.example/شكرا",
            "https://shop.example/a]b",
            "https://shop.example/{id}",
            "https://shop.example/a#b#c",
            "https://shop.example/100%",
            "https://shop.example/%zz",
            "https://shop.example\\@evil.example",
            "https://shop example/",
            "https://shop.example/a b",
            "https://shop.example:99999/",
            "https://shop.example:+1/",
            "https://shop",
            "https://-a.example",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
        ] {
            assert!(!is_web_address(address), "{address:?}");
        }
    }
}
