//! Failing on demand, as a caller sees it.

mod common;

use common::{Answer, COURSES, JSON, Server, assert_conforms, in_time, items_body};
use serde_json::{Value, json};
use std::time::Duration;

async fn order(server: &Server, rule: Value) {
    assert_conforms("FaultRule", &rule);
    let answer = server.post_json("/_sandbox/faults", &rule).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json().as_array().expect("rules").iter().for_each(|rule| assert_conforms("FaultRule", rule));
}

async fn create(server: &Server, bearer: &str, key: &str) -> Result<Answer, String> {
    let headers = [JSON, ("authorization", bearer), ("idempotency-key", key)];
    server.try_send("POST", "/v3/checkout", &headers, items_body().to_string()).await
}

async fn checkouts(server: &Server) -> usize {
    server.get("/_sandbox/checkouts").await.json().as_array().expect("a list").len()
}

#[tokio::test]
async fn statuses_come_as_ordered_and_nothing_is_processed() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    for (status, retry_after, content_type) in [
        (302, "", ""),
        (401, "", "application/json"),
        (408, "", "application/json"),
        (429, "2", "application/json"),
        (429, date, "application/json"),
        (500, "", "application/json"),
        (502, "", "text/html; charset=utf-8"),
        (503, "1", "text/html; charset=utf-8"),
    ] {
        let mut rule = json!({ "fault": "status", "status": status });
        if !retry_after.is_empty() {
            rule["retry_after"] = json!(retry_after);
        }
        order(&server, rule).await;
        let answer = create(&server, &bearer, "key").await.expect("an answer");
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (status, content_type));
        assert_eq!(answer.header("retry-after"), retry_after);
        assert!(!answer.header("tx_id").is_empty());
    }
    assert_eq!(checkouts(&server).await, 0);
    assert_eq!(create(&server, &bearer, "key").await.expect("an answer").status, 200);
}

#[tokio::test]
async fn a_rule_is_for_what_it_matches_as_often_as_it_says() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let matching = json!({ "method": "POST", "path": "/v3/checkout" });
    order(&server, json!({ "match": matching, "times": 2, "fault": "in_flight" })).await;
    for expected in [Some("IDEMPOTENCY-001"), Some("IDEMPOTENCY-001"), None] {
        server.bearer(COURSES).await;
        let answer = create(&server, &bearer, "key").await.expect("an answer").json();
        assert_eq!(answer["errors"][0]["id"].as_str(), expected);
    }
}

#[tokio::test]
async fn a_reset_comes_before_or_after_the_work() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    for (fault, made) in [("reset", 0), ("lost_reply", 1), ("reset_mid_body", 1)] {
        order(&server, json!({ "fault": fault })).await;
        create(&server, &bearer, "key").await.expect_err(fault);
        assert_eq!(checkouts(&server).await, made, "{fault}");
    }
    let answer = create(&server, &bearer, "key").await.expect("an answer");
    assert_eq!((answer.status.as_u16(), checkouts(&server).await), (200, 1));
    let requests = server.get("/_sandbox/requests").await.json();
    let told: Vec<&Value> =
        requests.as_array().expect("a list").iter().map(|request| &request["status"]).collect();
    assert_eq!(told, [&json!(200), &Value::Null, &Value::Null, &json!(200), &json!(200)]);
}

#[tokio::test]
async fn answers_are_spoilt_as_ordered() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let good = create(&server, &bearer, "key").await.expect("an answer");
    for (rule, spoilt) in [
        (json!({ "fault": "missing_field", "field": "redirect_url" }), "no redirect_url"),
        (json!({ "fault": "wrong_types" }), "a number for checkout_id"),
        (json!({ "fault": "truncated_json" }), "half"),
        (json!({ "fault": "junk" }), "junk"),
    ] {
        order(&server, rule).await;
        let answer = create(&server, &bearer, "key").await.expect("an answer");
        assert_eq!(answer.status, 200);
        match spoilt {
            "no redirect_url" => assert!(answer.json().get("redirect_url").is_none()),
            "a number for checkout_id" => assert!(answer.json()["checkout_id"].is_number()),
            "half" => {
                assert!(good.body.starts_with(&answer.body) && answer.body.len() == good.body.len() / 2)
            }
            _ => assert_eq!(answer.body.len(), 1 << 20),
        }
    }
}

/// Until the call after the one for the token has come in.
async fn arrived(server: &Server) {
    in_time(async { while server.get("/_sandbox/requests?since=1").await.json() == json!([]) {} }).await;
}

#[tokio::test]
async fn a_key_is_in_flight_while_its_call_is_delayed() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    order(&server, json!({ "fault": "delay", "delay_ms": 60_000 })).await;
    let slow = create(&server, &bearer, "key");
    tokio::pin!(slow);
    tokio::select! {
        _ = &mut slow => panic!("answered at once"),
        () = arrived(&server) => {}
    }
    let quick = create(&server, &bearer, "key").await.expect("an answer");
    assert_eq!((quick.status.as_u16(), &quick.json()["errors"][0]["id"]), (400, &json!("IDEMPOTENCY-001")));
}

#[tokio::test]
async fn a_caller_that_hangs_up_has_still_ordered() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    order(&server, json!({ "fault": "delay", "delay_ms": 500 })).await;
    tokio::select! {
        _ = create(&server, &bearer, "key") => panic!("answered at once"),
        () = arrived(&server) => {}
    }
    in_time(async { while checkouts(&server).await == 0 {} }).await;
}

#[tokio::test]
async fn a_hanging_call_is_never_answered() {
    let server = Server::start().await;
    order(&server, json!({ "match": { "path": "/v3/checkout/{id}" }, "fault": "hang" })).await;
    let waited = tokio::time::timeout(Duration::from_millis(300), server.get("/v3/checkout/x")).await;
    assert!(waited.is_err());
    assert_eq!(server.get("/v3/checkout/x").await.status, 401);
}

#[tokio::test]
async fn an_order_may_have_faults_of_its_own_one_after_the_other() {
    let server = Server::start().await;
    let bearer = server.bearer(COURSES).await;
    let mine = json!({ "reference_id": "order_12345" });
    let rules = json!([
        { "match": mine, "fault": "status", "status": 503 },
        { "match": { "reference_id": "another" }, "times": 9, "fault": "hang" },
        { "match": mine, "fault": "lost_reply" },
    ]);
    let told = server.post_json("/_sandbox/faults", &rules).await;
    assert_eq!((told.status.as_u16(), told.json().as_array().map(Vec::len)), (200, Some(3)));
    let mut body = items_body();
    body["reference_id"] = json!("order_12345");
    let headers = [JSON, ("authorization", bearer.as_str()), ("idempotency-key", "key")];
    let send = || server.try_send("POST", "/v3/checkout", &headers, body.to_string());
    assert_eq!(send().await.expect("an answer").status, 503);
    send().await.expect_err("lost");
    assert_eq!(send().await.expect("an answer").status, 200);
    assert_eq!(checkouts(&server).await, 1);
}

#[tokio::test]
async fn of_several_rules_all_are_taken_or_none() {
    let server = Server::start().await;
    for wrong in
        [json!([{ "fault": "hang" }, { "fault": "hang", "times": 0 }]), json!([{ "fault": "hang" }, 7])]
    {
        assert_eq!(server.post_json("/_sandbox/faults", &wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(server.get("/_sandbox/faults").await.json(), json!([]));
}

#[tokio::test]
async fn rules_are_listed_and_dropped() {
    let server = Server::start().await;
    for wrong in [
        json!({}),
        json!({ "fault": "x" }),
        json!({ "fault": "status", "status": 200 }),
        json!({ "fault": "hang", "times": 0 }),
    ] {
        assert_eq!(server.post_json("/_sandbox/faults", &wrong).await.status, 400, "{wrong}");
    }
    order(&server, json!({ "fault": "hang", "times": 3 })).await;
    assert_eq!(
        server.get("/_sandbox/faults").await.json(),
        json!([{ "match": {}, "times": 3, "fault": "hang" }])
    );
    assert_eq!(server.send("DELETE", "/_sandbox/faults", &[JSON], "").await.status, 204);
    assert_eq!(server.get("/_sandbox/faults").await.json(), json!([]));
}
