//! One key per attempt, bound to what was sent under it.
//!
//! The API answers a repeated key with its first 200 for 24 h, whatever the body says then. So an
//! attempt keeps its key for as long as its order is the same (a reload, a double click, a lost
//! answer: one checkout), and gets a new one when the order changes or the last attempt has ended.
//! A key is at most 255 characters, by contract; ours are random UUIDs.

use std::hash::Hasher;

use fnv::FnvHasher;

use crate::ascii;
use crate::digits;
use crate::hex;
use crate::parse::ReadNumber;

const HOUR_MS: f64 = 3_600_000.0;
/// How long a key of ours is used again, in ms: well under the 24 h for which the API keeps it.
pub const MAX_AGE_MS: f64 = 12.0 * HOUR_MS;
/// How long a caller's key is known to be another order's, in ms: the API's 24 h begin later than ours.
pub const REMEMBERED_MS: f64 = 25.0 * HOUR_MS;

/// At most so many attempts are remembered; the oldest is forgotten first.
const MAX_ATTEMPTS: usize = 20;

/// A random UUID, version 4 (RFC 9562, section 5.4), of 16 random bytes.
pub fn new_key(random: [u8; 16]) -> String {
    let mut uuid = String::new();
    for (index, byte) in random.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        uuid.push_str(&hex::encode(&[byte]));
    }
    uuid
}

/// Tells orders apart, by all that is sent and where to. Not of SHA-256: WebCrypto has that, which answers later than the
/// click, and which browsers withhold from pages that came over plain http. Two orders of one tab have the same by
/// chance once in 2^64, and whoever wants that has to be the buyer of both. As with any plain digest, who knows all but
/// a number of an order can find that out.
pub fn digest(order: &[&str]) -> String {
    let mut hasher = FnvHasher::default();
    order.iter().for_each(|part| hasher.write(part.as_bytes()));
    hex::encode(&hasher.finish().to_be_bytes())
}

/// Whether it can be a key: 1 to 255 visible ASCII characters, so that it is a legal header.
pub fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// One attempt to create a checkout.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Attempt<'a> {
    key: &'a str,
    /// Of what was sent, and where to.
    digest: &'a str,
    /// When it began, in ms since 1970.
    began: f64,
    /// The checkout that came of it, once known; a UUID.
    checkout_id: &'a str,
    /// Whether that checkout has.
    ended: bool,
}

/// The attempts that a tab remembers; the newest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempts<'a>(Vec<Attempt<'a>>);

impl<'a> Attempts<'a> {
    /// The key for sending `digest`: the one it was sent under before, if any.
    pub fn key_for(&self, digest: &str, now: f64) -> Option<&'a str> {
        let is_same =
            |attempt: &&Attempt| attempt.digest == digest && !attempt.ended && attempt.age(now) < MAX_AGE_MS;
        self.0.iter().rev().find(is_same).map(|attempt| attempt.key)
    }

    /// Whether `key` was used for something else than `digest`: the API would answer with what came of that.
    pub fn is_reuse(&self, key: &str, digest: &str, now: f64) -> bool {
        self.0
            .iter()
            .any(|attempt| attempt.key == key && attempt.digest != digest && attempt.age(now) < REMEMBERED_MS)
    }

    /// Remembers that `digest` is being sent under `key`.
    pub fn begin(&mut self, key: &'a str, digest: &'a str, now: f64) {
        self.0.retain(|attempt| attempt.age(now) < REMEMBERED_MS);
        if let Some(known) = self.0.iter_mut().find(|attempt| attempt.key == key && attempt.digest == digest)
        {
            known.ended = false;
            return;
        }
        if self.0.len() >= MAX_ATTEMPTS {
            self.0.remove(0);
        }
        self.0.push(Attempt { key, digest, began: now, checkout_id: "", ended: false });
    }

    /// Remembers which checkout came of `key`.
    pub fn created(&mut self, key: &str, checkout_id: &'a str) {
        for attempt in self.0.iter_mut().filter(|attempt| attempt.key == key) {
            attempt.checkout_id = checkout_id;
        }
    }

    /// The checkout has ended, and so has its attempt: the same order again is a new one. Its key remains
    /// another order's to everybody else.
    pub fn ended(&mut self, checkout_id: &str) {
        let is_its = |attempt: &&mut Attempt| attempt.checkout_id.eq_ignore_ascii_case(checkout_id);
        for attempt in self.0.iter_mut().filter(is_its) {
            attempt.ended = true;
        }
    }

    /// Text to be kept: five lines for each attempt.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for attempt in &self.0 {
            let mut began = String::new();
            // What is no number is taken for 0, which is long ago.
            digits::push(&mut began, attempt.began as u64);
            let ended = if attempt.ended { ENDED } else { "" };
            for line in [attempt.key, attempt.digest, &began, attempt.checkout_id, ended] {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    /// Reads what [`Attempts::write`] wrote; what cannot be read is left out.
    pub fn read(text: &'a str, number: ReadNumber) -> Self {
        let mut attempts = Attempts::default();
        let mut rest = Some(text);
        while let [Some(key), Some(digest), Some(began), Some(checkout_id), Some(ended)] =
            [(); 5].map(|()| ascii::take_line(&mut rest))
        {
            if is_key(key) {
                let (began, ended) = (number(began), ended == ENDED);
                attempts.0.push(Attempt { key, digest, began, checkout_id, ended });
            }
        }
        attempts
    }
}

const ENDED: &str = "ended";

impl Attempt<'_> {
    /// In ms. A clock that was set back makes none younger.
    fn age(&self, now: f64) -> f64 {
        (now - self.began).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_for(attempts: &Attempts, digest: &str, now: f64) -> String {
        attempts.key_for(digest, now).unwrap_or("fresh").to_owned()
    }

    fn read(text: &str) -> Attempts<'_> {
        Attempts::read(text, |number| number.parse().unwrap_or(f64::NAN))
    }

    #[test]
    fn a_key_is_a_version_4_uuid() {
        assert_eq!(new_key([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(new_key([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert!(crate::contact::is_uuid(&new_key(*b"0123456789abcdef")));
    }

    #[test]
    fn a_digest_is_of_all_the_parts() {
        // As of FNV-1a's authors: http://www.isthe.com/chongo/tech/comp/fnv
        assert_eq!(digest(&[]), "cbf29ce484222325");
        assert_eq!(digest(&["foo", "bar"]), "85944171f73967e8");
        let orders = ["order_1", "order_2", "order_12"].map(|order| digest(&["/api", order, "{}"]));
        assert!(orders[0] != orders[1] && orders[0] != orders[2] && orders[1] != orders[2]);
    }

    #[test]
    fn a_key_is_a_legal_header() {
        assert!(is_key("a") && is_key(&"k".repeat(255)));
        for key in ["", &"k".repeat(256), "a b", "a\r\nX-Evil: 1", "ключ"] {
            assert!(!is_key(key), "{key:?}");
        }
    }

    #[test]
    fn the_same_order_keeps_its_key_and_another_gets_its_own() {
        let mut attempts = Attempts::default();
        attempts.begin("k1", "order", 0.0);
        assert_eq!(key_for(&attempts, "order", 1.0), "k1");
        assert_eq!(key_for(&attempts, "other", 1.0), "fresh");
        assert!(attempts.is_reuse("k1", "other", 1.0));
        assert!(!attempts.is_reuse("k1", "order", 1.0));
    }

    #[test]
    fn a_key_grows_old() {
        let mut attempts = Attempts::default();
        attempts.begin("k1", "order", 0.0);
        assert_eq!(key_for(&attempts, "order", MAX_AGE_MS - 1.0), "k1");
        assert_eq!(key_for(&attempts, "order", MAX_AGE_MS), "fresh");
    }

    #[test]
    fn a_key_is_another_orders_for_longer_than_the_api_keeps_it() {
        let mut attempts = Attempts::default();
        attempts.begin("mine", "order", 0.0);
        attempts.created("mine", "checkout");
        attempts.ended("checkout");
        attempts.begin("k2", "third", 24.0 * HOUR_MS);
        assert!(attempts.is_reuse("mine", "other", 24.0 * HOUR_MS));
        assert!(!attempts.is_reuse("mine", "order", 24.0 * HOUR_MS));
        attempts.begin("k3", "fourth", REMEMBERED_MS);
        assert!(!attempts.is_reuse("mine", "other", 1.0), "it is forgotten");
    }

    #[test]
    fn an_order_whose_checkout_ended_is_a_new_attempt() {
        let mut attempts = Attempts::default();
        attempts.begin("k1", "order", 0.0);
        attempts.created("k1", "checkout");
        attempts.ended("another");
        assert_eq!(key_for(&attempts, "order", 1.0), "k1");
        attempts.ended("CHECKOUT");
        assert_eq!(key_for(&attempts, "order", 1.0), "fresh");
    }

    #[test]
    fn only_so_many_are_remembered() {
        let mut attempts = Attempts::default();
        let all: Vec<_> = (0..100).map(|number| (format!("k{number}"), format!("order {number}"))).collect();
        for (key, order) in &all {
            attempts.begin(key, order, 0.0);
        }
        assert_eq!(attempts.0.len(), MAX_ATTEMPTS);
        assert_eq!(key_for(&attempts, "order 99", 1.0), "k99");
    }

    #[test]
    fn what_was_written_is_read_again() {
        let mut attempts = Attempts::default();
        attempts.begin("k1", "order", 5.0);
        attempts.created("k1", "checkout");
        attempts.ended("checkout");
        attempts.begin("k2", "other", 6.0);
        let text = attempts.write();
        assert_eq!(text, "k1\norder\n5\ncheckout\nended\nk2\nother\n6\n\n\n");
        assert_eq!(read(&text), attempts);
        for junk in ["", "[1,{},{}]", "a b\nd\n1\n\n\n", "k\nd\n1\n", "\n\n\n\n\n\n"] {
            assert_eq!(read(junk), Attempts::default(), "{junk:?}");
        }
        let mut timeless = read("k\nd\nyesterday\n\n\n");
        assert_eq!(key_for(&timeless, "d", 1.0), "fresh");
        timeless.begin("k2", "other", 1.0);
        assert!(!timeless.is_reuse("k", "other", 1.0));
    }
}
