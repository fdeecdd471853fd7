//! Options that cannot work are refused by name, before anything is sent.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Outcome, create, get_details, wait_for_end};
use crate::support::orders::fresh;
use crate::support::script::{js, run};
use crate::support::stand_in::{ID, StandIn};

fn assert_refused(outcome: Outcome, options: &str, words: &str) {
    let failure = outcome.expect_err(options);
    assert_eq!(failure.code, "invalid_options", "{options}");
    assert!(failure.message.contains(words), "{options}: {}", failure.message);
    assert!(!failure.retryable && failure.status.is_none());
}

#[wasm_bindgen_test]
async fn every_option_of_a_client_has_its_message() {
    let fetch = StandIn::always(200, "{}");
    for (options, words) in [
        ("accessToken: ''", "accessToken must be"),
        ("accessToken: 7", "accessToken must be"),
        ("accessToken: 'Bearer x'", "without the word Bearer"),
        ("accessToken: '[object Object]'", "accessToken must be"),
        ("accessToken: {}", "accessToken must be"),
        ("accessToken: Promise.resolve('x')", "accessToken must be"),
        ("timeout: 0", "timeout must be"),
        ("timeout: -1", "timeout must be"),
        ("timeout: '1000'", "timeout must be"),
        ("timeout: NaN", "timeout must be"),
        ("timeout: Infinity", "timeout must be"),
        ("timeout: 2 ** 31", "timeout must be"),
        ("timeout: 15n", "timeout must be"),
        ("deadline: 0", "deadline must be"),
        ("deadline: '1000'", "deadline must be"),
        ("deadline: Infinity", "deadline must be"),
        ("maxRetries: -1", "maxRetries must be"),
        ("maxRetries: 1.5", "maxRetries must be"),
        ("maxRetries: 11", "maxRetries must be"),
        ("maxRetries: '2'", "maxRetries must be"),
        ("maxRetries: NaN", "maxRetries must be"),
        ("redirectOrigins: 'https://pay.example'", "redirectOrigins must be"),
        ("redirectOrigins: ['pay.example']", "redirectOrigins must be"),
        ("redirectOrigins: ['https://pay.example/path']", "redirectOrigins must be"),
        ("redirectOrigins: ['https://pay.example?x']", "redirectOrigins must be"),
        ("redirectOrigins: ['https://a@pay.example']", "redirectOrigins must be"),
        ("redirectOrigins: ['javascript:alert(1)']", "redirectOrigins must be"),
        ("redirectOrigins: ['null']", "redirectOrigins must be"),
        ("redirectOrigins: ['*']", "redirectOrigins must be"),
        ("redirectOrigins: ['https://*.pay.example']", "redirectOrigins must be"),
        ("redirectOrigins: ['https://pay.example?']", "redirectOrigins must be"),
        ("redirectOrigins: [undefined]", "redirectOrigins must be"),
        ("redirectOrigins: [,]", "redirectOrigins must be"),
        ("redirectOrigins: { 0: 'https://pay.example', length: 1 }", "redirectOrigins must be"),
        ("get timeout() { throw 1 }", "timeout threw"),
        ("retries: 3", "retries is not an option"),
        ("baseURL: '/x'", "baseURL is not an option"),
        ("headers: {}", "headers is not an option"),
        ("'': 1", " is not an option"),
        ("['x'.repeat(1000)]: 1", "is not an option"),
    ] {
        let given = fetch.options(options);
        assert_refused(create(&fresh(), &given).await, options, words);
        assert_refused(get_details(ID, &given).await, options, words);
        if !options.starts_with("timeout") && !options.starts_with("deadline") {
            assert_refused(wait_for_end(ID, &given).await, options, words);
        }
    }
    assert_eq!(fetch.count(), 0);
    for fetch in ["'fetch'", "{}", "true"] {
        let given = js(&format!("{{ baseUrl: 'https://shop.example', fetch: {fetch} }}"));
        assert_refused(get_details(ID, &given).await, fetch, "fetch must be");
    }
}

#[wasm_bindgen_test]
async fn every_option_of_a_call_has_its_message() {
    let fetch = StandIn::always(200, "{}");
    for (options, words) in [
        ("redirect: 'assign'", "redirect must be"),
        ("redirect: 1", "redirect must be"),
        ("redirect: {}", "redirect must be"),
        ("idempotencyKey: ''", "idempotencyKey must be"),
        ("idempotencyKey: 7", "idempotencyKey must be"),
        ("idempotencyKey: 'a b'", "idempotencyKey must be"),
        ("idempotencyKey: 'a\\r\\nEvil: 1'", "idempotencyKey must be"),
        ("idempotencyKey: 'مفتاح'", "idempotencyKey must be"),
        ("idempotencyKey: 'k'.repeat(256)", "idempotencyKey must be"),
        ("idempotencyKey: 'k'.repeat(100_000_000)", "idempotencyKey must be"),
        ("signal: 7", "signal must be"),
        ("signal: {}", "signal must be"),
        ("signal: new AbortController()", "signal must be"),
        ("signal: { get aborted() { throw 1 }, addEventListener() {} }", "signal must be"),
        ("onStatus() {}", "onStatus is not an option"),
    ] {
        assert_refused(create(&fresh(), &fetch.options(options)).await, options, words);
    }
    for (options, words) in [
        ("redirect: false", "redirect is not an option"),
        ("idempotencyKey: 'k'", "idempotencyKey is not an option"),
        ("onStatus() {}", "onStatus is not an option"),
        ("signal: {}", "signal must be"),
    ] {
        assert_refused(get_details(ID, &fetch.options(options)).await, options, words);
    }
    for (options, words) in [
        ("onStatus: 7", "onStatus must be"),
        ("timeout: 0", "timeout must be"),
        ("timeout: 2 ** 31", "timeout must be"),
        ("redirect: false", "redirect is not an option"),
        ("idempotencyKey: 'k'", "idempotencyKey is not an option"),
    ] {
        assert_refused(wait_for_end(ID, &fetch.options(options)).await, options, words);
    }
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn null_and_undefined_are_options_not_given() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    for absent in ["undefined", "null"] {
        let all = [
            "environment",
            "accessToken",
            "dangerouslyAllowBrowser",
            "timeout",
            "deadline",
            "maxRetries",
            "redirectOrigins",
            "idempotencyKey",
            "signal",
        ];
        let all: String = all.iter().map(|name| format!("{name}: {absent},")).collect();
        create(&fresh(), &fetch.options(&format!("{all} redirect: false"))).await.expect(absent);
    }
}

#[wasm_bindgen_test]
async fn the_longest_and_the_shortest_are_taken() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    for options in [
        "timeout: 1000.5",
        "timeout: 2 ** 31 - 1",
        "deadline: 2 ** 31 - 1",
        "maxRetries: 10",
        "idempotencyKey: 'k'.repeat(255)",
        "idempotencyKey: '!'",
        "redirectOrigins: []",
        "accessToken: 'x'.repeat(16_384)",
        "signal: { aborted: false, addEventListener() {} }",
    ] {
        create(&fresh(), &fetch.options(&format!("redirect: false, {options}"))).await.expect(options);
    }
}

#[wasm_bindgen_test]
async fn what_is_no_object_is_no_options() {
    for options in ["undefined", "null", "7", "7n", "'baseUrl'", "true", "Symbol()", "() => {}"] {
        assert_refused(create(&fresh(), &js(options)).await, options, "options must be an object");
        assert_refused(get_details(ID, &js(options)).await, options, "options must be an object");
        assert_refused(wait_for_end(ID, &js(options)).await, options, "options must be an object");
    }
}

#[wasm_bindgen_test]
async fn options_that_throw_are_told_so() {
    run("globalThis.hostile = {};
         for (const trap of Object.getOwnPropertyNames(Reflect)) hostile[trap] = () => { throw new Error(trap) };
         globalThis.revoked = (target) => { const { proxy, revoke } = Proxy.revocable(target, {}); revoke(); return proxy }");
    for options in ["new Proxy({}, hostile)", "revoked({})"] {
        assert_refused(create(&fresh(), &js(options)).await, options, "cannot be read");
        assert_refused(get_details(ID, &js(options)).await, options, "cannot be read");
        assert_refused(wait_for_end(ID, &js(options)).await, options, "cannot be read");
    }
    let fetch = StandIn::always(200, "{}");
    for (options, words) in [
        ("redirectOrigins: new Proxy([], hostile)", "redirectOrigins must be"),
        ("redirectOrigins: revoked([])", "redirectOrigins must be"),
        ("redirectOrigins: Object.defineProperty([], 0, { get() { throw 1 } })", "redirectOrigins must be"),
        ("redirectOrigins: Array(1e9)", "redirectOrigins must be"),
        ("signal: new Proxy({}, hostile)", "signal must be"),
        ("accessToken: new Proxy({}, hostile)", "accessToken must be"),
        ("accessToken: revoked({})", "accessToken must be"),
        ("fetch: revoked({})", "fetch must be"),
        ("maxRetries: new Proxy({}, hostile)", "maxRetries must be"),
    ] {
        // `fetch` is given last by the stand-in, so this one goes without it.
        let given = match options.starts_with("fetch") {
            true => js(&format!("{{ baseUrl: 'https://shop.example', {options} }}")),
            false => fetch.options(options),
        };
        assert_refused(create(&fresh(), &given).await, options, words);
        assert_refused(get_details(ID, &given).await, options, words);
        assert_refused(wait_for_end(ID, &given).await, options, words);
    }
    run("delete globalThis.hostile; delete globalThis.revoked");
}
