//! Brings what the ledger left open to its end: a claimed success is confirmed by the API, a
//! status that nobody was told of is told.

use std::future::Future;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::merchant::{Merchant, Note};
use super::{outgoing, patience};
use crate::call;
use crate::client;
use crate::edge::news::News;
use crate::edge::order::{Attempt, Order, TELLING_MS};
use crate::error::CheckoutError;
use crate::web::{js, write};

/// Whether nothing is left open. What is left is taken up by the next delivery or question.
pub async fn settle(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<bool, CheckoutError> {
    let ledger = &merchant.config.ledger;
    let is_claimed = |order: &Order| order.attempt(checkout_id).is_some_and(|attempt| attempt.claimed);
    if ledger.seen(order, is_claimed).await? {
        ask(merchant, order, checkout_id).await?;
    }
    notify(merchant, order, checkout_id).await?;
    let is_open = |order: &Order| order.attempt(checkout_id).is_some_and(Attempt::is_open);
    Ok(!ledger.seen(order, is_open).await?)
}

/// Settles after the answer, where the platform waits for that, and an alarm goes on with what fails
/// then; tells whether it does. Elsewhere the answer itself must say what is left: a webhook that
/// is answered with a failure is delivered again.
pub fn later(merchant: &Merchant, order: &str, checkout_id: &str) -> bool {
    if !merchant.config.ledger.has_alarms() || outgoing::wait_until(&merchant.context).is_none() {
        return false;
    }
    let (settling, order, id) = (merchant.clone(), order.to_owned(), checkout_id.to_owned());
    let work = logged(merchant, checkout_id, async move { settle(&settling, &order, &id).await });
    outgoing::after_the_answer(&merchant.context, &work);
    true
}

/// Tells what is untold without keeping the page: after the answer where the platform waits for
/// that; elsewhere for as long as an answer may take. What fails is told at the next question.
pub async fn tell(merchant: &Merchant, order: &str, checkout_id: &str) {
    let (telling, order, id) = (merchant.clone(), order.to_owned(), checkout_id.to_owned());
    let work =
        logged(merchant, checkout_id, async move { notify(&telling, &order, &id).await.map(|()| true) });
    if !outgoing::after_the_answer(&merchant.context, &work) {
        // It goes on by itself when this is over, if the runtime lets it.
        let _ = patience::wait(js::settled(work.into()), merchant.config.timeout_ms, "").await;
    }
}

/// Work that goes on beside the answer; it has a line of its own in the log when it fails.
fn logged(
    merchant: &Merchant,
    checkout_id: &str,
    work: impl Future<Output = Result<bool, CheckoutError>> + 'static,
) -> Promise {
    let mut note = Note { checkout_id: Some(checkout_id.to_owned()), ..Note::new("settle") };
    let merchant = merchant.clone();
    future_to_promise(async move {
        match work.await {
            Ok(true) => return Ok(JsValue::UNDEFINED),
            Ok(false) => note.code = Some("unconfirmed"),
            Err(error) => note.failed(error),
        }
        merchant.log(&note, None);
        Ok(JsValue::UNDEFINED)
    })
}

/// Asks the API, and writes down what it says; gives its `tx_id`.
pub async fn ask(
    merchant: &Merchant,
    order: &str,
    checkout_id: &str,
) -> Result<Option<String>, CheckoutError> {
    let details = client::details(merchant.call(call::get(checkout_id)).await, checkout_id)?;
    if let Some(status) = &details.status {
        merchant.config.ledger.update(order, |order| order.heard(checkout_id, status, true)).await?;
    }
    Ok(details.tx_id)
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
    let event = write::plain(&news.to_value());
    let pending = on_status.call2(&JsValue::UNDEFINED, &event, &merchant.context).map_err(threw)?;
    patience::settled(pending, TELLING_MS, "onStatus", threw).await.map(|_| ())
}
