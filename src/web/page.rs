//! `window`, the only module that knows it. Where there is none (servers, edges) every question
//! here is answered "no".

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::limit::Signal;

#[wasm_bindgen(module = "/src/web/platform.js")]
extern "C" {
    /// Whether there is a window: only then is there somewhere to send a buyer from.
    #[wasm_bindgen(js_name = isPage)]
    pub fn is_page() -> bool;

    #[wasm_bindgen(js_name = isWorker)]
    fn is_worker() -> bool;

    /// What relative addresses are relative to; undefined outside of a browser.
    #[wasm_bindgen(js_name = baseUrl)]
    pub fn base_url() -> JsValue;

    /// Whether nobody can see the page.
    #[wasm_bindgen(js_name = isHidden)]
    pub fn is_hidden() -> bool;

    /// Sends the top window there: the hosted page refuses to be framed.
    #[wasm_bindgen(catch)]
    pub fn navigate(url: &str, replaces: bool) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = recall)]
    fn text_of(name: &str) -> JsValue;

    /// Keeps text for this tab under the name, if it can.
    pub fn keep(name: &str, text: &str);

    /// The same, in a moment: before anything else happens in the page, and after what is about to be sent.
    #[wasm_bindgen(js_name = keepSoon)]
    pub fn keep_soon(name: &str, text: &str);

    #[wasm_bindgen(js_name = untilRestored)]
    fn until_restored() -> Option<Array>;
}

/// Whether visitors can read what is here: a page, or a worker of one.
pub fn is_browser() -> bool {
    is_page() || is_worker()
}

/// The text that this tab kept under the name.
pub fn recall(name: &str) -> Option<String> {
    text_of(name).as_string()
}

/// Aborts when the page, having been left, comes as it was out of the browser's back/forward cache. The buyer
/// begins anew then, so what was under way must not be waited for: its answer may never come, or may take the
/// buyer away again.
pub fn restored() -> Option<Signal> {
    until_restored().map(Signal)
}
