//! Where a buyer may be sent.
//!
//! The address comes over the network, and a page goes there with a buyer who trusts it. It must be
//! the provider's own (`https`, `jeel.co` or below, the usual port) or of an origin the merchant
//! named. Parsed parts are compared, never text: `https://jeel.co@evil.example` starts just right.

use crate::ascii;

/// An address, as the WHATWG URL parser of the host has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Of its parts, each on a line of its own: see `web/platform.js`.
    pub fn of_lines(lines: String) -> Self {
        Address(lines)
    }

    pub fn href(&self) -> &str {
        self.line(0)
    }

    /// With its colon: `https:`.
    pub fn protocol(&self) -> &str {
        self.line(1)
    }

    /// `https://host`, with the port unless it is the protocol's own.
    pub fn origin(&self) -> &str {
        self.line(2)
    }

    /// Lower case, in punycode.
    pub fn hostname(&self) -> &str {
        self.line(3)
    }

    /// With its slash: `/pay/1`.
    pub fn path(&self) -> &str {
        self.line(4)
    }

    /// Whether it has a query or a fragment.
    pub fn has_query(&self) -> bool {
        !self.line(5).is_empty()
    }

    /// Whether there is a user name or a password.
    pub fn has_credentials(&self) -> bool {
        !self.line(6).is_empty()
    }

    fn line(&self, number: usize) -> &str {
        let mut rest = Some(self.0.as_str());
        for _ in 0..number {
            ascii::take_line(&mut rest);
        }
        ascii::take_line(&mut rest).unwrap_or_default()
    }

    pub fn is_web(&self) -> bool {
        matches!(self.protocol(), "https:" | "http:")
    }

    /// Whether it is an origin and no more: `https://shop.example/`. One with a star, which some parsers spell `%2A`, is
    /// meant for many, and would be none of them.
    pub fn is_bare_origin(&self) -> bool {
        let is_whole = self.path() == "/" && !self.has_query() && !self.has_credentials();
        self.is_web() && is_whole && self.hostname().bytes().all(|byte| !matches!(byte, b'*' | b'%'))
    }
}

/// Whether a buyer may be sent there.
pub fn is_allowed(address: &Address, origins: &[String]) -> bool {
    let is_named = || origins.iter().any(|origin| origin == address.origin());
    address.is_web() && !address.has_credentials() && (is_provider(address) || is_named())
}

/// Whether it is one of the provider's hosts.
pub fn is_provider(address: &Address) -> bool {
    // An address of another protocol may have such an origin too: `blob:https://checkout.jeel.co/…`.
    address.protocol() == "https:"
        && (address.origin() == "https://jeel.co" || address.origin().ends_with(".jeel.co"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_user(user: &str, protocol: &str, hostname: &str, port: &str) -> Address {
        let colon = if port.is_empty() { "" } else { ":" };
        let origin = format!("{protocol}//{hostname}{colon}{port}");
        Address::of_lines(format!("{origin}/x\n{protocol}\n{origin}\n{hostname}\n/x\n\n{user}\n"))
    }

    fn address(protocol: &str, hostname: &str, port: &str) -> Address {
        with_user("", protocol, hostname, port)
    }

    #[test]
    fn the_provider_is_allowed() {
        for host in ["jeel.co", "checkout.jeel.co", "checkout.sandbox.jeel.co"] {
            assert!(is_allowed(&address("https:", host, ""), &[]), "{host}");
        }
    }

    #[test]
    fn nobody_else_is() {
        for (protocol, host, port) in [
            ("http:", "checkout.jeel.co", ""),
            ("https:", "checkout.jeel.co", "8443"),
            ("https:", "checkout.jeel.co.", ""),
            ("https:", "evil-jeel.co", ""),
            ("https:", "jeel.co.evil.example", ""),
            ("https:", "xn--jel-bma.co", ""),
            ("https:", "", ""),
            ("javascript:", "", ""),
            ("ftp:", "checkout.jeel.co", ""),
        ] {
            assert!(!is_allowed(&address(protocol, host, port), &[]), "{protocol} {host} {port}");
        }
        let with_user = with_user("user", "https:", "checkout.jeel.co", "");
        assert!(!is_allowed(&with_user, &[]));
    }

    #[test]
    fn named_origins_are_allowed_to_the_letter() {
        let origins = ["http://127.0.0.1:4010".to_owned()];
        assert!(is_allowed(&address("http:", "127.0.0.1", "4010"), &origins));
        assert!(!is_allowed(&address("http:", "127.0.0.1", "4011"), &origins));
        assert!(!is_allowed(&address("https:", "127.0.0.1", "4010"), &origins));
        let with_user = with_user("user", "http:", "127.0.0.1", "4010");
        assert!(!is_allowed(&with_user, &origins));
    }

    #[test]
    fn an_origin_is_bare_when_nothing_comes_behind_it() {
        let lines = "https://a.example:8443/\nhttps:\nhttps://a.example:8443\na.example\n/\n\n\n";
        let bare = Address::of_lines(lines.into());
        assert!(bare.is_bare_origin() && bare.href() == "https://a.example:8443/");
        assert_eq!((bare.origin(), bare.hostname()), ("https://a.example:8443", "a.example"));
        for other in [
            lines.replace("\n/\n", "\n/x\n"),
            lines.replace("\n/\n\n", "\n/\n?x\n"),
            lines.replace("\n/\n\n\n", "\n/\n\nuser\n"),
            lines.replace("\nhttps:\n", "\nftp:\n"),
        ] {
            assert!(!Address::of_lines(other.clone()).is_bare_origin(), "{other}");
        }
    }
}
