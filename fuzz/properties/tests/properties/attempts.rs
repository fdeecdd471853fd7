//! The keys of a tab's attempts, beside a model that forgets nothing.

use jeelpay_checkout::idempotency::{Attempts, MAX_AGE_MS, REMEMBERED_MS, is_key, new_key};
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
        6 => (0..3_u8, prop::option::weighted(0.4, 0..2_u8)).prop_map(|(order, given)| Event::Send { order, given }),
        3 => Just(Event::Created),
        2 => (0..3_u8).prop_map(|order| Event::Ended { order }),
        1 => (0.0..14.0).prop_map(Event::Later),
        1 => Just(Event::Reload),
    ]
}

/// One order under one key, and when it was first sent so.
struct Sent {
    key: String,
    order: u8,
    at: f64,
    is_created: bool,
    is_over: bool,
}

#[derive(Default)]
struct Tab {
    /// What it remembers: each call reads it and writes it anew.
    kept: String,
    now: f64,
    fresh: u32,
    sent: Vec<Sent>,
}

impl Tab {
    fn send(&mut self, order: u8, given: Option<u8>) {
        let digest = format!("digest {order}");
        let key = match given {
            Some(given) => format!("given-{given}"),
            None => self.own_key(order, &digest),
        };
        let is_anothers = self.known().any(|sent| sent.key == key && sent.order != order);
        let kept = self.kept.clone();
        let mut attempts = read(&kept);
        assert_eq!(attempts.is_reuse(&key, &digest, self.now), is_anothers, "{key}");
        if is_anothers {
            assert!(given.is_some(), "{key} was chosen for another order");
            return;
        }
        attempts.begin(&key, &digest, self.now);
        self.kept = attempts.write();
        self.sent.retain(|sent| self.now - sent.at < REMEMBERED_MS);
        match self.sent.iter_mut().find(|sent| sent.key == key && sent.order == order) {
            Some(sent) => sent.is_over = false,
            None => {
                self.sent.push(Sent { key, order, at: self.now, is_created: false, is_over: false });
            }
        }
    }

    /// An attempt keeps its key until it is over, or old.
    fn own_key(&mut self, order: u8, digest: &str) -> String {
        self.fresh += 1;
        let fresh = format!("fresh-{}", self.fresh);
        let known = read(&self.kept).key_for(digest, self.now).map(str::to_owned);
        let is_alive = |sent: &&Sent| sent.order == order && !sent.is_over && self.now - sent.at < MAX_AGE_MS;
        let alive: Vec<_> = self.known().filter(is_alive).map(|sent| sent.key.as_str()).collect();
        match &known {
            None => assert!(alive.is_empty(), "{alive:?} was forgotten"),
            Some(key) => assert!(alive.contains(&key.as_str()), "{key} and not {alive:?}"),
        }
        known.unwrap_or(fresh)
    }

    fn known(&self) -> impl Iterator<Item = &Sent> {
        self.sent.iter().filter(|sent| self.now - sent.at < REMEMBERED_MS)
    }

    fn step(&mut self, event: Event) {
        match event {
            Event::Send { order, given } => self.send(order, given),
            Event::Created => {
                if let Some(last) = self.sent.last_mut() {
                    let (kept, checkout) = (self.kept.clone(), format!("checkout {}", last.order));
                    let mut attempts = read(&kept);
                    attempts.created(&last.key, &checkout);
                    self.kept = attempts.write();
                    last.is_created = true;
                }
            }
            Event::Ended { order } => {
                let kept = self.kept.clone();
                let mut attempts = read(&kept);
                attempts.ended(&format!("checkout {order}"));
                self.kept = attempts.write();
                let created = self.sent.iter_mut().filter(|sent| sent.order == order && sent.is_created);
                created.for_each(|sent| sent.is_over = true);
            }
            Event::Later(hours) => self.now += hours * 3_600_000.0,
            Event::Reload => {
                let attempts = read(&self.kept);
                let again = attempts.write();
                assert_eq!(read(&again), attempts);
                self.kept = again;
            }
        }
    }
}

fn read(kept: &str) -> Attempts<'_> {
    Attempts::read(kept, |number| number.parse().expect("a number"))
}

proptest! {
    #![proptest_config(cases(256))]

    /// No longer than a tab's memory is.
    #[test]
    fn a_key_is_never_sent_with_two_orders(events in prop::collection::vec(event(), 1..=20)) {
        let mut tab = Tab::default();
        events.into_iter().for_each(|event| tab.step(event));
    }

    #[test]
    fn a_new_key_is_a_key(random in any::<[u8; 16]>()) {
        let key = new_key(random);
        prop_assert!(is_key(&key) && jeelpay_checkout::contact::is_uuid(&key), "{key}");
    }
}
