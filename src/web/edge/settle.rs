//! Brings what the ledger left open to its end: a claimed success is confirmed by the API, a
//! status that nobody was told of is told.

use wasm_bindgen::prelude::*;

use super::handler::Edge;
use crate::client;
use crate::edge::order::News;
use crate::error::CheckoutError;
use crate::web::{js, write};

/// Whether nothing is left open. What is left is taken up by the next delivery or question.
pub async fn settle(edge: &Edge, order: &str, checkout_id: &str) -> Result<bool, CheckoutError> {
    let claimed = edge
        .config
        .ledger
        .update(order, |order| order.attempt(checkout_id).is_some_and(|attempt| attempt.claimed))
        .await?;
    if claimed {
        ask(edge, order, checkout_id).await?;
    }
    tell(edge, order, checkout_id).await?;
    let is_open = |order: &mut crate::edge::order::Order| {
        order.attempt(checkout_id).is_some_and(|attempt| attempt.is_open())
    };
    Ok(!edge.config.ledger.update(order, is_open).await?)
}

/// Asks the API, and writes down what it says.
pub async fn ask(edge: &Edge, order: &str, checkout_id: &str) -> Result<(), CheckoutError> {
    let details = client::get(&edge.host(), checkout_id).await?;
    if let Some(status) = &details.status {
        edge.config.ledger.update(order, |order| order.heard(checkout_id, status, true)).await?;
    }
    Ok(())
}

/// Tells `onStatus` whatever it was not told, in order; stops when it throws.
async fn tell(edge: &Edge, order: &str, checkout_id: &str) -> Result<(), CheckoutError> {
    let ledger = &edge.config.ledger;
    while let Some(news) = ledger.update(order, |order| order.tell(checkout_id, js_sys::Date::now())).await? {
        let told = call(edge, &news).await;
        ledger.update(order, |order| order.told(&news, told.is_ok())).await?;
        told.map_err(|cause| {
            CheckoutError::options("onStatus threw, and will be called again").because(cause)
        })?;
    }
    Ok(())
}

async fn call(edge: &Edge, news: &News) -> Result<(), JsValue> {
    let Some(on_status) = &edge.config.on_status else { return Ok(()) };
    let event = write::plain(&news.to_value());
    js::settled(on_status.call2(&JsValue::UNDEFINED, &event, &edge.context)?).await.map(|_| ())
}
