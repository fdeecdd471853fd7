//! What the module waits for, and how such a wait ends. The waiting itself is JavaScript's: see `waiting.js`.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, Request};

use crate::error::{CheckoutError, ErrorCode};

#[wasm_bindgen]
extern "C" {
    /// Something to wait for: a function of `waiting.js`, which begins when it is called.
    #[wasm_bindgen(extends = Function)]
    pub type Wish;
}

#[wasm_bindgen(module = "/src/web/waiting.js")]
extern "C" {
    /// The promise of the end of a journey, by the raw export `step`, which `shrink.mjs` leaves its name: without glue
    /// JsValues cross as they are, by reference types.
    pub fn travel(exports: &JsValue, journey: u32) -> Promise;

    /// Nothing but time; if wanted, only until somebody sees the page again.
    pub fn pause(ms: u32, signals: Option<&Array>, until_seen: bool) -> Wish;

    /// What a function of the caller's gives.
    pub fn ask(function: &Function, ms: u32, signals: Option<&Array>) -> Wish;

    /// The answer to a request: its status, its headers `tx_id` and `retry-after`, each on a line of its own, and its
    /// body, if that is JSON. Nothing of what is no answer.
    pub fn send(
        request: &Request,
        fetch: Option<&Function>,
        ms: u32,
        signals: Option<&Array>,
        controller: Option<&AbortController>,
    ) -> Wish;

    /// Whether one of these signals has aborted.
    #[wasm_bindgen(js_name = haveAborted)]
    pub fn have_aborted(signals: &Array) -> bool;

    /// Whether the classes are there that a request is made of.
    #[wasm_bindgen(js_name = canSend)]
    pub fn can_send() -> bool;
}

#[cfg(feature = "edge")]
#[wasm_bindgen(module = "/src/web/waiting.js")]
extern "C" {
    /// What becomes of a promise of our own, which ends by itself.
    pub fn settled(promise: &Promise) -> Wish;

    /// How a wait has ended, and what came of it: in an array, by a promise.
    fn ended(wish: &Wish) -> Promise;
}

#[cfg(feature = "edge")]
impl Wish {
    /// For futures.
    pub async fn ended(&self) -> Event {
        let told = wasm_bindgen_futures::JsFuture::from(ended(self)).await.unwrap_or_default();
        let part = |index| js_sys::Reflect::get_u32(&told, index).unwrap_or_default();
        Event::read(part(0).as_f64().unwrap_or_default() as u32, part(1))
    }
}

/// How a wait has ended.
pub enum Event {
    /// There was none yet: a journey begins.
    Begun,
    Done(JsValue),
    /// The work threw, or was rejected with this.
    Failed(JsValue),
    /// The time was over.
    Over,
    /// A signal has aborted, for this reason.
    Aborted(JsValue),
}

impl Event {
    /// As `waiting.js` tells it.
    pub fn read(how: u32, what: JsValue) -> Self {
        match how {
            0 => Event::Begun,
            1 => Event::Done(what),
            2 => Event::Failed(what),
            3 => Event::Over,
            _ => Event::Aborted(what),
        }
    }

    /// What came of the work, if it came in time.
    pub fn settled(self) -> Result<Result<JsValue, JsValue>, CheckoutError> {
        match self {
            Event::Done(value) => Ok(Ok(value)),
            Event::Failed(cause) => Ok(Err(cause)),
            Event::Begun | Event::Over => Err(timeout()),
            Event::Aborted(reason) => Err(aborted(reason)),
        }
    }
}

fn timeout() -> CheckoutError {
    let message = "no complete answer in time; try again with the same idempotency key";
    CheckoutError::new(ErrorCode::Timeout, message)
}

/// Its cause is the reason of whoever aborted the call.
fn aborted(reason: JsValue) -> CheckoutError {
    let message = "the call was aborted by its signal, or its page was left; see `cause`";
    CheckoutError::new(ErrorCode::Aborted, message).because(reason)
}

/// What happens next: a wait, or nothing any more.
pub enum Turn<T> {
    Wait(Wish),
    End(Result<T, CheckoutError>),
}
