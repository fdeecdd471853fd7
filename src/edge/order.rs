//! The ledger's record of an order: its attempts, and how they move on.
//!
//! An attempt is written before the API is called. The same order again is the same attempt, with
//! the same idempotency key; the checkout of a changed one supersedes it. The API cannot cancel, so a
//! superseded checkout may still succeed: that is told, and marked. A status only moves forward, and
//! each is told once.

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
/// How long telling a status may take, in ms; then it has failed.
pub const TELLING_MS: u32 = 120_000;
/// So long after that it is told by another, when nothing was heard of whoever was telling, in ms.
const MARGIN_MS: f64 = 10_000.0;
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
    /// What tells the secret that the digest is under.
    pub secret_id: String,
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
    /// Whether an end was announced that the API has not confirmed yet.
    pub claimed: bool,
    /// Whether what a webhook has told, and the API has not, was a success.
    pub success_claimed: bool,
    pub superseded: bool,
    /// Whether the API has refused to create its checkout, and was not asked again since.
    pub refused: bool,
    /// The statuses to tell, each with the one before it.
    pub untold: Vec<(String, String)>,
    /// Until when somebody is telling the first of them.
    pub telling_until: f64,
    /// How often telling it was begun.
    pub tellings: u32,
    /// Every status that was to tell, told or not.
    pub announced: Vec<String>,
    /// When the API was asked last, and when it last answered that it has not ended.
    pub asked_at: f64,
    pub heard_at: f64,
    /// Until when the API wants to be left alone.
    pub quiet_until: f64,
    /// When something last happened that an alarm looks after; never before it began.
    pub stirred: f64,
    /// 1 for the first success of the order, 2 for the second; 0 for none.
    pub success: u32,
}

impl Order {
    /// The attempt for what is about to be sent: the one that was made for it, or `fresh`. It is
    /// the current one from now on. None if there are too many that may still succeed.
    pub fn begin(&mut self, fresh: Attempt, now: f64) -> Option<Attempt> {
        let secret_id = fresh.secret_id.clone();
        let known =
            self.attempts.iter().position(|known| known.digest == fresh.digest && known.is_alive(now));
        let attempt = match known {
            Some(at) => self.attempts.remove(at).come_back_to(now),
            None => {
                self.make_room(&fresh, now)?;
                Attempt { began: now, status: "PENDING".to_owned(), ..fresh }
            }
        };
        let current = Attempt { secret_id, superseded: false, refused: false, ..attempt };
        self.attempts.push(current.clone());
        self.supersede();
        Some(current)
    }

    /// The last checkout supersedes what was begun before it and has not ended. An attempt that has none
    /// supersedes nothing: the API may still refuse it.
    fn supersede(&mut self) {
        let last = self.attempts.iter().rposition(|attempt| attempt.checkout_id.is_some());
        for earlier in self.attempts.iter_mut().take(last.unwrap_or(0)) {
            earlier.superseded |= !earlier.status().is_terminal();
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
        let attempt = attempt.clone();
        self.supersede();
        Some(attempt)
    }

    pub fn attempt(&self, checkout_id: &str) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.is(checkout_id))
    }

    pub(super) fn attempt_mut(&mut self, checkout_id: &str) -> Option<&mut Attempt> {
        self.attempts.iter_mut().find(|attempt| attempt.is(checkout_id))
    }

    /// The API was asked, or has told us. An end that a webhook tells is only a claim: its body has no date, so a
    /// captured one stays valid for ever, and so does one under a secret that has become known. An undocumented
    /// status could take the record back: about that only the API itself is believed.
    ///
    /// Tells whether this and what was heard before contradict each other about a success.
    pub fn heard(&mut self, checkout_id: &str, status: &str, from_api: bool, now: f64) -> bool {
        let successes = self.attempts.iter().map(|attempt| attempt.success).max().unwrap_or(0);
        let is_late = self.is_contradicted(checkout_id, status);
        let Some(attempt) = self.attempt_mut(checkout_id) else { return false };
        let next = Status::read(status);
        let moves = attempt.status().moves_to(&next);
        let is_denied = from_api && moves && next.is_terminal() && !next.fulfils() && attempt.success_claimed;
        match from_api {
            true if moves => attempt.moved(status, successes + 1, now),
            true => attempt.heard_at = now,
            false if moves && next.is_terminal() => attempt.claim(&next, now),
            false => {}
        }
        is_late || is_denied
    }

    /// Whether the status is a success of a checkout of which the API has told another end.
    pub fn is_contradicted(&self, checkout_id: &str, status: &str) -> bool {
        let told = self.attempt(checkout_id).map(Attempt::status);
        matches!(told, Some(Status::Rejected | Status::Expired)) && Status::read(status).fulfils()
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

    /// Whether its checkout may have ended without our knowing it for sure.
    pub fn may_have_ended(&self, now: f64) -> bool {
        self.claimed || self.may_have_expired(now)
    }

    /// Whether its checkout may have expired without our hearing of it.
    fn may_have_expired(&self, now: f64) -> bool {
        let is_pending = self.checkout_id.is_some() && !self.status().is_terminal();
        is_pending && (now - self.began).abs() >= EXPIRES_MS
    }

    /// Whether its return token still gives a right to the status.
    pub fn may_come_back(&self, now: f64) -> bool {
        (now - self.began).abs() < COMEBACK_MS
    }

    /// When its last sign of life was, in ms since 1970.
    pub fn since(&self) -> f64 {
        self.stirred.max(self.began)
    }

    /// The buyer is sent to its checkout once more, which begins its two hours anew.
    fn come_back_to(self, now: f64) -> Attempt {
        let is_long_ago = self.may_have_expired(now) && (now - self.since()).abs() >= EXPIRES_MS;
        Attempt { stirred: if is_long_ago { now } else { self.stirred }, ..self }
    }

    fn claim(&mut self, end: &Status, now: f64) {
        self.success_claimed |= end.fulfils();
        if !self.claimed {
            self.claimed = true;
            self.stirred = now;
        }
    }

    fn moved(&mut self, status: &str, success: u32, now: f64) {
        self.stirred = now;
        self.heard_at = now;
        let previous = std::mem::replace(&mut self.status, status.to_owned());
        self.claimed &= !self.status().is_terminal();
        self.success_claimed &= self.claimed;
        if self.status().fulfils() {
            self.success = success;
        }
        // One that is not documented may come again; it is told once, like any other.
        if !self.announced.iter().any(|announced| announced == status) {
            self.announced.push(status.to_owned());
            self.untold.push((status.to_owned(), previous));
        }
    }

    fn is(&self, checkout_id: &str) -> bool {
        self.checkout_id.as_deref() == Some(checkout_id)
    }

    /// Whether the same order again is this attempt. One that was declined or has expired is over.
    pub(super) fn is_alive(&self, now: f64) -> bool {
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
