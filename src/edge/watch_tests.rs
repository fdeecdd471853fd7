use super::*;
use crate::edge::samples::{HOUR, fresh, order, tell_all};

#[test]
fn an_alarm_looks_after_a_pending_checkout_for_a_day() {
    let mut order = order(&["a"]);
    let (mut now, mut looks) = (1.0, Vec::new());
    while let (checkouts, Some(next)) = order.due(now) {
        assert_eq!(checkouts, ["a"]);
        order.heard("a", "PENDING", true, now);
        assert_eq!(order.due(now), (vec![], Some(next)));
        now = next;
        looks.push((now / 60_000.0) as u32);
    }
    assert_eq!(looks[..6], [1, 2, 3, 4, 5, 6]);
    assert!(now > 24.0 * HOUR && now < 26.0 * HOUR, "{looks:?}");
    assert_eq!(looks.len(), 43, "the README names it");
    order.heard("a", "EXPIRED", true, 0.0);
    assert!(order.due(0.0).1.is_some());
    assert_eq!(tell_all(&mut order, "a"), ["EXPIRED after PENDING"]);
    assert_eq!(order.due(0.0), (vec![], None));
}

#[test]
fn an_alarm_looks_after_what_was_not_told_or_confirmed_for_a_week_from_when_it_was_heard() {
    for (claim, day) in [(true, 0.0), (false, 0.0), (true, 8.0), (false, 8.0)] {
        let mut order = order(&["a"]);
        let heard = day * 24.0 * HOUR;
        order.heard("a", "SUCCEEDED", !claim, heard);
        assert_eq!(order.due(heard), (vec!["a".to_owned()], Some(heard + 30_000.0)));
        assert!(order.due(heard + 6.9 * 24.0 * HOUR).1.is_some());
        assert_eq!(order.due(heard + 7.0 * 24.0 * HOUR).1, None);
    }
}

#[test]
fn a_claim_that_comes_again_and_again_is_looked_after_no_longer() {
    let mut order = order(&["a"]);
    for day in 0..9 {
        order.heard("a", "SUCCEEDED", false, f64::from(day) * 24.0 * HOUR);
    }
    assert_eq!(order.due(8.0 * 24.0 * HOUR).1, None);
}

#[test]
fn a_buyer_who_is_sent_there_again_begins_the_day_anew() {
    let mut order = order(&["a"]);
    order.begin(fresh("a", "k2"), 20.0 * HOUR).unwrap();
    assert!(order.due(43.9 * HOUR).1.is_some());
    assert_eq!(order.due(44.0 * HOUR).1, None);
    order.begin(fresh("a", "k3"), 21.9 * HOUR).unwrap();
    assert_eq!(order.due(44.0 * HOUR).1, None, "it would be a write for each click");
}

#[test]
fn whoever_asks_asks_for_the_alarm_too() {
    let mut order = order(&["a"]);
    order.heard("a", "PENDING", true, 40_000.0);
    assert_eq!(order.due(40_001.0), (vec![], Some(100_000.0)));
    assert_eq!(order.due(100_000.0).0, ["a"]);
    assert_eq!(order.due(39_999.0).0, ["a"], "a clock has jumped");
    order.heard("a", "REJECTED", false, 100_000.0);
    assert_eq!(order.due(100_001.0).0, ["a"], "a claim is not left");
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
    order.heard("c", "REJECTED", true, 0.0);
    tell_all(&mut order, "c");
    assert_eq!(order.next_alarm(25.0 * HOUR, keep), Some(keep + HOUR));
}

#[test]
fn an_order_at_rest_is_forgotten_in_the_end() {
    let keep = 400.0 * 24.0 * HOUR;
    let mut order = order(&["a", "b"]);
    assert_eq!(order.next_alarm(0.0, keep), Some(60_000.0));
    for checkout in ["a", "b"] {
        order.heard(checkout, "REJECTED", true, 0.0);
        tell_all(&mut order, checkout);
    }
    assert_eq!(order.next_alarm(HOUR, keep), Some(keep));
    order.begin(fresh("c", "k"), HOUR).unwrap();
    assert_eq!(order.next_alarm(keep, keep), Some(keep + HOUR));
    assert_eq!(order.next_alarm(keep + HOUR, keep), None);
    assert_eq!(Order::default().next_alarm(0.0, keep), None);
}
