//! Gets access tokens: one for all callers of an isolate, and with a token store for all isolates.
//!
//! Those who wait for another's renewal look again by a timer of their own: in workerd a request
//! must not be woken by another's promise.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::credentials::Credentials;
use super::{digest, patience};
use crate::call;
use crate::edge::token::{self, PROLONG_EVERY_MS, Step, Token, TokenCache};
use crate::error::{CheckoutError, ErrorCode};
use crate::json;
use crate::value::{Value, object};
use crate::web::fetch::{self, Outgoing};
use crate::web::limit::{Limit, Signal};
use crate::web::wish::{self, Event, Wish};
use crate::web::{js, read};

/// The longest text that is taken from a store, in UTF-16 units: a token and its time.
const MAX_KEPT: u32 = 20_000;

thread_local! {
    /// By endpoint and credentials.
    static CACHES: RefCell<Vec<(String, TokenCache)>> = const { RefCell::new(Vec::new()) };
}

/// Who asks, and how long that may take.
pub struct Asker {
    pub credentials: Credentials,
    pub fetch: Option<Function>,
    /// Of each step, in ms.
    pub timeout_ms: u32,
    /// When all of it must be over, in ms since 1970.
    pub deadline: f64,
    pub signal: Option<Signal>,
}

/// A token, or why there is none; as soon as that is known.
type Answer = Rc<RefCell<Option<Result<String, CheckoutError>>>>;

/// A token that a call waits for. What comes of it is kept here, since a promise would lose the error.
#[derive(Default)]
pub struct Pending {
    asked: Option<Answer>,
    /// The token that was used last: the one to replace when it is refused.
    used: Option<String>,
}

impl Pending {
    /// For a token, another than the last one if that was refused.
    pub fn ask(&mut self, asker: Asker, new: bool) -> Wish {
        let asked = Answer::default();
        self.asked = Some(asked.clone());
        let refused = if new { self.used.clone() } else { None };
        wish::settled(&future_to_promise(async move {
            let token = asker.token(refused.as_deref()).await;
            asked.replace(Some(token));
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// What came of it.
    pub fn take(&mut self) -> Result<String, CheckoutError> {
        let token = self.asked.take().and_then(|asked| asked.take());
        let token =
            token.unwrap_or_else(|| Err(CheckoutError::new(ErrorCode::Timeout, "no access token")))?;
        self.used = Some(token.clone());
        Ok(token)
    }
}

impl Asker {
    /// A token for one call; another than the one that the API `refused`.
    pub async fn token(&self, refused: Option<&str>) -> Result<String, CheckoutError> {
        let deadline = self.deadline.min(js_sys::Date::now() + f64::from(self.timeout_ms));
        loop {
            let now = js_sys::Date::now();
            match self.cache(|cache| cache.next(now, refused)) {
                Step::Use(token) => return Ok(token),
                Step::Renew => return self.prolonging(self.renew(refused)).await,
                Step::Refuse(ms) => return Err(token::left_alone(ms)),
                Step::Wait(_) if now > deadline => {
                    return Err(CheckoutError::new(ErrorCode::Timeout, "no access token in time; try again"));
                }
                Step::Wait(ms) => {
                    let pause = Limit { ms, signal: self.signal.as_ref() }.pause();
                    if let aborted @ Event::Aborted(_) = pause.ended().await {
                        aborted.settled().map(drop)?;
                    }
                }
            }
        }
    }

    /// Keeps the lease for as long as the work lasts: for a request that was cancelled, nothing goes on.
    async fn prolonging<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            let soon = Limit { ms: PROLONG_EVERY_MS, signal: None };
            if let Some(done) = patience::race(&soon, work.as_mut()).await {
                return done;
            }
            self.cache(|cache| cache.prolong(js_sys::Date::now()));
        }
    }

    async fn renew(&self, refused: Option<&str>) -> Result<String, CheckoutError> {
        let stored = self.stored().await.filter(|token| Some(token.text.as_str()) != refused);
        let is_new = stored.is_none();
        let fetched = match stored {
            Some(token) => Ok(token),
            None => self.fetch().await,
        };
        let now = js_sys::Date::now();
        match fetched {
            Ok(token) => {
                self.cache(|cache| cache.renewed(now, &token));
                if is_new {
                    // After that: nobody else has to wait for the store.
                    self.store(&token).await;
                }
                Ok(token.text)
            }
            Err(error) if error.code == ErrorCode::Aborted => {
                self.cache(TokenCache::given_up);
                Err(error)
            }
            Err(error) => {
                let quiet_ms = self.cache(|cache| cache.failed(now, error.retry_after_ms));
                if let Some(token) = self.cache(|cache| cache.spare(now)) {
                    return Ok(token);
                }
                let retry_after_ms = error.retry_after_ms.unwrap_or_default().max(quiet_ms);
                Err(error.retry_after(retry_after_ms))
            }
        }
    }

    /// By the first secret that the endpoint takes: while it is being changed, a new one may be
    /// configured before it counts.
    async fn fetch(&self) -> Result<Token, CheckoutError> {
        let mut refusal = None;
        for secret in &self.credentials.secrets {
            match self.fetch_by(secret).await {
                Err(error) if error.code == ErrorCode::Unauthorized => refusal = refusal.or(Some(error)),
                answered => return answered,
            }
        }
        Err(refusal.unwrap_or_else(|| CheckoutError::options("clientSecret is required")))
    }

    /// OAuth 2.1 client credentials, in a urlencoded body.
    async fn fetch_by(&self, secret: &str) -> Result<Token, CheckoutError> {
        let credentials = &self.credentials;
        let pairs = [
            ("client_id", credentials.client_id.as_str()),
            ("client_secret", secret),
            ("grant_type", "client_credentials"),
        ];
        let body: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
        let outgoing = Outgoing {
            method: "POST",
            url: &credentials.auth_url,
            headers: &[("Content-Type", Some("application/x-www-form-urlencoded"))],
            body: Some(&body.join("&")),
            in_page: false,
            with_cookies: false,
        };
        let answered = fetch::send(self.fetch.as_ref(), &outgoing, &self.limit())?.ended().await;
        let reply = fetch::reply(answered)?;
        token::read(&reply, js_sys::Date::now())
    }

    fn limit(&self) -> Limit<'_> {
        Limit::before(self.deadline, self.timeout_ms, self.signal.as_ref())
    }

    fn cache<T>(&self, work: impl FnOnce(&mut TokenCache) -> T) -> T {
        let credentials = &self.credentials;
        let key = [&credentials.auth_url, &credentials.client_id, credentials.secret()].join("\n");
        CACHES.with_borrow_mut(|caches| {
            if let Some((_, cache)) = caches.iter_mut().find(|(known, _)| *known == key) {
                return work(cache);
            }
            let mut cache = TokenCache::default();
            let done = work(&mut cache);
            caches.push((key, cache));
            done
        })
    }

    /// The token in the merchant's store. A store that fails is as good as none.
    async fn stored(&self) -> Option<Token> {
        let store = self.credentials.token_store.as_ref()?;
        let pending = js::call(store, "get", &JsValue::from_str(&self.store_key().await?)).ok()?;
        let kept = patience::race(&self.limit(), js::settled(pending)).await?.ok()?;
        let kept = js::short_text(&kept, MAX_KEPT)?;
        let kept = read::json(&kept)?;
        let Value::Number(expires_at) = kept.get("expires_at")? else { return None };
        // Anything may have been put there, and what no header can hold would throw through the module.
        let text = kept.text("access_token").filter(|token| call::is_bearer_token(token))?;
        let token = Token { text: text.to_owned(), expires_at: *expires_at };
        token.is_fresh(js_sys::Date::now()).then_some(token)
    }

    async fn store(&self, token: &Token) {
        let left_s = ((token.expires_at - js_sys::Date::now()) / 1000.0) as u32;
        // Workers KV keeps nothing for less than 60 s.
        let (Some(store), true) = (&self.credentials.token_store, left_s >= 60) else { return };
        let kept = object([
            ("access_token", Some(Value::from(token.text.as_str()))),
            ("expires_at", Some(Value::Number(token.expires_at))),
        ]);
        let text = json::write(&kept, js::spell);
        if let Some(key) = self.store_key().await
            && let Ok(pending) = put(store, &key, &text, left_s)
        {
            patience::race(&self.limit(), js::settled(pending)).await;
        }
    }

    /// Tells environments and credentials apart without naming them.
    async fn store_key(&self) -> Option<String> {
        let place = format!("{}\n{}", self.credentials.auth_url, self.credentials.client_id);
        let digest = digest::of(place.as_bytes()).await?;
        Some(format!("jeelpay-checkout:token:{digest}"))
    }
}

fn put(store: &JsValue, key: &str, text: &str, ttl_s: u32) -> Result<JsValue, JsValue> {
    let options = js_sys::Object::new();
    Reflect::set(&options, &"expirationTtl".into(), &JsValue::from_f64(f64::from(ttl_s)))?;
    let method = js::get(store, "put")?.dyn_into::<Function>()?;
    method.call3(store, &key.into(), &text.into(), &options)
}

fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
