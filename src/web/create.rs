//! The journey of a create call: the attempt's key → the road → the hosted page.

use std::mem;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use super::host::WebHost;
use super::journey::{self, Journey};
use super::limit::Signal;
use super::options::{self, Call, CallOptions, ClientOptions, Redirect};
use super::wish::{self, Event, Turn};
use super::{address, attempts, check, page, random, write};
use crate::ascii;
use crate::call;
use crate::client;
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::{Checkout, HttpReply};
use crate::request::Kind;

/// Sends the order off, unless it is on its way in this page already: fifty clicks make one request.
pub fn begin(
    kind: Kind,
    request: &JsValue,
    client: &JsValue,
    call: &JsValue,
    is_remembered: bool,
) -> Result<Promise, CheckoutError> {
    let (options, mut call) = options::read(Call::Create, client, call)?;
    let body = check::body(kind, options.stage, request)?;
    // Between the requests of a server no promise may be shared, and nobody clicks twice.
    if !page::is_page() {
        return Ok(journey::begin(Create::new(kind, options, call, body), None));
    }
    let order = ascii::joined(&[&options.base_url, call::path(kind), " ", &body]);
    Ok(journey::named(&order).unwrap_or_else(|| {
        call.signal = Signal::either(call.signal, page::restored());
        call.is_remembered = is_remembered;
        let mut create = Create::new(kind, options, call, body);
        create.digest = Some(random::sha256(order.as_bytes()));
        journey::begin(create, Some(order))
    }))
}

struct Create {
    host: WebHost,
    redirect: Redirect,
    given_key: Option<String>,
    is_remembered: bool,
    /// What tells a page's order from others: it comes first.
    digest: Option<Promise>,
    is_sent: bool,
}

impl Create {
    fn new(kind: Kind, options: Box<ClientOptions>, call: CallOptions, body: String) -> Self {
        Create {
            host: WebHost::new(options, call.signal, call::create(kind, body)),
            redirect: call.redirect,
            given_key: call.idempotency_key,
            is_remembered: call.is_remembered,
            digest: None,
            is_sent: false,
        }
    }

    /// There is no digest where there is no page, or no WebCrypto.
    fn key(&mut self, event: Event) -> Result<String, CheckoutError> {
        let digest = event.settled().ok().and_then(|digest| digest.ok()?.as_string());
        attempts::key_for(digest.as_deref(), self.given_key.take(), self.is_remembered)
    }

    fn arrive(&self, end: Result<Box<HttpReply>, CheckoutError>) -> Result<JsValue, CheckoutError> {
        let mut checkout = client::created(end, self.host.key())?;
        let allowed = address::hosted_page(&checkout.redirect_url, &self.host.options.redirect_origins);
        checkout.redirect_url = allowed.ok_or_else(|| unsafe_redirect(&checkout, UNSAFE))?;
        attempts::created(&checkout);
        leave(&checkout, &self.redirect)?;
        Ok(write::plain(&checkout.to_json()))
    }
}

impl Journey for Create {
    fn go_on(&mut self, event: Event) -> Turn<JsValue> {
        if let Some(digest) = self.digest.take() {
            return Turn::Wait(wish::settled(&digest));
        }
        let turn = if mem::replace(&mut self.is_sent, true) {
            self.host.resume(event)
        } else {
            match self.key(event) {
                Ok(key) => self.host.begin_under(key),
                Err(error) => return Turn::End(Err(error)),
            }
        };
        match turn {
            Turn::Wait(wish) => Turn::Wait(wish),
            Turn::End(end) => Turn::End(self.arrive(end)),
        }
    }
}

/// Exactly one navigation, or none.
fn leave(checkout: &Checkout, redirect: &Redirect) -> Result<(), CheckoutError> {
    let gone = match redirect {
        Redirect::No => Ok(()),
        Redirect::Assign => page::navigate(&checkout.redirect_url, false),
        Redirect::Replace => page::navigate(&checkout.redirect_url, true),
        Redirect::Function(function) => hand_over(function, &checkout.redirect_url),
    };
    gone.map_err(|cause| unsafe_redirect(checkout, STUCK).because(cause))
}

fn hand_over(function: &Function, url: &str) -> Result<(), JsValue> {
    function.call1(&JsValue::UNDEFINED, &JsValue::from_str(url)).map(|_| ())
}

const UNSAFE: &str =
    "the buyer was not sent to redirect_url: it is neither https on jeel.co nor of redirectOrigins";
const STUCK: &str = "the checkout was created, but the buyer could not be sent to it; see `cause`, \
                     or pass redirect: false and link to redirect_url";

fn unsafe_redirect(checkout: &Checkout, message: &str) -> CheckoutError {
    let mut error = CheckoutError::new(ErrorCode::UnsafeRedirect, message);
    error.tx_id.clone_from(&checkout.tx_id);
    error.of_attempt(&checkout.idempotency_key)
}
