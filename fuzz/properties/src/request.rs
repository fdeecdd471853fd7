//! Requests: what is accepted is in the API's spelling for good, and the sandbox accepts it too.

use std::cell::RefCell;

use jeelpay_checkout::amount::halalas;
use jeelpay_checkout::edge::{answer, draft};
use jeelpay_checkout::error::{ErrorCode, ISSUE_CODES, Issue};
use jeelpay_checkout::failure;
use jeelpay_checkout::reply::HttpReply;
use jeelpay_checkout::request::{Kind, Stage, check};
use jeelpay_checkout::value::{Value, member};
use jeelpay_sandbox::core::contract::Contract;
use jeelpay_sandbox::core::group::CheckoutType;

use crate::{amount, json, tree};

/// The bytes as JSON, for both kinds and stages.
pub fn holds(data: &[u8]) {
    let Some(request) = tree::parse(data) else { return };
    json::holds(&request);
    for kind in [Kind::Items, Kind::Schooling] {
        let complete = check(kind, Stage::Complete, &request);
        let draft = check(kind, Stage::Draft, &request);
        if complete.is_ok() {
            assert_eq!(draft, complete, "what is complete is a draft");
        }
        let turned = tree::reversed(&request);
        assert_eq!(
            check(kind, Stage::Draft, &turned).ok(),
            draft.clone().ok(),
            "the order of keys says nothing"
        );
        checked_holds(kind, Stage::Complete, complete);
        checked_holds(kind, Stage::Draft, draft);
        believed_holds(kind, &request);
    }
}

/// What a check has come to: a body that stays as it is, or issues that a page can show.
pub fn checked_holds(kind: Kind, stage: Stage, checked: Result<Value<'_>, Vec<Issue>>) {
    match checked {
        Ok(body) => body_holds(kind, stage, &body),
        Err(issues) => issues_hold(issues),
    }
}

fn body_holds(kind: Kind, stage: Stage, body: &Value) {
    json::holds(body);
    assert!(!tree::has_null_member(body), "what is absent is left out");
    assert_eq!(check(kind, stage, body).as_ref(), Ok(body));
    let sent = jeelpay_checkout::json::write(body, tree::spell);
    let arrived = tree::parse(sent.as_bytes()).expect("JSON");
    assert_eq!(check(kind, stage, &arrived).as_ref(), Ok(body), "the wire changes nothing");
    assert_eq!(draft::sum(kind, &arrived), draft::sum(kind, body));
    amounts_hold(kind, body);
    if stage == Stage::Complete {
        the_sandbox_agrees(kind, &sent);
    }
}

fn amounts_hold(kind: Kind, body: &Value) {
    let entries = body.get(list_of(kind)).expect("a list").elements();
    for entry in entries {
        let given = |key| {
            entry.get(key).map(|value| match halalas(value) {
                Ok(halalas) => i128::from(halalas),
                Err(error) => panic!("{key} is {value:?}: {error:?}"),
            })
        };
        for halalas in ["unit_price", "total_cost", "cost"].into_iter().filter(|key| is_amount(kind, key)) {
            if let Some(halalas) = given(halalas) {
                amount::amount_holds(i64::try_from(halalas).expect("small"));
            }
        }
        if let (Kind::Items, Some(price), Some(Value::Number(quantity))) = (
            kind,
            is_amount(kind, "unit_price").then(|| given("unit_price")).flatten(),
            entry.get("quantity"),
        ) {
            assert_eq!(given("total_cost"), Some(price * *quantity as i128));
        }
    }
}

/// Other keys are the merchant's own, and hold anything.
fn is_amount(kind: Kind, key: &str) -> bool {
    match kind {
        Kind::Items => key != "cost",
        Kind::Schooling => key == "cost",
    }
}

fn list_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Items => "items",
        Kind::Schooling => "students",
    }
}

thread_local! {
    static CONTRACT: RefCell<Contract> = RefCell::new(Contract::load());
}

fn the_sandbox_agrees(kind: Kind, sent: &str) {
    let kind = match kind {
        Kind::Items => CheckoutType::Items,
        Kind::Schooling => CheckoutType::Schooling,
    };
    let body = serde_json::from_str(sent).expect("JSON");
    let violations = CONTRACT.with_borrow(|contract| contract.violations(kind, &body));
    assert!(violations.is_empty(), "{violations:?} in {sent}");
}

/// There are some, each can be shown, and they reach the page through the edge unchanged.
fn issues_hold(issues: Vec<Issue>) {
    assert!(!issues.is_empty());
    assert!(issues.iter().all(|issue| ISSUE_CODES.contains(&issue.code) && !issue.message.is_empty()));
    let answer = answer::invalid(&issues, false);
    let body = Some(answer.body);
    let reply = HttpReply { status: answer.status, tx_id: None, retry_after_ms: None, body };
    let failure = failure::of(&reply);
    assert_eq!(failure.code, ErrorCode::InvalidRequest);
    assert!(failure.issues.len() == issues.len().min(100) && issues.starts_with(&failure.issues));
}

/// Nothing that only the merchant may decide is left, and taking it out again changes nothing.
pub fn believed_holds(kind: Kind, request: &Value) {
    let believed = draft::believed(kind, request);
    assert_eq!(draft::believed(kind, &believed), believed);
    assert!(believed.get("urls").is_none());
    for entry in believed.get(list_of(kind)).map(Value::elements).unwrap_or_default() {
        if let Value::Object(members) = entry {
            for key in ["unit_price", "total_cost", "cost", "entity_id"] {
                assert!(member(members, key).is_none(), "{key} was believed");
            }
        }
    }
}
