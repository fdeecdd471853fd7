//! The options of the calls, read from own properties only: what a polluted prototype supplies
//! must not decide where orders go. A key that is not an option is refused, not ignored: a
//! misspelt `timeout` would be missed only when it is needed.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::limit::Signal;
use super::{address, js, page};
use crate::call;
use crate::environment::Environment;
use crate::error::{CheckoutError, ErrorCode};
use crate::idempotency;
use crate::redirect;
use crate::request::Stage;

/// What every call of a client shares.
pub struct ClientOptions {
    /// Without a slash at its end.
    pub base_url: String,
    /// Who is called: the merchant's edge (with drafts), or the API itself.
    pub stage: Stage,
    pub access: Access,
    /// Of one attempt, in ms.
    pub timeout_ms: u32,
    pub max_retries: u32,
    pub redirect_origins: Vec<String>,
    pub fetch: Option<Function>,
}

/// Where the access token comes from.
pub enum Access {
    None,
    Token(String),
    /// Called for each call, and once more when its token was refused.
    Function(Function),
}

/// What one create call may have of its own.
pub struct CallOptions {
    pub redirect: Redirect,
    pub idempotency_key: Option<String>,
    pub signal: Option<Signal>,
}

/// How the buyer is sent to the hosted page.
pub enum Redirect {
    No,
    Assign,
    Replace,
    /// The caller does it.
    Function(Function),
}

/// What one wait may have of its own.
pub struct WaitOptions {
    pub signal: Option<Signal>,
    /// Of the whole wait, in ms.
    pub timeout_ms: Option<f64>,
    pub on_status: Option<Function>,
}

const CLIENT: [&str; 8] = [
    "baseUrl",
    "environment",
    "accessToken",
    "dangerouslyAllowBrowser",
    "timeout",
    "maxRetries",
    "redirectOrigins",
    "fetch",
];
const CALL: [&str; 3] = ["redirect", "idempotencyKey", "signal"];
const WAIT: [&str; 3] = ["signal", "timeout", "onStatus"];

const DEFAULT_TIMEOUT_MS: u32 = 15_000;
const DEFAULT_MAX_RETRIES: u32 = 2;

type Read<T> = Result<T, CheckoutError>;

/// The options of a client, and those of the call itself: one object holds both when `call` is
/// undefined (`createCheckout(request, options)`).
pub fn for_create(client: &JsValue, call: &JsValue) -> Read<(ClientOptions, CallOptions)> {
    let (client, call) = sources(client, call, &CALL)?;
    Ok((client_options(&client, true)?, call_options(&call)?))
}

/// For `getCheckout`, whose only option of its own is `signal`.
pub fn for_get(client: &JsValue, call: &JsValue) -> Read<(ClientOptions, Option<Signal>)> {
    let (client, call) = sources(client, call, &CALL)?;
    Ok((client_options(&client, true)?, call.signal()?))
}

/// For `waitForCheckout`. In one object, `timeout` is the wait's.
pub fn for_wait(client: &JsValue, call: &JsValue) -> Read<(ClientOptions, WaitOptions)> {
    let is_one = call.is_undefined();
    let (client, call) = sources(client, call, &WAIT)?;
    let wait = WaitOptions {
        signal: call.signal()?,
        timeout_ms: call.positive("timeout")?,
        on_status: call.function("onStatus")?,
    };
    Ok((client_options(&client, !is_one)?, wait))
}

/// For `validateCheckout`: `{ as: "draft" | "complete" }`, or nothing.
pub fn for_validate(options: &JsValue) -> Read<Option<Stage>> {
    if options.is_undefined() {
        return Ok(None);
    }
    let source = Source::new(options, &[&["as"]])?;
    match source.text("as")?.as_deref() {
        None => Ok(None),
        Some("draft") => Ok(Some(Stage::Draft)),
        Some("complete") => Ok(Some(Stage::Complete)),
        Some(_) => Err(CheckoutError::options("as must be \"draft\" or \"complete\"")),
    }
}

fn sources(client: &JsValue, call: &JsValue, own: &[&str]) -> Read<(Source, Source)> {
    if call.is_undefined() {
        return Ok((Source::new(client, &[&CLIENT, own])?, Source::new(client, &[&CLIENT, own])?));
    }
    Ok((Source::new(client, &[&CLIENT])?, Source::new(call, &[own])?))
}

fn client_options(source: &Source, with_timeout: bool) -> Read<ClientOptions> {
    let (base_url, stage) = target(source)?;
    let access = access(source)?;
    if stage == Stage::Complete && matches!(access, Access::None) {
        return Err(CheckoutError::options(
            "the API wants an accessToken; in a page, use baseUrl instead of environment",
        ));
    }
    let timeout = if with_timeout { source.positive("timeout")? } else { None };
    Ok(ClientOptions {
        base_url,
        stage,
        access,
        timeout_ms: timeout.map_or(DEFAULT_TIMEOUT_MS, |ms| ms as u32),
        max_retries: source.max_retries()?,
        redirect_origins: source.origins("redirectOrigins")?,
        fetch: source.function("fetch")?,
    })
}

/// Who is called. Neither has a default.
fn target(source: &Source) -> Read<(String, Stage)> {
    let target = match (source.text("baseUrl")?, source.text("environment")?) {
        (Some(base), None) => (base_url(&base)?, Stage::Draft),
        (None, Some(name)) => match Environment::read(&name) {
            Some(environment) => (environment.api_url().to_owned(), Stage::Complete),
            None => return Err(CheckoutError::options("environment must be \"production\" or \"sandbox\"")),
        },
        (None, None) => {
            let message =
                "either baseUrl (your own edge function) or environment is required; neither has a default";
            return Err(CheckoutError::options(message));
        }
        (Some(_), Some(_)) => return Err(CheckoutError::options("give baseUrl or environment, not both")),
    };
    let is_provider = address::parse(&target.0).is_some_and(|(address, _)| redirect::is_provider(&address));
    if is_provider && page::is_browser() && !source.is_true("dangerouslyAllowBrowser")? {
        return Err(secret_in_browser());
    }
    Ok(target)
}

fn base_url(text: &str) -> Read<String> {
    let wrong = |message: &str| Err(CheckoutError::options(message));
    let Some((address, url)) = address::parse_from(text, page::base_url().as_deref()) else {
        return wrong("baseUrl cannot be read; outside a page it must be absolute");
    };
    if !matches!(address.protocol.as_str(), "https:" | "http:") {
        return wrong("baseUrl must be http or https");
    }
    if address.has_credentials || !url.search().is_empty() || !url.hash().is_empty() {
        return wrong("baseUrl must have no user name, query or fragment");
    }
    Ok(url.href().trim_end_matches('/').to_owned())
}

fn access(source: &Source) -> Read<Access> {
    let value = source.get("accessToken")?;
    if value.is_undefined() {
        return Ok(Access::None);
    }
    if let Ok(function) = value.clone().dyn_into::<Function>() {
        return Ok(Access::Function(function));
    }
    match js::short_text(&value, MAX_TOKEN).filter(|token| call::is_bearer_token(token)) {
        Some(token) => Ok(Access::Token(token)),
        None => Err(CheckoutError::options(
            "accessToken must be a bearer token, without the word Bearer, or a function",
        )),
    }
}

/// The longest token that is taken, in UTF-16 units.
pub const MAX_TOKEN: u32 = 16_384;

fn call_options(source: &Source) -> Read<CallOptions> {
    let key = source.text("idempotencyKey")?;
    if key.as_deref().is_some_and(|key| !idempotency::is_key(key)) {
        return Err(CheckoutError::options("idempotencyKey must be 1 to 255 visible ASCII characters"));
    }
    Ok(CallOptions { redirect: source.redirect()?, idempotency_key: key, signal: source.signal()? })
}

fn secret_in_browser() -> CheckoutError {
    let message = "a page must not talk to the API itself: whatever it can send, its visitors can read. \
                   Use baseUrl with your own edge function (or dangerouslyAllowBrowser, knowing this)";
    CheckoutError::new(ErrorCode::SecretInBrowser, message)
}

/// An options object.
struct Source(JsValue);

impl Source {
    fn new(object: &JsValue, allowed: &[&[&str]]) -> Read<Source> {
        if !object.is_object() {
            return Err(CheckoutError::options("options must be an object with baseUrl or environment"));
        }
        let keys = js::keys(object)
            .map_err(|cause| CheckoutError::options("the options cannot be read").because(cause))?;
        for key in keys.iter().filter_map(|key| js::short_text(&key, 100)) {
            if is_secret(&key) && page::is_browser() {
                let message = "a page was given a secret; use jeelpay-checkout/edge on a server, and replace the secret";
                return Err(CheckoutError::new(ErrorCode::SecretInBrowser, message));
            }
            if !allowed.iter().any(|keys| keys.contains(&key.as_str())) {
                return Err(CheckoutError::options(format!("{key} is not an option here")));
            }
        }
        Ok(Source(object.clone()))
    }

    /// Undefined when it is absent or null.
    fn get(&self, key: &str) -> Read<JsValue> {
        match js::own(&self.0, key) {
            Ok(value) if value.is_null() => Ok(JsValue::UNDEFINED),
            Ok(value) => Ok(value),
            Err(cause) => Err(CheckoutError::options(format!("{key} threw when it was read")).because(cause)),
        }
    }

    fn read<T>(&self, key: &str, expected: &str, read: impl Fn(JsValue) -> Option<T>) -> Read<Option<T>> {
        let value = self.get(key)?;
        if value.is_undefined() {
            return Ok(None);
        }
        read(value).map(Some).ok_or_else(|| CheckoutError::options(format!("{key} must be {expected}")))
    }

    fn text(&self, key: &str) -> Read<Option<String>> {
        self.read(key, "text", |value| js::short_text(&value, 4096))
    }

    fn function(&self, key: &str) -> Read<Option<Function>> {
        self.read(key, "a function", |value| value.dyn_into().ok())
    }

    fn is_true(&self, key: &str) -> Read<bool> {
        Ok(self.read(key, "true or false", |value| value.as_bool())?.unwrap_or(false))
    }

    /// A number of ms that a timer can wait.
    fn positive(&self, key: &str) -> Read<Option<f64>> {
        let fits = |ms: &f64| *ms >= 1.0 && *ms <= f64::from(i32::MAX);
        self.read(key, "a number of ms, at least 1", |value| value.as_f64().filter(fits))
    }

    fn max_retries(&self) -> Read<u32> {
        let fits = |count: &f64| (0.0..=10.0).contains(count) && count.round_ties_even() == *count;
        let count =
            self.read("maxRetries", "a whole number from 0 to 10", |value| value.as_f64().filter(fits))?;
        Ok(count.map_or(DEFAULT_MAX_RETRIES, |count| count as u32))
    }

    fn origins(&self, key: &str) -> Read<Vec<String>> {
        let read = |value: JsValue| {
            let list = value.dyn_into::<Array>().ok()?;
            list.iter().map(|entry| address::origin(&js::short_text(&entry, 4096)?)).collect()
        };
        Ok(self.read(key, "an array of origins such as \"https://pay.example\"", read)?.unwrap_or_default())
    }

    fn signal(&self) -> Read<Option<Signal>> {
        self.read("signal", "an AbortSignal", Signal::new)
    }

    fn redirect(&self) -> Read<Redirect> {
        let read = |value: JsValue| match (value.as_bool(), js::short_text(&value, 10).as_deref()) {
            (Some(false), _) => Some(Redirect::No),
            (Some(true), _) => Some(Redirect::Assign),
            (_, Some("replace")) => Some(Redirect::Replace),
            _ => value.dyn_into().ok().map(Redirect::Function),
        };
        let by_default = if page::is_page() { Redirect::Assign } else { Redirect::No };
        Ok(self.read("redirect", "true, false, \"replace\" or a function", read)?.unwrap_or(by_default))
    }
}

fn is_secret(key: &str) -> bool {
    let letters: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.to_ascii_lowercase().contains("secret")
}
