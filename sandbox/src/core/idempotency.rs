//! Idempotency keys: one key, one answer, for a day.

use super::clock::{HOUR, Timestamp};
use super::errors::{ApiError, Reply};
use super::group::CheckoutType;
use std::collections::{HashMap, VecDeque};

const KEPT: i64 = 24 * HOUR;
const MAX_CHARACTERS: usize = 255;

/// A key is one's own per credentials and endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    pub group: usize,
    pub endpoint: CheckoutType,
    pub key: String,
}

#[derive(Default)]
pub struct Keys {
    records: HashMap<Scope, Record>,
    /// Answered records in the order in which they are forgotten.
    ageing: VecDeque<(Timestamp, Scope)>,
}

enum Record {
    InFlight,
    Answered(Reply),
}

/// What to do with a call.
#[derive(Debug, PartialEq, Eq)]
pub enum Begin {
    Process,
    /// The kept answer, whatever the body is this time.
    Replay(Reply),
}

impl Keys {
    /// Every `Process` is followed by one `finish`.
    pub fn begin(&mut self, scope: &Scope, now: Timestamp) -> Result<Begin, ApiError> {
        self.forget(now);
        check(&scope.key)?;
        match self.records.get(scope) {
            Some(Record::InFlight) => Err(ApiError::in_flight()),
            Some(Record::Answered(reply)) => Ok(Begin::Replay(reply.clone())),
            None => {
                self.records.insert(scope.clone(), Record::InFlight);
                Ok(Begin::Process)
            }
        }
    }

    /// Only a 200 is kept: a call that failed is processed afresh under the same key. `None` is a call given up.
    pub fn finish(&mut self, scope: Scope, reply: Option<&Reply>, now: Timestamp) {
        match reply {
            Some(reply) if reply.status == 200 => {
                self.ageing.push_back((now.plus(KEPT), scope.clone()));
                self.records.insert(scope, Record::Answered(reply.clone()));
            }
            _ => {
                self.records.remove(&scope);
            }
        }
    }

    fn forget(&mut self, now: Timestamp) {
        while let Some((_, scope)) = self.ageing.pop_front_if(|(until, _)| *until <= now) {
            self.records.remove(&scope);
        }
    }
}

fn check(key: &str) -> Result<(), ApiError> {
    match key.chars().count() {
        0 => Err(ApiError::malformed("the Idempotency-Key header is empty")),
        1..=MAX_CHARACTERS => Ok(()),
        _ => Err(ApiError::malformed("the Idempotency-Key header is longer than 255 characters")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn scope(key: &str) -> Scope {
        Scope { group: 0, endpoint: CheckoutType::Items, key: key.to_owned() }
    }

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, body: body.to_owned() }
    }

    #[test]
    fn a_200_is_replayed_for_a_day() {
        let mut keys = Keys::default();
        assert_eq!(keys.begin(&scope("a"), NOW), Ok(Begin::Process));
        keys.finish(scope("a"), Some(&reply(200, "first")), NOW);
        let last_moment = NOW.plus(KEPT - 1);
        assert_eq!(keys.begin(&scope("a"), last_moment), Ok(Begin::Replay(reply(200, "first"))));
        assert_eq!(keys.begin(&scope("a"), NOW.plus(KEPT)), Ok(Begin::Process));
    }

    #[test]
    fn failures_are_not_kept() {
        let mut keys = Keys::default();
        for outcome in [Some(reply(400, "")), Some(reply(500, "")), None] {
            assert_eq!(keys.begin(&scope("a"), NOW), Ok(Begin::Process));
            keys.finish(scope("a"), outcome.as_ref(), NOW);
        }
        assert_eq!(keys.begin(&scope("a"), NOW), Ok(Begin::Process));
    }

    #[test]
    fn a_key_in_flight_is_refused_and_only_in_its_scope() {
        let mut keys = Keys::default();
        assert_eq!(keys.begin(&scope("a"), NOW), Ok(Begin::Process));
        assert_eq!(keys.begin(&scope("a"), NOW), Err(ApiError::in_flight()));
        let other_group = Scope { group: 1, ..scope("a") };
        let other_endpoint = Scope { endpoint: CheckoutType::Schooling, ..scope("a") };
        for other in [other_group, other_endpoint, scope("A")] {
            assert_eq!(keys.begin(&other, NOW), Ok(Begin::Process));
        }
    }

    #[test]
    fn keys_have_1_to_255_characters() {
        let mut keys = Keys::default();
        assert_eq!(keys.begin(&scope(&"é".repeat(255)), NOW), Ok(Begin::Process));
        for wrong in [String::new(), "k".repeat(256)] {
            assert_eq!(keys.begin(&scope(&wrong), NOW).expect_err("refused").status, 400);
        }
    }
}
