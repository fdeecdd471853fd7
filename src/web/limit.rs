//! How long something may take: a time, and the `AbortSignal`s that may end it sooner.

use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use web_sys::{AbortController, Request};

use super::js;
use super::wish::{self, Wish};

/// Callers' `AbortSignal`s, or whatever has their shape: another realm's, a polyfill's. It has aborted
/// when one of them has.
#[derive(Clone)]
pub struct Signal(Array);

impl Signal {
    /// An object with `aborted` and `addEventListener`.
    pub fn new(value: JsValue) -> Option<Self> {
        let has_state = js::get(&value, "aborted").ok()?.as_bool().is_some();
        let can_listen = js::get(&value, "addEventListener").ok()?.is_function();
        (has_state && can_listen).then(|| Signal(Array::of1(&value)))
    }

    /// Both, of which either may be missing.
    pub fn either(one: Option<Signal>, other: Option<Signal>) -> Option<Signal> {
        match (one, other) {
            (Some(one), Some(other)) => Some(Signal(one.0.concat(&other.0))),
            (one, other) => one.or(other),
        }
    }
}

/// A time in ms, and a signal that may end it sooner.
pub struct Limit<'a> {
    pub ms: u32,
    pub signal: Option<&'a Signal>,
}

impl<'a> Limit<'a> {
    /// In `ms` or at the deadline, in ms since 1970, whichever is first; or when the signal aborts.
    pub fn before(deadline: f64, ms: u32, signal: Option<&'a Signal>) -> Self {
        // A cast takes what is below zero for zero.
        Limit { ms: ((deadline - js_sys::Date::now()) as u32).min(ms), signal }
    }

    /// Until then.
    pub fn pause(&self) -> Wish {
        wish::pause(self.ms, &self.signals())
    }

    /// What a function of the caller's gives, if it gives it in time.
    pub fn ask(&self, function: &Function) -> Wish {
        wish::ask(function, self.ms, &self.signals())
    }

    /// The answer to a request, which is aborted when its time is over.
    pub fn send(
        &self,
        request: &Request,
        fetch: Option<&Function>,
        controller: Option<&AbortController>,
    ) -> Wish {
        wish::send(request, fetch, self.ms, &self.signals(), controller)
    }

    fn signals(&self) -> Array {
        self.signal.map_or_else(Array::new, |signal| signal.0.clone())
    }
}
