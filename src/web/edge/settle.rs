//! Brings what the ledger left open to its end: a claimed success is confirmed by the API, a
//! status that nobody was told of is told.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::merchant::{Merchant, Note};
use super::outgoing;
use crate::client;
use crate::edge::news::News;
use crate::error::CheckoutError;
use crate::web::{js, write};

/// Whether nothing is left open. What is left is taken up by the next delivery or question.
pub async fn settle(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<bool, CheckoutError> {
    let claimed = merchant
        .config
        .ledger
        .update(order, |order| order.attempt(checkout_id).is_some_and(|attempt| attempt.claimed))
        .await?;
    if claimed {
        ask(merchant, order, checkout_id).await?;
    }
    notify(merchant, order, checkout_id).await?;
    let is_open = |order: &mut crate::edge::order::Order| {
        order.attempt(checkout_id).is_some_and(|attempt| attempt.is_open())
    };
    Ok(!merchant.config.ledger.update(order, is_open).await?)
}

/// Settles after the answer, where the platform waits for that, and an alarm goes on with what fails
/// then; tells whether it does. Elsewhere the answer itself must say what is left: a webhook that
/// is answered with a failure is delivered again.
pub fn later(merchant: &Merchant, order: &str, checkout_id: &str) -> bool {
    if !merchant.config.ledger.has_alarms() {
        return false;
    }
    let Some(wait_until) = outgoing::wait_until(&merchant.context) else { return false };
    let (merchant, order, id) = (merchant.clone(), order.to_owned(), checkout_id.to_owned());
    let context = merchant.context.clone();
    let work = future_to_promise(async move {
        let mut note = Note { checkout_id: Some(id.clone()), ..Note::new("settle") };
        match settle(&merchant, &order, &id).await {
            Ok(true) => return Ok(JsValue::UNDEFINED),
            Ok(false) => note.code = Some("unconfirmed"),
            Err(error) => note.failed(error),
        }
        merchant.log(&note, None);
        Ok(JsValue::UNDEFINED)
    });
    // A runtime that refuses it has no way to do the work but the next delivery.
    let _ = wait_until.call1(&context, &work);
    true
}

/// Asks the API, and writes down what it says.
pub async fn ask(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<(), CheckoutError> {
    let details = client::get(&merchant.host(), checkout_id).await?;
    if let Some(status) = &details.status {
        merchant.config.ledger.update(order, |order| order.heard(checkout_id, status, true)).await?;
    }
    Ok(())
}

/// Tells `onStatus` whatever it was not told, in order; stops when it throws.
pub async fn notify(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<(), CheckoutError> {
    let ledger = &merchant.config.ledger;
    while let Some(news) =
        ledger.update(order, |order| order.next_news(checkout_id, js_sys::Date::now())).await?
    {
        let told = call(merchant, &news).await;
        ledger.update(order, |order| order.told(&news, told.is_ok())).await?;
        told.map_err(|cause| {
            CheckoutError::options("onStatus threw, and will be called again").because(cause)
        })?;
    }
    Ok(())
}

async fn call(merchant: &Merchant, news: &News) -> Result<(), JsValue> {
    let Some(on_status) = &merchant.config.on_status else { return Ok(()) };
    let event = write::plain(&news.to_value());
    js::settled(on_status.call2(&JsValue::UNDEFINED, &event, &merchant.context)?).await.map(|_| ())
}
