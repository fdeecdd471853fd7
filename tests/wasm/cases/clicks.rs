//! Clicks that come while a call is under way: which of them join it, and who is sent to the hosted page.

use jeelpay_checkout::web::exports;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Outcome, create, create_schooling, settle};
use crate::support::far_side::{Group, Mark, options};
use crate::support::orders::{SCHOOLING, fresh, order};
use crate::support::script::{is_page, js, json, number, run, text};
use crate::support::stand_in::{ID, StandIn};

fn key(created: &JsValue) -> String {
    text(created, "idempotency_key").expect("a key")
}

/// Begins a call, and does not wait for it.
fn click(order: &JsValue, options: &JsValue) -> JsValue {
    exports::create_checkout(order.clone(), options.clone(), JsValue::UNDEFINED, false)
}

#[wasm_bindgen_test]
async fn fifty_clicks_make_one_request_and_one_departure() {
    let base = options(Group::Courses, "redirect: (url) => globalThis.departures.push(url)").await;
    run("globalThis.departures = []");
    let (order, mark) = (fresh(), Mark::now().await);
    let clicks: Array = (0..50)
        .map(|_| exports::create_checkout(order.clone(), base.clone(), JsValue::UNDEFINED, false))
        .collect();
    let all: Array = JsFuture::from(Promise::all(&clicks)).await.expect("created").unchecked_into();
    let expected = if is_page() { 1 } else { 50 };
    assert_eq!(mark.received().await.len(), expected);
    assert_eq!(number(&js("departures"), "length"), Some(expected as f64));
    let mut keys: Vec<_> = all.iter().map(|created| key(&created)).collect();
    keys.sort();
    keys.dedup();
    assert_eq!((all.length(), keys.len()), (50, expected));
    run("delete globalThis.departures");
}

#[wasm_bindgen_test]
async fn what_was_aborted_is_not_joined() {
    let (order, fetch) = (fresh(), StandIn::creating("https://checkout.jeel.co/x"));
    run("globalThis.mounted = new AbortController()");
    // A component that is taken away and put back at once, as frameworks do to find out whether it bears it.
    let first = click(&order, &fetch.options("redirect: false, signal: mounted.signal"));
    run("mounted.abort()");
    let second = click(&order, &fetch.options("redirect: false"));
    assert_eq!(settle(first).await.expect_err("its component is gone").code, "aborted");
    settle(second).await.expect("nobody has aborted this one");
    assert_eq!(fetch.count(), 1);
    run("delete globalThis.mounted");
}

#[wasm_bindgen_test]
async fn who_wants_to_be_sent_there_is_sent_though_another_call_did_not() {
    let (order, fetch) = (fresh(), StandIn::creating("https://checkout.jeel.co/x"));
    run("globalThis.departures = []");
    let ahead = click(&order, &fetch.options("redirect: false"));
    let clicks: Vec<_> =
        (0..3).map(|_| click(&order, &fetch.options("redirect: (url) => departures.push(url)"))).collect();
    let ahead = settle(ahead).await.expect("created");
    for click in clicks {
        let created = settle(click).await.expect("created");
        assert_eq!(key(&created) == key(&ahead), is_page());
    }
    assert_eq!(number(&js("departures"), "length"), Some(if is_page() { 1.0 } else { 3.0 }));
    assert_eq!(fetch.count(), if is_page() { 2 } else { 4 });
    run("delete globalThis.departures");
}

#[wasm_bindgen_test]
async fn a_pages_function_that_departs_is_called_for_the_corrected_order_only() {
    run(
        "globalThis.departures = []; globalThis.slow = {}; slow.end = new Promise((end) => (slow.over = end))",
    );
    let answer = |path: &str, first: &str| {
        StandIn::new(&format!(
            "{first} return Response.json({{ checkout_id: '{ID}', redirect_url: 'https://checkout.jeel.co/{path}' }})"
        ))
    };
    let redirect = "redirect: (url) => departures.push(url)";
    let first = click(&fresh(), &answer("first", "await slow.end;").options(redirect));
    let corrected = click(&fresh(), &answer("corrected", "").options(redirect));
    settle(corrected).await.expect("created");
    run("slow.over()");
    let overtaken = settle(first).await.map_err(|failure| failure.code);
    assert_eq!(overtaken.err().as_deref(), is_page().then_some("aborted"));
    let (first, corrected) = ("https://checkout.jeel.co/first", "https://checkout.jeel.co/corrected");
    let departures = if is_page() { vec![corrected] } else { vec![corrected, first] };
    assert_eq!(json(&js("departures")), serde_json::to_string(&departures).unwrap());
    run("delete globalThis.departures; delete globalThis.slow");
}

#[wasm_bindgen_test]
async fn after_a_failure_the_next_click_is_a_call_again() {
    let fetch = StandIn::new("return new Response('', { status: 400 })");
    let options = fetch.options("redirect: false");
    let order = fresh();
    for _ in 0..3 {
        create(&order, &options).await.expect_err("refused");
    }
    assert_eq!(fetch.count(), 3);
}

#[wasm_bindgen_test]
async fn both_kinds_may_be_under_way_at_once() {
    let schooling =
        create_schooling(&order(SCHOOLING), &options(Group::School, "").await).await.expect("created");
    let items = create(&fresh(), &options(Group::Courses, "").await).await.expect("created");
    assert_ne!(key(&schooling), key(&items));
}

#[wasm_bindgen_test]
async fn an_order_whose_call_was_lost_can_be_sent_again() {
    let (order, fetch) = (fresh(), StandIn::creating("https://checkout.jeel.co/x"));
    let options = fetch.options("redirect: false");
    // What the module asks for without a binding that catches throws through it.
    run("globalThis.random = Math.random; Math.random = () => { throw new Error('lost') }");
    let call = exports::create_checkout(order.clone(), options.clone(), JsValue::UNDEFINED, false);
    let lost = JsFuture::from(Promise::resolve(&call)).await;
    run("Math.random = random; delete globalThis.random");
    assert!(lost.is_err());
    create(&order, &options).await.expect("created");
}

/// Creates a checkout, while which the page is told that it is shown.
async fn created_while_shown(persisted: bool) -> Outcome {
    let body = format!("{{ checkout_id: '{ID}', redirect_url: 'https://checkout.jeel.co/x' }}");
    let fetch = StandIn::new(&format!(
        "dispatchEvent(new PageTransitionEvent('pageshow', {{ persisted: {persisted} }}));
         return Response.json({body});"
    ));
    create(&fresh(), &fetch.options("redirect: false")).await
}

#[wasm_bindgen_test]
async fn only_a_page_that_comes_out_of_the_cache_gives_its_calls_up() {
    if !is_page() {
        return;
    }
    // Whoever clicks before the page has loaded is there when it is shown first.
    created_while_shown(false).await.expect("the buyer was here all the time");
    let failure = created_while_shown(true).await.expect_err("the buyer was gone, and begins anew");
    assert_eq!(failure.code, "aborted");
    created_while_shown(false).await.expect("what was begun after that goes on");
}
