//! Where a buyer may be sent.
//!
//! The address comes over the network, and a page goes there with a buyer who trusts it. It must be
//! the provider's own (`https`, `jeel.co` or below, the usual port) or of an origin the merchant
//! named. Parsed parts are compared, never text: `https://jeel.co@evil.example` starts just right.

/// The parts of an address, as the WHATWG URL parser of the host tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// With its colon: `https:`.
    pub protocol: String,
    /// Lower case, in punycode.
    pub hostname: String,
    /// Empty for the protocol's own.
    pub port: String,
    /// `https://host:port`.
    pub origin: String,
    /// Whether there is a user name or a password.
    pub has_credentials: bool,
}

/// Whether a buyer may be sent there.
pub fn is_allowed(address: &Address, origins: &[String]) -> bool {
    let is_web = matches!(address.protocol.as_str(), "https:" | "http:");
    let is_named = || origins.contains(&address.origin);
    is_web && !address.has_credentials && (is_provider(address) || is_named())
}

/// Whether it is one of the provider's hosts.
pub fn is_provider(address: &Address) -> bool {
    let host = address.hostname.as_str();
    address.protocol == "https:"
        && address.port.is_empty()
        && (host == "jeel.co" || host.ends_with(".jeel.co"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(protocol: &str, hostname: &str, port: &str) -> Address {
        let colon = if port.is_empty() { "" } else { ":" };
        Address {
            protocol: protocol.into(),
            hostname: hostname.into(),
            port: port.into(),
            origin: format!("{protocol}//{hostname}{colon}{port}"),
            has_credentials: false,
        }
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
        let with_user = Address { has_credentials: true, ..address("https:", "checkout.jeel.co", "") };
        assert!(!is_allowed(&with_user, &[]));
    }

    #[test]
    fn named_origins_are_allowed_to_the_letter() {
        let origins = ["http://127.0.0.1:4010".to_owned()];
        assert!(is_allowed(&address("http:", "127.0.0.1", "4010"), &origins));
        assert!(!is_allowed(&address("http:", "127.0.0.1", "4011"), &origins));
        assert!(!is_allowed(&address("https:", "127.0.0.1", "4010"), &origins));
        let with_user = Address { has_credentials: true, ..address("http:", "127.0.0.1", "4010") };
        assert!(!is_allowed(&with_user, &origins));
    }
}
