//! A sandbox in this process, and a client that speaks HTTP to it.
#![allow(dead_code, reason = "every test file uses its own part of this")]

pub mod hook;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use jeelpay_sandbox::core::contract;
use jeelpay_sandbox::{Config, Sandbox};
use serde_json::{Value, json};
use std::time::Duration;

pub const COURSES: &str = "sandbox-courses";
pub const SCHOOL: &str = "sandbox-school";
pub const JSON: (&str, &str) = ("content-type", "application/json");

/// Stops when it is dropped, with the runtime of its test.
pub struct Server {
    pub url: String,
    client: Client<HttpConnector, Body>,
}

/// An answer with its body read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Server {
    pub async fn start() -> Self {
        Self::with(Config::ephemeral()).await
    }

    pub async fn with(config: Config) -> Self {
        let sandbox = Sandbox::bind(config).await.expect("a free port");
        let url = sandbox.url().to_owned();
        tokio::spawn(sandbox.run(std::future::pending()));
        Self { url, client: Client::builder(TokioExecutor::new()).build_http() }
    }

    /// The failure, as text, is one of the connection.
    pub async fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Result<Answer, String> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.client.request(request).await.map_err(|error| error.to_string())?;
        Answer::read(response.map(Body::new)).await
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        self.try_send(method, path, headers, body).await.expect("an answer")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[JSON], body.to_string()).await
    }

    /// The `Authorization` header of a seeded group.
    pub async fn bearer(&self, client_id: &str) -> String {
        let form =
            format!("grant_type=client_credentials&client_id={client_id}&client_secret={client_id}-secret");
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let answer = self.send("POST", "/oauth2/token", &headers, form).await;
        format!("Bearer {}", answer.json()["access_token"].as_str().expect("a token"))
    }

    pub async fn create(&self, bearer: &str, path: &str, key: &str, body: &Value) -> Answer {
        let headers = [JSON, ("authorization", bearer), ("idempotency-key", key)];
        self.send("POST", path, &headers, body.to_string()).await
    }

    /// The id of a new checkout of the course shop.
    pub async fn checkout(&self, body: &Value) -> String {
        let answer = self.create(&self.bearer(COURSES).await, "/v3/checkout", "key", body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["checkout_id"].as_str().expect("an id").to_owned()
    }

    /// What the inspector knows of a checkout.
    pub async fn inspect(&self, id: &str) -> Value {
        self.get(&format!("/_sandbox/checkouts/{id}")).await.json()
    }

    pub async fn advance(&self, milliseconds: i64) {
        let answer = self.post_json("/_sandbox/clock", &json!({ "advance_ms": milliseconds })).await;
        assert_eq!(answer.status, 200);
    }
}

impl Answer {
    async fn read(response: Response<Body>) -> Result<Self, String> {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
        Ok(Self { status: parts.status, headers: parts.headers, body })
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

/// For waiting on something that happens soon or never.
pub async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.expect("in time")
}

/// That `value` is as `openapi.yaml` describes it, and has no member of which nothing is said there.
pub fn assert_conforms(schema: &str, value: &Value) {
    let mut document = contract::document();
    document["components"]["schemas"][schema]["unevaluatedProperties"] = json!(false);
    let validator = contract::validator(&document, schema);
    let findings: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(findings.is_empty(), "{schema}: {findings:?} in {value}");
}

pub fn items_body() -> Value {
    json!({
        "reference_id": "order_1",
        "buyer": { "mobile_number": "512345678", "email": "noura@example.com" },
        "items": [
            { "item_name": "Calligraphy", "quantity": 2, "unit_price": 449.50, "total_cost": 899, "reference_id": "i1" }
        ],
        "urls": { "redirect_url": "http://localhost:1/return", "notification_url": "http://localhost:1/hook" },
        "metadata": { "cart": "7" }
    })
}

pub fn schooling_body() -> Value {
    json!({
        "buyer": { "mobile_number": "512345678" },
        "students": [{
            "name": "Faisal",
            "national_id": "1098765432",
            "entity_id": "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01",
            "educational_year_id": "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026",
            "cost": 24000
        }],
        "urls": { "redirect_url": "http://localhost:1/return", "notification_url": "http://localhost:1/hook" }
    })
}
