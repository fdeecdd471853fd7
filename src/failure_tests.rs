use super::*;

fn reply(status: u16, body: &str) -> HttpReply {
    HttpReply {
        status,
        tx_id: Some("tx-1".into()),
        retry_after_ms: None,
        body: serde_json::from_str::<serde_json::Value>(body).is_ok().then(|| body.to_owned()),
    }
}

fn code_of(status: u16, body: &str) -> &'static str {
    of(&reply(status, body)).code.as_str()
}

#[test]
fn every_status_has_its_code() {
    for (status, code) in [
        (0, "invalid_response"),
        (204, "invalid_response"),
        (302, "invalid_response"),
        (400, "rejected_by_api"),
        (401, "unauthorized"),
        (403, "rejected_by_api"),
        (404, "not_found"),
        (408, "timeout"),
        (409, "rejected_by_api"),
        (422, "rejected_by_api"),
        (429, "rate_limited"),
        (500, "unavailable"),
        (502, "unavailable"),
        (599, "unavailable"),
    ] {
        let error = of(&reply(status, "<html>gateway</html>"));
        assert_eq!(error.code.as_str(), code, "{status}");
        assert_eq!((error.status, error.tx_id.as_deref()), (Some(status), Some("tx-1")), "{status}");
        assert!(error.errors.is_empty());
    }
}

#[test]
fn error_bodies_are_kept() {
    let body = r#"{"errors":[{"id":"VALIDATION_ERROR","message":"m","description":null},7,{"id":5}]}"#;
    let error = of(&reply(400, body));
    assert_eq!(
        error.errors,
        [
            ApiError { id: "VALIDATION_ERROR".into(), message: "m".into(), description: None },
            ApiError::default(),
        ]
    );
    assert_eq!(error.message, "HTTP 400 (VALIDATION_ERROR): the API refused the request; see `errors`");
    for body in [r#"{"errors":{}}"#, r#"{"errors":null}"#, r#"{"message":"m"}"#, "[]"] {
        assert!(of(&reply(400, body)).errors.is_empty(), "{body}");
    }
}

#[test]
fn a_message_stays_short_whatever_the_errors_are_called() {
    let long = format!(r#"{{"errors":[{{"id":"{}"}},{{"id":"A-1"}}]}}"#, "x".repeat(100_000));
    let error = of(&reply(400, &long));
    assert_eq!(error.message, "HTTP 400 (A-1): the API refused the request; see `errors`");
    assert_eq!(error.errors.len(), 2);
    let many = format!(r#"{{"errors":[{}]}}"#, vec![r#"{"id":"AREA-123"}"#; 150].join(","));
    let error = of(&reply(400, &many));
    assert!(error.message.len() < 600 && error.errors.len() == MAX_ENTRIES, "{}", error.message);
}

#[test]
fn a_key_in_flight_is_retryable_and_a_reused_one_is_not() {
    let in_flight = of(&reply(400, r#"{"errors":[{"id":"IDEMPOTENCY-001"}]}"#));
    assert!(in_flight.retryable && is_in_flight(&in_flight.errors));
    let conflict = of(&reply(409, r#"{"errors":[{"id":"IDEMPOTENCY-CONFLICT"}]}"#));
    assert_eq!(conflict.code, ErrorCode::IdempotencyConflict);
    assert!(!conflict.retryable);
}

#[test]
fn issues_of_the_merchants_edge_come_through() {
    let body = r#"{"errors":[{"id":"VALIDATION_ERROR"}],"issues":[{"path":"buyer","code":"required","message":"m"},1]}"#;
    let error = of(&reply(400, body));
    assert_eq!(error.code, ErrorCode::InvalidRequest);
    assert_eq!(error.issues, [Issue { path: "buyer".into(), code: "required", message: "m".into() }]);
    assert_eq!(code_of(400, r#"{"issues":[]}"#), "rejected_by_api");
}
