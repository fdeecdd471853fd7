//! Reads and writes orders in the merchant's store.
//!
//! A store has two functions: `get(key)`, and `swap(key, expected, next)`, which stores `next` only
//! if what is there is `expected` (null for nothing) and tells what was there. That is enough for
//! many isolates to work on one order without losing each other's changes, and any database with a
//! compare-and-set can be one.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::patience;
use crate::edge::order::Order;
use crate::edge::{record, shard};
use crate::error::{CheckoutError, ErrorCode};
use crate::value::Value;
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
    /// The order that was read or written last.
    last: RefCell<Option<Record>>,
    /// For how long a step of it is waited for, in ms.
    timeout_ms: u32,
}

/// What is, or was, under the key of an order.
#[derive(Default)]
struct Record {
    key: String,
    text: Option<String>,
    order: Order,
}

/// What a store gave, or that it failed.
pub type Kept<T> = Result<T, CheckoutError>;

impl Ledger {
    /// An object with `get` and `swap`, or a Durable Object namespace of `CheckoutLedger`.
    pub fn new(store: JsValue, timeout_ms: u32) -> Option<Self> {
        let has = |method| js::get(&store, method).is_ok_and(|method| method.is_function());
        let is_namespace = has("idFromName");
        let is_ledger = has("get") && (is_namespace || has("swap"));
        is_ledger.then_some(Ledger { store, is_namespace, timeout_ms, last: RefCell::default() })
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

    /// Changes an order, in such a way that nobody else's change is lost; tells what the change gave.
    ///
    /// It begins with what was seen last, which most likely is still there: then writing costs no
    /// reading. That nothing is to be changed is only believed of what was read just now.
    pub async fn update<T>(&self, order: &str, change: impl Fn(&mut Order) -> T) -> Kept<T> {
        let key = format!("{ORDER}{order}");
        let last = self.last.take().filter(|last| last.key == key);
        let mut is_fresh = last.is_none();
        let mut record = match last {
            Some(last) => last,
            None => self.read(key).await?,
        };
        for _ in 0..TRIES {
            let mut after = record.order.clone();
            let result = change(&mut after);
            let now_there = if after != record.order {
                let text = record::write(&after, js::spell);
                let now_there = self.swap(&record.key, record.text.as_deref(), &text).await?;
                if now_there == record.text {
                    self.last.replace(Some(Record { text: Some(text), order: after, ..record }));
                    return Ok(result);
                }
                now_there
            } else if is_fresh {
                self.last.replace(Some(record));
                return Ok(result);
            } else {
                self.get(&record.key).await?
            };
            record = Record::parse(record.key, now_there)?;
            is_fresh = true;
        }
        Err(too_fast())
    }

    /// Looks at an order as it was when it was last read or written by this request.
    pub async fn seen<T>(&self, order: &str, look: impl FnOnce(&Order) -> T) -> Kept<T> {
        let key = format!("{ORDER}{order}");
        let record = match self.last.take().filter(|last| last.key == key) {
            Some(last) => last,
            None => self.read(key).await?,
        };
        let seen = look(&record.order);
        self.last.replace(Some(record));
        Ok(seen)
    }

    async fn read(&self, key: String) -> Kept<Record> {
        let text = self.get(&key).await?;
        Record::parse(key, text)
    }

    /// Says that most likely there is no such order yet.
    pub fn presume_new(&self, order: &str) {
        self.last.replace(Some(Record { key: format!("{ORDER}{order}"), ..Record::default() }));
    }

    /// Keeps a text, unless there is one already.
    pub async fn keep(&self, key: &str, text: &str) -> Kept<()> {
        self.swap(key, None, text).await.map(|_| ())
    }

    pub async fn get(&self, key: &str) -> Kept<Option<String>> {
        self.answer(self.keeper(key).and_then(|keeper| keeper.get(key))).await
    }

    pub async fn swap(&self, key: &str, expected: Option<&str>, next: &str) -> Kept<Option<String>> {
        let expected = expected.map_or(JsValue::NULL, JsValue::from_str);
        self.answer(self.keeper(key).and_then(|keeper| keeper.swap(key, &expected, next))).await
    }

    async fn answer(&self, pending: Result<JsValue, JsValue>) -> Kept<Option<String>> {
        let pending = pending.map_err(failed)?;
        text(patience::settled(pending, self.timeout_ms, "the ledger", failed).await?)
    }
}

impl Record {
    /// A text that cannot be read must not be taken for none: its checkouts would be lost.
    fn parse(key: String, text: Option<String>) -> Kept<Record> {
        let damaged =
            || CheckoutError::new(ErrorCode::Unavailable, "the ledger's record of this order is damaged");
        let order = match &text {
            Some(text) => parse(text).as_ref().and_then(record::read).ok_or_else(damaged)?,
            None => Order::default(),
        };
        Ok(Record { key, text, order })
    }
}

fn text(value: JsValue) -> Kept<Option<String>> {
    match value.is_null() || value.is_undefined() {
        true => Ok(None),
        false => value.as_string().map(Some).ok_or_else(|| failed(value)),
    }
}

/// Reads records, which are of our own writing, and what was signed. What `JSON.parse` makes is plain data: no
/// getters, no prototypes to mind; half a character becomes U+FFFD. [`crate::parse`] would refuse it, and more than a
/// thousand members, and a webhook must not be lost for them.
pub fn parse(text: &str) -> Option<Value<'static>> {
    let parsed = js::parse_json(&JsValue::from_str(text)).ok()?;
    serde_wasm_bindgen::from_value(parsed).ok()
}

pub fn too_fast() -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "the ledger's record changes too fast; try again")
}

fn failed(cause: JsValue) -> CheckoutError {
    CheckoutError::new(ErrorCode::Unavailable, "the ledger failed; see `cause`").because(cause)
}
