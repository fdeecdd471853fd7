//! One request to the handler: route, ask who it is from, answer, log.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::config::Config;
use super::incoming::{self, Incoming};
use super::merchant::{Asked, Merchant, Note};
use super::{comeback, create, status, webhooks};
use crate::contact;
use crate::edge::answer::{self, Answer};
use crate::edge::language::Language;
use crate::edge::origin::{self, Verdict};
use crate::edge::person;
use crate::edge::route::{self, Route};
use crate::error::CheckoutError;
use crate::web::{address, js};

/// What every route needs.
pub struct Edge {
    pub merchant: Merchant,
    pub incoming: Incoming,
}

/// The answer to a request. An error is one of the configuration, or of the call, and nobody's but the merchant's.
pub async fn handle(config: &JsValue, request: JsValue, context: JsValue) -> Result<Answer, JsValue> {
    let began = js_sys::Date::now();
    let edge = match Edge::new(config, &request, &context) {
        Ok(edge) => edge,
        Err(error) => return Err(refused(config, &request, &context, error)),
    };
    edge.warn_of_volatile_ledger();
    let base_path = &edge.merchant.config.base_path;
    let route = route::route(&edge.incoming.method, &edge.incoming.path, base_path);
    let mut note = Note::new(route.name());
    let answer = edge.answer(&route, &mut note).await;
    let ms = js_sys::Date::now() - began;
    let asked = Asked { method: &edge.incoming.method, status: Some(answer.status), ms };
    edge.merchant.log(&note, Some(asked));
    Ok(answer)
}

/// A request that nobody can answer has a line too, if there is anything to tell it by.
fn refused(config: &JsValue, request: &JsValue, context: &JsValue, error: CheckoutError) -> JsValue {
    let mut note = Note::new("none");
    note.failed(error);
    if let Ok(log) = js::own(config, "log")
        && let Some(log) = log.dyn_ref::<Function>()
    {
        let method = js::get(request, "method").ok().and_then(|method| js::short_text(&method, 40));
        let asked = method.as_deref().map(|method| Asked { method, status: None, ms: 0.0 });
        note.tell(log, context, asked);
    }
    note.error.unwrap_or_default()
}

impl Edge {
    fn new(config: &JsValue, request: &JsValue, context: &JsValue) -> Result<Edge, CheckoutError> {
        let config = Rc::new(Config::read(config)?);
        let mut incoming = Incoming::new(request.clone())?;
        if let Some(public) = config.public_origin.as_deref().and_then(address::parse) {
            incoming.origin = public.origin().to_owned();
            incoming.hostname = public.hostname().to_owned();
        }
        Ok(Edge { merchant: Merchant { config, context: context.clone() }, incoming })
    }

    async fn answer(&self, route: &Route, note: &mut Note) -> Answer {
        let told = self.incoming.provenance();
        let verdict =
            origin::judge(incoming::provenance(&self.incoming.origin, &told), &self.merchant.config.origins);
        let answer = match (route, &verdict) {
            // The buyer comes back, and webhooks come, from elsewhere: each brings its own proof.
            (Route::Return(_) | Route::Webhooks | Route::Unknown | Route::WrongMethod { .. }, _) => {
                let answer = self.dispatch(route, note).await;
                return self.shown(answer, route);
            }
            (_, Verdict::Foreign) => answer::error(403, "FOREIGN-ORIGIN", "not from this origin"),
            (Route::Preflight, Verdict::Named(origin)) => return answer::preflight(origin),
            _ => self.dispatch(route, note).await,
        };
        let answer = self.shown(answer, route).with("Vary", "Origin");
        match verdict {
            Verdict::Named(origin) => answer::readable_by(answer, &origin),
            _ => answer,
        }
    }

    /// As a page, where a person is to see it.
    fn shown(&self, answer: Answer, route: &Route) -> Answer {
        let is_seen = match route {
            Route::Create(_) => self.incoming.is_for_person(),
            _ => self.incoming.wants_page(),
        };
        let Some(occasion) = route.occasion().filter(|_| is_seen) else { return answer };
        let languages = self.incoming.header("accept-language").unwrap_or_default();
        person::page(answer, occasion, Language::accepted(&languages))
    }

    async fn dispatch(&self, route: &Route, note: &mut Note) -> Answer {
        let answered = match route {
            Route::Create(kind) => create::create(self, *kind, note).await,
            Route::Status(id) => status::status(self, id, note).await,
            Route::Return(token) => comeback::comeback(self, token, note).await,
            Route::Webhooks => webhooks::webhook(self, note).await,
            Route::Preflight => Ok(answer::empty(204)),
            Route::WrongMethod { allow, .. } => Ok(answer::wrong_method(allow)),
            Route::Unknown => Ok(answer::error(404, "NOT-FOUND", "no such route")),
        };
        answered.unwrap_or_else(|error| {
            let answer = answer::upstream(&error);
            note.failed(error);
            answer
        })
    }

    /// Orders that are forgotten are paid for and not fulfilled; on this machine that does no harm.
    fn warn_of_volatile_ledger(&self) {
        let is_local = contact::is_loopback(&self.incoming.hostname);
        if self.merchant.config.ledger.is_volatile() && !is_local && !WARNED.replace(true) {
            warn(
                "jeelpay-checkout: memoryLedger() forgets orders when the isolate ends; use a durable ledger",
            );
        }
    }
}

thread_local! {
    static WARNED: Cell<bool> = const { Cell::new(false) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn warn(text: &str);
}
