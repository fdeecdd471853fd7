//! Written JSON: an independent parser reads it.

use jeelpay_checkout::json;
use jeelpay_checkout::value::Value;

use crate::tree::{parse, spell};

pub fn holds(tree: &Value<'_>) {
    let written = json::write(tree, spell);
    let again = parse(written.as_bytes()).expect("what is written can be read");
    assert_eq!(json::write(&again, spell), written);
}
