//! Signatures and the schedule of webhooks.

use super::Timestamp;
use super::clock::SECOND;
use super::fixtures::{NOW, Stage, items_body};
use super::status::Status;
use super::webhook::{Attempt, State, sign};
use serde_json::json;
use uuid::Uuid;

fn answered(at: Timestamp, status: u16) -> Attempt {
    Attempt { at, answer: Some(status), failure: None }
}

/// A course shop's checkout that has just succeeded.
fn succeeded(stage: &mut Stage, notification_url: &str) -> Uuid {
    let mut body = items_body();
    body["urls"]["notification_url"] = json!(notification_url);
    let id = stage.checkout(&body, NOW);
    stage.world.end(id, Status::Succeeded, NOW, &mut stage.rng).expect("pending");
    id
}

#[test]
fn signatures_match_known_answers() {
    // RFC 4231, test case 2, in base64.
    assert_eq!(sign("Jefe", b"what do ya want for nothing?"), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    // A key longer than the hash's block is hashed first.
    assert_eq!(sign(&"k".repeat(200), b"").len(), 44);
}

#[test]
fn events_are_signed_with_the_groups_secret_over_the_very_bytes() {
    let mut stage = Stage::new();
    let id = succeeded(&mut stage, "http://localhost:1/hook");
    let due = stage.world.take_due(NOW, &mut stage.rng);
    let expected = format!(
        r#"{{"checkout_id":"{id}","status":"SUCCEEDED","checkout_type":"ITEMS","reference_id":"order_1","metadata":{{"cart":"7"}}}}"#
    );
    assert_eq!(due[0].body, expected);
    assert_eq!(due[0].signature, sign("sandbox-courses-secret", expected.as_bytes()));
}

#[test]
fn failures_are_retried_seven_times_with_doubling_pauses() {
    let mut stage = Stage::new();
    let id = succeeded(&mut stage, "http://localhost:1/hook");
    let mut now = NOW;
    for pause_s in [30, 60, 120, 240, 480, 960, 1920] {
        let due = stage.world.take_due(now, &mut stage.rng);
        assert_eq!(due.len(), 1, "before the pause of {pause_s} s");
        stage.world.record_attempt(due[0].delivery_id, answered(now, 500));
        let next = now.plus(pause_s * SECOND);
        assert!(stage.world.take_due(Timestamp(next.0 - 1), &mut stage.rng).is_empty());
        now = next;
    }
    let last = stage.world.take_due(now, &mut stage.rng);
    stage.world.record_attempt(last[0].delivery_id, answered(now, 500));
    let delivery = stage.world.deliveries(id).next().expect("a delivery");
    assert_eq!((delivery.state, delivery.attempts.len()), (State::GivenUp, 8));
    assert!(stage.world.take_due(now.plus(86_400 * SECOND), &mut stage.rng).is_empty());
}

#[test]
fn only_a_2xx_counts_as_received() {
    let none = Attempt { at: NOW, answer: None, failure: Some("refused".into()) };
    let cases =
        [(answered(NOW, 200), true), (answered(NOW, 204), true), (answered(NOW, 302), false), (none, false)];
    for (attempt, received) in cases {
        let mut stage = Stage::new();
        let id = succeeded(&mut stage, "http://localhost:1/hook");
        let due = stage.world.take_due(NOW, &mut stage.rng);
        stage.world.record_attempt(due[0].delivery_id, attempt.clone());
        let state = stage.world.deliveries(id).next().expect("a delivery").state;
        assert_eq!(state == State::Delivered, received, "{attempt:?}");
    }
}

#[test]
fn what_is_being_sent_is_not_handed_out_again() {
    let mut stage = Stage::new();
    succeeded(&mut stage, "http://localhost:1/hook");
    assert_eq!(stage.world.take_due(NOW, &mut stage.rng).len(), 1);
    assert!(stage.world.take_due(NOW.plus(3_600 * SECOND), &mut stage.rng).is_empty());
}

#[test]
fn nothing_is_sent_off_this_machine() {
    let mut stage = Stage::new();
    let id = succeeded(&mut stage, "https://shop.example/hook");
    assert!(stage.world.take_due(NOW, &mut stage.rng).is_empty());
    let delivery = stage.world.deliveries(id).next().expect("noted");
    assert_eq!(delivery.state, State::Refused);
    assert!(delivery.attempts[0].failure.is_some());
}

#[test]
fn an_answer_to_an_event_of_before_a_reset_is_ignored() {
    let mut stage = Stage::new();
    succeeded(&mut stage, "http://localhost:1/hook");
    let due = stage.world.take_due(NOW, &mut stage.rng);
    stage.world.reset();
    stage.world.record_attempt(due[0].delivery_id, answered(NOW, 500));
    assert_eq!(stage.world.next_due(), None);
}
