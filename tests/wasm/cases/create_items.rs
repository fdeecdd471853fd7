//! `createCheckout`, from a request to what the far side received and to what comes back.

use jeelpay_checkout::web::exports;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, settle};
use crate::support::far_side::{self, Group, Mark, URL};
use crate::support::orders::{ITEMS, fresh, order};
use crate::support::script::{get, js, json, text};
use crate::support::stand_in::StandIn;

async fn options() -> JsValue {
    far_side::options(Group::Courses, "").await
}

#[wasm_bindgen_test]
async fn a_complete_request_arrives_byte_for_byte() {
    let options = options().await;
    let mark = Mark::now().await;
    create(&order(ITEMS), &options).await.expect("created");
    let received = mark.only().await;
    assert_eq!(received.line, "POST /v3/checkout");
    assert_eq!(received.body, ITEMS);
    assert_eq!(received.own_headers(), ["authorization", "content-type", "idempotency-key"]);
    assert_eq!(received.header("content-type"), Some("application/json"));
    let bearer = format!("Bearer {}", text(&options, "accessToken").unwrap());
    assert_eq!(received.header("authorization"), Some(bearer.as_str()));
    assert_eq!(received.header("accept"), Some("*/*"), "the runtime's own");
}

#[wasm_bindgen_test]
async fn what_comes_back_is_the_checkout() {
    let (request, mark) = (fresh(), Mark::now().await);
    let created = create(&request, &options().await).await.expect("created");
    let received = mark.only().await;
    let id = text(&created, "checkout_id").expect("checkout_id");
    assert_eq!(text(&created, "redirect_url"), Some(format!("{URL}/pay/{id}")));
    assert_eq!(text(&created, "reference_id"), text(&request, "reference_id"));
    assert_eq!(json(&get(&created, "metadata")), r#"{"campaign":"autumn"}"#);
    assert_eq!(text(&created, "tx_id"), Some(received.tx_id.clone()));
    assert_eq!(text(&created, "idempotency_key").as_deref(), received.header("idempotency-key"));
    assert!(text(&created, "creation_date").is_some());
    let keys = json(&js_sys::Object::keys(created.unchecked_ref::<js_sys::Object>()));
    let documented = [
        "checkout_id",
        "redirect_url",
        "creation_date",
        "reference_id",
        "metadata",
        "tx_id",
        "idempotency_key",
    ];
    assert_eq!(keys, serde_json::to_string(&documented).unwrap());
}

#[wasm_bindgen_test]
async fn an_absent_optional_is_a_key_left_out() {
    let request = js("{
        reference_id: undefined,
        buyer: { first_name: '', last_name: null, mobile_number: '512345678', email: undefined, national_id: '' },
        items: [{ item_name: 'A', quantity: 1, unit_price: null, total_cost: 0.5, reference_id: 'a', entity_id: '' }],
        urls: { redirect_url: 'https://shop.example/a', notification_url: 'https://shop.example/b', extra: null },
        metadata: {},
        unknown: undefined,
    }");
    let (options, mark) = (options().await, Mark::now().await);
    let created = create(&request, &options).await.expect("created");
    assert_eq!(
        mark.only().await.body,
        r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"total_cost":0.5,"reference_id":"a"}],"urls":{"redirect_url":"https://shop.example/a","notification_url":"https://shop.example/b"}}"#
    );
    assert!(get(&created, "reference_id").is_undefined() && get(&created, "metadata").is_undefined());
}

#[wasm_bindgen_test]
async fn courtesies_are_put_into_the_spelling_of_the_api() {
    let request = js("{
        urls: { notification_url: new URL('https://shop.example/b'), redirect_url: 'https://shop.example/a' },
        items: [
            { reference_id: 'a', item_name: '😀', unit_price: 0.1, quantity: 3 },
            { reference_id: 'b', item_name: 'B', unit_price: '19.90', quantity: 2n, total_cost: '39.80' },
            { reference_id: 'c', item_name: 'C', quantity: 1, total_cost: 0.1 + 0.2 },
        ],
        buyer: { mobile_number: '+٩٦٦ ٥١ ٢٣٤ ٥٦٧٨', national_id: '١٠١٢٣٤٥٦٧٨' },
    }");
    let (options, mark) = (options().await, Mark::now().await);
    create(&request, &options).await.expect("created");
    assert_eq!(
        mark.only().await.body,
        r#"{"buyer":{"mobile_number":"512345678","national_id":"1012345678"},"items":[{"item_name":"😀","quantity":3,"unit_price":0.1,"total_cost":0.3,"reference_id":"a"},{"item_name":"B","quantity":2,"unit_price":19.9,"total_cost":39.8,"reference_id":"b"},{"item_name":"C","quantity":1,"total_cost":0.3,"reference_id":"c"}],"urls":{"redirect_url":"https://shop.example/a","notification_url":"https://shop.example/b"}}"#
    );
}

#[wasm_bindgen_test]
async fn unknown_keys_are_sent_as_they_are() {
    let fetch = StandIn::creating("https://checkout.jeel.co/x");
    let request = js("{
        buyer: { mobile_number: '512345678', nickname: 'S' },
        items: [{ item_name: 'A', quantity: 1, reference_id: 'a', color: ['red', 1.5, true, {}] }],
        campaign_code: { a: { '': [] }, 'b c': '', '\\u0001\"': 1e21 },
    }");
    create(&request, &fetch.options("redirect: false")).await.expect("created");
    assert_eq!(
        fetch.seen("body"),
        [
            r#"{"buyer":{"mobile_number":"512345678","nickname":"S"},"items":[{"item_name":"A","quantity":1,"reference_id":"a","color":["red",1.5,true,{}]}],"campaign_code":{"\u0001\"":1e+21,"a":{"":[]},"b c":""}}"#
        ]
    );
}

#[wasm_bindgen_test]
async fn an_invalid_request_is_told_in_full_and_not_sent() {
    let request =
        js("{ buyer: { mobile_number: '12' }, items: [{ item_name: 'A', quantity: 0, referenceId: 'a' }] }");
    let (options, mark) = (options().await, Mark::now().await);
    let failure = create(&request, &options).await.expect_err("invalid");
    assert_eq!(failure.code, "invalid_request");
    assert_eq!(
        failure.issues,
        [
            "buyer.mobile_number format",
            "items[0].quantity minimum",
            "items[0].reference_id required",
            "items[0].referenceId misspelt"
        ]
    );
    assert!(failure.message.contains("buyer.mobile_number") && failure.message.contains("3 more"));
    assert!(!failure.retryable && failure.key.is_none());
    assert!(mark.received().await.is_empty());
}

#[wasm_bindgen_test]
async fn the_options_of_client_and_call_may_come_apart() {
    let client = far_side::reach(Group::Courses, "").await;
    let call = js("{ redirect: false, idempotencyKey: `apart-${Math.random()}` }");
    let mark = Mark::now().await;
    let created = settle(exports::create_checkout(fresh(), client.clone(), call.clone(), false))
        .await
        .expect("created");
    assert_eq!(mark.only().await.header("idempotency-key").map(str::to_owned), text(&call, "idempotencyKey"));
    assert_eq!(text(&created, "idempotency_key"), text(&call, "idempotencyKey"));

    let misplaced =
        settle(exports::create_checkout(fresh(), call, client, false)).await.expect_err("misplaced");
    assert_eq!(misplaced.code, "invalid_options");
}
