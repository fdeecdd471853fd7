//! The headers every page of ours goes out with.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// For a page whose only resource is this one inline style sheet.
///
/// `form-action` is left out on purpose: browsers apply it to the redirects that follow a form too, and where the
/// shop's return page sends the buyer on to is the shop's business.
pub fn headers(css: &str) -> HeaderMap {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; frame-ancestors 'none'",
        STANDARD.encode(Sha256::digest(css))
    );
    let mut headers = HeaderMap::new();
    headers
        .extend(HeaderValue::try_from(policy).ok().map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    let fixed = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    headers
}
