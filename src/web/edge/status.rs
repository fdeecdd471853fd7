//! `GET /v3/checkout/{id}`: what became of a checkout, told to who may know it, from the ledger. The
//! API is asked at most every two seconds per checkout, however many tabs wait.

use super::handler::Edge;
use super::merchant::Note;
use super::{asking, rights, settle};
use crate::edge::answer::{self, Answer};
use crate::edge::order::{Attempt, Order};
use crate::edge::snapshot::api_type;
use crate::error::CheckoutError;
use crate::value::{Value, object};
use crate::web::js;

pub async fn status(edge: &Edge, checkout_id: &str, note: &mut Note) -> Result<Answer, CheckoutError> {
    // An unknown id and a stranger's question are answered alike.
    if !rights::has(&edge.merchant.config, &edge.incoming, checkout_id).await? {
        return Ok(answer::not_found());
    }
    note.checkout_id = Some(checkout_id.to_owned());
    let ledger = &edge.merchant.config.ledger;
    let Some(found) = ledger.order_of(checkout_id).await? else {
        return Ok(answer::not_found());
    };
    let now = js_sys::Date::now();
    let look =
        |order: &mut Order| (order.turn_of_page(checkout_id, now), order.attempt(checkout_id).cloned());
    let (may_ask, mut attempt) = ledger.update(&found.order, look).await?;
    if may_ask {
        // This question is for all the pages that wait.
        match asking::ask_now(&edge.merchant, &found.order, checkout_id).await {
            Ok(heard) => note.heard(heard),
            // The page is told what the ledger knows; it will ask again.
            Err(error) => note.failed(error),
        }
        attempt = ledger.update(&found.order, |order| order.attempt(checkout_id).cloned()).await?;
    }
    let Some(attempt) = attempt else { return Ok(answer::not_found()) };
    if !attempt.untold.is_empty() {
        settle::tell(&edge.merchant, &found.order, checkout_id).await;
    }
    Ok(describe(&attempt))
}

fn describe(attempt: &Attempt) -> Answer {
    let body = object([
        ("checkout_id", Value::maybe(attempt.checkout_id.as_deref())),
        ("checkout_type", attempt.snapshot.kind.map(|kind| Value::from(api_type(kind)))),
        ("status", Some(Value::from(attempt.status.as_str()))),
        ("reference_id", Value::maybe(attempt.snapshot.reference_id.as_deref())),
    ]);
    answer::json(200, &body, js::spell)
}
