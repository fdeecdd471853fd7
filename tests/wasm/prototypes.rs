//! What somebody has put on the prototypes of the page supplies nothing and breaks nothing.

use jeelpay_checkout::web::exports;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, get_details, issues, settle};
use crate::support::orders::{fresh, order};
use crate::support::script::{get, js, json, run};
use crate::support::stand_in::{ID, StandIn};

/// Prototypes that are polluted until this is dropped.
struct Polluted(JsValue);

impl Polluted {
    /// `statements` may only add properties.
    fn by(statements: &str) -> Self {
        let prototypes = js(
            "[Object, Array, String, Number, Function, Error].map((type) => [type.prototype, Reflect.ownKeys(type.prototype)])",
        );
        run(statements);
        Polluted(prototypes)
    }
}

impl Drop for Polluted {
    fn drop(&mut self) {
        let clean = js("(all) => { for (const [prototype, keys] of all)
            for (const key of Reflect.ownKeys(prototype)) if (!keys.includes(key)) delete prototype[key] }");
        clean.unchecked_into::<js_sys::Function>().call1(&JsValue::NULL, &self.0).expect("clean");
    }
}

#[wasm_bindgen_test]
async fn a_polluted_prototype_supplies_no_option() {
    let fetch = StandIn::creating("https://evil.example/");
    let (options, empty, request) = (fetch.options("redirect: false"), js("{}"), fresh());
    let polluted = Polluted::by(
        "Object.assign(Object.prototype, {
            environment: 'sandbox', accessToken: 'stolen', redirectOrigins: ['https://evil.example'], timeout: 50_000,
            maxRetries: 7, idempotencyKey: 'mine', dangerouslyAllowBrowser: true, onStatus() {}, as: 'draft',
        })",
    );
    let outcome = create(&request, &options).await;
    let without = create(&request, &empty).await;
    drop(polluted);
    assert_eq!(outcome.expect_err("the origin was not named").code, "unsafe_redirect");
    assert_eq!((fetch.seen("authorization"), fetch.count()), (vec![String::new()], 1));
    assert_ne!(fetch.seen("key"), ["mine"]);
    assert!(without.expect_err("no target").message.contains("neither has a default"));
}

#[wasm_bindgen_test]
async fn a_polluted_prototype_supplies_no_field() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let options = fetch.options("redirect: false");
    let text = "{ buyer: { mobile_number: '512345678' }, items: [{ item_name: 'A', quantity: 1, reference_id: 'a' }] }";
    let (request, without) = (order(text), js("{ items: [] }"));
    let polluted = Polluted::by(
        "Object.assign(Object.prototype, {
            reference_id: 'evil', email: 'evil@evil.example', unit_price: 1, total_cost: 1, metadata: { evil: 1 },
            urls: { redirect_url: 'https://evil.example/a', notification_url: 'https://evil.example/b' },
            buyer: { mobile_number: '500000000' }, toJSON() { return 'evil' }, evil: 1,
        })",
    );
    let created = create(&request, &options).await;
    let found = issues(&without);
    drop(polluted);
    created.expect("created");
    assert_eq!(
        fetch.seen("body"),
        [
            r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}]}"#
        ]
    );
    assert_eq!(found, ["buyer required", "items too_short"]);
}

#[wasm_bindgen_test]
async fn a_polluted_prototype_supplies_no_part_of_an_answer() {
    for (body, code) in [(r#"{}"#, "invalid_response"), (r#"{"status":"PENDING"}"#, "")] {
        let fetch = StandIn::always(200, body);
        let options = fetch.options("");
        let polluted = Polluted::by(&format!(
            "Object.assign(Object.prototype, {{ checkout_id: '{ID}', metadata: {{}}, reference_id: 'evil', checkout_type: 'EVIL' }})"
        ));
        let outcome = get_details(ID, &options).await;
        let own = outcome
            .as_ref()
            .ok()
            .map(|details| json(&js_sys::Object::keys(details.unchecked_ref::<js_sys::Object>())));
        drop(polluted);
        match outcome {
            Ok(_) => assert_eq!(own.as_deref(), Some(r#"["checkout_id","status","tx_id"]"#)),
            Err(failure) => assert_eq!(failure.code, code),
        }
    }
}

/// A record is made by definition, not by assignment: neither a setter nor a frozen prototype is in its way.
#[wasm_bindgen_test]
async fn setters_on_the_prototype_are_not_called() {
    // A Response of the platform's could not be made in such a page.
    let body = r#"{"status":"PENDING","metadata":{"name":"a","constructor":"b","0":"c","code":"d"}}"#;
    let answer = format!("({{ status: 200, headers: new Headers(), text: async () => '{body}' }})");
    let fetch = StandIn::new(&format!("return {answer}"));
    let options = fetch.options("");
    let names = "['checkout_id', 'status', 'tx_id', 'metadata', 'code', 'issues', 'path']";
    let polluted = Polluted::by(&format!(
        "const hostile = {{ configurable: true, set() {{ throw new Error('a setter was called') }} }};
         for (const name of {names}) Object.defineProperty(Object.prototype, name, hostile);"
    ));
    let details = get_details(ID, &options).await;
    let refused =
        settle(exports::create_checkout(js("{ buyer: 7 }"), options, JsValue::UNDEFINED, false)).await;
    drop(polluted);
    let details = details.expect("details");
    assert_eq!(json(&get(&details, "metadata")), r#"{"0":"c","name":"a","constructor":"b","code":"d"}"#);
    assert_eq!(refused.expect_err("invalid").issues, ["buyer type", "items required"]);
}

#[wasm_bindgen_test]
async fn an_answer_replaces_no_prototype() {
    let body = r#"{"status":"PENDING","metadata":{"__proto__":{"evil":1},"a":{"__proto__":[],"b":1}}}"#;
    let fetch = StandIn::always(200, body);
    let details = get_details(ID, &fetch.options("")).await.expect("details");
    let metadata = get(&details, "metadata");
    assert_eq!(json(&metadata), r#"{"a":{"b":1}}"#);
    assert!(get(&metadata, "evil").is_undefined());
    let prototype = js_sys::Object::get_prototype_of(&metadata);
    assert_eq!(JsValue::from(prototype), js("Object.prototype"));
}

#[wasm_bindgen_test]
async fn a_key_called_proto_is_data_in_a_request() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let request = js(
        r#"JSON.parse('{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}],"metadata":{"__proto__":{"x":1}}}')"#,
    );
    create(&request, &fetch.options("redirect: false")).await.expect("created");
    assert!(
        fetch.seen("body")[0].ends_with(r#""metadata":{"__proto__":{"x":1}}}"#),
        "{:?}",
        fetch.seen("body")
    );
    assert!(js("({}).x === undefined").is_truthy());
}

#[wasm_bindgen_test]
async fn errors_need_no_promise_of_the_pages() {
    let (options, none) = (StandIn::always(404, "{}").options(""), js("{}"));
    run("globalThis.reject = Promise.reject; Promise.reject = () => undefined");
    let (late, early) = (get_details(ID, &options).await, get_details(ID, &none).await);
    run("Promise.reject = reject; delete globalThis.reject");
    assert_eq!(late.expect_err("refused").code, "not_found");
    assert_eq!(early.expect_err("misconfigured").code, "invalid_options");
}
