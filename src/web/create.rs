//! The journey of a create call: the attempt's key → the road → the hosted page.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::departure::Redirect;
use super::host::WebHost;
use super::journey::{self, Journey, Name};
use super::limit::Signal;
use super::options::{self, Call, CallOptions, ClientOptions};
use super::wish::{Event, Turn};
use super::{address, attempts, check, page, write};
use crate::ascii;
use crate::call;
use crate::client;
use crate::error::{CheckoutError, ErrorCode};
use crate::idempotency;
use crate::reply::{Checkout, HttpReply};
use crate::request::Kind;

/// Sends the order off, unless it is on its way in this page already: fifty clicks make one request.
pub fn begin(
    kind: Kind,
    request: &JsValue,
    client: &JsValue,
    call: &JsValue,
    is_rehearsal: bool,
) -> Result<Promise, CheckoutError> {
    let (options, mut call) = options::read(Call::Create, client, call)?;
    let body = check::body(kind, options.stage, request)?;
    // Between the requests of a server no promise may be shared. It keeps no attempts: without a key of the caller's
    // each call is a new one.
    if !page::is_page() {
        #[cfg(feature = "edge")]
        if let Some(key) = &call.idempotency_key {
            super::edge::keys::bind(kind, &options, key, &body)?;
        }
        return Ok(journey::begin(Create::new(kind, options, call, body), None));
    }
    let digest = idempotency::digest(&[&options.base_url, call::path(kind), " ", &body]);
    // Whoever wants to be sent to the hosted page must not join a call that sends nobody there.
    let text = ascii::joined(&[call.redirect.name(), &digest]);
    Ok(journey::named(&text).unwrap_or_else(|| {
        call.signal = Signal::either(call.signal, page::restored());
        let name = Name { text, signal: call.signal.clone(), leaves: call.redirect.leaves() };
        let mut create = Create::new(kind, options, call, body);
        (create.digest, create.is_rehearsal) = (Some(digest), is_rehearsal);
        journey::begin(create, Some(name))
    }))
}

struct Create {
    host: WebHost,
    redirect: Redirect,
    given_key: Option<String>,
    /// What tells a page's order from others.
    digest: Option<String>,
    is_rehearsal: bool,
}

impl Create {
    fn new(kind: Kind, options: Box<ClientOptions>, call: CallOptions, body: String) -> Self {
        Create {
            host: WebHost::new(options, call.signal, call::create(kind, body)),
            redirect: call.redirect,
            given_key: call.idempotency_key,
            digest: None,
            is_rehearsal: false,
        }
    }

    /// The caller's key, the tab's for this order, or a new one.
    fn key(&mut self) -> Result<String, CheckoutError> {
        attempts::key_for(self.digest.as_deref(), self.given_key.take(), self.is_rehearsal)
    }

    fn arrive(
        &self,
        number: u32,
        end: Result<Box<HttpReply>, CheckoutError>,
    ) -> Result<JsValue, CheckoutError> {
        let mut checkout = client::created(end, self.host.key())?;
        let allowed = address::hosted_page(&checkout.redirect_url, &self.host.options.redirect_origins);
        checkout.redirect_url =
            allowed.ok_or_else(|| failed(ErrorCode::UnsafeRedirect, &checkout, UNSAFE))?;
        // A slow answer must not take a page's buyer to what was ordered before.
        let is_overtaken = self.digest.is_some() && self.redirect.leaves() && !journey::is_leaving(number);
        attempts::created(&checkout, is_overtaken);
        if is_overtaken {
            return Err(failed(ErrorCode::Aborted, &checkout, OVERTAKEN));
        }
        let gone = self.redirect.go(&checkout.redirect_url);
        gone.map_err(|cause| failed(ErrorCode::UnsafeRedirect, &checkout, STUCK).because(cause))?;
        Ok(write::plain(&checkout.to_json()))
    }
}

impl Journey for Create {
    fn go_on(&mut self, number: u32, event: Event) -> Turn<JsValue> {
        let turn = match event {
            Event::Begun => match self.key() {
                Ok(key) => self.host.begin_under(key),
                Err(error) => return Turn::End(Err(error)),
            },
            event => self.host.resume(event),
        };
        match turn {
            Turn::Wait(wish) => Turn::Wait(wish),
            Turn::End(end) => Turn::End(self.arrive(number, end)),
        }
    }
}

const UNSAFE: &str =
    "the buyer was not sent to redirect_url: it is neither https on jeel.co nor of redirectOrigins";
const STUCK: &str = "the checkout was created, but the buyer could not be sent to it; see `cause`, \
                     or pass redirect: false and link to redirect_url";
const OVERTAKEN: &str = "the buyer has ordered something else since, and is sent to that";

fn failed(code: ErrorCode, checkout: &Checkout, message: &str) -> CheckoutError {
    let mut error = CheckoutError::new(code, message);
    error.tx_id.clone_from(&checkout.tx_id);
    error.of_attempt(&checkout.idempotency_key)
}
