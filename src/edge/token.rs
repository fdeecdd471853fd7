//! When the access token is used, renewed, or waited for.
//!
//! Tokens are rate-limited and good for `expires_in` seconds, so one serves all callers until 30 s
//! before its end. One caller renews it and the others wait, by asking again: in workerd no request
//! may await another's promise. A renewal is a short lease, which whoever renews prolongs again and
//! again: its request may be cancelled without a word, when its buyer leaves. A failing token
//! endpoint is left alone for ever longer, and for as long as it asks.

use crate::call;
use crate::error::{ApiError, CheckoutError, ErrorCode};
use crate::reply::HttpReply;
use crate::retry::LONGEST_ASKED_MS;
use crate::scan;

/// A token is renewed so long before its end, in ms.
const MARGIN_MS: f64 = 30_000.0;
/// How often those who wait look again, in ms.
const LOOK_AGAIN_MS: u32 = 15;
/// How long a renewal is left to whoever began it, in ms; and how often that one prolongs it.
pub const LEASE_MS: f64 = 3_000.0;
pub const PROLONG_EVERY_MS: u32 = 1_000;
/// A failing endpoint is left alone for 1 s at first, and for 60 s at most.
const FIRST_BACKOFF_MS: f64 = 1_000.0;
const LONGEST_BACKOFF_MS: f64 = 60_000.0;

/// What an isolate knows of one credential's token.
#[derive(Clone, Debug, Default)]
pub struct TokenCache {
    held: Option<Token>,
    /// Until when somebody is renewing it.
    leased_until: f64,
    failures: u32,
    /// Until when the endpoint is left alone.
    quiet_until: f64,
}

/// An access token; times are ms since 1970.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub text: String,
    pub expires_at: f64,
}

/// What a caller who needs the token does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Use(String),
    /// The lease is now the caller's: ask the endpoint, and say what came of it.
    Renew,
    /// Somebody else is renewing it; look again after so many ms.
    Wait(u32),
    /// The endpoint fails, and is left alone for so many ms more.
    Refuse(u32),
}

impl TokenCache {
    /// `refused` is a token that the API did not take.
    pub fn next(&mut self, now: f64, refused: Option<&str>) -> Step {
        if refused.is_some() && self.held.as_ref().map(|held| held.text.as_str()) == refused {
            self.held = None;
        }
        let is_leased = now < self.leased_until;
        match &self.held {
            Some(held) if held.is_fresh(now) => return Step::Use(held.text.clone()),
            // Until it has ended it serves, while it is renewed, and while that fails.
            Some(held) if now < held.expires_at && (is_leased || now < self.quiet_until) => {
                return Step::Use(held.text.clone());
            }
            _ if is_leased => return Step::Wait(LOOK_AGAIN_MS),
            _ if now < self.quiet_until => return Step::Refuse((self.quiet_until - now) as u32),
            _ => {}
        }
        self.prolong(now);
        Step::Renew
    }

    /// Whoever is renewing it is still there.
    pub fn prolong(&mut self, now: f64) {
        self.leased_until = now + LEASE_MS;
    }

    /// A token came. One that is as good as over is for its caller alone.
    pub fn renewed(&mut self, now: f64, token: &Token) {
        *self = TokenCache { held: token.is_fresh(now).then(|| token.clone()), ..TokenCache::default() };
    }

    /// None came, and the endpoint may have asked to be left alone for a while. Tells for how long it is, in ms.
    pub fn failed(&mut self, now: f64, asked_ms: Option<u32>) -> u32 {
        let backoff = (FIRST_BACKOFF_MS * f64::from(1_u32 << self.failures.min(6))).min(LONGEST_BACKOFF_MS);
        let pause = backoff.max(f64::from(asked_ms.unwrap_or(0).min(LONGEST_ASKED_MS)));
        self.failures += 1;
        self.leased_until = 0.0;
        self.quiet_until = now + pause;
        pause as u32
    }

    /// The token that serves although it could not be renewed.
    pub fn spare(&self, now: f64) -> Option<String> {
        self.held.as_ref().filter(|held| now < held.expires_at).map(|held| held.text.clone())
    }

    /// Whoever was renewing it has left before there was an answer.
    pub fn given_up(&mut self) {
        self.leased_until = 0.0;
    }
}

impl Token {
    pub fn is_fresh(&self, now: f64) -> bool {
        now < self.expires_at - MARGIN_MS
    }
}

/// Reads the token endpoint's answer. Only `expires_in` says how long the token is good; without
/// it, the token is good for one call.
pub fn read(reply: &HttpReply, now: f64) -> Result<Token, CheckoutError> {
    let body = scan::members(reply.body.as_deref().unwrap_or_default());
    if reply.status != 200 {
        return Err(refusal(reply, scan::text(&body, "error").as_deref()));
    }
    let token = scan::text(&body, "access_token").filter(|token| call::is_bearer_token(token));
    let text = token.ok_or_else(|| {
        let message = "the token endpoint answered without an access_token; is authUrl right?";
        let mut error = CheckoutError::new(ErrorCode::InvalidResponse, message);
        error.status = Some(200);
        error
    })?;
    let seconds = scan::member(&body, "expires_in").and_then(lifetime);
    Ok(Token { text: text.into_owned(), expires_at: now + seconds.unwrap_or(0.0).max(0.0) * 1000.0 })
}

/// In seconds. Some endpoints spell the number as text.
fn lifetime(spelled: &str) -> Option<f64> {
    let number = |text: &str| text.trim().parse().unwrap_or(f64::NAN);
    let seconds = match scan::characters_of(spelled) {
        Some(text) => Some(number(&text)),
        None => scan::number(spelled, number),
    };
    seconds.filter(|seconds| seconds.is_finite())
}

/// RFC 6749, section 5.2: `error` is one of a few words. `error_description` is not repeated: it
/// might quote the credentials.
fn refusal(reply: &HttpReply, word: Option<&str>) -> CheckoutError {
    let word = word.filter(|word| word.len() <= 40);
    let (code, message) = match reply.status {
        // It says nothing about the credentials: what was sent did not reach it in time.
        408 => (ErrorCode::Timeout, "the token endpoint did not get the request in time; try again"),
        429 => (ErrorCode::RateLimited, "the token endpoint is rate-limited; try again later"),
        400..=499 => (
            ErrorCode::Unauthorized,
            "the token endpoint refused the credentials; check clientId and clientSecret, and that they are of this environment",
        ),
        500..=599 => (ErrorCode::Unavailable, "the token endpoint could not answer; try again"),
        _ => {
            (ErrorCode::InvalidResponse, "the token endpoint gave an undocumented answer; is authUrl right?")
        }
    };
    let errors = word.map(|word| ApiError { id: word.to_owned(), ..ApiError::default() });
    // Without the status: a new token would not help, as it does after a 401 of the API.
    let mut error = CheckoutError::new(code, message);
    error.tx_id.clone_from(&reply.tx_id);
    error.retry_after_ms = reply.retry_after_ms;
    error.errors = errors.into_iter().collect();
    error
}

/// Why nobody asked the endpoint.
pub fn left_alone(for_ms: u32) -> CheckoutError {
    let message = "the token endpoint is failing and is left alone for a while; try again later";
    CheckoutError::new(ErrorCode::Unavailable, message).retry_after(for_ms)
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
