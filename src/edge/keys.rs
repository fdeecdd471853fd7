//! The keys that a server's callers have given, each bound to what was sent under it. This process knows of its own
//! only: whoever keeps orders is the one to keep their keys.

use std::collections::VecDeque;

use crate::idempotency::REMEMBERED_MS;

/// At most so many are remembered; the oldest is forgotten first.
const MAX_KEYS: usize = 1_000;

/// The newest last.
#[derive(Default)]
pub struct Keys(VecDeque<Sent>);

struct Sent {
    /// The key, and whose it is.
    name: String,
    /// Of the order.
    digest: String,
    /// When it was sent first, in ms since 1970.
    began: f64,
}

impl Keys {
    /// Whether an order may be sent under a key: under a new one, which is its own from now on, or under its own.
    pub fn bind(&mut self, name: String, digest: String, now: f64) -> bool {
        self.0.retain(|sent| (now - sent.began).abs() < REMEMBERED_MS);
        if let Some(sent) = self.0.iter().find(|sent| sent.name == name) {
            return sent.digest == digest;
        }
        if self.0.len() >= MAX_KEYS {
            self.0.pop_front();
        }
        self.0.push_back(Sent { name, digest, began: now });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_orders_for_longer_than_the_api_keeps_it() {
        let mut keys = Keys::default();
        let mut bind = |key: &str, order: &str, now| keys.bind(key.to_owned(), order.to_owned(), now);
        assert!(bind("k1", "order", 0.0) && bind("k2", "other", 0.0));
        assert!(bind("k1", "order", 1.0) && !bind("k1", "other", 1.0));
        assert!(!bind("k1", "other", REMEMBERED_MS - 1.0));
        assert!(bind("k1", "other", REMEMBERED_MS));
        assert!(!bind("k1", "order", REMEMBERED_MS));
    }

    #[test]
    fn only_so_many_are_remembered() {
        let mut keys = Keys::default();
        for number in 0..=MAX_KEYS {
            assert!(keys.bind(format!("k{number}"), "order".to_owned(), 0.0));
        }
        assert_eq!(keys.0.len(), MAX_KEYS);
        assert!(!keys.bind("k1".to_owned(), "other".to_owned(), 0.0));
        assert!(keys.bind("k0".to_owned(), "other".to_owned(), 0.0));
    }
}
