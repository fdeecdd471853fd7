//! The platform's `Request`, read by its shape.

use wasm_bindgen::prelude::*;

use super::body::{self, Unread};
use crate::edge::media::{self, Media};
use crate::edge::origin::Provenance;
use crate::error::CheckoutError;
use crate::web::{address, js};

pub struct Incoming {
    pub request: JsValue,
    pub method: String,
    /// The handler's own origin.
    pub origin: String,
    pub hostname: String,
    pub path: String,
}

/// What no header can say, and so nobody takes for anything.
const TOO_LONG: &str = "\0";

impl Incoming {
    pub fn new(request: JsValue) -> Result<Self, CheckoutError> {
        let wrong = || CheckoutError::options("the handler must be called with a Request");
        let text = |key| js::get(&request, key).ok().and_then(|text| js::short_text(&text, 65_536));
        let address = text("url").and_then(|url| address::parse(&url)).ok_or_else(wrong)?;
        let method = text("method").ok_or_else(wrong)?;
        if js::get(&request, "bodyUsed").is_ok_and(|used| used.is_truthy()) {
            // Signatures are of the raw bytes: what has parsed them before has taken them away.
            let message = "the request's body was read before; hand it over as it came";
            return Err(CheckoutError::options(message));
        }
        Ok(Incoming {
            method,
            origin: address.origin().to_owned(),
            hostname: address.hostname().to_owned(),
            path: address.path().to_owned(),
            request,
        })
    }

    /// One that is longer than anybody's is not copied, and not taken for none either.
    pub fn header(&self, name: &str) -> Option<String> {
        self.header_of(name, 16_384)
    }

    /// All of them, as far as platforms take any: what another host of the same site has set must not hide a right.
    pub fn cookies(&self) -> String {
        self.header_of("cookie", 131_072).unwrap_or_default()
    }

    fn header_of(&self, name: &str, max: u32) -> Option<String> {
        let headers = js::get(&self.request, "headers").ok()?;
        let value = js::call(&headers, "get", &name.into()).ok().filter(JsValue::is_string)?;
        Some(js::short_text(&value, max).unwrap_or_else(|| TOO_LONG.to_owned()))
    }

    pub fn media(&self) -> Media {
        Media::read(&self.header("content-type").unwrap_or_default())
    }

    /// Whether its answer is for a person: it came from an HTML form, or from whatever else shows what it is answered.
    pub fn is_for_person(&self) -> bool {
        self.media() == Media::Form || self.wants_page()
    }

    /// Whether it shows whatever it is answered.
    pub fn wants_page(&self) -> bool {
        self.header("accept").is_some_and(|types| media::wants_page(&types))
    }

    /// Where a browser says that it comes from: `Origin` and `Sec-Fetch-Site`.
    pub fn provenance(&self) -> (Option<String>, Option<String>) {
        (self.header("origin"), self.header("sec-fetch-site"))
    }

    /// The body, of at most so many bytes, if all of it comes in time.
    pub async fn body(&self, max: u32, timeout_ms: u32) -> Result<Vec<u8>, Unread> {
        body::read(&self.request, max, timeout_ms).await
    }
}

/// What [`Incoming::provenance`] told, for a judgement.
pub fn provenance<'a>(own: &'a str, told: &'a (Option<String>, Option<String>)) -> Provenance<'a> {
    Provenance { own, origin: told.0.as_deref(), site: told.1.as_deref() }
}
