//! The sandbox process: what it is told to do, and what it has received.

use js_sys::{Function, Promise};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::script::js;

pub const URL: &str = env!("JEELPAY_SANDBOX_URL", "`cargo xtask test wasm-node wasm-browser` sets it");

/// A group of the sandbox, by the name in its credentials.
#[derive(Clone, Copy)]
pub enum Group {
    Courses,
    School,
}

/// An access token of the group.
pub async fn token(group: Group) -> String {
    let name = match group {
        Group::Courses => "courses",
        Group::School => "school",
    };
    let form =
        format!("grant_type=client_credentials&client_id=sandbox-{name}&client_secret=sandbox-{name}-secret");
    let reply = ask("POST", "/oauth2/token", "application/x-www-form-urlencoded", &form).await;
    reply["access_token"].as_str().expect("a token").to_owned()
}

/// Options that reach the sandbox and send nobody anywhere; `more` are further members.
pub async fn options(group: Group, more: &str) -> JsValue {
    reach(group, &format!("redirect: false, {more}")).await
}

/// The same for waiting, which has no `redirect`.
pub async fn reach(group: Group, more: &str) -> JsValue {
    let token = token(group).await;
    js(&format!(
        r#"{{ baseUrl: "{URL}", accessToken: "{token}", redirectOrigins: ["{URL}"], maxRetries: 0, {more} }}"#
    ))
}

/// The buyer's decision.
pub async fn decide(checkout_id: &str, status: &str) {
    let path = format!("/_sandbox/checkouts/{checkout_id}/status");
    let decided = tell(&path, json!({ "status": status })).await;
    assert_eq!(decided["status"], status, "{decided}");
}

/// Lets time pass there: tokens live 300 s.
pub async fn advance_clock(ms: u64) {
    tell("/_sandbox/clock", json!({ "advance_ms": ms })).await;
}

/// Lets the next call of a path fail in a way that the sandbox knows.
pub async fn fail_next(path: &str, fault: Value) {
    let mut rule = json!({ "match": { "path": path } });
    rule.as_object_mut().expect("an object").extend(fault.as_object().expect("an object").clone());
    let told = tell("/_sandbox/faults", rule).await;
    assert!(told.is_array(), "{told}");
}

async fn tell(path: &str, body: Value) -> Value {
    ask("POST", path, "application/json", &body.to_string()).await
}

async fn ask(method: &str, path: &str, media_type: &str, body: &str) -> Value {
    let exchange = "(method, url, type, body) => fetch(url, method === 'GET' ? {} \
                    : { method, body, headers: { 'content-type': type } }).then((reply) => reply.text())";
    let exchange: Function = js(exchange).unchecked_into();
    let arguments = [method, &format!("{URL}{path}"), media_type, body].map(JsValue::from_str);
    let reply: Promise =
        exchange.apply(&JsValue::NULL, &arguments.iter().collect()).expect("fetch").unchecked_into();
    let reply = JsFuture::from(reply).await.expect("the sandbox answers").as_string().expect("text");
    serde_json::from_str(&reply).unwrap_or_else(|_| panic!("{method} {path}: {reply}"))
}

/// A moment, to ask later what was received since.
pub struct Mark(u64);

impl Mark {
    pub async fn now() -> Self {
        let all = ask("GET", "/_sandbox/requests", "", "").await;
        Mark(all.as_array().and_then(|all| all.last()?["seq"].as_u64()).unwrap_or_default())
    }

    /// What was received since, oldest first, except for tokens.
    pub async fn received(&self) -> Vec<Received> {
        let all = ask("GET", &format!("/_sandbox/requests?since={}", self.0), "", "").await;
        let all = all.as_array().expect("an array").iter();
        all.filter(|one| one["path"] != "/oauth2/token").map(Received::read).collect()
    }

    /// The only request since.
    pub async fn only(&self) -> Received {
        let mut received = self.received().await;
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

/// A request, as it arrived.
#[derive(Debug)]
pub struct Received {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub tx_id: String,
}

impl Received {
    fn read(one: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        assert_eq!(one["query"], "");
        let headers = one["headers"].as_array().expect("headers").iter();
        Received {
            line: format!("{} {}", text(&one["method"]), text(&one["path"])),
            headers: headers.map(|pair| (text(&pair[0]).to_lowercase(), text(&pair[1]))).collect(),
            body: text(&one["body"]),
            tx_id: text(&one["tx_id"]),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The headers that are neither HTTP's own nor what the runtime adds to every request.
    pub fn own_headers(&self) -> Vec<&str> {
        let is_own = |name: &&str| !OF_THE_RUNTIME.contains(name) && !name.starts_with("sec-");
        let mut names: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).filter(is_own).collect();
        names.sort_unstable();
        names
    }
}

const OF_THE_RUNTIME: [&str; 12] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "host",
    "origin",
    "pragma",
    "referer",
    "transfer-encoding",
    "user-agent",
];
