//! Trees as the core gets them.

use jeelpay_checkout::value::{Member, Value};

/// The tree that JSON text spells, as an engine would hand it over: of a key given twice, the last.
pub fn parse(json: &[u8]) -> Option<Value<'static>> {
    serde_json::from_slice(json).ok().map(without_repetitions)
}

fn without_repetitions(tree: Value<'_>) -> Value<'_> {
    match tree {
        Value::Object(members) => {
            let mut kept: Vec<Member<'_>> = Vec::with_capacity(members.len());
            for (key, value) in members {
                let value = without_repetitions(value);
                match kept.iter_mut().find(|(known, _)| *known == key) {
                    Some(member) => member.1 = value,
                    None => kept.push((key, value)),
                }
            }
            Value::Object(kept)
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(without_repetitions).collect()),
        other => other,
    }
}

/// The same tree, with the keys of each object in the opposite order.
pub fn reversed<'a>(tree: &Value<'a>) -> Value<'a> {
    match tree {
        Value::Object(members) => {
            Value::Object(members.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

/// The shortest spelling that is read as the same number.
pub fn spell(number: f64) -> String {
    serde_json::Number::from_f64(number).expect("a finite number").to_string()
}

/// How many levels it has.
pub fn depth(tree: &Value<'_>) -> usize {
    match tree {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.iter().map(|(_, value)| depth(value)).max().unwrap_or(0),
        _ => 0,
    }
}

/// Whether any member of any object is null.
pub fn has_null_member(tree: &Value<'_>) -> bool {
    match tree {
        Value::Array(elements) => elements.iter().any(has_null_member),
        Value::Object(members) => {
            members.iter().any(|(_, value)| *value == Value::Null || has_null_member(value))
        }
        _ => false,
    }
}
