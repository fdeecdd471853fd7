//! A `fetch` that answers as it is told, for answers that no sandbox gives.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use super::script::{get, js, text};

pub const ID: &str = "0b5e7a52-6f0e-4d55-9b5b-000000000001";

/// Keeps the requests that it is given.
pub struct StandIn(JsValue);

impl StandIn {
    /// `answer` is the body of an async function of `request` and of `count`, the number of requests before.
    pub fn new(answer: &str) -> Self {
        StandIn(js(&format!(
            "(() => {{
                const answer = async (request, count) => {{ {answer} }};
                const fetch = async (request) => {{
                    fetch.seen.push({{
                        url: request.url,
                        method: request.method,
                        cache: request.cache,
                        key: request.headers.get('idempotency-key'),
                        authorization: request.headers.get('authorization'),
                        body: request.method === 'GET' ? '' : await request.clone().text(),
                    }});
                    return answer(request, fetch.seen.length - 1);
                }};
                fetch.seen = [];
                return fetch;
            }})()"
        )))
    }

    /// Answers every request with this status and this text.
    pub fn always(status: u16, body: &str) -> Self {
        let body = serde_json::to_string(body).expect("JSON");
        Self::new(&format!(
            "return new Response({body}, {{ status: {status}, headers: {{ tx_id: 'tx-1' }} }})"
        ))
    }

    /// Answers with a checkout that has this `redirect_url`.
    pub fn creating(redirect_url: &str) -> Self {
        let body = serde_json::json!({ "checkout_id": ID, "redirect_url": redirect_url });
        Self::always(200, &body.to_string())
    }

    pub fn function(&self) -> &JsValue {
        &self.0
    }

    /// Options with this as their `fetch`; `more` are further members.
    pub fn options(&self, more: &str) -> JsValue {
        let options = js(&format!("{{ baseUrl: 'https://shop.example/api', maxRetries: 0, {more} }}"));
        Reflect::set(&options, &"fetch".into(), &self.0).expect("set");
        options
    }

    /// A member of every request that was seen.
    pub fn seen(&self, member: &str) -> Vec<String> {
        let seen: Array = get(&self.0, "seen").unchecked_into();
        seen.iter().map(|one| text(&one, member).unwrap_or_default()).collect()
    }

    pub fn count(&self) -> usize {
        self.seen("url").len()
    }
}
