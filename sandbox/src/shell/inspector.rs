//! Looking into the sandbox: as JSON for tests, as a page for people.

use super::app::Shared;
use super::record::Recorded;
use super::{reply, security};
use crate::core::checkout::Checkout;
use crate::core::contract::DOCUMENT;
use crate::core::group::CheckoutType;
use crate::core::status::Status;
use crate::core::webhook::Delivery;
use crate::core::{Timestamp, World, amount};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use uuid::Uuid;

const CSS: &str = include_str!("../../pages/inspector.css");

/// How much of the past the page shows.
const SHOWN: usize = 50;

#[derive(Serialize)]
pub struct SandboxCheckout<'a> {
    checkout_id: Uuid,
    client_id: &'static str,
    checkout_type: CheckoutType,
    status: Status,
    creation_date: Timestamp,
    expires_at: Timestamp,
    request: &'a RawValue,
    hosted_page: String,
    webhooks: Vec<&'a Delivery>,
}

impl<'a> SandboxCheckout<'a> {
    pub fn new(world: &'a World, checkout: &'a Checkout) -> Self {
        Self {
            checkout_id: checkout.id,
            client_id: world.group_of(checkout).client_id,
            checkout_type: checkout.checkout_type,
            status: checkout.status,
            creation_date: checkout.created_at,
            expires_at: checkout.expires_at(),
            request: &checkout.order.body,
            hosted_page: world.hosted_page(checkout.id),
            webhooks: world.deliveries(checkout.id).collect(),
        }
    }
}

pub async fn checkouts(State(app): State<Shared>) -> Response {
    app.world(|world, now, rng| {
        world.expire(now, rng);
        reply::ok(
            &world.checkouts().map(|checkout| SandboxCheckout::new(world, checkout)).collect::<Vec<_>>(),
        )
    })
}

pub async fn checkout(State(app): State<Shared>, Path(id): Path<String>) -> Response {
    app.world(|world, now, rng| {
        world.expire(now, rng);
        match id.parse().ok().and_then(|id| world.checkout(id)) {
            Some(checkout) => reply::ok(&SandboxCheckout::new(world, checkout)),
            None => reply::control_error(404, "no such checkout"),
        }
    })
}

#[derive(Deserialize)]
pub struct Since {
    #[serde(default)]
    since: u64,
}

pub async fn requests(
    State(app): State<Shared>,
    query: Result<Query<Since>, axum::extract::rejection::QueryRejection>,
) -> Response {
    match query {
        Ok(Query(Since { since })) => reply::ok(&app.recorder.since(since)),
        Err(_) => reply::control_error(400, "since must be a whole number"),
    }
}

pub async fn faults(State(app): State<Shared>) -> Response {
    app.world(|world, _, _| reply::ok(&world.faults.rules()))
}

pub async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/yaml")], DOCUMENT).into_response()
}

pub async fn overview(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match accept.contains("text/html") {
        true => overview_page(&app),
        false => reply::ok(&app.world(|world, now, _| overview_json(world, now, app.recorder.len()))),
    }
}

fn overview_json(world: &World, now: Timestamp, requests: usize) -> Value {
    let entities = |group: &crate::core::group::Group| -> Vec<Value> {
        group
            .entities
            .iter()
            .map(|entity| json!({ "entity_id": entity.id, "name": entity.name.en }))
            .collect()
    };
    let groups = world.groups.iter().map(|group| {
        json!({
            "name": group.name.en,
            "client_id": group.client_id,
            "client_secret": group.client_secret,
            "checkout_type": group.checkout_type,
            "entities": entities(group),
        })
    });
    let years = world
        .years
        .iter()
        .map(|year| json!({ "educational_year_id": year.id, "name": year.name, "active": year.active }));
    json!({
        "url": world.origin(),
        "now": now,
        "token_lifetime": world.token_lifetime_s(),
        "groups": groups.collect::<Vec<_>>(),
        "educational_years": years.collect::<Vec<_>>(),
        "counts": { "checkouts": world.checkouts().len(), "requests": requests },
    })
}

#[derive(Template)]
#[template(path = "inspector.html.jinja")]
struct InspectorPage<'a> {
    css: &'static str,
    world: &'a World,
    now: Timestamp,
    checkouts: Vec<CheckoutRow>,
    requests: Vec<Recorded>,
}

struct CheckoutRow {
    id: Uuid,
    client_id: &'static str,
    status: &'static str,
    reference: String,
    total: String,
    webhooks: String,
}

fn overview_page(app: &Shared) -> Response {
    let mut requests = app.recorder.since(0);
    requests.reverse();
    requests.truncate(SHOWN);
    app.world(|world, now, rng| {
        world.expire(now, rng);
        let checkouts = world.checkouts().rev().take(SHOWN).map(|checkout| row(world, checkout)).collect();
        let page = InspectorPage { css: CSS, world, now, checkouts, requests };
        match page.render() {
            Ok(html) => (security::headers(CSS), Html(html)).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    })
}

fn row(world: &World, checkout: &Checkout) -> CheckoutRow {
    let webhooks = world.deliveries(checkout.id).map(|delivery| {
        let answer = delivery.attempts.last().and_then(|attempt| attempt.answer);
        let answer = answer.map_or(String::new(), |status| format!(" ({status})"));
        format!(
            "{} {:?}{answer}, attempts: {}",
            delivery.status.as_str(),
            delivery.state,
            delivery.attempts.len()
        )
    });
    CheckoutRow {
        id: checkout.id,
        client_id: world.group_of(checkout).client_id,
        status: checkout.status.as_str(),
        reference: checkout.order.reference_id.clone().unwrap_or_default(),
        total: amount::display(checkout.order.goods.sum()),
        webhooks: webhooks.collect::<Vec<_>>().join("; "),
    }
}
