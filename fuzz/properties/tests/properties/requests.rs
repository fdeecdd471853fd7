//! Requests that are right, and what is left when one thing in them is wrong.

use std::borrow::Cow;

use jeelpay_checkout::amount::sar;
use jeelpay_checkout::request::{Kind, Stage, check};
use jeelpay_checkout::value::{Value, object};
use jeelpay_properties::{request, tree};
use proptest::prelude::*;

use crate::cases;
use crate::parsers::tree as any_tree;

fn text(value: impl Into<String>) -> Option<Value<'static>> {
    Some(Value::String(Cow::Owned(value.into())))
}

prop_compose! {
    fn buyer()(mobile in "(0|\\+966 ?)?5[0-9]{8}", email in prop::option::of("[a-z]{1,9}@[a-z]{1,9}\\.(co|sa)"),
               id in prop::option::of("[12][0-9]{9}"), name in prop::option::of("\\PC{1,40}")) -> Value<'static> {
        object([
            ("first_name", name.and_then(text)),
            ("mobile_number", text(mobile)),
            ("email", email.and_then(text)),
            ("national_id", id.and_then(text)),
        ])
    }
}

prop_compose! {
    fn item()(name in "\\PC{1,25}", quantity in 1..1000_u32, price in 0..100_000_000_i64, as_text in any::<bool>(),
              with_total in any::<bool>(), id in "[a-z0-9-]{1,20}") -> Value<'static> {
        let amount = |halalas: i64| match as_text {
            true => text(sar(halalas)),
            false => Some(Value::Number(halalas as f64 / 100.0)),
        };
        object([
            ("item_name", text(name)),
            ("quantity", Some(Value::Number(quantity.into()))),
            ("unit_price", amount(price)),
            ("total_cost", if with_total { amount(price * i64::from(quantity)) } else { None }),
            ("reference_id", text(id)),
        ])
    }
}

prop_compose! {
    fn student()(name in "\\PC{1,40}", id in "[12][0-9]{9}", cost in 0..100_000_000_i64) -> Value<'static> {
        object([
            ("name", text(name)),
            ("national_id", text(id)),
            ("entity_id", text("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01")),
            ("educational_year_id", text("7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026")),
            ("cost", text(sar(cost))),
        ])
    }
}

fn urls() -> Value<'static> {
    object([
        ("redirect_url", text("https://shop.example/r")),
        ("notification_url", text("https://shop.example/w")),
    ])
}

fn complete() -> impl Strategy<Value = (Kind, Value<'static>)> {
    let of = |kind, list: &'static str| {
        move |(buyer, entries)| {
            (
                kind,
                object([("buyer", Some(buyer)), (list, Some(Value::Array(entries))), ("urls", Some(urls()))]),
            )
        }
    };
    prop_oneof![
        (buyer(), prop::collection::vec(item(), 1..4)).prop_map(of(Kind::Items, "items")),
        (buyer(), prop::collection::vec(student(), 1..4)).prop_map(of(Kind::Schooling, "students")),
    ]
}

/// How many members the tree's objects have in all.
fn members(tree: &Value<'_>) -> usize {
    match tree {
        Value::Object(members_) => {
            members_.len() + members_.iter().map(|(_, value)| members(value)).sum::<usize>()
        }
        Value::Array(elements) => elements.iter().map(members).sum(),
        _ => 0,
    }
}

/// Puts a value at the nth member, counted from the outside in.
fn put<'a>(tree: &mut Value<'a>, nth: &mut usize, value: &Value<'a>) {
    match tree {
        Value::Object(members) => {
            for (_, member) in members {
                match *nth {
                    0 => *member = value.clone(),
                    _ => put(member, nth, value),
                }
                *nth = nth.wrapping_sub(1);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| put(element, nth, value)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn what_is_right_is_accepted_and_the_sandbox_agrees((kind, given) in complete()) {
        let checked = check(kind, Stage::Complete, &given);
        prop_assert!(checked.is_ok(), "{checked:?}");
        request::holds(jeelpay_checkout::json::write(&given, tree::spell).as_bytes());
    }

    #[test]
    fn one_wrong_thing_is_an_issue_or_harmless((kind, mut given) in complete(), at in any::<prop::sample::Index>(),
                                               value in any_tree()) {
        // As it comes from outside, where no amount is known to be one.
        let value = tree::parse(jeelpay_checkout::json::write(&value, tree::spell).as_bytes()).expect("JSON");
        let mut nth = at.index(members(&given));
        put(&mut given, &mut nth, &value);
        for stage in [Stage::Draft, Stage::Complete] {
            request::checked_holds(kind, stage, check(kind, stage, &given));
        }
        request::believed_holds(kind, &given);
    }
}
