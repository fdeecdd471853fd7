//! An order on its way: completed, written down as an attempt, sent, made known.

use super::asking::Heard;
use super::complete::{body, complete};
use super::handler::Edge;
use super::merchant::{Merchant, Note};
use super::pointer::Pointer;
use super::settle::{self, Told};
use super::{asking, ledger, rights, seal};
use crate::edge::order::{Attempt, Order};
use crate::edge::snapshot::Snapshot;
use crate::edge::{bounds, claim, draft, room};
use crate::error::{CheckoutError, ErrorCode, Issue};
use crate::request::Kind;
use crate::value::Value;
use crate::web::{address, js, random};
use crate::{call, client, idempotency, json};

/// An order, complete, before anything is sent.
pub struct Plan {
    kind: Kind,
    /// As the merchant completed it, urls of its own included.
    request: Value<'static>,
    pub snapshot: Snapshot,
    /// Of what is sent, less the addresses: under each of the secrets, the current one first.
    digests: Vec<String>,
    /// Of the secrets, in the same order.
    secret_ids: Vec<String>,
    /// The key of the page that sent it; one that nobody else knows if it gave none.
    page_key: String,
    /// Its name in the ledger.
    order: String,
}

impl Plan {
    pub async fn make(edge: &Edge, kind: Kind, draft: &Value<'_>) -> Result<Plan, CheckoutError> {
        let page_key = page_key(edge)?;
        let draft_digests = digests(edge, kind, draft).await?;
        let request = complete(edge, kind, draft).await?;
        // Checked with a token to have everything there; the attempt's own is put in later.
        let body = body(edge, kind, &request, &"0".repeat(32))?;
        let digests = digests(edge, kind, &draft::without_urls(&body)).await?;
        let snapshot = Snapshot::of(kind, &body);
        if let Some(issue) = bounds::too_costly(draft::list(kind), snapshot.halalas) {
            return Err(CheckoutError::invalid(vec![issue]));
        }
        let order = match &snapshot.reference_id {
            Some(reference_id) => format!("reference {reference_id}"),
            None => format!("key {page_key}"),
        };
        let order = bind(edge, &page_key, order, &draft_digests).await?;
        let secret_ids = seal::sign_by_each(&edge.merchant.config, claim::SECRET_ID).await?;
        Ok(Plan { kind, request, snapshot, digests, secret_ids, page_key, order })
    }

    /// The attempt, and not one whose checkout has ended: its page would be dead. None if the order has no room for it.
    pub async fn begin(&self, edge: &Edge, note: &mut Note) -> Result<Option<Attempt>, CheckoutError> {
        let Some(attempt) = self.find_room(edge, note).await? else { return Ok(None) };
        let Some(id) = attempt.checkout_id.as_deref().filter(|_| attempt.may_have_ended(js_sys::Date::now()))
        else {
            return Ok(Some(attempt));
        };
        match asking::ask(&edge.merchant, &self.order, id).await {
            Ok(heard) => note_earlier(edge, id, heard, note),
            // Then it has to be as good as it was.
            Err(error) => note.failed(error),
        }
        settle::tell(&edge.merchant, &self.order, id).await;
        self.find_room(edge, note).await
    }

    /// Writes the attempt down, or finds it. Where there is no room for it, the checkouts that may have ended unheard
    /// are asked about first, until there is.
    async fn find_room(&self, edge: &Edge, note: &mut Note) -> Result<Option<Attempt>, CheckoutError> {
        if let Some(attempt) = self.write_down(edge).await? {
            return Ok(Some(attempt));
        }
        let now = js_sys::Date::now();
        for id in edge.merchant.config.ledger.seen(&self.order, |order| order.overdue(now)).await? {
            match asking::ask_in_turn(&edge.merchant, &self.order, &id).await {
                Ok(heard) => note_earlier(edge, &id, heard, note),
                Err(error) => {
                    let is_passing = error.retryable;
                    note.failed(error);
                    if is_passing {
                        break;
                    }
                }
            }
            // What is not told keeps its room, so the page waits for that; but for one that hangs, and not for each.
            let is_told = settle::tell_first(&edge.merchant, &self.order, &id).await;
            match self.write_down(edge).await? {
                None if is_told => {}
                made => return Ok(made),
            }
        }
        Ok(None)
    }

    /// Writes the attempt down, or finds it; None if there is no room for it.
    async fn write_down(&self, edge: &Edge) -> Result<Option<Attempt>, CheckoutError> {
        let config = &edge.merchant.config;
        let fresh = Attempt {
            key: idempotency::new_key(random::bytes().ok_or_else(no_crypto)?),
            digest: self.digests.first().cloned().unwrap_or_default(),
            secret_id: self.secret_ids.first().cloned().unwrap_or_default(),
            token: rights::return_token(config, random::bytes().ok_or_else(no_crypto)?).await?,
            page_key: self.page_key.clone(),
            snapshot: self.snapshot.clone(),
            ..Attempt::default()
        };
        let now = js_sys::Date::now();
        let begin = |order: &mut Order| {
            order.renew_digests(&self.digests);
            order.renew_paid(&fresh, &self.secret_ids);
            order.begin(fresh.clone(), now)
        };
        config.ledger.update(&self.order, begin).await
    }

    /// Whether the attempt was begun by the very page that sent this: whoever only repeats its order
    /// gets no right to its status.
    pub fn began(&self, attempt: &Attempt) -> bool {
        attempt.page_key == self.page_key
    }

    /// Calls the API, and writes down what came of it; gives the attempt as it is then.
    pub async fn send(
        &self,
        edge: &Edge,
        attempt: &Attempt,
        note: &mut Note,
    ) -> Result<Attempt, CheckoutError> {
        let Merchant { config, .. } = &edge.merchant;
        let body = body(edge, self.kind, &self.request, &attempt.token)?;
        let mut request = call::create(self.kind, json::write(&body, js::spell));
        request.idempotency_key = Some(attempt.key.clone());
        let called = edge.merchant.call(request, config.max_retries).await;
        let checkout = match client::created(called, &attempt.key) {
            Ok(checkout) => checkout,
            Err(error) => return Err(self.refused(edge, attempt, error).await),
        };
        note.tx_id.clone_from(&checkout.tx_id);
        let allowed = address::hosted_page(&checkout.redirect_url, &config.redirect_origins);
        let redirect_url = allowed.ok_or_else(|| {
            let message = "the API's redirect_url is neither https on jeel.co nor of redirectOrigins";
            CheckoutError::new(ErrorCode::UnsafeRedirect, message)
        })?;
        let id = checkout.checkout_id.to_ascii_lowercase();
        let now = js_sys::Date::now();
        let write_down = |order: &mut Order| order.created(&attempt.key, &id, &redirect_url, now);
        let attempt = config.ledger.update(&self.order, write_down).await?.ok_or_else(ledger::too_fast)?;
        if attempt.checkout_id.as_deref() != Some(&id) {
            note.code = Some("second_checkout");
            note.message = Some(format!("the API made {id} too for one key; nobody is sent there"));
        }
        Ok(attempt)
    }

    /// Writes down that the API has refused an attempt, if it has. Whatever comes of that, its refusal is what is told.
    async fn refused(&self, edge: &Edge, attempt: &Attempt, error: CheckoutError) -> CheckoutError {
        if room::is_refusal(&error) {
            let write_down = |order: &mut Order| order.refused(&attempt.key);
            let _ = edge.merchant.config.ledger.update(&self.order, write_down).await;
        }
        error
    }

    /// Makes the checkout found by its id and its return token, and takes up a status that came before
    /// it was known.
    pub async fn make_known(
        &self,
        edge: &Edge,
        attempt: &Attempt,
        id: &str,
        note: &mut Note,
    ) -> Result<(), CheckoutError> {
        let ledger = &edge.merchant.config.ledger;
        let pointer = Pointer { order: self.order.clone(), detail: attempt.key.clone() };
        ledger.point(&format!("return:{}", attempt.token), &pointer).await?;
        let Some(status) = ledger.point_from(id, &pointer).await? else { return Ok(()) };
        let now = js_sys::Date::now();
        ledger.update(&self.order, |order| order.heard(id, &status, false, now)).await?;
        let told = Told { order: self.order.clone(), checkout_id: id.to_owned(), status: Some(status) };
        if settle::later_told(&edge.merchant, &told) {
            return Ok(());
        }
        // The page has its checkout; what is left is for the next delivery, question or alarm.
        let mut settling = Note::default();
        let settled = settle::settle_told(&edge.merchant, &told, &mut settling).await;
        if settling.code.is_some() {
            (note.code, note.message) = (settling.code, settling.message);
        }
        if let Err(error) = settled {
            note.failed(error);
        }
        Ok(())
    }
}

/// The line of a creation is about its own checkout: what is odd about an earlier one is told beside it.
fn note_earlier(edge: &Edge, checkout_id: &str, heard: Heard, note: &mut Note) {
    if heard.is_contradicted {
        let mut earlier = Note { checkout_id: Some(checkout_id.to_owned()), ..Note::new(note.route) };
        earlier.heard(heard);
        edge.merchant.log(&earlier, None);
    } else {
        note.heard(heard);
    }
}

/// A key that could not be kept is refused: without it, the same order again might be another one.
fn page_key(edge: &Edge) -> Result<String, CheckoutError> {
    match edge.incoming.header("idempotency-key") {
        Some(key) if idempotency::is_key(&key) => Ok(key),
        Some(_) => {
            let message = "must be of 1 to 255 visible ASCII characters".to_owned();
            let issue = Issue { path: "Idempotency-Key".to_owned(), code: "format", message };
            Err(CheckoutError::invalid(vec![issue]))
        }
        None => Ok(idempotency::new_key(random::bytes().ok_or_else(no_crypto)?)),
    }
}

/// Binds the page's key to its draft, and tells the name of the order that it stands for: what a
/// draft is completed to may change between two tries, with a price or a clock.
async fn bind(
    edge: &Edge,
    page_key: &str,
    order: String,
    digests: &[String],
) -> Result<String, CheckoutError> {
    let ledger = &edge.merchant.config.ledger;
    let pointer = Pointer { order, detail: digests.first().cloned().unwrap_or_default() };
    match ledger.point(&format!("attempt:{page_key}"), &pointer).await? {
        Some(before) if !digests.contains(&before.detail) => {
            let message = "this idempotency key was used with another body";
            Err(CheckoutError::new(ErrorCode::IdempotencyConflict, message))
        }
        Some(before) => Ok(before.order),
        None => {
            ledger.presume_new(&pointer.order);
            Ok(pointer.order)
        }
    }
}

/// What tells a draft, or a body, from others.
async fn digests(edge: &Edge, kind: Kind, value: &Value<'_>) -> Result<Vec<String>, CheckoutError> {
    let text = json::write(value, js::spell);
    seal::sign_by_each(&edge.merchant.config, &claim::order(kind, &text)).await
}

fn no_crypto() -> CheckoutError {
    CheckoutError::options("this runtime has no WebCrypto")
}
