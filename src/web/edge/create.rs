//! `POST /v3/checkout` and `POST /v3/checkout/schooling`: a draft becomes a checkout.
//!
//! draft → the merchant's prices → an attempt in the ledger → the API → the page.

use super::body::Unread;
use super::handler::Edge;
use super::merchant::Note;
use super::plan::Plan;
use super::{form, ledger, rights};
use crate::edge::answer::{self, Answer};
use crate::edge::draft;
use crate::edge::media::Media;
use crate::error::{CheckoutError, ErrorCode};
use crate::request::Kind;
use crate::value::{Value, object};
use crate::web::{js, read};

/// For the log; the page can do nothing of it.
const ORDER_FULL: &str =
    "this order was changed too often, or is too large; let its checkouts expire, or use a new reference";

pub async fn create(edge: &Edge, kind: Kind, note: &mut Note) -> Result<Answer, CheckoutError> {
    let draft = match read_draft(edge, kind).await {
        Ok(draft) => draft,
        Err(answer) => return Ok(*answer),
    };
    let plan = match Plan::make(edge, kind, &draft).await {
        Ok(plan) => plan,
        Err(error) if error.code == ErrorCode::InvalidRequest => {
            // In words of the merchant's is what the merchant's function has thrown.
            return Ok(answer::invalid(&error.issues, error.cause.is_some()));
        }
        Err(error) => return Err(error),
    };
    let Some(begun) = plan.begin(edge, note).await? else {
        note.code = Some("order_full");
        note.message = Some(ORDER_FULL.to_owned());
        return Ok(answer::order_full());
    };
    let attempt = if begun.checkout_id.is_some() { begun } else { plan.send(edge, &begun, note).await? };
    let (checkout_id, redirect_url) = attempt.checkout().ok_or_else(ledger::too_fast)?;
    // Also for a checkout that is known: whoever wrote it down may have got no further.
    plan.make_known(edge, &attempt, checkout_id, note).await?;
    note.checkout_id = Some(checkout_id.to_owned());
    let answer = created(edge, &plan, checkout_id, redirect_url);
    match plan.began(&attempt) {
        true => Ok(answer.with("Set-Cookie", rights::grant(&edge.merchant.config, checkout_id).await?)),
        false => Ok(answer),
    }
}

/// What the page needs, and nothing more; the browser of a page without script is sent on at once.
fn created(edge: &Edge, plan: &Plan, checkout_id: &str, redirect_url: &str) -> Answer {
    if edge.incoming.is_for_person() {
        return answer::see_other(redirect_url);
    }
    let body = object([
        ("checkout_id", Some(Value::from(checkout_id))),
        ("redirect_url", Some(Value::from(redirect_url))),
        ("reference_id", Value::maybe(plan.snapshot.reference_id.as_deref())),
    ]);
    answer::json(200, &body, js::spell)
}

/// The draft, as far as it is believed, and valid as far as it goes.
async fn read_draft(edge: &Edge, kind: Kind) -> Result<Value<'static>, Box<Answer>> {
    let body = edge.incoming.body(draft::MAX_BYTES, edge.merchant.config.timeout_ms).await;
    let body = body.map_err(|unread| match unread {
        Unread::TooLarge => answer::error(413, "TOO-LARGE", "a draft has at most 64 KiB"),
        Unread::Broken => unreadable(),
        Unread::Slow => answer::error(408, "TOO-SLOW", "the body did not come in time"),
    })?;
    let given = match edge.incoming.media() {
        Media::Json => std::str::from_utf8(&body).ok().and_then(read::json).unwrap_or(Value::Null),
        Media::Form => {
            let content_type = edge.incoming.header("content-type").unwrap_or_default();
            let pairs = form::pairs(&body, &content_type).await.ok_or_else(unreadable)?;
            let given = crate::edge::form::read(kind, &pairs).map(Value::into_owned);
            given.map_err(|issue| answer::invalid(&[issue], false))?
        }
        Media::Other => {
            return Err(Box::new(answer::error(415, "MEDIA-TYPE", "send application/json, or an HTML form")));
        }
    };
    let checked = draft::check(kind, &given).map(Value::into_owned);
    Ok(checked.map_err(|issues| answer::invalid(&issues, false))?)
}

fn unreadable() -> Answer {
    answer::error(400, "UNREADABLE", "the body could not be read")
}
