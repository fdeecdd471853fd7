//! How large an order may be. Whoever posts one decides that, and each of its entries may have issues, goes to the
//! API, and is kept in the ledger, where an order has room for a while of changes only.

use crate::amount::{self, MAX_HALALAS};
use crate::error::Issue;
use crate::value::Value;

/// More entries than this no order has.
pub const MAX_ENTRIES: usize = 100;
/// More than this nobody orders of one thing: with its price it must still make an amount.
const MAX_QUANTITY: f64 = 10_000.0;
/// What tells an item or a student, in UTF-16 units: as long as what tells an order. The API documents no end.
const MAX_REFERENCE: usize = 255;

/// Of what has too many entries nothing else is told: an answer must stay small.
pub fn too_many(list: &str, entries: &[Value<'_>]) -> Option<Issue> {
    let message = format!("must have at most {MAX_ENTRIES} entries");
    (entries.len() > MAX_ENTRIES).then(|| Issue { path: list.to_owned(), code: "too_large", message })
}

/// The sum of an order must still be an amount, or what is kept and told of it would not be what was ordered.
pub fn too_costly(list: &str, halalas: i64) -> Option<Issue> {
    let message = format!("must cost at most {} SAR together", amount::sar(MAX_HALALAS));
    (halalas > MAX_HALALAS).then(|| Issue { path: list.to_owned(), code: "maximum", message })
}

/// What is too large in the entries of a draft that is valid.
pub fn issues(list: &str, entries: &[Value<'_>]) -> Vec<Issue> {
    entries.iter().enumerate().flat_map(|(at, entry)| issues_of(list, at, entry)).collect()
}

fn issues_of(list: &str, at: usize, entry: &Value<'_>) -> impl Iterator<Item = Issue> {
    let issue = |key, code, message| Issue { path: format!("{list}[{at}].{key}"), code, message };
    let is_unlikely = matches!(entry.get("quantity"), Some(Value::Number(n)) if *n > MAX_QUANTITY);
    let quantity =
        is_unlikely.then(|| issue("quantity", "maximum", format!("must be at most {MAX_QUANTITY}")));
    let reference = entry.text("reference_id").filter(|text| text.encode_utf16().count() > MAX_REFERENCE);
    let reference = reference.map(|_| {
        let message = format!("must have at most {MAX_REFERENCE} characters (UTF-16 units)");
        issue("reference_id", "too_long", message)
    });
    quantity.into_iter().chain(reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_an_amount() {
        assert_eq!(too_costly("items", MAX_HALALAS), None);
        let issue = too_costly("items", MAX_HALALAS + 1).unwrap();
        assert_eq!((issue.path.as_str(), issue.code), ("items", "maximum"));
        assert_eq!(issue.message, "must cost at most 10000000000 SAR together");
    }
}
