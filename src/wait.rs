//! Waiting for the buyer's decision: how often to ask, and when to stop.

use crate::client::{self, Host};
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::CheckoutDetails;
use crate::retry::{LONGEST_ASKED_MS, unit};
use crate::status::Status;

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

/// What waiting asks of its place, beside what a call does.
pub trait Watch: Host {
    /// Whether nobody can see the page.
    fn is_hidden(&self) -> bool;
    /// Tells the caller that the status has changed.
    fn changed(&self, details: &CheckoutDetails) -> Result<(), CheckoutError>;
}

/// Asks until the checkout has ended, the host's time is over, or the caller gives up. Passing
/// failures are asked through; others end the wait.
pub async fn wait(host: &impl Watch, checkout_id: &str) -> Result<CheckoutDetails, CheckoutError> {
    let mut last_status: Option<String> = None;
    let mut asked = 0;
    loop {
        let mut asked_ms = 0;
        match client::get(host, checkout_id).await {
            Ok(details) => {
                if details.status.is_some() && details.status != last_status {
                    host.changed(&details)?;
                    last_status.clone_from(&details.status);
                }
                if details.status.as_deref().is_some_and(|status| Status::read(status).is_terminal()) {
                    return Ok(details);
                }
            }
            Err(error) if !error.retryable => return Err(error),
            Err(error) => asked_ms = error.retry_after_ms.unwrap_or(0).min(LONGEST_ASKED_MS),
        }
        let left = host.budget().left_ms;
        let pause = interval(asked, host.is_hidden(), host.random()).max(asked_ms);
        host.pause(pause.min(left)).await?;
        // Whoever asks when the time is over has no time to hear the answer.
        if pause >= left {
            return Err(over());
        }
        asked += 1;
    }
}

fn over() -> CheckoutError {
    let message = "the checkout has not ended yet; show it as being processed, and ask again later";
    CheckoutError::new(ErrorCode::Timeout, message)
}

#[cfg(test)]
#[path = "wait_tests.rs"]
mod tests;
