//! What a webhook is about.
//!
//! Checkout and refund events share one address and one signature, so they are told apart by their
//! shape: a `checkout_id` makes a checkout event, an `id` without it a refund event. Anything else
//! is kept and answered with success: the provider may well add events.

use crate::contact;
use crate::value::{Value, object};

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A checkout changed.
    Checkout { checkout_id: String, status: String },
    /// A refund changed; `id` is the refund's.
    Refund { id: String, status: Option<String>, reference_id: Option<String> },
    /// What nobody documented.
    Unknown { members: Vec<String> },
}

/// Of an event that nobody knows, so many names of members are kept, each of at most so many letters.
const MAX_MEMBERS: usize = 20;
const MAX_NAME: usize = 40;

/// Reads the body of a delivery whose signature was verified.
pub fn read(body: &Value) -> Event {
    let checkout_id = body.text("checkout_id").filter(|id| contact::is_uuid(id));
    match (checkout_id, body.text("status"), body.text("id")) {
        (Some(id), Some(status), _) => {
            Event::Checkout { checkout_id: id.to_ascii_lowercase(), status: status.to_owned() }
        }
        (None, status, Some(id)) if body.get("checkout_id").is_none() => Event::Refund {
            id: id.to_owned(),
            status: status.map(str::to_owned),
            reference_id: body.text("referenceId").map(str::to_owned),
        },
        _ => Event::Unknown { members: members(body) },
    }
}

/// What `verifyWebhook` gives: the type of the event, and what came.
pub fn told(body: Value) -> Value {
    let event = read(&body);
    let mut told = match body {
        Value::Object(mut members) if !matches!(event, Event::Unknown { .. }) => {
            members.retain(|(key, value)| key != "type" && event.is_as_documented(key, value));
            members
        }
        // Among members of ours, a `type` of its own, say, would be lost.
        unknown => vec![("body".into(), unknown)],
    };
    told.insert(0, ("type".into(), Value::from(event.kind())));
    Value::Object(told)
}

/// The names of its members that are words of somebody's protocol, and not of a person.
fn members(body: &Value) -> Vec<String> {
    let Value::Object(members) = body else { return Vec::new() };
    let is_word = |name: &str| {
        (1..=MAX_NAME).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    };
    let words = members.iter().filter(|(name, _)| is_word(name)).take(MAX_MEMBERS);
    words.map(|(name, _)| name.clone().into_owned()).collect()
}

impl Event {
    /// What the ledger keeps of an event that is not about a checkout: documented fields, or else the names
    /// of what came; nothing that might tell of a person.
    pub fn kept(&self) -> Value<'_> {
        match self {
            Event::Refund { id, status, reference_id } => object([
                ("id", Some(Value::from(id.as_str()))),
                ("status", Value::maybe(status.as_deref())),
                ("referenceId", Value::maybe(reference_id.as_deref())),
            ]),
            Event::Unknown { members } => {
                let names = members.iter().map(|name| Value::from(name.as_str()));
                object([("members", Some(Value::Array(names.collect())))])
            }
            Event::Checkout { .. } => object([]),
        }
    }

    /// Whether a member is what whoever is told relies on it to be. Those that nobody documented may be anything.
    fn is_as_documented(&self, key: &str, value: &Value) -> bool {
        match (self, key) {
            (Event::Checkout { .. }, "checkout_type" | "reference_id")
            | (Event::Refund { .. }, "status" | "referenceId") => matches!(value, Value::String(_)),
            (Event::Refund { .. }, "rejectionReason") => matches!(value, Value::String(_) | Value::Null),
            (Event::Checkout { .. }, "metadata") => matches!(value, Value::Object(_)),
            _ => true,
        }
    }

    /// `checkout`, `refund` or `unknown`.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Checkout { .. } => "checkout",
            Event::Refund { .. } => "refund",
            Event::Unknown { .. } => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn event(json: &str) -> Event {
        read(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn events_are_told_by_their_shape() {
        let id = "0B5E7A52-6f0e-4d55-9b5b-3f1a5f0c1a01";
        let checkout = Event::Checkout { checkout_id: id.to_lowercase(), status: "SUCCEEDED".into() };
        assert_eq!(event(&format!(r#"{{"checkout_id":"{id}","status":"SUCCEEDED","id":"x"}}"#)), checkout);
        let refund = event(r#"{"id":"r-1","status":"DONE","rejectionReason":"of Sarah","referenceId":"o"}"#);
        assert_eq!(
            json::write(&refund.kept(), |_| String::new()),
            r#"{"id":"r-1","status":"DONE","referenceId":"o"}"#
        );
        assert_eq!((refund.kind(), event(r#"{"id":"r-1"}"#).kind()), ("refund", "refund"));
        let unknown = event(r#"{"name":"Sarah","Sarah Al-Otaibi":1,"512345678":1,"":1}"#);
        assert_eq!(json::write(&unknown.kept(), |_| String::new()), r#"{"members":["name"]}"#);
        for json in [
            "{}",
            "[]",
            "null",
            "5",
            r#"{"checkout_id":"1","status":"SUCCEEDED"}"#,
            r#"{"checkout_id":"1","id":"r-1"}"#,
            r#"{"status":"SUCCEEDED"}"#,
        ] {
            assert_eq!(event(json).kind(), "unknown", "{json}");
        }
        assert_eq!(event(&format!(r#"{{"checkout_id":"{id}"}}"#)).kind(), "unknown");
    }

    #[test]
    fn documented_members_are_told_as_documented() {
        let told = |json: &str| {
            let told = told(serde_json::from_str(json).unwrap());
            json::write(&told, |number| number.to_string())
        };
        let checkout = r#""checkout_id":"0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01","status":"SUCCEEDED""#;
        for (members, left) in [
            (
                r#""reference_id":"o","checkout_type":"ITEMS""#,
                r#","reference_id":"o","checkout_type":"ITEMS""#,
            ),
            (r#""reference_id":null,"metadata":null,"checkout_type":5"#, ""),
            (r#""metadata":{"a":null},"more":null"#, r#","metadata":{"a":null},"more":null"#),
            (r#""metadata":["a"],"type":"x""#, ""),
        ] {
            let expected = format!(r#"{{"type":"checkout",{checkout}{left}}}"#);
            assert_eq!(told(&format!("{{{checkout},{members}}}")), expected);
        }
        let refund = told(r#"{"id":"r-1","status":5,"rejectionReason":null,"referenceId":null}"#);
        assert_eq!(refund, r#"{"type":"refund","id":"r-1","rejectionReason":null}"#);
        let unknown = r#"{"type":"PAYOUT","body":1,"reference_id":null}"#;
        assert_eq!(told(unknown), format!(r#"{{"type":"unknown","body":{unknown}}}"#));
        assert_eq!(told("5"), r#"{"type":"unknown","body":5}"#);
    }
}
