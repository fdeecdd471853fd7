//! What of a browser's request is believed: the documented fields that are the buyer's to fill in,
//! and nothing else. Prices, costs, entities and urls are dropped before the merchant's own code
//! sees the draft, so that it cannot pass them on by accident; so are keys that nobody documented.

use std::borrow::Cow;

use super::bounds;
use crate::amount;
use crate::error::Issue;
use crate::fields::{Field, Rule};
use crate::request::{self, Kind, Stage};
use crate::value::{Value, member, object};

/// The largest body that is read, in bytes.
pub const MAX_BYTES: u32 = 65_536;

/// What of a request is believed, if it is valid as far as it goes and has the size of an order; or every issue.
pub fn check<'a>(kind: Kind, request: &Value<'a>) -> Result<Value<'a>, Vec<Issue>> {
    if let Some(issue) = bounds::too_many(list(kind), entries(kind, request)) {
        return Err(vec![issue]);
    }
    let checked = request::check(kind, Stage::Draft, &believed(kind, request));
    let mut issues = misspelt(kind, request);
    issues.extend(match &checked {
        Ok(draft) => bounds::issues(list(kind), entries(kind, draft)),
        Err(issues) => issues.clone(),
    });
    if issues.is_empty() { checked } else { Err(issues) }
}

/// A documented key in another spelling would be dropped with those that nobody documented, and missed by everybody.
fn misspelt(kind: Kind, request: &Value<'_>) -> Vec<Issue> {
    let issues = request::check(kind, Stage::Draft, request).err().unwrap_or_default();
    issues.into_iter().filter(|issue| issue.code == "misspelt").collect()
}

/// What is ordered.
pub fn list(kind: Kind) -> &'static str {
    match kind {
        Kind::Items => "items",
        Kind::Schooling => "students",
    }
}

fn entries<'v, 'a>(kind: Kind, request: &'v Value<'a>) -> &'v [Value<'a>] {
    request.get(list(kind)).map(Value::elements).unwrap_or_default()
}

/// The part of a request that a buyer may decide.
pub fn believed<'a>(kind: Kind, request: &Value<'a>) -> Value<'a> {
    keep(kind.fields(), request)
}

fn keep<'a>(fields: &'static [Field], value: &Value<'a>) -> Value<'a> {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let believed = fields.iter().filter(|field| !field.need.is_merchants());
    let kept = believed.filter_map(|field| {
        let value = member(members, field.name)?;
        Some((Cow::Borrowed(field.name), keep_field(&field.rule, value)))
    });
    Value::Object(kept.collect())
}

fn keep_field<'a>(rule: &'static Rule, value: &Value<'a>) -> Value<'a> {
    match (rule, value) {
        (Rule::Object(fields), _) => keep(fields, value),
        (Rule::List(fields), Value::Array(elements)) => {
            Value::Array(elements.iter().map(|element| keep(fields, element)).collect())
        }
        _ => value.clone(),
    }
}

/// The request with our addresses where it has none of its own.
pub fn with_urls<'a>(mut request: Value<'a>, redirect_url: &'a str, notification_url: &'a str) -> Value<'a> {
    let Value::Object(members) = &mut request else {
        return request;
    };
    let given = member(members, "urls").cloned();
    let or_own = |key, ours: &'a str| {
        let own = given.as_ref().and_then(|urls| urls.text(key));
        own.map_or(Cow::Borrowed(ours), |own| Cow::Owned(own.to_owned()))
    };
    let urls = object([
        ("redirect_url", Some(Value::String(or_own("redirect_url", redirect_url)))),
        ("notification_url", Some(Value::String(or_own("notification_url", notification_url)))),
    ]);
    members.retain(|(key, _)| key != "urls");
    members.push((Cow::Borrowed("urls"), urls));
    request
}

/// What makes an order the same order: all that is sent but the addresses, which hold a token of
/// their own for each attempt.
pub fn without_urls<'a>(body: &Value<'a>) -> Value<'a> {
    match body {
        Value::Object(members) => {
            Value::Object(members.iter().filter(|(key, _)| key != "urls").cloned().collect())
        }
        other => other.clone(),
    }
}

/// The sum that a checked request is about, in halalas: the API itself never tells it.
pub fn sum(kind: Kind, body: &Value) -> i64 {
    let key = match kind {
        Kind::Items => "total_cost",
        Kind::Schooling => "cost",
    };
    let amounts = entries(kind, body).iter().filter_map(|entry| amount::halalas(entry.get(key)?).ok());
    amounts.fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Value<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn only_what_a_buyer_may_decide_is_believed() {
        let draft = r#"{"reference_id":"o","amount":1,"urls":{"redirect_url":"https://evil.example"},
            "buyer":{"mobile_number":"512345678","vip":true},"metadata":{"gift":"yes"},
            "items":[{"item_name":"A","quantity":1,"reference_id":"a","unit_price":0.01,"total_cost":0.01,
                      "entity_id":"x","discount":100},"junk"]}"#;
        let kept = r#"{"reference_id":"o","buyer":{"mobile_number":"512345678"},
            "items":[{"item_name":"A","quantity":1,"reference_id":"a"},"junk"],"metadata":{"gift":"yes"}}"#;
        assert_eq!(believed(Kind::Items, &tree(draft)), tree(kept));
        let draft = r#"{"students":[{"name":"O","cost":1,"entity_id":"x","national_id":"1"}]}"#;
        let kept = r#"{"students":[{"name":"O","national_id":"1"}]}"#;
        assert_eq!(believed(Kind::Schooling, &tree(draft)), tree(kept));
        assert_eq!(believed(Kind::Items, &tree("[]")), tree("[]"));
    }

    #[test]
    fn an_order_has_an_orders_size() {
        let checked = |kind, list: &str, entry: &str, count: usize| {
            let entries = vec![entry; count].join(",");
            let draft = format!(r#"{{"buyer":{{"mobile_number":"512345678"}},"{list}":[{entries}]}}"#);
            let issues = check(kind, &tree(&draft)).err().unwrap_or_default();
            issues.into_iter().map(|issue| (issue.path, issue.code)).collect::<Vec<_>>()
        };
        let item = |quantity| format!(r#"{{"item_name":"A","quantity":{quantity},"reference_id":"a"}}"#);
        let items = |quantity, count| checked(Kind::Items, "items", &item(quantity), count);
        assert_eq!(items(10_000, 100), []);
        assert_eq!(items(1, 101), [("items".to_owned(), "too_large")]);
        assert_eq!(items(10_001, 2), [0, 1].map(|at| (format!("items[{at}].quantity"), "maximum")));
        let students = checked(Kind::Schooling, "students", "{}", 21_000);
        assert_eq!(students, [("students".to_owned(), "too_large")]);
        let named = |length: usize| {
            let id = "é".repeat(length);
            format!(r#"{{"item_name":"A","quantity":1,"reference_id":"{id}"}}"#)
        };
        assert_eq!(checked(Kind::Items, "items", &named(255), 100), []);
        let long = ("items[0].reference_id".to_owned(), "too_long");
        assert_eq!(checked(Kind::Items, "items", &named(256), 1), [long]);
    }

    #[test]
    fn a_documented_key_in_another_spelling_is_not_dropped() {
        let draft = r#"{"referenceId":"o","buyer":{"mobile_number":"512345678","e-mail":"x"},"gift":1,
            "items":[{"item_name":"A","quantity":1,"reference_id":"a","Unit_Price":1},{}]}"#;
        let issues = check(Kind::Items, &tree(draft)).unwrap_err();
        let misspelt: Vec<_> = issues.iter().filter(|issue| issue.code == "misspelt").collect();
        let paths: Vec<_> = misspelt.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["buyer.e-mail", "items[0].Unit_Price", "referenceId"]);
        assert_eq!(issues.len(), 3 + 3, "and all else that is wrong: {issues:?}");
    }

    #[test]
    fn our_addresses_fill_what_is_missing() {
        let filled = |json| with_urls(tree(json), "https://s/r", "https://s/w").get("urls").cloned().unwrap();
        let ours = r#"{"redirect_url":"https://s/r","notification_url":"https://s/w"}"#;
        assert_eq!(filled("{}"), tree(ours));
        assert_eq!(filled(r#"{"urls":{}}"#), tree(ours));
        let theirs = r#"{"redirect_url":"https://t/r","notification_url":"https://s/w"}"#;
        assert_eq!(filled(r#"{"urls":{"redirect_url":"https://t/r"}}"#), tree(theirs));
    }

    #[test]
    fn sums_are_of_halalas() {
        assert_eq!(sum(Kind::Items, &tree(r#"{"items":[{"total_cost":0.1},{"total_cost":0.2}]}"#)), 30);
        assert_eq!(sum(Kind::Schooling, &tree(r#"{"students":[{"cost":12500.5}]}"#)), 1_250_050);
    }
}
