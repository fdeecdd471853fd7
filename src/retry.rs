//! Whether, and when, a call is made again.
//!
//! One pure decision. What is repeated is repeated with the same idempotency key, which the API
//! honours for 24 h, so a lost answer never becomes a second checkout. Passing failures (network,
//! timeout, 408, 429, 5xx, a key in flight) are repeated after a pause; a refused token is
//! replaced once; everything else is final.

use crate::error::{CheckoutError, ErrorCode};
use crate::reply;

/// What a call has been through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// How often it was repeated after a passing failure.
    pub repeated: u32,
    /// Whether the token was replaced.
    pub renewed: bool,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Tell the caller.
    GiveUp,
    /// Ask for a new token, then send it again at once.
    RenewToken,
    /// Send it again after so many ms.
    Repeat { after_ms: u32 },
}

/// The longest pause that is chosen here, in ms.
const LONGEST_MS: f64 = 8_000.0;
/// The pause before the first repetition, before jitter, in ms.
const FIRST_MS: f64 = 500.0;
/// The longest `Retry-After` that is obeyed, in ms; to wait longer than that is for the caller.
const LONGEST_ASKED_MS: u32 = 30_000;

/// `retry_after_ms` is what the API asked for; `random` is from 0 up to 1.
pub fn next(
    error: &CheckoutError,
    retry_after_ms: Option<u32>,
    tries: Tries,
    limit: u32,
    random: f64,
) -> Step {
    if error.code == ErrorCode::Unauthorized && error.status == Some(401) && !tries.renewed {
        return Step::RenewToken;
    }
    let in_flight = reply::is_in_flight(&error.errors);
    if !(error.retryable || in_flight) || tries.repeated >= limit {
        return Step::GiveUp;
    }
    match retry_after_ms {
        Some(asked) if asked > LONGEST_ASKED_MS => Step::GiveUp,
        Some(asked) => Step::Repeat { after_ms: asked },
        None => Step::Repeat { after_ms: pause(tries.repeated, random) },
    }
}

/// Exponential with full jitter, so that callers who failed together do not come back together.
fn pause(repeated: u32, random: f64) -> u32 {
    let longest = (FIRST_MS * f64::from(1_u32 << repeated.min(10))).min(LONGEST_MS);
    (longest * unit(random)) as u32
}

/// A random number as one from 0 to 1. `f64::clamp` would do, but its panic message brings the
/// formatting of floats into the module: several kilobytes of a page.
pub fn unit(random: f64) -> f64 {
    if random > 0.0 { random.min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ApiError;

    fn http(code: ErrorCode, status: u16) -> CheckoutError {
        CheckoutError { status: Some(status), ..CheckoutError::new(code, "") }
    }

    fn step(error: &CheckoutError, repeated: u32) -> Step {
        next(error, None, Tries { repeated, renewed: false }, 2, 1.0)
    }

    #[test]
    fn repeats_passing_failures_up_to_the_limit() {
        for error in [
            CheckoutError::new(ErrorCode::Unavailable, "network"),
            CheckoutError::new(ErrorCode::Timeout, "timeout"),
            http(ErrorCode::Timeout, 408),
            http(ErrorCode::RateLimited, 429),
            http(ErrorCode::Unavailable, 500),
            http(ErrorCode::Unavailable, 503),
        ] {
            assert_eq!(step(&error, 0), Step::Repeat { after_ms: 500 });
            assert_eq!(step(&error, 1), Step::Repeat { after_ms: 1000 });
            assert_eq!(step(&error, 2), Step::GiveUp);
        }
    }

    #[test]
    fn repeats_while_the_key_is_in_flight() {
        let mut error = http(ErrorCode::RejectedByApi, 400);
        error.errors = vec![ApiError { id: "IDEMPOTENCY-001".into(), ..ApiError::default() }];
        assert_eq!(step(&error, 0), Step::Repeat { after_ms: 500 });
    }

    #[test]
    fn everything_else_is_final() {
        for error in [
            http(ErrorCode::RejectedByApi, 400),
            http(ErrorCode::RejectedByApi, 403),
            http(ErrorCode::NotFound, 404),
            http(ErrorCode::IdempotencyConflict, 409),
            http(ErrorCode::InvalidResponse, 200),
            CheckoutError::new(ErrorCode::Aborted, ""),
            CheckoutError::new(ErrorCode::Unauthorized, "no token could be had"),
        ] {
            assert_eq!(step(&error, 0), Step::GiveUp, "{error:?}");
        }
    }

    #[test]
    fn renews_a_refused_token_once() {
        let error = http(ErrorCode::Unauthorized, 401);
        assert_eq!(step(&error, 0), Step::RenewToken);
        assert_eq!(step(&error, 2), Step::RenewToken);
        let tries = Tries { repeated: 0, renewed: true };
        assert_eq!(next(&error, None, tries, 2, 0.5), Step::GiveUp);
    }

    #[test]
    fn obeys_retry_after_up_to_a_cap() {
        let error = http(ErrorCode::RateLimited, 429);
        let asked = |ms| next(&error, Some(ms), Tries::default(), 2, 1.0);
        assert_eq!(asked(7000), Step::Repeat { after_ms: 7000 });
        assert_eq!(asked(0), Step::Repeat { after_ms: 0 });
        assert_eq!(asked(30_000), Step::Repeat { after_ms: 30_000 });
        assert_eq!(asked(30_001), Step::GiveUp);
    }

    #[test]
    fn pauses_grow_to_a_cap_and_jitter() {
        let pauses: Vec<_> = (0..6).map(|repeated| pause(repeated, 1.0)).collect();
        assert_eq!(pauses, [500, 1000, 2000, 4000, 8000, 8000]);
        assert_eq!(pause(40, 1.0), 8000);
        assert_eq!([pause(0, 0.0), pause(3, 0.5), pause(0, f64::NAN)], [0, 2000, 0]);
    }
}
