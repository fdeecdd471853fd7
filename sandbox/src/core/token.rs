//! OAuth client credentials: tokens that look like JWTs, but are random and checked by lookup.

use super::clock::{SECOND, Timestamp};
use super::errors::Reply;
use super::group::Group;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng;
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

pub struct Tokens {
    lifetime_s: u32,
    issued: HashMap<String, Issued>,
}

struct Issued {
    group: usize,
    expires_at: Timestamp,
}

#[derive(Serialize)]
struct TokenError {
    error: &'static str,
    error_description: &'static str,
}

impl Tokens {
    pub fn new(lifetime_s: u32) -> Self {
        Self { lifetime_s, issued: HashMap::new() }
    }

    pub fn lifetime_s(&self) -> u32 {
        self.lifetime_s
    }

    /// Answers a token request, given as the pairs of its form.
    pub fn issue(
        &mut self,
        groups: &[Group],
        form: &[(String, String)],
        now: Timestamp,
        rng: &mut dyn Rng,
    ) -> Reply {
        let group = match client(groups, form) {
            Ok(group) => group,
            Err(refusal) => return refusal,
        };
        self.issued.retain(|_, issued| issued.expires_at > now);
        let token = random_token(rng);
        let expires_at = now.plus(i64::from(self.lifetime_s) * SECOND);
        self.issued.insert(token.clone(), Issued { group, expires_at });
        Reply::json(
            200,
            &json!({
                "access_token": token,
                "expires_in": self.lifetime_s,
                "refresh_expires_in": 0,
                "token_type": "Bearer",
                "not-before-policy": 0,
                "scope": "email profile",
            }),
        )
    }

    /// The group whose valid token an `Authorization` header carries.
    pub fn group(&self, authorization: Option<&str>, now: Timestamp) -> Option<usize> {
        let (scheme, token) = authorization?.split_once(' ')?;
        let issued = self.issued.get(token.trim())?;
        (scheme.eq_ignore_ascii_case("Bearer") && issued.expires_at > now).then_some(issued.group)
    }
}

/// An error as RFC 6749 writes it.
pub fn refusal(status: u16, error: &'static str, error_description: &'static str) -> Reply {
    Reply::json(status, &TokenError { error, error_description })
}

fn client(groups: &[Group], form: &[(String, String)]) -> Result<usize, Reply> {
    let grant_type = parameter(form, "grant_type")?;
    if grant_type != "client_credentials" {
        return Err(refusal(400, "unsupported_grant_type", "grant_type must be client_credentials"));
    }
    let (id, secret) = (parameter(form, "client_id")?, parameter(form, "client_secret")?);
    groups
        .iter()
        .position(|group| group.client_id == id && group.accepts_secret(secret))
        .ok_or_else(|| refusal(401, "invalid_client", "unknown client_id or wrong client_secret"))
}

fn parameter<'a>(form: &'a [(String, String)], name: &str) -> Result<&'a str, Reply> {
    let mut values = form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match (values.next(), values.next()) {
        (Some(value), None) => Ok(value),
        (Some(_), Some(_)) => Err(refusal(400, "invalid_request", "a parameter is repeated")),
        (None, _) => Err(refusal(
            400,
            "invalid_request",
            "grant_type, client_id and client_secret are required, in the form body",
        )),
    }
}

fn random_token(rng: &mut dyn Rng) -> String {
    let mut claims = [0; 48];
    let mut signature = [0; 32];
    rng.fill_bytes(&mut claims);
    rng.fill_bytes(&mut signature);
    let parts: [&[u8]; 3] = [br#"{"alg":"RS256","typ":"JWT"}"#, &claims, &signature];
    parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}
