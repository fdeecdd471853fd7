//! Which hosts are this machine itself: nothing else may ask the sandbox, or be sent anything by it.

use http::Uri;
use std::net::IpAddr;

/// `host` without a port; an IPv6 address may stand in brackets.
pub fn is_loopback_host(host: &str) -> bool {
    let host = host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(host);
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => {
            let name = host.to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
    }
}

/// A `Host` header or an origin's authority: `localhost:4010`, `[::1]:80`.
pub fn is_loopback_authority(authority: &str) -> bool {
    !authority.contains('@')
        && authority.parse::<http::uri::Authority>().is_ok_and(|parsed| is_loopback_host(parsed.host()))
}

/// Whether a webhook may be delivered there, and if not, why.
pub fn may_deliver(url: &str) -> Result<(), &'static str> {
    let uri: Uri = url.parse().map_err(|_| "not a URL")?;
    if uri.scheme_str() != Some("http") {
        return Err("only plain http is delivered to");
    }
    match uri.authority().is_some_and(|authority| is_loopback_authority(authority.as_str())) {
        true => Ok(()),
        false => Err("only loopback hosts are delivered to"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delivers_to_loopback_only() {
        let allowed = [
            "http://localhost/hook",
            "http://LOCALHOST:8787/hook?a=b",
            "http://shop.localhost:1",
            "http://127.0.0.1:9/",
            "http://127.9.9.9/",
            "http://[::1]:9/",
        ];
        let refused = [
            "https://localhost/hook",
            "http://example.com/",
            "http://localhost.example.com/",
            "http://notlocalhost/",
            "http://localhost@example.com/",
            "http://127.0.0.1@example.com/",
            "http://user@localhost/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://[::ffff:10.0.0.1]/",
            "http://127.1/",
            "ftp://localhost/",
            "/hook",
            "",
        ];
        for url in allowed {
            assert_eq!(may_deliver(url), Ok(()), "{url}");
        }
        for url in refused {
            assert!(may_deliver(url).is_err(), "{url}");
        }
    }
}
