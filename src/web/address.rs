//! Addresses, read by the `URL` parser of the place we run in: the same one that will be followed.

use web_sys::Url;

use crate::redirect::{self, Address};

/// The parts of an absolute address.
pub fn parse(address: &str) -> Option<(Address, Url)> {
    parse_from(address, None)
}

/// The parts of an address that may be relative to `base`.
pub fn parse_from(address: &str, base: Option<&str>) -> Option<(Address, Url)> {
    let url = match base {
        Some(base) => Url::new_with_base(address, base),
        None => Url::new(address),
    }
    .ok()?;
    let parts = Address {
        protocol: url.protocol(),
        hostname: url.hostname(),
        port: url.port(),
        origin: url.origin(),
        has_credentials: !url.username().is_empty() || !url.password().is_empty(),
    };
    Some((parts, url))
}

/// The address to send a buyer to, as the parser read it, if it is one to send a buyer to.
pub fn hosted_page(redirect_url: &str, origins: &[String]) -> Option<String> {
    let (address, url) = parse(redirect_url)?;
    redirect::is_allowed(&address, origins).then(|| url.href())
}

/// The origin that `text` spells, if it spells nothing more: `https://shop.example`.
pub fn origin(text: &str) -> Option<String> {
    let (address, url) = parse(text)?;
    let is_bare = url.pathname() == "/" && url.search().is_empty() && url.hash().is_empty();
    let is_web = matches!(address.protocol.as_str(), "https:" | "http:");
    (is_bare && is_web && !address.has_credentials).then_some(address.origin)
}
