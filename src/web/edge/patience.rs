//! Waits for others, but not for ever: the merchant's functions, the ledger, a body on its way.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::{CheckoutError, ErrorCode};
use crate::web::js;
use crate::web::limit::Limit;

/// What comes of the work, unless it takes longer than `ms`; then the error says `who` was waited for.
pub async fn wait<T>(work: impl Future<Output = T>, ms: u32, who: &str) -> Result<T, CheckoutError> {
    let done = race(&Limit { ms, signal: None }, work).await;
    done.ok_or_else(|| CheckoutError::new(ErrorCode::Timeout, format!("{who} did not answer within {ms} ms")))
}

/// The same for whatever a function of the merchant's returned; an error of its own is told by `threw`.
pub async fn settled(
    value: JsValue,
    ms: u32,
    who: &str,
    threw: impl FnOnce(JsValue) -> CheckoutError,
) -> Result<JsValue, CheckoutError> {
    wait(js::settled(value), ms, who).await?.map_err(threw)
}

/// What comes of the work, unless the limit is reached first.
pub async fn race<T>(limit: &Limit<'_>, work: impl Future<Output = T>) -> Option<T> {
    let pause = Pause::new(limit);
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => Pin::new(&mut *pause.over.borrow_mut()).poll(context).map(|_| None),
    })
    .await
}

/// A pause that is let go on drop, so that no timer keeps a process alive.
struct Pause {
    over: RefCell<JsFuture>,
    end: JsValue,
}

impl Pause {
    fn new(limit: &Limit<'_>) -> Self {
        let mut end = JsValue::UNDEFINED;
        let over = Promise::new(&mut |resolve, _reject| {
            end = limit.pause().call1(&JsValue::UNDEFINED, &resolve).unwrap_or_default();
        });
        Pause { over: RefCell::new(JsFuture::from(over)), end }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        // It settles the promise too: a future whose promise is never settled keeps its callbacks, and itself, for ever.
        if let Some(end) = self.end.dyn_ref::<Function>() {
            let _ = end.call0(&JsValue::UNDEFINED);
        }
    }
}
