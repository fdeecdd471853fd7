//! The merchant's own code: prices, entities, and whether the order is taken at all.

use js_sys::{Object, Reflect, Symbol};
use wasm_bindgen::prelude::*;

use super::handler::Edge;
use super::patience;
use crate::edge::draft;
use crate::edge::snapshot::name;
use crate::error::{CheckoutError, ErrorCode, Issue};
use crate::failure;
use crate::request::{self, Kind, Stage};
use crate::scan;
use crate::value::Value;
use crate::web::{js, read, write};

/// The merchant's prices: `completeCheckout(draft, { kind, request, context })`.
pub async fn complete(edge: &Edge, kind: Kind, draft: &Value<'_>) -> Result<Value<'static>, CheckoutError> {
    let about = Object::new();
    let put = |key: &str, value: &JsValue| Reflect::set(&about, &key.into(), value);
    let ready = put("kind", &name(kind).into())
        .and_then(|_| put("request", &edge.incoming.request))
        .and_then(|_| put("context", &edge.merchant.context));
    ready.map_err(completing)?;
    let config = &edge.merchant.config;
    let called = config.complete_checkout.call2(&JsValue::UNDEFINED, &write::tree(draft), &about);
    let pending = called.map_err(completing)?;
    let completed = patience::settled(pending, config.timeout_ms, "completeCheckout", completing).await?;
    read::tree(&completed).map_err(|unread| incomplete(&unread))
}

/// The merchant's code may refuse an order by throwing a `CheckoutError` with `issues`, which the page is told, or with
/// a message about all of it; what else it throws is its own business.
fn completing(thrown: JsValue) -> CheckoutError {
    let code = js::get(&thrown, "code").ok().and_then(|code| js::short_text(&code, 40));
    if code.as_deref() == Some(ErrorCode::InvalidRequest.as_str()) {
        let given = read::text(&js::get(&thrown, "issues").unwrap_or(JsValue::NULL));
        let entries = scan::entries(&given).into_iter().map(scan::members);
        let mut issues: Vec<Issue> = entries.filter_map(|entry| failure::issue(&entry)).collect();
        if issues.is_empty() {
            issues.push(Issue { path: String::new(), code: "format", message: refusal(&thrown) });
        }
        return CheckoutError::invalid(issues).because(thrown);
    }
    CheckoutError::options("completeCheckout threw; see `cause`").because(thrown)
}

/// In the merchant's words, without what the class puts before them. Of a `CheckoutError` only: others call an error
/// `invalid_request`, too, and what they say of it is not for the page.
fn refusal(thrown: &JsValue) -> String {
    let brand = Symbol::for_("jeelpay-checkout.CheckoutError");
    let is_ours = Reflect::get(thrown, &brand).is_ok_and(|is_ours| is_ours == true);
    let message = if is_ours { js::get(thrown, "message").ok() } else { None };
    let message = message.and_then(|message| js::short_text(&message, 500)).unwrap_or_default();
    let words = message.strip_prefix("jeelpay-checkout: ").unwrap_or(&message);
    if words.is_empty() { "was refused".to_owned() } else { words.to_owned() }
}

/// The body that is sent, with our addresses, checked in full.
pub fn body(
    edge: &Edge,
    kind: Kind,
    request: &Value<'_>,
    token: &str,
) -> Result<Value<'static>, CheckoutError> {
    let base = format!("{}{}", edge.incoming.origin, edge.merchant.config.base_path);
    let (back, webhooks) = (format!("{base}/return/{token}"), format!("{base}/webhooks"));
    let request = draft::with_urls(request.clone(), &back, &webhooks);
    let checked = request::check(kind, Stage::Complete, &request);
    checked.map_err(|issues| incomplete(&issues))
}

/// What completeCheckout gave is the merchant's doing, and not for the page to know.
fn incomplete(issues: &[Issue]) -> CheckoutError {
    let what: Vec<_> = issues.iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect();
    CheckoutError::options(format!("completeCheckout gave no complete request: {}", what.join("; ")))
}
