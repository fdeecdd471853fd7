//! The road's host, where there is a JavaScript engine: has whatever the road needs next waited for.

use wasm_bindgen::prelude::*;

use super::fetch::{self, Outgoing};
use super::limit::{Limit, Signal};
use super::options::{Access, ClientOptions, MAX_TOKEN};
use super::wish::{Event, Turn, Wish};
use super::{js, page, random};
use crate::ascii;
use crate::call::{self, HttpRequest};
use crate::client::{Came, Need, Road};
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::HttpReply;
use crate::retry::Budget;

/// One call's view of its place.
pub struct WebHost {
    pub options: Box<ClientOptions>,
    signal: Option<Signal>,
    /// When the whole call must be over, in ms since 1970.
    deadline: f64,
    request: HttpRequest,
    road: Road,
    /// What the wait is for.
    awaited: Awaited,
    #[cfg(feature = "edge")]
    own_token: super::edge::tokens::Pending,
}

enum Awaited {
    Token,
    Reply,
    Time,
}

impl WebHost {
    pub fn new(options: Box<ClientOptions>, signal: Option<Signal>, request: HttpRequest) -> Self {
        WebHost {
            deadline: js_sys::Date::now() + f64::from(options.deadline_ms),
            road: road(&options),
            options,
            signal,
            request,
            awaited: Awaited::Time,
            #[cfg(feature = "edge")]
            own_token: Default::default(),
        }
    }

    /// Begins with the first attempt of a create call, under its key.
    pub fn begin_under(&mut self, key: String) -> Turn<Box<HttpReply>> {
        self.request.idempotency_key = Some(key);
        self.begin()
    }

    /// The idempotency key of a create call.
    pub fn key(&self) -> &str {
        self.request.idempotency_key.as_deref().unwrap_or_default()
    }

    /// Begins with the first attempt.
    pub fn begin(&mut self) -> Turn<Box<HttpReply>> {
        let need = self.road.begin();
        self.turn(need)
    }

    /// Goes on with what was waited for.
    pub fn resume(&mut self, event: Event) -> Turn<Box<HttpReply>> {
        let came = self.came(event).unwrap_or_else(Came::Failure);
        self.go_on(came)
    }

    /// Makes the same call once more, with what is left of its time.
    pub fn begin_again(&mut self) -> Turn<Box<HttpReply>> {
        self.road = road(&self.options);
        self.begin()
    }

    /// Nothing but time, of the call's; in a page that is hidden, only until somebody sees it.
    pub fn pause(&mut self, ms: u32, is_hidden: bool) -> Wish {
        self.awaited = Awaited::Time;
        let limit = Limit { ms, signal: self.signal.as_ref() };
        if is_hidden { limit.pause_unseen() } else { limit.pause() }
    }

    /// Goes the whole road of a call, as a future.
    #[cfg(feature = "edge")]
    pub async fn travel(mut self) -> Result<Box<HttpReply>, CheckoutError> {
        let mut turn = self.begin();
        loop {
            match turn {
                Turn::Wait(wish) => turn = self.resume(wish.ended().await),
                Turn::End(end) => return end,
            }
        }
    }

    /// What is left of the call's time, in ms.
    pub fn left_ms(&self) -> u32 {
        // A cast takes what is below zero for zero.
        (self.deadline - js_sys::Date::now()) as u32
    }

    fn go_on(&mut self, came: Came) -> Turn<Box<HttpReply>> {
        let budget = Budget { repeats: self.options.max_retries, left_ms: self.left_ms() };
        let need = self.road.go_on(came, budget, random::jitter());
        self.turn(need)
    }

    fn turn(&mut self, need: Need) -> Turn<Box<HttpReply>> {
        match need {
            Need::End(end) => Turn::End(end),
            Need::Token { new } => self.token(new),
            Need::Reply => match self.send() {
                Ok(wish) => self.wait(Awaited::Reply, wish),
                Err(error) => self.go_on(Came::Failure(error)),
            },
            Need::Pause { ms } => Turn::Wait(self.pause(ms, false)),
        }
    }

    fn wait(&mut self, awaited: Awaited, wish: Wish) -> Turn<Box<HttpReply>> {
        self.awaited = awaited;
        Turn::Wait(wish)
    }

    #[cfg_attr(not(feature = "edge"), allow(unused_variables))]
    fn token(&mut self, new: bool) -> Turn<Box<HttpReply>> {
        let wish = match &self.options.access {
            Access::None => return self.go_on(Came::Token(None)),
            Access::Token(token) => return self.go_on(Came::Token(Some(token.clone()))),
            Access::Function(function) => self.limit().ask(function),
            #[cfg(feature = "edge")]
            Access::Credentials(credentials) => {
                let asker = super::edge::tokens::Asker {
                    credentials: credentials.clone(),
                    fetch: self.options.fetch.clone(),
                    timeout_ms: self.options.timeout_ms,
                    deadline: self.deadline,
                    signal: self.signal.clone(),
                };
                self.own_token.ask(asker, new)
            }
        };
        self.wait(Awaited::Token, wish)
    }

    fn send(&self) -> Result<Wish, CheckoutError> {
        let request = &self.request;
        let token = self.road.token();
        let url = ascii::joined(&[&self.options.base_url, &request.path]);
        let bearer = token.map(|token| ascii::joined(&["Bearer ", token]));
        let headers = [
            ("Authorization", bearer.as_deref()),
            ("Content-Type", request.body.as_ref().map(|_| "application/json")),
            ("Idempotency-Key", request.idempotency_key.as_deref()),
        ];
        let outgoing = Outgoing {
            method: request.method,
            url: &url,
            headers: &headers,
            body: request.body.as_deref(),
            in_page: page::is_page(),
            // A token is right enough, and servers that want one need not allow cookies.
            with_cookies: token.is_none(),
        };
        fetch::send(self.options.fetch.as_ref(), &outgoing, &self.limit())
    }

    fn came(&mut self, event: Event) -> Result<Came, CheckoutError> {
        match (&self.awaited, event) {
            (Awaited::Time, Event::Over) => Ok(Came::Time),
            #[cfg(feature = "edge")]
            (Awaited::Token, _) if matches!(self.options.access, Access::Credentials(_)) => {
                self.own_token.take().map(|token| Came::Token(Some(token)))
            }
            (Awaited::Token, event) => token_of(event.settled()?).map(|token| Came::Token(Some(token))),
            (_, event) => fetch::reply(event).map(Came::Reply),
        }
    }

    /// The end of one attempt.
    fn limit(&self) -> Limit<'_> {
        Limit::before(self.deadline, self.options.timeout_ms, self.signal.as_ref())
    }
}

fn road(options: &ClientOptions) -> Road {
    Road::new(!matches!(options.access, Access::None | Access::Token(_)))
}

/// What the caller's function gave for a token is looked at before it goes into a header.
fn token_of(given: Result<JsValue, JsValue>) -> Result<String, CheckoutError> {
    // It may ask a server, as fetch does.
    let threw = |cause| {
        let message = "accessToken threw, so there is no token; see `cause`, and try again";
        CheckoutError::new(ErrorCode::Unavailable, message).because(cause)
    };
    let token = js::short_text(&given.map_err(threw)?, MAX_TOKEN);
    token.filter(|token| call::is_bearer_token(token)).ok_or_else(|| {
        let message = "accessToken gave something that is no bearer token";
        CheckoutError::new(ErrorCode::Unauthorized, message)
    })
}
