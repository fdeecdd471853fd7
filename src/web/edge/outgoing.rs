//! The platform's `Response`, and what goes on after it.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Headers, Response, ResponseInit};

use crate::edge::answer::Answer;
use crate::web::js;

pub fn response(answer: &Answer) -> Result<JsValue, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &answer.headers {
        headers.append(name, value)?;
    }
    let init = ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&headers);
    let body = (!answer.body.is_empty()).then_some(answer.body.as_str());
    Ok(Response::new_with_opt_str_and_init(body, &init)?.into())
}

/// The platform's `waitUntil`, which keeps a request's work alive after its answer; none where there
/// is none, and the work must be done before.
pub fn wait_until(context: &JsValue) -> Option<Function> {
    js::get(context, "waitUntil").ok()?.dyn_into().ok()
}

/// Lets the platform wait for the work; tells whether it does.
pub fn after_the_answer(context: &JsValue, work: &JsValue) -> bool {
    // A runtime that refuses it has no way to do the work but the next delivery or question.
    wait_until(context).is_some_and(|wait_until| wait_until.call1(context, work).is_ok())
}

/// Lets the platform wait for a promise of which nobody wants to know what came. Servers end
/// themselves for a rejection that nobody takes.
pub fn ignored(context: &JsValue, work: JsValue) {
    let done = future_to_promise(async move {
        let _ = js::settled(work).await;
        Ok(JsValue::UNDEFINED)
    });
    after_the_answer(context, &done);
}
