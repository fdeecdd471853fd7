//! What an alarm looks after, how often, and when it forgets an order.
//!
//! A checkout expires after two hours of inactivity, and every activity of its buyer's begins them
//! anew; so one that is pending is looked after for a day, and one with something left open (a
//! success to confirm, a status to tell) for a week.

use super::order::{Attempt, Order};

/// An order is kept for so many days by default: past the next year's orders, which may bear the
/// same reference, and past whatever is asked about this one.
pub const KEEP_DAYS: u32 = 400;
/// And for so many at least: past all that is still looked after.
pub const LEAST_DAYS: u32 = 10;
/// One of which no checkout came is kept for as long as the API keeps its key, in ms: nobody can pay for it,
/// and anybody can make such orders.
const KEEP_ATTEMPT_MS: f64 = 86_400_000.0;

/// In ms.
const WATCH_OPEN_MS: f64 = 7.0 * 86_400_000.0;
const WATCH_PENDING_MS: f64 = 86_400_000.0;

impl Order {
    /// The checkouts that an alarm should look after at `now`, and when it should come again, in ms
    /// since 1970; never, when nothing is left to do.
    pub fn due(&self, now: f64) -> (Vec<String>, Option<f64>) {
        let watched = self.attempts.iter().filter(|attempt| attempt.is_watched(now));
        let due = watched.clone().filter(|attempt| attempt.look_at(now) <= now);
        let next = watched.map(|attempt| match attempt.look_at(now) {
            later if later > now => later,
            _ => now + attempt.pause(now),
        });
        (due.filter_map(|attempt| attempt.checkout_id.clone()).collect(), next.reduce(f64::min))
    }

    /// When an alarm should come again, in ms since 1970: to look after something, or to forget
    /// the order. None when it is to be forgotten now.
    pub fn next_alarm(&self, now: f64, keep_ms: f64) -> Option<f64> {
        let (_, next) = self.due(now);
        let has_checkout = self.attempts.iter().any(|attempt| attempt.checkout_id.is_some());
        let keep_ms = if has_checkout { keep_ms } else { KEEP_ATTEMPT_MS };
        let newest = self.attempts.iter().map(|attempt| attempt.began).reduce(f64::max);
        next.or(newest.map(|began| began + keep_ms).filter(|end| now < *end))
    }
}

impl Attempt {
    /// Whether an alarm looks after it: an open one for a week, a pending one for a day, from its last sign of life on.
    pub fn is_watched(&self, now: f64) -> bool {
        let age = (now - self.since()).abs();
        let is_pending = self.checkout_id.is_some() && !self.status().is_terminal();
        (self.is_open() && age < WATCH_OPEN_MS) || (is_pending && age < WATCH_PENDING_MS)
    }

    /// When an alarm is to look at it, in ms since 1970. Whoever else has asked, a page say, has asked for the alarm too;
    /// what is open is never left for that, nor for an answer of the future, when a clock has jumped.
    fn look_at(&self, now: f64) -> f64 {
        let was_heard = self.heard_at > 0.0 && self.heard_at <= now;
        match was_heard && !self.is_open() {
            true => self.heard_at + self.pause(self.heard_at),
            false => now,
        }
    }

    /// How long an alarm waits before it looks again: a fraction of the time since its last sign of life, so that the
    /// questions become rarer; an open one is looked after sooner.
    fn pause(&self, now: f64) -> f64 {
        let age = (now - self.since()).abs();
        match self.is_open() {
            true => (age / 8.0).clamp(30_000.0, 1_800_000.0),
            false => (age / 4.0).clamp(60_000.0, 3_600_000.0),
        }
    }
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
