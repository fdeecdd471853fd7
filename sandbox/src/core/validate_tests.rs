//! Every constraint of the two create requests, one row each.

use super::errors::ApiError;
use super::fixtures::{
    ACTIVE_YEAR, CONTRACT, INACTIVE_YEAR, INSTITUTE_ENTITY, SCHOOL_ENTITY, items_body, schooling_body,
};
use super::group::{CheckoutType, seeded_groups, seeded_years};
use super::validate::Validation;
use serde_json::{Value, json};

const COURSES: usize = 0;
const INSTITUTE: usize = 1;
const SCHOOL: usize = 2;

fn validate(group: usize, endpoint: CheckoutType, body: &str) -> Result<(), ApiError> {
    let (groups, years) = (seeded_groups(), seeded_years());
    let validation = Validation { contract: &CONTRACT, years: &years, group: &groups[group] };
    validation.order(endpoint, body.as_bytes()).map(drop)
}

/// The fields that are complained about.
fn complaints(group: usize, endpoint: CheckoutType, body: &Value) -> Vec<String> {
    match validate(group, endpoint, &body.to_string()) {
        Ok(()) => Vec::new(),
        Err(error) => {
            error.errors.into_iter().map(|finding| finding.description.unwrap_or(finding.message)).collect()
        }
    }
}

/// `body` with the value at `pointer` replaced, or, for None, left out.
fn with(mut body: Value, pointer: &str, value: Option<Value>) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let parent = body.pointer_mut(parent).expect("the parent exists");
    match (parent, value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(name.to_owned(), value)),
        (Value::Object(fields), None) => drop(fields.remove(name)),
        (Value::Array(values), Some(value)) => values[name.parse::<usize>().expect("an index")] = value,
        (parent, _) => panic!("no place for a value: {parent}"),
    }
    body
}

#[test]
fn accepts_what_the_contract_allows() {
    let items: &[(&str, Option<Value>)] = &[
        ("/reference_id", None),
        ("/reference_id", Some(json!("é".repeat(255)))),
        ("/metadata", None),
        ("/metadata", Some(json!({ "nested": { "n": [1, null] } }))),
        ("/buyer", Some(json!({ "mobile_number": "500000000" }))),
        ("/buyer/national_id", Some(json!("2000000000"))),
        ("/buyer/unknown", Some(json!(null))),
        ("/brand_new_field", Some(json!({ "students": [] }))),
        ("/students", Some(json!("of no concern here"))),
        ("/items/0/item_name", Some(json!("😀".repeat(25)))),
        ("/items/0/quantity", Some(json!(3.0))),
        ("/items/0/unit_price", None),
        ("/items/0/entity_id", Some(json!("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"))),
        ("/urls/redirect_url", Some(json!("HTTPS://shop.example/return?a=b#c"))),
    ];
    assert_eq!(complaints(COURSES, CheckoutType::Items, &items_body()), [""; 0]);
    for (pointer, value) in items {
        let body = with(items_body(), pointer, value.clone());
        assert_eq!(complaints(COURSES, CheckoutType::Items, &body), [""; 0], "{pointer} {value:?}");
    }
    let siblings = json!([schooling_body()["students"][0], schooling_body()["students"][0]]);
    for (pointer, value) in
        [("/students", siblings), ("/students/0/cost", json!(0)), ("/students/0/reference_id", json!("s1"))]
    {
        let body = with(schooling_body(), pointer, Some(value));
        assert_eq!(complaints(SCHOOL, CheckoutType::Schooling, &body), [""; 0], "{pointer}");
    }
}

#[test]
fn refuses_what_breaks_an_items_request() {
    let long = json!("x".repeat(256));
    let cases: &[(&str, Option<Value>, &str)] = &[
        ("/reference_id", Some(json!(null)), "reference_id"),
        ("/reference_id", Some(json!("")), "reference_id"),
        ("/reference_id", Some(long.clone()), "reference_id"),
        ("/reference_id", Some(json!(7)), "reference_id"),
        ("/buyer", None, "buyer"),
        ("/buyer", Some(json!({})), "buyer.mobile_number"),
        ("/buyer/first_name", Some(json!("")), "buyer.first_name"),
        ("/buyer/first_name", Some(long.clone()), "buyer.first_name"),
        ("/buyer/last_name", Some(json!(null)), "buyer.last_name"),
        ("/buyer/mobile_number", Some(json!("0512345678")), "buyer.mobile_number"),
        ("/buyer/mobile_number", Some(json!("+966512345678")), "buyer.mobile_number"),
        ("/buyer/mobile_number", Some(json!("412345678")), "buyer.mobile_number"),
        ("/buyer/mobile_number", Some(json!("51234567٨")), "buyer.mobile_number"),
        ("/buyer/mobile_number", Some(json!("512345678\n")), "buyer.mobile_number"),
        ("/buyer/mobile_number", Some(json!(512_345_678)), "buyer.mobile_number"),
        ("/buyer/email", Some(json!("noura")), "buyer.email"),
        ("/buyer/email", Some(json!(null)), "buyer.email"),
        ("/buyer/national_id", Some(json!("3000000000")), "buyer.national_id"),
        ("/buyer/national_id", Some(json!("100000000")), "buyer.national_id"),
        ("/items", None, "items"),
        ("/items", Some(json!([])), "items"),
        ("/items", Some(json!({})), "items"),
        ("/items/0", Some(json!(null)), "items[0]"),
        ("/items/0/item_name", None, "items[0].item_name"),
        ("/items/0/item_name", Some(json!("")), "items[0].item_name"),
        ("/items/0/item_name", Some(json!("x".repeat(51))), "items[0].item_name"),
        ("/items/0/item_name", Some(json!("😀".repeat(26))), "items[0].item_name"),
        ("/items/0/quantity", None, "items[0].quantity"),
        ("/items/0/quantity", Some(json!(0)), "items[0].quantity"),
        ("/items/0/quantity", Some(json!(1.5)), "items[0].quantity"),
        ("/items/0/quantity", Some(json!("3")), "items[0].quantity"),
        ("/items/0/unit_price", Some(json!(null)), "items[0].unit_price"),
        ("/items/0/unit_price", Some(json!(0.101)), "items[0].unit_price"),
        ("/items/0/unit_price", Some(json!(-0.1)), "items[0].unit_price"),
        ("/items/0/total_cost", None, "items[0].total_cost"),
        ("/items/0/total_cost", Some(json!("0.3")), "items[0].total_cost"),
        ("/items/0/total_cost", Some(json!(0.29)), "items[0].total_cost"),
        ("/items/0/total_cost", Some(json!(0.1 + 0.2)), "items[0].total_cost"),
        ("/items/0/reference_id", None, "items[0].reference_id"),
        ("/items/0/reference_id", Some(json!("")), "items[0].reference_id"),
        ("/items/0/entity_id", Some(json!("1")), "items[0].entity_id"),
        ("/items/0/entity_id", Some(json!(INSTITUTE_ENTITY)), "items[0].entity_id"),
        ("/urls", None, "urls"),
        ("/urls/redirect_url", None, "urls.redirect_url"),
        ("/urls/redirect_url", Some(json!("javascript:alert(1)")), "urls.redirect_url"),
        ("/urls/redirect_url", Some(json!("/return")), "urls.redirect_url"),
        ("/urls/notification_url", Some(json!("")), "urls.notification_url"),
        ("/metadata", Some(json!(null)), "metadata"),
        ("/metadata", Some(json!({})), "metadata"),
        ("/metadata", Some(json!("cart=7")), "metadata"),
    ];
    for (pointer, value, expected) in cases {
        let found = complaints(COURSES, CheckoutType::Items, &with(items_body(), pointer, value.clone()));
        assert!(
            !found.is_empty() && found.iter().all(|path| path == expected),
            "{pointer} {value:?}: {found:?}"
        );
    }
}

#[test]
fn refuses_what_breaks_a_schooling_request() {
    let cases: &[(&str, Option<Value>, &str)] = &[
        ("/students", None, "students"),
        ("/students", Some(json!([])), "students"),
        ("/students/0/name", Some(json!("")), "students[0].name"),
        ("/students/0/name", Some(json!("x".repeat(256))), "students[0].name"),
        ("/students/0/national_id", None, "students[0].national_id"),
        ("/students/0/national_id", Some(json!("0123456789")), "students[0].national_id"),
        ("/students/0/entity_id", None, "students[0].entity_id"),
        ("/students/0/entity_id", Some(json!("primary")), "students[0].entity_id"),
        ("/students/0/educational_year_id", None, "students[0].educational_year_id"),
        ("/students/0/educational_year_id", Some(json!(INACTIVE_YEAR)), "students[0].educational_year_id"),
        ("/students/0/educational_year_id", Some(json!(SCHOOL_ENTITY)), "students[0].educational_year_id"),
        ("/students/0/cost", None, "students[0].cost"),
        ("/students/0/cost", Some(json!(-1)), "students[0].cost"),
        ("/students/0/cost", Some(json!(0.001)), "students[0].cost"),
        ("/students/0/reference_id", Some(json!(null)), "students[0].reference_id"),
    ];
    for (pointer, value, expected) in cases {
        let found =
            complaints(SCHOOL, CheckoutType::Schooling, &with(schooling_body(), pointer, value.clone()));
        assert!(
            !found.is_empty() && found.iter().all(|path| path == expected),
            "{pointer} {value:?}: {found:?}"
        );
    }
}

#[test]
fn an_unknown_entity_of_a_student_is_a_group_not_found() {
    let body = with(schooling_body(), "/students/0/entity_id", Some(json!(ACTIVE_YEAR)));
    let error = validate(SCHOOL, CheckoutType::Schooling, &body.to_string()).expect_err("refused");
    assert_eq!(error, ApiError::group_not_found());
    assert_eq!(error.status, 404);
}

#[test]
fn an_entity_is_needed_where_the_group_has_several() {
    assert_eq!(complaints(INSTITUTE, CheckoutType::Items, &items_body()), ["items[0].entity_id"]);
    let body = with(items_body(), "/items/0/entity_id", Some(json!(INSTITUTE_ENTITY)));
    assert_eq!(complaints(INSTITUTE, CheckoutType::Items, &body), [""; 0]);
}

#[test]
fn a_group_has_one_checkout_type() {
    for (group, endpoint, body) in
        [(SCHOOL, CheckoutType::Items, items_body()), (COURSES, CheckoutType::Schooling, schooling_body())]
    {
        let error = validate(group, endpoint, &body.to_string()).expect_err("refused");
        assert_eq!((error.status, error.errors[0].id), (400, "GROUP-002"));
    }
}

#[test]
fn all_findings_come_at_once() {
    let body = with(items_body(), "/items/0/quantity", Some(json!(0)));
    let body = with(body, "/buyer/mobile_number", None);
    let mut found = complaints(COURSES, CheckoutType::Items, &body);
    found.sort();
    assert_eq!(found, ["buyer.mobile_number", "items[0].quantity"]);
}

#[test]
fn bodies_that_are_no_request_at_all_are_refused() {
    let twice = items_body().to_string().replacen('{', r#"{"reference_id":"other","#, 1);
    for body in ["", "nonsense", "[]", "null", "7", "{", r#"{"reference_id":"\ud800"}"#, &twice] {
        let error = validate(COURSES, CheckoutType::Items, body).expect_err(body);
        assert_eq!((error.status, error.errors[0].id), (400, "VALIDATION_ERROR"), "{body}");
    }
}
