//! What to send: the three calls of the API, as data.

use crate::ascii;
use crate::request::Kind;

/// One HTTP call, without what the place it is made from adds (host, token, timeout).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: &'static str,
    /// Below the base URL: `/v3/checkout`.
    pub path: String,
    /// JSON.
    pub body: Option<String>,
    /// At most 255 characters; the API keeps it 24 h and answers a repetition with its first 200.
    pub idempotency_key: Option<String>,
}

/// Where checkouts of a kind are created.
pub fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Items => "/v3/checkout",
        Kind::Schooling => "/v3/checkout/schooling",
    }
}

/// `POST /v3/checkout` or `POST /v3/checkout/schooling` with the JSON of a body that was checked. Its key is to come.
pub fn create(kind: Kind, body: String) -> HttpRequest {
    HttpRequest { method: "POST", path: path(kind).to_owned(), body: Some(body), idempotency_key: None }
}

/// `GET /v3/checkout/{id}`; `checkout_id` is a UUID, so it needs no escaping.
pub fn get(checkout_id: &str) -> HttpRequest {
    HttpRequest {
        method: "GET",
        path: ascii::joined(&["/v3/checkout/", checkout_id]),
        body: None,
        idempotency_key: None,
    }
}

/// Whether it can stand behind `Bearer ` in a header (RFC 6750, section 2.1). A failed token reply,
/// or a token with its `Bearer ` already before it, cannot.
pub fn is_bearer_token(token: &str) -> bool {
    let body = ascii::trim_end(token, b'=');
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    !body.is_empty() && body.bytes().all(is_legal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_calls() {
        let body = r#"{"a":1.5}"#;
        let items = create(Kind::Items, body.into());
        assert_eq!((items.method, items.path.as_str()), ("POST", "/v3/checkout"));
        assert_eq!((items.body.as_deref(), items.idempotency_key.as_deref()), (Some(body), None));
        assert_eq!(create(Kind::Schooling, body.into()).path, "/v3/checkout/schooling");
        let get = get("id");
        assert_eq!(
            (get.method, get.path.as_str(), get.body, get.idempotency_key),
            ("GET", "/v3/checkout/id", None, None)
        );
    }

    #[test]
    fn a_token_is_told_from_a_failed_token_reply() {
        for token in ["abc", "eyJh.eyJz.sig_-~+/", "abc=="] {
            assert!(is_bearer_token(token), "{token:?}");
        }
        for token in
            ["", "=", "Bearer abc", r#"{"error":"invalid_client"}"#, "a\r\nb", "[object Object]", "رمز"]
        {
            assert!(!is_bearer_token(token), "{token:?}");
        }
    }
}
