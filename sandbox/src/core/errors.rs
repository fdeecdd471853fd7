//! What the API says when it refuses: `{"errors":[{"id","message","description"}]}`.

use serde::Serialize;

/// An answer of the API or of the token endpoint: a status and a JSON body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

impl Reply {
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        // Only maps with keys that are no strings can fail here, and no reply has one.
        Self { status, body: serde_json::to_string(body).unwrap_or_default() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub id: &'static str,
    pub message: String,
    /// The field it is about, such as `items[0].quantity`.
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApiError {
    #[serde(skip)]
    pub status: u16,
    pub errors: Vec<Finding>,
}

impl ApiError {
    pub fn new(status: u16, id: &'static str, message: impl Into<String>) -> Self {
        Self { status, errors: vec![Finding { id, message: message.into(), description: None }] }
    }

    pub fn validation(findings: impl IntoIterator<Item = Violation>) -> Self {
        Self { status: 400, errors: findings.into_iter().map(Finding::from).collect() }
    }

    pub fn malformed(message: impl Into<String>) -> Self {
        Self::validation([Violation { path: String::new(), message: message.into() }])
    }

    pub fn unauthorized() -> Self {
        Self::new(401, "AUTH-001", "the access token is missing, unknown or expired")
    }

    pub fn checkout_not_found() -> Self {
        Self::new(404, "CHECKOUT-001", "checkout not found")
    }

    pub fn group_not_found() -> Self {
        Self::new(404, "GROUP-001", "group not found")
    }

    pub fn in_flight() -> Self {
        Self::new(400, "IDEMPOTENCY-001", "a request with this idempotency key is still being processed")
    }
}

impl From<ApiError> for Reply {
    fn from(error: ApiError) -> Self {
        Self::json(error.status, &error)
    }
}

/// One thing wrong with a request body: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// `items[0].quantity`; empty for the body as a whole.
    pub path: String,
    pub message: String,
}

impl Violation {
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

impl From<Violation> for Finding {
    fn from(violation: Violation) -> Self {
        let description = (!violation.path.is_empty()).then_some(violation.path);
        Self { id: "VALIDATION_ERROR", message: violation.message, description }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_the_documented_shape() {
        let error = ApiError::validation([
            Violation::new("items[0].quantity", "too small"),
            Violation::new("", "no JSON"),
        ]);
        let reply = Reply::from(error);
        assert_eq!(reply.status, 400);
        assert_eq!(
            reply.body,
            r#"{"errors":[{"id":"VALIDATION_ERROR","message":"too small","description":"items[0].quantity"},{"id":"VALIDATION_ERROR","message":"no JSON","description":null}]}"#
        );
    }
}
