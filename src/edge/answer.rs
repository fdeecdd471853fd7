//! What the handler answers. Errors have the API's own shape, so that one client reads both; they
//! tell the page no more than it can use.

use crate::error::{CheckoutError, ErrorCode, Issue};
use crate::json::{self, Spell};
use crate::value::{Value, object};

/// An answer, ready to be sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    /// What a refusal says, line by line, for a person who posted a form.
    pub lines: Vec<String>,
}

impl Answer {
    /// With a header more.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// A refusal as a page, for a browser that shows whatever it is answered. Nothing else changes.
    pub fn for_person(self) -> Answer {
        if self.lines.is_empty() {
            return self;
        }
        let lines: String = self.lines.iter().map(|line| format!("<li>{}</li>", escape(line))).collect();
        let body = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>Not sent</title>\
             <h1>Your order was not sent</h1><ul>{lines}</ul><p>Go back, change it, and send it again.</p>"
        );
        let mut page = Answer { body, ..self };
        for (_, value) in page.headers.iter_mut().filter(|(name, _)| *name == "Content-Type") {
            *value = "text/html; charset=utf-8".to_owned();
        }
        page.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// JSON, which nobody may keep.
pub fn json(status: u16, body: &Value, spell: Spell) -> Answer {
    let answer = Answer { status, body: json::write(body, spell), ..Answer::default() };
    answer
        .with("Content-Type", "application/json")
        .with("Cache-Control", "no-store")
        .with("X-Content-Type-Options", "nosniff")
}

/// An error in the API's shape.
pub fn error(status: u16, id: &str, message: &str) -> Answer {
    refusal(status, id, message, &[])
}

/// Nothing but a status: what webhooks, and whoever pretends to send one, are answered.
pub fn empty(status: u16) -> Answer {
    Answer { status, ..Answer::default() }.with("Cache-Control", "no-store")
}

/// 303: the browser goes on there by GET.
pub fn see_other(location: &str) -> Answer {
    empty(303).with("Location", location).with("Referrer-Policy", "no-referrer")
}

/// The one answer for a checkout that is unknown, or none of the asker's business.
pub fn not_found() -> Answer {
    error(404, "NOT-FOUND", "no such checkout")
}

/// The page's draft was not valid.
pub fn invalid(issues: &[Issue]) -> Answer {
    refusal(400, "VALIDATION_ERROR", "the request is not valid", issues)
}

/// What a page is told when a call upstream failed. Its status and errors are the merchant's
/// business, but the `tx_id` is what everybody asks for.
pub fn upstream(failure: &CheckoutError) -> Answer {
    let (status, id, message) = match failure.code {
        ErrorCode::IdempotencyConflict => {
            (409, "IDEMPOTENCY-CONFLICT", "this idempotency key was used with another body")
        }
        ErrorCode::RateLimited => (429, "UPSTREAM-BUSY", "too many calls; try again later"),
        ErrorCode::Unavailable => (503, "UNAVAILABLE", "try again"),
        ErrorCode::Timeout => (503, "TIMEOUT", "no answer in time; try again"),
        ErrorCode::RejectedByApi | ErrorCode::NotFound => (422, "UPSTREAM-REFUSED", "the order was refused"),
        ErrorCode::InvalidResponse | ErrorCode::UnsafeRedirect => {
            (502, "UPSTREAM-INVALID", "the payment provider gave an undocumented answer")
        }
        _ => (500, "MISCONFIGURED", "the shop cannot take payments now"),
    };
    let answer = error(status, id, message);
    match &failure.tx_id {
        Some(tx_id) => answer.with("tx_id", tx_id),
        None => answer,
    }
}

fn refusal(status: u16, id: &str, message: &str, issues: &[Issue]) -> Answer {
    let told = issues.iter().map(|issue| format!("{}: {}", issue.path, issue.message));
    let lines = if issues.is_empty() { vec![message.to_owned()] } else { told.collect::<Vec<_>>() };
    let entry = object([("id", Some(Value::from(id))), ("message", Some(Value::from(message)))]);
    let issues = (!issues.is_empty()).then(|| Value::Array(issues.iter().map(Issue::to_value).collect()));
    let body = object([("errors", Some(Value::Array(vec![entry]))), ("issues", issues)]);
    // No number in it has a fraction.
    Answer { lines, ..json(status, &body, |_| String::new()) }
}

/// Lets the page of a named origin read the answer, cookies included.
pub fn readable_by(answer: Answer, origin: &str) -> Answer {
    answer
        .with("Access-Control-Allow-Origin", origin)
        .with("Access-Control-Allow-Credentials", "true")
        .with("Access-Control-Expose-Headers", "tx_id")
}

/// The answer to a preflight of a named origin.
pub fn preflight(origin: &str) -> Answer {
    readable_by(empty(204), origin)
        .with("Access-Control-Allow-Methods", "GET, POST")
        .with("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
        .with("Access-Control-Max-Age", "600")
        .with("Vary", "Origin")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::{self, HttpReply};

    #[test]
    fn a_person_is_told_every_issue_on_a_page() {
        let issue = Issue { path: "<b>&\"".into(), code: "format", message: "must be a UUID".into() };
        let page = invalid(&[issue]).for_person();
        assert_eq!(page.status, 400);
        assert!(page.body.contains("<li>&lt;b&gt;&amp;&quot;: must be a UUID</li>"), "{}", page.body);
        assert!(page.headers.contains(&("Content-Type", "text/html; charset=utf-8".to_owned())));
        assert_eq!(not_found().for_person().body.matches("<li>").count(), 1);
        assert_eq!(see_other("/x").for_person(), see_other("/x"));
    }

    #[test]
    fn our_client_reads_our_errors() {
        let issue = Issue { path: "buyer".into(), code: "required", message: "is required".into() };
        let read = |answer: &Answer| {
            let body = serde_json::from_str(&answer.body).ok();
            reply::failure(&HttpReply { status: answer.status, tx_id: None, retry_after_ms: None, body })
        };
        let invalid = read(&invalid(std::slice::from_ref(&issue)));
        assert_eq!(
            (invalid.code, invalid.issues.as_slice()),
            (ErrorCode::InvalidRequest, [issue].as_slice())
        );
        for (code, told) in [
            (ErrorCode::IdempotencyConflict, "idempotency_conflict"),
            (ErrorCode::RateLimited, "rate_limited"),
            (ErrorCode::Unavailable, "unavailable"),
            (ErrorCode::Timeout, "unavailable"),
            (ErrorCode::RejectedByApi, "rejected_by_api"),
            (ErrorCode::Unauthorized, "unavailable"),
        ] {
            assert_eq!(read(&upstream(&CheckoutError::new(code, ""))).code.as_str(), told);
        }
        assert_eq!(read(&not_found()).code, ErrorCode::NotFound);
    }
}
