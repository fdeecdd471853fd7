//! Where a buyer may be sent: to the provider over https, or to an origin that was named.

use std::net::Ipv4Addr;

use jeelpay_checkout::redirect::{Address, is_allowed};
use url::Url;

/// Up to the first carriage return it is the address; behind it, and each further one, an origin that was named.
pub fn holds(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (address, origins) = text.split_once('\r').unwrap_or((text, ""));
    let origins: Vec<String> = origins.split('\r').filter_map(origin).collect();
    address_holds(address, &origins);
}

/// `address` is allowed only if both readings of it agree that it may be.
pub fn address_holds(text: &str, origins: &[String]) {
    let Ok(url) = Url::parse(text) else { return };
    if !is_allowed(&address(&url), origins) {
        return;
    }
    assert!(url.username().is_empty() && url.password().is_none(), "{text:?} has credentials");
    assert!(matches!(url.scheme(), "https" | "http"), "{text:?} is no page");
    let host = url.host_str().expect("a page has a host");
    let is_provider = host == "jeel.co" || host.ends_with(".jeel.co");
    let is_sure = url.scheme() == "https" && url.port().is_none();
    let is_named = origins.contains(&url.origin().ascii_serialization());
    assert!((is_provider && is_sure) || is_named, "{text:?}");
    // What is followed is the parser's own spelling, which must mean the same.
    let followed = Url::parse(url.as_str()).expect("a spelling of its own");
    assert_eq!(address(&followed), address(&url));
    authority_holds(text, host);
}

/// Read by hand, as a person would, the address names the same host: where that is in plain letters, and no
/// number (`0x7f.1` is 127.0.0.1).
fn authority_holds(text: &str, host: &str) {
    let text: String = text.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (_, rest) = text.split_once(':').expect("a scheme");
    let authority =
        rest.trim_start_matches(['/', '\\']).split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let name = authority.split(':').next().unwrap_or_default().trim_end_matches(|c: char| c <= ' ');
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
        && host.parse::<Ipv4Addr>().is_err()
    {
        assert_eq!(name.to_ascii_lowercase(), host, "{text:?}");
    }
}

fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    matches!(url.scheme(), "https" | "http").then(|| url.origin().ascii_serialization())
}

/// The parts that the host's parser tells of an address.
pub fn address(url: &Url) -> Address {
    let lines = [
        url.as_str(),
        &format!("{}:", url.scheme()),
        &url.origin().ascii_serialization(),
        url.host_str().unwrap_or_default(),
        url.path(),
        &format!("{}{}", url.query().unwrap_or_default(), url.fragment().unwrap_or_default()),
        &format!("{}{}", url.username(), url.password().unwrap_or_default()),
    ];
    assert!(lines.iter().all(|line| !line.contains('\n')), "{lines:?}");
    Address::of_lines(lines.join("\n"))
}
