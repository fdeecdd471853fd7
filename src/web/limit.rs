//! How long something may take: a time, and the `AbortSignal`s that may end it sooner.

use js_sys::{Array, Function};
use web_sys::{AbortController, Request};

use super::wish::{self, Wish};

/// `AbortSignal`s, or whatever has their shape: another realm's, a polyfill's. It has aborted when one of them has.
#[derive(Clone)]
pub struct Signal(pub Array);

impl Signal {
    /// Both, of which either may be missing.
    pub fn either(one: Option<Signal>, other: Option<Signal>) -> Option<Signal> {
        match (one, other) {
            (Some(one), Some(other)) => Some(Signal(one.0.concat(&other.0))),
            (one, other) => one.or(other),
        }
    }

    /// Foreign objects are asked: they may call us before they answer.
    pub fn has_aborted(&self) -> bool {
        wish::have_aborted(&self.0)
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
        wish::pause(self.ms, self.signals(), false)
    }

    /// Until then, or until somebody sees the page.
    pub fn pause_unseen(&self) -> Wish {
        wish::pause(self.ms, self.signals(), true)
    }

    /// What a function of the caller's gives, if it gives it in time.
    pub fn ask(&self, function: &Function) -> Wish {
        wish::ask(function, self.ms, self.signals())
    }

    /// The answer to a request, which is aborted when its time is over.
    pub fn send(
        &self,
        request: &Request,
        fetch: Option<&Function>,
        controller: Option<&AbortController>,
    ) -> Wish {
        wish::send(request, fetch, self.ms, self.signals(), controller)
    }

    fn signals(&self) -> Option<&Array> {
        self.signal.map(|signal| &signal.0)
    }
}
