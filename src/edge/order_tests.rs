use super::*;
use crate::edge::samples::{HOUR, fresh, order, tell_all};

#[test]
fn the_same_order_again_is_the_same_attempt() {
    let mut order = Order::default();
    assert_eq!(order.begin(fresh("a", "k1"), 0.0).unwrap().key, "k1");
    assert_eq!(order.begin(fresh("a", "k2"), 11.0 * HOUR).unwrap().key, "k1");
    assert_eq!(order.begin(fresh("a", "k3"), 12.0 * HOUR).unwrap().key, "k3");
    order.created("k3", "checkout", "https://checkout.jeel.co/x", 0.0);
    let again = order.begin(fresh("a", "k4"), 90.0 * HOUR).unwrap();
    assert_eq!(again.redirect_url.as_deref(), Some("https://checkout.jeel.co/x"));
}

#[test]
fn the_two_hours_of_a_checkout_begin_when_it_is_created() {
    let mut order = Order::default();
    order.begin(fresh("a", "k"), 0.0).unwrap();
    let created = order.created("k", "a", "https://checkout.jeel.co/x", 1.0 * HOUR).unwrap();
    assert!(!created.may_have_ended(3.0 * HOUR - 1.0) && created.may_have_ended(3.0 * HOUR));
    let again = order.created("k", "b", "https://checkout.jeel.co/y", 2.0 * HOUR).unwrap();
    assert_eq!(again, created, "what is told once more does not begin anew");
}

#[test]
fn of_two_checkouts_of_one_attempt_the_first_is_known() {
    let mut order = order(&["a"]);
    let kept = order.created("key a", "b", "https://checkout.jeel.co/y", 1.0).unwrap();
    assert_eq!(kept.checkout(), Some(("a", "https://checkout.jeel.co/x")));
    assert_eq!(order.created("another key", "c", "https://checkout.jeel.co/z", 1.0), None);
    assert_eq!(order.attempts, [kept]);
}

#[test]
fn a_checkout_may_have_ended_after_two_hours_or_a_claim() {
    let mut order = order(&["a"]);
    let may_have = |order: &Order, now| order.attempt("a").unwrap().may_have_ended(now);
    assert!(!may_have(&order, 2.0 * HOUR - 1.0) && may_have(&order, 2.0 * HOUR));
    order.heard("a", "REJECTED", false, 0.0);
    assert!(may_have(&order, 0.0));
    order.heard("a", "SUCCEEDED", true, 0.0);
    assert!(!may_have(&order, 3.0 * HOUR));
    assert!(!fresh("b", "k").may_have_ended(3.0 * HOUR));
}

#[test]
fn a_buyer_may_come_back_for_a_week() {
    let attempt = fresh("a", "k");
    assert!(attempt.may_come_back(7.0 * 24.0 * HOUR - 1.0) && !attempt.may_come_back(7.0 * 24.0 * HOUR));
}

#[test]
fn a_changed_order_supersedes() {
    let mut order = order(&["a", "b"]);
    assert!(order.attempt("a").unwrap().superseded && !order.attempt("b").unwrap().superseded);
    let back = order.begin(fresh("a", "k9"), 1.0).unwrap();
    assert_eq!(back.checkout_id.as_deref(), Some("a"));
    assert!(order.attempt("b").unwrap().superseded && !order.attempt("a").unwrap().superseded);
}

#[test]
fn only_a_checkout_supersedes() {
    let mut order = order(&["a"]);
    order.begin(fresh("b", "kb"), 1.0).unwrap();
    assert!(!order.attempt("a").unwrap().superseded, "the API may refuse the change");
    order.created("kb", "b", "https://checkout.jeel.co/y", 2.0);
    assert!(order.attempt("a").unwrap().superseded && !order.attempt("b").unwrap().superseded);
    order.begin(fresh("c", "kc"), 3.0).unwrap();
    order.begin(fresh("a", "ka"), 4.0).unwrap();
    order.created("kc", "c", "https://checkout.jeel.co/z", 5.0);
    let superseded = ["a", "b", "c"].map(|id| order.attempt(id).unwrap().superseded);
    assert_eq!(superseded, [false, true, true], "the buyer has gone back before it came");
}

#[test]
fn a_success_while_a_change_is_on_its_way_is_the_orders_own() {
    let mut order = order(&["a"]);
    order.begin(fresh("b", "kb"), 1.0).unwrap();
    order.heard("a", "SUCCEEDED", true, 1.0);
    order.created("kb", "b", "https://checkout.jeel.co/y", 2.0);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING"]);
    order.heard("b", "SUCCEEDED", true, 3.0);
    assert_eq!(tell_all(&mut order, "b"), ["SUCCEEDED after PENDING again"]);
}

#[test]
fn an_attempt_that_ended_without_success_is_over() {
    for status in ["REJECTED", "EXPIRED"] {
        let mut order = order(&["a"]);
        order.heard("a", status, true, 0.0);
        assert_eq!(order.begin(fresh("a", "k2"), 1.0).unwrap().key, "k2");
        assert!(!order.attempt("a").unwrap().superseded);
    }
    let mut paid = order(&["a"]);
    paid.heard("a", "SUCCEEDED", true, 0.0);
    assert_eq!(paid.begin(fresh("a", "k2"), 1.0).unwrap().checkout_id.as_deref(), Some("a"));
}

#[test]
fn an_end_is_believed_when_the_api_confirms_it() {
    for status in ["SUCCEEDED", "REJECTED", "EXPIRED"] {
        let mut order = order(&["a"]);
        order.heard("a", status, false, 0.0);
        assert!(order.attempt("a").unwrap().is_open());
        assert_eq!(order.attempt("a").unwrap().status, "PENDING");
        assert_eq!(tell_all(&mut order, "a"), [""; 0]);
        order.heard("a", "PENDING", true, 0.0);
        assert!(order.attempt("a").unwrap().is_open());
        order.heard("a", status, true, 0.0);
        assert_eq!(tell_all(&mut order, "a"), [format!("{status} after PENDING")]);
        assert!(!order.attempt("a").unwrap().is_open());
    }
}

#[test]
fn what_a_webhook_claims_is_what_the_api_says() {
    let mut order = order(&["a"]);
    order.heard("a", "EXPIRED", false, 0.0);
    order.heard("a", "SUCCEEDED", true, 0.0);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING"]);
}

#[test]
fn a_success_that_contradicts_another_end_is_known_as_that() {
    let mut order = order(&["a"]);
    for (end, is_contradicted) in [("PENDING", false), ("ON_HOLD", false), ("REJECTED", true)] {
        order.heard("a", end, true, 0.0);
        assert_eq!(order.is_contradicted("a", "SUCCEEDED"), is_contradicted, "{end}");
    }
    assert!(!order.is_contradicted("a", "EXPIRED") && !order.is_contradicted("unknown", "SUCCEEDED"));
    for from_api in [false, true] {
        assert!(order.heard("a", "SUCCEEDED", from_api, 0.0));
    }
    assert!(!order.attempt("a").unwrap().claimed);
    assert_eq!(order.attempt("a").unwrap().status, "REJECTED");
}

#[test]
fn the_api_is_heard_to_deny_a_success_that_was_told() {
    let denied = |told: &[&str], end: &str| {
        let mut order = order(&["a"]);
        for status in told {
            assert!(!order.heard("a", status, false, 0.0));
        }
        let are_odd = ["PENDING", "ON_HOLD", end, end].map(|status| order.heard("a", status, true, 0.0));
        assert!(!order.attempt("a").unwrap().success_claimed);
        are_odd
    };
    for told in [&["SUCCEEDED"][..], &["SUCCEEDED", "SUCCEEDED"], &["REJECTED", "SUCCEEDED"]] {
        for end in ["REJECTED", "EXPIRED"] {
            assert_eq!(denied(told, end), [false, false, true, false], "{end} for {told:?}");
        }
        assert_eq!(denied(told, "SUCCEEDED"), [false; 4], "{told:?}");
    }
    for told in [&[][..], &["REJECTED"], &["PENDING"], &["ON_HOLD"]] {
        for end in ["REJECTED", "EXPIRED", "SUCCEEDED"] {
            assert_eq!(denied(told, end), [false; 4], "{end} for {told:?}");
        }
    }
}

#[test]
fn whatever_arrives_each_status_is_told_once() {
    let mut order = order(&["a"]);
    for status in ["PENDING", "ON_HOLD", "ON_HOLD", "REJECTED", "PENDING", "SUCCEEDED", "REJECTED", "EXPIRED"]
    {
        order.heard("a", status, true, 0.0);
    }
    assert_eq!(tell_all(&mut order, "a"), ["ON_HOLD after PENDING", "REJECTED after ON_HOLD"]);
    order.heard("a", "REJECTED", false, 0.0);
    assert_eq!(tell_all(&mut order, "a"), [""; 0]);
}

#[test]
fn one_tells_and_when_telling_fails_another_does() {
    let mut order = order(&["a"]);
    order.heard("a", "REJECTED", true, 0.0);
    let news = order.next_news("a", 0.0).unwrap();
    assert!(!news.redelivered);
    assert_eq!(order.next_news("a", 129_999.0), None);
    order.told(&news, false);
    let again = News { redelivered: true, ..news.clone() };
    assert_eq!(order.next_news("a", 1.0), Some(again.clone()));
    // Whoever was telling is gone without a word.
    assert_eq!(order.next_news("a", 130_000.0), None);
    assert_eq!(order.next_news("a", 130_001.0), Some(again));
    order.told(&news, true);
    assert_eq!(order.next_news("a", 300_000.0), None);
}

#[test]
fn a_late_success_is_marked() {
    let mut order = order(&["a", "b"]);
    order.heard("a", "SUCCEEDED", true, 0.0);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING superseded"]);
    order.heard("b", "SUCCEEDED", true, 0.0);
    assert_eq!(tell_all(&mut order, "b"), ["SUCCEEDED after PENDING again"]);
}

#[test]
fn of_two_successes_the_second_names_the_first_and_not_the_other_way_round() {
    let mut order = order(&["a", "b"]);
    order.heard("b", "SUCCEEDED", true, 0.0);
    order.heard("a", "SUCCEEDED", true, 0.0);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING superseded again"]);
    assert_eq!(tell_all(&mut order, "b"), ["SUCCEEDED after PENDING"]);
}

#[test]
fn a_webhook_does_not_take_an_undocumented_status_back() {
    let mut order = order(&["a"]);
    for status in ["ON_HOLD", "REVIEW", "ON_HOLD"] {
        order.heard("a", status, true, 0.0);
    }
    order.heard("a", "REVIEW", false, 0.0);
    assert_eq!(order.attempt("a").unwrap().status, "ON_HOLD");
    // Each status is told once, one that comes again too.
    assert_eq!(tell_all(&mut order, "a"), ["ON_HOLD after PENDING", "REVIEW after ON_HOLD"]);
    order.heard("a", "REJECTED", true, 0.0);
    assert_eq!(tell_all(&mut order, "a"), ["REJECTED after ON_HOLD"]);
}
