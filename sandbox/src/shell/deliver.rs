//! Sends webhooks when the core says that they are due.

use super::app::Shared;
use crate::core::webhook::{Attempt, Delivery, SIGNATURE_HEADER};
use axum::body::Body;
use axum::http::{Method, Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::TokioExecutor;
use std::convert::Infallible;
use std::error::Error;
use std::future::{Ready, ready};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tower::util::ServiceFn;

/// A receiver that takes longer has not received.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to sleep when nothing is planned; the bell rings earlier if something comes up.
const IDLE: Duration = Duration::from_secs(60);

/// How many deliveries may be under way at once, however many checkouts expire together.
const SLOTS: usize = 64;

type Addresses = std::vec::IntoIter<SocketAddr>;
type Resolver = ServiceFn<fn(Name) -> Ready<Result<Addresses, Infallible>>>;

pub async fn run(app: Shared) {
    let courier = Courier { app: app.clone(), client: client(), slots: Arc::new(Semaphore::new(SLOTS)) };
    loop {
        let (due, next) = app.world_quietly(|world, now, rng| (world.take_due(now, rng), world.next_due()));
        for delivery in due {
            tokio::spawn(courier.clone().deliver(delivery));
        }
        let pause = next.map_or(IDLE, |at| Duration::from_millis(at.since(app.now())).min(IDLE));
        tokio::select! {
            () = app.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

#[derive(Clone)]
struct Courier {
    app: Shared,
    client: Client<HttpConnector<Resolver>, Body>,
    slots: Arc<Semaphore>,
}

impl Courier {
    async fn deliver(self, delivery: Delivery) {
        // The semaphore is never closed; if it were, sending would still be right.
        let _slot = self.slots.acquire().await;
        let outcome = match tokio::time::timeout(PATIENCE, self.send(&delivery)).await {
            Ok(outcome) => outcome,
            Err(_) => Err("no answer within 10 s".to_owned()),
        };
        let (answer, failure) = (outcome.as_ref().ok().copied(), outcome.err());
        let attempt = Attempt { at: self.app.now(), answer, failure };
        self.app.world(|world, _, _| world.record_attempt(delivery.delivery_id, attempt));
    }

    /// The status of the answer. A redirect is an answer like any other: it is not followed.
    async fn send(&self, delivery: &Delivery) -> Result<u16, String> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(&delivery.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(SIGNATURE_HEADER, &delivery.signature)
            .body(Body::from(delivery.body.clone()))
            .map_err(|error| reasons(&error))?;
        let response = self.client.request(request).await.map_err(|error| reasons(&error))?;
        Ok(response.status().as_u16())
    }
}

/// An error and what is behind it, down to "connection refused".
fn reasons(error: &(dyn Error + 'static)) -> String {
    std::iter::successors(Some(error), |&error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

/// Whatever a name resolves to elsewhere, here it is this machine: nothing can be sent off it.
fn client() -> Client<HttpConnector<Resolver>, Body> {
    fn loopback(_: Name) -> Ready<Result<Addresses, Infallible>> {
        let addresses =
            [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
        ready(Ok(Vec::from(addresses).into_iter()))
    }
    let resolver: Resolver = tower::service_fn(loopback as fn(Name) -> _);
    // A kept connection that the receiver has closed meanwhile would count as a failed attempt.
    Client::builder(TokioExecutor::new())
        .pool_max_idle_per_host(0)
        .http1_title_case_headers(true)
        .build(HttpConnector::new_with_resolver(resolver))
}
