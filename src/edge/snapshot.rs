//! What an order was about, kept by the merchant's side: the API never tells amounts or items again.

use std::borrow::Cow;

use super::draft;
use crate::amount;
use crate::json;
use crate::request::Kind;
use crate::value::{Value, object};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    pub kind: Option<Kind>,
    /// The sum, in halalas.
    pub halalas: i64,
    pub reference_id: Option<String>,
    /// What is paid for: of each item or student what tells it, and nothing of a person.
    pub lines: Vec<Value<'static>>,
}

impl Snapshot {
    /// Of a request that was checked in full.
    pub fn of(kind: Kind, body: &Value) -> Snapshot {
        let (list, keys): (_, &[&str]) = match kind {
            Kind::Items => ("items", &["reference_id", "quantity", "total_cost"]),
            Kind::Schooling => ("students", &["reference_id", "cost"]),
        };
        let entries = body.get(list).map(Value::elements).unwrap_or_default();
        let line = |entry: &Value<'_>| {
            let kept = keys.iter().filter_map(|key| Some((Cow::Borrowed(*key), entry.get(key)?.clone())));
            Value::Object(kept.collect()).into_owned()
        };
        Snapshot {
            kind: Some(kind),
            halalas: draft::sum(kind, body),
            reference_id: body.text("reference_id").map(str::to_owned),
            lines: entries.iter().map(line).collect(),
        }
    }

    /// As the merchant gets it: amounts are in SAR.
    pub fn to_value(&self) -> Value<'_> {
        let lines = || Value::Array(self.lines.clone());
        object([
            ("kind", self.kind.map(|kind| Value::from(name(kind)))),
            ("amount", Some(Value::Halalas(self.halalas))),
            ("reference_id", Value::maybe(self.reference_id.as_deref())),
            ("items", (self.kind == Some(Kind::Items)).then(lines)),
            ("students", (self.kind == Some(Kind::Schooling)).then(lines)),
        ])
    }

    /// How much room it takes in a record.
    pub fn bytes(&self) -> usize {
        // Fractions are counted as nothing; there is room for them.
        json::write(&self.to_value(), |_| String::new()).len()
    }

    /// None if its sum cannot be read: no other one must be told in its place.
    pub fn read(value: &Value) -> Option<Snapshot> {
        let lines = value.get("items").or_else(|| value.get("students"));
        Some(Snapshot {
            kind: value.text("kind").and_then(read_kind),
            halalas: amount::halalas(value.get("amount")?).ok()?,
            reference_id: value.text("reference_id").map(str::to_owned),
            lines: lines.map(|lines| owned(lines.elements())).unwrap_or_default(),
        })
    }
}

fn owned(values: &[Value<'_>]) -> Vec<Value<'static>> {
    values.iter().cloned().map(Value::into_owned).collect()
}

/// `items` or `schooling`, as the merchant's code sees it.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Items => "items",
        Kind::Schooling => "schooling",
    }
}

/// The `checkout_type` of the API.
pub fn api_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Items => "ITEMS",
        Kind::Schooling => "SCHOOLING",
    }
}

fn read_kind(name: &str) -> Option<Kind> {
    match name {
        "items" => Some(Kind::Items),
        "schooling" => Some(Kind::Schooling),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_paid_for_is_kept_and_nothing_of_a_person() {
        let body = r#"{"reference_id":"o","buyer":{"mobile_number":"512345678"},"students":[
            {"name":"Omar","national_id":"1098765432","cost":12500.5,"reference_id":"s-1"},{"cost":1}]}"#;
        let snapshot = Snapshot::of(Kind::Schooling, &serde_json::from_str(body).unwrap());
        assert_eq!(
            crate::json::write(&snapshot.to_value(), |number| number.to_string()),
            r#"{"kind":"schooling","amount":12501.5,"reference_id":"o","students":[{"reference_id":"s-1","cost":12500.5},{"cost":1}]}"#
        );
    }
}
