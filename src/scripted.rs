//! A place for the tests of the road: answers as it was told to, and keeps what it was asked.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::call::HttpRequest;
use crate::client::{Came, Need, Road};
use crate::error::{CheckoutError, ErrorCode};
use crate::reply::HttpReply;
use crate::retry::Budget;

pub const ID: &str = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

/// What a 429 asks to wait, in ms.
pub const ASKED_MS: u32 = 20_000;

pub struct Scripted {
    answers: RefCell<VecDeque<(u16, String)>>,
    token_failures: RefCell<VecDeque<ErrorCode>>,
    can_renew_token: bool,
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
            can_renew_token: true,
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

    pub fn with_one_token(self) -> Self {
        Scripted { can_renew_token: false, ..self }
    }

    pub fn log(&self) -> Vec<String> {
        self.log.borrow().clone()
    }

    pub fn note(&self, what: String) {
        self.log.borrow_mut().push(what);
    }

    /// Goes the road of a request to its end.
    pub fn travel(&self, request: &HttpRequest) -> Result<Box<HttpReply>, CheckoutError> {
        let mut road = Road::new(self.can_renew_token);
        let mut need = road.begin();
        loop {
            let came = match need {
                Need::Token { new } => self.token(new),
                Need::Reply => self.answer(request, road.token()),
                Need::Pause { ms } => {
                    self.pause(ms);
                    Came::Time
                }
                Need::End(end) => return end,
            };
            need = road.go_on(came, self.budget(), 1.0);
        }
    }

    fn token(&self, new: bool) -> Came {
        self.note(format!("token {new}"));
        match self.token_failures.borrow_mut().pop_front() {
            Some(code) => Came::Failure(CheckoutError::new(code, "no token")),
            None => Came::Token(Some(if new { "second" } else { "first" }.to_owned())),
        }
    }

    fn answer(&self, request: &HttpRequest, token: Option<&str>) -> Came {
        let key = request.idempotency_key.as_deref().unwrap_or("-");
        self.note(format!("{} {} {key} {}", request.method, request.path, token.unwrap_or("-")));
        match self.answers.borrow_mut().pop_front() {
            Some((0, _)) | None => Came::Failure(CheckoutError::new(ErrorCode::Unavailable, "network")),
            Some((status, body)) => {
                let body = serde_json::from_str::<serde_json::Value>(&body).is_ok().then_some(body);
                let retry_after_ms = (status == 429).then_some(ASKED_MS);
                Came::Reply(Box::new(HttpReply { status, tx_id: None, retry_after_ms, body }))
            }
        }
    }

    pub fn pause(&self, ms: u32) {
        self.note(format!("pause {ms}"));
        self.clock.set(self.clock.get() + ms);
    }

    pub fn budget(&self) -> Budget {
        Budget { left_ms: self.budget.left_ms.saturating_sub(self.clock.get()), ..self.budget }
    }
}
