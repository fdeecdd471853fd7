//! One key per attempt, bound to what was sent under it.
//!
//! The API answers a repeated key with its first 200 for 24 h, whatever the body says then. So an
//! attempt keeps its key for as long as its order is the same (a reload, a double click, a lost
//! answer: one checkout), and gets a new one when the order changes or the last attempt has ended.
//! A key is at most 255 characters, by contract; ours are random UUIDs.

use crate::hex;
use crate::value::{Value, object};

const HOUR_MS: f64 = 3_600_000.0;
/// How long a key of ours is used again, in ms: well under the 24 h for which the API keeps it.
pub const MAX_AGE_MS: f64 = 12.0 * HOUR_MS;
/// How long a caller's key is known to be another order's, in ms: the API's 24 h begin later than ours.
pub const REMEMBERED_MS: f64 = 25.0 * HOUR_MS;

/// At most so many attempts are remembered; the oldest is forgotten first.
const MAX_ATTEMPTS: usize = 20;

/// A random UUID, version 4 (RFC 9562, section 5.4), of 16 random bytes.
pub fn new_key(mut random: [u8; 16]) -> String {
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut random;
    *version = *version & 0x0f | 0x40;
    *variant = *variant & 0x3f | 0x80;
    let mut uuid = hex::encode(&random);
    for hyphen in [8, 13, 18, 23] {
        uuid.insert(hyphen, '-');
    }
    uuid
}

/// Whether it can be a key: 1 to 255 visible ASCII characters, so that it is a legal header.
pub fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// One attempt to create a checkout.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub key: String,
    /// A digest of what was sent, and where to.
    pub digest: String,
    /// When it began, in ms since 1970.
    pub began: f64,
    /// The checkout that came of it, once known.
    pub checkout_id: Option<String>,
    /// Whether that checkout has.
    pub ended: bool,
}

/// The attempts that a tab, or a process, remembers; the newest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempts(Vec<Attempt>);

impl Attempts {
    /// The key for sending `digest`: the one it was sent under before, or `fresh`.
    pub fn key_for(&self, digest: &str, now: f64, fresh: String) -> String {
        let is_same = |attempt: &&Attempt| attempt.digest == digest && !attempt.ended;
        let known = self.0.iter().rev().filter(is_same).find(|attempt| attempt.age(now) < MAX_AGE_MS);
        known.map_or(fresh, |attempt| attempt.key.clone())
    }

    /// Whether `key` was used for something else than `digest`: the API would answer with what came of that.
    pub fn is_reuse(&self, key: &str, digest: &str, now: f64) -> bool {
        let mut known = self.0.iter().filter(|attempt| attempt.age(now) < REMEMBERED_MS);
        known.any(|attempt| attempt.key == key && attempt.digest != digest)
    }

    /// Remembers that `digest` is being sent under `key`.
    pub fn begin(&mut self, key: &str, digest: &str, now: f64) {
        self.0.retain(|attempt| attempt.age(now) < REMEMBERED_MS);
        if let Some(known) = self.0.iter_mut().find(|attempt| attempt.key == key && attempt.digest == digest)
        {
            known.ended = false;
            return;
        }
        if self.0.len() >= MAX_ATTEMPTS {
            self.0.remove(0);
        }
        self.0.push(Attempt {
            key: key.to_owned(),
            digest: digest.to_owned(),
            began: now,
            checkout_id: None,
            ended: false,
        });
    }

    /// Remembers which checkout came of `key`.
    pub fn created(&mut self, key: &str, checkout_id: &str) {
        for attempt in self.0.iter_mut().filter(|attempt| attempt.key == key) {
            attempt.checkout_id = Some(checkout_id.to_owned());
        }
    }

    /// The checkout has ended, and so has its attempt: the same order again is a new one. Its key remains
    /// another order's to everybody else.
    pub fn ended(&mut self, checkout_id: &str) {
        let is_of = |attempt: &&mut Attempt| attempt.checkout_id.as_deref() == Some(checkout_id);
        self.0.iter_mut().filter(is_of).for_each(|attempt| attempt.ended = true);
    }

    pub fn to_value(&self) -> Value<'_> {
        Value::Array(self.0.iter().map(Attempt::to_value).collect())
    }

    /// Reads what [`Attempts::to_value`] wrote; what cannot be read is left out.
    pub fn read(value: &Value<'_>) -> Attempts {
        Attempts(value.elements().iter().filter_map(Attempt::read).collect())
    }
}

impl Attempt {
    /// In ms. A clock that was set back makes none younger.
    fn age(&self, now: f64) -> f64 {
        (now - self.began).abs()
    }

    fn to_value(&self) -> Value<'_> {
        object([
            ("key", Some(Value::from(self.key.as_str()))),
            ("digest", Some(Value::from(self.digest.as_str()))),
            ("began", Some(Value::Number(self.began))),
            ("checkout_id", Value::maybe(self.checkout_id.as_deref())),
            ("ended", self.ended.then_some(Value::Bool(true))),
        ])
    }

    fn read(value: &Value<'_>) -> Option<Attempt> {
        let Value::Number(began) = value.get("began")? else {
            return None;
        };
        Some(Attempt {
            key: value.text("key").filter(|key| is_key(key))?.to_owned(),
            digest: value.text("digest")?.to_owned(),
            began: *began,
            checkout_id: value.text("checkout_id").map(str::to_owned),
            ended: value.get("ended").is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_for(attempts: &Attempts, digest: &str, now: f64) -> String {
        attempts.key_for(digest, now, "fresh".into())
    }

    #[test]
    fn a_key_is_a_version_4_uuid() {
        assert_eq!(new_key([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(new_key([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert!(crate::contact::is_uuid(&new_key(*b"0123456789abcdef")));
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
        attempts.ended("checkout");
        assert_eq!(key_for(&attempts, "order", 1.0), "fresh");
    }

    #[test]
    fn only_so_many_are_remembered() {
        let mut attempts = Attempts::default();
        for number in 0..100 {
            attempts.begin(&format!("k{number}"), &format!("order {number}"), 0.0);
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
        assert_eq!(Attempts::read(&attempts.to_value()), attempts);
        let junk: Value = serde_json::from_str(r#"[1,{},{"key":"a b","digest":"d","began":1}]"#).unwrap();
        assert_eq!(Attempts::read(&junk), Attempts::default());
    }
}
