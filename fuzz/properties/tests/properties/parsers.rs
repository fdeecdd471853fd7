//! Amounts, contacts, addresses, JSON, replies, webhooks.

use jeelpay_checkout::amount::{MAX_HALALAS, halalas, sar};
use jeelpay_checkout::contact::mobile_number;
use jeelpay_checkout::value::Value;
use jeelpay_properties::{amount, contact, json, redirect, reply, webhook};
use proptest::prelude::*;

use crate::cases;

/// Any tree, with amounts in it, of a few levels.
pub fn tree() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>().prop_filter("JSON has no others", |number| number.is_finite()).prop_map(Value::Number),
        any::<i64>().prop_map(|number| Value::Number(number as f64)),
        (0..=MAX_HALALAS).prop_map(Value::Halalas),
        any::<String>().prop_map(|text| Value::String(text.into())),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| Value::Object(
                members.into_iter().map(|(key, value)| (key.into(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn json_is_read_back_by_anybody(tree in tree()) {
        json::holds(&tree);
    }

    #[test]
    fn text_is_an_amount_as_whole_numbers_say(text in "-?[0-9]{0,15}(\\.[0-9]{0,5})?") {
        amount::text_holds(&text);
    }

    #[test]
    fn any_double_is_its_amount_or_none(number in any::<f64>()) {
        amount::number_holds(number);
    }

    #[test]
    fn amounts_survive_what_arithmetic_does(amount in 0..=1_000_000_000_i64, quantity in 1..=100_i64) {
        amount::amount_holds(amount);
        let product = amount as f64 / 100.0 * quantity as f64;
        prop_assert_eq!(halalas(&Value::Number(product)), Ok(amount * quantity));
        let (one, other) = (sar(amount), sar(amount + 1));
        prop_assert_ne!(one, other);
    }

    #[test]
    fn a_mobile_number_is_read_however_it_is_spelled(
        number in "5[0-9]{8}",
        prefix in prop::sample::select(vec!["", "0", "+966", "+966 0", "00966", "966", "+966 (0) "]),
        gap in prop::sample::select(vec!["", " ", "-", "\u{a0}", "\u{200f}", "\u{2011}"]),
        script in prop::sample::select(vec!["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
    ) {
        let digits: Vec<char> = script.chars().collect();
        let spell = |c: char| c.to_digit(10).map_or(c, |digit| digits[digit as usize]);
        let spelled: String = format!("{prefix}{number}").chars().map(|c| format!("{}{gap}", spell(c))).collect();
        prop_assert_eq!(mobile_number(&spelled), Some(number));
        contact::mobile_holds(&spelled);
    }

    #[test]
    fn other_text_is_no_contact_by_accident(text in "[+0-9 ٠-٩()@.a-z-]{0,24}") {
        contact::holds(text.as_bytes());
    }

    #[test]
    fn an_address_leads_where_it_seems_to(
        start in prop::sample::select(vec!["https://", "http://", "https:", "HTTPS:/\\", "javascript://"]),
        user in prop::sample::select(vec!["", "@", "a@", "a:b@", "jeel.co@", "checkout.jeel.co:443@"]),
        host in "(checkout\\.)?(jeel\\.co|(store\\.)?localhost|127\\.0\\.0\\.1|shop\\.example)",
        tail in prop::sample::select(vec!["", ".", ".evil.example", "\\", "%2eevil.example", "\u{3002}a", "\t", "\u{ad}"]),
        port in prop::sample::select(vec!["", ":", ":443", ":80", ":8443", ":0443", ":99999"]),
        path in prop::sample::select(vec!["", "/", "/x?y#z", "?@evil.example", "#@evil.example", "\\@evil.example"]),
    ) {
        let address = format!("{start}{user}{host}{tail}{port}{path}");
        contact::web_address_holds(&address);
        redirect::address_holds(&address, &["https://shop.example:8443".to_owned(), "http://localhost".to_owned()]);
    }

    #[test]
    fn any_answer_is_a_checkout_or_an_error(status in 0..500_u16, body in tree()) {
        let body = jeelpay_checkout::json::write(&body, jeelpay_properties::tree::spell);
        reply::holds(&[&status.to_le_bytes(), body.as_bytes()].concat());
    }

    #[test]
    fn any_header_is_a_signature_or_none(header in "[A-Za-z0-9+/]{40,44}={0,2}", any in any::<String>()) {
        webhook::signature_holds(&header);
        webhook::signature_holds(&any);
    }
}
