//! What failures are told as.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::calls::{Failure, create, get_details};
use crate::support::far_side::{Group, Mark, advance_clock, fail_next, options, reach, token};
use crate::support::orders::{ITEMS, fresh, items_with, order};
use crate::support::script::{js, text};
use crate::support::stand_in::{ID, StandIn};

async fn refused(fetch: &StandIn) -> Failure {
    create(&fresh(), &fetch.options("redirect: false")).await.expect_err("refused")
}

#[wasm_bindgen_test]
async fn a_wrong_and_an_expired_token_are_unauthorized() {
    let mark = Mark::now().await;
    let wrong = reach(Group::Courses, "redirect: false, accessToken: 'made.up'").await;
    let failure = create(&fresh(), &wrong).await.expect_err("401");
    let received = mark.only().await;
    assert_eq!((failure.code.as_str(), failure.status), ("unauthorized", Some(401.0)));
    assert_eq!(failure.tx_id.as_deref(), Some(received.tx_id.as_str()));
    assert_eq!(failure.key.as_deref(), received.header("idempotency-key"));
    assert!(failure.errors.contains("AUTH-001") && !failure.retryable);

    let expired = options(Group::Courses, "").await;
    create(&fresh(), &expired).await.expect("still good");
    advance_clock(301_000).await;
    let failure = create(&fresh(), &expired).await.expect_err("401");
    assert_eq!((failure.code.as_str(), failure.status), ("unauthorized", Some(401.0)));
}

#[wasm_bindgen_test]
async fn a_function_is_asked_for_a_new_token_once() {
    let good = token(Group::Courses).await;
    let more =
        |second: &str| format!("accessToken: ((tokens) => async () => tokens.shift())(['stale', {second}])");
    let mark = Mark::now().await;
    create(&fresh(), &options(Group::Courses, &more(&format!("'{good}'"))).await).await.expect("created");
    let received = mark.received().await;
    let tokens: Vec<_> = received.iter().map(|one| one.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(tokens, ["Bearer stale".to_owned(), format!("Bearer {good}")]);
    assert_eq!(received[0].header("idempotency-key"), received[1].header("idempotency-key"));
    assert_eq!(received[0].body, received[1].body);

    let mark = Mark::now().await;
    let failure =
        create(&fresh(), &options(Group::Courses, &more("'stale-too'")).await).await.expect_err("401");
    assert_eq!(failure.code, "unauthorized");
    assert_eq!(mark.received().await.len(), 2);
}

#[wasm_bindgen_test]
async fn a_token_that_is_none_is_not_sent() {
    let fetch = StandIn::always(200, "{}");
    for function in [
        "() => { throw 'no token today' }",
        "async () => { throw 'no token today' }",
        "() => {}",
        "() => null",
        "() => ''",
        "() => ({ access_token: 'x' })",
        "() => 'Bearer x'",
        "() => 'x\\r\\nEvil: 1'",
        "() => '{\"error\":\"invalid_client\"}'",
        "() => 'x'.repeat(20_000)",
        "() => ({ then() { throw 'no token today' } })",
        "() => ({ get then() { throw 'no token today' } })",
        "() => Symbol()",
    ] {
        let options = fetch.options(&format!("accessToken: {function}"));
        let failure = get_details(ID, &options).await.expect_err(function);
        let code = if function.contains("today") { "unavailable" } else { "unauthorized" };
        assert_eq!((failure.code.as_str(), failure.status), (code, None), "{function}");
        if function.contains("today") {
            assert_eq!(failure.cause.as_string().as_deref(), Some("no token today"), "{function}");
        }
    }
    assert_eq!(fetch.count(), 0);
}

#[wasm_bindgen_test]
async fn a_refusal_of_the_api_comes_with_its_words() {
    let (options, mark) = (options(Group::School, "").await, Mark::now().await);
    let failure = create(&order(ITEMS), &options).await.expect_err("a school sells no items");
    assert_eq!((failure.code.as_str(), failure.status), ("rejected_by_api", Some(400.0)));
    let errors: serde_json::Value = serde_json::from_str(&failure.errors).unwrap();
    assert!(errors[0]["id"].is_string() && errors[0]["message"].is_string(), "{errors}");
    assert!(errors[0].get("description") != Some(&json!(null)), "null is left out");
    assert_eq!(failure.tx_id, Some(mark.only().await.tx_id));
    assert!(failure.message.contains("HTTP 400"), "{}", failure.message);
    assert!(failure.issues.is_empty());
}

#[wasm_bindgen_test]
async fn every_status_has_its_code() {
    for (status, code, retryable) in [
        (400, "rejected_by_api", false),
        (401, "unauthorized", false),
        (402, "rejected_by_api", false),
        (403, "rejected_by_api", false),
        (404, "not_found", false),
        (408, "timeout", true),
        (409, "rejected_by_api", false),
        (422, "rejected_by_api", false),
        (429, "rate_limited", true),
        (500, "unavailable", true),
        (503, "unavailable", true),
        (599, "unavailable", true),
    ] {
        for body in [
            "",
            "<html>",
            "null",
            "[]",
            r#"{"message":"x"}"#,
            r#"{"errors":7}"#,
            r#"{"errors":[null,7,[],"x"]}"#,
        ] {
            let failure = refused(&StandIn::always(status, body)).await;
            assert_eq!((failure.code.as_str(), failure.retryable), (code, retryable), "{status} {body}");
            assert_eq!(failure.status, Some(status.into()));
            assert_eq!(failure.tx_id.as_deref(), Some("tx-1"));
            assert_eq!(failure.errors, "[]", "{status} {body}");
        }
    }
}

#[wasm_bindgen_test]
async fn known_error_ids_have_their_own_meaning() {
    let in_flight =
        refused(&StandIn::always(400, r#"{"errors":[{"id":"IDEMPOTENCY-001","message":"m"}]}"#)).await;
    assert_eq!((in_flight.code.as_str(), in_flight.retryable), ("rejected_by_api", true));
    let conflict = refused(&StandIn::always(409, r#"{"errors":[{"id":"IDEMPOTENCY-CONFLICT"}]}"#)).await;
    assert_eq!((conflict.code.as_str(), conflict.retryable), ("idempotency_conflict", false));
    let of_the_edge =
        r#"{"errors":[],"issues":[{"path":"items[0].quantity","code":"minimum","message":"m"}]}"#;
    let invalid = refused(&StandIn::always(400, of_the_edge)).await;
    assert_eq!(
        (invalid.code.as_str(), invalid.issues),
        ("invalid_request", vec!["items[0].quantity minimum".to_owned()])
    );
}

#[wasm_bindgen_test]
async fn a_success_without_what_is_needed_is_invalid() {
    let url = r#""redirect_url":"https://checkout.jeel.co/x""#;
    for body in [
        String::new(),
        "<html>welcome</html>".into(),
        "null".into(),
        "[]".into(),
        "7".into(),
        "{}".into(),
        format!(r#"{{"checkout_id":"{ID}"}}"#),
        format!(r#"{{"checkout_id":"{ID}","redirect_url":null}}"#),
        format!(r#"{{"checkout_id":"{ID}","redirect_url":""}}"#),
        format!(r#"{{"checkout_id":"{ID}","redirect_url":["https://checkout.jeel.co/x"]}}"#),
        format!("{{{url}}}"),
        format!(r#"{{"checkout_id":7,{url}}}"#),
        format!(r#"{{"checkout_id":"not-a-uuid",{url}}}"#),
        format!(r#"{{"data":{{"checkout_id":"{ID}",{url}}}}}"#),
        format!(r#"{{"checkout_id":"{ID}",{url}"#),
        "[".repeat(100_000),
        format!(r#"{{"checkout_id":"{ID}",{url},"deep":{}{}}}"#, "[".repeat(5_000), "]".repeat(5_000)),
    ] {
        let failure = refused(&StandIn::always(200, &body)).await;
        let head: String = body.chars().take(80).collect();
        assert_eq!((failure.code.as_str(), failure.status), ("invalid_response", Some(200.0)), "{head}");
        assert_eq!(failure.tx_id.as_deref(), Some("tx-1"), "{head}");
        assert!(failure.key.is_some() && !failure.retryable);
    }
    let huge =
        StandIn::new("return new Response(`{\"status\":\"SUCCEEDED\",\"x\":\"${'x'.repeat(2_000_000)}\"}`)");
    assert_eq!(get_details(ID, &huge.options("")).await.expect_err("huge").code, "invalid_response");
    let other = StandIn::always(
        200,
        r#"{"checkout_id":"0b5e7a52-6f0e-4d55-9b5b-000000000002","status":"SUCCEEDED"}"#,
    );
    assert_eq!(get_details(ID, &other.options("")).await.expect_err("another").code, "invalid_response");
    assert_eq!(
        get_details(ID, &StandIn::always(200, "{}").options("")).await.expect_err("empty").code,
        "invalid_response"
    );
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    let moved =
        StandIn::new("return new Response(null, { status: 302, headers: { location: '/elsewhere' } })");
    let failure = refused(&moved).await;
    assert_eq!((failure.code.as_str(), moved.count()), ("invalid_response", 1));

    fail_next("/v3/checkout", json!({ "fault": "status", "status": 307 })).await;
    let (options, mark) = (options(Group::Courses, "").await, Mark::now().await);
    let failure = create(&fresh(), &options).await.expect_err("moved");
    assert_eq!(failure.code, "invalid_response");
    assert_eq!(mark.only().await.line, "POST /v3/checkout");
}

#[wasm_bindgen_test]
async fn a_network_that_fails_is_unavailable_and_the_cause_is_kept() {
    let options = reach(Group::Courses, "redirect: false, baseUrl: 'http://127.0.0.1:9'").await;
    let failure = create(&fresh(), &options).await.expect_err("nobody listens");
    assert_eq!((failure.code.as_str(), failure.status, failure.retryable), ("unavailable", None, true));
    assert_eq!(text(&failure.cause, "name").as_deref(), Some("TypeError"));

    for fetch in [
        "() => { throw 'of the shop' }",
        "async () => { throw 'of the shop' }",
        "() => ({ then: (_, reject) => reject('of the shop') })",
        "() => ({ get then() { throw 'of the shop' } })",
        "() => ({ status: 200, headers: new Headers(), text() { throw 'of the shop' } })",
        "() => ({ status: 200, headers: new Headers(), text: async () => { throw 'of the shop' } })",
    ] {
        let options = js(&format!("{{ baseUrl: 'https://shop.example', maxRetries: 0, fetch: {fetch} }}"));
        let failure = get_details(ID, &options).await.expect_err(fetch);
        assert_eq!(failure.code, "unavailable", "{fetch}");
        assert_eq!(failure.cause.as_string().as_deref(), Some("of the shop"), "{fetch}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_response_is_invalid() {
    for answer in [
        "undefined",
        "null",
        "7",
        "'text'",
        "{}",
        "{ status: '200' }",
        "{ get status() { throw 1 } }",
        "Symbol()",
    ] {
        let options =
            js(&format!("{{ baseUrl: 'https://shop.example', maxRetries: 0, fetch: () => ({answer}) }}"));
        let failure = get_details(ID, &options).await.expect_err(answer);
        assert_eq!(failure.code, "invalid_response", "{answer}");
    }
}

#[wasm_bindgen_test]
async fn no_failure_repeats_a_token_or_what_was_sent() {
    let secrets = ["tok3n-of-the-shop", "598765432", "Sara", "1012345678"];
    for (status, body) in
        [(200, "{}"), (401, ""), (400, r#"{"errors":[{"id":"X","message":"m"}]}"#), (500, "")]
    {
        let fetch = StandIn::always(status, body);
        let request = items_with("512345678", "598765432");
        let options = fetch.options("redirect: false, accessToken: 'tok3n-of-the-shop'");
        let failure = create(&request, &options).await.expect_err("refused");
        let told = format!("{failure:?}");
        assert!(secrets.iter().all(|secret| !told.contains(secret)), "{told}");
    }
}
