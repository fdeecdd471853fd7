use super::*;
use crate::json;

fn tree(json: &str) -> Value<'_> {
    serde_json::from_str(json).unwrap()
}

fn body(kind: Kind, stage: Stage, json: &str) -> String {
    let body = check(kind, stage, &tree(json)).expect("no issues");
    json::write(&body, |number| number.to_string())
}

/// `path code` of every issue.
fn issues(kind: Kind, stage: Stage, json: &str) -> Vec<String> {
    match check(kind, stage, &tree(json)) {
        Ok(_) => Vec::new(),
        Err(issues) => issues.iter().map(|issue| format!("{} {}", issue.path, issue.code)).collect(),
    }
}

const ITEMS: &str = r#"{
    "reference_id": "order_12345",
    "buyer": {"first_name": "Sara", "last_name": "Ali", "mobile_number": "512345678",
              "email": "sara@example.com", "national_id": "1098765432"},
    "items": [{"item_name": "Python 101", "quantity": 2, "unit_price": 350, "total_cost": 700,
               "reference_id": "python-101", "entity_id": "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"}],
    "urls": {"redirect_url": "https://shop.example/return", "notification_url": "https://shop.example/hook"},
    "metadata": {"term": "fall"}
}"#;

const SCHOOLING: &str = r#"{
    "buyer": {"mobile_number": "512345678"},
    "students": [{"name": "Omar", "national_id": "1098765432",
                  "entity_id": "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01",
                  "educational_year_id": "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026", "cost": 12500.5}],
    "urls": {"redirect_url": "https://school.example/return", "notification_url": "https://school.example/hook"}
}"#;

/// The complete items request with the part at `from` replaced by `to`.
fn items_with(from: &str, to: &str) -> Vec<String> {
    assert!(ITEMS.contains(from), "{from}");
    issues(Kind::Items, Stage::Complete, &ITEMS.replace(from, to))
}

fn schooling_with(from: &str, to: &str) -> Vec<String> {
    assert!(SCHOOLING.contains(from), "{from}");
    issues(Kind::Schooling, Stage::Complete, &SCHOOLING.replace(from, to))
}

#[test]
fn a_complete_request_is_sent_as_it_is() {
    let compact = json::write(&tree(ITEMS), |number| number.to_string());
    assert_eq!(body(Kind::Items, Stage::Complete, ITEMS), compact);
    let compact = json::write(&tree(SCHOOLING), |number| number.to_string());
    assert_eq!(body(Kind::Schooling, Stage::Complete, SCHOOLING), compact);
}

#[test]
fn an_empty_request_has_every_required_field_as_an_issue() {
    let expected = ["buyer required", "items required", "urls required"];
    assert_eq!(issues(Kind::Items, Stage::Complete, "{}"), expected);
    assert_eq!(issues(Kind::Items, Stage::Draft, "{}"), expected[..2]);
    assert_eq!(issues(Kind::Schooling, Stage::Draft, "{}"), ["buyer required", "students required"]);
    for (json, code) in [("null", " required"), ("[]", " type"), ("3", " type"), ("\"x\"", " type")] {
        assert_eq!(issues(Kind::Items, Stage::Draft, json), [code], "{json}");
    }
}

#[test]
fn all_issues_are_told_at_once() {
    let request = r#"{"reference_id": 5, "buyer": {"mobile_number": "123", "email": "x"},
        "items": [{"item_name": "", "quantity": 0, "unit_price": 1.005}, 7, {}, []],
        "urls": {"redirect_url": "/x"}, "metadata": []}"#;
    assert_eq!(
        issues(Kind::Items, Stage::Complete, request),
        [
            "reference_id type",
            "buyer.mobile_number format",
            "buyer.email format",
            "items[0].item_name required",
            "items[0].quantity minimum",
            "items[0].unit_price decimals",
            "items[0].total_cost required",
            "items[0].reference_id required",
            "items[1] type",
            "items[2].item_name required",
            "items[2].quantity required",
            "items[2].total_cost required",
            "items[2].reference_id required",
            "items[3] type",
            "urls.redirect_url format",
            "urls.notification_url required",
            "metadata type",
        ]
    );
}

#[test]
fn a_draft_leaves_out_what_only_the_merchant_may_decide() {
    let items = r#"{"buyer": {"mobile_number": "0512345678"},
        "items": [{"item_name": "Python 101", "quantity": 1, "reference_id": "python-101"}]}"#;
    assert_eq!(
        body(Kind::Items, Stage::Draft, items),
        r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"Python 101","quantity":1,"reference_id":"python-101"}]}"#
    );
    assert_eq!(
        issues(Kind::Items, Stage::Complete, items),
        ["items[0].total_cost required", "urls required"]
    );
    let students = r#"{"buyer": {"mobile_number": "512345678"}, "students": [{"name": "Omar",
        "national_id": "1098765432", "educational_year_id": "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026"}]}"#;
    assert_eq!(issues(Kind::Schooling, Stage::Draft, students), [""; 0]);
    assert_eq!(
        issues(Kind::Schooling, Stage::Complete, students),
        ["students[0].entity_id required", "students[0].cost required", "urls required"]
    );
}

#[test]
fn what_is_present_in_a_draft_must_be_valid() {
    let draft = r#"{"buyer": {"mobile_number": "512345678"}, "urls": {"redirect_url": "x"}, "items": [
        {"item_name": "A", "quantity": 1, "reference_id": "a", "total_cost": -1, "entity_id": "x"}]}"#;
    assert_eq!(
        issues(Kind::Items, Stage::Draft, draft),
        ["items[0].total_cost minimum", "items[0].entity_id format", "urls.redirect_url format"]
    );
}

#[test]
fn lengths_are_counted_in_utf16_units() {
    let emoji = "😀".repeat(25);
    assert_eq!(items_with("Python 101", &emoji), [""; 0]);
    assert_eq!(items_with("Python 101", &format!("{emoji}a")), ["items[0].item_name too_long"]);
    assert_eq!(items_with("order_12345", &"ا".repeat(255)), [""; 0]);
    assert_eq!(items_with("order_12345", &"ا".repeat(256)), ["reference_id too_long"]);
    assert_eq!(items_with("Sara", &"x".repeat(256)), ["buyer.first_name too_long"]);
    assert_eq!(items_with("Ali", &"x".repeat(256)), ["buyer.last_name too_long"]);
    assert_eq!(schooling_with("Omar", &"x".repeat(256)), ["students[0].name too_long"]);
}

#[test]
fn every_field_has_its_rule() {
    assert_eq!(items_with("\"512345678\"", "512345678"), ["buyer.mobile_number type"]);
    assert_eq!(items_with("sara@example.com", "sara"), ["buyer.email format"]);
    let long = format!("{}@example.com", "x".repeat(60));
    assert_eq!(items_with("sara@example.com", &long), [""; 0]);
    assert_eq!(items_with("1098765432", "3098765432"), ["buyer.national_id format"]);
    assert_eq!(items_with("\"quantity\": 2", "\"quantity\": 1.5"), ["items[0].quantity format"]);
    assert_eq!(items_with("\"quantity\": 2", "\"quantity\": \"2\""), ["items[0].quantity type"]);
    assert_eq!(items_with("\"quantity\": 2", "\"quantity\": 1e300"), ["items[0].quantity maximum"]);
    assert_eq!(items_with("0b5e7a52-", "0b5e7a52"), ["items[0].entity_id format"]);
    assert_eq!(items_with("https://shop.example/hook", "hook"), ["urls.notification_url format"]);
    assert_eq!(schooling_with("1098765432", "109876543"), ["students[0].national_id format"]);
    assert_eq!(schooling_with("7c9d1f60", "7c9d1f6"), ["students[0].educational_year_id format"]);
    assert_eq!(schooling_with("12500.5", "-1"), ["students[0].cost minimum"]);
    assert_eq!(schooling_with("12500.5", "0"), [""; 0]);
    assert_eq!(schooling_with("12500.5", "1.255"), ["students[0].cost decimals"]);
}

#[test]
fn an_email_has_at_most_255_characters() {
    let domain = |labels: usize| vec!["x".repeat(49); labels].join(".");
    let address = format!("{}@{}.sa", "l".repeat(40), domain(4));
    assert_eq!(address.len(), 243);
    assert_eq!(items_with("sara@example.com", &address), [""; 0]);
    let too_long = format!("{}@{}.sa", "l".repeat(53), domain(4));
    assert_eq!(items_with("sara@example.com", &too_long), ["buyer.email too_long"]);
}

#[test]
fn an_array_needs_an_entry() {
    assert_eq!(schooling_with(r#""students": ["#, r#""students": [], "rest": ["#), ["students too_short"]);
    assert_eq!(schooling_with(r#""students": ["#, r#""students": {}, "rest": ["#), ["students required"]);
    assert_eq!(schooling_with(r#""students": ["#, r#""students": 5, "rest": ["#), ["students type"]);
}

#[test]
fn totals_are_computed_and_compared_in_halalas() {
    let total = |price: &str, quantity: &str, total: &str| {
        let json = ITEMS
            .replace("\"unit_price\": 350", &format!("\"unit_price\": {price}"))
            .replace("\"quantity\": 2", &format!("\"quantity\": {quantity}"))
            .replace(
                "\"total_cost\": 700,",
                &if total.is_empty() { String::new() } else { format!("\"total_cost\": {total},") },
            );
        match check(Kind::Items, Stage::Complete, &tree(&json)) {
            Ok(body) => {
                let total = body.get("items").unwrap().elements()[0].get("total_cost").unwrap().clone();
                json::write(&total, |number| number.to_string())
            }
            Err(issues) => format!("{} {}", issues[0].path, issues[0].code),
        }
    };
    assert_eq!(total("0.1", "3", "0.3"), "0.3");
    assert_eq!(total("0.1", "3", ""), "0.3");
    assert_eq!(total("0.1", "3", "0.30000000000000004"), "0.3");
    assert_eq!(total("\"19.99\"", "3", "\"59.97\""), "59.97");
    assert_eq!(total("350", "2", "\"700.00\""), "700");
    assert_eq!(total("350", "2", "700.01"), "items[0].total_cost mismatch");
    assert_eq!(total("35000", "2", "700"), "items[0].total_cost mismatch");
    assert_eq!(total("9999999999", "2", ""), "items[0].total_cost maximum");
    assert_eq!(total("1", "9007199254740991", ""), "items[0].total_cost maximum");
    assert_eq!(total("350", "2", "true"), "items[0].total_cost type");
}

#[test]
fn absent_optionals_are_left_out_at_every_level() {
    let request = r#"{"reference_id": "", "metadata": {"campaign": null}, "urls": {"redirect_url": ""},
        "buyer": {"mobile_number": "512345678", "email": "", "first_name": null, "national_id": {}},
        "items": [{"item_name": "A", "quantity": 1, "reference_id": "a", "unit_price": null, "entity_id": ""}]}"#;
    assert_eq!(
        body(Kind::Items, Stage::Draft, request),
        r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}]}"#
    );
}

#[test]
fn keys_of_the_merchants_own_are_sent_in_the_order_of_the_alphabet() {
    let sent = |json: &str| {
        let buyer = r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}]"#;
        body(Kind::Items, Stage::Draft, &format!("{buyer},{json}}}"))
    };
    let one = sent(r#""z":{"d":1,"c":[{"f":2,"e":3}]},"metadata":{"b":"2","a":"1"},"y":true"#);
    let other = sent(r#""metadata":{"a":"1","b":"2"},"y":true,"z":{"c":[{"e":3,"f":2}],"d":1}"#);
    assert_eq!(one, other);
    assert!(
        one.ends_with(r#""metadata":{"a":"1","b":"2"},"y":true,"z":{"c":[{"e":3,"f":2}],"d":1}}"#),
        "{one}"
    );
}

#[test]
fn values_of_unknown_keys_are_sent_through_untouched() {
    let json = r#"{"buyer":{"mobile_number":"512345678","middle_name":" X "},"items":[{"item_name":"A","quantity":1,"reference_id":"a","tags":["x",null,{"y":0.125}]}],"promo":{"code":"","rate":1e-7}}"#;
    assert_eq!(body(Kind::Items, Stage::Draft, json), json.replace("1e-7", "0.0000001"));
    let nulls = r#"{"buyer":{"mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}],"metadata":{"a":null,"b":{"c":null}},"later":null}"#;
    assert!(body(Kind::Items, Stage::Draft, nulls).ends_with(r#","metadata":{"b":{}}}"#));
}

#[test]
fn a_misspelt_known_key_is_an_issue() {
    assert_eq!(items_with("\"reference_id\": \"order", "\"referenceId\": \"order"), ["referenceId misspelt"]);
    assert_eq!(
        items_with("\"reference_id\": \"python", "\"Reference-ID\": \"python"),
        ["items[0].reference_id required", "items[0].Reference-ID misspelt"]
    );
    assert_eq!(items_with("\"email\"", "\"E_mail\""), ["buyer.E_mail misspelt"]);
    assert_eq!(items_with("\"metadata\"", "\"metaData\""), ["metaData misspelt"]);
}

#[test]
fn blanks_around_an_email_address_are_not_sent() {
    let blank = ITEMS.replace("\"email\": \"", "\"email\": \" ").replace("example.com\"", "example.com \"");
    assert_ne!(blank, ITEMS);
    assert_eq!(body(Kind::Items, Stage::Complete, &blank), body(Kind::Items, Stage::Complete, ITEMS));
}

#[test]
fn one_address_for_return_and_notification_is_an_issue() {
    for hook in ["https://shop.example/return", "https://SHOP.example/return/#hook"] {
        assert_eq!(
            items_with("https://shop.example/hook", hook),
            ["urls.notification_url mismatch"],
            "{hook}"
        );
    }
}

#[test]
fn only_a_request_with_urls_is_judged_as_complete() {
    let compact = json::write(&tree(ITEMS), |number| number.to_string());
    assert_eq!(Stage::of(&compact), Stage::Complete);
    for json in ["{}", r#"{"urls":{}}"#, r#"{"urls":null}"#, "null", "5"] {
        assert_eq!(Stage::of(json), Stage::Draft, "{json}");
    }
}

#[test]
fn no_issue_repeats_what_was_given() {
    let secret = "SECRET-512345678-1098765432";
    for from in ["512345678", "1098765432", "sara@example.com", "https://shop.example/hook", "Python 101"] {
        let json = ITEMS.replace(from, &secret.repeat(100));
        let issues = check(Kind::Items, Stage::Complete, &tree(&json)).expect_err(from);
        assert!(issues.iter().all(|issue| !issue.message.contains("SECRET")), "{from}");
    }
}
