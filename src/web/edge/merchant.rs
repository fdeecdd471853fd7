//! The merchant: whose orders these are, by what configuration, and who is told.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::asking::Heard;
use super::config::Config;
use super::outgoing;
use crate::call::HttpRequest;
use crate::error::CheckoutError;
use crate::reply::HttpReply;
use crate::request::Stage;
use crate::value::{Value, object};
use crate::web::host::WebHost;
use crate::web::options::{Access, ClientOptions};
use crate::web::{js, write};

/// Cheap to clone: work that goes on after the answer keeps one.
#[derive(Clone)]
pub struct Merchant {
    pub config: Rc<Config>,
    /// The platform's context of the request, or of the alarm, for the merchant's functions.
    pub context: JsValue,
}

/// What the log is told of a request: never bodies, tokens, or anything of the buyer.
#[derive(Default)]
pub struct Note {
    pub route: &'static str,
    pub checkout_id: Option<String>,
    pub tx_id: Option<String>,
    /// Of the error, if there was one.
    pub code: Option<&'static str>,
    /// Its message, for the merchant only.
    pub message: Option<String>,
    /// The error itself, with the API's words and its cause: beside the line, not in it, because
    /// those may hold anything. See [`Note::tell`].
    pub error: Option<JsValue>,
}

const CONTRADICTION: &str = "contradiction";

impl Note {
    pub fn new(route: &'static str) -> Self {
        Note { route, ..Note::default() }
    }

    /// What fails is tried again, and a contradiction is heard once: it keeps its code, and the error is beside the line.
    pub fn failed(&mut self, error: CheckoutError) {
        if self.code != Some(CONTRADICTION) {
            self.code = Some(error.code.as_str());
            self.message = Some(error.message.clone());
        }
        if error.tx_id.is_some() {
            self.tx_id.clone_from(&error.tx_id);
        }
        self.error = Some(write::error(error));
    }

    /// The API was asked, if it was one's turn.
    pub fn heard(&mut self, heard: Heard) {
        self.tx_id = heard.tx_id.or(self.tx_id.take());
        if heard.is_contradicted {
            self.contradicted();
        }
    }

    /// A webhook tells a success, and the API another end.
    pub fn contradicted(&mut self) {
        self.code = Some(CONTRADICTION);
        self.message = Some("a webhook tells a success of a checkout of which the API tells another end; ask the API, and see whether it is paid".to_owned());
    }

    /// One structured line. A log that fails, at once or later, loses its line, and nothing else.
    pub fn tell(&self, log: &Function, context: &JsValue, asked: Option<Asked<'_>>) {
        let line = object([
            ("route", Some(Value::from(self.route))),
            ("method", asked.map(|asked| Value::from(asked.method))),
            ("status", asked.and_then(|asked| asked.status).map(|status| Value::Number(status.into()))),
            ("ms", asked.map(|asked| Value::Number(asked.ms))),
            ("checkout_id", Value::maybe(self.checkout_id.as_deref())),
            ("tx_id", Value::maybe(self.tx_id.as_deref())),
            ("code", Value::maybe(self.code)),
            ("message", Value::maybe(self.message.as_deref())),
        ]);
        let error = self.error.clone().unwrap_or_default();
        if error.is_object() {
            keep_unprinted(&error);
        }
        if let Ok(work) = log.call2(&JsValue::UNDEFINED, &write::tree(&line), &error)
            && work.is_object()
        {
            outgoing::ignored(context, work);
        }
    }
}

/// Leaves what may hold anything where it is found by its name, and printed by nobody: a log is often no more than
/// `console.log`.
fn keep_unprinted(error: &JsValue) {
    let error = error.unchecked_ref::<Object>();
    for name in ["errors", "issues", "cause"] {
        let hidden = Object::create(JsValue::NULL.unchecked_ref());
        let kept = js::own(error, name).and_then(|value| Reflect::set(&hidden, &"value".into(), &value));
        let put = kept.and_then(|_| Reflect::set(&hidden, &"enumerable".into(), &JsValue::FALSE));
        let _ = put.and_then(|_| Reflect::define_property(error, &name.into(), &hidden));
    }
}

/// The request that a line of the log is about.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub method: &'a str,
    /// Of the answer, if there was one.
    pub status: Option<u16>,
    pub ms: f64,
}

impl Merchant {
    /// Goes the road of a call to the API, with the merchant's credentials, and repeats it so often.
    pub async fn call(
        &self,
        request: HttpRequest,
        max_retries: u32,
    ) -> Result<Box<HttpReply>, CheckoutError> {
        let options = Box::new(ClientOptions {
            base_url: self.config.credentials.api_url.clone(),
            stage: Stage::Complete,
            access: Access::Credentials(self.config.credentials.clone()),
            timeout_ms: self.config.timeout_ms,
            deadline_ms: self.config.deadline_ms,
            max_retries,
            redirect_origins: self.config.redirect_origins.clone(),
            fetch: self.config.fetch.clone(),
        });
        WebHost::new(options, None, request).travel().await
    }

    /// One line in the log.
    pub fn log(&self, note: &Note, asked: Option<Asked<'_>>) {
        if let Some(log) = &self.config.log {
            note.tell(log, &self.context, asked);
        }
    }
}
