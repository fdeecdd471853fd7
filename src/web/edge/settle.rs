//! Brings what the ledger left open to its end: a claimed end is confirmed by the API, a status that
//! nobody was told of is told.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::asking::ask;
use super::merchant::{Merchant, Note};
use super::{outgoing, patience};
use crate::edge::news::News;
use crate::edge::order::{Attempt, Order, TELLING_MS};
use crate::error::CheckoutError;
use crate::web::{js, write};

/// A checkout of which something is open, and what was told of it.
#[derive(Clone)]
pub struct Told {
    /// The name of its order.
    pub order: String,
    pub checkout_id: String,
    /// What a webhook has told, if one has.
    pub status: Option<String>,
}

/// Whether nothing is left open. What is left is taken up by the next delivery, question or alarm. The
/// question that confirms is noted, and so is that it confirms nothing.
pub async fn settle(
    merchant: &Merchant,
    order: &str,
    checkout_id: &str,
    note: &mut Note,
) -> Result<bool, CheckoutError> {
    let ledger = &merchant.config.ledger;
    let is_claimed = |order: &Order| order.attempt(checkout_id).is_some_and(|attempt| attempt.claimed);
    if ledger.seen(order, is_claimed).await? {
        note.heard(ask(merchant, order, checkout_id).await?);
        if ledger.seen(order, is_claimed).await? {
            note.code = Some("unconfirmed");
        }
    }
    notify(merchant, order, checkout_id).await?;
    let is_open = |order: &Order| order.attempt(checkout_id).is_some_and(Attempt::is_open);
    Ok(!ledger.seen(order, is_open).await?)
}

/// The same for what a webhook has told, of which the API may tell the contrary now.
pub async fn settle_told(merchant: &Merchant, told: &Told, note: &mut Note) -> Result<bool, CheckoutError> {
    let Told { order, checkout_id, status } = told;
    let settled = settle(merchant, order, checkout_id, note).await?;
    if let Some(status) = status {
        let is_contradicted = |order: &Order| order.is_contradicted(checkout_id, status);
        if merchant.config.ledger.seen(order, is_contradicted).await? {
            note.contradicted();
        }
    }
    Ok(settled)
}

/// Settles after the answer, where the platform waits for that, and an alarm goes on with what fails
/// then; tells whether it does. Elsewhere the answer itself must say what is left: a webhook that
/// is answered with a failure is delivered again, and one that was answered well is not.
pub fn later(merchant: &Merchant, order: &str, checkout_id: &str) -> bool {
    let told = Told { order: order.to_owned(), checkout_id: checkout_id.to_owned(), status: None };
    later_told(merchant, &told)
}

/// The same for what a webhook has told.
pub fn later_told(merchant: &Merchant, told: &Told) -> bool {
    if !merchant.config.ledger.has_alarms() || outgoing::wait_until(&merchant.context).is_none() {
        return false;
    }
    let (merchant, told) = (merchant.clone(), told.clone());
    let context = merchant.context.clone();
    let work = future_to_promise(async move {
        let mut note = beside(&told.checkout_id);
        let done = settle_told(&merchant, &told, &mut note).await;
        say(&merchant, note, done.map(drop));
        Ok(JsValue::UNDEFINED)
    });
    outgoing::after_the_answer(&context, &work);
    true
}

/// Settles before the answer, and goes on if nobody waits for that any more: whoever delivers hangs up after a
/// while, and what is at work then must not be cut off in its middle.
pub async fn at_once(merchant: &Merchant, told: &Told, note: &mut Note) -> Result<bool, CheckoutError> {
    let (settling, told) = (merchant.clone(), told.clone());
    let done = Rc::new(RefCell::new(None));
    let kept = done.clone();
    let work = future_to_promise(async move {
        let mut note = Note::default();
        let settled = settle_told(&settling, &told, &mut note).await;
        kept.replace(Some((settled, note)));
        Ok(JsValue::UNDEFINED)
    });
    outgoing::after_the_answer(&merchant.context, &work);
    let _ = js::settled(work.into()).await;
    let (settled, noted) = done.take().unwrap_or((Ok(false), Note::default()));
    note.tx_id = noted.tx_id;
    if noted.code.is_some() {
        (note.code, note.message) = (noted.code, noted.message);
    }
    settled
}

/// Tells what is untold without keeping the page: after the answer where the platform waits for
/// that; elsewhere for as long as an answer may take. What fails is told at the next question.
pub async fn tell(merchant: &Merchant, order: &str, checkout_id: &str) {
    let work = telling(merchant.clone(), order.to_owned(), checkout_id.to_owned());
    if !outgoing::after_the_answer(&merchant.context, &work) {
        in_time(merchant, work).await;
    }
}

/// The same before the answer, for one that depends on it; tells whether it was done in time.
pub async fn tell_first(merchant: &Merchant, order: &str, checkout_id: &str) -> bool {
    let work = telling(merchant.clone(), order.to_owned(), checkout_id.to_owned());
    outgoing::after_the_answer(&merchant.context, &work);
    in_time(merchant, work).await
}

/// Waits for work for as long as an answer may take; it goes on by itself when that is over, if the runtime lets it.
async fn in_time(merchant: &Merchant, work: Promise) -> bool {
    patience::wait(js::settled(work.into()), merchant.config.timeout_ms, "").await.is_ok()
}

fn telling(merchant: Merchant, order: String, id: String) -> Promise {
    future_to_promise(async move {
        let done = notify(&merchant, &order, &id).await;
        say(&merchant, beside(&id), done);
        Ok(JsValue::UNDEFINED)
    })
}

/// What is noted of work that goes on beside the answer.
fn beside(checkout_id: &str) -> Note {
    Note { checkout_id: Some(checkout_id.to_owned()), ..Note::new("settle") }
}

/// It has a line of its own in the log when it has asked, or fails.
fn say(merchant: &Merchant, mut note: Note, done: Result<(), CheckoutError>) {
    match done {
        Ok(()) if note.tx_id.is_none() && note.code.is_none() => return,
        Ok(()) => {}
        Err(error) => note.failed(error),
    }
    merchant.log(&note, None);
}

/// Tells `onStatus` whatever it was not told, in order; stops when it throws.
pub async fn notify(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<(), CheckoutError> {
    let ledger = &merchant.config.ledger;
    let next = |order: &mut Order| order.next_news(checkout_id, js_sys::Date::now());
    let mut news = ledger.update(order, next).await?;
    while let Some(current) = news {
        let told = call_on_status(merchant, &current).await;
        let write_down = |order: &mut Order| {
            order.told(&current, told.is_ok());
            told.is_ok().then(|| next(order))?
        };
        news = ledger.update(order, write_down).await?;
        told?;
    }
    Ok(())
}

async fn call_on_status(merchant: &Merchant, news: &News) -> Result<(), CheckoutError> {
    let Some(on_status) = &merchant.config.on_status else { return Ok(()) };
    let threw = |cause| CheckoutError::options("onStatus threw, and will be called again").because(cause);
    let event = write::tree(&news.to_value());
    let pending = on_status.call2(&JsValue::UNDEFINED, &event, &merchant.context).map_err(threw)?;
    patience::settled(pending, TELLING_MS, "onStatus", threw).await.map(|_| ())
}
