//! One request to the handler: route, ask who it is from, answer, log.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::config::Config;
use super::incoming::{self, Incoming};
use super::{comeback, create, status, webhooks};
use crate::edge::answer::{self, Answer};
use crate::edge::origin::{self, Verdict};
use crate::edge::route::{self, Route};
use crate::error::CheckoutError;
use crate::request::Stage;
use crate::value::{Value, object};
use crate::web::host::WebHost;
use crate::web::options::{Access, ClientOptions};
use crate::web::write;

/// What every route needs. Cheap to clone: work that goes on after the answer keeps one.
#[derive(Clone)]
pub struct Edge {
    pub config: Rc<Config>,
    pub incoming: Rc<Incoming>,
    /// The platform's context of the request, as the merchant passed it.
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
}

impl Note {
    pub fn new(route: &'static str) -> Self {
        Note { route, ..Note::default() }
    }

    pub fn failed(&mut self, error: &CheckoutError) {
        self.code = Some(error.code.as_str());
        self.message = Some(error.message.clone());
        if error.tx_id.is_some() {
            self.tx_id.clone_from(&error.tx_id);
        }
    }
}

/// The answer to a request. An error is one of the configuration, and nobody's but the merchant's.
pub async fn handle(config: &JsValue, request: JsValue, context: JsValue) -> Result<Answer, CheckoutError> {
    let began = js_sys::Date::now();
    let incoming = Rc::new(Incoming::new(request)?);
    let edge = Edge { config: Rc::new(Config::read(config)?), incoming, context };
    let route = route::route(&edge.incoming.method, &edge.incoming.path, &edge.config.base_path);
    let mut note = Note::new(route.name());
    let answer = edge.answer(&route, &mut note).await;
    edge.log(&note, Some((&answer, js_sys::Date::now() - began)));
    Ok(answer)
}

impl Edge {
    async fn answer(&self, route: &Route, note: &mut Note) -> Answer {
        let told = self.incoming.provenance();
        let verdict = origin::judge(incoming::provenance(&self.incoming.origin, &told), &self.config.origins);
        let answer = match (route, &verdict) {
            // The buyer comes back, and webhooks come, from elsewhere: each brings its own proof.
            (Route::Return(_) | Route::Webhooks | Route::Unknown | Route::WrongMethod { .. }, _) => {
                return self.dispatch(route, note).await;
            }
            (_, Verdict::Foreign) => answer::error(403, "FOREIGN-ORIGIN", "not from this origin"),
            (Route::Preflight, Verdict::Named(origin)) => return answer::preflight(origin),
            _ => self.dispatch(route, note).await,
        };
        let answer = answer.with("Vary", "Origin");
        match verdict {
            Verdict::Named(origin) => answer::readable_by(answer, &origin),
            _ => answer,
        }
    }

    async fn dispatch(&self, route: &Route, note: &mut Note) -> Answer {
        let answered = match route {
            Route::Create(kind) => create::create(self, *kind, note).await,
            Route::Status(id) => status::status(self, id, note).await,
            Route::Return(token) => comeback::comeback(self, token, note).await,
            Route::Webhooks => webhooks::webhook(self, note).await,
            Route::Preflight => Ok(answer::empty(204)),
            Route::WrongMethod { allow } => {
                Ok(answer::error(405, "METHOD-NOT-ALLOWED", "not by this method").with("Allow", *allow))
            }
            Route::Unknown => Ok(answer::error(404, "NOT-FOUND", "no such route")),
        };
        answered.unwrap_or_else(|error| {
            note.failed(&error);
            answer::upstream(&error)
        })
    }

    /// The road to the API, with the merchant's credentials.
    pub fn host(&self) -> WebHost {
        let options = ClientOptions {
            base_url: self.config.credentials.api_url.clone(),
            stage: Stage::Complete,
            access: Access::Credentials(self.config.credentials.clone()),
            timeout_ms: self.config.timeout_ms,
            max_retries: self.config.max_retries,
            redirect_origins: self.config.redirect_origins.clone(),
            fetch: self.config.fetch.clone(),
        };
        WebHost::new(options, None)
    }

    /// One structured line. A log that throws loses its line, and nothing else.
    pub fn log(&self, note: &Note, answered: Option<(&Answer, f64)>) {
        let Some(log) = &self.config.log else { return };
        let line = object([
            ("route", Some(Value::from(note.route))),
            ("method", answered.map(|_| Value::from(self.incoming.method.as_str()))),
            ("status", answered.map(|(answer, _)| Value::Number(answer.status.into()))),
            ("ms", answered.map(|(_, ms)| Value::Number(ms))),
            ("checkout_id", Value::maybe(note.checkout_id.as_deref())),
            ("tx_id", Value::maybe(note.tx_id.as_deref())),
            ("code", Value::maybe(note.code)),
            ("message", Value::maybe(note.message.as_deref())),
        ]);
        let _ = log.call1(&JsValue::UNDEFINED, &write::plain(&line));
    }
}
