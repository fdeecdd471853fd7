//! An order on its way: completed, written down as an attempt, sent, made known.

use super::complete::{body, complete};
use super::handler::Edge;
use super::merchant::{Merchant, Note};
use super::pointer::Pointer;
use super::{rights, settle};
use crate::edge::draft;
use crate::edge::order::{Attempt, Order};
use crate::edge::snapshot::{Snapshot, name};
use crate::error::{CheckoutError, ErrorCode};
use crate::request::Kind;
use crate::value::Value;
use crate::web::{exports, js, random};
use crate::{call, client, idempotency, json};

/// An order, complete, before anything is sent.
pub struct Plan {
    kind: Kind,
    /// As the merchant completed it, urls of its own included.
    request: Value<'static>,
    pub snapshot: Snapshot,
    digest: String,
    /// Of the page that sent it; one that nobody else knows if it gave none.
    page_key: String,
    /// Its name in the ledger.
    order: String,
}

impl Plan {
    pub async fn make(edge: &Edge, kind: Kind, draft: &Value<'_>) -> Result<Plan, CheckoutError> {
        let page_key = match edge.incoming.header("idempotency-key").filter(|key| idempotency::is_key(key)) {
            Some(key) => key,
            None => idempotency::new_key(random::bytes().ok_or_else(no_crypto)?),
        };
        let draft_digest = digest(kind, draft).await?;
        let request = complete(edge, kind, draft).await?;
        // Checked with a token to have everything there; the attempt's own is put in later.
        let body = body(edge, kind, &request, &"0".repeat(32))?;
        let digest = digest(kind, &draft::without_urls(&body)).await?;
        let snapshot = Snapshot::of(kind, &body);
        let order = match &snapshot.reference_id {
            Some(reference_id) => format!("reference {reference_id}"),
            None => format!("key {page_key}"),
        };
        let order = bind(edge, &page_key, Pointer { order, detail: draft_digest }).await?;
        Ok(Plan { kind, request, snapshot, digest, page_key, order })
    }

    /// Writes the attempt down, or finds it.
    pub async fn begin(&self, edge: &Edge) -> Result<Attempt, CheckoutError> {
        let config = &edge.merchant.config;
        let ledger = &config.ledger;
        let fresh = Attempt {
            key: idempotency::new_key(random::bytes().ok_or_else(no_crypto)?),
            digest: self.digest.clone(),
            token: rights::return_token(config, random::bytes().ok_or_else(no_crypto)?).await?,
            page_key: self.page_key.clone(),
            snapshot: self.snapshot.clone(),
            ..Attempt::default()
        };
        let now = js_sys::Date::now();
        let begun = ledger.update(&self.order, |order| order.begin(fresh.clone(), now)).await?;
        let attempt = begun.ok_or_else(|| {
            let message =
                "this order was changed too often; let its checkouts expire, or use a new reference";
            CheckoutError::new(ErrorCode::RateLimited, message)
        })?;
        let pointer = Pointer { order: self.order.clone(), detail: attempt.key.clone() };
        ledger.point(&format!("return:{}", attempt.token), &pointer).await?;
        Ok(attempt)
    }

    /// Whether the attempt was begun by the very page that sent this: whoever only repeats its order
    /// gets no right to its status.
    pub fn began(&self, attempt: &Attempt) -> bool {
        attempt.page_key == self.page_key
    }

    /// Calls the API, and writes down what came of it.
    pub async fn send(
        &self,
        edge: &Edge,
        attempt: &Attempt,
        note: &mut Note,
    ) -> Result<(String, String), CheckoutError> {
        let Merchant { config, .. } = &edge.merchant;
        let body = body(edge, self.kind, &self.request, &attempt.token)?;
        let request = call::create(self.kind, json::write(&body, js::spell), &attempt.key);
        let checkout = client::create(&edge.merchant.host(), &request).await?;
        note.tx_id.clone_from(&checkout.tx_id);
        let redirect_url = exports::hosted_page(&checkout, &config.redirect_origins).ok_or_else(|| {
            let message = "the API's redirect_url is neither https on jeel.co nor of redirectOrigins";
            CheckoutError::new(ErrorCode::UnsafeRedirect, message)
        })?;
        let id = checkout.checkout_id.to_ascii_lowercase();
        let now = js_sys::Date::now();
        let write_down = |order: &mut Order| order.created(&attempt.key, &id, &redirect_url, now);
        config.ledger.update(&self.order, write_down).await?;
        Ok((id, redirect_url))
    }

    /// Makes the checkout found by its id, and takes up a status that came before it was known.
    pub async fn make_known(
        &self,
        edge: &Edge,
        key: &str,
        id: &str,
        note: &mut Note,
    ) -> Result<(), CheckoutError> {
        let ledger = &edge.merchant.config.ledger;
        let pointer = Pointer { order: self.order.clone(), detail: key.to_owned() };
        let Some(status) = ledger.point_from(id, &pointer).await? else { return Ok(()) };
        ledger.update(&self.order, |order| order.heard(id, &status, false)).await?;
        if !settle::later(&edge.merchant, &self.order, id)
            && let Err(error) = settle::settle(&edge.merchant, &self.order, id).await
        {
            // The page has its checkout; the next question or alarm settles.
            note.failed(error);
        }
        Ok(())
    }
}

/// Binds the page's key to its draft, and tells the name of the order that it stands for: what a
/// draft is completed to may change between two tries, with a price or a clock.
async fn bind(edge: &Edge, page_key: &str, pointer: Pointer) -> Result<String, CheckoutError> {
    let before = edge.merchant.config.ledger.point(&format!("attempt:{page_key}"), &pointer).await?;
    match before {
        Some(before) if before.detail != pointer.detail => {
            let message = "this idempotency key was used with another body";
            Err(CheckoutError::new(ErrorCode::IdempotencyConflict, message))
        }
        Some(before) => Ok(before.order),
        None => {
            edge.merchant.config.ledger.presume_new(&pointer.order);
            Ok(pointer.order)
        }
    }
}

async fn digest(kind: Kind, value: &Value<'_>) -> Result<String, CheckoutError> {
    let text = json::write(value, js::spell);
    random::digest(&format!("{} {text}", name(kind))).await.ok_or_else(no_crypto)
}

fn no_crypto() -> CheckoutError {
    CheckoutError::options("this runtime has no WebCrypto")
}
