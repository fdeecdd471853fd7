//! Plain forms: whatever their fields are called, they become a small tree or an issue.

use jeelpay_checkout::edge::form;
use jeelpay_checkout::request::{self, Kind, Stage};
use jeelpay_checkout::value::MAX_DEPTH;

use crate::{json, request as requests, tree};

/// The bytes as `application/x-www-form-urlencoded`.
pub fn holds(data: &[u8]) {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(data).into_owned().collect();
    for kind in [Kind::Items, Kind::Schooling] {
        match form::read(kind, &pairs) {
            Ok(draft) => {
                assert!(tree::depth(&draft) <= MAX_DEPTH);
                json::holds(&draft);
                requests::checked_holds(kind, Stage::Draft, request::check(kind, Stage::Draft, &draft));
                requests::believed_holds(kind, &draft);
            }
            Err(issue) => {
                assert_eq!(issue.code, "unreadable");
                assert!(issue.path.chars().count() <= 100);
            }
        }
    }
}
