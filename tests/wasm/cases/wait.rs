//! `waitForCheckout`.

use jeelpay_checkout::web::exports;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Outcome, create, settle, wait_for_end};
use crate::support::far_side::{Group, Mark, URL, options, reach};
use crate::support::orders::fresh;
use crate::support::script::{Replaced, get, is_page, js, json, run, text};
use crate::support::stand_in::{ID, StandIn};

/// Answers with these statuses in turn, and then with the last of them; 503 stands for itself.
fn statuses(names: &[&str]) -> StandIn {
    StandIn::new(&format!(
        "const status = {names:?}[Math.min(count, {last})];
         if (status === '503') return new Response('busy', {{ status: 503 }});
         return Response.json({{ status }});",
        last = names.len() - 1
    ))
}

/// Notes the pauses and shortens them, so that a wait of minutes takes a moment. The limits of an attempt (15 s) and
/// of these cases (12 s) are left alone, and so are the connections that Node keeps open (4 s).
fn hasty_clock() -> Replaced {
    Replaced::new(
        "setTimeout",
        "Object.assign((done, ms, ...rest) => {
            const isPause = ![4000, 12000, 15000].includes(ms);
            if (isPause) setTimeout.pauses.push(ms);
            return original(done, isPause ? ms / 100 : ms, ...rest);
        }, { pauses: [] })",
    )
}

fn pauses() -> Vec<f64> {
    serde_json::from_str(&json(&js("setTimeout.pauses"))).expect("numbers")
}

#[wasm_bindgen_test]
async fn the_buyers_decision_is_seen_and_told() {
    let created = create(&fresh(), &options(Group::Courses, "").await).await.expect("created");
    let id = text(&created, "checkout_id").unwrap();
    let decide = format!(
        "seen: [], onStatus(details) {{
            waiting.seen.push(details.status);
            if (details.status === 'PENDING') fetch('{URL}/_sandbox/checkouts/{id}/status', {{
                method: 'POST', headers: {{ 'content-type': 'application/json' }}, body: '{{\"status\":\"SUCCEEDED\"}}',
            }});
        }}"
    );
    run(&format!("globalThis.waiting = {{ {decide} }}"));
    let reach = reach(Group::Courses, "onStatus: waiting.onStatus").await;
    let mark = Mark::now().await;
    let details = wait_for_end(&id, &reach).await.expect("ended");
    assert_eq!(text(&details, "status").as_deref(), Some("SUCCEEDED"));
    assert_eq!(json(&js("waiting.seen")), r#"["PENDING","SUCCEEDED"]"#);
    let received = mark.received().await;
    assert!(received.iter().all(|one| one.line == format!("GET /v3/checkout/{id}")));
    assert_eq!(received.len(), 2);
    run("delete globalThis.waiting");
}

#[wasm_bindgen_test]
async fn pauses_grow_from_one_second_to_ten() {
    let fetch = statuses(&["PENDING"; 9]);
    let clock = hasty_clock();
    let stop = js("new AbortController()");
    js("(stop) => { const push = setTimeout.pauses.push; setTimeout.pauses.push = function (ms) { push.call(this, ms); if (this.length > 8) stop.abort() } }")
        .unchecked_into::<js_sys::Function>()
        .call1(&JsValue::NULL, &stop)
        .unwrap();
    let options = fetch.options("timeout: 900_000");
    js_sys::Reflect::set(&options, &"signal".into(), &get(&stop, "signal")).unwrap();
    assert_eq!(wait_for_end(ID, &options).await.expect_err("stopped").code, "aborted");
    let pauses = pauses();
    drop(clock);
    for (pause, middle) in
        pauses.iter().zip([1000.0, 1500.0, 2250.0, 3375.0, 5062.0, 7593.0, 10_000.0, 10_000.0])
    {
        assert!((pause - middle).abs() <= middle / 10.0 + 1.0, "{pauses:?}");
    }
    assert!(pauses.len() >= 8, "{pauses:?}");
}

#[wasm_bindgen_test]
async fn every_change_is_told_once_and_an_unknown_status_is_no_end() {
    let fetch = statuses(&["PENDING", "PENDING", "ON_HOLD", "PENDING", "503", "REJECTED"]);
    let clock = hasty_clock();
    run("globalThis.told = []");
    let options =
        fetch.options("onStatus: (details) => { told.push(details.status); details.status = 'SUCCEEDED' }");
    let details = wait_for_end(ID, &options).await.expect("ended");
    drop(clock);
    assert_eq!(text(&details, "status").as_deref(), Some("REJECTED"));
    assert_eq!(json(&js("told")), r#"["PENDING","ON_HOLD","PENDING","REJECTED"]"#);
    assert_eq!(fetch.count(), 6);
    run("delete globalThis.told");
}

#[wasm_bindgen_test]
async fn the_wait_is_over_in_time_and_nothing_is_asked_after_that() {
    let fetch = statuses(&["PENDING"]);
    let failure = wait_for_end(ID, &fetch.options("timeout: 120")).await.expect_err("over");
    assert_eq!((failure.code.as_str(), failure.retryable), ("timeout", true));
    assert!(failure.message.contains("not ended yet"), "{}", failure.message);
    assert_eq!(fetch.count(), 1);
}

#[wasm_bindgen_test]
async fn an_answer_that_hangs_does_not_outlast_the_wait() {
    let fetch = StandIn::new("return new Promise(() => {})");
    let began = js_sys::Date::now();
    let failure = wait_for_end(ID, &fetch.options("timeout: 120")).await.expect_err("over");
    assert_eq!(failure.code, "timeout");
    assert!(js_sys::Date::now() - began < 3_000.0);
}

#[wasm_bindgen_test]
async fn the_signal_ends_a_pause_at_once() {
    let fetch = statuses(&["PENDING"]);
    let began = js_sys::Date::now();
    let options = "signal: (() => { const c = new AbortController(); setTimeout(() => c.abort('enough'), 50); return c.signal })()";
    let failure = wait_for_end(ID, &fetch.options(options)).await.expect_err("aborted");
    assert_eq!((failure.code.as_str(), failure.cause.as_string().as_deref()), ("aborted", Some("enough")));
    assert!(js_sys::Date::now() - began < 800.0, "the pause of 1 s was not awaited");
    assert!(!failure.retryable);
}

#[wasm_bindgen_test]
async fn it_asks_no_sooner_than_it_was_asked_to() {
    let fetch = StandIn::new(
        "return count ? Response.json({ status: 'EXPIRED' }) : new Response('', { status: 429, headers: { 'retry-after': '20' } })",
    );
    let clock = hasty_clock();
    let ended = wait_for_end(ID, &fetch.options("")).await;
    let pauses = pauses();
    drop(clock);
    ended.expect("ended");
    assert!(pauses.contains(&20_000.0), "{pauses:?}");
}

#[wasm_bindgen_test]
async fn a_clients_deadline_is_not_the_waits() {
    let fetch = statuses(&["PENDING", "SUCCEEDED"]);
    let client = fetch.options("deadline: 200");
    let waited = exports::wait_for_checkout(ID.into(), client, js("{ timeout: 9_000 }"));
    let details = settle(waited).await.expect("ended");
    assert_eq!((text(&details, "status").as_deref(), fetch.count()), (Some("SUCCEEDED"), 2));
}

#[wasm_bindgen_test]
async fn what_will_not_pass_ends_the_wait() {
    for (status, code) in [(404, "not_found"), (401, "unauthorized"), (400, "rejected_by_api")] {
        let fetch = StandIn::always(status, "{}");
        assert_eq!(wait_for_end(ID, &fetch.options("")).await.expect_err("final").code, code);
        assert_eq!(fetch.count(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_listener_that_throws_ends_the_wait_and_is_the_cause() {
    let fetch = statuses(&["PENDING"]);
    let options = fetch.options("onStatus() { throw new TypeError('of the shop') }");
    let failure = wait_for_end(ID, &options).await.expect_err("threw");
    assert_eq!(failure.code, "invalid_options");
    assert_eq!(text(&failure.cause, "message").as_deref(), Some("of the shop"));
}

#[wasm_bindgen_test]
async fn a_tab_that_nobody_sees_asks_less() {
    if !is_page() {
        return;
    }
    run("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    let fetch = statuses(&["PENDING", "SUCCEEDED"]);
    let clock = hasty_clock();
    wait_for_end(ID, &fetch.options("")).await.expect("ended");
    let pauses = pauses();
    drop(clock);
    run("delete document.hidden");
    assert!(pauses.iter().any(|pause| (27_000.0..=33_000.0).contains(pause)), "{pauses:?}");
}

#[wasm_bindgen_test]
async fn a_tab_that_is_seen_again_asks_at_once() {
    if !is_page() {
        return;
    }
    run("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    let fetch = statuses(&["PENDING", "SUCCEEDED"]);
    let waiting = exports::wait_for_checkout(ID.into(), fetch.options("timeout: 60_000"), JsValue::UNDEFINED);
    run("globalThis.seen = setInterval(() => {
            delete document.hidden;
            document.dispatchEvent(new Event('visibilitychange'));
        }, 100)");
    let details = settle(waiting).await.expect("asked long before 27 s are over");
    run("clearInterval(seen); delete globalThis.seen");
    assert_eq!((text(&details, "status").as_deref(), fetch.count()), (Some("SUCCEEDED"), 2));
}

#[wasm_bindgen_test]
async fn a_page_that_comes_out_of_the_cache_waits_on() {
    if !is_page() {
        return;
    }
    let fetch = StandIn::new(
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
         return Response.json({ status: count ? 'SUCCEEDED' : 'PENDING' });",
    );
    let clock = hasty_clock();
    let waited = wait_for_end(ID, &fetch.options("")).await;
    drop(clock);
    let details = waited.expect("Back takes nobody away from a question");
    assert_eq!((text(&details, "status").as_deref(), fetch.count()), (Some("SUCCEEDED"), 2));
}

/// Waits for as long as is waited by default; the first answer takes so many ms.
async fn waited_by_default(first_ms: u32) -> (Outcome, usize) {
    let fetch = StandIn::new(&format!(
        "if (count) return Response.json({{ status: 'SUCCEEDED' }});
         Date.now = () => startedWith() + {first_ms};
         return Response.json({{ status: 'PENDING' }});"
    ));
    run("globalThis.startedWith = Date.now");
    let clock = hasty_clock();
    let waited = wait_for_end(ID, &fetch.options("")).await;
    drop(clock);
    run("Date.now = startedWith; delete globalThis.startedWith");
    (waited, fetch.count())
}

#[wasm_bindgen_test]
async fn five_minutes_are_waited_by_default() {
    let (waited, asked) = waited_by_default(290_000).await;
    assert_eq!((text(&waited.expect("ended"), "status").as_deref(), asked), (Some("SUCCEEDED"), 2));
    let (waited, asked) = waited_by_default(300_000).await;
    assert_eq!((waited.expect_err("over").code.as_str(), asked), ("timeout", 1));
}
