//! Written JSON: an independent parser reads it, and its canonical form is one for all orders of keys.

use jeelpay_checkout::json;
use jeelpay_checkout::value::Value;

use crate::tree::{parse, spell};

pub fn holds(tree: &Value) {
    let written = json::write(tree, spell);
    let canonical = json::canonical(tree, spell);
    let reference: serde_json::Value = serde_json::from_str(&written).expect("what is written is JSON");
    let sorted: serde_json::Value = serde_json::from_str(&canonical).expect("what is canonical is JSON");
    assert_eq!(reference, sorted);

    let again = parse(written.as_bytes()).expect("what is written can be read");
    assert_eq!(json::write(&again, spell), written);
    assert_eq!(json::canonical(&again, spell), canonical);
    assert_eq!(json::canonical(&reversed(tree), spell), canonical);
}

fn reversed(tree: &Value) -> Value {
    match tree {
        Value::Object(members) => {
            Value::Object(members.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(reversed).collect()),
        other => other.clone(),
    }
}
