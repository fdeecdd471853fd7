//! `validateCheckout` and `validateSchoolingCheckout`: every rule, every issue.

use jeelpay_checkout::request::Kind;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{issues, read_issues, validated};
use crate::support::orders::{ITEMS, SCHOOLING, items_with, order};
use crate::support::script::{js, text};

fn schooling_issues(request: &JsValue) -> Vec<String> {
    read_issues(&validated(Kind::Schooling, request, &JsValue::UNDEFINED).expect("issues"))
}

#[wasm_bindgen_test]
fn a_valid_request_has_no_issue() {
    assert!(issues(&order(ITEMS)).is_empty());
    assert!(schooling_issues(&order(SCHOOLING)).is_empty());
    assert!(js_sys::Array::is_array(&validated(Kind::Items, &order(ITEMS), &JsValue::UNDEFINED).unwrap()));
}

#[wasm_bindgen_test]
fn each_rule_has_its_issue() {
    for (from, to, expected) in [
        (r#""order_12345""#, "'x'.repeat(256)", "reference_id too_long"),
        (r#""order_12345""#, "7", "reference_id type"),
        (r#""Sara""#, "'😀'.repeat(128)", "buyer.first_name too_long"),
        (r#""512345678""#, "'51234567'", "buyer.mobile_number format"),
        (r#""512345678""#, "512345678", "buyer.mobile_number type"),
        (r#""512345678""#, "''", "buyer.mobile_number required"),
        (r#""sara@example.com""#, "'sara'", "buyer.email format"),
        (r#""sara@example.com""#, "'a@' + 'b.'.repeat(150) + 'co'", "buyer.email too_long"),
        (r#""1012345678""#, "'3012345678'", "buyer.national_id format"),
        (r#""Rust, from the ground up""#, "'x'.repeat(51)", "items[0].item_name too_long"),
        (r#""Rust, from the ground up""#, "''", "items[0].item_name required"),
        (":2,", ":0,", "items[0].quantity minimum"),
        (":2,", ":1.5,", "items[0].quantity format"),
        (":2,", ":'2',", "items[0].quantity type"),
        (":2,", ":1e300,", "items[0].quantity maximum"),
        ("450.25", "450.255", "items[0].unit_price decimals"),
        ("450.25", "-1", "items[0].unit_price minimum"),
        ("450.25", "1e12", "items[0].unit_price maximum"),
        ("450.25", "'45O'", "items[0].unit_price type"),
        ("900.5", "900.51", "items[0].total_cost mismatch"),
        ("900.5", "'900.5 SAR'", "items[0].total_cost type"),
        (r#""course-7""#, "''", "items[0].reference_id required"),
        (r#""0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01""#, "'branch 1'", "items[0].entity_id format"),
        (r#""https://shop.example/thanks""#, "'/thanks'", "urls.redirect_url format"),
        (r#""https://shop.example/thanks""#, "'http://shop.example/'", "urls.redirect_url format"),
        (r#""https://shop.example/webhooks""#, "null", "urls.notification_url required"),
        (
            r#""https://shop.example/webhooks""#,
            "'https://shop.example/thanks'",
            "urls.notification_url mismatch",
        ),
        (r#"{"campaign":"autumn"}"#, "'autumn'", "metadata type"),
        (r#"{"campaign":"autumn"}"#, "[1]", "metadata type"),
        (r#""reference_id":"order_12345""#, r#""referenceId":"x""#, "referenceId misspelt"),
        (
            r#""mobile_number""#,
            r#""mobileNumber":"512345678","mobile_number""#,
            "buyer.mobileNumber misspelt",
        ),
    ] {
        assert_eq!(issues(&items_with(from, to)), [expected], "{from} → {to}");
    }
}

#[wasm_bindgen_test]
fn lengths_are_counted_in_utf16_units() {
    for (name, is_valid) in
        [("'x'.repeat(50)", true), ("'😀'.repeat(25)", true), ("'😀'.repeat(25) + 'x'", false)]
    {
        assert_eq!(issues(&items_with(r#""Rust, from the ground up""#, name)).is_empty(), is_valid, "{name}");
    }
}

#[wasm_bindgen_test]
fn urls_tell_a_complete_request_from_a_draft_unless_the_caller_does() {
    let draft = js(
        "{ buyer: { mobile_number: '512345678' }, items: [{ item_name: 'A', quantity: 1, reference_id: 'a' }] }",
    );
    let judged = |options: &str| read_issues(&validated(Kind::Items, &draft, &js(options)).expect("issues"));
    assert!(
        judged("undefined").is_empty() && judged("{}").is_empty() && judged("{ as: 'draft' }").is_empty()
    );
    assert_eq!(judged("{ as: 'complete' }"), ["items[0].total_cost required", "urls required"]);
    for options in
        ["null", "7", "{ as: 'order' }", "{ as: 7 }", "{ stage: 'draft' }", "{ get as() { throw 1 } }"]
    {
        let refused = validated(Kind::Items, &draft, &js(options)).expect_err(options);
        assert_eq!(refused.code, "invalid_options", "{options}");
    }
}

#[wasm_bindgen_test]
fn an_issue_never_repeats_the_value() {
    let request = js(
        "{ buyer: { mobile_number: 's3cr3t', email: 's3cr3t', national_id: 's3cr3t' }, items: ['s3cr3t'] }",
    );
    let told = validated(Kind::Items, &request, &JsValue::UNDEFINED).expect("issues");
    for issue in told.unchecked_into::<js_sys::Array>().iter() {
        assert!(!text(&issue, "message").unwrap().contains("s3cr3t"));
    }
}
