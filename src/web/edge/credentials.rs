//! The merchant's credentials, and the hosts they are good for: one environment bundles them, so
//! that sandbox credentials cannot meet production.

use wasm_bindgen::prelude::*;

use crate::contact;
use crate::error::CheckoutError;
use crate::redirect::Address;
use crate::web::option_type::{OptionType, TEXT, Table, is_readable};
use crate::web::options::{base_url, environment};
use crate::web::source::{Read, Source};
use crate::web::{address, js, page};

/// The options that hold them.
pub const OPTIONS: &Table = &[
    ("apiUrl", TEXT),
    ("authUrl", TEXT),
    ("clientId", TEXT),
    ("clientSecret", SECRET),
    ("tokenStore", STORE),
];

/// For [`secrets`] to look at.
const SECRET: OptionType = OptionType { expected: "a secret, or an array of secrets", fits: is_readable };
const STORE: OptionType = OptionType { expected: "an object with get and put", fits: is_readable };

#[derive(Clone)]
pub struct Credentials {
    /// Without a slash at its end.
    pub api_url: String,
    pub auth_url: String,
    pub client_id: String,
    /// The current one first, then those that may still count.
    pub secrets: Vec<String>,
    /// Keeps the access token for all isolates: an object with `get` and `put`.
    pub token_store: Option<JsValue>,
}

impl Credentials {
    /// Whether the options hold credentials at all.
    pub fn are_in(source: &Source) -> bool {
        OPTIONS.iter().any(|(name, _)| source.get(name).is_some())
    }

    pub fn read(source: &Source) -> Read<Credentials> {
        if page::is_browser() {
            let message = "credentials do not belong into a page; use jeelpay-checkout/edge on a server";
            return Err(CheckoutError::new(crate::error::ErrorCode::SecretInBrowser, message));
        }
        let (api_url, auth_url) = hosts(source)?;
        let client_id = source.text("clientId").filter(|id| !id.is_empty());
        Ok(Credentials {
            api_url,
            auth_url,
            client_id: client_id.ok_or_else(|| CheckoutError::options("clientId is required"))?.into_owned(),
            secrets: secrets(&source.value("clientSecret"))?,
            token_store: source.read("tokenStore", &STORE, store)?,
        })
    }

    /// The current one.
    pub fn secret(&self) -> &str {
        self.secrets.first().map(String::as_str).unwrap_or_default()
    }
}

fn store(value: JsValue) -> Option<JsValue> {
    let has = |method| js::get(&value, method).is_ok_and(|method| method.is_function());
    (value.is_object() && has("get") && has("put")).then_some(value)
}

fn hosts(source: &Source) -> Read<(String, String)> {
    match (environment(source)?, source.text("apiUrl"), source.text("authUrl")) {
        (Some(environment), None, None) => {
            Ok((environment.api_url().to_owned(), environment.auth_url().to_owned()))
        }
        (None, Some(api), Some(auth)) => Ok((private(&api, "apiUrl")?, private(&auth, "authUrl")?)),
        _ => Err(CheckoutError::options("give environment, or both apiUrl and authUrl; there is no default")),
    }
}

/// An address to which nobody on the way can listen.
fn private(text: &str, name: &str) -> Read<String> {
    let url = base_url(text)?;
    let is_private =
        |address: &Address| address.protocol() == "https:" || contact::is_loopback(address.hostname());
    match address::parse(&url).is_some_and(|address| is_private(&address)) {
        true => Ok(url),
        false => Err(CheckoutError::options(format!("{name} must be https, except on this machine"))),
    }
}

/// A secret, or an array of them with the current one first.
pub fn secrets(value: &JsValue) -> Read<Vec<String>> {
    let list = js::list(value).unwrap_or_else(|| vec![value.clone()]);
    let read = |secret: &JsValue| js::short_text(secret, 4096).filter(|secret| !secret.is_empty());
    let secrets: Option<Vec<String>> = list.iter().map(read).collect();
    let secrets = secrets.filter(|secrets| !secrets.is_empty());
    let secrets = secrets
        .ok_or_else(|| CheckoutError::options("clientSecret must be a secret, or an array of secrets"))?;
    match secrets.iter().any(|secret| secret.trim() != secret) {
        true => Err(CheckoutError::options(
            "clientSecret has blanks or a newline at an end; was it read from a file?",
        )),
        false => Ok(secrets),
    }
}
