//! What goes to `fetch`, and what it gave.
//!
//! gloo-net builds the request; its `send` is not used, because it panics on what a page can well
//! do: abort with a reason that is no Error, replace `fetch` by something that throws or that
//! answers with another realm's `Response`, or have none. And it could not be given the caller's own
//! `fetch` (a service binding, say). So `waiting.js` calls it, reads the answer by its shape, and catches
//! whatever throws.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal, Request, RequestCache, RequestCredentials, RequestRedirect};

use super::js;
use super::limit::Limit;
use super::read;
use super::wish::{self, Event, Wish};
use crate::ascii;
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::HttpReply;
use crate::value::Value;

/// What is sent. Header values must be legal: gloo-net panics on others.
pub struct Outgoing<'a> {
    pub method: Method,
    pub url: &'a str,
    /// Those that have a value.
    pub headers: &'a [(&'static str, Option<&'a str>)],
    pub body: Option<&'a str>,
    /// Whether to keep the answer out of the browser's cache. workerd knows no such option.
    pub in_page: bool,
    /// Whether to send, and take, the cookies of another origin: they are the right to a status.
    pub with_cookies: bool,
}

/// Bodies above this are not read: no documented answer is near it. In UTF-16 units.
const MAX_BODY: u32 = 1_000_000;

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

/// The answer to it.
pub fn reply(event: Event) -> Result<Box<HttpReply>, CheckoutError> {
    let answer = event.settled()?.map_err(failed)?;
    let part = |index| Reflect::get_u32(&answer, index).unwrap_or(JsValue::UNDEFINED);
    let status = part(0).as_f64().ok_or_else(|| foreign("fetch did not give a Response"))? as u16;
    Ok(Box::new(HttpReply {
        status,
        body: json(&part(1)),
        tx_id: header(&part(2)),
        retry_after_ms: header(&part(3)).and_then(|header| wait_ms(&header)),
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

fn build(outgoing: &Outgoing<'_>, signal: Option<&AbortSignal>) -> Result<Request, gloo_net::Error> {
    let mut builder = RequestBuilder::new(outgoing.url).method(outgoing.method.clone()).abort_signal(signal);
    // Followed redirects would take the token, or the order, to who knows whom.
    builder = builder.redirect(RequestRedirect::Manual);
    if outgoing.in_page {
        builder = builder.cache(RequestCache::NoStore);
    }
    if outgoing.in_page && outgoing.with_cookies {
        builder = builder.credentials(RequestCredentials::Include);
    }
    for (name, value) in outgoing.headers {
        if let Some(value) = value {
            builder = builder.header(name, value);
        }
    }
    let built = match outgoing.body {
        // As bytes: a text would be made of them, and be taken apart again.
        Some(body) => builder.body(Uint8Array::from(body.as_bytes())),
        None => builder.build(),
    };
    built.map(Request::from)
}

fn header(value: &JsValue) -> Option<String> {
    js::short_text(value, 200).filter(|text| !text.is_empty())
}

/// `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
fn wait_ms(header: &str) -> Option<u32> {
    let ms = match ascii::number(header) {
        Some(seconds) => f64::from(seconds) * 1000.0,
        None => js_sys::Date::parse(header) - js_sys::Date::now(),
    };
    // A cast to u32 takes the past for 0.
    ms.is_finite().then_some(ms as u32)
}

fn json(text: &JsValue) -> Option<Value<'static>> {
    read::json(&js::short_text(text, MAX_BODY)?).map(Value::into_owned)
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
