//! The ledger's record of an order: its attempts, and how they move on.
//!
//! An attempt is written before the API is called. The same order again is the same attempt, with
//! the same idempotency key; a changed one supersedes it. The API cannot cancel, so a superseded
//! checkout may still succeed: that is told, and marked. A status only moves forward, and each is
//! told once.

use super::news::News;
use super::snapshot::Snapshot;
use crate::status::Status;

/// How long an attempt that has no checkout yet is taken up again, in ms: the API keeps its key 24 h.
const MAX_AGE_MS: f64 = 12.0 * 3_600_000.0;
/// A checkout that nobody touches expires after so long, in ms.
const EXPIRES_MS: f64 = 2.0 * 3_600_000.0;
/// For so long a buyer may come back by a return token, in ms. It stands in logs and histories, so it is
/// not good for as long as the order is kept.
const COMEBACK_MS: f64 = 7.0 * 86_400_000.0;
/// A checkout is asked about upstream at most this often, in ms.
const ASK_EVERY_MS: f64 = 2_000.0;
/// How long telling a status may take, in ms; then it has failed.
pub const TELLING_MS: u32 = 120_000;
/// So long after that it is told by another, when nothing was heard of whoever was telling, in ms.
const MARGIN_MS: f64 = 10_000.0;
/// At most so many attempts of one order are kept: whoever knows an order's reference can make
/// them, and a record must stay small.
const MAX_ATTEMPTS: usize = 20;
/// And what they were about, in bytes: stores have an end (a row of Cloudflare's has 2 MB), and a status that comes must
/// find room behind all of it.
const MAX_BYTES: usize = 500_000;

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
    /// The idempotency key of the page that began it.
    pub page_key: String,
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
    /// How often telling it was begun.
    pub tellings: u32,
    /// Every status that was to tell, told or not.
    pub announced: Vec<String>,
    /// When the API was asked last.
    pub asked_at: f64,
    /// 1 for the first success of the order, 2 for the second; 0 for none.
    pub success: u32,
}

impl Order {
    /// The attempt for what is about to be sent: the one that was made for it, or `fresh`. It is
    /// the current one from now on, and supersedes the others that have not ended. None if there
    /// are too many that may still succeed.
    pub fn begin(&mut self, fresh: Attempt, now: f64) -> Option<Attempt> {
        let known =
            self.attempts.iter().position(|known| known.digest == fresh.digest && known.is_alive(now));
        let attempt = match known {
            Some(at) => self.attempts.remove(at),
            None => {
                self.make_room(&fresh, now)?;
                Attempt { began: now, status: "PENDING".to_owned(), ..fresh }
            }
        };
        for other in &mut self.attempts {
            other.superseded |= !other.status().is_terminal();
        }
        let current = Attempt { superseded: false, ..attempt };
        self.attempts.push(current.clone());
        Some(current)
    }

    /// Forgets what is over until there is room for one more; None if there is none.
    fn make_room(&mut self, fresh: &Attempt, now: f64) -> Option<()> {
        let mut bytes: usize = fresh.snapshot.bytes();
        bytes += self.attempts.iter().map(|attempt| attempt.snapshot.bytes()).sum::<usize>();
        while self.attempts.len() >= MAX_ATTEMPTS || bytes > MAX_BYTES {
            let over = self.attempts.iter().position(|other| other.is_over(now))?;
            bytes -= self.attempts.remove(over).snapshot.bytes();
        }
        Some(())
    }

    /// After a change of the secret the same order has another digest: what is known by one of these is
    /// known by the first of them from now on.
    pub fn renew_digests(&mut self, digests: &[String]) {
        let Some(current) = digests.first() else { return };
        for attempt in self.attempts.iter_mut().filter(|attempt| digests.contains(&attempt.digest)) {
            attempt.digest.clone_from(current);
        }
    }

    /// The API has created the checkout. Gives the attempt, which keeps the first one that it is told of: the
    /// API does not promise to make no second one for a key, and the buyer must be sent to the one that
    /// is known here.
    pub fn created(&mut self, key: &str, checkout_id: &str, redirect_url: &str, now: f64) -> Option<Attempt> {
        let attempt = self.attempts.iter_mut().find(|attempt| attempt.key == key)?;
        if attempt.checkout_id.is_none() {
            attempt.began = now;
            attempt.checkout_id = Some(checkout_id.to_owned());
            attempt.redirect_url = Some(redirect_url.to_owned());
        }
        Some(attempt.clone())
    }

    pub fn attempt(&self, checkout_id: &str) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.is(checkout_id))
    }

    fn attempt_mut(&mut self, checkout_id: &str) -> Option<&mut Attempt> {
        self.attempts.iter_mut().find(|attempt| attempt.is(checkout_id))
    }

    /// The API was asked, or has told us. A webhook's success is only a claim: its body has no
    /// date, so a captured one stays valid for ever. So does one with an undocumented status, which
    /// could take the record back: the API itself is believed about those.
    pub fn heard(&mut self, checkout_id: &str, status: &str, from_api: bool) {
        let successes = self.attempts.iter().map(|attempt| attempt.success).max().unwrap_or(0);
        let Some(attempt) = self.attempt_mut(checkout_id) else { return };
        let next = Status::read(status);
        if !attempt.status().moves_to(&next) {
            return;
        }
        match (&next, from_api) {
            (Status::Succeeded, false) => attempt.claimed = true,
            (Status::Unknown(_), false) => {}
            _ => attempt.moved(status, successes + 1),
        }
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

    /// The next status to tell of a checkout, if nobody is telling one: it is the caller's to tell.
    pub fn next_news(&mut self, checkout_id: &str, now: f64) -> Option<News> {
        let success = self.attempt(checkout_id)?.success;
        let is_earlier = |other: &&Attempt| other.success > 0 && other.success < success;
        let earlier_success =
            self.attempts.iter().find(is_earlier).and_then(|other| other.checkout_id.clone());
        let attempt = self.attempt_mut(checkout_id)?;
        let (status, previous) = attempt.untold.first().filter(|_| now >= attempt.telling_until)?.clone();
        attempt.telling_until = now + f64::from(TELLING_MS) + MARGIN_MS;
        attempt.tellings += 1;
        Some(News {
            checkout_id: checkout_id.to_owned(),
            redelivered: attempt.tellings > 1,
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
        let is_first = attempt.untold.first().is_some_and(|(status, _)| *status == news.status);
        if done && is_first {
            attempt.untold.remove(0);
            attempt.tellings = 0;
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

    /// The checkout's id, and the address of its hosted page.
    pub fn checkout(&self) -> Option<(&str, &str)> {
        Some((self.checkout_id.as_deref()?, self.redirect_url.as_deref()?))
    }

    /// Whether its checkout may have expired without our hearing of it.
    pub fn may_have_expired(&self, now: f64) -> bool {
        let is_pending = self.checkout_id.is_some() && !self.status().is_terminal();
        is_pending && (now - self.began).abs() >= EXPIRES_MS
    }

    /// Whether its return token still gives a right to the status.
    pub fn may_come_back(&self, now: f64) -> bool {
        (now - self.began).abs() < COMEBACK_MS
    }

    fn moved(&mut self, status: &str, success: u32) {
        let previous = std::mem::replace(&mut self.status, status.to_owned());
        self.claimed &= !self.status().is_terminal();
        if self.status().fulfils() {
            self.success = success;
        }
        // One that is not documented may come again; it is told once, like any other.
        if !self.announced.iter().any(|announced| announced == status) {
            self.announced.push(status.to_owned());
            self.untold.push((status.to_owned(), previous));
        }
    }

    /// Whether nothing can come of it any more that is worth knowing.
    fn is_over(&self, now: f64) -> bool {
        let ended = matches!(self.status(), Status::Rejected | Status::Expired);
        (ended || self.checkout_id.is_none() && !self.is_alive(now)) && !self.is_open()
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

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
