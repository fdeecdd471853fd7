//! That `openapi.yaml` and the running process agree.

mod common;

use common::{JSON, Server};
use jeelpay_sandbox::core::contract;
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
