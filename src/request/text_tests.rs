//! A request as the text that it comes as.

use super::*;

/// What `web/stringify.js` writes of a request that is valid but for its metadata.
fn unread(metadata: &str) -> Vec<(String, &'static str)> {
    let buyer = r#"{"buyer":{"mobile_number":"512345678"}"#;
    let items = r#""items":[{"item_name":"A","quantity":1,"reference_id":"a"}]"#;
    let request = format!(r#"{buyer},{items},"metadata":{metadata}}}"#);
    let checked = body_of(Kind::Items, Stage::Draft, &request);
    checked.err().unwrap_or_default().into_iter().map(|issue| (issue.path, issue.code)).collect()
}

fn body_of(kind: Kind, stage: Stage, request: &str) -> Result<String, Vec<Issue>> {
    body(kind, stage, request, |text| text.parse().unwrap_or(f64::NAN))
}

#[test]
fn what_could_not_be_read_is_told_with_its_path() {
    assert_eq!(
        unread(r#"{"a":[1,!3,"x"],"b":!4,"!":"!1"}"#),
        [("metadata.a[1]".to_owned(), "unreadable"), ("metadata.b".to_owned(), "too_large"),]
    );
    assert_eq!(unread("!0"), [("metadata".to_owned(), "unreadable")]);
    let found = unread(r#"[{"a\n":!2}]"#);
    assert_eq!(found, [("metadata[0].a\n".to_owned(), "unreadable"), ("metadata".to_owned(), "type")]);
    let missing = body_of(Kind::Items, Stage::Draft, r#"{"buyer":!1,"items":[!2,null]}"#).unwrap_err();
    let missing: Vec<_> = missing.iter().map(|issue| format!("{} {}", issue.path, issue.code)).collect();
    assert_eq!(missing, ["buyer unreadable", "items[0] unreadable", "items[1] required"]);
}

#[test]
fn text_is_sent_as_it_is_spelled() {
    let request = r#"{"buyer":{"first_name":"\"\n\\ é","mobile_number":"512345678"},"items":[{"item_name":"A","quantity":1,"reference_id":"a"}]}"#;
    assert_eq!(body_of(Kind::Items, Stage::Draft, request).as_deref(), Ok(request));
}

#[test]
fn so_many_bytes_of_paths_are_told_and_no_more() {
    let marks = vec!["!0"; 1000].join(",");
    let found = unread(&format!(r#"{{"{}":[{marks}]}}"#, "k".repeat(10_000)));
    assert!((300..500).contains(&found.len()), "{}", found.len());
    assert_eq!(found.last().map(|(_, code)| *code), Some("too_large"));
}
