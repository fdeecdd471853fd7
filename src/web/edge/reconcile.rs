//! What an alarm does for an order: asks the API about what is pending, and settles what is open.
//! A webhook that was lost for good is made up for here. An order that is over is forgotten.

use super::merchant::{Merchant, Note};
use super::{asking, settle};
use crate::error::CheckoutError;

/// When to come again, in ms since 1970; never, when the order is to be forgotten.
pub async fn reconcile(merchant: &Merchant, order: &str) -> Result<Option<f64>, CheckoutError> {
    let ledger = &merchant.config.ledger;
    let (checkouts, _) = ledger.update(order, |order| order.due(js_sys::Date::now())).await?;
    for checkout_id in &checkouts {
        let mut note = Note { checkout_id: Some(checkout_id.clone()), ..Note::new("reconcile") };
        // What fails is tried again by the next alarm.
        match asking::ask(merchant, order, checkout_id).await {
            Ok(heard) => note.heard(heard),
            Err(error) => note.failed(error),
        }
        // Whatever came of that: what is known already is to be told.
        if let Err(error) = settle::notify(merchant, order, checkout_id).await {
            note.failed(error);
        }
        merchant.log(&note, None);
    }
    let keep_ms = merchant.config.keep_ms;
    ledger.update(order, |order| order.next_alarm(js_sys::Date::now(), keep_ms)).await
}
