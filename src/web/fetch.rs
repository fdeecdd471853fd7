//! What goes to `fetch`, and what it gave.
//!
//! The request has gloo-net's `Headers`. Its builder is not used: it parses the address three times
//! to put a query together, of which we have none, and brings the formatting of texts for that, more than two kilobytes
//! of a page. Nor is its `send`, because it panics on what a page can well do: abort with a reason that is no Error,
//! replace `fetch` by something that throws or that answers with another realm's `Response`, or have none. And it could
//! not be given the caller's own `fetch` (a service binding, say). So `waiting.js` calls it, reads the answer by its
//! shape, and catches whatever throws.

use gloo_net::http::Headers;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, AbortSignal, Request, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
};

use super::limit::Limit;
use super::wish::{self, Event, Wish};
use crate::ascii;
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::HttpReply;

/// What is sent. Header values must be legal: gloo-net panics on others.
pub struct Outgoing<'a> {
    pub method: &'static str,
    pub url: &'a str,
    /// Those that have a value.
    pub headers: &'a [(&'static str, Option<&'a str>)],
    pub body: Option<&'a str>,
    /// Whether to keep the answer out of the browser's cache. workerd knows no such option.
    pub in_page: bool,
    /// Whether to send, and take, the cookies of another origin: they are the right to a status.
    pub with_cookies: bool,
}

/// One attempt: to send the request, and to read the answer to its end, within the limit.
pub fn send(
    fetch: Option<&Function>,
    outgoing: &Outgoing<'_>,
    limit: &Limit<'_>,
) -> Result<Wish, CheckoutError> {
    let controller = AbortController::new().ok();
    let request = request(outgoing, controller.as_ref())?;
    Ok(limit.send(&request, fetch, controller.as_ref()))
}

/// The answer to it, in the lines of `waiting.js`.
pub fn reply(event: Event) -> Result<Box<HttpReply>, CheckoutError> {
    let answer = event.settled()?.map_err(failed)?.as_string();
    let answer = answer.ok_or_else(|| foreign("fetch did not give a Response"))?;
    let mut rest = Some(answer.as_str());
    let mut header = || ascii::take_line(&mut rest).filter(|header| !header.is_empty());
    Ok(Box::new(HttpReply {
        // What is no status is none that the API documents.
        status: header().and_then(ascii::number).and_then(|status| status.try_into().ok()).unwrap_or(0),
        tx_id: header().map(str::to_owned),
        retry_after_ms: header().and_then(wait_ms),
        body: rest.filter(|body| !body.is_empty()).map(str::to_owned),
    }))
}

fn request(outgoing: &Outgoing<'_>, controller: Option<&AbortController>) -> Result<Request, CheckoutError> {
    if !wish::can_send() {
        return Err(CheckoutError::options(
            "this runtime has no Request and Headers; it is too old, or needs a polyfill",
        ));
    }
    let signal = controller.map(AbortController::signal);
    // Under jsdom the global `AbortController` is not of the realm of `Request`: the timer alone must do.
    let built = build(outgoing, signal.as_ref()).or_else(|_| build(outgoing, None));
    built.map_err(|_| CheckoutError::options("the address cannot be requested; check baseUrl"))
}

fn build(outgoing: &Outgoing<'_>, signal: Option<&AbortSignal>) -> Result<Request, JsValue> {
    let headers = Headers::new();
    for (name, value) in outgoing.headers {
        if let Some(value) = value {
            headers.set(name, value);
        }
    }
    let init = RequestInit::new();
    init.set_headers(&headers.into_raw());
    init.set_method(outgoing.method);
    init.set_signal(signal);
    // Followed redirects would take the token, or the order, to who knows whom.
    init.set_redirect(RequestRedirect::Manual);
    if outgoing.in_page {
        init.set_cache(RequestCache::NoStore);
    }
    if outgoing.in_page && outgoing.with_cookies {
        init.set_credentials(RequestCredentials::Include);
    }
    if let Some(body) = outgoing.body {
        // As bytes: a text would be made of them, and be taken apart again.
        init.set_body(&Uint8Array::from(body.as_bytes()));
    }
    Request::new_with_str_and_init(outgoing.url, &init)
}

/// `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
fn wait_ms(header: &str) -> Option<u32> {
    let ms = match (ascii::number(header), header.as_bytes()) {
        (Some(seconds), _) => f64::from(seconds) * 1000.0,
        // Dates begin with a day of the week. To engines nearly anything is one: `1.5` is long ago.
        (_, [b'A'..=b'Z', ..]) => js_sys::Date::parse(header) - js_sys::Date::now(),
        _ => return None,
    };
    // A cast to u32 takes the past for 0.
    ms.is_finite().then_some(ms as u32)
}

/// The network, or the caller's `fetch`, failed. Browsers do not say why.
fn failed(cause: JsValue) -> CheckoutError {
    let message =
        "the address could not be reached (network, CORS or CSP); try again with the same idempotency key";
    CheckoutError::new(ErrorCode::Unavailable, message).because(cause)
}

fn foreign(message: &str) -> CheckoutError {
    CheckoutError::new(ErrorCode::InvalidResponse, message)
}
