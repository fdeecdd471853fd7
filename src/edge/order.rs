//! The ledger's record of an order: its attempts, and how they move on.
//!
//! An attempt is written before the API is called. The same order again is the same attempt, with
//! the same idempotency key; a changed one supersedes it. The API cannot cancel, so a superseded
//! checkout may still succeed: that is told, and marked. A status only moves forward, and each is
//! told once.

use crate::status::Status;
use crate::value::Value;

use super::snapshot::Snapshot;

/// How long an attempt that has no checkout yet is taken up again, in ms: the API keeps its key 24 h.
const MAX_AGE_MS: f64 = 12.0 * 3_600_000.0;
/// A checkout is asked about upstream at most this often, in ms.
const ASK_EVERY_MS: f64 = 2_000.0;
/// An alarm looks after what is open for a week, and after what is pending for three hours: one
/// past the two hours of inactivity after which it expires. In ms.
const WATCH_OPEN_MS: f64 = 7.0 * 86_400_000.0;
const WATCH_PENDING_MS: f64 = 3.0 * 3_600_000.0;
/// For how long one request is left to tell a status, in ms; then another may.
const TELLING_MS: f64 = 30_000.0;

/// One order of the merchant's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The current one is the last.
    pub attempts: Vec<Attempt>,
}

/// One checkout, or the attempt to create one. Times are ms since 1970.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempt {
    /// The idempotency key that the API is called with.
    pub key: String,
    /// Of what is sent, less the addresses.
    pub digest: String,
    /// The return token.
    pub token: String,
    pub began: f64,
    pub snapshot: Snapshot,
    pub checkout_id: Option<String>,
    pub redirect_url: Option<String>,
    /// As far as it is certain.
    pub status: String,
    /// A success that was announced, but that the API has not confirmed yet.
    pub claimed: bool,
    pub superseded: bool,
    /// The statuses to tell, each with the one before it.
    pub untold: Vec<(String, String)>,
    /// Until when somebody is telling the first of them.
    pub telling_until: f64,
    /// When the API was asked last.
    pub asked_at: f64,
}

/// What `onStatus` is told.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    pub checkout_id: String,
    pub status: String,
    pub previous: String,
    pub snapshot: Snapshot,
    pub superseded: bool,
    /// The checkout by which this order had succeeded before.
    pub earlier_success: Option<String>,
}

impl Order {
    /// The attempt for what is about to be sent: the one that was made for it, or `fresh`. It is
    /// the current one from now on, and supersedes the others that have not ended.
    pub fn begin(&mut self, fresh: Attempt, now: f64) -> Attempt {
        let known =
            self.attempts.iter().position(|known| known.digest == fresh.digest && known.is_alive(now));
        let attempt = match known {
            Some(at) => self.attempts.remove(at),
            None => Attempt { began: now, status: "PENDING".to_owned(), ..fresh },
        };
        for other in &mut self.attempts {
            other.superseded |= !other.status().is_terminal();
        }
        let current = Attempt { superseded: false, ..attempt };
        self.attempts.push(current.clone());
        current
    }

    /// The API has created the checkout.
    pub fn created(&mut self, key: &str, checkout_id: &str, redirect_url: &str) {
        for attempt in self.attempts.iter_mut().filter(|attempt| attempt.key == key) {
            attempt.checkout_id = Some(checkout_id.to_owned());
            attempt.redirect_url = Some(redirect_url.to_owned());
        }
    }

    pub fn attempt(&self, checkout_id: &str) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.is(checkout_id))
    }

    fn attempt_mut(&mut self, checkout_id: &str) -> Option<&mut Attempt> {
        self.attempts.iter_mut().find(|attempt| attempt.is(checkout_id))
    }

    /// The API was asked, or has told us. A webhook's success is only a claim: its body has no
    /// date, so a captured one stays valid for ever.
    pub fn heard(&mut self, checkout_id: &str, status: &str, from_api: bool) {
        let Some(attempt) = self.attempt_mut(checkout_id) else { return };
        let next = Status::read(status);
        if !attempt.status().moves_to(&next) {
            return;
        }
        if next.fulfils() && !from_api {
            attempt.claimed = true;
            return;
        }
        let previous = std::mem::replace(&mut attempt.status, status.to_owned());
        attempt.claimed &= !next.is_terminal();
        attempt.untold.push((status.to_owned(), previous));
    }

    /// Whether the API may be asked about it now; if so, it counts as asked.
    pub fn may_ask(&mut self, checkout_id: &str, now: f64) -> bool {
        let Some(attempt) = self.attempt_mut(checkout_id) else { return false };
        let may = !attempt.status().is_terminal() && (now - attempt.asked_at).abs() >= ASK_EVERY_MS;
        if may {
            attempt.asked_at = now;
        }
        may
    }

    /// The checkouts that an alarm should look after at `now`, and when it should come again, in ms
    /// since 1970; never, when nothing is left to do.
    pub fn due(&self, now: f64) -> (Vec<String>, Option<f64>) {
        let watched = self.attempts.iter().filter(|attempt| attempt.is_watched(now));
        let checkouts: Vec<_> = watched.clone().filter_map(|attempt| attempt.checkout_id.clone()).collect();
        let next = watched.map(|attempt| now + attempt.pause(now)).reduce(f64::min);
        (checkouts, next)
    }

    /// The next status to tell of a checkout, if nobody is telling one: it is the caller's to tell.
    pub fn tell(&mut self, checkout_id: &str, now: f64) -> Option<News> {
        let earlier = self.attempts.iter().filter(|other| !other.is(checkout_id));
        let earlier = earlier.into_iter().find(|other| other.status().fulfils());
        let earlier_success = earlier.and_then(|other| other.checkout_id.clone());
        let attempt = self.attempt_mut(checkout_id)?;
        let (status, previous) = attempt.untold.first().filter(|_| now >= attempt.telling_until)?.clone();
        attempt.telling_until = now + TELLING_MS;
        Some(News {
            checkout_id: checkout_id.to_owned(),
            earlier_success: earlier_success.filter(|_| Status::read(&status).fulfils()),
            status,
            previous,
            snapshot: attempt.snapshot.clone(),
            superseded: attempt.superseded,
        })
    }

    /// It was told; or telling failed, and is to be tried again.
    pub fn told(&mut self, news: &News, done: bool) {
        let Some(attempt) = self.attempt_mut(&news.checkout_id) else { return };
        attempt.telling_until = 0.0;
        if done {
            attempt.untold.retain(|(status, _)| *status != news.status);
        }
    }
}

impl Attempt {
    pub fn status(&self) -> Status {
        Status::read(&self.status)
    }

    /// Whether something about it is still to be done: a claim to confirm, a status to tell.
    pub fn is_open(&self) -> bool {
        self.claimed || !self.untold.is_empty()
    }

    /// Whether an alarm looks after it: an open one for a week, a pending one past its two hours.
    fn is_watched(&self, now: f64) -> bool {
        let age = (now - self.began).abs();
        let is_pending = self.checkout_id.is_some() && !self.status().is_terminal();
        (self.is_open() && age < WATCH_OPEN_MS) || (is_pending && age < WATCH_PENDING_MS)
    }

    /// How long an alarm waits before it looks again: a fraction of the attempt's age, so that the
    /// questions become rarer; an open one is looked after sooner.
    fn pause(&self, now: f64) -> f64 {
        let age = (now - self.began).abs();
        match self.is_open() {
            true => (age / 8.0).clamp(30_000.0, 1_800_000.0),
            false => (age / 2.0).clamp(60_000.0, 900_000.0),
        }
    }

    fn is(&self, checkout_id: &str) -> bool {
        self.checkout_id.as_deref() == Some(checkout_id)
    }

    /// Whether the same order again is this attempt. One that was declined or has expired is over.
    fn is_alive(&self, now: f64) -> bool {
        match self.status() {
            Status::Rejected | Status::Expired => false,
            Status::Succeeded => true,
            _ => self.checkout_id.is_some() || (now - self.began).abs() < MAX_AGE_MS,
        }
    }
}

impl News {
    /// As `onStatus` gets it.
    pub fn to_value(&self) -> Value {
        crate::value::object([
            ("checkout_id", Some(Value::from(self.checkout_id.as_str()))),
            ("status", Some(Value::from(self.status.as_str()))),
            ("previous", Some(Value::from(self.previous.as_str()))),
            ("reference_id", Value::maybe(self.snapshot.reference_id.as_deref())),
            ("snapshot", Some(self.snapshot.to_value())),
            ("superseded", self.superseded.then_some(Value::Bool(true))),
            ("earlier_success", Value::maybe(self.earlier_success.as_deref())),
        ])
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
