//! Asks the API about a checkout, when it is one's turn: see [`crate::edge::asking`].

use super::merchant::Merchant;
use crate::edge::asking::Turn;
use crate::error::CheckoutError;
use crate::web::limit::Limit;
use crate::{call, client};

/// What came of a question.
#[derive(Default)]
pub struct Heard {
    /// Of the answer, if the API was asked.
    pub tx_id: Option<String>,
    /// Whether the API contradicts what was heard before.
    pub is_contradicted: bool,
}

/// A turn that is further away is left to whoever comes later, in ms.
const LONGEST_WAIT_MS: u32 = 4_000;

/// Asks when it is one's turn, and writes down what the API says. What fails and may pass is asked again as often as any
/// call is repeated, a turn later each time.
pub async fn ask(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<Heard, CheckoutError> {
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
            Turn::In { .. } | Turn::Never => return failure.map_or_else(|| Ok(Heard::default()), Err),
        }
    }
}

/// Asks once if it is one's turn already, and does not wait for it.
pub async fn ask_in_turn(
    merchant: &Merchant,
    order: &str,
    checkout_id: &str,
) -> Result<Heard, CheckoutError> {
    let now = js_sys::Date::now();
    match merchant.config.ledger.update(order, |order| order.turn(checkout_id, now)).await? {
        Turn::Now => ask_now(merchant, order, checkout_id).await,
        Turn::In { .. } | Turn::Never => Ok(Heard::default()),
    }
}

/// Asks once, by the turn that one has.
pub async fn ask_now(merchant: &Merchant, order: &str, checkout_id: &str) -> Result<Heard, CheckoutError> {
    let ledger = &merchant.config.ledger;
    // Not repeated at once: that would be more than one question in the time of one.
    let answered = client::details(merchant.call(call::get(checkout_id), 0).await, checkout_id);
    let now = js_sys::Date::now();
    match answered {
        Ok(details) => {
            let is_contradicted = match &details.status {
                Some(status) => {
                    ledger.update(order, |order| order.heard(checkout_id, status, true, now)).await?
                }
                None => false,
            };
            Ok(Heard { tx_id: details.tx_id, is_contradicted })
        }
        Err(error) => {
            if let Some(ms) = error.retry_after_ms {
                ledger.update(order, |order| order.leave_alone(checkout_id, now, ms)).await?;
            }
            Err(error)
        }
    }
}
