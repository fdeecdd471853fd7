//! A checkout's life as the far side sees it.

use super::checkout::INACTIVITY;
use super::clock::SECOND;
use super::errors::ApiError;
use super::fixtures::{NOW, Stage, TOKEN_LIFETIME_S, credentials, items_body};
use super::group::CheckoutType;
use super::status::Status;
use super::world::{Admission, ChangeRefused};
use serde_json::{Value, json};
use uuid::Uuid;

const COURSES: &str = "sandbox-courses";

fn status(stage: &mut Stage, id: Uuid, now: super::Timestamp) -> String {
    let bearer = stage.bearer(COURSES, now);
    let reply = stage.world.details(&id.to_string(), Some(&bearer), now, &mut stage.rng).expect("known");
    let body: Value = serde_json::from_str(&reply.body).expect("JSON");
    body["status"].as_str().expect("a status").to_owned()
}

#[test]
fn tokens_expire_by_the_clock_that_is_passed_in() {
    let mut stage = Stage::new();
    let bearer = stage.bearer(COURSES, NOW);
    let unknown = Uuid::nil().to_string();
    let lifetime = i64::from(TOKEN_LIFETIME_S) * SECOND;
    for (later, expected) in [
        (0, ApiError::checkout_not_found()),
        (lifetime - 1, ApiError::checkout_not_found()),
        (lifetime, ApiError::unauthorized()),
    ] {
        let found = stage.world.details(&unknown, Some(&bearer), NOW.plus(later), &mut stage.rng);
        assert_eq!(found, Err(expected), "{later} ms later");
    }
}

#[test]
fn token_requests_are_answered_as_rfc_6749_says() {
    for (name, value, expected_status, expected_error) in [
        ("client_secret", "wrong", 401, "invalid_client"),
        ("client_secret", "", 401, "invalid_client"),
        ("client_id", "sandbox-school", 401, "invalid_client"),
        ("client_id", "nobody", 401, "invalid_client"),
        ("grant_type", "password", 400, "unsupported_grant_type"),
    ] {
        let mut form = credentials(COURSES);
        form.iter_mut().filter(|(key, _)| key == name).for_each(|(_, old)| *old = value.to_owned());
        refused_token(&form, expected_status, expected_error);
    }
    for missing in 0..3 {
        let mut form = credentials(COURSES);
        form.remove(missing);
        refused_token(&form, 400, "invalid_request");
    }
    let repeated = [credentials(COURSES), credentials(COURSES)].concat();
    refused_token(&repeated, 400, "invalid_request");
}

fn refused_token(form: &[(String, String)], status: u16, error: &str) {
    let mut stage = Stage::new();
    let reply = stage.world.issue_token(form, NOW, &mut stage.rng);
    let body: Value = serde_json::from_str(&reply.body).expect("JSON");
    assert_eq!((reply.status, body["error"].as_str()), (status, Some(error)), "{form:?}");
}

#[test]
fn other_bearers_than_issued_ones_are_unauthorized() {
    let mut stage = Stage::new();
    let good = stage.bearer(COURSES, NOW);
    let token = good.trim_start_matches("Bearer ");
    for header in [
        None,
        Some(""),
        Some(token),
        Some("Bearer "),
        Some("Bearer undefined"),
        Some(&*format!("Basic {token}")),
    ] {
        let found = stage.world.admit(CheckoutType::Items, header, None, NOW);
        assert_eq!(found, Err(ApiError::unauthorized()), "{header:?}");
    }
}

#[test]
fn a_key_gives_one_checkout_even_with_another_body() {
    let mut stage = Stage::new();
    let ticket = stage.ticket(COURSES, CheckoutType::Items, "key", NOW);
    let bearer = stage.bearer(COURSES, NOW);
    let meanwhile = stage.world.admit(CheckoutType::Items, Some(&bearer), Some("key".into()), NOW);
    assert_eq!(meanwhile, Err(ApiError::in_flight()));
    let first = stage.world.create(ticket, items_body().to_string().as_bytes(), NOW, &mut stage.rng);
    assert_eq!(first.status, 200);
    let again = stage.world.admit(CheckoutType::Items, Some(&bearer), Some("key".into()), NOW);
    assert_eq!(again, Ok(Admission::Replay(first)));
    assert_eq!(stage.world.checkouts().len(), 1);
}

#[test]
fn a_failed_or_given_up_call_frees_its_key() {
    let mut stage = Stage::new();
    let ticket = stage.ticket(COURSES, CheckoutType::Items, "key", NOW);
    assert_eq!(stage.world.create(ticket, b"{}", NOW, &mut stage.rng).status, 400);
    let ticket = stage.ticket(COURSES, CheckoutType::Items, "key", NOW);
    stage.world.give_up(ticket, NOW);
    let ticket = stage.ticket(COURSES, CheckoutType::Items, "key", NOW);
    let reply = stage.world.create(ticket, items_body().to_string().as_bytes(), NOW, &mut stage.rng);
    assert_eq!(reply.status, 200);
}

#[test]
fn optionals_that_were_left_out_stay_out() {
    let mut stage = Stage::new();
    let mut body = items_body();
    for name in ["reference_id", "metadata"] {
        body.as_object_mut().expect("an object").remove(name);
    }
    let id = stage.checkout(&body, NOW);
    let bearer = stage.bearer(COURSES, NOW);
    let reply = stage.world.details(&id.to_string(), Some(&bearer), NOW, &mut stage.rng).expect("known");
    assert_eq!(reply.body, format!(r#"{{"checkout_id":"{id}","checkout_type":"ITEMS","status":"PENDING"}}"#));
}

#[test]
fn a_checkout_expires_after_two_hours_of_inactivity() {
    let mut stage = Stage::new();
    let id = stage.checkout(&items_body(), NOW);
    let opened = NOW.plus(INACTIVITY - 1);
    stage.world.touch(id, opened);
    assert_eq!(status(&mut stage, id, NOW.plus(INACTIVITY)), "PENDING");
    assert_eq!(stage.world.next_due(), Some(opened.plus(INACTIVITY)));
    assert_eq!(status(&mut stage, id, opened.plus(INACTIVITY - 1)), "PENDING");
    assert_eq!(status(&mut stage, id, opened.plus(INACTIVITY)), "EXPIRED");
    let event = stage.world.deliveries(id).next().expect("a webhook");
    assert_eq!(event.status, Status::Expired);
}

#[test]
fn an_ended_checkout_stays_as_it_ended() {
    let ends = [Status::Succeeded, Status::Rejected, Status::Expired];
    for first in ends {
        let mut stage = Stage::new();
        let id = stage.checkout(&items_body(), NOW);
        assert_eq!(stage.world.end(id, first, NOW, &mut stage.rng), Ok(()));
        for second in ends {
            let refused = stage.world.end(id, second, NOW, &mut stage.rng);
            assert_eq!(refused, Err(ChangeRefused::AlreadyEnded(first)));
        }
        stage.world.touch(id, NOW);
        assert_eq!(status(&mut stage, id, NOW.plus(2 * INACTIVITY)), first.as_str());
        assert_eq!(stage.world.deliveries(id).count(), 1);
    }
}

#[test]
fn other_groups_checkouts_are_unknown() {
    let mut stage = Stage::new();
    let id = stage.checkout(&items_body(), NOW);
    let stranger = stage.bearer("sandbox-institute", NOW);
    for asked in [id.to_string(), Uuid::nil().to_string(), "no-uuid".to_owned()] {
        let found = stage.world.details(&asked, Some(&stranger), NOW, &mut stage.rng);
        assert_eq!(found, Err(ApiError::checkout_not_found()), "{asked}");
    }
}

#[test]
fn a_reset_forgets_checkouts_tokens_and_keys() {
    let mut stage = Stage::new();
    let bearer = stage.bearer(COURSES, NOW);
    let id = stage.checkout(&json!(items_body()), NOW);
    stage.world.reset();
    assert!(stage.world.checkout(id).is_none());
    assert_eq!(stage.world.next_due(), None);
    let found = stage.world.admit(CheckoutType::Items, Some(&bearer), None, NOW);
    assert_eq!(found, Err(ApiError::unauthorized()));
}
