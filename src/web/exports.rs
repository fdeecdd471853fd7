//! What the npm package calls. Each function is one road through the crate; none can throw, and
//! none leaves its promise pending.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use super::host::WebHost;
use super::limit::Signal;
use super::options::{self, CallOptions, ClientOptions, Redirect};
use super::promise::promise;
use super::{address, attempts, js, page, read, write};
use crate::call;
use crate::client;
use crate::contact;
use crate::error::{CheckoutError, ErrorCode, Issue};
use crate::reply::{Checkout, CheckoutDetails};
use crate::request::{self, Kind, Stage};
use crate::wait;

type Told = Result<JsValue, JsValue>;

/// The version of the crate, and so of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Creates an items checkout and sends the buyer to the hosted page.
#[wasm_bindgen(js_name = createCheckout)]
pub fn create_checkout(request: JsValue, client: JsValue, call: JsValue) -> Promise {
    create(Kind::Items, &request, &client, &call, true)
}

/// Creates a schooling checkout and sends the buyer to the hosted page.
#[wasm_bindgen(js_name = createSchoolingCheckout)]
pub fn create_schooling_checkout(request: JsValue, client: JsValue, call: JsValue) -> Promise {
    create(Kind::Schooling, &request, &client, &call, true)
}

/// Goes the road of [`create_checkout`], of which the tab remembers nothing. Engines compile a function when it
/// is first called: in a page that has rehearsed, the first click takes a fraction of its time.
#[wasm_bindgen]
pub fn rehearse(request: JsValue, options: JsValue) -> Promise {
    match page::is_page() {
        true => create(Kind::Items, &request, &options, &JsValue::UNDEFINED, false),
        false => Promise::resolve(&JsValue::UNDEFINED),
    }
}

/// Asks once what became of a checkout.
#[wasm_bindgen(js_name = getCheckout)]
pub fn get_checkout(checkout_id: JsValue, client: JsValue, call: JsValue) -> Promise {
    promise(async move {
        let (options, signal) = options::for_get(&client, &call)?;
        let details = client::get(&WebHost::new(options, signal), &id(&checkout_id)?).await?;
        Ok(seen(&details))
    })
}

/// Asks until the checkout has ended.
#[wasm_bindgen(js_name = waitForCheckout)]
pub fn wait_for_checkout(checkout_id: JsValue, client: JsValue, call: JsValue) -> Promise {
    promise(async move {
        let (mut options, waiting) = options::for_wait(&client, &call)?;
        // The wait itself asks through passing failures.
        options.max_retries = 0;
        options.deadline_ms = waiting.timeout_ms.unwrap_or(wait::DEFAULT_TIMEOUT_MS);
        let host = WebHost { on_status: waiting.on_status, ..WebHost::new(options, waiting.signal) };
        Ok(seen(&wait::wait(&host, &id(&checkout_id)?).await?))
    })
}

fn seen(details: &CheckoutDetails) -> JsValue {
    attempts::seen(details);
    write::plain(&details.to_value())
}

/// What this tab left for the hosted page, or null.
#[wasm_bindgen(js_name = pendingCheckout)]
pub fn pending_checkout() -> JsValue {
    attempts::pending()
}

/// Everything that is wrong with an items request.
#[wasm_bindgen(js_name = validateCheckout)]
pub fn validate_checkout(request: JsValue, options: JsValue) -> Told {
    validate(Kind::Items, &request, &options)
}

/// Everything that is wrong with a schooling request.
#[wasm_bindgen(js_name = validateSchoolingCheckout)]
pub fn validate_schooling_checkout(request: JsValue, options: JsValue) -> Told {
    validate(Kind::Schooling, &request, &options)
}

fn validate(kind: Kind, request: &JsValue, options: &JsValue) -> Told {
    let stage = options::for_validate(options).map_err(write::error)?;
    let issues = check(kind, stage, request).err().unwrap_or_default();
    Ok(write::issues(&issues))
}

/// The body to send, or every issue.
fn check(kind: Kind, stage: Option<Stage>, request: &JsValue) -> Result<String, Vec<Issue>> {
    let text = read::text(request);
    let stage = stage.unwrap_or_else(|| Stage::of(&text));
    request::body(kind, stage, &text, read::read_number)
}

fn id(value: &JsValue) -> Result<String, CheckoutError> {
    let id = js::short_text(value, 36).filter(|id| contact::is_uuid(id));
    id.ok_or_else(|| {
        let message = "must be the checkout_id of a checkout (a UUID)".to_owned();
        CheckoutError::invalid(vec![Issue { path: "checkoutId".to_owned(), code: "format", message }])
    })
}

thread_local! {
    /// The orders that are on their way in this page: fifty clicks make one request. Nothing is when a page
    /// comes out of the back/forward cache.
    static IN_FLIGHT: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

fn create(kind: Kind, request: &JsValue, client: &JsValue, call: &JsValue, is_remembered: bool) -> Promise {
    let prepared = options::for_create(client, call).and_then(|(options, call)| {
        let body = check(kind, Some(options.stage), request).map_err(CheckoutError::invalid)?;
        Ok((options, CallOptions { is_remembered, ..call }, body))
    });
    let (options, call, body) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Promise::reject(&write::error(error)),
    };
    let order = format!("{}{} {body}", options.base_url, call::path(kind));
    // Between the requests of a server no promise may be shared, and nobody clicks twice.
    if !page::is_page() {
        return promise(create_one(kind, options, call, body, order));
    }
    let under_way =
        IN_FLIGHT.with_borrow(|all| all.iter().find(|(other, _)| *other == order).map(|(_, p)| p.clone()));
    under_way.unwrap_or_else(|| {
        let signal = Signal::either(call.signal, page::restored());
        let call = CallOptions { signal, ..call };
        let mine = order.clone();
        let promise = promise(async move {
            let created = create_one(kind, options, call, body, order.clone()).await;
            IN_FLIGHT.with_borrow_mut(|all| all.retain(|(other, _)| *other != order));
            created
        });
        IN_FLIGHT.with_borrow_mut(|all| all.push((mine, promise.clone())));
        promise
    })
}

async fn create_one(
    kind: Kind,
    options: ClientOptions,
    call: CallOptions,
    body: String,
    order: String,
) -> Result<JsValue, CheckoutError> {
    let host = WebHost::new(options, call.signal);
    let key = attempts::key_for(&order, call.idempotency_key, call.is_remembered).await?;
    let request = call::create(kind, body, &key);
    let mut checkout = client::create(&host, &request).await?;
    let allowed = address::hosted_page(&checkout.redirect_url, &host.options.redirect_origins);
    checkout.redirect_url = allowed.ok_or_else(|| unsafe_redirect(&checkout, UNSAFE))?;
    attempts::created(&checkout);
    leave(&checkout, &call.redirect)?;
    Ok(write::plain(&checkout.to_value()))
}

/// Exactly one navigation, or none.
fn leave(checkout: &Checkout, redirect: &Redirect) -> Result<(), CheckoutError> {
    let gone = match redirect {
        Redirect::No => Ok(()),
        Redirect::Assign => page::navigate(&checkout.redirect_url, false),
        Redirect::Replace => page::navigate(&checkout.redirect_url, true),
        Redirect::Function(function) => hand_over(function, &checkout.redirect_url),
    };
    gone.map_err(|cause| unsafe_redirect(checkout, STUCK).because(cause))
}

fn hand_over(function: &Function, url: &str) -> Result<(), JsValue> {
    function.call1(&JsValue::UNDEFINED, &JsValue::from_str(url)).map(|_| ())
}

const UNSAFE: &str =
    "the buyer was not sent to redirect_url: it is neither https on jeel.co nor of redirectOrigins";
const STUCK: &str = "the checkout was created, but the buyer could not be sent to it; see `cause`, \
                     or pass redirect: false and link to redirect_url";

fn unsafe_redirect(checkout: &Checkout, message: &str) -> CheckoutError {
    let mut error = CheckoutError::new(ErrorCode::UnsafeRedirect, message);
    error.tx_id.clone_from(&checkout.tx_id);
    error.of_attempt(&checkout.idempotency_key)
}
