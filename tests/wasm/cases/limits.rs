//! Timeouts and signals: no call outlasts them, whatever hangs.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Failure, create, get_details};
use crate::support::orders::fresh;
use crate::support::script::{Replaced, get, is_page, js, json, run, text};
use crate::support::stand_in::{ID, StandIn};

/// Functions that never come to an end: before the answer, and in its body.
const HANGING: [&str; 5] = [
    "() => new Promise(() => {})",
    "() => ({ then() {} })",
    "async () => ({ status: 200, headers: new Headers(), text: () => new Promise(() => {}) })",
    "async () => ({ status: 200, headers: new Headers(), text: () => ({ then() {} }) })",
    "async () => new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('{\"sta')) } }))",
];

/// Of one call by `fetch`, an expression.
async fn failure(fetch: &str, more: &str) -> Failure {
    let options =
        js(&format!("{{ baseUrl: 'https://shop.example', maxRetries: 0, fetch: {fetch}, {more} }}"));
    get_details(ID, &options).await.expect_err(fetch)
}

#[wasm_bindgen_test]
async fn the_timeout_covers_the_whole_attempt() {
    for fetch in HANGING {
        let began = js_sys::Date::now();
        let failure = failure(fetch, "timeout: 40").await;
        assert_eq!(
            (failure.code.as_str(), failure.retryable, failure.status),
            ("timeout", true, None),
            "{fetch}"
        );
        assert!(js_sys::Date::now() - began < 2_000.0, "{fetch}");
    }
}

#[wasm_bindgen_test]
async fn a_request_whose_time_is_over_is_aborted() {
    run("globalThis.last = undefined");
    failure("(request) => { last = request; return new Promise(() => {}) }", "timeout: 30").await;
    assert!(js("last.signal.aborted").is_truthy());
    run("delete globalThis.last");
}

#[wasm_bindgen_test]
async fn a_token_that_never_comes_ends_in_time() {
    for function in ["() => new Promise(() => {})", "() => ({ then() {} })"] {
        let fetch = StandIn::always(200, "{}");
        let options = fetch.options(&format!("timeout: 30, accessToken: {function}"));
        assert_eq!(get_details(ID, &options).await.expect_err(function).code, "timeout", "{function}");
        assert_eq!(fetch.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_signal_aborts_whatever_hangs_and_its_reason_is_the_cause() {
    for fetch in HANGING {
        for reason in
            ["new Error('left')", "'left'", "{ message: 'left' }", "null", "7n", "Symbol.for('left')"]
        {
            let signal = format!(
                "signal: (() => {{ const c = new AbortController(); setTimeout(() => c.abort({reason}), 10); return c.signal }})()"
            );
            let began = js_sys::Date::now();
            let failure = failure(fetch, &signal).await;
            assert_eq!((failure.code.as_str(), failure.retryable), ("aborted", false), "{fetch} {reason}");
            assert!(js_sys::Date::now() - began < 2_000.0);
            let expected = js(reason);
            let is_same =
                failure.cause == expected || text(&expected, "message") == text(&failure.cause, "message");
            assert!(is_same, "{reason}");
        }
    }
}

#[wasm_bindgen_test]
async fn an_abort_without_a_reason_has_the_platforms_own() {
    let failure = failure(HANGING[0], "signal: AbortSignal.abort()").await;
    assert_eq!(
        (failure.code.as_str(), text(&failure.cause, "name").as_deref()),
        ("aborted", Some("AbortError"))
    );
}

#[wasm_bindgen_test]
async fn after_an_abort_nothing_is_sent() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let options = fetch.options(
        "signal: AbortSignal.abort('early'), redirect: () => { throw 'sent' }, accessToken: () => { throw 'asked' }",
    );
    let failure = create(&fresh(), &options).await.expect_err("aborted");
    assert_eq!((failure.code.as_str(), failure.cause.as_string().as_deref()), ("aborted", Some("early")));
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn the_signal_ends_the_pause_between_tries() {
    let fetch = StandIn::new("return new Response('', { status: 503, headers: { 'retry-after': '9' } })");
    let began = js_sys::Date::now();
    let options = fetch.options("maxRetries: 3, signal: AbortSignal.timeout(60)");
    let failure = get_details(ID, &options).await.expect_err("aborted");
    assert_eq!(
        (failure.code.as_str(), text(&failure.cause, "name").as_deref()),
        ("aborted", Some("TimeoutError"))
    );
    assert!(js_sys::Date::now() - began < 3_000.0);
    assert_eq!(fetch.count(), 1);
}

#[wasm_bindgen_test]
async fn what_only_looks_like_a_signal_does_no_harm() {
    for signal in [
        "{ aborted: false, addEventListener() { throw 1 } }",
        "{ aborted: false, addEventListener() {}, removeEventListener: 7 }",
        "{ aborted: false, addEventListener() {}, get removeEventListener() { throw 1 } }",
        "{ reads: 0, get aborted() { if (this.reads++ > 0) throw 1; return false }, addEventListener() {} }",
    ] {
        let failure = failure(HANGING[0], &format!("timeout: 30, signal: {signal}")).await;
        assert_eq!(failure.code, "timeout", "{signal}");
    }
    let throwing = "{ aborted: true, get reason() { throw 1 }, addEventListener() {} }";
    assert_eq!(failure(HANGING[0], &format!("signal: {throwing}")).await.code, "aborted");
}

#[wasm_bindgen_test]
async fn neither_timers_nor_listeners_are_left_behind() {
    let set = "(done, ms) => { const timer = original(done, ms); if (ms === 14000) setTimeout.set++; return timer }";
    let set = Replaced::new("setTimeout", &format!("Object.assign({set}, {{ set: 0 }})"));
    let clear = Replaced::new(
        "clearTimeout",
        "Object.assign((timer) => { clearTimeout.cleared++; original(timer) }, { cleared: 0 })",
    );
    run("globalThis.signal = new AbortController().signal; signal.count = 0;
         for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]])
             signal[name] = function (...args) { this.count += step; EventTarget.prototype[name].apply(this, args) }");
    let fetch = StandIn::always(200, r#"{"status":"PENDING"}"#);
    get_details(ID, &fetch.options("timeout: 14000, signal, accessToken: () => 'x'")).await.expect("details");
    let counts = json(&js("[setTimeout.set, clearTimeout.cleared, signal.count]"));
    drop((set, clear));
    run("delete globalThis.signal");
    assert_eq!(counts, "[2,2,0]", "one limit for the token, one for the attempt");
}

#[wasm_bindgen_test]
async fn the_global_fetch_is_the_one_of_the_time_of_the_call() {
    let replaced = Replaced::new("fetch", "async (request) => Response.json({ status: request.url })");
    let details = get_details(ID, &js("{ baseUrl: 'https://shop.example' }")).await;
    drop(replaced);
    let status = get(&details.expect("details"), "status").as_string();
    assert_eq!(status, Some(format!("https://shop.example/v3/checkout/{ID}")));

    for replacement in ["undefined", "7", "() => { throw new TypeError('blocked') }"] {
        let replaced = Replaced::new("fetch", replacement);
        let failure = get_details(ID, &js("{ baseUrl: 'https://shop.example', maxRetries: 0 }")).await;
        drop(replaced);
        assert_eq!(failure.expect_err(replacement).code, "unavailable", "{replacement}");
    }
    for name in ["Request", "Headers"] {
        let replaced = Replaced::new(name, "undefined");
        let failure = get_details(ID, &js("{ baseUrl: 'https://shop.example' }")).await;
        drop(replaced);
        assert_eq!(failure.expect_err(name).code, "invalid_options", "{name}");
    }
}

#[wasm_bindgen_test]
async fn an_engine_without_abort_controllers_will_do() {
    if !is_page() {
        return; // Node's own Request needs one.
    }
    let fetch = StandIn::always(200, r#"{"status":"PENDING"}"#);
    let options = fetch.options("");
    let without = Replaced::new("AbortController", "undefined");
    let details = get_details(ID, &options).await;
    drop(without);
    details.expect("details");
}
