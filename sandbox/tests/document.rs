//! That `openapi.yaml` and the running process agree.

mod common;

use common::{JSON, Server};
use jeelpay_sandbox::core::contract;
use jeelpay_sandbox::core::fault::Rule;
use serde_json::{Value, from_value, json, to_value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Calls every operation with as good as nothing: whatever comes, the document has to know it.
#[tokio::test]
async fn every_operation_answers_with_a_documented_status() {
    let server = Server::start().await;
    let document = contract::document();
    let mut operations = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            let Some(operation) = item.get(method) else { continue };
            let path = path.replace("{id}", &Uuid::nil().to_string());
            let answer = server.send(&method.to_uppercase(), &path, &[JSON], "{}").await;
            let documented = operation["responses"].as_object().expect("responses");
            assert!(documented.contains_key(answer.status.as_str()), "{method} {path}: {}", answer.status);
            operations += 1;
        }
    }
    assert!(operations > 0);
}

#[tokio::test]
async fn methods_that_are_not_documented_are_not_allowed() {
    let server = Server::start().await;
    let document = contract::document();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item.get(method).is_none() {
                let path = path.replace("{id}", &Uuid::nil().to_string());
                let answer = server.send(&method.to_uppercase(), &path, &[JSON], "{}").await;
                assert_eq!(answer.status, 405, "{method} {path}");
            }
        }
    }
}

fn names_in(object: &Value) -> BTreeSet<String> {
    object.as_object().expect("an object").keys().cloned().collect()
}

/// The kinds of faults that the code knows: whoever asks for another is told them all.
fn faults_in_code() -> BTreeSet<String> {
    let refusal =
        from_value::<Rule>(json!({ "fault": "earthquake" })).expect_err("no such fault").to_string();
    let (_, known) = refusal.split_once("expected one of").expect("a list");
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_faults_in_the_document_are_those_in_the_code() {
    let document = contract::document();
    let rule = &document["components"]["schemas"]["FaultRule"]["properties"];
    let documented: BTreeSet<String> = from_value(rule["fault"]["enum"].clone()).expect("names");
    assert_eq!(faults_in_code(), documented);
    for fault in documented {
        let bare = json!({ "fault": fault });
        let is_documented = contract::validator(&document, "FaultRule").is_valid(&bare);
        assert_eq!(from_value::<Rule>(bare).is_ok(), is_documented, "{fault} needs other members");
    }
}

#[test]
fn the_members_of_a_fault_in_the_document_are_those_in_the_code() {
    let document = contract::document();
    let documented = &document["components"]["schemas"]["FaultRule"]["properties"];
    let mut known = BTreeSet::new();
    for fault in faults_in_code() {
        let rule = json!({
            "match": { "method": "GET", "path": "/", "reference_id": "r" }, "times": 2, "fault": fault,
            "status": 503, "retry_after": "1", "delay_ms": 1, "field": "status",
        });
        let read = to_value(from_value::<Rule>(rule).expect("a rule")).expect("JSON");
        assert_eq!(names_in(&read["match"]), names_in(&documented["match"]["properties"]));
        known.extend(names_in(&read));
    }
    assert_eq!(known, names_in(documented));
}
