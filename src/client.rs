//! The road that every call takes: what to send → transport → what it meant, again if need be.
//!
//! A [`Road`] does nothing by itself. It says what it needs next, and is told what came of that: by `web/host.rs`,
//! which has fetch and timers, and by a script in the tests.

use crate::error::CheckoutError;
use crate::failure;
use crate::reply::{self, Checkout, CheckoutDetails, HttpReply};
use crate::retry::{self, Budget, Step, Tries};

/// What the road needs next.
#[derive(Debug)]
pub enum Need {
    /// The access token, if the far side wants one; a `new` one when the last was refused. Where a token cannot be
    /// replaced, `new` says nothing.
    Token { new: bool },
    /// The answer to one attempt, from connecting to the end of the body, within its own time and the call's.
    Reply,
    /// To wait, in ms.
    Pause { ms: u32 },
    /// Nothing more: here is the first answer that is a success, or the failure that is not worth another try.
    End(Result<Box<HttpReply>, CheckoutError>),
}

/// What came of it.
pub enum Came {
    Token(Option<String>),
    Reply(Box<HttpReply>),
    /// The end of a pause.
    Time,
    Failure(CheckoutError),
}

/// One call on its way.
pub struct Road {
    tries: Tries,
    /// None: not asked for yet. Some(None): the far side wants none. Kept for all attempts of the call.
    token: Option<Option<String>>,
}

impl Road {
    /// Whether a refused token can be replaced is for whoever has it to say.
    pub fn new(can_renew_token: bool) -> Self {
        Road { tries: Tries { repeated: 0, renewed: !can_renew_token }, token: None }
    }

    /// The token to send, if the far side wants one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_ref()?.as_deref()
    }

    /// What the next attempt begins with.
    pub fn begin(&self) -> Need {
        match self.token {
            Some(_) => Need::Reply,
            None => Need::Token { new: self.tries.renewed },
        }
    }

    /// What comes next, with what the call may still cost and a random number from 0 up to 1.
    pub fn go_on(&mut self, came: Came, budget: Budget, random: f64) -> Need {
        let error = match came {
            Came::Token(token) => {
                self.token = Some(token);
                return Need::Reply;
            }
            Came::Time => return self.begin(),
            Came::Reply(reply) if reply::is_success(&reply) => return Need::End(Ok(reply)),
            Came::Reply(reply) => failure::of(&reply),
            Came::Failure(error) => error,
        };
        match retry::next(&error, self.tries, budget, random) {
            Step::GiveUp => Need::End(Err(error)),
            Step::RenewToken => {
                self.tries.renewed = true;
                self.token = None;
                self.begin()
            }
            Step::Repeat { after_ms, counts } => {
                self.tries.repeated += u32::from(counts);
                Need::Pause { ms: after_ms }
            }
        }
    }
}

/// The checkout that a create call has come to.
pub fn created(end: Result<Box<HttpReply>, CheckoutError>, key: &str) -> Result<Checkout, CheckoutError> {
    end.and_then(|reply| reply::checkout(&reply, key)).map_err(|error| error.of_attempt(key))
}

/// What a question about a checkout has come to.
pub fn details(
    end: Result<Box<HttpReply>, CheckoutError>,
    checkout_id: &str,
) -> Result<CheckoutDetails, CheckoutError> {
    end.and_then(|reply| reply::details(&reply, checkout_id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{self, HttpRequest};
    use crate::error::ErrorCode;
    use crate::scripted::{ID, Scripted};

    fn created_body() -> String {
        format!(r#"{{"checkout_id":"{ID}","redirect_url":"https://checkout.jeel.co/x"}}"#)
    }

    fn create(host: &Scripted) -> Result<Checkout, CheckoutError> {
        let request = HttpRequest {
            method: "POST",
            path: "/v3/checkout".into(),
            body: Some("{}".into()),
            idempotency_key: Some("k".into()),
        };
        created(host.travel(&request), "k")
    }

    fn get(host: &Scripted) -> Result<CheckoutDetails, CheckoutError> {
        details(host.travel(&call::get(ID)), ID)
    }

    #[test]
    fn a_call_that_works_is_made_once() {
        let host = Scripted::new(&[(200, &created_body())]);
        let checkout = create(&host).unwrap();
        assert_eq!((checkout.checkout_id.as_str(), checkout.idempotency_key.as_str()), (ID, "k"));
        assert_eq!(host.log(), ["token false", "POST /v3/checkout k first"]);
    }

    #[test]
    fn passing_failures_are_repeated_with_the_same_key() {
        let host = Scripted::new(&[(0, ""), (503, "<html>"), (200, &created_body())]);
        assert!(create(&host).is_ok());
        let post = "POST /v3/checkout k first";
        assert_eq!(host.log(), ["token false", post, "pause 500", post, "pause 1000", post]);
    }

    #[test]
    fn a_refused_token_is_replaced_once() {
        let host = Scripted::new(&[(401, ""), (200, r#"{"status":"PENDING"}"#)]);
        assert_eq!(get(&host).unwrap().status.as_deref(), Some("PENDING"));
        let get_with = |token| format!("GET /v3/checkout/{ID} - {token}");
        let expected = ["token false".into(), get_with("first"), "token true".into(), get_with("second")];
        assert_eq!(host.log(), expected);

        let host = Scripted::new(&[(401, ""), (401, "")]);
        assert_eq!(get(&host).unwrap_err().code, ErrorCode::Unauthorized);
    }

    #[test]
    fn a_token_that_cannot_be_replaced_is_refused_once() {
        let host = Scripted::new(&[(401, ""), (200, "{}")]).with_one_token();
        assert_eq!(get(&host).unwrap_err().code, ErrorCode::Unauthorized);
        assert_eq!(host.log().len(), 2);
    }

    #[test]
    fn a_token_that_fails_to_come_is_asked_for_again() {
        let host =
            Scripted::new(&[(503, ""), (200, &created_body())]).without_token(&[ErrorCode::Unavailable]);
        assert!(create(&host).is_ok());
        let post = "POST /v3/checkout k first";
        assert_eq!(host.log(), ["token false", "pause 500", "token false", post, "pause 1000", post]);

        let host = Scripted::new(&[]).without_token(&[ErrorCode::Unauthorized]);
        assert_eq!(create(&host).unwrap_err().code, ErrorCode::Unauthorized);
        assert_eq!(host.log(), ["token false"]);
    }

    #[test]
    fn nothing_is_repeated_beyond_the_time_of_the_call() {
        let host = Scripted::new(&[(503, ""), (503, ""), (200, &created_body())]).within(2, 1_400);
        let error = create(&host).unwrap_err();
        assert_eq!((error.code, error.status), (ErrorCode::Unavailable, Some(503)));
        let post = "POST /v3/checkout k first";
        assert_eq!(host.log(), ["token false", post, "pause 500", post], "a pause of 1000 is too long");
    }

    #[test]
    fn the_last_failure_is_told_with_the_key_of_the_attempt() {
        let host = Scripted::new(&[(500, ""), (500, ""), (502, "")]);
        let error = create(&host).unwrap_err();
        assert_eq!((error.code, error.status), (ErrorCode::Unavailable, Some(502)));
        assert_eq!(error.idempotency_key.as_deref(), Some("k"));
    }
}
