//! The road's host, where there is a JavaScript engine.

use std::cell::RefCell;

use gloo_net::http::Method;
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[cfg(feature = "edge")]
use super::edge::{credentials::Credentials, tokens::Asker};
use super::fetch::{self, Outgoing};
use super::limit::{Limit, Signal};
use super::options::{Access, ClientOptions, MAX_TOKEN};
use super::{js, page, random, write};
use crate::call::{self, HttpRequest};
use crate::client::Host;
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::{CheckoutDetails, HttpReply};
use crate::retry::Budget;
use crate::wait::Watch;

/// One call's view of its place.
pub struct WebHost {
    pub options: ClientOptions,
    pub signal: Option<Signal>,
    /// Called when the status changes, while waiting.
    pub on_status: Option<Function>,
    /// When the whole call must be over, in ms since 1970.
    pub deadline: f64,
    /// The token that was used last: the one to replace when it is refused.
    pub used: RefCell<Option<String>>,
}

impl WebHost {
    pub fn new(options: ClientOptions, signal: Option<Signal>) -> Self {
        let deadline = js_sys::Date::now() + f64::from(options.deadline_ms);
        WebHost { options, signal, on_status: None, deadline, used: RefCell::default() }
    }

    #[cfg(feature = "edge")]
    async fn own_token(&self, credentials: &Credentials, new: bool) -> Result<String, CheckoutError> {
        let refused = if new { self.used.borrow().clone() } else { None };
        let asker = Asker {
            credentials,
            fetch: self.options.fetch.as_ref(),
            timeout_ms: self.options.timeout_ms,
            deadline: self.deadline,
            signal: self.signal.as_ref(),
        };
        asker.token(refused.as_deref()).await
    }

    /// The end of one attempt.
    fn limit(&self) -> Limit<'_> {
        Limit::before(self.deadline, self.options.timeout_ms, self.signal.as_ref())
    }
}

impl Host for WebHost {
    #[cfg_attr(not(feature = "edge"), allow(unused_variables))]
    async fn token(&self, new: bool) -> Result<Option<String>, CheckoutError> {
        let token = match &self.options.access {
            Access::None => None,
            Access::Token(token) => Some(token.clone()),
            Access::Function(function) => Some(self.limit().race(ask(function)).await??),
            #[cfg(feature = "edge")]
            Access::Credentials(credentials) => Some(self.own_token(credentials, new).await?),
        };
        self.used.replace(token.clone());
        Ok(token)
    }

    async fn send(&self, request: &HttpRequest, token: Option<&str>) -> Result<HttpReply, CheckoutError> {
        let url = format!("{}{}", self.options.base_url, request.path);
        let bearer = token.map(|token| format!("Bearer {token}"));
        let mut headers = Vec::with_capacity(3);
        headers.extend(bearer.as_deref().map(|bearer| ("Authorization", bearer)));
        headers.extend(request.body.as_ref().map(|_| ("Content-Type", "application/json")));
        headers.extend(request.idempotency_key.as_deref().map(|key| ("Idempotency-Key", key)));
        let outgoing = Outgoing {
            method: if request.method == "POST" { Method::POST } else { Method::GET },
            url: &url,
            headers: &headers,
            body: request.body.as_deref(),
            in_page: page::is_page(),
            // A token is right enough, and servers that want one need not allow cookies.
            with_cookies: token.is_none(),
        };
        fetch::send(self.options.fetch.as_ref(), &outgoing, &self.limit()).await
    }

    async fn pause(&self, ms: u32) -> Result<(), CheckoutError> {
        Limit::after(ms, self.signal.as_ref()).reached().await
    }

    fn random(&self) -> f64 {
        random::jitter()
    }

    fn budget(&self) -> Budget {
        let left_ms = (self.deadline - js_sys::Date::now()) as u32;
        Budget { repeats: self.options.max_retries, left_ms }
    }

    fn can_renew_token(&self) -> bool {
        !matches!(self.options.access, Access::None | Access::Token(_))
    }
}

impl Watch for WebHost {
    fn is_hidden(&self) -> bool {
        page::is_hidden()
    }

    fn changed(&self, details: &CheckoutDetails) -> Result<(), CheckoutError> {
        let Some(on_status) = &self.on_status else { return Ok(()) };
        let told = on_status.call1(&JsValue::UNDEFINED, &write::plain(&details.to_value()));
        told.map(|_| ()).map_err(|cause| CheckoutError::options("onStatus threw; see `cause`").because(cause))
    }
}

/// The caller's function for the token. What it gives is looked at before it goes into a header.
async fn ask(function: &Function) -> Result<String, CheckoutError> {
    let refused = |message: &str| CheckoutError::new(ErrorCode::Unauthorized, message);
    let threw = |cause| refused("accessToken threw, so there is no token; see `cause`").because(cause);
    let token = js::settled(function.call0(&JsValue::UNDEFINED).map_err(threw)?).await.map_err(threw)?;
    let token = js::short_text(&token, MAX_TOKEN).filter(|token| call::is_bearer_token(token));
    token.ok_or_else(|| refused("accessToken gave something that is no bearer token"))
}
