//! Calls of the exported functions, each of which must settle in time.

use jeelpay_checkout::request::Kind;
use jeelpay_checkout::web::{exports, write};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::script::{get, js, json, number, text};

/// Longer than any call here may take. A call that is still pending then would be for ever.
const PATIENCE_MS: u32 = 12_000;

/// What a call was rejected with.
#[derive(Debug)]
pub struct Failure {
    pub code: String,
    pub message: String,
    pub status: Option<f64>,
    pub tx_id: Option<String>,
    pub key: Option<String>,
    pub retryable: bool,
    /// `path code` of each issue.
    pub issues: Vec<String>,
    /// As JSON.
    pub errors: String,
    pub cause: JsValue,
}

pub type Outcome = Result<JsValue, Failure>;

pub async fn create(request: &JsValue, options: &JsValue) -> Outcome {
    settle(exports::create_checkout(request.clone(), options.clone(), JsValue::UNDEFINED, false)).await
}

pub async fn create_schooling(request: &JsValue, options: &JsValue) -> Outcome {
    settle(exports::create_schooling_checkout(request.clone(), options.clone(), JsValue::UNDEFINED)).await
}

pub async fn get_details(id: impl Into<JsValue>, options: &JsValue) -> Outcome {
    let call = exports::get_checkout(id.into(), options.clone(), JsValue::UNDEFINED);
    settle(call).await
}

pub async fn wait_for_end(id: impl Into<JsValue>, options: &JsValue) -> Outcome {
    let call = exports::wait_for_checkout(id.into(), options.clone(), JsValue::UNDEFINED);
    settle(call).await
}

/// `path code` of every issue of an items request.
pub fn issues(request: &JsValue) -> Vec<String> {
    read_issues(&validated(Kind::Items, request, &JsValue::UNDEFINED).expect("no options, no error"))
}

/// What is wrong with a request, at once.
pub fn validated(kind: Kind, request: &JsValue, options: &JsValue) -> Result<JsValue, Failure> {
    exports::validate(kind, request, options).map_err(|error| Failure::read(&write::error(error)))
}

/// Waits for a promise of the module's.
pub async fn settle(promise: JsValue) -> Outcome {
    let promise: Promise = promise.unchecked_into();
    let late = js(&format!("new Promise((r) => setTimeout(r, {PATIENCE_MS}, 'still pending'))"));
    let settled = JsFuture::from(Promise::race(&Array::of2(&promise, &late))).await;
    assert_ne!(settled.as_ref().ok().and_then(JsValue::as_string).as_deref(), Some("still pending"));
    settled.map_err(|record| Failure::read(&record))
}

/// Prints what whoever catches it can read. `cargo xtask test secrets` looks into these lines.
const TELL: &str = r#"(record) => {
    const spelled = (value) => {
        try {
            return value instanceof Error ? `${value.stack} ${spelled(value.cause)}` : `${JSON.stringify(value)}`;
        } catch {
            return "(cannot be read)";
        }
    };
    const words = Object.keys(record).map((name) => `${name}: ${spelled(record[name])}`.slice(0, 4000));
    console.log(`thrown: module: ${words.join(", ").replaceAll("\n", " ")}`);
}"#;

impl Failure {
    pub fn read(record: &JsValue) -> Self {
        // Under test a page may have no more than half of its globals.
        let _ = js(TELL).unchecked_into::<Function>().call1(&JsValue::NULL, record);
        Failure {
            code: text(record, "code").unwrap_or_else(|| panic!("no record of ours: {record:?}")),
            message: text(record, "message").expect("a message"),
            status: number(record, "status"),
            tx_id: text(record, "txId"),
            key: text(record, "idempotencyKey"),
            retryable: get(record, "retryable").as_bool().expect("retryable"),
            issues: read_issues(&get(record, "issues")),
            errors: json(&get(record, "errors")),
            cause: get(record, "cause"),
        }
    }
}

pub fn read_issues(issues: &JsValue) -> Vec<String> {
    let told = |issue: JsValue| {
        let message = text(&issue, "message").expect("a message");
        assert!(!message.is_empty());
        format!("{} {}", text(&issue, "path").expect("a path"), text(&issue, "code").expect("a code"))
    };
    issues.unchecked_ref::<Array>().iter().map(told).collect()
}
