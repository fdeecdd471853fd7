//! What a tab remembers: the keys of its attempts, calls under way, and what it left for the hosted page.

use jeelpay_checkout::web::exports;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Failure, create, get_details, wait_for_end};
use crate::support::far_side::{Group, Mark, decide, options, reach};
use crate::support::orders::fresh;
use crate::support::script::{is_page, js, json, number, run, text};
use crate::support::stand_in::{ID, StandIn};

fn forget_everything() {
    if is_page() {
        run("sessionStorage.clear()");
    }
}

fn key(created: &JsValue) -> String {
    text(created, "idempotency_key").expect("a key")
}

#[wasm_bindgen_test]
async fn the_same_order_keeps_its_key_in_a_tab_and_never_on_a_server() {
    forget_everything();
    let (options, mark) = (options(Group::Courses, "").await, Mark::now().await);
    let one = fresh();
    let first = create(&one, &options).await.expect("created");
    let again = create(&one, &options).await.expect("created");
    assert_eq!(key(&first) == key(&again), is_page());
    assert_eq!(text(&first, "checkout_id") == text(&again, "checkout_id"), is_page());
    let other = create(&fresh(), &options).await.expect("created");
    assert_ne!(key(&first), key(&other));
    assert_eq!(mark.received().await.len(), 3);
}

#[wasm_bindgen_test]
async fn a_key_is_a_random_uuid() {
    forget_everything();
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    for _ in 0..20 {
        create(&fresh(), &fetch.options("redirect: false")).await.expect("created");
    }
    let mut keys = fetch.seen("key");
    for key in &keys {
        let bytes = key.as_bytes();
        assert!(key.len() == 36 && bytes[14] == b'4' && b"89ab".contains(&bytes[19]), "{key}");
    }
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 20);
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_asked_for_again_under_the_same_key() {
    forget_everything();
    let order = fresh();
    let lost = StandIn::always(500, "");
    let failure = create(&order, &lost.options("redirect: false")).await.expect_err("lost");
    assert_eq!(failure.key.as_deref(), lost.seen("key").first().map(String::as_str));
    let found = StandIn::creating("https://checkout.jeel.co/x");
    create(&order, &found.options("redirect: false")).await.expect("created");
    assert_eq!(lost.seen("key") == found.seen("key"), is_page());
}

#[wasm_bindgen_test]
async fn the_order_of_keys_and_the_spelling_make_no_other_order() {
    if !is_page() {
        return;
    }
    forget_everything();
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    for request in [
        "{ buyer: { mobile_number: '512345678' }, items: [{ item_name: 'A', quantity: 1, reference_id: 'a' }] }",
        "{ items: [{ reference_id: 'a', quantity: 1n, item_name: 'A' }], buyer: { mobile_number: '+966 51 234 5678', email: '' } }",
    ] {
        create(&js(request), &fetch.options("redirect: false")).await.expect("created");
    }
    let keys = fetch.seen("key");
    assert_eq!(keys[0], keys[1]);
    let elsewhere = fetch.options("redirect: false, baseUrl: 'https://shop.example/other'");
    let again = "{ buyer: { mobile_number: '512345678' }, items: [{ item_name: 'A', quantity: 1, reference_id: 'a' }] }";
    create(&js(again), &elsewhere).await.expect("created");
    assert_ne!(fetch.seen("key")[2], keys[0], "another far side knows nothing of the first");
}

#[wasm_bindgen_test]
async fn an_order_whose_checkout_has_ended_is_a_new_attempt() {
    if !is_page() {
        return;
    }
    forget_everything();
    let (options, reach) = (options(Group::Courses, "").await, reach(Group::Courses, "").await);
    for status in ["REJECTED", "EXPIRED", "SUCCEEDED"] {
        let order = fresh();
        let first = create(&order, &options).await.expect("created");
        let id = text(&first, "checkout_id").unwrap();
        decide(&id, status).await;
        match status {
            "EXPIRED" => wait_for_end(&id, &reach).await.expect("ended"),
            _ => get_details(&id, &reach).await.expect("details"),
        };
        let second = create(&order, &options).await.expect("created");
        assert_ne!(key(&first), key(&second), "{status}");
        assert_ne!(text(&second, "checkout_id"), Some(id), "{status}");
    }
}

#[wasm_bindgen_test]
async fn an_end_is_remembered_however_it_was_asked_about() {
    if !is_page() {
        return;
    }
    forget_everything();
    let fetch = StandIn::new(&format!(
        "return Response.json({{ checkout_id: '{ID}', redirect_url: 'https://checkout.jeel.co/x', status: 'EXPIRED' }})"
    ));
    let create = async |order: &JsValue| {
        key(&create(order, &fetch.options("redirect: false")).await.expect("created"))
    };
    let order = fresh();
    let first = create(&order).await;
    assert_eq!(create(&order).await, first);
    get_details(ID.to_uppercase(), &fetch.options("")).await.expect("details");
    let second = create(&order).await;
    assert_ne!(second, first, "in capital letters");
    let failure = wait_for_end(ID, &fetch.options("onStatus() { throw new Error('of the shop') }")).await;
    failure.expect_err("the listener threw");
    assert_ne!(create(&order).await, second, "by a listener that threw");
}

#[wasm_bindgen_test]
async fn two_orders_at_once_are_both_remembered_and_neither_waits_for_that() {
    if !is_page() {
        return;
    }
    forget_everything();
    run("globalThis.kept = []");
    let fetch = js(&format!(
        "async () => {{
            kept.push(sessionStorage.length);
            return Response.json({{ checkout_id: '{ID}', redirect_url: 'https://checkout.jeel.co/x' }});
        }}"
    ));
    let options = js("{ baseUrl: 'https://shop.example/api', redirect: false }");
    Reflect::set(&options, &"fetch".into(), &fetch).expect("set");
    let orders = [fresh(), fresh()];
    let calls: Array = orders
        .iter()
        .map(|order| exports::create_checkout(order.clone(), options.clone(), JsValue::UNDEFINED, false))
        .collect();
    let created: Array = JsFuture::from(Promise::all(&calls)).await.expect("created").unchecked_into();
    assert_eq!(
        json(&js("kept[0]")),
        "0",
        "writing takes browsers longer than all that comes before a request"
    );
    run("delete globalThis.kept; globalThis.kept = { push() {} }");
    for (order, created) in orders.iter().zip(created.iter()) {
        assert_eq!(key(&create(order, &options).await.expect("created")), key(&created));
    }
    run("delete globalThis.kept");
}

#[wasm_bindgen_test]
async fn callers_functions_find_all_of_it_kept() {
    if !is_page() {
        return;
    }
    forget_everything();
    run("globalThis.found = []; globalThis.look = () => found.push(JSON.stringify(sessionStorage))");
    let fetch = StandIn::new(&format!(
        "return Response.json({{ checkout_id: '{ID}', redirect_url: 'https://checkout.jeel.co/x', status: 'EXPIRED' }})"
    ));
    create(&fresh(), &fetch.options("redirect: look")).await.expect("created");
    wait_for_end(ID, &fetch.options("onStatus: look")).await.expect("ended");
    let (departing, ended) = (json(&js("found[0]")), json(&js("found[1]")));
    // Its page, or its frame, may be gone in a moment; and a window that it opens has a copy of what is there now.
    assert!(
        departing.contains("jeelpay-checkout:pending") && departing.matches(ID).count() == 2,
        "{departing}"
    );
    assert!(ended.contains("ended"), "{ended}");
    run("delete globalThis.found; delete globalThis.look");
}

#[wasm_bindgen_test]
async fn a_callers_key_is_bound_to_its_order_in_a_tab() {
    forget_everything();
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let options = fetch.options("redirect: false, idempotencyKey: 'attempt-7'");
    let order = fresh();
    create(&order, &options).await.expect("created");
    create(&order, &options).await.expect("the same order");
    let changed = create(&fresh(), &options).await;
    if is_page() {
        let failure = changed.expect_err("another order");
        assert_eq!(
            (failure.code.as_str(), failure.key.as_deref()),
            ("idempotency_conflict", Some("attempt-7"))
        );
        assert_eq!(fetch.count(), 2);
    } else {
        changed.expect("a server remembers nothing");
    }
    assert!(fetch.seen("key").iter().all(|key| key == "attempt-7"));
}

#[wasm_bindgen_test]
async fn the_pending_checkout_survives_the_trip() {
    forget_everything();
    assert!(exports::pending_checkout().is_null());
    let order = fresh();
    let before = js_sys::Date::now();
    let created = create(&order, &options(Group::Courses, "").await).await.expect("created");
    let pending = exports::pending_checkout();
    if !is_page() {
        assert!(pending.is_null());
        return;
    }
    assert_eq!(text(&pending, "checkout_id"), text(&created, "checkout_id"));
    assert_eq!(text(&pending, "reference_id"), text(&order, "reference_id"));
    let at = number(&pending, "created_at").expect("created_at");
    assert!((before..=js_sys::Date::now()).contains(&at));
    assert!(!json(&js("{ ...sessionStorage }")).contains("512345678"), "nothing of the buyer is kept");

    let old = js_sys::Date::now() - 12.0 * 3_600_000.0;
    let kept = format!(r#"{{"checkout_id":"{ID}","created_at":{old}}}"#);
    run(&format!("sessionStorage.setItem('jeelpay-checkout:pending', {kept:?})"));
    assert!(exports::pending_checkout().is_null(), "after 12 h it is nobody's business");
}

#[wasm_bindgen_test]
async fn a_tab_whose_memory_is_damaged_or_closed_still_works() {
    if !is_page() {
        return;
    }
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    for damaged in ["", "{", "null", "7", "[null,7,{},[]]", "{\"created_at\":{}}", &"[".repeat(10_000)] {
        run(&format!(
            "for (const name of ['attempts', 'pending']) sessionStorage.setItem(`jeelpay-checkout:${{name}}`, {damaged:?})"
        ));
        assert!(exports::pending_checkout().is_null(), "{damaged:.20}");
        create(&fresh(), &fetch.options("redirect: false")).await.expect("created");
        assert!(exports::pending_checkout().is_object());
    }
    for closed in ["get() { throw new DOMException('denied', 'SecurityError') }", "value: null"] {
        run(&format!(
            "window.open_ = Object.getOwnPropertyDescriptor(window, 'sessionStorage');
             Object.defineProperty(window, 'sessionStorage', {{ configurable: true, {closed} }})"
        ));
        let created = create(&fresh(), &fetch.options("redirect: false")).await;
        let pending = exports::pending_checkout();
        run("Object.defineProperty(window, 'sessionStorage', open_); delete window.open_");
        created.expect(closed);
        assert!(pending.is_null());
    }
    run("sessionStorage.clear(); Storage.prototype.setItem_ = Storage.prototype.setItem;
         Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }");
    let created = create(&fresh(), &fetch.options("redirect: false")).await;
    run("Storage.prototype.setItem = Storage.prototype.setItem_; delete Storage.prototype.setItem_");
    created.expect("a tab that can keep nothing works on");
}

#[wasm_bindgen_test]
async fn plain_http_takes_no_memory_away_and_no_randomness_is_told() {
    if !is_page() {
        return;
    }
    forget_everything();
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let hide = |member: &str| {
        run(&format!("Object.defineProperty(crypto, '{member}', {{ configurable: true, value: undefined }})"))
    };
    let show = |member: &str| run(&format!("delete crypto.{member}"));
    hide("subtle");
    let order = fresh();
    let first = create(&order, &fetch.options("redirect: false")).await;
    let again = create(&order, &fetch.options("redirect: false")).await;
    show("subtle");
    assert_eq!(
        key(&first.expect("created")),
        key(&again.expect("created")),
        "browsers withhold `subtle` from it"
    );
    hide("getRandomValues");
    let failure = create(&fresh(), &fetch.options("redirect: false")).await;
    show("getRandomValues");
    let failure: Failure = failure.expect_err("no randomness, no key");
    assert_eq!(failure.code, "invalid_options");
    assert!(failure.message.contains("idempotencyKey"), "{}", failure.message);
}

#[wasm_bindgen_test]
async fn a_rehearsal_reaches_fetch_and_leaves_nothing_behind() {
    forget_everything();
    let fetch = StandIn::creating("https://evil.example/x");
    let order = fresh();
    let options = fetch.options("maxRetries: 0, redirect: false");
    let rehearsal = exports::create_checkout(order.clone(), options, JsValue::UNDEFINED, true);
    let ended = JsFuture::from(Promise::resolve(&rehearsal)).await;
    assert!(ended.is_err(), "what fetch answers is not believed");
    assert_eq!(fetch.seen("key").len(), 1);
    assert_eq!(
        is_page().then(|| number(&js("{ kept: sessionStorage.length }"), "kept")),
        is_page().then_some(Some(0.0))
    );
    let created = StandIn::creating("https://checkout.jeel.co/x");
    create(&order, &created.options("redirect: false")).await.expect("created");
    assert_ne!(fetch.seen("key"), created.seen("key"), "a rehearsal is no attempt");
}
