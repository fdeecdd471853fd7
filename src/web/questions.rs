//! The journeys of questions about a checkout: one answer, or its end.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use super::host::WebHost;
use super::journey::{self, Journey};
use super::options::{self, Call};
use super::wish::{Event, Turn};
use super::{attempts, js, page, random, write};
use crate::call;
use crate::client;
use crate::contact;
use crate::error::{CheckoutError, Issue};
use crate::reply::{CheckoutDetails, HttpReply};
use crate::wait::{self, Next, Wait};

/// Asks once, or until the checkout has ended.
pub fn begin(
    call: Call,
    checkout_id: &JsValue,
    client: &JsValue,
    own: &JsValue,
) -> Result<Promise, CheckoutError> {
    let (mut options, own) = options::read(call, client, own)?;
    let id = id(checkout_id)?;
    let waiting = (call == Call::Wait).then(|| {
        // The wait itself asks through passing failures.
        options.max_retries = 0;
        options.deadline_ms = own.timeout_ms.unwrap_or(wait::DEFAULT_TIMEOUT_MS);
        Waiting { wait: Wait::default(), on_status: own.on_status, pause: None }
    });
    let host = WebHost::new(options, own.signal, call::get(&id));
    Ok(journey::begin(Question { host, id, waiting }, None))
}

struct Question {
    host: WebHost,
    id: String,
    /// For the end, and not for any answer.
    waiting: Option<Waiting>,
}

struct Waiting {
    wait: Wait,
    /// Called when the status changes.
    on_status: Option<Function>,
    /// While it pauses: whether the time is over then.
    pause: Option<bool>,
}

impl Journey for Question {
    fn go_on(&mut self, _: u32, event: Event) -> Turn<JsValue> {
        let waiting = self.waiting.as_mut();
        let pause = waiting.and_then(|waiting| waiting.pause.take().map(|then_over| (waiting, then_over)));
        let turn = match (event, pause) {
            (Event::Begun, _) => self.host.begin(),
            (Event::Over, Some((waiting, true))) => return Turn::End(Err(waiting.wait.over())),
            // Or the page was seen again before that.
            (Event::Over | Event::Done(_), Some(_)) => self.host.begin_again(),
            (event, _) => self.host.resume(event),
        };
        match turn {
            Turn::Wait(wish) => Turn::Wait(wish),
            Turn::End(end) => self.heard(end),
        }
    }
}

impl Question {
    fn heard(&mut self, end: Result<Box<HttpReply>, CheckoutError>) -> Turn<JsValue> {
        let heard = client::details(end, &self.id);
        if let Ok(details) = &heard {
            attempts::seen(details);
        }
        let Some(waiting) = &mut self.waiting else { return ended(heard) };
        if let Ok(details) = &heard
            && let Err(error) = waiting.tell(details)
        {
            return Turn::End(Err(error));
        }
        let is_hidden = page::is_hidden();
        match waiting.wait.next(heard, self.host.left_ms(), is_hidden, random::jitter()) {
            Next::End(end) => ended(end),
            Next::Pause { ms, then_over } => {
                waiting.pause = Some(then_over);
                Turn::Wait(self.host.pause(ms, is_hidden))
            }
        }
    }
}

impl Waiting {
    fn tell(&mut self, details: &CheckoutDetails) -> Result<(), CheckoutError> {
        let Some(on_status) = self.on_status.as_ref().filter(|_| self.wait.is_news(details)) else {
            return Ok(());
        };
        let told = on_status.call1(&JsValue::UNDEFINED, &write::plain(&details.to_json()));
        told.map(|_| ()).map_err(|cause| CheckoutError::options("onStatus threw; see `cause`").because(cause))
    }
}

fn ended(end: Result<CheckoutDetails, CheckoutError>) -> Turn<JsValue> {
    Turn::End(end.map(|details| write::plain(&details.to_json())))
}

fn id(value: &JsValue) -> Result<String, CheckoutError> {
    let id = js::short_text(value, 36).filter(|id| contact::is_uuid(id));
    id.ok_or_else(|| {
        let message = "must be the checkout_id of a checkout (a UUID)".to_owned();
        CheckoutError::invalid(vec![Issue { path: "checkoutId".to_owned(), code: "format", message }])
    })
}
