//! Who may ask from a browser.
//!
//! A browser says where a request comes from in `Origin` (on every POST, and on every fetch of
//! another origin) and in `Sec-Fetch-Site`; a page cannot set either. Same-origin is fine, the
//! merchant's further origins are fine by name, and nobody else is: no forgery, no `*`.

/// What a browser said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Provenance<'a> {
    /// The handler's own origin, from the request's address.
    pub own: &'a str,
    /// The `Origin` header.
    pub origin: Option<&'a str>,
    /// The `Sec-Fetch-Site` header.
    pub site: Option<&'a str>,
}

/// Whether the request may be answered, and to whom a cross-origin answer is readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// From the same origin, or from no browser at all.
    Own,
    /// From one of the merchant's further origins: `Access-Control-Allow-Origin` names it.
    Named(String),
    Foreign,
}

/// `origins` are the merchant's further origins, spelled as browsers do.
pub fn judge(provenance: Provenance<'_>, origins: &[String]) -> Verdict {
    match (provenance.origin, provenance.site) {
        (Some(origin), _) if origin == provenance.own => Verdict::Own,
        (Some(origin), _) if origins.iter().any(|named| named == origin) => Verdict::Named(origin.to_owned()),
        // What a page says of itself whose referrer policy hides where it is, when it posts a form.
        (Some("null"), Some("same-origin")) => Verdict::Own,
        (Some(_), _) => Verdict::Foreign,
        (None, None | Some("same-origin" | "none")) => Verdict::Own,
        (None, Some(_)) => Verdict::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(origin: Option<&str>, site: Option<&str>) -> Verdict {
        let named = ["https://www.shop.example".to_owned()];
        judge(Provenance { own: "https://shop.example", origin, site }, &named)
    }

    #[test]
    fn the_own_origin_and_named_ones_may_ask() {
        assert_eq!(verdict(Some("https://shop.example"), Some("same-origin")), Verdict::Own);
        assert_eq!(verdict(None, Some("same-origin")), Verdict::Own);
        assert_eq!(verdict(None, Some("none")), Verdict::Own);
        assert_eq!(verdict(None, None), Verdict::Own);
        assert_eq!(verdict(Some("null"), Some("same-origin")), Verdict::Own);
        let named = "https://www.shop.example";
        assert_eq!(verdict(Some(named), Some("same-site")), Verdict::Named(named.into()));
    }

    #[test]
    fn nobody_else_may() {
        for origin in [
            "null",
            "",
            "http://shop.example",
            "https://shop.example:8443",
            "https://shop.example.evil.example",
            "https://evil.example",
        ] {
            assert_eq!(verdict(Some(origin), None), Verdict::Foreign, "{origin}");
        }
        assert_eq!(verdict(Some("null"), Some("cross-site")), Verdict::Foreign);
        assert_eq!(verdict(None, Some("cross-site")), Verdict::Foreign);
        assert_eq!(verdict(None, Some("same-site")), Verdict::Foreign);
    }
}
