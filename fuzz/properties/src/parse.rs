//! Read JSON: an independent parser reads the same, and marks are told and nothing else.

use jeelpay_checkout::parse::{self, MAX_MEMBERS};
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
    let mut marks = 0;
    let marked = parse::parse_marked(text, number, &mut |_, _| marks += 1);
    if read.is_some() {
        assert!(marks == 0 && marked.is_some());
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
