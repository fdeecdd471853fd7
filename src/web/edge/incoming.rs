//! The platform's `Request`, read by its shape.

use wasm_bindgen::prelude::*;

use super::{outgoing, patience};
use crate::edge::media::Media;
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

/// Why a body was not read.
pub enum Unread {
    TooLarge,
    Broken,
    /// It did not come to its end in time.
    Slow,
}

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

    pub fn header(&self, name: &str) -> Option<String> {
        self.header_of(name, 16_384)
    }

    /// All of them, as far as platforms take any: what another host of the same site has set must not hide a right.
    pub fn cookies(&self) -> String {
        self.header_of("cookie", 131_072).unwrap_or_default()
    }

    fn header_of(&self, name: &str, max: u32) -> Option<String> {
        let headers = js::get(&self.request, "headers").ok()?;
        js::short_text(&js::call(&headers, "get", &name.into()).ok()?, max)
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
        self.header("accept").is_some_and(|types| types.contains("text/html"))
    }

    /// Where a browser says that it comes from: `Origin` and `Sec-Fetch-Site`.
    pub fn provenance(&self) -> (Option<String>, Option<String>) {
        (self.header("origin"), self.header("sec-fetch-site"))
    }

    /// The body, of at most so many bytes, if all of it comes in time.
    pub async fn body(&self, max: u32, timeout_ms: u32) -> Result<Vec<u8>, Unread> {
        let stream = js::get(&self.request, "body").map_err(broken)?;
        if stream.is_null() || stream.is_undefined() {
            return Ok(Vec::new());
        }
        let reader = js::call(&stream, "getReader", &JsValue::UNDEFINED).map_err(broken)?;
        let read = patience::wait(read(&reader, max), timeout_ms, "").await.unwrap_or(Err(Unread::Slow));
        if read.is_err() {
            // Nobody waits for what is left of it, nor for this.
            if let Ok(cancelled) = js::call(&reader, "cancel", &JsValue::UNDEFINED) {
                outgoing::ignored(&JsValue::UNDEFINED, cancelled);
            }
        }
        read
    }
}

/// Stops reading as soon as there is too much.
async fn read(reader: &JsValue, max: u32) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    loop {
        let pending = js::call(reader, "read", &JsValue::UNDEFINED).map_err(broken)?;
        let chunk = js::settled(pending).await.map_err(broken)?;
        if js::get(&chunk, "done").map_err(broken)?.is_truthy() {
            return Ok(body);
        }
        let value = js::get(&chunk, "value").map_err(broken)?;
        let bytes = js::bytes(&value).ok_or(Unread::Broken)?;
        if bytes.length() as usize + body.len() > max as usize {
            return Err(Unread::TooLarge);
        }
        body.extend(bytes.to_vec());
    }
}

/// What [`Incoming::provenance`] told, for a judgement.
pub fn provenance<'a>(own: &'a str, told: &'a (Option<String>, Option<String>)) -> Provenance<'a> {
    Provenance { own, origin: told.0.as_deref(), site: told.1.as_deref() }
}

fn broken(_: JsValue) -> Unread {
    Unread::Broken
}
