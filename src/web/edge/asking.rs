//! Asks the API about a checkout, when it is one's turn: see [`crate::edge::asking`].

use super::merchant::Merchant;
use crate::edge::asking::Turn;
use crate::error::CheckoutError;
use crate::web::limit::Limit;
use crate::{call, client};

/// A turn that is further away is left to whoever comes later, in ms.
const LONGEST_WAIT_MS: u32 = 4_000;

/// Asks when it is one's turn, and writes down what the API says; gives its `tx_id`, if it was asked. What fails and may
/// pass is asked again as often as any call is repeated, a turn later each time.
pub async fn ask(
    merchant: &Merchant,
    order: &str,
    checkout_id: &str,
) -> Result<Option<String>, CheckoutError> {
    let config = &merchant.config;
    let deadline = js_sys::Date::now() + f64::from(config.deadline_ms);
    let (mut asked, mut waited, mut failure) = (0, 0, None);
    loop {
        let now = js_sys::Date::now();
        match config.ledger.update(order, |order| order.turn(checkout_id, now)).await? {
            Turn::Now => match ask_now(merchant, order, checkout_id).await {
                Err(error) if error.retryable && asked < config.max_retries => {
                    asked += 1;
                    failure = Some(error);
                }
                answered => return answered,
            },
            Turn::In { ms }
                if waited <= config.max_retries
                    && ms <= LONGEST_WAIT_MS
                    && now + f64::from(ms) < deadline =>
            {
                waited += 1;
                Limit { ms, signal: None }.pause().ended().await;
            }
            Turn::In { .. } | Turn::Never => return failure.map_or(Ok(None), Err),
        }
    }
}

/// Asks once if it is one's turn already, and does not wait for it.
pub async fn ask_in_turn(
    merchant: &Merchant,
    order: &str,
    checkout_id: &str,
) -> Result<Option<String>, CheckoutError> {
    let now = js_sys::Date::now();
    match merchant.config.ledger.update(order, |order| order.turn(checkout_id, now)).await? {
        Turn::Now => ask_now(merchant, order, checkout_id).await,
        Turn::In { .. } | Turn::Never => Ok(None),
    }
}

/// Asks once, by the turn that one has.
pub async fn ask_now(
    merchant: &Merchant,
    order: &str,
    checkout_id: &str,
) -> Result<Option<String>, CheckoutError> {
    let ledger = &merchant.config.ledger;
    // Not repeated at once: that would be more than one question in the time of one.
    let answered = client::details(merchant.call(call::get(checkout_id), 0).await, checkout_id);
    let now = js_sys::Date::now();
    match &answered {
        Ok(details) => {
            if let Some(status) = &details.status {
                ledger.update(order, |order| order.heard(checkout_id, status, true, now)).await?;
            }
        }
        Err(error) => {
            if let Some(ms) = error.retry_after_ms {
                ledger.update(order, |order| order.leave_alone(checkout_id, now, ms)).await?;
            }
        }
    }
    answered.map(|details| details.tx_id)
}
