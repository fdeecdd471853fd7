//! How people and places are written.

use jeelpay_checkout::contact;
use url::{Host, Url};

/// The bytes as text, in every format.
pub fn holds(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    mobile_holds(text);
    national_id_holds(text);
    email_holds(text);
    web_address_holds(text);
    if contact::is_uuid(text) {
        assert!(text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'));
    }
}

/// What is accepted is `^5[0-9]{8}$`, stays as it is, and has every digit that was given, but for the
/// country's prefix: nothing is cut.
pub fn mobile_holds(spelled: &str) {
    let Some(number) = contact::mobile_number(spelled) else { return };
    assert!(is_digits(&number, 9) && number.starts_with('5'), "{spelled:?}");
    assert_eq!(contact::mobile_number(&number).as_ref(), Some(&number));
    let digits: String = spelled.chars().filter_map(digit).collect();
    let prefix = digits.strip_suffix(&number).expect("the number is what was given");
    assert!(["", "0", "966", "9660", "00966", "009660"].contains(&prefix), "{spelled:?}");
}

/// What is accepted is `^[12][0-9]{9}$`, and is what was given, digit by digit.
fn national_id_holds(spelled: &str) {
    let Some(id) = contact::national_id(spelled) else { return };
    assert!(is_digits(&id, 10) && id.starts_with(['1', '2']), "{spelled:?}");
    assert_eq!(spelled.chars().map(digit).collect::<Option<String>>().as_ref(), Some(&id));
}

/// One `@`, nothing that ends a header or begins a second address.
fn email_holds(address: &str) {
    if contact::is_email(address) {
        assert_eq!(address.matches('@').count(), 1, "{address:?}");
        assert!(!address.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>".contains(c)));
    }
}

/// Whoever follows an accepted address gets where it seems to lead: over https, or to this machine.
pub fn web_address_holds(address: &str) {
    if !contact::is_web_address(address) {
        return;
    }
    // Some hosts cannot be encoded (a letter that names may not have); nobody gets anywhere by those.
    let Ok(url) = Url::parse(address) else { return };
    assert!(url.username().is_empty() && url.password().is_none(), "{address:?} has credentials");
    assert!(url.scheme() == "https" || is_this_machine(&url), "{address:?} is not encrypted");
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Latin, Arabic-Indic and Persian digits.
fn digit(character: char) -> Option<char> {
    ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"].iter().find_map(|digits| {
        let value = digits.chars().position(|digit| digit == character)?;
        char::from_digit(u32::try_from(value).ok()?, 10)
    })
}
