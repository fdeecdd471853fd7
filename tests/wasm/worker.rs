//! In a worker of a real browser: what holds there as in a page, and the cases of polluted prototypes. For these, because
//! the runner asks the page how far the tests are, and a page whose prototypes are polluted cannot tell it.
#![cfg(target_family = "wasm")]
// A test may fail.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

mod prototypes;
mod support;

use support::calls::get_details;
use support::script::js;
use support::stand_in::{ID, StandIn};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_worker_does_not_talk_to_the_api_itself() {
    let call = async |more: &str| {
        let fetch = StandIn::always(200, r#"{"status":"PENDING"}"#);
        let options = js(&format!("{{ environment: 'sandbox', accessToken: 'x', {more} }}"));
        js_sys::Reflect::set(&options, &"fetch".into(), fetch.function()).unwrap();
        (get_details(ID, &options).await, fetch.count())
    };
    let (refused, sent) = call("").await;
    assert_eq!((refused.expect_err("visitors can read it").code.as_str(), sent), ("secret_in_browser", 0));
    let (allowed, sent) = call("dangerouslyAllowBrowser: true").await;
    assert!(allowed.is_ok() && sent == 1);
}
