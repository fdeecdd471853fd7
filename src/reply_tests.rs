use super::*;

const ID: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

fn reply(status: u16, body: &str) -> HttpReply {
    HttpReply {
        status,
        tx_id: Some("tx-1".into()),
        retry_after_ms: None,
        body: serde_json::from_str::<serde_json::Value>(body).is_ok().then(|| body.to_owned()),
    }
}

#[test]
fn reads_a_checkout() {
    let body = format!(
        r#"{{"checkout_id":"{ID}","redirect_url":"https://checkout.jeel.co/x","creation_date":"2026-01-01T00:00:00Z",
            "referenceId":"order_1","metadata":{{"a":"b"}},"more":1}}"#
    );
    let checkout = checkout(&reply(200, &body), "key-1").unwrap();
    let expected = format!(
        r#"{{"checkout_id":"{ID}","redirect_url":"https://checkout.jeel.co/x","creation_date":"2026-01-01T00:00:00Z","reference_id":"order_1","metadata":{{"a":"b"}},"tx_id":"tx-1","idempotency_key":"key-1"}}"#
    );
    assert_eq!(checkout.to_json(), expected);
}

#[test]
fn every_2xx_is_a_success() {
    let created = format!(r#"{{"checkout_id":"{ID}","redirect_url":"https://checkout.jeel.co/x"}}"#);
    for status in [200, 201, 299] {
        assert_eq!(checkout(&reply(status, &created), "key").unwrap().checkout_id, ID, "{status}");
        assert!(details(&reply(status, r#"{"status":"PENDING"}"#), ID).is_ok(), "{status}");
    }
    for status in [199, 300] {
        assert!(checkout(&reply(status, &created), "key").is_err(), "{status}");
    }
}

#[test]
fn a_success_without_what_its_caller_lives_on_is_an_invalid_response() {
    let bodies = [
        String::new(),
        "<html>".into(),
        "[]".into(),
        "\"ok\"".into(),
        "{}".into(),
        format!(r#"{{"checkout_id":"{ID}"}}"#),
        format!(r#"{{"checkout_id":"{ID}","redirect_url":""}}"#),
        format!(r#"{{"checkout_id":"{ID}","redirect_url":5}}"#),
        r#"{"redirect_url":"https://checkout.jeel.co/x"}"#.into(),
        r#"{"checkout_id":"1","redirect_url":"https://checkout.jeel.co/x"}"#.into(),
    ];
    for body in bodies {
        let error = checkout(&reply(200, &body), "key").expect_err(&body);
        assert_eq!(error.code, ErrorCode::InvalidResponse, "{body}");
        assert_eq!((error.status, error.tx_id.as_deref()), (Some(200), Some("tx-1")));
    }
}

#[test]
fn reads_details() {
    let body = format!(r#"{{"checkout_id":"{ID}","checkout_type":"ITEMS","status":"ON_HOLD"}}"#);
    let read = details(&reply(200, &body), ID).unwrap();
    assert_eq!(read.status.as_deref(), Some("ON_HOLD"));
    assert_eq!(read.checkout_type.as_deref(), Some("ITEMS"));
    assert_eq!(read.metadata, None);
    assert!(details(&reply(200, r#"{"status":"PENDING"}"#), ID).is_ok());
    assert!(details(&reply(200, "{}"), ID).is_err());
    let other = ID.replace("01", "02");
    assert!(
        details(&reply(200, &format!(r#"{{"checkout_id":"{other}","status":"SUCCEEDED"}}"#)), ID).is_err()
    );
}

#[test]
fn an_id_is_the_same_in_capitals() {
    let body = format!(r#"{{"checkout_id":"{}","status":"PENDING"}}"#, ID.to_uppercase());
    assert_eq!(details(&reply(200, &body), ID).unwrap().checkout_id, ID, "spelled as it was asked for");
}

#[test]
fn metadata_comes_back_as_it_came() {
    let read = |metadata: &str| {
        let body = format!(r#"{{"status":"PENDING","metadata":{metadata}}}"#);
        details(&reply(200, &body), ID).map(|details| details.metadata)
    };
    // The answer and the metadata are two levels.
    let nested = |depth: usize| format!(r#"{{"a":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    for metadata in [r#"{"a" : [1e5, "\u0041", null]}"#, "{}", &nested(MAX_DEPTH - 1)] {
        assert_eq!(read(metadata).unwrap().as_deref(), Some(metadata));
    }
    for metadata in ["[]", "5", "null"] {
        assert_eq!(read(metadata).unwrap(), None, "{metadata}");
    }
    assert_eq!(read(&nested(MAX_DEPTH)).unwrap_err().code, ErrorCode::InvalidResponse, "nested too deeply");
}
