use super::*;

fn token(text: &str, expires_at: f64) -> Token {
    Token { text: text.into(), expires_at }
}

fn next(cache: &mut TokenCache, now: f64) -> Step {
    cache.next(now, None)
}

#[test]
fn one_renews_and_the_others_wait() {
    let mut cache = TokenCache::default();
    assert_eq!(next(&mut cache, 0.0), Step::Renew);
    assert_eq!(next(&mut cache, 1.0), Step::Wait(15));
    cache.renewed(2.0, &token("a", 100_000.0));
    assert_eq!(next(&mut cache, 3.0), Step::Use("a".into()));
    assert_eq!(next(&mut cache, 69_999.0), Step::Use("a".into()));
}

#[test]
fn it_is_renewed_30_s_before_its_end_and_used_meanwhile() {
    let mut cache = TokenCache::default();
    cache.renewed(0.0, &token("a", 100_000.0));
    assert_eq!(next(&mut cache, 70_000.0), Step::Renew);
    assert_eq!(next(&mut cache, 70_001.0), Step::Use("a".into()));
}

#[test]
fn while_it_cannot_be_renewed_it_serves_to_its_end() {
    let mut cache = TokenCache::default();
    cache.renewed(0.0, &token("a", 100_000.0));
    assert_eq!(next(&mut cache, 99_000.0), Step::Renew);
    cache.failed(99_000.0, None);
    assert_eq!(cache.spare(99_001.0).as_deref(), Some("a"));
    assert_eq!(next(&mut cache, 99_999.0), Step::Use("a".into()));
    assert_eq!(next(&mut cache, 100_000.0), Step::Renew);
    assert_eq!(cache.spare(100_000.0), None);
}

#[test]
fn a_lease_ends_when_its_holder_is_cancelled() {
    let mut cache = TokenCache::default();
    assert_eq!(next(&mut cache, 0.0), Step::Renew);
    cache.prolong(2_000.0);
    assert_eq!(next(&mut cache, 4_999.0), Step::Wait(15));
    assert_eq!(next(&mut cache, 5_000.0), Step::Renew);
}

#[test]
fn a_refused_token_is_renewed_once_for_all() {
    let mut cache = TokenCache::default();
    cache.renewed(0.0, &token("a", 100_000.0));
    assert_eq!(cache.next(1.0, Some("a")), Step::Renew);
    assert_eq!(cache.next(2.0, Some("a")), Step::Wait(15));
    cache.renewed(3.0, &token("b", 100_000.0));
    assert_eq!(cache.next(4.0, Some("a")), Step::Use("b".into()));
}

#[test]
fn a_token_that_is_as_good_as_over_is_not_kept() {
    let mut cache = TokenCache::default();
    assert_eq!(next(&mut cache, 0.0), Step::Renew);
    cache.renewed(1.0, &token("a", 30_000.0));
    assert_eq!(next(&mut cache, 2.0), Step::Renew);
}

#[test]
fn a_caller_that_gives_up_leaves_the_renewal_to_the_next() {
    let mut cache = TokenCache::default();
    assert_eq!(next(&mut cache, 0.0), Step::Renew);
    cache.given_up();
    assert_eq!(next(&mut cache, 1.0), Step::Renew);
}

#[test]
fn a_failing_endpoint_is_left_alone_for_ever_longer() {
    let mut cache = TokenCache::default();
    let mut now = 0.0;
    for pause in [1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0, 32_000.0, 60_000.0, 60_000.0] {
        assert_eq!(next(&mut cache, now), Step::Renew);
        assert_eq!(f64::from(cache.failed(now, None)), pause);
        assert_eq!(next(&mut cache, now + pause - 1.0), Step::Refuse(1));
        now += pause;
    }
    assert_eq!(next(&mut cache, now), Step::Renew);
    cache.renewed(now, &token("a", now + 100_000.0));
    assert_eq!(next(&mut cache, now), Step::Use("a".into()));
}

#[test]
fn an_endpoint_that_wants_to_be_left_alone_is() {
    for (asked, quiet) in [(20_000, 20_000), (3_600_000, 30_000), (0, 1_000)] {
        let mut cache = TokenCache::default();
        assert_eq!(next(&mut cache, 0.0), Step::Renew);
        assert_eq!(cache.failed(0.0, Some(asked)), quiet);
        assert_eq!(next(&mut cache, f64::from(quiet) - 1.0), Step::Refuse(1));
        assert_eq!(next(&mut cache, f64::from(quiet)), Step::Renew);
    }
}

fn reply(status: u16, json: &str) -> HttpReply {
    let is_json = serde_json::from_str::<serde_json::Value>(json).is_ok();
    HttpReply { status, tx_id: None, retry_after_ms: None, body: is_json.then(|| json.to_owned()) }
}

#[test]
fn reads_the_endpoints_answer() {
    let json = r#"{"access_token":"e.y.J","token_type":"Bearer","expires_in":1991,"scope":""}"#;
    assert_eq!(read(&reply(200, json), 5.0).unwrap(), token("e.y.J", 1_991_005.0));
    let without = read(&reply(200, r#"{"access_token":"x"}"#), 5.0).unwrap();
    assert!(!without.is_fresh(5.0));
    let lasting = |expires_in: &str| {
        let json = format!(r#"{{"access_token":"x","expires_in":{expires_in}}}"#);
        read(&reply(200, &json), 0.0).unwrap().expires_at
    };
    for spelled in [r#""36000""#, r#"" 36000.0 ""#, "36000", "3.6e4"] {
        assert_eq!(lasting(spelled), 36_000_000.0, "{spelled}");
    }
    for other in
        [r#""""#, r#""soon""#, r#""Infinity""#, r#""NaN""#, r#""-300""#, "-300", "null", "true", "{}"]
    {
        assert_eq!(lasting(other), 0.0, "{other}");
    }
}

#[test]
fn a_failed_reply_is_no_token() {
    for (status, json, code) in [
        (200, "{}", "invalid_response"),
        (200, "<html>", "invalid_response"),
        (200, r#"{"access_token":"{\"error\":1}"}"#, "invalid_response"),
        (400, r#"{"error":"invalid_request"}"#, "unauthorized"),
        (401, r#"{"error":"invalid_client","error_description":"secret"}"#, "unauthorized"),
        (408, "", "timeout"),
        (429, "", "rate_limited"),
        (503, "<html>", "unavailable"),
        (302, "", "invalid_response"),
    ] {
        let error = read(&reply(status, json), 0.0).expect_err(json);
        assert_eq!(error.code.as_str(), code, "{status} {json}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
}
