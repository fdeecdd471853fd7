//! Notices, in this process, that one idempotency key is used for two orders: see [`crate::edge::keys`].

use std::cell::RefCell;

use crate::edge::keys::Keys;
use crate::error::CheckoutError;
use crate::idempotency;
use crate::request::Kind;
use crate::web::attempts;
use crate::web::options::{Access, ClientOptions};
use crate::{ascii, call};

thread_local! {
    /// Text and times only: workerd shares nothing else between requests.
    static KEYS: RefCell<Keys> = RefCell::default();
}

/// The API knows keys by credentials and endpoint; so does this.
pub fn bind(kind: Kind, options: &ClientOptions, key: &str, body: &str) -> Result<(), CheckoutError> {
    let Access::Credentials(credentials) = &options.access else { return Ok(()) };
    let owner = idempotency::digest(&[&credentials.client_id, " ", &options.base_url, call::path(kind)]);
    let (name, digest) = (ascii::joined(&[&owner, key]), idempotency::digest(&[body]));
    match KEYS.with_borrow_mut(|keys| keys.bind(name, digest, js_sys::Date::now())) {
        true => Ok(()),
        false => Err(attempts::conflict(key)),
    }
}
