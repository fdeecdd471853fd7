//! `POST /v3/checkout` and `POST /v3/checkout/schooling`: a draft becomes a checkout.
//!
//! draft → the merchant's prices → an attempt in the ledger → the API → the page.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use super::handler::Edge;
use super::incoming::Unread;
use super::ledger::Pointer;
use super::merchant::Note;
use super::{rights, settle, webhooks};
use crate::edge::answer::{self, Answer};
use crate::edge::draft;
use crate::edge::order::Attempt;
use crate::edge::snapshot::{Snapshot, name};
use crate::error::{CheckoutError, ErrorCode, Issue};
use crate::request::{self, Kind, Stage};
use crate::value::{Value, object};
use crate::web::{exports, js, random, read, write};
use crate::{call, client, hex, idempotency, json, reply};

pub async fn create(edge: &Edge, kind: Kind, note: &mut Note) -> Result<Answer, CheckoutError> {
    let draft = match read_draft(edge, kind).await {
        Ok(draft) => draft,
        Err(answer) => return Ok(*answer),
    };
    let plan = match Plan::make(edge, kind, &draft).await {
        Ok(plan) => plan,
        Err(error) if error.code == ErrorCode::InvalidRequest => return Ok(answer::invalid(&error.issues)),
        Err(error) => return Err(error),
    };
    let attempt = plan.begin(edge).await?;
    let (checkout_id, redirect_url) = match (attempt.checkout_id, attempt.redirect_url) {
        (Some(checkout_id), Some(redirect_url)) => (checkout_id, redirect_url),
        (_, _) => plan.send(edge, &attempt.key, &attempt.token, note).await?,
    };
    note.checkout_id = Some(checkout_id.clone());
    let right = rights::grant(&edge.merchant.config, &checkout_id).await?;
    Ok(tell(edge, &plan, &checkout_id, &redirect_url).with("Set-Cookie", right))
}

/// What the page needs, and nothing more; a form's browser is sent on at once.
fn tell(edge: &Edge, plan: &Plan, checkout_id: &str, redirect_url: &str) -> Answer {
    if edge.incoming.is_form() {
        return answer::see_other(redirect_url);
    }
    let body = object([
        ("checkout_id", Some(Value::from(checkout_id))),
        ("redirect_url", Some(Value::from(redirect_url))),
        ("reference_id", Value::maybe(plan.snapshot.reference_id.as_deref())),
    ]);
    answer::json(200, &body, js::spell)
}

/// The draft, as far as it is believed, and valid as far as it goes.
async fn read_draft(edge: &Edge, kind: Kind) -> Result<Value, Box<Answer>> {
    let body = edge.incoming.body().await.map_err(|unread| match unread {
        Unread::TooLarge => answer::error(413, "TOO-LARGE", "a draft has at most 64 KiB"),
        Unread::Broken => answer::error(400, "UNREADABLE", "the body could not be read"),
    })?;
    let media_type = edge.incoming.header("content-type").unwrap_or_default();
    let given = if edge.incoming.is_form() {
        draft::from_form(kind, &form(&body)).map_err(|issue| answer::invalid(&[issue]))?
    } else if media_type.starts_with("application/json") {
        webhooks::parse(&body)
    } else {
        return Err(Box::new(answer::error(415, "MEDIA-TYPE", "send application/json, or an HTML form")));
    };
    let believed = draft::believed(kind, &given);
    Ok(request::check(kind, Stage::Draft, &believed).map_err(|issues| answer::invalid(&issues))?)
}

fn form(body: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    let Ok(pairs) = web_sys::UrlSearchParams::new_with_str(&text) else { return Vec::new() };
    let pairs = js_sys::Array::from(&pairs);
    let text = |pair: &js_sys::Array, at| pair.get(at).as_string().unwrap_or_default();
    let pairs = pairs.iter().map(|pair| js_sys::Array::from(&pair));
    pairs.map(|pair| (text(&pair, 0), text(&pair, 1))).collect()
}

/// An order, complete, before anything is sent.
struct Plan {
    kind: Kind,
    /// As the merchant completed it, urls of its own included.
    request: Value,
    snapshot: Snapshot,
    digest: String,
    /// Its name in the ledger.
    order: String,
    /// The key that the page sent, or one for it.
    page_key: String,
}

impl Plan {
    async fn make(edge: &Edge, kind: Kind, draft: &Value) -> Result<Plan, CheckoutError> {
        let request = complete(edge, kind, draft).await?;
        // Checked with a token to have everything there; the attempt's own is put in later.
        let body = body(edge, kind, &request, &"0".repeat(32))?;
        let canonical = json::canonical(&draft::without_urls(&body), js::spell);
        let digest = random::digest(&format!("{kind:?} {canonical}")).await.ok_or_else(no_crypto)?;
        let reference_id = body.text("reference_id").map(str::to_owned);
        let page_key = match edge.incoming.header("idempotency-key").filter(|key| idempotency::is_key(key)) {
            Some(key) => key,
            None => idempotency::new_key(random::bytes().ok_or_else(no_crypto)?),
        };
        let order = match &reference_id {
            Some(reference_id) => format!("reference {reference_id}"),
            None => format!("key {page_key}"),
        };
        let snapshot = Snapshot { kind: Some(kind), halalas: draft::sum(kind, &body), reference_id };
        Ok(Plan { kind, request, snapshot, digest, order, page_key })
    }

    /// Writes the attempt down, or finds it.
    async fn begin(&self, edge: &Edge) -> Result<Attempt, CheckoutError> {
        let ledger = &edge.merchant.config.ledger;
        let pointer = Pointer { order: self.order.clone(), detail: self.digest.clone() };
        let before = ledger.point(&format!("attempt:{}", self.page_key), &pointer).await?;
        if before.is_some_and(|before| before != pointer) {
            let message = "this idempotency key was used with another body";
            return Err(CheckoutError::new(ErrorCode::IdempotencyConflict, message));
        }
        let fresh = Attempt {
            key: idempotency::new_key(random::bytes().ok_or_else(no_crypto)?),
            digest: self.digest.clone(),
            token: hex::encode(&random::bytes::<16>().ok_or_else(no_crypto)?),
            snapshot: self.snapshot.clone(),
            ..Attempt::default()
        };
        let now = js_sys::Date::now();
        let attempt = ledger.update(&self.order, |order| order.begin(fresh.clone(), now)).await?;
        let pointer = Pointer { order: self.order.clone(), detail: attempt.key.clone() };
        ledger.point(&format!("return:{}", attempt.token), &pointer).await?;
        Ok(attempt)
    }

    /// Calls the API, and writes down what came of it.
    async fn send(
        &self,
        edge: &Edge,
        key: &str,
        token: &str,
        note: &mut Note,
    ) -> Result<(String, String), CheckoutError> {
        let body = body(edge, self.kind, &self.request, token)?;
        let request = call::create(self.kind, &body, js::spell, key);
        let checkout = client::create(&edge.merchant.host(), &request).await?;
        note.tx_id.clone_from(&checkout.tx_id);
        let redirect_url =
            exports::landing(&checkout, &edge.merchant.config.redirect_origins).ok_or_else(|| {
                let message = "the API's redirect_url is neither https on jeel.co nor of redirectOrigins";
                CheckoutError::new(ErrorCode::UnsafeRedirect, message)
            })?;
        let id = checkout.checkout_id.to_ascii_lowercase();
        if self.created(edge, key, &id, &redirect_url).await?
            && !settle::later(&edge.merchant, &self.order, &id)
            && let Err(error) = settle::settle(&edge.merchant, &self.order, &id).await
        {
            // The page has its checkout; the next question or alarm settles.
            note.failed(&error);
        }
        Ok((checkout.checkout_id, redirect_url))
    }

    /// Writes the checkout down; tells whether a status came before it was known.
    async fn created(
        &self,
        edge: &Edge,
        key: &str,
        id: &str,
        redirect_url: &str,
    ) -> Result<bool, CheckoutError> {
        let ledger = &edge.merchant.config.ledger;
        ledger.update(&self.order, |order| order.created(key, id, redirect_url)).await?;
        let pointer = Pointer { order: self.order.clone(), detail: key.to_owned() };
        ledger.point(&format!("checkout:{id}"), &pointer).await?;
        let Some(status) = ledger.get(&webhooks::early(id)).await? else { return Ok(false) };
        ledger.update(&self.order, |order| order.heard(id, &status, false)).await?;
        Ok(true)
    }
}

/// The merchant's prices: `completeCheckout(draft, { kind, request, context })`.
async fn complete(edge: &Edge, kind: Kind, draft: &Value) -> Result<Value, CheckoutError> {
    let about = Object::new();
    let put = |key: &str, value: &JsValue| Reflect::set(&about, &key.into(), value);
    let ready = put("kind", &name(kind).into())
        .and_then(|_| put("request", &edge.incoming.request))
        .and_then(|_| put("context", &edge.merchant.context));
    ready.map_err(completing)?;
    let function = &edge.merchant.config.complete_checkout;
    let pending = function.call2(&JsValue::UNDEFINED, &write::plain(draft), &about).map_err(completing)?;
    let completed = js::settled(pending).await.map_err(completing)?;
    let (tree, unread) = read::read(&completed);
    match unread.is_empty() {
        true => Ok(tree),
        false => Err(incomplete(&unread)),
    }
}

/// The merchant's code may refuse an order by throwing a `CheckoutError` with `issues`, which the
/// page is told; what else it throws is its own business.
fn completing(thrown: JsValue) -> CheckoutError {
    let code = js::get(&thrown, "code").ok().and_then(|code| js::short_text(&code, 40));
    if code.as_deref() == Some(ErrorCode::InvalidRequest.as_str()) {
        let (tree, _) = read::read(&js::get(&thrown, "issues").unwrap_or(JsValue::NULL));
        let issues: Vec<Issue> = tree.elements().iter().filter_map(reply::issue).collect();
        return CheckoutError::invalid(issues);
    }
    CheckoutError::options("completeCheckout threw; see `cause`").because(thrown)
}

/// The body that is sent, with our addresses, checked in full.
fn body(edge: &Edge, kind: Kind, request: &Value, token: &str) -> Result<Value, CheckoutError> {
    let base = format!("{}{}", edge.incoming.origin, edge.merchant.config.base_path);
    let request =
        draft::with_urls(request.clone(), &format!("{base}/return/{token}"), &format!("{base}/webhooks"));
    request::check(kind, Stage::Complete, &request).map_err(|issues| incomplete(&issues))
}

/// What completeCheckout gave is the merchant's doing, and not for the page to know.
fn incomplete(issues: &[Issue]) -> CheckoutError {
    let what: Vec<_> = issues.iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect();
    CheckoutError::options(format!("completeCheckout gave no complete request: {}", what.join("; ")))
}

fn no_crypto() -> CheckoutError {
    CheckoutError::options("this runtime has no WebCrypto")
}
