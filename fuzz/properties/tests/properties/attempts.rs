//! The keys of a tab's attempts, beside a model that forgets nothing.

use jeelpay_checkout::idempotency::{Attempts, MAX_AGE_MS, is_key, new_key};
use jeelpay_checkout::json;
use jeelpay_properties::tree;
use proptest::prelude::*;

use crate::cases;

#[derive(Clone, Debug)]
enum Event {
    /// An order is sent, under its own key or under a given one.
    Send { order: u8, given: Option<u8> },
    /// Its checkout was created.
    Created,
    /// A checkout has ended.
    Ended { order: u8 },
    /// Time passes, in hours.
    Later(f64),
    /// The page is left, and what it remembered is read again.
    Reload,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0..5_u8, prop::option::weighted(0.2, 0..3_u8)).prop_map(|(order, given)| Event::Send { order, given }),
        2 => Just(Event::Created),
        1 => (0..5_u8).prop_map(|order| Event::Ended { order }),
        1 => (0.0..14.0).prop_map(Event::Later),
        1 => Just(Event::Reload),
    ]
}

/// One thing that was sent, and when for the first time.
struct Sent {
    key: String,
    order: u8,
    at: f64,
}

#[derive(Default)]
struct Tab {
    attempts: Attempts,
    now: f64,
    fresh: u32,
    sent: Vec<Sent>,
}

impl Tab {
    fn send(&mut self, order: u8, given: Option<u8>) {
        let digest = format!("digest {order}");
        self.fresh += 1;
        let fresh = format!("fresh-{}", self.fresh);
        let given = given.map(|given| format!("given-{given}"));
        let other = |sent: &Sent, key: &str| sent.key == key && sent.order != order && self.is_young(sent);
        let key = match given {
            // The model and the attempts must agree that it is somebody else's.
            Some(key) => {
                if self.attempts.is_reuse(&key, &digest, self.now) {
                    assert!(self.sent.iter().any(|sent| other(sent, &key)), "{key} was refused for nothing");
                    return;
                }
                key
            }
            None => self.attempts.key_for(&digest, self.now, fresh.clone()),
        };
        assert!(!self.sent.iter().any(|sent| other(sent, &key)), "{key} was sent with another order");
        self.attempts.begin(&key, &digest, self.now);
        assert_ne!(self.attempts.key_for(&digest, self.now, "none".into()), "none");
        if !self.sent.iter().any(|sent| sent.key == key && sent.order == order && self.is_young(sent)) {
            self.sent.push(Sent { key, order, at: self.now });
        }
    }

    fn is_young(&self, sent: &Sent) -> bool {
        self.now - sent.at < MAX_AGE_MS
    }

    fn step(&mut self, event: Event) {
        match event {
            Event::Send { order, given } => self.send(order, given),
            Event::Created => {
                if let Some(last) = self.sent.last() {
                    self.attempts.created(&last.key, &format!("checkout {}", last.order));
                }
            }
            Event::Ended { order } => {
                self.attempts.ended(&format!("checkout {order}"));
                // Its keys are forgotten, and may be used for anything: nothing is under way by them.
                let known = |sent: &Sent| self.attempts.is_reuse(&sent.key, "no digest", self.now);
                let kept: Vec<bool> = self.sent.iter().map(known).collect();
                let mut kept = kept.into_iter();
                self.sent.retain(|_| kept.next().unwrap_or(true));
            }
            Event::Later(hours) => self.now += hours * 3_600_000.0,
            Event::Reload => {
                let kept = json::write(&self.attempts.to_value(), tree::spell);
                let read = Attempts::read(&tree::parse(kept.as_bytes()).expect("JSON"));
                assert_eq!(read, self.attempts);
                self.attempts = read;
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_key_is_never_sent_with_two_orders(events in prop::collection::vec(event(), 1..40)) {
        let mut tab = Tab::default();
        events.into_iter().for_each(|event| tab.step(event));
    }

    #[test]
    fn a_new_key_is_a_key(random in any::<[u8; 16]>()) {
        let key = new_key(random);
        prop_assert!(is_key(&key) && jeelpay_checkout::contact::is_uuid(&key), "{key}");
    }
}
