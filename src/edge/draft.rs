//! What of a browser's request is believed: the documented fields that are the buyer's to fill in,
//! and nothing else. Prices, costs, entities and urls are dropped before the merchant's own code
//! sees the draft, so that it cannot pass them on by accident; so are keys that nobody documented.

use std::borrow::Cow;

use crate::amount;
use crate::error::Issue;
use crate::fields::{Field, Rule};
use crate::request::Kind;
use crate::value::{Value, member, object};

/// The largest body that is read, in bytes.
pub const MAX_BYTES: u32 = 65_536;

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

/// The draft that an HTML form spells: names are paths (`items[0].quantity`), as in issues.
pub fn from_form(kind: Kind, pairs: &[(String, String)]) -> Result<Value<'_>, Issue> {
    let mut draft = Value::Object(Vec::new());
    for (name, text) in pairs {
        let put = steps(name).and_then(|steps| put(&mut draft, &steps, text));
        put.ok_or_else(|| Issue {
            path: name.chars().take(100).collect(),
            code: "unreadable",
            message: "must be named like items[0].quantity".to_owned(),
        })?;
    }
    Ok(with_quantities(kind, draft))
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// More entries than this no form has.
const MAX_ENTRIES: usize = 100;

fn steps(name: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in name.split('.').take(8) {
        let (key, indices) = part.split_once('[').map_or((part, None), |(key, rest)| (key, Some(rest)));
        if key.is_empty() {
            return None;
        }
        steps.push(Step::Key(key));
        if let Some(index) = indices {
            let index = index.strip_suffix(']')?.parse().ok().filter(|index| *index < MAX_ENTRIES)?;
            steps.push(Step::Index(index));
        }
    }
    Some(steps)
}

fn put<'a>(tree: &mut Value<'a>, steps: &[Step<'a>], text: &'a str) -> Option<()> {
    let Some((step, rest)) = steps.split_first() else {
        *tree = Value::from(text);
        return Some(());
    };
    match step {
        Step::Key(key) => {
            if *tree == Value::Null {
                *tree = Value::Object(Vec::new());
            }
            let Value::Object(members) = tree else { return None };
            if member(members, key).is_none() {
                members.push((Cow::Borrowed(key), Value::Null));
            }
            let (_, value) = members.iter_mut().find(|(name, _)| name == key)?;
            put(value, rest, text)
        }
        Step::Index(index) => {
            if *tree == Value::Null {
                *tree = Value::Array(Vec::new());
            }
            let Value::Array(elements) = tree else { return None };
            while elements.len() <= *index {
                elements.push(Value::Null);
            }
            put(elements.get_mut(*index)?, rest, text)
        }
    }
}

/// A form knows text only: quantities are made numbers. What is no number stays text, and an issue.
fn with_quantities(kind: Kind, mut draft: Value<'_>) -> Value<'_> {
    if kind != Kind::Items {
        return draft;
    }
    if let Value::Object(members) = &mut draft
        && let Some((_, Value::Array(items))) = members.iter_mut().find(|(name, _)| name == "items")
    {
        // A gap in the numbering, from a row that was removed in the page.
        items.retain(|item| *item != Value::Null);
        for member in items.iter_mut().filter_map(|item| match item {
            Value::Object(members) => members.iter_mut().find(|(name, _)| name == "quantity"),
            _ => None,
        }) {
            if let Some(number) = member.1.as_str().and_then(|text| text.trim().parse::<u32>().ok()) {
                member.1 = Value::Number(number.into());
            }
        }
    }
    draft
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
    let (list, key) = match kind {
        Kind::Items => ("items", "total_cost"),
        Kind::Schooling => ("students", "cost"),
    };
    let entries = body.get(list).map(Value::elements).unwrap_or_default();
    let amounts = entries.iter().filter_map(|entry| amount::halalas(entry.get(key)?).ok());
    amounts.fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    fn form(pairs: &[(&str, &str)]) -> Result<Value<'static>, Issue> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        from_form(Kind::Items, &pairs).map(Value::into_owned)
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
    fn a_form_spells_a_draft() {
        let draft = form(&[
            ("buyer.mobile_number", "0512345678"),
            ("items[0].item_name", "A"),
            ("items[0].quantity", " 2 "),
            ("items[2].quantity", "two"),
            ("reference_id", "o"),
        ]);
        let expected = r#"{"buyer":{"mobile_number":"0512345678"},"reference_id":"o",
            "items":[{"item_name":"A","quantity":2},{"quantity":"two"}]}"#;
        assert_eq!(believed(Kind::Items, &draft.unwrap()), believed(Kind::Items, &tree(expected)));
    }

    #[test]
    fn a_hostile_form_is_an_issue() {
        for name in ["", ".", "a.", "items[", "items[]", "items[x]", "items[999999999]", "items[0]x"] {
            assert_eq!(form(&[(name, "1")]).expect_err(name).code, "unreadable", "{name}");
        }
        assert!(form(&[("a", "1"), ("a.b", "2")]).is_err());
        assert!(form(&[("a", "1"), ("a[0]", "2")]).is_err());
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
