use super::*;
use crate::edge::samples::{HOUR, fresh, order, tell_all};
use crate::edge::snapshot::Snapshot;
use crate::error::ErrorCode;

#[test]
fn an_order_has_so_many_attempts_and_no_more() {
    let digests: Vec<_> = (0..20).map(|number| format!("d{number}")).collect();
    let mut order = order(&digests.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(order.begin(fresh("more", "k"), 1.0), None);
    assert_eq!(order.attempts.len(), 20);
    assert!(order.begin(fresh("d3", "k"), 1.0).is_some());
    order.heard("d0", "REJECTED", true, 0.0);
    assert_eq!(order.begin(fresh("more", "k"), 1.0), None, "what was not told is kept");
    tell_all(&mut order, "d0");
    assert!(order.begin(fresh("more", "k"), 1.0).is_some());
    assert!(order.attempt("d0").is_none() && order.attempt("d1").is_some());
}

#[test]
fn a_record_leaves_room_for_what_is_to_be_heard() {
    let large = |digest: &str, letters: usize| Attempt {
        snapshot: Snapshot { reference_id: Some("\u{1}".repeat(letters)), ..Snapshot::default() },
        ..fresh(digest, digest)
    };
    let mut order = order(&["a"]);
    assert!(order.begin(large("b", 40_000), 1.0).is_some(), "240 KB as JSON");
    assert!(order.begin(large("c", 40_000), 1.0).is_some());
    assert_eq!(order.begin(large("d", 4_000), 1.0), None);
    assert_eq!(order.attempts.len(), 3);
    assert!(order.begin(large("b", 40_000), 1.0).is_some(), "it is there already");
    order.created("b", "b", "https://checkout.jeel.co/x", 1.0);
    order.heard("b", "EXPIRED", true, 0.0);
    tell_all(&mut order, "b");
    assert!(order.begin(large("d", 4_000), 1.0).is_some());
    assert!(order.attempt("b").is_none() && order.attempt("a").is_some());
    assert_eq!(order.begin(large("e", 100_000), 1.0), None, "and one alone is too large, too");
}

#[test]
fn what_nobody_lets_us_tell_keeps_room_for_as_long_as_it_is_looked_after() {
    let digests: Vec<_> = (0..20).map(|number| format!("d{number}")).collect();
    let mut order = order(&digests.iter().map(String::as_str).collect::<Vec<_>>());
    let week = 7.0 * 24.0 * HOUR;
    order.heard("d0", "REJECTED", true, HOUR);
    assert_eq!(order.begin(fresh("more", "k"), week), None);
    assert!(order.begin(fresh("more", "k"), week + HOUR).is_some());
}

#[test]
fn an_attempt_that_the_api_refuses_makes_room_until_it_is_tried_again() {
    let mut order = Order::default();
    for number in 0..20 {
        order.begin(fresh(&format!("d{number}"), &format!("k{number}")), 0.0).unwrap();
    }
    assert_eq!(order.begin(fresh("more", "k"), 1.0), None, "each may be on its way");
    order.refused("k3");
    order.refused("k4");
    order.refused("unknown");
    assert_eq!(order.begin(fresh("d4", "k"), 1.0).unwrap().key, "k4", "the same order is the same attempt");
    assert!(order.begin(fresh("more", "k"), 1.0).is_some());
    assert!(order.attempts.iter().all(|attempt| attempt.key != "k3"));
    assert_eq!(order.begin(fresh("still more", "k"), 1.0), None, "k4 is on its way again");
    order.created("k5", "c", "https://checkout.jeel.co/x", 1.0);
    order.refused("k5");
    assert_eq!(order.begin(fresh("still more", "k"), 1.0), None, "it has a checkout");
}

#[test]
fn only_what_the_api_says_for_good_is_a_refusal() {
    let failed = |code, status| {
        let mut error = CheckoutError::new(code, "");
        error.status = status;
        error
    };
    for (code, status, is_final) in [
        (ErrorCode::RejectedByApi, Some(400), true),
        (ErrorCode::Unauthorized, Some(401), true),
        (ErrorCode::NotFound, Some(404), true),
        (ErrorCode::RateLimited, Some(429), false),
        (ErrorCode::Unavailable, Some(500), false),
        (ErrorCode::InvalidResponse, Some(200), false),
        (ErrorCode::Unavailable, None, false),
        (ErrorCode::UnsafeRedirect, None, false),
    ] {
        assert_eq!(is_refusal(&failed(code, status)), is_final, "{code:?} {status:?}");
    }
}

#[test]
fn what_may_make_room_is_asked_about_in_turn() {
    let mut order = order(&["a", "b", "c", "d", "e", "f", "g"]);
    assert_eq!(order.overdue(2.0 * HOUR - 1.0), [""; 0]);
    assert_eq!(order.overdue(2.0 * HOUR), ["a", "b", "c", "d"]);
    order.turn("a", 2.0 * HOUR);
    order.turn("b", 3.0 * HOUR);
    assert_eq!(order.overdue(3.0 * HOUR), ["c", "d", "e", "f"]);
    order.heard("b", "EXPIRED", true, 3.0 * HOUR);
    order.heard("c", "SUCCEEDED", true, 3.0 * HOUR);
    assert_eq!(order.overdue(3.0 * HOUR), ["b", "d", "e", "f"], "an end is only to be told");
    tell_all(&mut order, "b");
    for checkout in ["d", "e", "f", "g"] {
        order.turn(checkout, 3.0 * HOUR);
    }
    assert_eq!(order.overdue(3.0 * HOUR), ["a", "d", "e", "f"]);
    let mut claimed = self::order(&["a"]);
    claimed.heard("a", "EXPIRED", false, 0.0);
    assert_eq!(claimed.overdue(0.0), ["a"]);
}
