//! Webhooks: the signed body, and when to send it (again). Sending itself is the shell's.

use super::checkout::Checkout;
use super::clock::{SECOND, Timestamp};
use super::group::CheckoutType;
use super::loopback;
use super::status::Status;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::Sha256;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

pub const SIGNATURE_HEADER: &str = "X-Jeel-Signature";

const FIRST_BACKOFF: i64 = 30 * SECOND;
const MAX_RETRIES: usize = 7;

/// Padded base64 of HMAC-SHA256 over the raw body.
pub fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(body);
    STANDARD.encode(mac.finalize().into_bytes())
}

/// What the merchant is told.
#[derive(Serialize)]
struct Event<'a> {
    checkout_id: Uuid,
    status: Status,
    checkout_type: CheckoutType,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<&'a RawValue>,
}

impl<'a> From<&'a Checkout> for Event<'a> {
    fn from(checkout: &'a Checkout) -> Self {
        Self {
            checkout_id: checkout.id,
            status: checkout.status,
            checkout_type: checkout.checkout_type,
            reference_id: checkout.order.reference_id.as_deref(),
            metadata: checkout.order.metadata.as_deref(),
        }
    }
}

/// One change of status on its way to the merchant.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    pub delivery_id: Uuid,
    #[serde(skip)]
    pub checkout_id: Uuid,
    pub status: Status,
    pub url: String,
    pub body: String,
    pub signature: String,
    pub state: State,
    pub next_attempt_at: Option<Timestamp>,
    pub attempts: Vec<Attempt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Waiting,
    Sending,
    Delivered,
    GivenUp,
    /// Never sent: it would have left this machine.
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    pub at: Timestamp,
    /// HTTP status of the answer.
    pub answer: Option<u16>,
    /// Why there was no answer.
    pub failure: Option<String>,
}

impl Attempt {
    fn succeeded(&self) -> bool {
        self.answer.is_some_and(|status| (200..300).contains(&status))
    }
}

/// Every delivery, in the order in which the changes happened.
#[derive(Default)]
pub struct Outbox {
    deliveries: Vec<Delivery>,
    // Positions in `deliveries`, so that no call has to look at all of them.
    due: BTreeSet<(Timestamp, usize)>,
    by_id: HashMap<Uuid, usize>,
    by_checkout: HashMap<Uuid, Vec<usize>>,
}

impl Outbox {
    pub fn schedule(&mut self, delivery_id: Uuid, checkout: &Checkout, secret: &str, now: Timestamp) {
        let delivery = Delivery::new(delivery_id, checkout, secret, now);
        let position = self.deliveries.len();
        self.due.extend(delivery.next_attempt_at.map(|at| (at, position)));
        self.by_id.insert(delivery_id, position);
        self.by_checkout.entry(checkout.id).or_default().push(position);
        self.deliveries.push(delivery);
    }

    /// What is to be sent now. Every delivery handed out is answered for by one `record`.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<Delivery> {
        let mut taken = Vec::new();
        while let Some(&(at, position)) = self.due.first()
            && at <= now
        {
            self.due.pop_first();
            let delivery = &mut self.deliveries[position];
            delivery.state = State::Sending;
            delivery.next_attempt_at = None;
            taken.push(delivery.clone());
        }
        taken
    }

    pub fn next_due(&self) -> Option<Timestamp> {
        self.due.first().map(|(at, _)| *at)
    }

    /// An id that is not known is of before a reset.
    pub fn record(&mut self, delivery_id: Uuid, attempt: Attempt) {
        if let Some(&position) = self.by_id.get(&delivery_id) {
            let delivery = &mut self.deliveries[position];
            delivery.record(attempt);
            self.due.extend(delivery.next_attempt_at.map(|at| (at, position)));
        }
    }

    pub fn of(&self, checkout_id: Uuid) -> impl Iterator<Item = &Delivery> {
        let positions = self.by_checkout.get(&checkout_id).map(Vec::as_slice).unwrap_or_default();
        positions.iter().map(|&position| &self.deliveries[position])
    }
}

impl Delivery {
    fn new(delivery_id: Uuid, checkout: &Checkout, secret: &str, now: Timestamp) -> Self {
        let body = serde_json::to_string(&Event::from(checkout)).unwrap_or_default();
        let url = checkout.order.urls.notification_url.clone();
        let refusal = loopback::may_deliver(&url).err();
        let refused = refusal.map(|why| Attempt { at: now, answer: None, failure: Some(why.to_owned()) });
        Self {
            delivery_id,
            checkout_id: checkout.id,
            status: checkout.status,
            signature: sign(secret, body.as_bytes()),
            url,
            body,
            state: if refused.is_some() { State::Refused } else { State::Waiting },
            next_attempt_at: refused.is_none().then_some(now),
            attempts: refused.into_iter().collect(),
        }
    }

    fn record(&mut self, attempt: Attempt) {
        let retry_at = attempt.at.plus(backoff(self.attempts.len()));
        (self.state, self.next_attempt_at) = match attempt.succeeded() {
            true => (State::Delivered, None),
            false if self.attempts.len() < MAX_RETRIES => (State::Waiting, Some(retry_at)),
            false => (State::GivenUp, None),
        };
        self.attempts.push(attempt);
    }
}

/// Doubling from 30 s: after the first attempt 30 s, after the second 60 s.
fn backoff(retries_so_far: usize) -> i64 {
    FIRST_BACKOFF << retries_so_far.min(MAX_RETRIES)
}
