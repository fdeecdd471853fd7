//! Reads and writes orders in the merchant's store.
//!
//! A store has two functions: `get(key)`, and `swap(key, expected, next)`, which stores `next` only
//! if what is there is `expected` (null for nothing) and tells what was there. That is enough for
//! many isolates to work on one order without losing each other's changes, and any database with a
//! compare-and-set can be one.

use wasm_bindgen::prelude::*;

use crate::edge::order::Order;
use crate::edge::{record, shard};
use crate::error::{CheckoutError, ErrorCode};
use crate::json;
use crate::status::Status;
use crate::value::{Value, object};
use crate::web::js;

#[wasm_bindgen]
extern "C" {
    /// Whoever keeps a key. It may be a Durable Object, whose methods exist only when they are
    /// called: a property of it has no `call` of its own.
    type Keeper;

    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &Keeper, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn swap(this: &Keeper, key: &str, expected: &JsValue, next: &str) -> Result<JsValue, JsValue>;
}

/// What the keys of orders begin with; a store may look after those by an alarm.
pub const ORDER: &str = "order:";
/// So often a change is tried again when others changed the record meanwhile.
const TRIES: u32 = 100;

pub struct Ledger {
    store: JsValue,
    /// Whether it is a Durable Object namespace: see [`shard`].
    is_namespace: bool,
}

/// Where an order is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointer {
    /// The name of the order.
    pub order: String,
    /// What the pointer is bound to: the digest of an attempt's body, or the attempt's key.
    pub detail: String,
}

type Kept<T> = Result<T, CheckoutError>;

impl Ledger {
    /// An object with `get` and `swap`, or a Durable Object namespace of `CheckoutLedger`.
    pub fn new(store: JsValue) -> Option<Self> {
        let has = |method| js::get(&store, method).is_ok_and(|method| method.is_function());
        let is_namespace = has("idFromName");
        let is_ledger = has("get") && (is_namespace || has("swap"));
        is_ledger.then_some(Ledger { store, is_namespace })
    }

    /// Who keeps a key.
    fn keeper(&self, key: &str) -> Result<Keeper, JsValue> {
        let keeper = match self.is_namespace {
            true => {
                let name = shard::object_name(key);
                js::call(&self.store, "get", &js::call(&self.store, "idFromName", &name.into())?)?
            }
            false => self.store.clone(),
        };
        Ok(keeper.unchecked_into())
    }

    /// Whether it comes back to what was left open by itself: a Durable Object has alarms.
    pub fn has_alarms(&self) -> bool {
        self.is_namespace
    }

    /// Whether it forgets everything when the process ends. (Everything is a function of a
    /// namespace's objects, so only `true` counts.)
    pub fn is_volatile(&self) -> bool {
        js::get(&self.store, "volatile").is_ok_and(|volatile| volatile.as_bool() == Some(true))
    }

    /// Reads an order, changes it, and writes it back if it changed; again if somebody else
    /// changed it meanwhile.
    pub async fn update<T>(&self, order: &str, change: impl Fn(&mut Order) -> T) -> Kept<T> {
        let key = format!("{ORDER}{order}");
        let mut found = self.get(&key).await?;
        for _ in 0..TRIES {
            let before = match &found {
                Some(text) => record::read(&parse(text).ok_or_else(unreadable)?),
                None => Order::default(),
            };
            let mut after = before.clone();
            let result = change(&mut after);
            if after == before {
                return Ok(result);
            }
            let now_there = self.swap(&key, found.as_deref(), &record::write(&after, js::spell)).await?;
            if now_there == found {
                return Ok(result);
            }
            found = now_there;
        }
        Err(too_fast())
    }

    /// Points from a key to an order; tells where it pointed before, if it did, and leaves it so.
    pub async fn point(&self, key: &str, pointer: &Pointer) -> Kept<Option<Pointer>> {
        let value = object([
            ("order", Some(Value::from(pointer.order.as_str()))),
            ("detail", Some(Value::from(pointer.detail.as_str()))),
        ]);
        let before = self.swap(key, None, &json::write(&value, js::spell)).await?;
        Ok(before.as_deref().and_then(read_pointer))
    }

    /// Where a key points.
    pub async fn follow(&self, key: &str) -> Kept<Option<Pointer>> {
        Ok(self.get(key).await?.as_deref().and_then(read_pointer))
    }

    /// Keeps a text, unless there is one already.
    pub async fn keep(&self, key: &str, text: &str) -> Kept<()> {
        self.swap(key, None, text).await.map(|_| ())
    }

    /// Keeps a status under a key, unless one is there that it does not follow.
    pub async fn keep_furthest(&self, key: &str, status: &str) -> Kept<()> {
        let next = Status::read(status);
        let mut found: Option<String> = None;
        for _ in 0..TRIES {
            let known = found.as_deref().map_or(Status::Pending, Status::read);
            if !known.moves_to(&next) {
                return Ok(());
            }
            let now_there = self.swap(key, found.as_deref(), status).await?;
            if now_there == found {
                return Ok(());
            }
            found = now_there;
        }
        Err(too_fast())
    }

    pub async fn get(&self, key: &str) -> Kept<Option<String>> {
        let pending = self.keeper(key).and_then(|keeper| keeper.get(key));
        text(js::settled(pending.map_err(failed)?).await.map_err(failed)?)
    }

    async fn swap(&self, key: &str, expected: Option<&str>, next: &str) -> Kept<Option<String>> {
        let expected = expected.map_or(JsValue::NULL, JsValue::from_str);
        let pending = self.keeper(key).and_then(|keeper| keeper.swap(key, &expected, next));
        text(js::settled(pending.map_err(failed)?).await.map_err(failed)?)
    }
}

fn text(value: JsValue) -> Kept<Option<String>> {
    match value.is_null() || value.is_undefined() {
        true => Ok(None),
        false => value.as_string().map(Some).ok_or_else(|| failed(value)),
    }
}

/// What `JSON.parse` makes is plain data of our own writing: no getters, no prototypes to mind.
pub fn parse(text: &str) -> Option<Value> {
    let parsed = js::parse_json(&JsValue::from_str(text)).ok()?;
    serde_wasm_bindgen::from_value(parsed).ok()
}

/// A record that cannot be read must not be taken for none: its checkouts would be lost.
fn unreadable() -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "the ledger's record of this order is damaged")
}

fn read_pointer(text: &str) -> Option<Pointer> {
    let value = parse(text)?;
    Some(Pointer {
        order: value.text("order")?.to_owned(),
        detail: value.text("detail").unwrap_or_default().to_owned(),
    })
}

fn too_fast() -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "the ledger's record changes too fast; try again")
}

fn failed(cause: JsValue) -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "the ledger failed; see `cause`").because(cause)
}
