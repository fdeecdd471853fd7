//! What leads to an order: a page's key, a return token, a checkout's id.
//!
//! A webhook may come before the answer to the creation of its checkout. Then its status stays in the
//! place of the pointer, for whoever writes that.

use super::ledger::{self, Kept, Ledger};
use crate::json;
use crate::status::Status;
use crate::value::{Value, object};
use crate::web::js;

/// Where an order is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointer {
    /// The name of the order.
    pub order: String,
    /// What the pointer is bound to: the digest of an attempt's body, or the attempt's key.
    pub detail: String,
}

/// So often a status that came early is tried to be kept when others come meanwhile.
const TRIES: u32 = 100;

impl Ledger {
    /// Points from a key to an order; tells where it pointed before, if it did, and leaves it so.
    pub async fn point(&self, key: &str, pointer: &Pointer) -> Kept<Option<Pointer>> {
        let before = self.swap(key, None, &pointer.write()).await?;
        Ok(before.as_deref().and_then(Pointer::read))
    }

    /// Where a key points.
    pub async fn follow(&self, key: &str) -> Kept<Option<Pointer>> {
        Ok(self.get(key).await?.as_deref().and_then(Pointer::read))
    }

    /// Points from a checkout to its order; tells the status that came before.
    pub async fn point_from(&self, checkout_id: &str, pointer: &Pointer) -> Kept<Option<String>> {
        let (key, text) = (key_of(checkout_id), pointer.write());
        let mut found = None;
        for _ in 0..TRIES {
            let now_there = self.swap(&key, found.as_deref(), &text).await?;
            if now_there == found {
                return Ok(found.as_deref().and_then(Early::read).map(|early| early.status));
            }
            if now_there.as_deref().is_some_and(|text| Early::read(text).is_none()) {
                return Ok(None);
            }
            found = now_there;
        }
        Err(ledger::too_fast())
    }

    /// The order of a checkout, for a status that has come.
    pub async fn order_of(&self, checkout_id: &str) -> Kept<Option<Pointer>> {
        self.follow(&key_of(checkout_id)).await
    }

    /// The order of a checkout that has moved to a status. One that is unknown is not ours, or the
    /// answer to its creation is still on its way: then the status is left for that, unless one is
    /// there that it does not follow.
    pub async fn order_or_leave(&self, checkout_id: &str, status: &str, now: f64) -> Kept<Found> {
        let key = key_of(checkout_id);
        let mut found = self.get(&key).await?;
        for _ in 0..TRIES {
            if let Some(pointer) = found.as_deref().and_then(Pointer::read) {
                return Ok(Found::Order(pointer));
            }
            let early = found.as_deref().and_then(Early::read);
            let since = early.as_ref().map_or(now, |early| early.since);
            let known = early.as_ref().map_or(Status::Pending, |early| Status::read(&early.status));
            if !known.moves_to(&Status::read(status)) {
                return Ok(if early.is_some() { Found::Early { since } } else { Found::Nothing });
            }
            let left = Early { status: status.to_owned(), since };
            let now_there = self.swap(&key, found.as_deref(), &left.write()).await?;
            if now_there == found {
                return Ok(Found::Early { since });
            }
            found = now_there;
        }
        Err(ledger::too_fast())
    }
}

/// What is known of a checkout of which a status has come.
pub enum Found {
    Order(Pointer),
    /// Nothing but a status, which is left for its creation since then, in ms since 1970.
    Early {
        since: f64,
    },
    /// Nothing, and nothing is left.
    Nothing,
}

/// A status that came before its checkout was known.
struct Early {
    status: String,
    since: f64,
}

impl Early {
    fn write(&self) -> String {
        let value = object([
            ("early", Some(Value::from(self.status.as_str()))),
            ("since", Some(Value::Number(self.since))),
        ]);
        json::write(&value, js::spell)
    }

    fn read(text: &str) -> Option<Early> {
        let value = ledger::parse(text)?;
        let Some(Value::Number(since)) = value.get("since") else { return None };
        Some(Early { status: value.text("early")?.to_owned(), since: *since })
    }
}

fn key_of(checkout_id: &str) -> String {
    format!("checkout:{checkout_id}")
}

impl Pointer {
    fn write(&self) -> String {
        let value = object([
            ("order", Some(Value::from(self.order.as_str()))),
            ("detail", Some(Value::from(self.detail.as_str()))),
        ]);
        json::write(&value, js::spell)
    }

    fn read(text: &str) -> Option<Pointer> {
        let value = ledger::parse(text)?;
        Some(Pointer {
            order: value.text("order")?.to_owned(),
            detail: value.text("detail").unwrap_or_default().to_owned(),
        })
    }
}
