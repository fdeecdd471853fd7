//! The options of the calls: which there are, and what each means.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::limit::Signal;
use super::source::{DEFAULT_TIMEOUT_MS, Read, Source};
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
    /// Of the whole call, in ms.
    pub deadline_ms: u32,
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
    /// The merchant's own credentials: `jeelpay-checkout/edge` only.
    #[cfg(feature = "edge")]
    Credentials(super::edge::credentials::Credentials),
}

/// What one create call may have of its own.
pub struct CallOptions {
    pub redirect: Redirect,
    pub idempotency_key: Option<String>,
    pub signal: Option<Signal>,
    /// Whether the tab keeps its key: every attempt but a rehearsal.
    pub is_remembered: bool,
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
    pub timeout_ms: Option<u32>,
    pub on_status: Option<Function>,
}

const CLIENT: [&str; 9] = [
    "baseUrl",
    "environment",
    "accessToken",
    "dangerouslyAllowBrowser",
    "timeout",
    "deadline",
    "maxRetries",
    "redirectOrigins",
    "fetch",
];
const CALL: [&str; 3] = ["redirect", "idempotencyKey", "signal"];
const GET: [&str; 1] = ["signal"];
const WAIT: [&str; 3] = ["signal", "timeout", "onStatus"];

#[cfg(feature = "edge")]
use super::edge::credentials::KEYS as CREDENTIALS;
#[cfg(not(feature = "edge"))]
const CREDENTIALS: [&str; 0] = [];

/// The options of a client, and those of the call itself: one object holds both when `call` is
/// undefined (`createCheckout(request, options)`).
pub fn for_create(client: &JsValue, call: &JsValue) -> Read<(ClientOptions, CallOptions)> {
    let (client, call) = sources(client, call, &CALL)?;
    Ok((client_options(&client, true)?, call_options(&call)?))
}

/// For `getCheckout`, whose only option of its own is `signal`.
pub fn for_get(client: &JsValue, call: &JsValue) -> Read<(ClientOptions, Option<Signal>)> {
    let (client, call) = sources(client, call, &GET)?;
    Ok((client_options(&client, true)?, call.signal()?))
}

/// For `waitForCheckout`. In one object, `timeout` is the wait's, and so the deadline of all of it.
pub fn for_wait(client: &JsValue, call: &JsValue) -> Read<(ClientOptions, WaitOptions)> {
    let is_one = call.is_undefined();
    let (client, call) = sources(client, call, &WAIT)?;
    if is_one && !client.get("deadline")?.is_undefined() {
        return Err(CheckoutError::options("a wait ends by its own timeout; leave deadline out"));
    }
    let wait = WaitOptions {
        signal: call.signal()?,
        timeout_ms: call.positive("timeout")?.map(|ms| ms as u32),
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
        return Ok((
            Source::new(client, &[&CLIENT, &CREDENTIALS, own])?,
            Source::new(client, &[&CLIENT, &CREDENTIALS, own])?,
        ));
    }
    if !call.is_object() {
        return Err(CheckoutError::options("the options of a call must be an object"));
    }
    Ok((Source::new(client, &[&CLIENT, &CREDENTIALS])?, Source::new(call, &[own])?))
}

fn client_options(source: &Source, with_timeout: bool) -> Read<ClientOptions> {
    let (base_url, stage, access) = destination(source)?;
    if stage == Stage::Complete && matches!(access, Access::None) {
        return Err(CheckoutError::options(
            "the API wants an accessToken; in a page, use baseUrl instead of environment",
        ));
    }
    let timeout_ms = if with_timeout { source.timeout()? } else { DEFAULT_TIMEOUT_MS };
    Ok(ClientOptions {
        base_url,
        stage,
        access,
        timeout_ms,
        deadline_ms: source.deadline()?,
        max_retries: source.max_retries()?,
        redirect_origins: source.origins("redirectOrigins")?,
        fetch: source.function("fetch")?,
    })
}

/// Who is called, and by what right.
fn destination(source: &Source) -> Read<(String, Stage, Access)> {
    #[cfg(feature = "edge")]
    if super::edge::credentials::Credentials::are_in(source)? {
        for key in ["baseUrl", "accessToken", "dangerouslyAllowBrowser"] {
            if !source.get(key)?.is_undefined() {
                return Err(CheckoutError::options(format!("{key} does not go with credentials")));
            }
        }
        let credentials = super::edge::credentials::Credentials::read(source)?;
        return Ok((credentials.api_url.clone(), Stage::Complete, Access::Credentials(credentials)));
    }
    let (base_url, stage) = target(source)?;
    Ok((base_url, stage, access(source)?))
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

pub fn base_url(text: &str) -> Read<String> {
    let wrong = |message: &str| Err(CheckoutError::options(message));
    if text.trim().is_empty() {
        // To the URL parser it is the page itself; to a caller, a setting that was forgotten.
        return wrong("baseUrl is empty");
    }
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
    let (redirect, signal) = (redirect(source)?, source.signal()?);
    Ok(CallOptions { redirect, idempotency_key: key, signal, is_remembered: true })
}

fn redirect(source: &Source) -> Read<Redirect> {
    let read = |value: JsValue| match (value.as_bool(), js::short_text(&value, 10).as_deref()) {
        (Some(false), _) => Some(Redirect::No),
        (Some(true), _) => Some(Redirect::Assign),
        (_, Some("replace")) => Some(Redirect::Replace),
        _ => value.dyn_into().ok().map(Redirect::Function),
    };
    let by_default = if page::is_page() { Redirect::Assign } else { Redirect::No };
    Ok(source.read("redirect", "true, false, \"replace\" or a function", read)?.unwrap_or(by_default))
}

fn secret_in_browser() -> CheckoutError {
    let message = "a page must not talk to the API itself: whatever it can send, its visitors can read. \
                   Use baseUrl with your own edge function (or dangerouslyAllowBrowser, knowing this)";
    CheckoutError::new(ErrorCode::SecretInBrowser, message)
}
