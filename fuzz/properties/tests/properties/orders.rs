//! The ledger's record of an order: any events, in any order, at any time.

use std::collections::{BTreeMap, BTreeSet};

use jeelpay_checkout::edge::news::News;
use jeelpay_checkout::edge::order::{Attempt, Order};
use jeelpay_checkout::edge::record;
use jeelpay_checkout::status::Status;
use jeelpay_properties::tree;
use proptest::prelude::*;

use crate::cases;

const STATUSES: [&str; 6] = ["PENDING", "SUCCEEDED", "REJECTED", "EXPIRED", "ON_HOLD", "REVIEW"];
const MOST_ATTEMPTS: usize = 20;

#[derive(Clone, Debug)]
enum Event {
    Begin {
        digest: u8,
    },
    /// The API answers the last attempt that was begun.
    Created,
    /// Or refuses it, which does not keep another try from succeeding.
    Refused,
    Heard {
        checkout: u8,
        status: &'static str,
        from_api: bool,
    },
    /// Somebody is to tell the next status, and does, or fails, or is gone without a word.
    Tell {
        checkout: u8,
        ending: Ending,
    },
    Later(f64),
}

#[derive(Clone, Copy, Debug)]
enum Ending {
    Told,
    Failed,
    Gone,
}

fn event(digests: u8) -> impl Strategy<Value = Event> {
    let status = prop::sample::select(STATUSES.to_vec());
    let ending = prop::sample::select(vec![Ending::Told, Ending::Told, Ending::Failed, Ending::Gone]);
    prop_oneof![
        3 => (0..digests).prop_map(|digest| Event::Begin { digest }),
        3 => Just(Event::Created),
        1 => Just(Event::Refused),
        5 => (0..digests, status, any::<bool>())
            .prop_map(|(checkout, status, from_api)| Event::Heard { checkout, status, from_api }),
        4 => (0..digests, ending).prop_map(|(checkout, ending)| Event::Tell { checkout, ending }),
        1 => (0.0..50_000_000.0).prop_map(Event::Later),
    ]
}

#[derive(Default)]
struct Ledger {
    order: Order,
    now: f64,
    begun: u32,
    last: Option<Attempt>,
    /// Every checkout there ever was, in the order of creation.
    checkouts: Vec<String>,
    /// Of each checkout, every status it stood at.
    stood: BTreeMap<String, Vec<String>>,
    told: BTreeSet<(String, String)>,
    /// Checkouts that were told as the order's first success.
    first_successes: BTreeSet<String>,
    telling_until: BTreeMap<String, f64>,
}

impl Ledger {
    fn step(&mut self, event: Event) {
        match event {
            Event::Begin { digest } => self.begin(digest),
            Event::Created => self.created(),
            Event::Refused => self.last.iter().for_each(|attempt| self.order.refused(&attempt.key)),
            Event::Heard { checkout, status, from_api } => self.heard(checkout, status, from_api),
            Event::Tell { checkout, ending } => self.tell(checkout, ending),
            Event::Later(ms) => self.now += ms,
        }
        self.written_and_read();
        self.forward_only();
        self.one_is_current();
    }

    fn one_is_current(&self) {
        let attempts = self.order.attempts.iter().rev();
        let earlier = attempts.skip_while(|attempt| attempt.checkout_id.is_none()).skip(1);
        assert!(earlier.into_iter().all(|other| other.superseded || other.status().is_terminal()));
    }

    fn begin(&mut self, digest: u8) {
        self.begun += 1;
        let fresh = Attempt {
            key: format!("key {}", self.begun),
            digest: format!("digest {digest}"),
            ..Attempt::default()
        };
        let begun = self.order.begin(fresh.clone(), self.now);
        assert!(self.order.attempts.len() <= MOST_ATTEMPTS);
        let Some(attempt) = begun else { return };
        assert_eq!(attempt.digest, fresh.digest);
        assert!(!attempt.superseded && self.order.attempts.last() == Some(&attempt));
        self.last = Some(attempt);
    }

    fn created(&mut self) {
        let Some(attempt) = self.last.take() else { return };
        let checkout = format!("checkout {}", self.checkouts.len());
        let before = attempt.checkout_id.clone();
        self.order.created(&attempt.key, &checkout, "https://checkout.jeel.co/x", self.now);
        match before {
            // The key is the same, so the API answers with the same; nothing is overwritten.
            Some(before) => {
                assert!(self.order.attempt(&before).is_some() && self.order.attempt(&checkout).is_none())
            }
            None => self.checkouts.push(checkout),
        }
    }

    fn checkout(&self, number: u8) -> Option<String> {
        self.checkouts.get(usize::from(number)).cloned()
    }

    fn heard(&mut self, number: u8, status: &str, from_api: bool) {
        let Some(checkout) = self.checkout(number) else { return };
        let end = |order: &Order| {
            order
                .attempt(&checkout)
                .map(Attempt::status)
                .filter(Status::is_terminal)
                .unwrap_or(Status::Pending)
        };
        let before = end(&self.order);
        self.order.heard(&checkout, status, from_api, self.now);
        let after = end(&self.order);
        assert!(before == after || (from_api && after == Status::read(status)), "only the API's word ends");
    }

    fn tell(&mut self, number: u8, ending: Ending) {
        let Some(checkout) = self.checkout(number) else { return };
        let Some(news) = self.order.next_news(&checkout, self.now) else { return };
        assert!(self.telling_until.get(&checkout).is_none_or(|until| self.now >= *until), "two tell at once");
        self.news_is_right(&news);
        match ending {
            Ending::Gone => {
                self.telling_until.insert(checkout, self.now + 120_000.0);
            }
            Ending::Told | Ending::Failed => {
                self.order.told(&news, matches!(ending, Ending::Told));
                self.telling_until.remove(&checkout);
            }
        }
        let is_documented = !matches!(Status::read(&news.status), Status::Unknown(_));
        if matches!(ending, Ending::Told) && is_documented {
            assert!(self.told.insert((news.checkout_id, news.status)), "told twice");
        }
    }

    fn news_is_right(&mut self, news: &News) {
        assert_ne!(news.status, news.previous);
        assert!(!Status::read(&news.previous).is_terminal() && news.status != "PENDING");
        if !Status::read(&news.status).fulfils() {
            assert_eq!(news.earlier_success, None);
            return;
        }
        match &news.earlier_success {
            None => {
                self.first_successes.insert(news.checkout_id.clone());
                assert_eq!(self.first_successes.len(), 1, "a second success looks like the first");
            }
            Some(earlier) => {
                let earlier = self.order.attempt(earlier).expect("known");
                assert!(earlier.status().fulfils() && !self.first_successes.contains(&news.checkout_id));
            }
        }
    }

    fn written_and_read(&mut self) {
        let text = record::write(&self.order, tree::spell);
        let read = record::read(&tree::parse(text.as_bytes()).expect("JSON")).expect("undamaged");
        assert_eq!(read, self.order);
        self.order = read;
    }

    fn forward_only(&mut self) {
        for attempt in &self.order.attempts {
            let Some(checkout) = &attempt.checkout_id else { continue };
            let stood = self.stood.entry(checkout.clone()).or_default();
            if stood.last() == Some(&attempt.status) {
                continue;
            }
            let was_terminal = stood.last().is_some_and(|status| Status::read(status).is_terminal());
            assert!(!was_terminal, "{stood:?} then {}", attempt.status);
            assert!(stood.is_empty() || attempt.status != "PENDING", "{stood:?} then PENDING");
            stood.push(attempt.status.clone());
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_order_moves_forward_and_tells_each_step_once(events in prop::collection::vec(event(4), 1..80)) {
        let mut ledger = Ledger::default();
        events.into_iter().for_each(|event| ledger.step(event));
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn so_does_one_with_many_attempts(events in prop::collection::vec(event(30), 1..200)) {
        let mut ledger = Ledger::default();
        events.into_iter().for_each(|event| ledger.step(event));
    }
}
