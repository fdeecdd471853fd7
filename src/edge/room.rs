//! How much room an order has, and who makes place when there is none.

use super::order::{Attempt, Order};
use crate::error::CheckoutError;
use crate::status::Status;

/// At most so many attempts of one order are kept: whoever knows an order's reference can make
/// them, and a record must stay small.
const MAX_ATTEMPTS: usize = 20;
/// And what they were about, in bytes: stores have an end (a row of Cloudflare's has 2 MB), and a status that comes must
/// find room behind all of it.
const MAX_BYTES: usize = 500_000;
/// So many checkouts are looked after for one creation that finds no room: a page waits for it.
const MAX_OVERDUE: usize = 4;

/// Whether the API has said for good that it creates no checkout.
pub fn is_refusal(error: &CheckoutError) -> bool {
    matches!(error.status, Some(400..=499)) && !error.retryable
}

impl Order {
    /// Forgets what is over until there is room for one more; None if there is none.
    pub(super) fn make_room(&mut self, fresh: &Attempt, now: f64) -> Option<()> {
        let mut bytes: usize = fresh.snapshot.bytes();
        bytes += self.attempts.iter().map(|attempt| attempt.snapshot.bytes()).sum::<usize>();
        while self.attempts.len() >= MAX_ATTEMPTS || bytes > MAX_BYTES {
            let over = self.attempts.iter().position(|other| other.is_over(now))?;
            bytes -= self.attempts.remove(over).snapshot.bytes();
        }
        Some(())
    }

    /// The API has refused to create the checkout of an attempt. Its key is kept as long as there is room: the same
    /// order again is the same attempt.
    pub fn refused(&mut self, key: &str) {
        if let Some(attempt) = self.attempts.iter_mut().find(|attempt| attempt.key == key) {
            attempt.refused = true;
        }
    }

    /// Checkouts that may make room: first those that are only to be told, then those that may have ended unheard, the
    /// one that was asked about longest ago first, so that each has its turn.
    pub fn overdue(&self, now: f64) -> Vec<String> {
        let is_untold = |attempt: &Attempt| attempt.has_failed() && attempt.is_open();
        let is_overdue = |attempt: &&Attempt| is_untold(attempt) || attempt.may_have_ended(now);
        let mut overdue: Vec<_> = self.attempts.iter().filter(is_overdue).collect();
        overdue.sort_by(|one, other| {
            is_untold(other).cmp(&is_untold(one)).then(one.asked_at.total_cmp(&other.asked_at))
        });
        overdue.into_iter().filter_map(|attempt| attempt.checkout_id.clone()).take(MAX_OVERDUE).collect()
    }
}

impl Attempt {
    /// Whether its checkout has ended without success.
    fn has_failed(&self) -> bool {
        matches!(self.status(), Status::Rejected | Status::Expired)
    }

    /// Whether nothing can come of it any more that is worth knowing: what nobody has let us tell for as long as an
    /// alarm looks after it keeps no room either.
    fn is_over(&self, now: f64) -> bool {
        let never_was = self.checkout_id.is_none() && (self.refused || !self.is_alive(now));
        (self.has_failed() || never_was) && !self.is_watched(now)
    }
}

#[cfg(test)]
#[path = "room_tests.rs"]
mod tests;
