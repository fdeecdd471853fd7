//! Memory: what a call needed is free again when it is over.

use js_sys::WebAssembly;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::get_details;
use crate::support::script::number;
use crate::support::stand_in::{ID, StandIn};

const CALLS: u32 = 1_500;

fn bytes() -> f64 {
    let memory = wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>();
    number(&memory.buffer(), "byteLength").expect("a buffer")
}

async fn ask_often(fetch: &StandIn) {
    let options = fetch.options("");
    for _ in 0..CALLS {
        get_details(ID, &options).await.expect("details");
    }
}

#[wasm_bindgen_test]
async fn it_does_not_grow_with_the_number_of_calls() {
    let fetch = StandIn::always(200, r#"{"status":"PENDING"}"#);
    ask_often(&fetch).await;
    let before = bytes();
    ask_often(&fetch).await;
    let grown = (bytes() - before) / 65_536.0;
    assert!(grown <= 1.0, "by {grown} pages of 64 KiB");
}
