//! The configuration of the handler: read anew for each request, from own properties.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::credentials::{self, Credentials};
use super::ledger::Ledger;
use crate::edge::watch::{KEEP_DAYS, LEAST_DAYS};
use crate::error::CheckoutError;
use crate::web::option_type::{
    FUNCTION, MS, ORIGIN, ORIGINS, OptionType, RETRIES, TEXT, Table, is_function, is_readable, is_text,
    number,
};
use crate::web::source::{Members, Read, Source};

pub struct Config {
    pub credentials: Credentials,
    /// `/api/jeelpay`: with a slash at its beginning, and none at its end.
    pub base_path: String,
    /// Where the world reaches the handler, when a request's own address does not say so.
    pub public_origin: Option<String>,
    /// Origins of the merchant's pages, beside the handler's own.
    pub origins: Vec<String>,
    pub complete_checkout: Function,
    /// Text, or a function of the checkout.
    pub return_url: JsValue,
    pub on_status: Option<Function>,
    pub ledger: Ledger,
    /// How long a ledger with alarms keeps an order, in ms.
    pub keep_ms: f64,
    pub redirect_origins: Vec<String>,
    pub timeout_ms: u32,
    pub deadline_ms: u32,
    pub max_retries: u32,
    pub fetch: Option<Function>,
    pub log: Option<Function>,
}

const OPTIONS: &Table = &[
    ("environment", TEXT),
    ("basePath", TEXT),
    ("publicOrigin", ORIGIN),
    ("origins", ORIGINS),
    ("completeCheckout", FUNCTION),
    ("returnUrl", RETURN_URL),
    ("onStatus", FUNCTION),
    ("ledger", LEDGER),
    ("retentionDays", DAYS),
    ("redirectOrigins", ORIGINS),
    ("timeout", MS),
    ("deadline", MS),
    ("maxRetries", RETRIES),
    ("fetch", FUNCTION),
    ("log", FUNCTION),
];

const RETURN_URL: OptionType = OptionType {
    expected: "an address, or a function of the checkout",
    fits: |value| is_text(value, |_| true) || is_function(value),
};
const LEDGER: OptionType = OptionType {
    expected: "memoryLedger(), the namespace of CheckoutLedger, or an object with get and swap",
    fits: is_readable,
};
const DAYS: OptionType = OptionType {
    expected: "a number of days, from 10 to 100000",
    fits: |value| number(value).is_some_and(|days| (10.0..=100_000.0).contains(&days)),
};
const _: () = assert!(LEAST_DAYS == 10, "DAYS says so");

impl Config {
    pub fn read(object: &JsValue) -> Read<Config> {
        let members = Members::read(object, &JsValue::UNDEFINED)?;
        let source = &Source::new(members.objects().0, &members, &[OPTIONS, credentials::OPTIONS])?;
        let required = |name: &str| CheckoutError::options(format!("{name} is required"));
        let timeout_ms = source.timeout();
        if source.get("returnUrl").is_none() {
            return Err(CheckoutError::options(format!("returnUrl must be {}", RETURN_URL.expected)));
        }
        let ledger = source.read("ledger", &LEDGER, |store| Ledger::new(store, timeout_ms))?;
        Ok(Config {
            credentials: Credentials::read(source)?,
            base_path: base_path(source.text("basePath").as_deref())?,
            public_origin: source.origin("publicOrigin"),
            origins: source.origins("origins"),
            complete_checkout: source
                .function("completeCheckout")
                .ok_or_else(|| required("completeCheckout"))?,
            return_url: source.value("returnUrl"),
            on_status: source.function("onStatus"),
            ledger: ledger.ok_or_else(|| required("ledger"))?,
            keep_ms: keep_ms(source),
            redirect_origins: source.origins("redirectOrigins"),
            timeout_ms,
            deadline_ms: source.deadline(),
            max_retries: source.max_retries(),
            fetch: source.function("fetch"),
            log: source.function("log"),
        })
    }
}

fn base_path(given: Option<&str>) -> Read<String> {
    let path = given.unwrap_or("/api/jeelpay");
    let is_legal = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    match path.starts_with('/') && path.chars().all(is_legal) {
        true => Ok(path.trim_end_matches('/').to_owned()),
        false => Err(CheckoutError::options("basePath must be a path such as \"/api/jeelpay\"")),
    }
}

const DAY_MS: f64 = 86_400_000.0;

fn keep_ms(source: &Source) -> f64 {
    source.get("retentionDays").and_then(number).unwrap_or(KEEP_DAYS.into()) * DAY_MS
}
