//! Sends webhooks when the core says that they are due.

use super::app::{App, Shared};
use crate::core::webhook::{Attempt, Delivery, SIGNATURE_HEADER};
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::TokioExecutor;
use std::convert::Infallible;
use std::future::ready;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tower::util::ServiceFn;

/// A receiver that takes longer has not received.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to sleep when nothing is planned; the bell rings earlier if something comes up.
const IDLE: Duration = Duration::from_secs(60);

type Resolver = ServiceFn<fn(Name) -> std::future::Ready<Result<std::vec::IntoIter<SocketAddr>, Infallible>>>;
type Sender = Client<HttpConnector<Resolver>, Body>;

pub async fn run(app: Shared) {
    let sender = sender();
    loop {
        let (due, next) = app.world_quietly(|world, now, rng| (world.take_due(now, rng), world.next_due()));
        for delivery in due {
            tokio::spawn(deliver(app.clone(), sender.clone(), delivery));
        }
        let pause = next.map_or(IDLE, |at| Duration::from_millis(at.since(app.now())).min(IDLE));
        tokio::select! {
            () = app.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn deliver(app: Shared, sender: Sender, delivery: Delivery) {
    let outcome = match tokio::time::timeout(PATIENCE, send(&sender, &delivery)).await {
        Ok(outcome) => outcome,
        Err(_) => Err("no answer within 10 s".to_owned()),
    };
    let attempt =
        |app: &App| Attempt { at: app.now(), answer: outcome.as_ref().ok().copied(), failure: outcome.err() };
    let attempt = attempt(&app);
    app.world(|world, _, _| world.record_attempt(delivery.delivery_id, attempt));
}

/// The status of the answer. A redirect is an answer like any other: it is not followed.
async fn send(sender: &Sender, delivery: &Delivery) -> Result<u16, String> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(&delivery.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(SIGNATURE_HEADER, &delivery.signature)
        .body(Body::from(Bytes::from(delivery.body.clone())))
        .map_err(|error| error.to_string())?;
    let response = sender.request(request).await.map_err(|error| error.to_string())?;
    Ok(response.status().as_u16())
}

/// Whatever a name resolves to elsewhere, here it is this machine: nothing can be sent off it.
fn sender() -> Sender {
    fn loopback(_: Name) -> std::future::Ready<Result<std::vec::IntoIter<SocketAddr>, Infallible>> {
        let addresses =
            [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
        ready(Ok(Vec::from(addresses).into_iter()))
    }
    let resolver: Resolver = tower::service_fn(loopback as fn(Name) -> _);
    Client::builder(TokioExecutor::new()).build(HttpConnector::new_with_resolver(resolver))
}
