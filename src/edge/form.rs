//! A draft as a page without scripts sends it: names that are paths, and text.

use std::borrow::Cow;

use super::bounds::MAX_ENTRIES;
use super::draft;
use crate::error::Issue;
use crate::request::Kind;
use crate::value::{Value, member};

/// The draft that an HTML form spells: names are paths (`items[0].quantity`), as in issues.
pub fn read(kind: Kind, pairs: &[(String, String)]) -> Result<Value<'_>, Issue> {
    let mut draft = Value::Object(Vec::new());
    for (name, text) in pairs {
        let put = steps(name).and_then(|steps| put(&mut draft, &steps, text));
        put.ok_or_else(|| Issue {
            path: name.chars().take(100).collect(),
            code: "unreadable",
            message: "must be named like items[0].quantity".to_owned(),
        })?;
    }
    Ok(tidied(kind, draft))
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

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

/// A form's numbering has gaps, from rows that were removed in the page; and it knows text only, so
/// quantities are made numbers. What is no number stays text, and an issue.
fn tidied(kind: Kind, mut draft: Value<'_>) -> Value<'_> {
    if let Value::Object(members) = &mut draft
        && let Some((_, Value::Array(entries))) =
            members.iter_mut().find(|(name, _)| name == draft::list(kind))
    {
        entries.retain(|entry| *entry != Value::Null);
        for entry in entries {
            if let Value::Object(members) = entry
                && let Some((_, quantity)) = members.iter_mut().find(|(name, _)| name == "quantity")
                && let Some(number) = quantity.as_str().and_then(|text| text.trim().parse::<u32>().ok())
            {
                *quantity = Value::Number(number.into());
            }
        }
    }
    draft
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Value<'_> {
        serde_json::from_str(json).unwrap()
    }

    fn form(pairs: &[(&str, &str)]) -> Result<Value<'static>, Issue> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        read(Kind::Items, &pairs).map(Value::into_owned)
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
        assert_eq!(
            draft::believed(Kind::Items, &draft.unwrap()),
            draft::believed(Kind::Items, &tree(expected))
        );
    }

    #[test]
    fn a_row_that_was_removed_leaves_no_gap() {
        for (kind, list) in [(Kind::Items, "items"), (Kind::Schooling, "students")] {
            let pairs = [0, 3].map(|at| (format!("{list}[{at}].reference_id"), at.to_string()));
            let expected = format!(r#"{{"{list}":[{{"reference_id":"0"}},{{"reference_id":"3"}}]}}"#);
            assert_eq!(read(kind, &pairs), Ok(tree(&expected)));
        }
    }

    #[test]
    fn a_hostile_form_is_an_issue() {
        for name in ["", ".", "a.", "items[", "items[]", "items[x]", "items[999999999]", "items[0]x"] {
            assert_eq!(form(&[(name, "1")]).expect_err(name).code, "unreadable", "{name}");
        }
        assert!(form(&[("a", "1"), ("a.b", "2")]).is_err());
        assert!(form(&[("a", "1"), ("a[0]", "2")]).is_err());
    }
}
