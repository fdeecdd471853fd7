//! Checks whatever a caller gave for a request.

use wasm_bindgen::JsValue;

use super::read;
use crate::error::{CheckoutError, Issue};
use crate::request::{self, Kind, Stage};

/// The body to send.
pub fn body(kind: Kind, stage: Stage, request: &JsValue) -> Result<String, CheckoutError> {
    check(kind, Some(stage), request).map_err(CheckoutError::invalid)
}

/// Everything that is wrong. Without a stage the request itself tells who it is for.
pub fn issues(kind: Kind, stage: Option<Stage>, request: &JsValue) -> Vec<Issue> {
    check(kind, stage, request).err().unwrap_or_default()
}

/// The body to send, or every issue.
fn check(kind: Kind, stage: Option<Stage>, request: &JsValue) -> Result<String, Vec<Issue>> {
    let text = read::text(request);
    let stage = stage.unwrap_or_else(|| Stage::of(&text));
    request::body(kind, stage, &text, read::read_number)
}
