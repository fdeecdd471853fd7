//! When the API is asked about a checkout: at most once in two seconds, whoever asks (pages, deliveries, creations,
//! alarms) and whatever it answers.

use super::order::{Attempt, Order};
use crate::retry::LONGEST_ASKED_MS;

/// In ms.
const ASK_EVERY_MS: f64 = 2_000.0;
/// What a webhook has claimed is confirmed by whoever took it, and by an alarm; a page asks only when nothing has come of
/// that for so long, in ms.
const ASK_FOR_PAGE_MS: f64 = 10_000.0;

/// Whether it is one's turn to ask about a checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is, and counts as asked.
    Now,
    /// It may be in so many ms.
    In { ms: u32 },
    /// There is nothing to ask: it has come to its end.
    Never,
}

impl Order {
    /// For whoever can wait for it.
    pub fn turn(&mut self, checkout_id: &str, now: f64) -> Turn {
        let Some(attempt) = self.attempt_mut(checkout_id).filter(|attempt| !attempt.status().is_terminal())
        else {
            return Turn::Never;
        };
        let wait = attempt.wait(now);
        if wait > 0.0 {
            return Turn::In { ms: wait.ceil() as u32 };
        }
        attempt.asked_at = now;
        Turn::Now
    }

    /// For a page, which is told what is known: only if nobody else is to ask.
    pub fn turn_of_page(&mut self, checkout_id: &str, now: f64) -> bool {
        let is_left = |attempt: &Attempt| !attempt.claimed || attempt.is_quiet_for(ASK_FOR_PAGE_MS, now);
        self.attempt(checkout_id).is_some_and(is_left) && self.turn(checkout_id, now) == Turn::Now
    }

    /// The API wants to be left alone for a while.
    pub fn leave_alone(&mut self, checkout_id: &str, now: f64, ms: u32) {
        if let Some(attempt) = self.attempt_mut(checkout_id) {
            attempt.quiet_until = now + f64::from(ms.min(LONGEST_ASKED_MS));
        }
    }
}

impl Attempt {
    /// How long the API is not to be asked yet, in ms. Clocks differ, and jump: what is too far away does not count.
    fn wait(&self, now: f64) -> f64 {
        let quiet = Some(self.quiet_until - now).filter(|ms| *ms <= f64::from(LONGEST_ASKED_MS));
        let spaced =
            if self.is_quiet_for(ASK_EVERY_MS, now) { 0.0 } else { self.asked_at + ASK_EVERY_MS - now };
        spaced.max(quiet.unwrap_or(0.0))
    }

    /// Whether nobody has asked for so long.
    fn is_quiet_for(&self, ms: f64, now: f64) -> bool {
        (now - self.asked_at).abs() >= ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> Order {
        let mut order = Order::default();
        order.begin(Attempt { key: "k".into(), digest: "d".into(), ..Attempt::default() }, 0.0).unwrap();
        order.created("k", "a", "https://checkout.jeel.co/x", 0.0);
        order
    }

    #[test]
    fn the_api_is_asked_at_most_every_two_seconds_whoever_asks() {
        let mut order = order();
        assert_eq!(order.turn("a", 10_000.0), Turn::Now);
        assert!(!order.turn_of_page("a", 10_500.0));
        assert_eq!(order.turn("a", 11_999.0), Turn::In { ms: 1 });
        assert!(order.turn_of_page("a", 12_000.0));
        assert_eq!(order.turn("a", 12_001.0), Turn::In { ms: 1_999 });
        order.heard("a", "REJECTED", true, 12_100.0);
        assert_eq!(order.turn("a", 99_000.0), Turn::Never);
        assert!(!order.turn_of_page("a", 99_000.0));
        assert_eq!(order.turn("unknown", 99_000.0), Turn::Never);
    }

    #[test]
    fn a_page_leaves_a_claim_to_whoever_took_it_for_a_while() {
        let mut order = order();
        order.heard("a", "SUCCEEDED", false, 100_000.0);
        assert_eq!(order.turn("a", 100_000.0), Turn::Now);
        assert!(!order.turn_of_page("a", 109_999.0));
        assert!(order.turn_of_page("a", 110_000.0));
        assert_eq!(order.turn("a", 112_000.0), Turn::Now);
    }

    #[test]
    fn an_api_that_wants_to_be_left_alone_is() {
        let mut order = order();
        assert_eq!(order.turn("a", 10_000.0), Turn::Now);
        order.leave_alone("a", 10_100.0, 7_000);
        assert_eq!(order.turn("a", 12_100.0), Turn::In { ms: 5_000 });
        assert!(!order.turn_of_page("a", 17_000.0) && order.turn_of_page("a", 17_100.0));
        order.leave_alone("a", 20_000.0, 3_600_000);
        assert_eq!(order.turn("a", 20_000.0), Turn::In { ms: 30_000 });
    }

    #[test]
    fn a_clock_that_jumps_back_keeps_nobody_from_asking() {
        let mut order = order();
        assert_eq!(order.turn("a", 90_000_000.0), Turn::Now);
        order.leave_alone("a", 90_000_000.0, 30_000);
        assert_eq!(order.turn("a", 10_000.0), Turn::Now);
    }
}
