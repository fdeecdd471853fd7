//! Waiting for the buyer's decision: how often to ask, and when to stop.

use crate::error::{CheckoutError, ErrorCode};
use crate::reply::CheckoutDetails;
use crate::retry::{LONGEST_ASKED_MS, unit};

/// How long is waited when the caller does not say, in ms: a buyer who has come back is decided
/// about within seconds, and a page that is left open should not ask for ever.
pub const DEFAULT_TIMEOUT_MS: u32 = 300_000;

const FIRST_MS: f64 = 1_000.0;
const LONGEST_MS: f64 = 10_000.0;
/// In a tab that nobody looks at.
const HIDDEN_MS: f64 = 30_000.0;

/// The pause before asking for the nth time again, in ms: grows from 1 s to 10 s, with a jitter of
/// a tenth either way, so that the tabs of one sale do not ask in step. `random` is from 0 up to 1.
pub fn interval(asked: u32, hidden: bool, random: f64) -> u32 {
    let grown = FIRST_MS * 1.5_f64.powi(asked.min(20) as i32);
    let pause = if hidden { HIDDEN_MS } else { grown.min(LONGEST_MS) };
    (pause * (0.9 + 0.2 * unit(random))) as u32
}

/// What comes after an answer.
#[derive(Debug)]
pub enum Next {
    /// The wait is over.
    End(Result<CheckoutDetails, CheckoutError>),
    /// Wait for so many ms, then ask again; or not, because whoever asks when the time is over has no
    /// time to hear the answer.
    Pause { ms: u32, then_over: bool },
}

/// One wait on its way.
#[derive(Default)]
pub struct Wait {
    last_status: Option<String>,
    /// Since the last answer.
    failure: Option<CheckoutError>,
    asked: u32,
}

impl Wait {
    /// Whether the caller has not been told of this status.
    pub fn is_news(&mut self, details: &CheckoutDetails) -> bool {
        let is_news = details.status.is_some() && details.status != self.last_status;
        if is_news {
            self.last_status.clone_from(&details.status);
        }
        is_news
    }

    /// Passing failures are asked through; others end the wait, as the end of the checkout does. `left_ms` is what
    /// is left of the time; `random` is from 0 up to 1.
    pub fn next(
        &mut self,
        heard: Result<CheckoutDetails, CheckoutError>,
        left_ms: u32,
        hidden: bool,
        random: f64,
    ) -> Next {
        self.failure = match heard {
            Ok(details) if details.has_ended() => return Next::End(Ok(details)),
            Ok(_) => None,
            Err(error) if !error.retryable => return Next::End(Err(error)),
            // What the end of the wait has cut off says less than what failed before.
            Err(_) if left_ms == 0 && self.failure.is_some() => self.failure.take(),
            Err(error) => Some(error),
        };
        let asked_ms = self.failure.as_ref().and_then(|error| error.retry_after_ms);
        let asked_ms = asked_ms.unwrap_or(0).min(LONGEST_ASKED_MS);
        let pause = interval(self.asked, hidden, random).max(asked_ms);
        self.asked += 1;
        Next::Pause { ms: pause.min(left_ms), then_over: pause >= left_ms }
    }

    /// The time is over: the checkout has not ended, or nobody could say so at last.
    pub fn over(&mut self) -> CheckoutError {
        let not_ended = "the checkout has not ended yet; show it as being processed, and ask again later";
        let new = || CheckoutError::new(ErrorCode::Timeout, not_ended);
        let mut error = self.failure.take().unwrap_or_else(new);
        error.code = ErrorCode::Timeout;
        error
    }
}

#[cfg(test)]
#[path = "wait_tests.rs"]
mod tests;
