//! How an order is written down: as JSON text, so that any store can keep it.

use super::order::{Attempt, Order};
use super::snapshot::Snapshot;
use crate::json;
use crate::value::{Value, object};

/// The record as text.
pub fn write(order: &Order, spell: json::Spell) -> String {
    json::write(&Value::Array(order.attempts.iter().map(attempt_to_value).collect()), spell)
}

/// Reads what [`write()`] wrote; None if it is damaged where that would be told as something else.
pub fn read(value: &Value) -> Option<Order> {
    let attempts: Option<_> = value.elements().iter().map(attempt_from_value).collect();
    Some(Order { attempts: attempts? })
}

fn attempt_to_value(attempt: &Attempt) -> Value<'_> {
    let untold = attempt.untold.iter().map(|(status, previous)| {
        Value::Array(vec![Value::from(status.as_str()), Value::from(previous.as_str())])
    });
    let announced = attempt.announced.iter().map(|status| Value::from(status.as_str()));
    object([
        ("key", Some(Value::from(attempt.key.as_str()))),
        ("digest", Some(Value::from(attempt.digest.as_str()))),
        ("secret_id", Some(Value::from(attempt.secret_id.as_str()))),
        ("page_key", Some(Value::from(attempt.page_key.as_str()))),
        ("token", Some(Value::from(attempt.token.as_str()))),
        ("began", Some(Value::Number(attempt.began))),
        ("snapshot", Some(attempt.snapshot.to_value())),
        ("checkout_id", Value::maybe(attempt.checkout_id.as_deref())),
        ("redirect_url", Value::maybe(attempt.redirect_url.as_deref())),
        ("status", Some(Value::from(attempt.status.as_str()))),
        ("claimed", attempt.claimed.then_some(Value::Bool(true))),
        ("success_claimed", attempt.success_claimed.then_some(Value::Bool(true))),
        ("superseded", attempt.superseded.then_some(Value::Bool(true))),
        ("refused", attempt.refused.then_some(Value::Bool(true))),
        ("untold", Some(Value::Array(untold.collect()))),
        ("telling_until", Some(Value::Number(attempt.telling_until))),
        ("tellings", (attempt.tellings > 0).then(|| Value::Number(attempt.tellings.into()))),
        ("announced", Some(Value::Array(announced.collect()))),
        ("asked_at", time(attempt.asked_at)),
        ("heard_at", time(attempt.heard_at)),
        ("quiet_until", time(attempt.quiet_until)),
        ("stirred", time(attempt.stirred)),
        ("success", (attempt.success > 0).then(|| Value::Number(attempt.success.into()))),
    ])
}

fn attempt_from_value(value: &Value) -> Option<Attempt> {
    let text = |key| value.text(key).map(str::to_owned);
    let number = |key| match value.get(key) {
        Some(Value::Number(number)) => *number,
        _ => 0.0,
    };
    let is_true = |key| value.get(key) == Some(&Value::Bool(true));
    let list = |key| value.get(key).map(Value::elements).unwrap_or_default();
    let (untold, announced) = (list("untold"), list("announced"));
    Some(Attempt {
        key: text("key").unwrap_or_default(),
        digest: text("digest").unwrap_or_default(),
        secret_id: text("secret_id").unwrap_or_default(),
        page_key: text("page_key").unwrap_or_default(),
        token: text("token").unwrap_or_default(),
        began: number("began"),
        snapshot: value.get("snapshot").and_then(Snapshot::read)?,
        checkout_id: text("checkout_id"),
        redirect_url: text("redirect_url"),
        status: text("status").unwrap_or_default(),
        claimed: is_true("claimed"),
        success_claimed: is_true("success_claimed"),
        superseded: is_true("superseded"),
        refused: is_true("refused"),
        untold: untold.iter().filter_map(pair).collect(),
        telling_until: number("telling_until"),
        tellings: number("tellings") as u32,
        announced: announced.iter().filter_map(|status| status.as_str().map(str::to_owned)).collect(),
        asked_at: number("asked_at"),
        heard_at: number("heard_at"),
        quiet_until: number("quiet_until"),
        stirred: number("stirred"),
        success: number("success") as u32,
    })
}

fn time(ms: f64) -> Option<Value<'static>> {
    (ms > 0.0).then_some(Value::Number(ms))
}

fn pair(value: &Value) -> Option<(String, String)> {
    match value.elements() {
        [Value::String(status), Value::String(previous)] => Some((status.to_string(), previous.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Kind;

    #[test]
    fn a_record_has_room_in_any_store() {
        let line = object([
            ("reference_id", Some(Value::from("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"))),
            ("quantity", Some(Value::Number(10_000.0))),
            ("total_cost", Some(Value::Halalas(100_000_025))),
        ]);
        let full = Attempt {
            key: "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01".into(),
            digest: "d".repeat(64),
            secret_id: "s".repeat(64),
            page_key: "p".repeat(255),
            token: "t".repeat(96),
            snapshot: Snapshot { lines: vec![line; 100], kind: Some(Kind::Items), ..Snapshot::default() },
            redirect_url: Some("u".repeat(255)),
            ..Attempt::default()
        };
        let text = write(&Order { attempts: vec![full; 20] }, |number| number.to_string());
        assert!(text.len() < 250_000, "{} bytes", text.len());
    }

    #[test]
    fn what_was_written_is_read_again() {
        let line = Value::Object(vec![("reference_id".into(), Value::from("python-101"))]);
        let full = Attempt {
            key: "k".into(),
            digest: "d".into(),
            secret_id: "s".into(),
            page_key: "p".into(),
            token: "t".into(),
            began: 1.0,
            snapshot: Snapshot {
                kind: Some(Kind::Schooling),
                halalas: 35055,
                reference_id: Some("o".into()),
                lines: vec![line],
            },
            checkout_id: Some("c".into()),
            redirect_url: Some("https://checkout.jeel.co/x".into()),
            status: "PENDING".into(),
            claimed: true,
            success_claimed: true,
            superseded: true,
            refused: true,
            untold: vec![("ON_HOLD".into(), "PENDING".into())],
            telling_until: 2.0,
            tellings: 3,
            announced: vec!["ON_HOLD".into()],
            asked_at: 3.0,
            heard_at: 4.0,
            quiet_until: 5.0,
            stirred: 6.0,
            success: 2,
        };
        let fresh = Attempt { status: "PENDING".into(), ..Attempt::default() };
        let order = Order { attempts: vec![full, fresh] };
        let text = write(&order, |number| number.to_string());
        assert_eq!(read(&serde_json::from_str(&text).unwrap()), Some(order));
    }

    #[test]
    fn a_sum_that_cannot_be_read_is_not_taken_for_another() {
        let order = Order { attempts: vec![Attempt::default()] };
        let text = write(&order, |number| number.to_string());
        let with_amount = |amount: &str| {
            let text = text.replace(r#""amount":0"#, amount);
            read(&serde_json::from_str(&text).unwrap())
        };
        assert_eq!(with_amount(r#""amount":0"#), Some(order));
        for damaged in [r#""amount":90000000000"#, r#""amount":null"#, r#""sum":0"#] {
            assert_eq!(with_amount(damaged), None, "{damaged}");
        }
    }
}
