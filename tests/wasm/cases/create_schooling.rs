//! `createSchoolingCheckout`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{create, create_schooling};
use crate::support::far_side::{Group, Mark, URL, options};
use crate::support::orders::{ITEMS, SCHOOLING, order};
use crate::support::script::{get, js, json, text};

#[wasm_bindgen_test]
async fn a_complete_request_arrives_byte_for_byte() {
    let options = options(Group::School, "").await;
    let mark = Mark::now().await;
    let created = create_schooling(&order(SCHOOLING), &options).await.expect("created");
    let received = mark.only().await;
    assert_eq!(received.line, "POST /v3/checkout/schooling");
    assert_eq!(received.body, SCHOOLING);
    assert_eq!(received.own_headers(), ["authorization", "content-type", "idempotency-key"]);
    let id = text(&created, "checkout_id").expect("checkout_id");
    assert_eq!(text(&created, "redirect_url"), Some(format!("{URL}/pay/{id}")));
    assert_eq!(json(&get(&created, "metadata")), r#"{"term":1}"#);
}

#[wasm_bindgen_test]
async fn an_entity_that_nobody_knows_is_not_found() {
    let unknown =
        SCHOOLING.replace("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a02", "00000000-0000-4000-8000-000000000000");
    let options = options(Group::School, "").await;
    let failure = create_schooling(&order(&unknown), &options).await.expect_err("404");
    assert_eq!((failure.code.as_str(), failure.status), ("not_found", Some(404.0)));
}

#[wasm_bindgen_test]
async fn a_year_that_is_over_is_refused_with_the_words_of_the_api() {
    let over = SCHOOLING.replace("2b8f6f0d2026", "2b8f6f0d2025");
    let options = options(Group::School, "").await;
    let failure = create_schooling(&order(&over), &options).await.expect_err("400");
    assert_eq!((failure.code.as_str(), failure.status), ("rejected_by_api", Some(400.0)));
    assert!(failure.errors.contains("students[0].educational_year_id"), "{}", failure.errors);
}

#[wasm_bindgen_test]
async fn every_student_is_checked() {
    let request = js("{ buyer: { mobile_number: '512345678' }, students: [
        { name: 'A', national_id: '1098765432', educational_year_id: '7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026' },
        { name: 'x'.repeat(256), national_id: '3', educational_year_id: '2026', cost: 1.005, entity_id: 'x' },
    ] }");
    let failure = create_schooling(&request, &options(Group::School, "").await).await.expect_err("invalid");
    assert_eq!(
        failure.issues,
        [
            "students[1].name too_long",
            "students[1].national_id format",
            "students[1].entity_id format",
            "students[1].educational_year_id format",
            "students[1].cost decimals",
        ]
    );
}

#[wasm_bindgen_test]
async fn a_request_for_the_other_endpoint_is_not_sent() {
    let (options, mark) = (options(Group::School, "").await, Mark::now().await);
    let failure = create_schooling(&order(ITEMS), &options).await.expect_err("no students");
    assert_eq!(failure.issues, ["students required"]);
    let failure = create(&order(SCHOOLING), &options).await.expect_err("no items");
    assert_eq!(failure.issues, ["items required"]);
    assert!(mark.received().await.is_empty());
}
