//! Answers: whatever comes back is a checkout that can be used, or an error that tells no more than it may.

use jeelpay_checkout::contact;
use jeelpay_checkout::edge::{answer, token};
use jeelpay_checkout::error::{CheckoutError, ErrorCode};
use jeelpay_checkout::failure;
use jeelpay_checkout::reply::{self, HttpReply};
use jeelpay_checkout::retry::{self, Budget, Step, Tries};
use jeelpay_checkout::scan;
use serde_json::Value;

const ID: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

/// Two bytes of status, then the body.
pub fn holds(data: &[u8]) {
    let Some((status, body)) = data.split_first_chunk() else { return };
    let status = 100 + u16::from_le_bytes(*status) % 500;
    let body = std::str::from_utf8(body).ok().filter(|body| serde_json::from_str::<Value>(body).is_ok());
    let body = body.map(str::to_owned);
    if let Some(body) = &body {
        scan_holds(body);
    }
    let reply = HttpReply { status, tx_id: Some("tx-1".into()), retry_after_ms: None, body };
    checkout_holds(&reply);
    details_hold(&reply);
    token_holds(&reply);
}

/// Taking a text apart where it stands comes to what an independent parser makes of it.
fn scan_holds(text: &str) {
    let tree: Value = serde_json::from_str(text).expect("JSON");
    let members = scan::members(text);
    match &tree {
        Value::Object(object) => {
            for (spelled, _) in &members {
                // Whoever looks for a key spells it in one way only.
                let key: String = serde_json::from_str(&format!("\"{spelled}\"")).expect("a key");
                let alone = members.iter().filter(|(other, _)| {
                    other == spelled
                        || serde_json::from_str::<String>(&format!("\"{other}\"")).unwrap() != key
                });
                if alone.count() == members.len() {
                    value_holds(scan::member(&members, spelled).expect("a member"), &object[&key]);
                }
            }
            assert_eq!(members.is_empty(), object.is_empty());
        }
        _ => assert!(members.is_empty()),
    }
}

fn value_holds(value: &str, expected: &Value) {
    assert_eq!(&serde_json::from_str::<Value>(value).expect("JSON"), expected);
    if let Some(text) = scan::characters_of(value) {
        assert_eq!(Some(&*text), expected.as_str());
    }
    let entries = scan::entries(value);
    assert_eq!(entries.len(), expected.as_array().map_or(0, Vec::len));
    for (entry, expected) in entries.into_iter().zip(expected.as_array().into_iter().flatten()) {
        assert_eq!(&serde_json::from_str::<Value>(entry).expect("JSON"), expected);
    }
    if expected.is_object() {
        scan_holds(value);
    }
}

/// What is told to JavaScript is JSON.
fn json_holds(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn checkout_holds(reply: &HttpReply) {
    match reply::checkout(reply, "key-1") {
        Ok(checkout) => {
            assert!((200..=299).contains(&reply.status));
            assert!(contact::is_uuid(&checkout.checkout_id) && !checkout.redirect_url.is_empty());
            let told = json_holds(&checkout.to_json());
            assert_eq!(told["checkout_id"], checkout.checkout_id.as_str());
            assert_eq!(told["redirect_url"], checkout.redirect_url.as_str());
        }
        Err(error) => error_holds(&error, reply),
    }
}

fn details_hold(reply: &HttpReply) {
    match reply::details(reply, ID) {
        Ok(details) => {
            assert!((200..=299).contains(&reply.status));
            assert_eq!(details.checkout_id, ID);
            let told = json_holds(&details.to_json());
            assert_eq!(told.get("status").and_then(Value::as_str), details.status.as_deref());
        }
        Err(error) => error_holds(&error, reply),
    }
}

/// It says where it is from, is repeated only if that may help, and is no more than that at the edge.
fn error_holds(error: &CheckoutError, reply: &HttpReply) {
    assert_eq!((error.status, error.tx_id.as_deref()), (Some(reply.status), Some("tx-1")));
    assert!(error.errors.len() <= 100 && error.issues.len() <= 100 && error.cause.is_none());
    let told = json_holds(&error.to_json());
    assert_eq!(told["message"], error.message.as_str());

    let in_flight = error.errors.iter().any(|entry| entry.id == "IDEMPOTENCY-001");
    let is_passing = matches!(reply.status, 408 | 429 | 500..=599);
    assert_eq!(error.retryable, is_passing || in_flight, "{error:?}");
    let budget = Budget { repeats: 1, left_ms: 60_000 };
    let step = retry::next(error, Tries::default(), budget, 1.0);
    let may_repeat = error.retryable && reply.status != 401;
    assert_eq!(matches!(step, Step::Repeat { .. }), may_repeat, "{error:?}");
    assert_eq!(step == Step::RenewToken, reply.status == 401);
    let tries = Tries { repeated: 1, renewed: true };
    let is_awaited = in_flight && error.code == ErrorCode::RejectedByApi;
    let awaits = Step::Repeat { after_ms: 2_000, counts: false };
    let step = retry::next(error, tries, budget, 1.0);
    assert_eq!(step, if is_awaited { awaits } else { Step::GiveUp }, "{error:?}");
    edge_holds(error);
}

/// What the page is told of it has the API's shape, and nothing of what the API said but the `tx_id`.
fn edge_holds(error: &CheckoutError) {
    let answer = answer::upstream(error);
    assert!((400..=599).contains(&answer.status));
    let body = Some(answer.body.clone());
    let reply = HttpReply { status: answer.status, tx_id: None, retry_after_ms: None, body };
    let told = failure::of(&reply);
    assert!(told.issues.is_empty() && told.errors.len() == 1);
    assert!(!error.errors.iter().any(|upstream| {
        let words = [upstream.message.as_str(), upstream.description.as_deref().unwrap_or_default()];
        words.iter().any(|word| word.len() > 60 && answer.body.contains(word))
    }));
}

/// A token comes from a 200 only, can stand in a header, and is in no error.
fn token_holds(reply: &HttpReply) {
    match token::read(reply, 0.0) {
        Ok(token) => {
            assert_eq!(reply.status, 200);
            assert!(token.text.bytes().all(|byte| byte.is_ascii_graphic()));
            assert!(token.expires_at >= 0.0);
        }
        Err(error) => {
            assert!(error.status != Some(401) && error.code != ErrorCode::InvalidRequest);
            let body = scan::members(reply.body.as_deref().unwrap_or_default());
            let told = scan::text(&body, "error_description").unwrap_or_default();
            let word = scan::text(&body, "error").unwrap_or_default();
            let is_quoted = told.len() > 100 && !word.contains(&*told);
            assert!(!(is_quoted && format!("{error:?}").contains(&*told)), "{error:?}");
        }
    }
}
