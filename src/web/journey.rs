//! What is under way: each call is a journey, which waits for one thing after another until it ends.
//!
//! `travel` of `waiting.js` does the waiting, and comes back here with what came of it, to the module's own export: a
//! closure would be twice the bytes. While a journey goes on it is taken out of its entry, which stays to be joined: a
//! caller's function that it calls may begin another one, or the same.

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::limit::Signal;
use super::wish::{Event, Turn, travel};
use super::write;

pub trait Journey {
    /// Goes on with what was waited for, to the next wait or to the end. `number` is its own.
    fn go_on(&mut self, number: u32, event: Event) -> Turn<JsValue>;
}

/// What others who want the same join a journey by.
pub struct Name {
    pub text: String,
    /// What ends it for all of them.
    pub signal: Option<Signal>,
    /// Whether its buyer is taken somewhere at its end.
    pub leaves: bool,
}

struct UnderWay {
    number: u32,
    name: Option<Name>,
    promise: Promise,
    journey: Option<Box<dyn Journey>>,
}

thread_local! {
    static ALL: RefCell<Vec<UnderWay>> = const { RefCell::new(Vec::new()) };
    static BEGUN: Cell<u32> = const { Cell::new(0) };
    /// The journey at whose end the buyer is taken somewhere: the last of them that was begun, or joined.
    static LEAVING: Cell<u32> = const { Cell::new(0) };
}

/// The promise of a journey's end. One with a name can be joined until then.
pub fn begin(journey: impl Journey + 'static, name: Option<Name>) -> Promise {
    let number = BEGUN.get();
    if name.as_ref().is_some_and(|name| name.leaves) {
        LEAVING.set(number);
    }
    BEGUN.set(number.wrapping_add(1));
    let promise = travel(&wasm_bindgen::exports(), number);
    let journey: Box<dyn Journey> = Box::new(journey);
    let under_way = UnderWay { number, name, promise: promise.clone(), journey: Some(journey) };
    ALL.with_borrow_mut(|all| all.push(under_way));
    promise
}

/// The journey of that name, if it is under way. One that was aborted is as good as over.
pub fn named(text: &str) -> Option<Promise> {
    let (number, promise, signal, leaves) = ALL.with_borrow(|all| {
        all.iter().find_map(|one| {
            let name = one.name.as_ref().filter(|name| name.text == text)?;
            Some((one.number, one.promise.clone(), name.signal.clone(), name.leaves))
        })
    })?;
    if signal.is_some_and(|signal| signal.has_aborted()) {
        change(number, |one| one.name.take());
        return None;
    }
    if leaves {
        LEAVING.set(number);
    }
    Some(promise)
}

/// Whether the buyer is still to be taken somewhere at the end of that journey, and has not ordered something else since.
pub fn is_leaving(number: u32) -> bool {
    LEAVING.get() == number
}

/// What `travel` waits for next; or the end, and where that is an error, the promise of it.
#[wasm_bindgen]
pub fn step(number: u32, how: u32, what: JsValue) -> JsValue {
    let Some(mut journey) = change(number, |one| one.journey.take()) else {
        // Something threw through the module while it went on.
        forget(number);
        return JsValue::UNDEFINED;
    };
    match journey.go_on(number, Event::read(how, what)) {
        Turn::Wait(wish) => {
            change(number, |one| one.journey.replace(journey));
            wish.into()
        }
        Turn::End(end) => {
            forget(number);
            end.unwrap_or_else(write::rejected)
        }
    }
}

fn forget(number: u32) {
    ALL.with_borrow_mut(|all| all.retain(|one| one.number != number));
}

fn change<T>(number: u32, change: impl FnOnce(&mut UnderWay) -> Option<T>) -> Option<T> {
    ALL.with_borrow_mut(|all| all.iter_mut().find(|one| one.number == number).and_then(change))
}
