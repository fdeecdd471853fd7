//! Brings what the ledger left open to its end: a claimed success is confirmed by the API, a
//! status that nobody was told of is told.

use wasm_bindgen::prelude::*;

use super::merchant::Merchant;
use crate::client;
use crate::edge::order::News;
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
    tell(merchant, order, checkout_id).await?;
    let is_open = |order: &mut crate::edge::order::Order| {
        order.attempt(checkout_id).is_some_and(|attempt| attempt.is_open())
    };
    Ok(!merchant.config.ledger.update(order, is_open).await?)
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
async fn tell(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<(), CheckoutError> {
    let ledger = &merchant.config.ledger;
    while let Some(news) = ledger.update(order, |order| order.tell(checkout_id, js_sys::Date::now())).await? {
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
