//! What an order was about, kept by the merchant's side: the API never tells amounts or items again.

use crate::request::Kind;
use crate::value::{Value, object};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    pub kind: Option<Kind>,
    /// The sum, in halalas.
    pub halalas: i64,
    pub reference_id: Option<String>,
}

impl Snapshot {
    /// As the merchant gets it: `amount` is in SAR.
    pub fn to_value(&self) -> Value {
        object([
            ("kind", self.kind.map(|kind| Value::from(name(kind)))),
            ("amount", Some(Value::Halalas(self.halalas))),
            ("reference_id", Value::maybe(self.reference_id.as_deref())),
        ])
    }

    pub fn read(value: &Value) -> Snapshot {
        Snapshot {
            kind: value.text("kind").and_then(read_kind),
            halalas: value.get("amount").and_then(|sar| crate::amount::halalas(sar).ok()).unwrap_or(0),
            reference_id: value.text("reference_id").map(str::to_owned),
        }
    }
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
