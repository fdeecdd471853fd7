//! `/pay/{id}`: the page where the buyer decides, and the way back to the shop.

use super::app::Shared;
use super::language::Language;
use super::page;
use crate::core::World;
use crate::core::checkout::Checkout;
use crate::core::status::Status;
use axum::Form;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

pub async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let language = Language::of(query.as_deref(), &headers);
    app.world(|world, now, rng| {
        world.expire(now, rng);
        let Some(id) = known(world, &id) else { return page::not_found(language) };
        world.touch(id, now);
        shown(world, id, language)
    })
}

#[derive(Deserialize)]
pub struct DecisionForm {
    decision: Decision,
    form_token: Uuid,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Decision {
    Approve,
    Decline,
}

pub async fn decide(
    State(app): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    form: Result<Form<DecisionForm>, axum::extract::rejection::FormRejection>,
) -> Response {
    let language = Language::of(query.as_deref(), &headers);
    app.world(|world, now, rng| {
        world.expire(now, rng);
        let Some(id) = known(world, &id) else { return page::not_found(language) };
        let genuine = form
            .ok()
            .filter(|Form(form)| world.checkout(id).is_some_and(|known| known.form_token == form.form_token));
        let Some(Form(form)) = genuine else { return page::form_stale(language) };
        let status = match form.decision {
            Decision::Approve => Status::Succeeded,
            Decision::Decline => Status::Rejected,
        };
        // A second click finds the checkout ended, and is taken to the shop with what the first one did.
        let _ = world.end(id, status, now, rng);
        match world.checkout(id) {
            Some(ended) if ended.status != Status::Expired => back_to_shop(ended),
            _ => shown(world, id, language),
        }
    })
}

fn known(world: &World, id: &str) -> Option<Uuid> {
    id.parse().ok().filter(|id| world.checkout(*id).is_some())
}

fn shown(world: &World, id: Uuid, language: Language) -> Response {
    match world.checkout(id) {
        Some(checkout) => page::checkout(language, world.group_of(checkout), checkout, &return_url(checkout)),
        None => page::not_found(language),
    }
}

fn back_to_shop(checkout: &Checkout) -> Response {
    (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, return_url(checkout)), (header::CACHE_CONTROL, "no-store".into())],
    )
        .into_response()
}

/// The shop's return page with the hints that older versions of the API appended: integrations have to put up with
/// them and must not believe them. A query that is already there stays as it is.
fn return_url(checkout: &Checkout) -> String {
    let mut hints = form_urlencoded::Serializer::new(String::new());
    hints.append_pair("id", &checkout.id.to_string()).append_pair("status", checkout.status.as_str());
    if checkout.status == Status::Succeeded {
        hints.append_pair("requestId", &checkout.request_id.to_string());
    }
    let hints = hints.finish();
    let url = checkout.order.urls.redirect_url.as_str();
    let (url, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let joint = match url.contains('?') {
        true if url.ends_with(['?', '&']) => "",
        true => "&",
        false => "?",
    };
    format!("{url}{joint}{hints}{fragment}")
}
