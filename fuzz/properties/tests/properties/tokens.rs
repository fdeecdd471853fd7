//! The access token: one renews at a time, and nobody gets one that is over.

use jeelpay_checkout::edge::token::{LEASE_MS, Step, Token, TokenCache};
use proptest::prelude::*;

use crate::cases;

#[derive(Clone, Copy, Debug)]
enum Event {
    /// Somebody needs the token; perhaps because the API refused the one they had.
    Ask {
        refused: bool,
    },
    /// Whoever is renewing it is still there.
    Prolong,
    /// The renewal that is under way comes to its end.
    Renewed {
        seconds: f64,
    },
    /// It fails, and the endpoint may ask to be left alone for so many ms.
    Failed {
        asked: Option<u32>,
    },
    /// Whoever was renewing it has left.
    GivenUp,
    Later(f64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => any::<bool>().prop_map(|refused| Event::Ask { refused }),
        2 => (0.0..300.0).prop_map(|seconds| Event::Renewed { seconds }),
        1 => Just(Event::Prolong),
        1 => prop::option::of(0..40_000_u32).prop_map(|asked| Event::Failed { asked }),
        1 => Just(Event::GivenUp),
        3 => (0.0..40_000.0).prop_map(Event::Later),
    ]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn one_renews_and_what_is_used_is_good(events in prop::collection::vec(event(), 1..60)) {
        let (mut cache, mut now, mut issued) = (TokenCache::default(), 0.0, Vec::<Token>::new());
        let mut leased: Option<f64> = None;
        let mut held: Option<String> = None;
        let mut quiet = 0.0;
        for event in events {
            match event {
                Event::Later(ms) => now += ms,
                Event::Ask { refused } => {
                    let refused = held.clone().filter(|_| refused);
                    match cache.next(now, refused.as_deref()) {
                        Step::Renew => {
                            prop_assert!(leased.is_none_or(|until| now >= until), "two renew at once");
                            prop_assert!(now >= quiet, "it asked to be left alone");
                            leased = Some(now + LEASE_MS);
                        }
                        Step::Use(text) => {
                            prop_assert!(refused.as_deref() != Some(text.as_str()), "a refused one was used again");
                            let token = issued.iter().find(|token| token.text == text).expect("issued");
                            prop_assert!(now < token.expires_at);
                            held = Some(text);
                        }
                        Step::Wait(ms) => prop_assert!(ms > 0 && leased.is_some_and(|until| now < until)),
                        Step::Refuse(ms) => prop_assert!(ms <= 60_000 && leased.is_none_or(|until| now >= until)),
                    }
                }
                Event::Prolong if leased.is_some() => {
                    cache.prolong(now);
                    leased = Some(now + LEASE_MS);
                }
                Event::Renewed { seconds } if leased.is_some() => {
                    let token = Token { text: format!("token-{}", issued.len()), expires_at: now + seconds * 1000.0 };
                    cache.renewed(now, &token);
                    quiet = 0.0;
                    issued.push(token);
                    leased = None;
                }
                Event::Failed { asked } if leased.is_some() => {
                    cache.failed(now, asked);
                    quiet = now + f64::from(asked.unwrap_or(0).min(30_000));
                    leased = None;
                }
                Event::GivenUp if leased.is_some() => {
                    cache.given_up();
                    leased = None;
                }
                Event::Prolong | Event::Renewed { .. } | Event::Failed { .. } | Event::GivenUp => {}
            }
        }
    }
}
