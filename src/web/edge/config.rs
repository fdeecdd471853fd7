//! The configuration of the handler: read anew for each request, from own properties.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::credentials::{self, Credentials};
use super::ledger::Ledger;
use crate::edge::watch::{KEEP_DAYS, LEAST_DAYS};
use crate::error::CheckoutError;
use crate::web::source::{Read, Source};

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

const KEYS: [&str; 15] = [
    "environment",
    "basePath",
    "publicOrigin",
    "origins",
    "completeCheckout",
    "returnUrl",
    "onStatus",
    "ledger",
    "retentionDays",
    "redirectOrigins",
    "timeout",
    "deadline",
    "maxRetries",
    "fetch",
    "log",
];

impl Config {
    pub fn read(object: &JsValue) -> Read<Config> {
        let source = Source::new(object, &[&KEYS, &credentials::KEYS])?;
        let required = |name: &str| CheckoutError::options(format!("{name} is required"));
        let return_url = source.get("returnUrl")?;
        if !return_url.is_string() && !return_url.is_function() {
            return Err(CheckoutError::options(
                "returnUrl must be an address, or a function of the checkout",
            ));
        }
        let expected = "memoryLedger(), the namespace of CheckoutLedger, or an object with get and swap";
        let timeout_ms = source.timeout()?;
        let ledger = source.read("ledger", expected, |store| Ledger::new(store, timeout_ms))?;
        Ok(Config {
            credentials: Credentials::read(&source)?,
            base_path: base_path(source.text("basePath")?)?,
            public_origin: source.origin("publicOrigin")?,
            origins: source.origins("origins")?,
            complete_checkout: source
                .function("completeCheckout")?
                .ok_or_else(|| required("completeCheckout"))?,
            return_url,
            on_status: source.function("onStatus")?,
            ledger: ledger.ok_or_else(|| required("ledger"))?,
            keep_ms: keep_ms(&source)?,
            redirect_origins: source.origins("redirectOrigins")?,
            timeout_ms,
            deadline_ms: source.deadline()?,
            max_retries: source.max_retries()?,
            fetch: source.function("fetch")?,
            log: source.function("log")?,
        })
    }
}

fn base_path(given: Option<String>) -> Read<String> {
    let path = given.unwrap_or_else(|| "/api/jeelpay".to_owned());
    let is_legal = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    match path.starts_with('/') && path.chars().all(is_legal) {
        true => Ok(path.trim_end_matches('/').to_owned()),
        false => Err(CheckoutError::options("basePath must be a path such as \"/api/jeelpay\"")),
    }
}

const DAY_MS: f64 = 86_400_000.0;

fn keep_ms(source: &Source) -> Read<f64> {
    let fits = |days: &f64| (f64::from(LEAST_DAYS)..=100_000.0).contains(days);
    let expected = format!("a number of days, from {LEAST_DAYS} to 100000");
    let days = source.read("retentionDays", &expected, |value| value.as_f64().filter(fits))?;
    Ok(days.unwrap_or(f64::from(KEEP_DAYS)) * DAY_MS)
}
