//! Read JSON: an independent parser reads the same.

use jeelpay_checkout::parse::{self, MAX_MEMBERS};
use jeelpay_checkout::request::{self, Kind, Stage};
use jeelpay_checkout::value::{MAX_DEPTH, Value};

use crate::{json, tree};

pub fn holds(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let read = parse::parse(text, number);
    if let Some(read) = &read {
        json::holds(read);
    }
    let reference = tree::parse(data);
    let is_narrow = reference.as_ref().is_none_or(|tree| widest(tree) <= MAX_MEMBERS);
    let is_deep = read.as_ref().is_some_and(|tree| tree::depth(tree) > MAX_DEPTH);
    if is_narrow && !is_deep {
        assert_eq!(read, reference);
    }
    if let Some(read) = &read {
        assert_eq!(parse::parse_own(&written(read), number).as_ref(), Some(read));
    }
    cut_holds(text);
}

fn written(tree: &Value<'_>) -> String {
    jeelpay_checkout::json::write(tree, tree::spell)
}

/// Text that is no JSON of ours is cut and judged somehow, and in the end.
fn cut_holds(text: &str) {
    for kind in [Kind::Items, Kind::Schooling] {
        let _ = request::body(kind, Stage::of(text), text, |text| text.parse().unwrap_or(f64::NAN));
    }
}

fn number(text: &str) -> f64 {
    text.parse().expect("what is read as a number is one")
}

fn widest(tree: &Value) -> usize {
    match tree {
        Value::Object(members) => {
            members.iter().map(|(_, value)| widest(value)).max().unwrap_or(0).max(members.len())
        }
        Value::Array(elements) => elements.iter().map(widest).max().unwrap_or(0),
        _ => 0,
    }
}
