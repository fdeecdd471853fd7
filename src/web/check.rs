//! Checks whatever a caller gave for a request.

use wasm_bindgen::JsValue;

use super::{js, read};
use crate::error::{CheckoutError, Issue};
use crate::json;
use crate::request::{self, Kind, Stage};

/// The body to send.
pub fn body(kind: Kind, stage: Stage, request: &JsValue) -> Result<String, CheckoutError> {
    check(kind, Some(stage), request).map_err(CheckoutError::invalid)
}

/// Everything that is wrong. Without a stage the request itself tells who it is for.
pub fn issues(kind: Kind, stage: Option<Stage>, request: &JsValue) -> Vec<Issue> {
    check(kind, stage, request).err().unwrap_or_default()
}

/// The body to send, or every issue: those of reading the request, and those of what was read.
fn check(kind: Kind, stage: Option<Stage>, request: &JsValue) -> Result<String, Vec<Issue>> {
    let text = read::text(request);
    let (tree, issues) = read::tree(&text);
    let stage = stage.unwrap_or_else(|| Stage::of(&tree));
    match request::check(kind, stage, &tree) {
        Ok(body) if issues.is_empty() => Ok(json::write(&body, js::spell)),
        Ok(_) => Err(issues),
        Err(more) => Err(joined(issues, more)),
    }
}

/// What could not be read is null in the tree, and so missing there: it is told once. Either list may
/// have as many entries as the request has.
fn joined(mut unread: Vec<Issue>, more: Vec<Issue>) -> Vec<Issue> {
    let mut told: Vec<_> = unread.iter().map(|issue| issue.path.clone()).collect();
    told.sort_unstable();
    unread.extend(more.into_iter().filter(|issue| told.binary_search(&issue.path).is_err()));
    unread
}
