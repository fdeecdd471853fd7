//! Trying again: what passes is tried again with the same key, what will not pass is not.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, get_details};
use crate::support::orders::fresh;
use crate::support::script::{Replaced, js, json, run, text};
use crate::support::stand_in::{ID, StandIn};

/// Pauses between tries are cut short; limits are left alone.
fn hasty_clock() -> Replaced {
    Replaced::new("setTimeout", "(done, ms, ...rest) => original(done, ms < 12000 ? 0 : ms, ...rest)")
}

/// The same, which notes the times besides.
fn noted_clock() -> Replaced {
    Replaced::new(
        "setTimeout",
        "Object.assign((done, ms, ...rest) => { setTimeout.all.push(ms); return original(done, ms < 12000 ? 0 : ms, ...rest) }, { all: [] })",
    )
}

const CREATED: &str = "Response.json({ checkout_id: '0b5e7a52-6f0e-4d55-9b5b-000000000001', redirect_url: 'https://checkout.jeel.co/x' })";

/// Fails twice in these ways, then creates.
fn failing(first: &str, second: &str) -> StandIn {
    StandIn::new(&format!("if (count === 0) {first}; if (count === 1) {second}; return {CREATED}"))
}

#[wasm_bindgen_test]
async fn two_passing_failures_make_one_checkout_under_one_key() {
    let status = |status: u16| format!("return new Response('<html>', {{ status: {status} }})");
    let in_flight = "return Response.json({ errors: [{ id: 'IDEMPOTENCY-001' }] }, { status: 400 })";
    for (first, second) in [
        ("throw new TypeError('network')".to_owned(), status(503)),
        (status(500), status(429)),
        (in_flight.to_owned(), in_flight.to_owned()),
        (status(408), "return { status: 200, text() { throw 1 } }".to_owned()),
    ] {
        let (fetch, clock) = (failing(&first, &second), hasty_clock());
        let created = create(&fresh(), &fetch.options("maxRetries: 2, redirect: false")).await;
        drop(clock);
        let created = created.expect(&first);
        let key = text(&created, "idempotency_key").unwrap();
        assert_eq!(fetch.seen("key"), [key.as_str(); 3]);
        let bodies = fetch.seen("body");
        assert!(bodies.iter().all(|body| *body == bodies[0]));
    }
}

#[wasm_bindgen_test]
async fn the_first_call_with_a_key_is_waited_for_as_long_as_there_is_time() {
    let in_flight = "Response.json({ errors: [{ id: 'IDEMPOTENCY-001' }] }, { status: 400 })";
    let fetch = StandIn::new(&format!("return count < 9 ? {in_flight} : {CREATED}"));
    let clock = hasty_clock();
    let created = create(&fresh(), &fetch.options("maxRetries: 1, redirect: false")).await;
    drop(clock);
    let created = created.expect("the first call has ended");
    assert_eq!(fetch.seen("key"), vec![text(&created, "idempotency_key").unwrap(); 10]);

    let fetch = StandIn::new(&format!("return {in_flight}"));
    let failure = create(&fresh(), &fetch.options("maxRetries: 1, deadline: 900, redirect: false")).await;
    let failure = failure.expect_err("it is still under way");
    assert!(failure.retryable && fetch.count() == 1, "{failure:?}");

    let failure = create(&fresh(), &fetch.options("maxRetries: 0, redirect: false")).await;
    assert!(failure.expect_err("nothing is tried again").retryable);
    assert_eq!(fetch.count(), 2);
}

#[wasm_bindgen_test]
async fn a_token_that_fails_to_come_is_asked_for_again() {
    run("globalThis.asked = 0");
    let fetch = StandIn::new("return Response.json({ status: 'PENDING' })");
    let token = "accessToken() { if (!asked++) throw new TypeError('network'); return 'token' }";
    let clock = hasty_clock();
    let details = get_details(ID, &fetch.options(&format!("maxRetries: 1, {token}"))).await;
    drop(clock);
    details.expect("the second token came");
    assert_eq!(fetch.seen("authorization"), ["Bearer token"]);

    run("asked = 0");
    let failure = get_details(ID, &fetch.options(token)).await.expect_err("no token");
    assert_eq!((failure.code.as_str(), failure.retryable), ("unavailable", true));
    assert_eq!(text(&failure.cause, "message").as_deref(), Some("network"));
    run("delete globalThis.asked");
}

#[wasm_bindgen_test]
async fn it_is_tried_again_as_often_as_the_caller_says() {
    for (more, count) in
        [("maxRetries: 0", 1), ("maxRetries: 1", 2), ("maxRetries: undefined", 3), ("maxRetries: 5", 6)]
    {
        let (fetch, clock) = (StandIn::always(503, ""), hasty_clock());
        let failure = get_details(ID, &fetch.options(more)).await;
        drop(clock);
        assert_eq!(failure.expect_err(more).code, "unavailable");
        assert_eq!(fetch.count(), count, "{more}");
    }
}

#[wasm_bindgen_test]
async fn what_will_not_pass_is_not_tried_again() {
    for (status, body) in
        [(400, "{}"), (401, ""), (403, ""), (404, ""), (409, ""), (422, ""), (200, "{}"), (302, "")]
    {
        let fetch = StandIn::always(status, body);
        create(&fresh(), &fetch.options("maxRetries: 5, redirect: false")).await.expect_err("final");
        assert_eq!(fetch.count(), 1, "{status}");
    }
}

#[wasm_bindgen_test]
async fn the_pause_is_the_one_that_was_asked_for() {
    let busy = |after: &str| {
        StandIn::new(&format!(
            "if (count) return {CREATED}; return new Response('', {{ status: 429, headers: {{ 'retry-after': {after} }} }})"
        ))
    };
    let clock = noted_clock();
    let outcome = create(&fresh(), &busy("'7'").options("maxRetries: 1, redirect: false")).await;
    let waited = json(&js("setTimeout.all"));
    drop(clock);
    outcome.expect("created");
    assert!(waited.contains(",7000,"), "{waited}");

    run("globalThis.random = Math.random; Math.random = () => 0.9");
    for nonsense in ["'1.5'", "'-1'", "'soon'"] {
        let clock = noted_clock();
        let outcome = create(&fresh(), &busy(nonsense).options("maxRetries: 1, redirect: false")).await;
        let waited = json(&js("setTimeout.all"));
        drop(clock);
        outcome.expect("created");
        assert!(waited.contains(",450,"), "{nonsense} is no time, so it is ours to choose: {waited}");
    }
    run("Math.random = random; delete globalThis.random");

    let long = busy("'3600'");
    let failure = create(&fresh(), &long.options("maxRetries: 5, redirect: false"))
        .await
        .expect_err("an hour is too long");
    assert_eq!((failure.code.as_str(), failure.retryable, long.count()), ("rate_limited", true, 1));
}
