//! Whether, and when, a call is made again.
//!
//! One pure decision. What is repeated is repeated with the same idempotency key, which the API
//! honours for 24 h, so a lost 200 is answered again. Passing failures (network, timeout, 408, 429,
//! 5xx) are repeated after a pause; while the first call with a key is under way, that is asked for
//! until it has ended; a refused token is replaced once; everything else is final. None of it outlasts
//! the time of the call.

use crate::error::{CheckoutError, ErrorCode};

/// What a call has been through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// How often it was repeated after a passing failure.
    pub repeated: u32,
    /// Whether the token was replaced, or cannot be.
    pub renewed: bool,
}

/// What the caller lets a call cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How often it may be repeated.
    pub repeats: u32,
    /// What is left of its time, in ms.
    pub left_ms: u32,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Tell the caller.
    GiveUp,
    /// Ask for a new token, then send it again at once.
    RenewToken,
    /// Send it again after so many ms. Whether that is one of the repetitions that the caller allows.
    Repeat { after_ms: u32, counts: bool },
}

/// The longest pause that is chosen here, in ms.
const LONGEST_MS: f64 = 8_000.0;
/// The pause before the first repetition, before jitter, in ms.
const FIRST_MS: f64 = 500.0;
/// How often the end of the first call with a key is asked for, in ms, before jitter.
const IN_FLIGHT_MS: f64 = 1_000.0;
/// The longest `Retry-After` that is obeyed, in ms; to wait longer than that is for the caller.
pub const LONGEST_ASKED_MS: u32 = 30_000;

/// `random` is from 0 up to 1. A pause that would outlast the call is not begun: its end is known now.
pub fn next(error: &CheckoutError, tries: Tries, budget: Budget, random: f64) -> Step {
    if error.code == ErrorCode::Unauthorized && error.status == Some(401) && !tries.renewed {
        return if budget.left_ms > 0 { Step::RenewToken } else { Step::GiveUp };
    }
    // The API has taken the order, and only this key leads to what came of it.
    let in_flight = error.code == ErrorCode::RejectedByApi && error.retryable && budget.repeats > 0;
    if !error.retryable || (tries.repeated >= budget.repeats && !in_flight) {
        return Step::GiveUp;
    }
    let after_ms = error.retry_after_ms.unwrap_or_else(|| match in_flight {
        true => (IN_FLIGHT_MS * (1.0 + unit(random))) as u32,
        false => pause(tries.repeated, random),
    });
    if after_ms > LONGEST_ASKED_MS || after_ms >= budget.left_ms {
        return Step::GiveUp;
    }
    Step::Repeat { after_ms, counts: !in_flight }
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

    const NEW: Tries = Tries { repeated: 0, renewed: false };
    const RENEWED: Tries = Tries { repeated: 0, renewed: true };
    const AMPLE: Budget = Budget { repeats: 2, left_ms: 60_000 };

    fn plain(code: ErrorCode) -> CheckoutError {
        CheckoutError::new(code, "")
    }

    fn http(code: ErrorCode, status: u16) -> CheckoutError {
        let mut error = plain(code);
        error.status = Some(status);
        error
    }

    fn in_flight() -> CheckoutError {
        let mut error = http(ErrorCode::RejectedByApi, 400);
        error.retryable = true;
        error
    }

    fn asked(retry_after_ms: u32) -> CheckoutError {
        http(ErrorCode::RateLimited, 429).retry_after(retry_after_ms)
    }

    fn repeated(repeated: u32) -> Tries {
        Tries { repeated, ..NEW }
    }

    fn left(left_ms: u32) -> Budget {
        Budget { left_ms, ..AMPLE }
    }

    fn after(after_ms: u32) -> Step {
        Step::Repeat { after_ms, counts: true }
    }

    fn in_flight_for(after_ms: u32) -> Step {
        Step::Repeat { after_ms, counts: false }
    }

    #[test]
    fn what_is_done_about_each_failure() {
        use ErrorCode::*;
        let refused = || http(Unauthorized, 401);
        let table = [
            // Passing failures.
            (plain(Unavailable), NEW, AMPLE, after(500)),
            (plain(Timeout), NEW, AMPLE, after(500)),
            (http(Timeout, 408), NEW, AMPLE, after(500)),
            (http(RateLimited, 429), NEW, AMPLE, after(500)),
            (http(Unavailable, 500), NEW, AMPLE, after(500)),
            (http(Unavailable, 503), repeated(1), AMPLE, after(1000)),
            (http(Unavailable, 503), repeated(2), AMPLE, Step::GiveUp),
            (http(Unavailable, 503), NEW, Budget { repeats: 0, ..AMPLE }, Step::GiveUp),
            // The first call with this key, for as long as there is time.
            (in_flight(), NEW, AMPLE, in_flight_for(2_000)),
            (in_flight(), repeated(2), AMPLE, in_flight_for(2_000)),
            (in_flight(), NEW, left(2_000), Step::GiveUp),
            (in_flight(), NEW, Budget { repeats: 0, ..AMPLE }, Step::GiveUp),
            // What was asked for, up to a cap.
            (asked(7_000), NEW, AMPLE, after(7_000)),
            (asked(0), NEW, AMPLE, after(0)),
            (asked(30_000), NEW, AMPLE, after(30_000)),
            (asked(30_001), NEW, AMPLE, Step::GiveUp),
            // No pause to the end of the time, or beyond it.
            (http(Unavailable, 500), NEW, left(501), after(500)),
            (http(Unavailable, 500), NEW, left(500), Step::GiveUp),
            (asked(7_000), NEW, left(7_000), Step::GiveUp),
            (asked(0), NEW, left(0), Step::GiveUp),
            // A refused token, once.
            (refused(), NEW, AMPLE, Step::RenewToken),
            (refused(), repeated(2), AMPLE, Step::RenewToken),
            (refused(), RENEWED, AMPLE, Step::GiveUp),
            (refused(), NEW, left(0), Step::GiveUp),
            (plain(Unauthorized), NEW, AMPLE, Step::GiveUp),
            // What will not pass.
            (http(RejectedByApi, 400), NEW, AMPLE, Step::GiveUp),
            (http(RejectedByApi, 403), NEW, AMPLE, Step::GiveUp),
            (http(NotFound, 404), NEW, AMPLE, Step::GiveUp),
            (http(IdempotencyConflict, 409), NEW, AMPLE, Step::GiveUp),
            (http(InvalidResponse, 200), NEW, AMPLE, Step::GiveUp),
            (plain(Aborted), NEW, AMPLE, Step::GiveUp),
        ];
        for (error, tries, budget, step) in table {
            assert_eq!(next(&error, tries, budget, 1.0), step, "{error:?} {tries:?} {budget:?}");
        }
    }

    #[test]
    fn pauses_grow_to_a_cap_and_jitter() {
        let pauses: Vec<_> = (0..6).map(|repeated| pause(repeated, 1.0)).collect();
        assert_eq!(pauses, [500, 1000, 2000, 4000, 8000, 8000]);
        assert_eq!(pause(40, 1.0), 8000);
        assert_eq!([pause(0, 0.0), pause(3, 0.5), pause(0, f64::NAN)], [0, 2000, 0]);
    }
}
