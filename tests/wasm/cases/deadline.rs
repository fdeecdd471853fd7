//! The deadline: no call outlasts it, however often it would be tried again.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Failure, create, get_details, wait_for_end};
use crate::support::orders::fresh;
use crate::support::script::{Replaced, js, json};
use crate::support::stand_in::{ID, StandIn};

/// A call that could go on for minutes, and how long it took, in ms.
async fn limited(fetch: &StandIn, more: &str) -> (Failure, f64) {
    let began = js_sys::Date::now();
    let options = fetch.options(&format!("maxRetries: 10, redirect: false, {more}"));
    let failure = create(&fresh(), &options).await.expect_err(more);
    (failure, js_sys::Date::now() - began)
}

#[wasm_bindgen_test]
async fn attempts_that_fail_are_repeated_until_then() {
    let fetch = StandIn::always(503, "");
    let (failure, took) = limited(&fetch, "deadline: 900").await;
    assert_eq!(
        (failure.code.as_str(), failure.status, failure.retryable),
        ("unavailable", Some(503.0), true)
    );
    assert!(failure.key.is_some() && took < 1_500.0, "{took} ms");
    assert!(fetch.count() < 11);
}

#[wasm_bindgen_test]
async fn an_attempt_is_cut_to_what_is_left() {
    let fetch = StandIn::new(
        "if (count) return new Promise(() => {}); return new Response('', { status: 503, headers: { 'retry-after': '0' } })",
    );
    let (failure, took) = limited(&fetch, "deadline: 150, timeout: 60_000").await;
    assert_eq!((failure.code.as_str(), failure.status, fetch.count()), ("timeout", None, 2));
    assert!(took < 1_500.0, "{took} ms");
}

#[wasm_bindgen_test]
async fn a_pause_that_would_outlast_it_is_not_begun() {
    for (header, left) in [("'5'", 5_000), ("new Date(Date.now() + 9_000).toUTCString()", 7_000)] {
        let fetch = StandIn::new(&format!(
            "return new Response('', {{ status: 429, headers: {{ 'retry-after': {header} }} }})"
        ));
        let (failure, took) = limited(&fetch, &format!("deadline: {left}")).await;
        assert_eq!((failure.code.as_str(), fetch.count()), ("rate_limited", 1), "{header}");
        assert!(took < 3_000.0, "{took} ms");
    }
}

#[wasm_bindgen_test]
async fn a_token_that_never_comes_is_not_awaited_beyond_it() {
    let fetch = StandIn::always(200, "{}");
    let (failure, took) =
        limited(&fetch, "deadline: 60, timeout: 60_000, accessToken: () => new Promise(() => {})").await;
    assert_eq!((failure.code.as_str(), fetch.count()), ("timeout", 0));
    assert!(took < 1_500.0, "{took} ms");
}

#[wasm_bindgen_test]
async fn without_one_it_is_a_minute() {
    let clock = Replaced::new(
        "setTimeout",
        "Object.assign((done, ms, ...rest) => { setTimeout.all.push(ms); return original(done, ms, ...rest) }, { all: [] })",
    );
    let fetch = StandIn::always(200, r#"{"status":"PENDING"}"#);
    let outcome = get_details(ID, &fetch.options("timeout: 120_000")).await;
    let timers = js("setTimeout.all.filter((ms) => ms > 12_000)");
    drop(clock);
    outcome.expect("details");
    let timers: Vec<f64> = serde_json::from_str(&json(&timers)).expect("numbers");
    assert!(matches!(timers[..], [ms] if (59_000.0..=60_000.0).contains(&ms)), "{timers:?}");
}

#[wasm_bindgen_test]
async fn a_wait_has_a_timeout_instead() {
    let fetch = StandIn::always(200, r#"{"status":"PENDING"}"#);
    let failure = wait_for_end(ID, &fetch.options("deadline: 50")).await.expect_err("refused");
    assert_eq!((failure.code.as_str(), fetch.count()), ("invalid_options", 0));
    assert!(failure.message.contains("its own timeout"), "{}", failure.message);
}
