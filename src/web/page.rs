//! `window`, the only module that knows it. Where there is none (servers, edges) every question
//! here is answered "no".

use wasm_bindgen::prelude::*;
use web_sys::{Document, Storage, Window, WorkerGlobalScope};

use super::js;
use super::limit::Signal;

#[wasm_bindgen(module = "/src/web/restored.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = untilRestored)]
    fn until_restored() -> Result<JsValue, JsValue>;
}

/// Deno's global object is a `Window` too, on a server and without a document.
fn window() -> Option<Window> {
    is_known("Window").then(web_sys::window)?.filter(|window| window.document().is_some())
}

/// Whether there is such a class here. To compare with one that is missing throws inside, which
/// takes long where it is done for every request.
fn is_known(class: &str) -> bool {
    js::get(&js_sys::global(), class).is_ok_and(|class| class.is_function())
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Whether there is a window: only then is there somewhere to send a buyer from.
pub fn is_page() -> bool {
    window().is_some()
}

/// Whether visitors can read what is here: a page, or a worker of one. (In workerd the global is no
/// instance of `WorkerGlobalScope`, although the name is there; in a worker of Deno's it is one.)
pub fn is_browser() -> bool {
    is_page() || is_worker() && js::get(&js_sys::global(), "Deno").is_ok_and(|deno| deno.is_undefined())
}

fn is_worker() -> bool {
    is_known("WorkerGlobalScope") && js_sys::global().has_type::<WorkerGlobalScope>()
}

/// What relative addresses are relative to.
pub fn base_url() -> Option<String> {
    match document() {
        Some(document) => document.base_uri().ok().flatten(),
        None if is_browser() => {
            let location = js::get(&js_sys::global(), "location").ok()?;
            js::get(&location, "href").ok()?.as_string()
        }
        None => None,
    }
}

/// Whether nobody can see the page.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Sends the top window there: the hosted page refuses to be framed. Setting `href` and `replace`
/// are all that a frame may do to a top window of another origin.
pub fn navigate(url: &str, replace: bool) -> Result<(), JsValue> {
    let window = window().ok_or(JsValue::UNDEFINED)?;
    let top = window.top()?.unwrap_or(window);
    match replace {
        true => top.location().replace(url),
        false => top.location().set_href(url),
    }
}

/// Aborts when the page, having been left, comes out of the back/forward cache. A page that cannot
/// listen for that, because it has replaced what is needed, is not cleared then.
pub fn restored() -> Option<Signal> {
    until_restored().ok().and_then(Signal::new)
}

/// The storage of this tab; none where the visitor, or a sandboxed frame, forbids it.
fn storage() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

/// The JSON text that this tab kept under the name.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// Keeps JSON for this tab under the name. A tab that cannot keep anything forgets, and works on.
pub fn keep(name: &str, json: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(name), json);
    }
}

fn key(name: &str) -> String {
    format!("jeelpay-checkout:{name}")
}
