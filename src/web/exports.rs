//! What the npm package calls. Each function is one road through the crate; none can throw, and
//! none leaves its promise pending. What fails at once is told as what fails later is: by a promise that is rejected.

use wasm_bindgen::prelude::*;

use super::options::Call;
use super::{attempts, check, create, options, questions, write};
use crate::error::CheckoutError;
use crate::request::Kind;

/// Creates an items checkout and sends the buyer to the hosted page. `preload` of `pkg/client.js` rehearses that, of which
/// the tab remembers nothing: engines compile a function when it is first called, and after a rehearsal the first click
/// takes a fraction of its time.
#[wasm_bindgen(js_name = createCheckout)]
pub fn create_checkout(request: JsValue, client: JsValue, call: JsValue, is_rehearsal: bool) -> JsValue {
    promise(create::begin(Kind::Items, &request, &client, &call, is_rehearsal))
}

/// Creates a schooling checkout and sends the buyer to the hosted page.
#[wasm_bindgen(js_name = createSchoolingCheckout)]
pub fn create_schooling_checkout(request: JsValue, client: JsValue, call: JsValue) -> JsValue {
    promise(create::begin(Kind::Schooling, &request, &client, &call, false))
}

/// Asks once what became of a checkout.
#[wasm_bindgen(js_name = getCheckout)]
pub fn get_checkout(checkout_id: JsValue, client: JsValue, call: JsValue) -> JsValue {
    promise(questions::begin(Call::Get, &checkout_id, &client, &call))
}

/// Asks until the checkout has ended.
#[wasm_bindgen(js_name = waitForCheckout)]
pub fn wait_for_checkout(checkout_id: JsValue, client: JsValue, call: JsValue) -> JsValue {
    promise(questions::begin(Call::Wait, &checkout_id, &client, &call))
}

/// What this tab left for the hosted page, or null.
#[wasm_bindgen(js_name = pendingCheckout)]
pub fn pending_checkout() -> JsValue {
    attempts::pending()
}

/// Everything that is wrong with an items request.
#[wasm_bindgen(js_name = validateCheckout)]
pub fn validate_checkout(request: JsValue, options: JsValue) -> JsValue {
    promise(validate(Kind::Items, &request, &options))
}

/// Everything that is wrong with a schooling request.
#[wasm_bindgen(js_name = validateSchoolingCheckout)]
pub fn validate_schooling_checkout(request: JsValue, options: JsValue) -> JsValue {
    promise(validate(Kind::Schooling, &request, &options))
}

pub fn validate(kind: Kind, request: &JsValue, options: &JsValue) -> Result<JsValue, CheckoutError> {
    let stage = options::for_validate(options)?;
    Ok(write::issues(&check::issues(kind, stage, request)))
}

/// A value, or the promise of an error.
fn promise(result: Result<impl Into<JsValue>, CheckoutError>) -> JsValue {
    result.map_or_else(write::rejected, Into::into)
}
