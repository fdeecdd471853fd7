//! A host for the tests of the road: answers as it was told to, and keeps what it was asked.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::call::HttpRequest;
use crate::client::Host;
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::{CheckoutDetails, HttpReply};
use crate::retry::Budget;
use crate::wait::Watch;

pub const ID: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

/// What a 429 asks to wait, in ms.
pub const ASKED_MS: u32 = 20_000;

pub struct Scripted {
    answers: RefCell<VecDeque<(u16, String)>>,
    token_failures: RefCell<VecDeque<ErrorCode>>,
    log: RefCell<Vec<String>>,
    /// In ms since the beginning.
    clock: Cell<u32>,
    budget: Budget,
}

impl Scripted {
    /// Answers with these statuses and bodies; with a failing network for status 0 and at the end.
    pub fn new(answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        Scripted {
            answers: RefCell::new(answers),
            token_failures: RefCell::default(),
            log: RefCell::default(),
            clock: Cell::default(),
            budget: Budget { repeats: 2, left_ms: 60_000 },
        }
    }

    pub fn within(self, repeats: u32, left_ms: u32) -> Self {
        Scripted { budget: Budget { repeats, left_ms }, ..self }
    }

    /// Fails to have a token in these ways first.
    pub fn without_token(self, failures: &[ErrorCode]) -> Self {
        self.token_failures.borrow_mut().extend(failures);
        self
    }

    pub fn log(&self) -> Vec<String> {
        self.log.borrow().clone()
    }

    fn note(&self, what: String) {
        self.log.borrow_mut().push(what);
    }
}

impl Host for Scripted {
    async fn token(&self, new: bool) -> Result<Option<String>, CheckoutError> {
        self.note(format!("token {new}"));
        if let Some(code) = self.token_failures.borrow_mut().pop_front() {
            return Err(CheckoutError::new(code, "no token"));
        }
        Ok(Some(if new { "second" } else { "first" }.to_owned()))
    }

    async fn send(&self, request: &HttpRequest, token: Option<&str>) -> Result<HttpReply, CheckoutError> {
        let key = request.idempotency_key.as_deref().unwrap_or("-");
        self.note(format!("{} {} {key} {}", request.method, request.path, token.unwrap_or("-")));
        match self.answers.borrow_mut().pop_front() {
            Some((0, _)) | None => Err(CheckoutError::new(ErrorCode::Unavailable, "network")),
            Some((status, body)) => {
                let body = serde_json::from_str(&body).ok();
                let retry_after_ms = (status == 429).then_some(ASKED_MS);
                Ok(HttpReply { status, tx_id: None, retry_after_ms, body })
            }
        }
    }

    async fn pause(&self, ms: u32) -> Result<(), CheckoutError> {
        self.note(format!("pause {ms}"));
        self.clock.set(self.clock.get() + ms);
        Ok(())
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn budget(&self) -> Budget {
        Budget { left_ms: self.budget.left_ms.saturating_sub(self.clock.get()), ..self.budget }
    }

    fn can_renew_token(&self) -> bool {
        true
    }
}

impl Watch for Scripted {
    fn is_hidden(&self) -> bool {
        false
    }

    fn changed(&self, details: &CheckoutDetails) -> Result<(), CheckoutError> {
        self.note(format!("changed {}", details.status.as_deref().unwrap_or("-")));
        Ok(())
    }
}

/// Nothing in a script ever waits, so one poll is enough.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a scripted host never waits"),
    }
}
