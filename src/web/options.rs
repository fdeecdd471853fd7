//! The options of the calls: which there are, and what each means.

use std::borrow::Cow;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::departure::{REDIRECT, Redirect};
use super::limit::Signal;
use super::option_type::{
    ANYTHING, FLAG, FUNCTION, MS, ORIGINS, OptionType, RETRIES, SIGNAL, TEXT, Table, is_function, is_text,
};
use super::source::{DEFAULT_TIMEOUT_MS, Members, Read, Source};
use super::{address, page};
use crate::ascii;
use crate::call;
use crate::environment::Environment;
use crate::error::{CheckoutError, ErrorCode};
use crate::idempotency;
use crate::redirect;
use crate::request::Stage;
use crate::scan::{self, Shape};

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

/// What a call may have of its own.
pub struct CallOptions {
    pub signal: Option<Signal>,
    pub redirect: Redirect,
    pub idempotency_key: Option<String>,
    /// Of the whole wait, in ms.
    pub timeout_ms: Option<u32>,
    pub on_status: Option<Function>,
}

/// Which call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Create,
    Get,
    Wait,
}

impl Call {
    /// Its own options.
    fn table(self) -> &'static Table {
        match self {
            Call::Create => &[("redirect", REDIRECT), ("idempotencyKey", KEY), ("signal", SIGNAL)],
            Call::Get => &[("signal", SIGNAL)],
            Call::Wait => &[("signal", SIGNAL), ("timeout", MS), ("onStatus", FUNCTION)],
        }
    }
}

const CLIENT: &Table = &[
    ("baseUrl", TEXT),
    ("environment", TEXT),
    ("accessToken", ACCESS),
    // It may be asked for in vain: most calls do not go to the API itself.
    ("dangerouslyAllowBrowser", ANYTHING),
    ("timeout", MS),
    ("deadline", MS),
    ("maxRetries", RETRIES),
    ("redirectOrigins", ORIGINS),
    ("fetch", FUNCTION),
];
const VALIDATE: &Table = &[("as", STAGE)];

#[cfg(feature = "edge")]
use super::edge::credentials::OPTIONS as CREDENTIALS;
#[cfg(not(feature = "edge"))]
const CREDENTIALS: &Table = &[];

const ENVIRONMENT: OptionType = OptionType {
    expected: "\"production\" or \"sandbox\"",
    fits: |value| is_text(value, |name| Environment::read(name).is_some()),
};
const ACCESS: OptionType = OptionType {
    expected: "a bearer token, without the word Bearer, or a function",
    fits: |value| is_function(value) || is_text(value, call::is_bearer_token),
};
const KEY: OptionType = OptionType {
    expected: "1 to 255 visible ASCII characters",
    fits: |value| is_text(value, idempotency::is_key),
};
const STAGE: OptionType = OptionType {
    expected: "\"draft\" or \"complete\"",
    fits: |value| is_text(value, |name| stage(name).is_some()),
};

/// The options of a client, and those of the call itself: one object holds both when `own` is undefined
/// (`createCheckout(request, options)`). In one object, `timeout` is the wait's, and so the deadline of all of it.
pub fn read(call: Call, client: &JsValue, own: &JsValue) -> Read<(Box<ClientOptions>, CallOptions)> {
    let members = Members::read(client, own)?;
    let (client, own) = sources(&members, call.table())?;
    let waits_by_timeout = call == Call::Wait && own.is_none();
    if waits_by_timeout && client.get("deadline").is_some() {
        return Err(CheckoutError::options("a wait ends by its own timeout; leave deadline out"));
    }
    let mut options = client_options(&client)?;
    if waits_by_timeout {
        options.timeout_ms = DEFAULT_TIMEOUT_MS;
    }
    let own = own.as_ref().unwrap_or(&client);
    let own = CallOptions {
        signal: own.signal(),
        redirect: Redirect::read(own),
        idempotency_key: own.text("idempotencyKey").map(Cow::into_owned),
        timeout_ms: own.number("timeout"),
        on_status: own.function("onStatus"),
    };
    Ok((options, own))
}

/// For `validateCheckout`: `{ as: "draft" | "complete" }`, or nothing.
pub fn for_validate(options: &JsValue) -> Read<Option<Stage>> {
    if options.is_undefined() {
        return Ok(None);
    }
    let members = Members::read(options, &JsValue::UNDEFINED)?;
    let source = Source::new(members.objects().0, &members, &[VALIDATE])?;
    Ok(source.text("as").and_then(|name| stage(&name)))
}

/// The options of a client and those of a call, unless the one object holds both.
fn sources<'a>(members: &'a Members, own: &Table) -> Read<(Source<'a>, Option<Source<'a>>)> {
    let (client, call) = members.objects();
    match scan::shape(call) {
        _ if call == "null" => Ok((Source::new(client, members, &[CLIENT, CREDENTIALS, own])?, None)),
        Shape::Object => {
            let client = Source::new(client, members, &[CLIENT, CREDENTIALS])?;
            Ok((client, Some(Source::new(call, members, &[own])?)))
        }
        _ => Err(CheckoutError::options("the options of a call must be an object")),
    }
}

fn client_options(source: &Source) -> Read<Box<ClientOptions>> {
    let (base_url, stage, access) = destination(source)?;
    if stage == Stage::Complete && matches!(access, Access::None) {
        return Err(CheckoutError::options(
            "the API wants an accessToken; in a page, use baseUrl instead of environment",
        ));
    }
    Ok(Box::new(ClientOptions {
        base_url,
        stage,
        access,
        timeout_ms: source.timeout(),
        deadline_ms: source.deadline(),
        max_retries: source.max_retries(),
        redirect_origins: source.origins("redirectOrigins"),
        fetch: source.function("fetch"),
    }))
}

/// Who is called, and by what right.
fn destination(source: &Source) -> Read<(String, Stage, Access)> {
    #[cfg(feature = "edge")]
    if super::edge::credentials::Credentials::are_in(source) {
        for key in ["baseUrl", "accessToken", "dangerouslyAllowBrowser"] {
            if source.get(key).is_some() {
                return Err(CheckoutError::options(format!("{key} does not go with credentials")));
            }
        }
        let credentials = super::edge::credentials::Credentials::read(source)?;
        return Ok((credentials.api_url.clone(), Stage::Complete, Access::Credentials(credentials)));
    }
    let (base_url, stage) = target(source)?;
    Ok((base_url, stage, access(source)))
}

/// Who is called. Neither has a default.
fn target(source: &Source) -> Read<(String, Stage)> {
    let environment = environment(source)?;
    let (base_url, stage) = match (source.text("baseUrl"), environment) {
        (Some(base), None) => (base_url(&base)?, Stage::Draft),
        (None, Some(environment)) => (environment.api_url().to_owned(), Stage::Complete),
        (None, None) => {
            let message =
                "either baseUrl (your own edge function) or environment is required; neither has a default";
            return Err(CheckoutError::options(message));
        }
        (Some(_), Some(_)) => return Err(CheckoutError::options("give baseUrl or environment, not both")),
    };
    let is_provider = address::parse(&base_url).is_some_and(|address| redirect::is_provider(&address));
    if is_provider && page::is_browser() {
        source.check("dangerouslyAllowBrowser", &FLAG)?;
        if !source.is_true("dangerouslyAllowBrowser") {
            return Err(secret_in_browser());
        }
    }
    Ok((base_url, stage))
}

/// The one that is named, if one is.
pub fn environment(source: &Source) -> Read<Option<Environment>> {
    source.check("environment", &ENVIRONMENT)?;
    Ok(source.text("environment").and_then(|name| Environment::read(&name)))
}

/// Without a slash at its end.
pub fn base_url(text: &str) -> Read<String> {
    let wrong = |message: &str| Err(CheckoutError::options(message));
    if text.bytes().all(|byte| byte <= b' ') {
        // To the URL parser it is the page itself; to a caller, a setting that was forgotten.
        return wrong("baseUrl is empty");
    }
    let Some(address) = address::parse_from(text, &page::base_url()) else {
        return wrong("baseUrl cannot be read; outside a page it must be absolute");
    };
    if !address.is_web() {
        return wrong("baseUrl must be http or https");
    }
    if address.has_credentials() || address.has_query() {
        return wrong("baseUrl must have no user name, query or fragment");
    }
    Ok(ascii::trim_end(address.href(), b'/').to_owned())
}

fn access(source: &Source) -> Access {
    match (source.text("accessToken"), source.function("accessToken")) {
        (Some(token), _) => Access::Token(token.into_owned()),
        (_, Some(function)) => Access::Function(function),
        _ => Access::None,
    }
}

/// The longest token that is taken, in UTF-16 units; `stringify.js` takes no longer text.
pub const MAX_TOKEN: u32 = 16_384;

fn stage(name: &str) -> Option<Stage> {
    match name {
        "draft" => Some(Stage::Draft),
        "complete" => Some(Stage::Complete),
        _ => None,
    }
}

fn secret_in_browser() -> CheckoutError {
    let message = "a page must not talk to the API itself: whatever it can send, its visitors can read. \
                   Use baseUrl with your own edge function (or dangerouslyAllowBrowser, knowing this)";
    CheckoutError::new(ErrorCode::SecretInBrowser, message)
}
