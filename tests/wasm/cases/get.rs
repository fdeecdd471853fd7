//! `getCheckout`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, get_details};
use crate::support::far_side::{Group, Mark, decide, options, reach};
use crate::support::orders::fresh;
use crate::support::script::{get, is_page, js, json, text};
use crate::support::stand_in::{ID, StandIn};

#[wasm_bindgen_test]
async fn the_details_come_back_as_the_api_tells_them() {
    let created = create(&fresh(), &options(Group::Courses, "").await).await.expect("created");
    let id = text(&created, "checkout_id").unwrap();
    let (reach, mark) = (reach(Group::Courses, "").await, Mark::now().await);
    let details = get_details(&id, &reach).await.expect("details");
    let received = mark.only().await;
    assert_eq!(received.line, format!("GET /v3/checkout/{id}"));
    assert_eq!((received.body.as_str(), received.own_headers()), ("", vec!["authorization"]));
    assert_eq!(text(&details, "checkout_id"), Some(id.clone()));
    assert_eq!(text(&details, "status").as_deref(), Some("PENDING"));
    assert_eq!(text(&details, "checkout_type").as_deref(), Some("ITEMS"));
    assert_eq!(text(&details, "reference_id"), text(&created, "reference_id"));
    assert_eq!(json(&get(&details, "metadata")), r#"{"campaign":"autumn"}"#);
    assert_eq!(text(&details, "tx_id"), Some(received.tx_id));

    decide(&id, "EXPIRED").await;
    let details = get_details(&id, &reach).await.expect("details");
    assert_eq!(text(&details, "status").as_deref(), Some("EXPIRED"));
}

#[wasm_bindgen_test]
async fn a_browser_keeps_no_answer() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    create(&fresh(), &fetch.options("redirect: false")).await.expect("created");
    get_details(ID, &fetch.options("")).await.expect("details");
    // Elsewhere there is no cache, and runtimes that know no such option.
    let expected = if is_page() { "no-store" } else { "default" };
    assert_eq!(fetch.seen("cache"), [expected; 2]);
}

#[wasm_bindgen_test]
async fn an_unknown_checkout_is_not_found() {
    let (reach, mark) = (reach(Group::Courses, "").await, Mark::now().await);
    let failure = get_details(ID, &reach).await.expect_err("404");
    assert_eq!((failure.code.as_str(), failure.status), ("not_found", Some(404.0)));
    assert_eq!(failure.tx_id, Some(mark.only().await.tx_id));
    assert!(failure.errors.contains("CHECKOUT-001") && !failure.retryable && failure.key.is_none());
}

#[wasm_bindgen_test]
async fn what_is_no_id_is_not_sent() {
    let fetch = StandIn::always(200, "{}");
    for id in [
        "undefined",
        "null",
        "7",
        "7n",
        "''",
        "'latest'",
        "'../../../../../../../../../../../../x'",
        "' 0b5e7a52-6f0e-4d55-9b5b-000000000001'",
        "'0b5e7a52-6f0e-4d55-9b5b-00000000000\\ud800'",
        "'0b5e7a52-6f0e-4d55-9b5b-000000000001?x'",
        "new String('0b5e7a52-6f0e-4d55-9b5b-000000000001')",
        "['0b5e7a52-6f0e-4d55-9b5b-000000000001']",
        "{ toString() { return '0b5e7a52-6f0e-4d55-9b5b-000000000001' } }",
        "Symbol('0b5e7a52-6f0e-4d55-9b5b-000000000001')",
        "'0'.repeat(100_000_000)",
    ] {
        let failure = get_details(js(id), &fetch.options("")).await.expect_err(id);
        assert_eq!(
            (failure.code.as_str(), failure.issues),
            ("invalid_request", vec!["checkoutId format".to_owned()]),
            "{id}"
        );
    }
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn an_unknown_status_is_kept_and_unknown_fields_are_not() {
    let fetch =
        StandIn::always(200, r#"{"status":"ON_HOLD","checkout_type":"GIFT","referenceId":"r","amount":5}"#);
    let details = get_details(ID, &fetch.options("")).await.expect("details");
    assert_eq!(
        json(&details),
        format!(
            r#"{{"checkout_id":"{ID}","checkout_type":"GIFT","status":"ON_HOLD","reference_id":"r","tx_id":"tx-1"}}"#
        )
    );
}
