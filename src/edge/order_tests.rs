use super::*;

const HOUR: f64 = 3_600_000.0;

fn fresh(digest: &str, key: &str) -> Attempt {
    Attempt { digest: digest.into(), key: key.into(), ..Attempt::default() }
}

/// An order with an attempt for each digest, each with a checkout named after it.
fn order(digests: &[&str]) -> Order {
    let mut order = Order::default();
    for digest in digests {
        order.begin(fresh(digest, &format!("key {digest}")), 0.0).unwrap();
        order.created(&format!("key {digest}"), digest, "https://checkout.jeel.co/x", 0.0);
    }
    order
}

/// What is told, one after the other, as `status after previous`.
fn tell_all(order: &mut Order, checkout: &str) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(news) = order.next_news(checkout, 0.0) {
        let marks = [(news.superseded, " superseded"), (news.earlier_success.is_some(), " again")];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        told.push(format!("{} after {}{marks}", news.status, news.previous));
        order.told(&news, true);
    }
    told
}

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
fn the_same_order_is_known_after_a_change_of_the_secret() {
    let mut order = order(&["old"]);
    order.renew_digests(&["new".into(), "old".into()]);
    assert_eq!(order.begin(fresh("new", "k9"), 1.0).unwrap().checkout_id.as_deref(), Some("old"));
    order.renew_digests(&["other".into()]);
    assert_eq!(order.begin(fresh("new", "k9"), 1.0).unwrap().checkout_id.as_deref(), Some("old"));
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
fn a_checkout_may_have_expired_after_two_hours() {
    let mut order = order(&["a"]);
    let may_have = |order: &Order, now| order.attempt("a").unwrap().may_have_expired(now);
    assert!(!may_have(&order, 2.0 * HOUR - 1.0) && may_have(&order, 2.0 * HOUR));
    order.heard("a", "SUCCEEDED", true);
    assert!(!may_have(&order, 3.0 * HOUR));
    assert!(!fresh("b", "k").may_have_expired(3.0 * HOUR));
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
fn an_attempt_that_ended_without_success_is_over() {
    for status in ["REJECTED", "EXPIRED"] {
        let mut order = order(&["a"]);
        order.heard("a", status, true);
        assert_eq!(order.begin(fresh("a", "k2"), 1.0).unwrap().key, "k2");
        assert!(!order.attempt("a").unwrap().superseded);
    }
    let mut paid = order(&["a"]);
    paid.heard("a", "SUCCEEDED", true);
    assert_eq!(paid.begin(fresh("a", "k2"), 1.0).unwrap().checkout_id.as_deref(), Some("a"));
}

#[test]
fn a_success_is_believed_when_the_api_confirms_it() {
    let mut order = order(&["a"]);
    order.heard("a", "SUCCEEDED", false);
    assert!(order.attempt("a").unwrap().is_open());
    assert_eq!(order.attempt("a").unwrap().status, "PENDING");
    assert_eq!(tell_all(&mut order, "a"), [""; 0]);
    order.heard("a", "SUCCEEDED", true);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING"]);
    assert!(!order.attempt("a").unwrap().is_open());
}

#[test]
fn whatever_arrives_each_status_is_told_once() {
    let mut order = order(&["a"]);
    for status in ["PENDING", "ON_HOLD", "ON_HOLD", "REJECTED", "PENDING", "SUCCEEDED", "REJECTED", "EXPIRED"]
    {
        order.heard("a", status, true);
    }
    assert_eq!(tell_all(&mut order, "a"), ["ON_HOLD after PENDING", "REJECTED after ON_HOLD"]);
    order.heard("a", "REJECTED", false);
    assert_eq!(tell_all(&mut order, "a"), [""; 0]);
}

#[test]
fn one_tells_and_when_telling_fails_another_does() {
    let mut order = order(&["a"]);
    order.heard("a", "REJECTED", false);
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
    order.heard("a", "SUCCEEDED", true);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING superseded"]);
    order.heard("b", "SUCCEEDED", true);
    assert_eq!(tell_all(&mut order, "b"), ["SUCCEEDED after PENDING again"]);
}

#[test]
fn of_two_successes_the_second_names_the_first_and_not_the_other_way_round() {
    let mut order = order(&["a", "b"]);
    order.heard("b", "SUCCEEDED", true);
    order.heard("a", "SUCCEEDED", true);
    assert_eq!(tell_all(&mut order, "a"), ["SUCCEEDED after PENDING superseded again"]);
    assert_eq!(tell_all(&mut order, "b"), ["SUCCEEDED after PENDING"]);
}

#[test]
fn a_webhook_does_not_take_an_undocumented_status_back() {
    let mut order = order(&["a"]);
    for status in ["ON_HOLD", "REVIEW", "ON_HOLD"] {
        order.heard("a", status, true);
    }
    order.heard("a", "REVIEW", false);
    assert_eq!(order.attempt("a").unwrap().status, "ON_HOLD");
    // Each status is told once, one that comes again too.
    assert_eq!(tell_all(&mut order, "a"), ["ON_HOLD after PENDING", "REVIEW after ON_HOLD"]);
    order.heard("a", "REJECTED", true);
    assert_eq!(tell_all(&mut order, "a"), ["REJECTED after ON_HOLD"]);
}

#[test]
fn an_order_has_so_many_attempts_and_no_more() {
    let digests: Vec<_> = (0..20).map(|number| format!("d{number}")).collect();
    let mut order = order(&digests.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(order.begin(fresh("more", "k"), 1.0), None);
    assert_eq!(order.attempts.len(), 20);
    assert!(order.begin(fresh("d3", "k"), 1.0).is_some());
    order.heard("d0", "REJECTED", true);
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
    order.heard("b", "EXPIRED", true);
    tell_all(&mut order, "b");
    assert!(order.begin(large("d", 4_000), 1.0).is_some());
    assert!(order.attempt("b").is_none() && order.attempt("a").is_some());
    assert_eq!(order.begin(large("e", 100_000), 1.0), None, "and one alone is too large, too");
}

#[test]
fn the_api_is_asked_at_most_every_two_seconds() {
    let mut order = order(&["a"]);
    let asked: Vec<_> = [10_000.0, 10_500.0, 11_999.0, 12_000.0].map(|now| order.may_ask("a", now)).into();
    assert_eq!(asked, [true, false, false, true]);
    order.heard("a", "REJECTED", true);
    assert!(!order.may_ask("a", 99_000.0) && !order.may_ask("unknown", 99_000.0));
}

#[test]
fn an_alarm_looks_after_a_pending_checkout_for_a_day() {
    let mut order = order(&["a"]);
    let (mut now, mut looks) = (0.0, Vec::new());
    while let (checkouts, Some(next)) = order.due(now) {
        assert_eq!(checkouts, ["a"]);
        now = next;
        looks.push((now / 60_000.0) as u32);
    }
    assert_eq!(looks[..6], [1, 2, 3, 4, 5, 6]);
    assert!(now > 24.0 * HOUR && now < 26.0 * HOUR, "{looks:?}");
    assert_eq!(looks.len(), 43, "the README names it");
    order.heard("a", "EXPIRED", true);
    assert!(order.due(0.0).1.is_some());
    assert_eq!(tell_all(&mut order, "a"), ["EXPIRED after PENDING"]);
    assert_eq!(order.due(0.0), (vec![], None));
}

#[test]
fn an_alarm_looks_after_what_was_not_told_or_confirmed_for_a_week() {
    for claim in [true, false] {
        let mut order = order(&["a"]);
        order.heard("a", "SUCCEEDED", !claim);
        assert_eq!(order.due(0.0), (vec!["a".to_owned()], Some(30_000.0)));
        assert!(order.due(6.9 * 24.0 * HOUR).1.is_some());
        assert_eq!(order.due(7.0 * 24.0 * HOUR).1, None);
    }
}

#[test]
fn an_order_of_which_no_checkout_came_is_forgotten_after_a_day() {
    let keep = 400.0 * 24.0 * HOUR;
    let mut order = Order::default();
    order.begin(fresh("a", "k1"), 0.0).unwrap();
    order.begin(fresh("b", "k2"), HOUR).unwrap();
    assert_eq!(order.next_alarm(HOUR, keep), Some(25.0 * HOUR));
    assert_eq!(order.next_alarm(25.0 * HOUR, keep), None);
    order.created("k1", "c", "https://checkout.jeel.co/x", HOUR);
    order.heard("c", "REJECTED", true);
    tell_all(&mut order, "c");
    assert_eq!(order.next_alarm(25.0 * HOUR, keep), Some(keep + HOUR));
}

#[test]
fn an_order_at_rest_is_forgotten_in_the_end() {
    let keep = 400.0 * 24.0 * HOUR;
    let mut order = order(&["a", "b"]);
    assert_eq!(order.next_alarm(0.0, keep), Some(60_000.0));
    for checkout in ["a", "b"] {
        order.heard(checkout, "REJECTED", true);
        tell_all(&mut order, checkout);
    }
    assert_eq!(order.next_alarm(HOUR, keep), Some(keep));
    order.begin(fresh("c", "k"), HOUR).unwrap();
    assert_eq!(order.next_alarm(keep, keep), Some(keep + HOUR));
    assert_eq!(order.next_alarm(keep + HOUR, keep), None);
    assert_eq!(Order::default().next_alarm(0.0, keep), None);
}
