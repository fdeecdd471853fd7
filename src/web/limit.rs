//! What ends a wait: a timer, or an `AbortSignal`.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::js;
use crate::error::{CheckoutError, ErrorCode};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// The longest that timers can do, in ms; they fire at once above it.
const LONGEST_MS: u32 = i32::MAX as u32;

/// Callers' `AbortSignal`s, or whatever has their shape: another realm's, a polyfill's. It has aborted
/// when one of them has.
#[derive(Clone)]
pub struct Signal(Vec<JsValue>);

impl Signal {
    /// An object with `aborted` and `addEventListener`.
    pub fn new(value: JsValue) -> Option<Self> {
        let has_state = js::get(&value, "aborted").ok()?.as_bool().is_some();
        let can_listen = js::get(&value, "addEventListener").ok()?.is_function();
        (has_state && can_listen).then(|| Signal(vec![value]))
    }

    /// Both, of which either may be missing.
    pub fn either(one: Option<Signal>, other: Option<Signal>) -> Option<Signal> {
        match (one, other) {
            (Some(mut one), Some(other)) => {
                one.0.extend(other.0);
                Some(one)
            }
            (one, other) => one.or(other),
        }
    }

    pub fn is_aborted(&self) -> bool {
        self.aborted().is_some()
    }

    fn aborted(&self) -> Option<&JsValue> {
        self.0.iter().find(|signal| js::get(signal, "aborted").is_ok_and(|aborted| aborted.is_truthy()))
    }

    /// The error of an aborted call; its cause is the reason of whoever aborted it.
    pub fn error(&self) -> CheckoutError {
        let reason = self.aborted().and_then(|signal| js::get(signal, "reason").ok());
        let error = CheckoutError::new(ErrorCode::Aborted, "the call was aborted by its signal");
        error.because(reason.unwrap_or_default())
    }

    fn listen(&self, method: &str, listener: &Function) {
        for signal in &self.0 {
            let Ok(method) = js::get(signal, method) else { continue };
            if let Some(method) = method.dyn_ref::<Function>() {
                // A signal that cannot be listened to ends nothing; the timer still does.
                let _ = method.call2(signal, &JsValue::from_str("abort"), listener);
            }
        }
    }
}

/// A moment in the future: when the time is over, or the signal aborts. Both are let go on drop, so
/// that no timer keeps a process alive and no listener keeps a page's memory.
pub struct Limit<'a> {
    over: RefCell<JsFuture>,
    resolve: Option<Function>,
    timer: Option<JsValue>,
    signal: Option<&'a Signal>,
}

impl<'a> Limit<'a> {
    /// In `ms`, or when the signal aborts.
    pub fn after(ms: u32, signal: Option<&'a Signal>) -> Limit<'a> {
        let mut resolver = None;
        let over = Promise::new(&mut |resolve, _reject| resolver = Some(resolve));
        let timer = resolver.as_ref().and_then(|resolve| set_timeout(resolve, ms.min(LONGEST_MS)).ok());
        if let (Some(signal), Some(resolve)) = (signal, &resolver) {
            signal.listen("addEventListener", resolve);
        }
        Limit { over: RefCell::new(JsFuture::from(over)), resolve: resolver, timer, signal }
    }

    /// In `ms` or at the deadline, in ms since 1970, whichever is first; or when the signal aborts.
    pub fn before(deadline: f64, ms: u32, signal: Option<&'a Signal>) -> Limit<'a> {
        // A cast takes what is below zero for zero.
        Limit::after(((deadline - js_sys::Date::now()) as u32).min(ms), signal)
    }

    /// Waits for it, but not when the signal has aborted before it began.
    pub async fn reached(&self) -> Result<(), CheckoutError> {
        if !self.is_aborted() {
            poll_fn(|context| Pin::new(&mut *self.over.borrow_mut()).poll(context).map(|_| ())).await;
        }
        match self.signal {
            Some(signal) if signal.is_aborted() => Err(signal.error()),
            _ => Ok(()),
        }
    }

    /// Does the work, unless the limit is reached first; then says whether that was the time
    /// (`timeout`) or the signal (`aborted`).
    pub async fn race<T>(&self, work: impl Future<Output = T>) -> Result<T, CheckoutError> {
        let mut work = pin!(work);
        let mut over = pin!(self.reached());
        poll_fn(|context| {
            if !self.is_aborted()
                && let Poll::Ready(done) = work.as_mut().poll(context)
            {
                return Poll::Ready(Ok(done));
            }
            over.as_mut().poll(context).map(|reached| reached.and(Err(timeout())))
        })
        .await
    }

    fn is_aborted(&self) -> bool {
        self.signal.is_some_and(Signal::is_aborted)
    }
}

impl Drop for Limit<'_> {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            // Clearing a timer that has fired does nothing.
            let _ = clear_timeout(timer);
        }
        if let (Some(signal), Some(resolve)) = (self.signal, &self.resolve) {
            signal.listen("removeEventListener", resolve);
        }
        // A future whose promise is never settled keeps its callbacks, and itself, for ever.
        if let Some(resolve) = &self.resolve {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

fn timeout() -> CheckoutError {
    let message = "no complete answer in time; try again with the same idempotency key";
    CheckoutError::new(ErrorCode::Timeout, message)
}
