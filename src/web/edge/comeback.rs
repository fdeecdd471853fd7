//! `GET /return/{token}`: where the buyer comes back to.
//!
//! The address holds an unguessable token of ours, signed; whatever was appended to it is unsigned, and
//! ignored. Who holds the token may know the status, also in another browser than the one that
//! left (an in-app one, say). From here the buyer goes on to the merchant's own page.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::Url;

use super::handler::Edge;
use super::merchant::Note;
use super::{patience, rights};
use crate::edge::answer::{self, Answer};
use crate::edge::order::Attempt;
use crate::error::CheckoutError;
use crate::redirect::Address;
use crate::value::{Value, object};
use crate::web::{address, js, write};

pub async fn comeback(edge: &Edge, token: &str, note: &mut Note) -> Result<Answer, CheckoutError> {
    let ledger = &edge.merchant.config.ledger;
    if !rights::is_return_token(&edge.merchant.config, token).await? {
        return Ok(answer::not_found());
    }
    let Some(found) = ledger.follow(&format!("return:{token}")).await? else {
        return Ok(answer::not_found());
    };
    let attempt = ledger
        .update(&found.order, |order| order.attempts.iter().find(|attempt| attempt.token == token).cloned())
        .await?;
    let Some(attempt) = attempt else { return Ok(answer::not_found()) };
    note.checkout_id.clone_from(&attempt.checkout_id);
    let answer = answer::see_other(&return_page(edge, &attempt).await?);
    match &attempt.checkout_id {
        Some(checkout_id) if attempt.may_come_back(js_sys::Date::now()) => {
            Ok(answer.with("Set-Cookie", rights::grant(&edge.merchant.config, checkout_id).await?))
        }
        _ => Ok(answer),
    }
}

/// The merchant's page. Text is told the checkout as `checkout_id` in its query; a function decides
/// for itself.
async fn return_page(edge: &Edge, attempt: &Attempt) -> Result<String, CheckoutError> {
    let config = &edge.merchant.config;
    let return_url = &config.return_url;
    let threw = |cause| CheckoutError::options("returnUrl threw; see `cause`").because(cause);
    let given = match return_url.dyn_ref::<Function>() {
        Some(function) => {
            let pending = function.call1(&JsValue::UNDEFINED, &describe(attempt)).map_err(threw)?;
            patience::settled(pending, config.timeout_ms, "returnUrl", threw).await?
        }
        None => return_url.clone(),
    };
    // Nothing is an address too, relative to the handler's own: a page that was forgotten.
    let text = js::short_text(&given, 2048).filter(|text| !text.trim().is_empty());
    let base = JsValue::from_str(&format!("{}{}/", edge.incoming.origin, config.base_path));
    let found = text.and_then(|text| address::parse_from(&text, &base));
    let Some(address) = found.filter(Address::is_web) else {
        return Err(CheckoutError::options("returnUrl is, or gave, no address of a page"));
    };
    match (return_url.is_function(), &attempt.checkout_id, Url::new(address.href())) {
        (false, Some(checkout_id), Ok(url)) => {
            url.search_params().set("checkout_id", checkout_id);
            Ok(url.href())
        }
        _ => Ok(address.href().to_owned()),
    }
}

fn describe(attempt: &Attempt) -> JsValue {
    write::tree(&object([
        ("checkout_id", Value::maybe(attempt.checkout_id.as_deref())),
        ("reference_id", Value::maybe(attempt.snapshot.reference_id.as_deref())),
        ("status", Some(Value::from(attempt.status.as_str()))),
        ("snapshot", Some(attempt.snapshot.to_value())),
    ]))
}
